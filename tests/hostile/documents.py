"""Documents: what makes Markdown parsers slow or deep, odd bytes, odd characters, great sizes."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Iterator

from tests.hostile.case import Case, Content

FULL = bool(os.environ.get("TAGENGINE_HOSTILE"))
_MUCH = 250_000 if FULL else 40_000  # characters; in full near what is read of a document
_SHIPPED = 1 if FULL else 10  # of this many documents of markup one is read with the shipped rules


def _fill(*parts: str, size: int = _MUCH) -> bytes:
    """Return the parts, each repeated so often that all fill the size."""
    share = size // len(parts)
    return "".join(part * max(1, share // len(part)) for part in parts).encode()


def _growing(unit: str, between: str, count: int) -> bytes:
    return between.join(unit * number for number in range(1, count)).encode()


MARKUP: dict[str, Content] = {
    # Nesting: brackets, quotes, lists, emphasis, elements.
    "brackets-opened": _fill("["),
    "brackets-closed": _fill("]"),
    "brackets-nested": _fill("[", "]"),
    "links-nested": _fill("[a](", ")"),
    "links-unclosed": _fill("[a](<b"),
    "links-in-text": _fill("[", "a](b)"),
    "images-opened": _fill("!["),
    "images-nested": _fill("![a](", ")"),
    "references-nested": _fill("[a][", "]"),
    "footnotes": _fill("[^a]", "[^a]: b\n"),
    "quotes-nested": _fill(">") + b"a",
    "quotes-nested-spaced": _fill("> ") + b"a",
    "quotes-and-lists": _fill("> - ") + b"a",
    "quotes-lazy": _fill(">" * 200 + "a\n", "b\n"),
    "lists-nested-in-a-line": _fill("- ") + b"a",
    "lists-nested-numbers": _fill("1. ") + b"a",
    "lists-nested-by-indent": "".join(f"{'  ' * one}- a\n" for one in range(600)).encode(),
    "lists-of-empty-items": _fill("-\n"),
    "lists-alternating": _fill("- a\n+ a\n* a\n"),
    "lists-with-tabs": _fill("-\ta\n\t-\tb\n"),
    "list-numbers-huge": _fill("123456789) a\n"),
    "rules-of-stars": _fill("* * * "),
    "emphasis-opened": _fill("*a "),
    "emphasis-opened-strong": _fill("**a "),
    "emphasis-underscores": _fill("_a __a "),
    "emphasis-mixed": _fill("*a **b "),
    "emphasis-closers": _fill("a** b* "),
    "emphasis-nested": _fill("*", "a", "*"),
    "emphasis-triples": _fill("***a** b"),
    "emphasis-left-of-brackets": _fill("**[*a_"),
    "strikes": _fill("~~a "),
    # Code, escapes, entities.
    "backticks": _fill("`"),
    "backticks-growing": _growing("`", "a", 600),
    "backticks-unclosed": _fill("`a``b```c"),
    "fences": _fill("```\n"),
    "fences-unclosed": b"```\n" + _fill("a\n"),
    "fences-tildes": _fill("~~~ a\n"),
    "fence-info-huge": b"```" + _fill("a") + b"\ncode\n```\n",
    "code-indented": _fill("    a\n"),
    "backslashes": _fill("\\"),
    "backslashes-before-marks": _fill("\\*\\[\\`"),
    "entities": _fill("&amp;"),
    "entities-unclosed": _fill("&"),
    "entities-numeric": _fill("&#x41;&#0;&#1114112;&#xd800;"),
    "entities-long": b"&#" + _fill("9") + b";",
    "entities-unknown": _fill("&nosuchentity;"),
    "entities-of-controls": _fill("&#27;[31m&#8238;sql&#0;"),
    # Headings, lines, tables, definitions.
    "headings": _fill("# a\n"),
    "headings-empty": _fill("#\n"),
    "headings-deep": _fill("###### a\n"),
    "headings-of-marks": b"# " + _fill("#"),
    "headings-underlined": _fill("a\n=\n"),
    "underlines": _fill("=\n"),
    "underlines-long": b"a\n" + _fill("-"),
    "hard-breaks": _fill("a  \n"),
    "tables-wide": b"|".join([b"a"] * 20_000) + b"\n" + b"|".join([b"-"] * 20_000) + b"\na|b\n",
    "tables-long": b"a|b\n-|-\n" + _fill("c|d\n"),
    "tables-of-bars": b"|a|\n|-|\n" + _fill("|"),
    "tables-without-rows": _fill("a|b\n-|-\n\n"),
    "tables-almost": _fill("a|b\n-|\n"),
    "table-rules": _fill("-|"),
    "definitions": _fill("[a]: b\n"),
    "definitions-different": "".join(f"[a{one}]: b\n" for one in range(20_000)).encode(),
    "definitions-and-uses": _fill("[a]: b\n", "[a]"),
    "definitions-unclosed-titles": _fill("[a]: b 'c\n"),
    "definitions-empty": _fill("[]: \n"),
    "definitions-long": b"[" + _fill("a") + b"]: b\n",
    "definitions-in-a-row": _fill("[a]:"),
    # HTML.
    "elements-opened": _fill("<div>"),
    "elements-nested": _fill("<b>", "</b>"),
    "elements-closed": _fill("</div>\n"),
    "elements-unclosed": _fill("<a "),
    "elements-of-brackets": _fill("<"),
    "elements-empty": _fill("<>"),
    "attributes-many": b"<a" + _fill(" b='c'") + b">",
    "attributes-unclosed": _fill('<a href="'),
    "attributes-of-equals": b"<a " + _fill("=") + b">",
    "comments": _fill("<!-- a -->"),
    "comments-unclosed": _fill("<!--"),
    "comments-of-dashes": b"<!--" + _fill("-"),
    "declarations": _fill("<!A "),
    "instructions": _fill("<?"),
    "cdata": _fill("<![CDATA["),
    "scripts": _fill("<script>"),
    "scripts-unclosed": b"<script>\n" + _fill("a\n"),
    "html-blocks": _fill("<div>\n\n"),
    "html-headings": _fill("<h1 align=center>a</h1>\n"),
    "details": _fill("<details><summary>a</summary>"),
    "html-tables": _fill("<table><tr><td>"),
    "autolinks": _fill("<http://a.example>"),
    "addresses": _fill("https://a.example/b "),
    "address-long": b"https://" + _fill("a.") + b"example",
    "mail-addresses": _fill("a@b."),
    # Front matter.
    "front-matter-unclosed": b"---\n" + _fill("a: b\n"),
    "front-matter-fences": _fill("---\n"),
    "front-matter-toml-unclosed": b"+++\n" + _fill("a = 1\n"),
    "front-matter-json-unclosed": _fill('{"a":'),
    "front-matter-of-names": b"---\n" + _fill("name: sql\n") + b"---\n",
    "front-matter-value-long": b"---\ntitle: " + _fill("a ") + b"\n---\n",
    "front-matter-spaces": b"---\n" + _fill(" \t") + b"\n---\n",
    "front-matter-bomb": b"---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: *b\n---\n# sql\n",
    # What the engine itself looks for.
    "keywords": _fill("sql "),
    "keywords-joined": _fill("sql"),
    "keywords-hyphened": _fill("sql-"),
    "titles": _fill("# sql\n\nsql is a database.\n\n"),
    "definitions-of-things": _fill("sql is a crate for a memo "),
    "one-sentence": _fill("a sql, "),
    "sentence-ends": _fill(". ! ? "),
    "camel-case": b"# " + _fill("aB"),
    "badges": _fill("[![a](b)](c)"),
    "emoji-names": _fill(":a"),
    "lists-of-links": _fill("- [a](#a)\n"),
    "sections-all": _fill("## Install\n## Usage\n## License\n## Features\n"),
}
_TEXT = b"# Ember\n\nEmber is a SQL database.\n"


def _zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.md", b"\0" * 10_000_000)
    return buffer.getvalue()


BYTES: dict[str, Content] = {
    "nothing": b"",
    "line-ends": b"\n" * 250_000,
    "spaces": b" " * 250_000,
    "tabs": b"\t" * 250_000,
    "carriage-returns": b"a\r" * 120_000,
    "line-ends-mixed": b"a\r\nb\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\xc2\x85j\xe2\x80\xa8k" * 9_000,
    "nul-first": b"\0" + _TEXT,
    "nul-behind": _TEXT + b"a" * 9_000 + b"\0sql\0" * 9_000,
    "bom": b"\xef\xbb\xbf" + _TEXT,
    "bom-twice": b"\xef\xbb\xbf\xef\xbb\xbf" + _TEXT,
    "boms": b"\xef\xbb\xbf" * 80_000,
    "utf-16": _TEXT.decode().encode("utf-16"),
    "utf-16-big": b"\xfe\xff" + _TEXT.decode().encode("utf-16-be"),
    "utf-16-odd": _TEXT.decode().encode("utf-16") + b"x",
    "utf-16-surrogates": b"\xff\xfe" + b"\x00\xd8" * 100_000,
    "utf-16-without-mark": _TEXT.decode().encode("utf-16-le"),
    "utf-32": _TEXT.decode().encode("utf-32"),
    "latin-1": "größe ".encode("latin-1") * 40_000,
    "overlong": b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf" * 25_000,
    "surrogates-encoded": b"\xed\xa0\x80sql\xed\xb0\x80" * 25_000,
    "beyond-unicode": b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80" * 25_000,
    "bytes-ff": b"\xff" * 250_000,
    "bytes-all": bytes(range(1, 256)) * 1_000,
    "character-cut-at-the-limit": b"a" * 262_143 + "é".encode(),
    "zip": _zip_bomb,
    "gzip": lambda: gzip.compress(b"\0" * 10_000_000, mtime=0),
    "elf": b"\x7fELF\x02\x01\x01\0" * 1_000,
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 1_000,
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" * 1_000,
    "sqlite": b"SQLite format 3\0" * 1_000,
    "line-of-10-mb": lambda: b"sql " * 2_500_000,
    "50-mb": lambda: b"# sql\n" + b"text text text\n" * 3_500_000,
    "headings-1e6": lambda: b"# sql\n" * 1_000_000,
}
CHARACTERS: dict[str, Content] = {
    "terminal-colours": b"# \x1b[31msql\x1b[0m\n\n\x1b]0;title\x07\x1b[2J\x1bc sql\n",
    "terminal-c1": "# \x9b31msql\x9d0;title\x9c\n\nsql \x90q\x9c\n".encode(),
    "terminal-links": b"# \x1b]8;;http://a.example\x1b\\sql\x1b]8;;\x1b\\\n",
    "terminal-backspaces": b"# sql\x08\x08\x08evil\n\n\x07sql\r\x7f\n",
    "bidi": "# \u202esql\u202c \u2066sql\u2069 \u200fsql\u061c\n".encode(),
    "bidi-flood": "\u202e\u2066".encode() * 40_000,
    "zero-widths": "s\u200bq\u200bl s\u00adq\u00adl \ufeffsql\u2060".encode() * 9_000,
    "tag-characters": "sql\U000e0041\U000e0042".encode() * 20_000,
    "marks-piled": b"e" + "\u0301".encode() * 120_000,
    "marks-on-words": ("s\u0301q\u0327l\u20dd ").encode() * 20_000,
    "line-separators": "sql\u2028sql\u2029sql\n".encode() * 12_000,
    "case-that-grows": "İSQLßﬁŉ".encode() * 20_000,
    "fullwidth": "\uff53\uff51\uff4c \uff33\uff31\uff2c ".encode() * 12_000,
    "cjk-without-spaces": "データベース".encode() * 13_000,
    "hangul-jamo": "\u1112\u1161\u11ab".encode() * 25_000,
    "emoji-joined": "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪".encode() * 4_000,
    "private-use": "\ue000\U000f0000\U0010ffff".encode() * 20_000,
    "noncharacters": "\ufffe\uffff\U0001fffe\ufdd0".encode() * 18_000,
    "workflow-commands": b"# sql\n\n::error file=a::sql\n\n##[group]sql\n\n  ::set-output::sql\n",
    "markdown-in-evidence": b"# sql | `sql` <img src=x onerror=alert(1)> @someone #1 sql\n",
    "formulas": b"# =cmd|' /C calc'!A0 sql\n\n@SUM(sql)\n\n+1 sql\n\n-1 sql\n",
    "templates": b"# {{sql}} ${sql} <%= sql %> {% sql %}\n",
    "shell": b"# $(touch x) `touch x`; sql | sql && rm -rf sql\n",
    "paths": b"# ../../../../etc/passwd sql [a](file:///etc/passwd) ![a](\\\\a\\b)\n",
}
_TAGGED = ("tag", "README.md", "--rules", "RULES")
_SHOWN = ("explain", "README.md", "--rules", "RULES")
_FORMS = ("text", "json", "markdown", "sarif", "github", "html")


def cases() -> Iterator[Case]:
    """Yield the documents, each with the commands that read it."""
    for number, (name, content) in enumerate(MARKUP.items()):
        rules = ("--rules", "RULES") if number % _SHIPPED else ()
        yield Case(f"markup/{name}", ("tag", "README.md", *rules), {"README.md": content})
    for name, content in BYTES.items():
        yield Case(f"bytes/{name}", _TAGGED, {"README.md": content})
    for number, (name, content) in enumerate(CHARACTERS.items()):
        arguments = (*_SHOWN, "--format", _FORMS[number % len(_FORMS)])
        yield Case(f"characters/{name}", arguments, {"README.md": content})
        yield Case(f"characters/{name}/text", _SHOWN, {"README.md": content})
    for form in _FORMS:
        everything = b"\n\n".join(one for one in CHARACTERS.values() if isinstance(one, bytes))
        arguments = (*_SHOWN, "--format", form)
        yield Case(f"characters/all/{form}", arguments, {"README.md": everything[:60_000]})
    name = "stdin-of-10-mb"
    yield Case(name, ("tag", "-", "--rules", "RULES"), stdin=b"sql " * 2_500_000)
    for name in ("quotes-nested", "brackets-opened", "headings", "tables-wide", "elements-nested"):
        yield Case(f"process/{name}", ("tag", "README.md"), {"README.md": MARKUP[name]},
                   has_own_process=True)  # fmt: skip
    for name in ("50-mb", "line-of-10-mb", "zip"):
        yield Case(f"process/{name}", ("explain", "README.md"), {"README.md": BYTES[name]},
                   has_own_process=True)  # fmt: skip

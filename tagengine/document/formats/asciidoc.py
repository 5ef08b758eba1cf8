"""AsciiDoc (https://docs.asciidoctor.org/asciidoc/latest/): what a README of it shows."""

from __future__ import annotations

import re

from tagengine.document.formats.by_line import Reader
from tagengine.document.formats.sheet import EMOJI, ENTITY, LONGEST_HEADING, SPACE, URL, marks
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone

_MARKS = marks(
    r"(?P<space1>[ \t]\+(?=\r?\n))",
    SPACE,
    r"image:{1,2}(?P<image1>[^\s\[]+)\[(?P<alt1>[^\],]*)[^\]]*\]",
    r"(?:link|mailto):(?P<url1>[^\s\[]+)\[(?P<link1>[^\]]*?)(?:,[^\]]*)?\^?\]",
    r"(?P<url2>https?://[^\s\[\]<>\"]+)\[(?P<link2>[^\]]*?)(?:,\s*\w+=[^\]]*)?\^?\]",
    r"(?:xref:[^\s\[]+|\{[\w-]+\}[^\s\[\]{}]*|[\w./-]+\.adoc)\[(?P<link3>[^\]]*?)\^?\]",
    r"<<[^<>,]+,(?P<link4>[^<>]+)>>",
    r"<<[^<>]+>>",
    r"(?:kbd|btn|menu|pass|stem|latexmath|asciimath):[^\s\[]*\[(?P<text1>[^\]]*)\]",
    r"footnote:[^\s\[]*\[[^\]]*\]",
    r"\[\[[^\]]+\]\]|\[\#[^\]]+\]",
    r"(?<![\w`])``(?P<code1>.+?)``",
    r"(?<![\w`])`\+?(?P<code2>[^\s`](?:[^`]*?[^\s`+])?)\+?`(?!\w)",
    r"(?<![\w+])\+(?P<code3>[^\s+](?:[^+\n]*?[^\s+])?)\+(?!\w)",
    r"\*\*(?P<text2>.+?)\*\*",
    r"(?<![\w*])\*(?P<text3>[^\s*](?:[^*]*?[^\s*])?)\*(?!\w)",
    r"(?<!\w)_{1,2}(?P<text4>[^\s_](?:[^_]*?[^\s_])?)_{1,2}(?!\w)",
    r"\[\.?(?:line-through)\]\#(?P<comment1>[^\#\n]+)\#",
    r"(?:\[[.\w-]+\])?(?<![\w\#])\#(?P<text5>[^\s\#](?:[^\#\n]*?[^\s\#])?)\#(?!\w)",
    r"\{(?P<name1>[\w-]+)\}",
    r"\^[^\s^]+\^|~[^\s~]+~",
    URL,
    ENTITY,
    EMOJI,
)
_HEADING = re.compile(r"(={1,6}|\#{1,6})[ \t]+(\S.*?)(?:[ \t]+\1)?[ \t]*$")
_UNDERLINE = re.compile(r"([=\-~^+])\1{2,}[ \t]*$")
_ATTRIBUTE = re.compile(r":!?[\w-]+!?:(?:[ \t]|$)")
_LONGEST_TEXT = 400  # characters of an attribute
_NAMED = re.compile(rf"^:([\w-]{{1,80}}):[ \t]+(\S.{{0,{_LONGEST_TEXT}}}?)[ \t\r]*$", re.MULTILINE)
_REFERENCE = re.compile(r"\{([\w-]{1,80})\}")
_NO_TEXT = re.compile(r"(?:https?|link|image|mailto|xref):|[./]*/\S*$|\S*\.\w{2,4}$", re.IGNORECASE)
_BLOCK_ATTRIBUTES = re.compile(r"\[[^\[\]]*\][ \t]*$|\[\[[^\]]+\]\][ \t]*$")
_LANGUAGE = re.compile(r"\[(?:source|,)[^\],]*,[ \t]*([\w+#-]+)|\[source%?\w*,?([\w+#-]*)")
_DIRECTIVE = re.compile(r"(?:include|ifdef|ifndef|ifeval|endif|toc|video|audio)::")
_COMMENT = re.compile(r"//(?!/)")
_CODE_FENCE = re.compile(r"(?:-{4,}|\.{4,}|`{3,})")
_FENCE_LANGUAGE = re.compile(r"`{3,}[ \t]*([\w+#-]*)")
_OTHER_FENCE = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--|'{3,}|<<<|[|,:!]={3,}|\+)[ \t]*$")
_HIDDEN_FENCE = re.compile(r"(/{4,}|\+{4,})[ \t]*$")
_TABLE = re.compile(r"[|!]={3,}[ \t]*$")
_CELL = re.compile(r"(?:(?<=\s)|^)[\d.+*<>^a-z]{0,6}\|([^|]*)")
_ITEM = re.compile(r"[ \t]*(?:\*{1,5}|-|\.{1,5}|\d+\.|<\d+>)[ \t]+(?:\[[ x*]\][ \t]+)?(?=\S)")
_TERM = re.compile(r"[ \t]*(\S.*?)(?:::{1,3}|;;)(?:[ \t]+(.*))?$")
_BEGINNINGS = (
    *(_ITEM, _CODE_FENCE, _OTHER_FENCE, _HIDDEN_FENCE, _TABLE, _BLOCK_ATTRIBUTES, _COMMENT),
    *(_DIRECTIVE, _HEADING),
)
_TITLE = re.compile(r"\.(?=[^\s.])")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")


def read(source: str) -> list[Fragment]:
    """Return the fragments of an AsciiDoc text."""
    return _Reader(source).run()


def _attributes(source: str) -> dict[str, str]:
    """Return the texts that attributes stand for: `:name: text`, shown in place of `{name}`."""
    named = {"cpp": "C++"}
    for found in _NAMED.finditer(source):
        if not _NO_TEXT.match(found[2]):
            text = _REFERENCE.sub(lambda inner: named.get(inner[1].lower(), " "), found[2])
            named.setdefault(found[1].lower(), text[:_LONGEST_TEXT])
    return named


class _Reader(Reader):
    marks = _MARKS

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.sheet.named.update(_attributes(source))
        self._language = ""
        self._in_header = False
        self._in_table = False

    def read_block(self, number: int) -> int:
        sheet, lines = self.sheet, self.lines
        text, start = lines.texts[number], lines.starts[number]
        if number and lines.is_blank(number - 1):
            self._in_header = False
        if hidden := _HIDDEN_FENCE.match(text):
            return self.read_up_to(number, _closing(hidden[1]), Zone.HTML_COMMENT)
        if _COMMENT.match(text):
            sheet.add_whole(Zone.HTML_COMMENT, start + 2, lines.end(number))
        elif _ATTRIBUTE.match(text) or _DIRECTIVE.match(text):
            pass
        elif text.startswith("[comment]"):
            return self._read_comment(number + 1)
        elif _BLOCK_ATTRIBUTES.match(text):
            found = _LANGUAGE.match(text)
            self._language = (found[1] or found[2] or "") if found else self._language
        elif _TABLE.match(text):
            self._in_table = not self._in_table
        elif fence := _CODE_FENCE.match(text):
            said = _FENCE_LANGUAGE.match(text)
            language = self._taken_language()
            return self.read_up_to(
                number, _closing(fence[0]), Zone.CODE_BLOCK, said[1] if said else language
            )
        elif not _OTHER_FENCE.match(text):
            return self._read_text(number)
        return number + 1

    def _read_comment(self, number: int) -> int:
        """Read what `[comment]` is about: an open block, or a paragraph."""
        if number < len(self.lines) and self.lines.texts[number].rstrip() == "--":
            return self.read_up_to(number, _closing("--"), Zone.HTML_COMMENT)
        last = number if self.lines.is_blank(number) else self.block_end(number)
        self.add_lines(Zone.HTML_COMMENT, number, last)
        return last

    def _taken_language(self) -> str:
        """Return the language of the code that begins, and forget it."""
        language, self._language = self._language, ""
        return language

    def _read_text(self, number: int) -> int:
        sheet, lines = self.sheet, self.lines
        text, start = lines.texts[number], lines.starts[number]
        following = lines.texts[number + 1] if number + 1 < len(lines) else ""
        if self._in_table:
            self.add_cells(number, _CELL)
            if "|" not in text:
                sheet.add(Zone.TABLE, start, lines.end(number))
            return number + 1
        if heading := _HEADING.match(text[:LONGEST_HEADING]):
            level = len(heading[1])
            self.add_group(Zone.HEADING, number, heading, 2, level)
            self._in_header = level == 1
            return number + 1
        if self._in_header:  # the author, the revision
            return number + 1
        if _UNDERLINE.fullmatch(following) and abs(len(following.strip()) - len(text)) <= 2:
            sheet.add(Zone.HEADING, start, lines.end(number), "=-~^+".index(following[0]) + 1)
            self._in_header = following[0] == "="
            return number + 2
        if self._language or (text[0].isspace() and not _ITEM.match(text)):
            return self._read_literal(number)
        return self._read_paragraph(number)

    def _read_literal(self, number: int) -> int:
        """Read a paragraph that is code: by its attributes, or by its indent."""
        last = self.block_end(number)
        self.add_lines(Zone.CODE_BLOCK, number, last, self._taken_language())
        return last

    def _read_paragraph(self, number: int) -> int:
        lines = self.lines
        text, start = lines.texts[number], lines.starts[number]
        item = _ITEM.match(text)
        term = None if item else _TERM.match(text)
        last = self.block_end(number, *_BEGINNINGS)
        end = lines.end(last - 1)
        if term is not None and (term[2] or last == number + 1):
            self.add_group(Zone.LIST_ITEM, number, term, 1)
            self.sheet.add(Zone.LIST_ITEM, start + term.end() - len(term[2] or ""), end)
        else:
            marked = item or _TITLE.match(text) or _ADMONITION.match(text)
            first = start + marked.end() if marked else start
            self.sheet.add(Zone.LIST_ITEM if item else Zone.BODY, first, end)
        return last


def _closing(fence: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(fence)}[ \t]*$")

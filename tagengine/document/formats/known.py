"""The formats that documents are read in: known by a file's name, or by the text."""

from __future__ import annotations

import re
from enum import Enum

from tagengine.text.lazy_regex import lazy_regex


class Format(Enum):
    """A format of documents; the value is its name for people."""

    MARKDOWN = "markdown"
    RST = "rst"
    NOTEBOOK = "notebook"
    HTML = "html"
    MDX = "mdx"
    TEXT = "text"
    ASCIIDOC = "asciidoc"
    ORG = "org"
    TEXTILE = "textile"
    RDOC = "rdoc"
    MEDIAWIKI = "mediawiki"


NAMES = tuple(one.value for one in Format)
"""The names of all formats."""

SUFFIXES = {
    **dict.fromkeys(
        (".md", ".markdown", ".mdown", ".mdwn", ".mkd", ".mkdn", ".mkdown"), Format.MARKDOWN
    ),
    **dict.fromkeys((".qmd", ".rmd"), Format.MARKDOWN),
    **dict.fromkeys((".rst", ".rest"), Format.RST),
    ".ipynb": Format.NOTEBOOK,
    **dict.fromkeys((".html", ".htm", ".xhtml"), Format.HTML),
    ".mdx": Format.MDX,
    **dict.fromkeys((".txt", ".text"), Format.TEXT),
    **dict.fromkeys((".adoc", ".asciidoc", ".asc"), Format.ASCIIDOC),
    ".org": Format.ORG,
    ".textile": Format.TEXTILE,
    ".rdoc": Format.RDOC,
    **dict.fromkeys((".mediawiki", ".wiki"), Format.MEDIAWIKI),
}
"""Ends of names, in lower case, with what such a file is."""

_BEGINNING = 20_000  # characters that are looked at
_HTML = lazy_regex(
    r"\s*(?:(?:<!--(?:(?!-->).)*-->|<\?xml\b[^>]*>)\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_NOTEBOOK = lazy_regex(r'\s*\{.*"cells"\s*:\s*\[', re.DOTALL)
_DATA = lazy_regex(
    r"\s*(?:\{\s*(?:\"|\})|\[\s*(?:[\[{\"\d]|\])[^)]*\]\s*\Z|<\?xml\b(?!.*<html\b)|%PDF-)",
    re.DOTALL,
)
_PROGRAM = lazy_regex(r"#!\s*/")
# What a line, or a part of one, in a format looks like, and in no other.
_SIGNS = {
    Format.MARKDOWN: r"^\#{1,6}[ \t]+\S|^```|(?:\A|\n[ \t]*\n)~~~"
    r"|\]\((?:https?:|[./#]|\w{1,40}\.)|\*\*\w",
    Format.RST: r"^\.\.[ \t]+(?:[\w-]{1,40}::|_[^:\n]{1,80}:|\|[^|\n]{1,80}\|)|\w>?`_\b|::[ \t]?$"
    r"|^:[A-Z]\w{1,40}:[ \t]",
    Format.ASCIIDOC: r"^={1,5}[ \t]+[^=\s][^=\n]{0,200}$|^:[\w-]{1,40}:|^-{4}$|\bimage::?\w"
    r"|\blink:\w",
    Format.ORG: r"^\#\+\w{1,40}:|^\#\+(?:begin|end)_|\w\]\[\w[^\]\n]{0,80}\]\]",
    Format.TEXTILE: r"^(?:h[1-6]|bc|bq)\.{1,2}[ \t]",
    Format.MEDIAWIKI: r"^(={2,4})[^=\n]{1,80}\1[ \t]?$|'''\w|^\{\|",
}  # fmt: skip
_SIGN = {one: lazy_regex(sign, re.MULTILINE | re.IGNORECASE) for one, sign in _SIGNS.items()}


def of_name(name: str) -> Format | None:
    """Return the format that a file's name tells, None if it does not."""
    dot = name.rfind(".")
    return SUFFIXES.get(name[dot:].lower()) if dot > 0 else None


def of_text(text: str) -> Format | None:
    """Return the format of a text whose name does not tell it; None if it is not a document.

    Of the formats with signs in its beginning that with most of them, Markdown first; a text
    without any is a plain one.
    """
    beginning = text[:_BEGINNING]
    if _NOTEBOOK.match(beginning):
        return Format.NOTEBOOK
    if _HTML.match(beginning):
        return Format.HTML
    if _DATA.match(beginning) or _PROGRAM.match(beginning):
        return None
    counts = {one: len(sign.findall(beginning)) for one, sign in _SIGN.items()}
    best = max(counts, key=lambda one: counts[one])
    return best if counts[best] else Format.TEXT

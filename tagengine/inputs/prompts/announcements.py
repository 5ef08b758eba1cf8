"""What announces, opens and closes a document in a request: 'README:', `<readme>`, 'END README'."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ELEMENTS = (
    "readme|documents?|docs?|text|content|input|project|page|file|markdown|repository|source|data"
    "|material|article|user_input|readme_md|context"
)
OPENING = re.compile(rf"\s{{0,20}}<({_ELEMENTS})(?:\s[^<>\n]{{0,200}})?>", re.IGNORECASE)
_ELEMENT_END = re.compile(rf"</({_ELEMENTS})>", re.IGNORECASE)
CLOSING = re.compile(
    rf"\s*(?:</(?:{_ELEMENTS})>|\[/(?:{_ELEMENTS})\]|[-=*#<>\s]*\bend(?: of)?(?: the)?[ _]"
    r"(?:readme|document|text|content|page|file|input)\b[-=*>.\s]*)",
    re.IGNORECASE,
)
# What only a document has: headings, images, links, HTML.
STRUCTURE = re.compile(
    r"(?:^|\n|\s)#{1,6} \S|!\[|\]\(|\n(?:=+|-{3,})\n"
    r"|<(?:p|div|h[1-6]|img|a|br|details|table|center|picture)\b",
    re.IGNORECASE,
)
_NOUN = (
    r"(?:readme|document|documentation|docs?|text|page|front page|project page|contents?|input"
    r"|project|repository|repo|records|projects|repositories|file|material|source|article"
    r"|description and readme)"
)
_BEFORE = (
    r"(?:here(?:['’]s| is| are| comes)|below is|this is|that is|following is|now|given|consider"
    r"|read|see|for|from|tag|use|classify|label|based?(?: up)?on|according to|the following"
    r"|following|begin(?:ning)?(?: of)?|start(?: of)?|the|a|an|this|my|our|project['’]s|project"
    r"|raw|markdown|github|and|is|of|to(?: be)?|tagged|text|contents?)"
)
_BEHIND = (
    r"(?:readme|text|contents?|file|below|follows|begins?|starts?|start|begin|markdown|page|itself"
    r"|body|of (?:the|a|an|this|my|our) (?:open source )?(?:project|repository|page)"
    r"|to (?:be )?(?:tag(?:ged)?|label|classify|read)"
    r"|\(markdown\)|is|as|here|#?\d{1,3})"
)
# 'README:', 'Here is the README of the project:', '## Document', 'Base on the following text:'.
_ANNOUNCEMENT = re.compile(
    rf"[\s\"'*_#>=~|\[(<-]{{0,40}}(?:{_BEFORE} ){{0,8}}"
    rf"{_NOUN}(?:\.(?:md|txt))?(?:[ _-]{_BEHIND}){{0,4}}"
    r"[\"'*_)]*(?:\s{0,9}[:：]{1,3}[*_]*(?=\s|$|[#<\"'`])|[\s=~>\])-]{0,60}$)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\s*[#=\[<>*-]")
_LONGEST = 400  # characters of a line that announces
# 'base on …' is said to a model alone; 'based on' must begin the sentence.
_BASE_ON = re.compile(
    r"\W{0,20}(?:(?:\w{1,30}\W{1,9}){0,4}?base|(?:please )?based) (?:up)?on(?: this)?\b[\s:\"']*",
    re.IGNORECASE,
)


def announced(text: str, start: int) -> int | None:
    """Return where the document begins that is announced at `start`, None if none is.

    A document with a number ('Document 2:') begins with its announcement, so that several can be
    told apart.
    """
    opened = OPENING.match(text, start)
    if opened and not text.startswith(tuple(".,;:)"), opened.end()):
        close = re.compile(rf"</{opened[1]}>", re.IGNORECASE)
        return _begin(opened) if close.search(text, opened.end()) else None
    line = text[start : start + _LONGEST].partition("\n")[0]
    found = _ANNOUNCEMENT.match(line)
    if found and _is_meant(found[0], line):
        return start if re.search(r"\d", found[0]) else start + found.end()
    based = _BASE_ON.match(text, start, start + _LONGEST)
    return based.end() if based else None


def closings(text: str) -> dict[str, int]:
    """Return where in a text the last element of each name is closed, by the name in lower case."""
    return {closed[1].lower(): closed.start() for closed in _ELEMENT_END.finditer(text)}


def element(text: str, start: int, closed: Mapping[str, int]) -> tuple[int, int]:
    """Return where the document in an element at `start` begins and ends; 0, 0 if none is.

    `closed` are the `closings` of the text.
    """
    opened = OPENING.match(text, start)
    end = closed.get(opened[1].lower(), 0) if opened else 0
    return (_begin(opened), end) if opened and opened.end() <= end else (0, 0)


def _begin(opened: re.Match[str]) -> int:
    """Return where the document in an element begins.

    One with a number begins with its element, and so do those behind it.
    """
    return opened.start() if re.search(r"\d", opened[0]) else opened.end()


def _is_meant(said: str, line: str) -> bool:
    """Return whether words announce a document; 'Content' without a colon is the document's own."""
    if said.rstrip(" \"'*_").endswith((":", "：")):
        return True
    bare = said.strip(" \t\r#=[]<>()*_-~|\"'").lower()
    is_readme = bare.startswith(("readme", "begin", "start", "document"))
    return bool(_MARKED.match(said)) and is_readme and said.strip() == line.strip()

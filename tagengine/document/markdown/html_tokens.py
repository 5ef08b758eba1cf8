"""HTML text to tokens with exact offsets: tags, comments and the text between them.

A tokenizer after the WHATWG standard (https://html.spec.whatwg.org/#tokenization), reduced to what
a README needs: no document is built, nothing is decoded, everything keeps its place.
The parsers at hand either give no offsets (lxml, selectolax) or differ between Python versions
on broken input (`html.parser`), and the same document has to give the same tags everywhere.
Linear in the length of the text: every search result is consumed, and what looks like a tag ends
at the next '<' outside quotes.
"""

from __future__ import annotations

import re

from msgspec import Struct

from tagengine.text.lazy_regex import lazy_regex

# After '<' or '</', a letter opens a tag; attributes run to the '>' that is outside quotes.
_TAG = lazy_regex(
    r"""</?([A-Za-z][^\s/<>"']*+)"""
    r"""(?:[\s/]*+[^\s/>=<"']++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+)*+[\s/]*+>"""
)
_ATTRIBUTE = lazy_regex(r"""([^\s/>=<"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_DECLARATION_LIMIT = 4096  # characters in which a '<!' or '<?' has to close; keeps the scan linear
_RAW_TEXT = ("script", "style", "textarea", "title", "xmp", "noembed", "noframes")
_STRUCK = ("del", "s", "strike")
_HIDDEN = frozenset((*_RAW_TEXT, *_STRUCK))
_CLOSERS = {name: lazy_regex(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _HIDDEN}


class Tag(Struct, frozen=True, gc=False):
    """A start or end tag at `[start, end)`; `attributes` map lower-case names to values' spans."""

    start: int
    end: int
    name: str
    closing: bool
    attributes: dict[str, tuple[int, int]]


class Comment(Struct, frozen=True, gc=False):
    """A comment, declaration or processing instruction at `[start, end)`; its text is `inner`."""

    start: int
    end: int
    inner: tuple[int, int]


def token_at(html: str, start: int, end: int) -> Tag | Comment | None:
    """Return the tag or comment that begins at the '<' at `start`, or None if none does.

    It is looked for before `end`. An unterminated tag is text; an unterminated comment runs to the
    end of the text, as browsers read it.
    """
    if html.startswith("<!--", start):
        close = html.find("-->", start + 4, end)
        return (
            Comment(start, close + 3, (start + 4, close))
            if close >= 0
            else Comment(start, len(html), (min(start + 4, len(html)), len(html)))
        )
    following = html[start + 1 : start + 2]
    if following in ("!", "?"):
        close = html.find(">", start, min(start + _DECLARATION_LIMIT, end))
        return Comment(start, close + 1, (start + 2, close)) if close >= 0 else None
    return _tag_at(html, start, end)


def _tag_at(html: str, start: int, end: int) -> Tag | None:
    found = _TAG.match(html, start, end)
    if found is None:
        return None
    name_end, behind = found.end(1), found.end()
    attributes: dict[str, tuple[int, int]] = {}
    if behind - name_end > 1:
        for attribute in _ATTRIBUTE.finditer(html, name_end, behind):
            group = attribute.lastindex
            if group and group > 1:
                attributes.setdefault(attribute[1].lower(), attribute.span(group))
    return Tag(start, behind, found[1].lower(), html[start + 1] == "/", attributes)


def hidden_end(html: str, tag: Tag, end: int) -> int:
    """Return where ends what is not shown from `<script>`, `<del>` … on; `tag.end` for other tags.

    `end` is where it ends at the latest.
    """
    if tag.closing or tag.name not in _HIDDEN:
        return tag.end
    close = _CLOSERS[tag.name].search(html, tag.end, end)
    return close.start() if close else end

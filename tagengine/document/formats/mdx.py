"""MDX (https://mdxjs.com/docs/what-is-mdx/): Markdown with imports, expressions and components."""

from __future__ import annotations

import re
from bisect import bisect_right

from tagengine.document.markdown import fragments as markdown
from tagengine.document.markdown.comments import Span, cut_out, without
from tagengine.document.pieces import Fragment, Piece
from tagengine.rules.zones import Zone

# No part of these is longer than a limit, so the time grows with the length only.
_COMMENT = re.compile(r"\{/\*((?:[^*]|\*(?!/\})){0,2000})\*/\}")
_MODULE = re.compile(r"^(?:import|export)\b[^\n]*(?:\n(?![ \t]*$)[^\n]*){0,200}", re.MULTILINE)
_COMPONENT = re.compile(
    r"</?[A-Z][\w.]{0,80}(?:[^<>{}\"']|\"[^\"]{0,400}\"|'[^']{0,400}'"
    r"|\{(?:[^{}]|\{[^{}]{0,400}\}){0,400}\}){0,400}>|</?>"
)
_EXPRESSION = re.compile(r"(?<![\\$`])\{(?:[^{}\n]|\{[^{}\n]{0,200}\}){0,400}\}")
_CODE = re.compile(
    r"^[ \t]*(`{3,20}|~{3,20})[^\n]*\n(?:(?![ \t]*\1)[^\n]*\n)*(?:[ \t]*\1[^\n]*)?|`[^`\n]{1,400}`",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:(?!---)[^\n]*\n){0,400}---[ \t]*(?:\n|\Z)")
_MARKS = (
    (_COMMENT, Zone.HTML_COMMENT),
    (_MODULE, Zone.CODE_BLOCK),
    (_COMPONENT, None),
    (_EXPRESSION, None),
)


def read(source: str) -> list[Fragment]:
    """Return the fragments of an MDX text."""
    code = [found.span() for found in _CODE.finditer(source)]
    starts = [start for start, _ in code]
    aside: list[Fragment] = []
    front = _FRONT_MATTER.match(source)
    hidden: list[list[Span]] = [[front.span()] if front else []]
    text = without(source, hidden[0])
    for mark, zone in _MARKS:
        spans = []
        for found in mark.finditer(text):
            before = bisect_right(starts, found.start()) - 1
            if before >= 0 and found.start() < code[before][1]:
                continue
            spans.append(found.span())
            if zone is not None:
                group = mark.groups
                pieces = [Piece(found[group], *found.span(group))]
                aside.append(Fragment(zone, pieces=pieces, language="js"))
        text = without(text, spans)
        hidden.append(spans)
    fragments = markdown.read(text).fragments
    for spans in hidden:  # they are no text, not even of a block of code
        cut_out(fragments, spans)
    return [*fragments, *aside]

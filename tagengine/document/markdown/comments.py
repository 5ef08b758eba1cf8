"""Comments that Markdown knows nothing of: those of notes (`%% … %%`) and of templates.

`{% comment %} … {% endcomment %}` and `{# … #}` are Liquid's and Jinja's, `{/* … */}` is that of
MDX, `{{/* … */}}` Hugo's, `{{!-- … --}}` that of Handlebars. Inside of code they are text, and
where one does not end it is none. Tags of templates (`{% include x %}`, `{{< x >}}`, `{{ x }}`) are
read the same way, and so are blocks in `<del>` and the kind of a callout (`> [!NOTE]`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from tagengine.document.pieces import Fragment, Piece
from tagengine.text.lazy_regex import lazy_regex

_GOES_ON = lazy_regex(r"[ \t]*[^\s]")
_CODE = lazy_regex(
    r"^[ \t>]*(`{3,20}|~{3,20})[^\n]*\n(?:(?![ \t>]*\1)[^\n]*\n)*(?:[ \t>]*\1[^\n]*)?"
    r"|`[^`\n]{1,400}`",
    re.MULTILINE,
)
# The openings and closings that may be there if a mark is. A mark begins with one character, to
# which a search leaps; most documents have none of them.
_KINDS = (
    (
        lazy_regex(r"\{(?:%|#-?\s|/\*|\{)"),
        (
            (
                lazy_regex(r"\{%-?\s{0,9}comment\s{0,9}-?%\}"),
                lazy_regex(r"\{%-?\s{0,9}endcomment\s{0,9}-?%\}"),
            ),
            (
                lazy_regex(r"\{%(?!-?\s{0,9}(?:end)?(?:comment|raw)\b)(?=[^{}\n]{1,300}%\})"),
                lazy_regex(r"%\}"),
            ),
            (lazy_regex(r"\{\{[<%](?=[^\n]{1,300}[>%]\}\})"), lazy_regex(r"[>%]\}\}")),
            (lazy_regex(r"\{\{(?=[^{}\n<%!/][^{}\n]{0,300}\}\})"), lazy_regex(r"\}\}")),
            (lazy_regex(r"\{#-?\s"), lazy_regex(r"#\}")),
            (lazy_regex(r"\{/\*"), lazy_regex(r"\*/\}")),
            (lazy_regex(r"\{\{/\*"), lazy_regex(r"\*/\}\}")),
            (lazy_regex(r"\{\{!--"), lazy_regex(r"--\}\}")),
        ),
    ),
    (
        lazy_regex(r"<(?:del|s|strike)>[ \t]*\n"),
        (
            (
                lazy_regex(r"^<(?:del|s|strike)>[ \t]*$", re.MULTILINE),
                lazy_regex(r"^</(?:del|s|strike)>", re.MULTILINE),
            ),
        ),
    ),
    (
        lazy_regex(r"> \[!\w"),
        ((lazy_regex(r"\[!(?<=> \[!)(?=\w{1,20}\])"), lazy_regex(r"\][+-]?")),),
    ),
    (
        lazy_regex(r"%%"),
        (
            (
                lazy_regex(r"%%(?<![\w%]%%)(?=[ \t]*$)(?<=^%%)", re.MULTILINE),
                lazy_regex(r"%%(?!%)"),
            ),
            (
                lazy_regex(r"%%(?<![\w%]%%)(?=[^%\n])"),
                lazy_regex(r"%%(?![\w%])|(?=\n[ \t]*\n)"),
            ),
        ),
    ),
)

Span = tuple[int, int]


def comments(text: str) -> list[Span]:
    """Return the characters `[start, end)` of all such comments, marks and all, in order."""
    kinds = [kind for mark, kinds in _KINDS if mark.search(text) for kind in kinds]
    if not kinds:
        return []
    code = [found.span() for found in _CODE.finditer(text)]
    found: list[Span] = []
    for opening, closing in kinds:
        found.extend(_of_kind(text, opening, closing, code))
    merged: list[Span] = []
    for start, end in sorted(found):
        if not merged or start >= merged[-1][1]:
            merged.append((start, end))
    return merged


def without(text: str, spans: Sequence[Span]) -> str:
    """Return a text with spaces for some of its characters; its lines stay.

    Where a line goes on after them that begins with them, the spaces are no indent.
    """
    parts = []
    position = 0
    for start, end in spans:
        *before, last = text[start:end].split("\n")
        begins = bool(before) or not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t\r>")
        space = "\xa0" if begins and _GOES_ON.match(text, end) else " "
        parts += [text[position:start], *(" " * len(line) + "\n" for line in before)]
        parts.append(space * len(last))
        position = end
    return "".join([*parts, text[position:]])


def cut_out(fragments: Iterable[Fragment], spans: Sequence[Span]) -> None:
    """Take from the fragments of a text `without` comments what these hide in its source."""
    for fragment in fragments if spans else ():
        fragment.pieces = list(outside(fragment.pieces, spans))
        fragment.aside = list(outside(fragment.aside, spans))


def outside(pieces: Iterable[Piece], spans: Sequence[Span]) -> Iterator[Piece]:
    """Yield pieces of a text that is `without` comments, cut where these stand in its source."""
    for piece in pieces:
        position = piece.start
        first = max(bisect_right(spans, (position, position)) - 1, 0)
        for index in range(first, len(spans)) if piece.is_literal else ():
            start, end = spans[index]
            if start >= piece.end:
                break
            if end > position:
                yield from _part(piece, position, start)
                position = max(position, min(end, piece.end))
        if position == piece.start:
            yield piece
        else:
            yield from _part(piece, position, piece.end)


def _part(piece: Piece, start: int, end: int) -> Iterator[Piece]:
    if end > start:
        shown = piece.part(start - piece.start, end - piece.start)
        yield replace(shown, text=f"{shown.text} ")


def _of_kind(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str], code: Sequence[Span]
) -> Iterator[Span]:
    starts = [start for start, _ in code]
    position = 0
    for opened in opening.finditer(text):
        before = bisect_right(starts, opened.start()) - 1
        is_code = before >= 0 and opened.start() < code[before][1]
        if is_code or opened.start() < position:
            continue
        closed = closing.search(text, opened.end())
        if closed is None:
            return
        if closed.end() > closed.start():
            yield opened.start(), closed.end()
        position = closed.end()

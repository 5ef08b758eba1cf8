"""The language of a fenced code block, as its fence says it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone

# ```python, ``` {.python .x}, ~~~ console title="x"
_FENCE = re.compile(
    r"[ \t>*+\d.)-]*(?:`{3,}|~{3,})[ \t]*\{?[ \t]*\.?(?:lang(?:uage)?-)?([^\s{}`,:]*)"
)


def tell_languages(fragments: Iterable[Fragment], source: str) -> None:
    """Give each code block the language that stands on the line before it, if that is a fence."""
    for fragment in fragments:
        if fragment.zone is Zone.CODE_BLOCK and fragment.pieces:
            line_start = source.rfind("\n", 0, fragment.pieces[0].start)
            first = source.rfind("\n", 0, max(line_start, 0)) + 1
            fence = _FENCE.match(source, first, max(line_start, 0))
            if fence is not None:
                fragment.language = fence[1].lower()

"""Lines are cut where marks begin and end, and nothing of the text is lost."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tagengine.reporting.pages.marked_lines import Line, Mark, lines


def _mark(number: int, start: int, end: int) -> Mark:
    return Mark(str(number), start, end, 1, True, "body", "1.00", "points for x", True)


def _shown(line: Line) -> list[tuple[str, str, str]]:
    return [
        (
            segment.text,
            "".join(mark.id for mark in segment.marks),
            "".join(mark.id for mark in segment.ending),
        )
        for segment in line.segments
    ]


def test_marks_that_overlap() -> None:
    [line] = lines("a fast SQL database", [_mark(1, 7, 19), _mark(2, 2, 10), _mark(3, 7, 10)])
    assert _shown(line) == [
        ("a ", "", ""),
        ("fast ", "2", ""),
        ("SQL", "123", "23"),
        (" database", "1", "1"),
    ]


def test_a_mark_over_lines() -> None:
    first, second, third = lines("a SQL\r\ndatabase\n", [_mark(1, 2, 15)])
    assert _shown(first) == [("a ", "", ""), ("SQL", "1", "")]
    assert _shown(second) == [("database", "1", "1")]
    assert (third.number, third.segments) == (3, ())


def test_a_mark_that_ends_at_an_empty_line() -> None:
    first, second, _ = lines("a\n\nb", [_mark(1, 0, 3)])
    assert _shown(first) == [("a", "1", "")]
    assert _shown(second) == [("", "", "1")]


_TEXTS = st.text(st.sampled_from("ab \n\r\u202e"), max_size=30)


@given(_TEXTS, st.data())
def test_every_mark_covers_its_characters_and_ends_once(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    found = data.draw(st.lists(spans.filter(lambda span: span[0] < span[1]), max_size=5))
    marks = [_mark(number, *span) for number, span in enumerate(found)]
    shown = [segment for line in lines(text, marks) for segment in _shown(line)]
    assert "".join(part for part, _, _ in shown) == re.sub(r"[\r\n]", "", text)
    for mark in marks:
        covered = "".join(part for part, under, _ in shown if mark.id in under)
        assert covered == re.sub(r"[\r\n]", "", text[mark.start : mark.end])
        assert sum(ending.count(mark.id) for _, _, ending in shown) == 1

"""Brackets close the one opened last, except those that cannot be a link's any more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.markdown.open_brackets import Bracket, OpenBrackets


def test_a_link_leaves_only_images_open_around_it() -> None:
    brackets = OpenBrackets()
    for at, is_image in enumerate([True, False, False]):
        brackets.open(Bracket(at, at, is_image))
    assert brackets.close() == Bracket(2, 2, False)
    brackets.note_link()
    brackets.open(Bracket(3, 3, False))
    assert brackets.close() == Bracket(3, 3, False)
    assert brackets.close() == Bracket(0, 0, True)
    assert brackets.close() is None


@given(st.lists(st.sampled_from(["link", "image", "close", "close as link", "clear"])))
def test_brackets_are_as_if_each_link_took_them_away(steps: list[str]) -> None:
    brackets = OpenBrackets()
    expected: list[Bracket] = []
    for at, step in enumerate(steps):
        if step == "clear":
            brackets.clear()
            expected = []
        elif step in ("link", "image"):
            bracket = Bracket(at, at, step == "image")
            brackets.open(bracket)
            expected.append(bracket)
        else:
            closed = brackets.close()
            assert closed == (expected.pop() if expected else None)
            if step == "close as link" and closed is not None and not closed.is_image:
                brackets.note_link()
                expected = [one for one in expected if one.is_image]

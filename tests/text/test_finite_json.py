"""Numbers that JSON cannot say are refused when it is read, so that none is ever written."""

from __future__ import annotations

import json

import pytest

from tagengine.text.finite_json import HOOKS, refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("NaN", "NaN is not a JSON number"),
        ('{"a": [-Infinity]}', "-Infinity is not a JSON number"),
        ("-1e400", "-1e400 is too large a number"),
        ("1" * 400 + ".0", "11111111111111111111 is too large a number"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        json.loads(text, **HOOKS)


def test_what_is_read() -> None:
    text = "[1e308, -0.5, 1e-400, 12345678901234567890]"
    assert json.loads(text, **HOOKS) == [1e308, -0.5, 0.0, 12345678901234567890]


@pytest.mark.parametrize(
    ("text", "said"),
    [("9" * 5000, "a number too long to read"), ("NaN", "NaN is not a JSON number")],
)
def test_why_a_number_is_refused_is_told_in_words_of_ours(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"Exceeds|NaN") as caught:
        json.loads(text, **HOOKS)
    assert refused(caught.value) == said

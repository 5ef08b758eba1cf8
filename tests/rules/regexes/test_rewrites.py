"""Rewrites of regexes that backtrack badly: each one is accepted, and finds what it should."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given

from tagengine.rules.regexes.backtracking import backtracking
from tagengine.rules.regexes.rewrites import rewritten
from tagengine.rules.regexes.syntax import NotAllowed
from tests.rules.regexes.test_backtracking import REGEXES


@pytest.mark.parametrize(
    ("source", "better"),
    [
        (".*x.*y", r"[^x\n]*x.*y"),
        (r"(?:\w+\s?)*:", r"(?:\w\s?)*:"),
        (r"(\d+\.?)+$", r"(\d\.?)+$"),
        (r"\s*\w*\s*:", r"\s*\w*\s{0,4}:"),
        (r"\bdocker\b.*\bcompose\b.*up", r"\bdocker\b.{0,4}\bcompose\b.*up"),
        ("a?" * 28 + "b", None),
    ],
)
def test_rewrites(source: str, better: str | None) -> None:
    assert rewritten(source) == better


@given(REGEXES)
def test_a_rewrite_is_a_regex_that_is_accepted(source: str) -> None:
    try:
        better = rewritten(source)
    except NotAllowed:
        return
    if better is not None:
        regex.compile(better)
        assert backtracking(better) is None

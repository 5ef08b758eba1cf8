"""How regexes can backtrack: what is told beforehand is what happens."""

from __future__ import annotations

import pytest
import regex
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tagengine.regex_safety import Backtracking, backtracking
from tagengine.regex_syntax import NotAllowed


@pytest.mark.parametrize(
    ("source", "character"),
    [
        ("(a|aa)+$", "a"),
        ("(a+)+b", "a"),
        ("(a*)*b", "a"),
        ("(?:a|b|ab)*c", "a"),
        (r"(?:\w+\s?)*:", "0"),
        (r"(\d+\.?)+$", "0"),
        ("(?i:(A|a)+)x", "a"),
        ("(?:[Ā-ă]|ā)+x", "ā"),
        (r"(?:ā|[Ā-ă])+x", "ā"),
        (r"(?:\p{Cyrillic}|\p{L})+x", "ж"),
        ("x(?=(b+)+c)", "b"),
        ("(?:(?:a?){3,}b?)+c", "a"),
    ],
)
def test_what_backtracks_without_end(source: str, character: str) -> None:
    regex.compile(source)
    assert backtracking(source) == Backtracking(exponential=True, character=character)


@pytest.mark.parametrize("source", ["a*a*b", r"\s+\s+$", r".*\d+.*", "(?:x|y)*z*(?:y|w)*$"])
def test_what_backtracks_by_a_power(source: str) -> None:
    found = backtracking(source)
    assert found is not None
    assert not found.exponential


@pytest.mark.parametrize(
    "source",
    [
        r"\bHTTP/[23]\b", "a+b+c", r"(?:ab)+", "(?:a|b)+c", r"\d{1,4}(?:\.\d{1,4})*", "[^\n]*x?",
        "(?i)redis(?:-cli)?", r"(?<![\w/.])[A-Z]\w{2,}\.jl(?![\w/])", "(?:aa?){1,3}b",
    ],
)  # fmt: skip
def test_what_does_not(source: str) -> None:
    assert backtracking(source) is None


def test_a_regex_too_large_to_tell_is_refused() -> None:
    with pytest.raises(NotAllowed, match="more parts than can be checked for backtracking"):
        backtracking("ab" * 100)


def repeated(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return parts with and without repeats, in groups and choices."""
    quantifier = st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{2,}"])
    return st.one_of(
        st.builds("(?:{}){}".format, part, quantifier),
        st.builds("(?:{}|{})".format, part, part),
        st.builds("{}{}".format, part, part),
    )


REGEXES = st.recursive(
    st.sampled_from(["a", "b", "[ab]", ".", r"\w", "ab", "a?"]), repeated, max_leaves=6
).map(lambda source: f"{source}!{{2}}")  # an end that attacks never reach
PUMPS = ("a", "b", "ab", "aab", "ba")
SECONDS = 10.0  # linear ones need thousandths


def runs(source: str, length: int) -> bool:
    """Tell whether a regex comes to an end on long texts that nearly match."""
    compiled = regex.compile(source)
    for pump in PUMPS:
        text = pump * (length // len(pump)) + "!c"
        try:
            compiled.match(text, timeout=SECONDS)
        except TimeoutError:
            return False
    return True


@settings(deadline=None, max_examples=50)
@given(REGEXES)
def test_what_is_said_to_be_safe_runs_in_linear_time(source: str) -> None:
    try:
        assume(backtracking(source) is None)
    except NotAllowed:
        assume(False)
    assert runs(source, 4_000)


@settings(deadline=None, max_examples=40)
@given(REGEXES)
def test_what_is_not_said_to_be_exponential_is_not(source: str) -> None:
    try:
        found = backtracking(source)
    except NotAllowed:
        return
    assume(found is None or not found.exponential)
    assert runs(source, 120)


def test_the_attack_is_one() -> None:
    assert not regex_ends("(a|aa)+!{2}")


def regex_ends(source: str) -> bool:
    """Tell whether a regex comes to an end within a moment on a short attack."""
    try:
        regex.compile(source).match("a" * 60 + "!c", timeout=0.2)
    except TimeoutError:
        return False
    return True

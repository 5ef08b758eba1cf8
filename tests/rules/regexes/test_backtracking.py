"""How regexes can backtrack: what is told beforehand is what happens."""

from __future__ import annotations

import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from tagengine.rules.regexes.backtracking import Backtracking, Growth, backtracking
from tagengine.rules.regexes.syntax import NotAllowed
from tests.support import examples


@pytest.mark.parametrize(
    ("source", "character"),
    [
        ("(a|aa)+$", "a"),
        ("(a+)+b", "a"),
        ("(a*)*b", "a"),
        ("(?:a{,})*b", "a"),
        ("(?:a(?#so)*)*b", "a"),
        ("(?:a|b|ab)*c", "a"),
        (r"(?:\w+\s?)*:", "0"),
        (r"(\d+\.?)+$", "0"),
        ("(?i:(A|a)+)x", "a"),
        ("(?:[Ā-ă]|ā)+x", "ā"),
        (r"(?:ā|[Ā-ă])+x", "ā"),
        ("(?:ж|[а-я])+x", "ж"),
        ("(?:.|é)+x", "é"),
    ],
)
def test_what_backtracks_without_end(source: str, character: str) -> None:
    regex.compile(source)
    assert backtracking(source) == Backtracking(Growth.EXPONENTIAL, character)


@pytest.mark.parametrize(
    ("source", "character", "part"),
    [
        ("a*a*b", "a", "a*a*"),
        (r"x\s+\s+$", "\t", r"\s+\s+"),
        (r".*\d+.*", "0", r".*\d+.*"),
        (".*x.*y", "x", ".*x.*"),
        (r"\s*\w*\s*:", "\t", r"\s*\w*\s*"),
        (r"\w+ ?\w+", "0", r"\w+ ?\w+"),
        (r"\w{1,40}\w{1,40}x", "x", r"\w{1,40}\w{1,40}"),
        ("(?:x|y)*z*(?:y|w)*$", "y", "(?:x|y)*z*(?:y|w)*"),
    ],
)
def test_what_backtracks_by_a_power(source: str, character: str, part: str) -> None:
    found = backtracking(source)
    assert found == Backtracking(Growth.POLYNOMIAL, character)
    assert found.part == part


@pytest.mark.parametrize("source", ["a?" * 28 + "[bc]", "(?:a{1,6}){1,6}b", "(?:a|a|a|a){1,4}b"])
def test_what_ends_but_only_after_many_ways(source: str) -> None:
    assert backtracking(source) == Backtracking(Growth.BOUNDED, "a")


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("(?:a|b?){22}[xz]", "a repeat of what can be empty"),
        ("(?:(?:a?){3,}b?)+c", "a repeat of what can be empty"),
        (r"(?:\b|\b){5}(?:^|$){5}x", "parts that can be empty in too many ways"),
        (r"(?:\p{Pf}|\p{Pf}\p{Pf})+[0-9]", r"the escape \p"),
        ("(?a)(?:é|\\Wé)+[0-9]", "the flags a, but only i and m are allowed"),
        (r"(?s)(?:.|\n\n)+[0-9]", "the flags s, but only i and m are allowed"),
        ("ab" * 100, "more parts than can be checked for backtracking"),
    ],
)
def test_what_cannot_be_told_is_refused(source: str, what: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        backtracking(source)
    assert str(caught.value) == what


def test_many_words_are_no_harm() -> None:
    assert backtracking("|".join(f"word{number}" for number in range(20))) is None


@pytest.mark.parametrize(
    "source",
    [
        r"\bHTTP/[23]\b", "a+b+c", r"(?:ab)+", "(?:a|b)+c", r"\d{1,4}(?:\.\d{1,4})*", "[^\n]*x?",
        "(?i)redis(?:-cli)?", r"(?<![\w/.])[A-Z]\w{2,}\.jl(?![\w/])", "(?:aa?){1,3}b",
        r"\S[^\n]*\S", "[ab]+ba+", r"\w+\s+\w+", r"(?:.|\n\n)+[0-9]", "(?:one|only|once)a+",
        "(?:ab|ac)+x", "(?:https?|ftps?)://", r"(?:\w+-|\d+\.)x",
    ],
)  # fmt: skip
def test_what_does_not(source: str) -> None:
    assert backtracking(source) is None


def repeated(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return parts with and without repeats, in groups and choices."""
    quantifier = st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{2,}", "{8}", "{3,12}", "{,}"])
    return st.one_of(
        st.builds("(?:{}){}".format, part, quantifier),
        st.builds("(?:{}|{})".format, part, part),
        st.builds("{}{}".format, part, part),
    )


REGEXES = st.recursive(
    st.sampled_from(["a", "b", "[ab]", ".", r"\w", "ab", "a?"]), repeated, max_leaves=6
).map(lambda source: f"{source}!{{2}}")  # an end that attacks never reach
PUMPS = ("a", "b", "ab", "aab", "ba")
SECONDS = 60.0  # linear ones need thousandths


def runs(source: str, length: int) -> bool:
    """Return whether a regex comes to an end on long texts that nearly match."""
    compiled = regex.compile(source)
    for pump in PUMPS:
        text = pump * (length // len(pump)) + "!c"
        try:
            compiled.match(text, timeout=SECONDS)
        except TimeoutError:
            return False
    return True


@examples(50)
@given(REGEXES)
def test_what_is_said_to_be_safe_runs_in_linear_time(source: str) -> None:
    try:
        assume(backtracking(source) is None)
    except NotAllowed:
        assume(False)
    assert runs(source, 4_000)


@examples(40)
@given(REGEXES)
def test_what_is_not_said_to_be_exponential_is_not(source: str) -> None:
    try:
        found = backtracking(source)
    except NotAllowed:
        return
    assume(found is None or found.growth is Growth.POLYNOMIAL)
    assert runs(source, 120)


@examples(50)
@given(REGEXES, st.lists(st.sampled_from("ab!c"), max_size=12).map("".join))
def test_what_is_accepted_never_needs_the_clock(source: str, noise: str) -> None:
    try:
        assume(backtracking(source) is None)
    except NotAllowed:
        assume(False)
    compiled = regex.compile(source.replace("!{2}", "[!?]{2}"))  # an end that no search looks for
    for pump in (*PUMPS, noise or "a"):
        text = (noise + pump * 800)[:800]  # what a search is given at once
        list(compiled.finditer(text, timeout=SECONDS))


@pytest.mark.parametrize(
    "source",
    [
        "(?:" + "|".join(chr(0x430 + number) for number in range(140)) + ")+x",
        "(?:" + "|".join("a" * number + "b" for number in range(1, 16)) + ")+x",
        "".join(f"[a{chr(98 + number)}]+b?" for number in range(24)) * 3 + "!",
        "(?:[ab]?[cd]?[ef]?){1,6}" * 4 + "!",
    ],
)
def test_telling_takes_a_moment(source: str) -> None:
    try:
        backtracking(source)
    except NotAllowed as error:
        assert "more parts" in str(error) or "too many ways" in str(error)  # noqa: PT017


@pytest.mark.slow
def test_a_choice_of_many_repeats_is_no_way_round() -> None:
    assert backtracking("|".join("a" * number + "+" for number in range(1, 17))) is not None
    few = "|".join("a" * number + "+" for number in range(1, 4)) + "b"
    assert backtracking(few) is None
    assert list(regex.compile(few).finditer("a" * 800, timeout=SECONDS))  # it comes to an end


def test_the_attack_is_one() -> None:
    assert not regex_ends("(a|aa)+!{2}")


def regex_ends(source: str) -> bool:
    """Return whether a regex comes to an end within a moment on a short attack."""
    try:
        regex.compile(source).match("a" * 60 + "!c", timeout=0.2)
    except TimeoutError:
        return False
    return True

"""A regex as an automaton: its states, how they follow each other, and what they take."""

from __future__ import annotations

from collections import Counter

import pytest

from tagengine.rules.regexes.automaton import Automaton, alphabet_of
from tagengine.rules.regexes.syntax import NotAllowed, parse


def automaton(source: str) -> Automaton:
    made = Automaton(alphabet_of(source))
    made.add(parse(source)[0])
    return made


def test_states_follow_each_other_in_so_many_ways() -> None:
    assert automaton("ab").ways == {(0, 1): 1}
    assert automaton("a?b*c").ways == {(0, 1): 1, (0, 2): 1, (1, 1): 1, (1, 2): 1}
    assert automaton("(?:a*)*").ways == {(0, 0): 2}
    assert automaton("(?:ab)+").following == [[1], [0]]


def test_a_part_tells_how_it_begins_and_ends() -> None:
    part = Automaton(alphabet_of("")).add(parse("a?(?:b|c)")[0])
    assert part.empty == 0
    assert part.first == Counter([0, 1, 2])
    assert part.last == Counter([1, 2])


def test_what_leads_back_to_itself() -> None:
    assert automaton("ab(?:c|d)").in_loops() == set()
    assert automaton("a(?:b|cd)*e+").in_loops() == {1, 2, 3, 4}


def test_characters_are_those_that_the_package_takes() -> None:
    digit, letter, other, _ = automaton(r"\d(?i:k)[^\x00-\x7f]数").taken
    assert set("0123456789\u0660") <= digit
    assert letter == set("kK\u212a")
    assert "数" in other
    assert not other & set("kK0")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\wé", True),
        (r"\s\w", False),
        (r"\W\s", True),
        (r"\dé", False),
        ("数[^数]", False),
        ("[一-龥][あ-ん]", False),
        ("[一-龥][丁-七]", True),
        (r"[×-☃]\w", True),  # é is among them
        (r"[×-☃][!-~]", False),
        ("[^一-龥][^あ-ん]", True),
        ("(?i:k)\u212a", True),
        ("(?i:σ)ς", True),
        (r"\u03b2β", True),
    ],
)
def test_which_states_may_take_the_same_character(source: str, expected: bool) -> None:
    one, other = automaton(source).taken
    assert bool(one & other) is expected


def test_a_wide_range_without_regard_to_case_is_refused() -> None:
    with pytest.raises(NotAllowed, match="a range beyond ASCII where case does not matter"):
        automaton("(?i:[α-ω])")


def test_where_a_state_stands() -> None:
    assert automaton("a(?:bc)*d").spans == [(0, 1), (1, 8), (1, 8), (8, 9)]


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(NotAllowed, match="more parts than can be checked"):
        automaton("a" * 151)

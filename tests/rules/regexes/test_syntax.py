"""Regexes to trees: what is read, what is refused, and that nothing else can happen."""

from __future__ import annotations

from typing import Any

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from tagengine.rules.regexes.syntax import (
    NOTHING,
    Atom,
    Choice,
    NotAllowed,
    Repeat,
    Sequence,
    longest,
    parse,
)


def a(source: str, ignore_case: bool = False) -> Atom:
    return Atom(source, ignore_case)


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("a", a("a")),
        ("ab", Sequence((a("a"), a("b")))),
        ("a|b", Choice((a("a"), a("b")))),
        ("a*", Repeat(a("a"), 0, None)),
        ("a+?", Repeat(a("a"), 1, None)),
        ("a?+", Repeat(a("a"), 0, 1)),
        ("a{2}", Repeat(a("a"), 2, 2)),
        ("a{2,}", Repeat(a("a"), 2, None)),
        ("a{,3}", Repeat(a("a"), 0, 3)),
        ("(?:a|)", Choice((a("a"), NOTHING))),
        ("(?P<match>a)", a("a")),
        ("(?<match>a)", a("a")),
        ("(?i)a", a("a", True)),
        ("(?i:a)b", Sequence((a("a", True), a("b")))),
        (r"\bx\Z", a("x")),
        ("^a$", a("a")),
        (r"\w[^\]a-z]", Sequence((a(r"\w"), a(r"[^\]a-z]")))),
        (r"[\w\x41-\x5a]", a(r"[\w\x41-\x5a]")),
        (r"\x41\.", Sequence((a(r"\x41"), a(r"\.")))),
        ("[]a]", a("[]a]")),
        ("(?#note)a", a("a")),
        ("a{}", Sequence((a("a"), a("{"), a("}")))),
        ("a{,}", Repeat(a("a"), 0, None)),
        ("a{٣}", Sequence((a("a"), a("{"), a("٣"), a("}")))),
        ("ab(?#note)*", Sequence((a("a"), Repeat(a("b"), 0, None)))),
    ],
)
def test_the_tree(source: str, tree: Any) -> None:
    regex.compile(source)
    assert parse(source) == [tree]


def test_what_looks_around_is_kept_beside() -> None:
    ahead = Repeat(a("b"), 1, 3)
    assert parse("(?<!x)a(?=b{1,3})") == [a("a"), a("x"), ahead]


def test_parts_know_where_they_stand() -> None:
    [tree] = parse("ab(?:c){2,}")
    assert [one.start for one in atoms(tree)] == [0, 1, 5]
    repeat = tree.parts[2]  # type: ignore[union-attr]
    assert (repeat.start, repeat.sign, repeat.end) == (2, 7, 11)


@pytest.mark.parametrize(
    ("source", "length"),
    [("ab|c", 2), ("a{2,4}b?", 5), ("a*", None), ("(?=a)b", 1), ("(?:a|b+)c", None), ("", 0)],
)
def test_the_greatest_length(source: str, length: int | None) -> None:
    assert longest(parse(source)[0]) == length


@pytest.mark.parametrize(
    ("source", "what"),
    [
        (r"(a)\1", "a back-reference or named list"),
        (r"(?P<x>a)(?P=x)", "a back-reference"),
        ("a(?R)?", "recursion"),
        ("(a)?(?(1)b|c)", "a conditional"),
        ("(?:ab){e<=1}", "fuzzy matching"),
        (r"\L<words>", "a back-reference or named list"),
        ("(?V1)[a-z]", "the flags V1, but only i and m are allowed"),
        ("(?s).", "the flags s, but only i and m are allowed"),
        ("(?a:é)", "the flags a, but only i and m are allowed"),
        ("(?x) a", "the flags x, but only i and m are allowed"),
        (r"\p{Pf}", r"the escape \p"),
        (r"\N{GREEK SMALL LETTER BETA}", r"the escape \N"),
        (r"a\K", r"the escape \K"),
        (r"[^]\b]", r"a class with more than characters, ranges, \w, \d and \s"),
        (r"[\p{L}]", r"a class with more than characters, ranges, \w, \d and \s"),
        ("[[:alpha:]x]", r"a class with more than characters, ranges, \w, \d and \s"),
        ("(?>a)", "an atomic group"),
        ("(?|a|b)", "a branch reset"),
        ("(*PRUNE)a", "a verb of backtracking"),
        ("a(?i)b", "a flag after the start (write (?i:…) instead)"),
        ("(?:a(?=b))*", "a look-around inside a repeat"),
        ("(?<=a*)b", "a look-around of more than 20 characters"),
        ("b(?=a*)", "a look-around of more than 20 characters"),
        ("(?<!a{21})b", "a look-around of more than 20 characters"),
        ("(" * 60 + "a" + ")" * 60, "groups nested too deeply"),
    ],
)
def test_what_is_refused(source: str, what: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        parse(source)
    assert str(caught.value) == what


TOKENS = st.sampled_from(
    [*"ab|()[]*+?{}^$.\\-:<>=!12,i", "(?:", "(?=", "(?<!", "(?i)", r"\w", "[^", "[a-", "{2,}",
     "(?P<a>", r"\p{L}", r"\x41", "[[:alpha:]]", "(?#", r"\b", "(?>", "é"]
)  # fmt: skip


@given(st.lists(TOKENS, min_size=1, max_size=9).map("".join))
@example(r"[^]\b]")
@example("[^]a]")
def test_whatever_compiles_is_read_or_refused(source: str) -> None:
    try:
        regex.compile(source)
    except regex.error:
        return
    try:
        trees = parse(source)
    except NotAllowed:
        return
    for atom in (one for tree in trees for one in atoms(tree)):
        regex.compile(atom.source)


def atoms(tree: Any) -> list[Atom]:
    """Return the atoms of a tree."""
    if isinstance(tree, Atom):
        return [tree]
    parts = [tree.part] if isinstance(tree, Repeat) else tree.parts
    return [atom for part in parts for atom in atoms(part)]

"""Texts as YAML scalars: always read back as they were, by whatever reader."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tagengine.authoring import yaml_scalars

LOADERS: tuple[type, ...] = (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(" \n\t:#-'\"\\,[]{}01."))


@given(TEXTS, st.booleans(), st.booleans())
@example("a: b # c", False, False)
@example("\ufeff", True, False)
def test_an_inline_text_is_read_back(value: str, is_flow: bool, is_regex: bool) -> None:
    text = yaml_scalars.inline(value, is_flow=is_flow, is_regex=is_regex)
    assert "\n" not in text
    source = f"[{text}, x]" if is_flow else f"- {text}\n- x"
    for loader in LOADERS:
        assert yaml.load(source, loader) == [value, "x"]


@given(TEXTS, st.sampled_from(["- ", "key:\n  key: "]))
@example(" \n  x\n", "- ")
@example("\n\n x", "- ")
@example("a  \n\n\tb\n", "- ")
def test_a_block_is_read_back(value: str, before: str) -> None:
    for indent in (2, 4):
        for lines in (
            yaml_scalars.literal(value, indent),
            yaml_scalars.folded(value, indent, 20),
        ):
            if lines is not None:
                margin = " " * (indent - 2)
                prefix = margin + before.replace("\n", "\n" + margin)
                inner = "  " if "key" in before else ""
                block = [line and inner + line for line in lines[1:]]
                source = "\n".join([prefix + lines[0], *block]) + "\n"
                for loader in LOADERS:
                    assert yaml.load(source, loader) in ([value], {"key": {"key": value}})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("key-value store", "key-value store"),
        ("c++", "c++"),
        ("c#", "c#"),
        ("3d", "3d"),
        (".net", ".net"),
        ("数据库", "数据库"),
        ("it's", "it's"),
        ("on", '"on"'),
        ("No", '"No"'),
        ("y", '"y"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("6502", '"6502"'),
        ("1.2.3", '"1.2.3"'),
        ("2026-11", '"2026-11"'),
        ("1e3", '"1e3"'),
        ("0o17", '"0o17"'),
        ("game-engine ", '"game-engine "'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ('"quoted"', "'\"quoted\"'"),
        ('\'tis: "so"', "'''tis: \"so\"'"),
        ("tab\there", '"tab\\there"'),
        ("\u2028", '"\\L"'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(value: str, expected: str) -> None:
    assert yaml_scalars.inline(value) == expected


def test_what_is_plain_in_a_line_may_need_quotes_in_brackets() -> None:
    assert yaml_scalars.inline("a, b") == "a, b"
    assert yaml_scalars.inline("a, b", is_flow=True) == '"a, b"'


def test_a_regex_stands_in_single_quotes() -> None:
    assert yaml_scalars.inline(r"\bit's\d", is_regex=True) == r"'\bit''s\d'"
    assert yaml_scalars.inline("a\tb", is_regex=True) == '"a\\tb"'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("# Ember\n\nA database.\n", ["|", "  # Ember", "", "  A database."]),
        ("a\nb", ["|-", "  a", "  b"]),
        ("a  \nb\n", ["|", "  a  ", "  b"]),
        ("\tcode\n", ["|2", "  \tcode"]),
        ("  code\nx\n", ["|2", "    code", "  x"]),
        ("one line", None),
        ("a\n\n", None),
        ("\n", None),
        ("a\rb\n", None),
        ("a\u2028b\n", None),
        ("a\x07b\n", None),
    ],
)
def test_literal_blocks(value: str, expected: list[str] | None) -> None:
    assert yaml_scalars.literal(value, 2) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("one two three four", [">-", "  one two", "  three four"]),
        ("one two three four\n", [">", "  one two", "  three four"]),
        ("well-known words only", [">-", "  well-known", "  words only"]),
        ("unbreakable-word-that-is-long", None),
        ("two  spaces between words", None),
        (" space at the start", None),
        ("tab\tin the middle", None),
        ("two\nlines of words", None),
    ],
)
def test_folded_blocks(value: str, expected: list[str] | None) -> None:
    assert yaml_scalars.folded(value, 2, 13) == expected

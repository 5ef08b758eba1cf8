"""Texts of strangers on a terminal and in a build's log: nothing of them is a command."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.text.printable import harmless, harmless_json, printable, without_commands


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x1b[31mred\x9b0m\x7f", r"\x1b[31mred\x9b0m\x7f"),
        ("\u202eturned\u2069", r"\u202eturned\u2069"),
        ("\u2028line\u2029", r"\u2028line\u2029"),
        ("lone \ud800", r"lone \ud800"),
        ("größer\N{IDEOGRAPHIC SPACE}データ 😀", "größer\N{IDEOGRAPHIC SPACE}データ 😀"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("  ::add-mask::x", r"  \x3a:add-mask::x"),
        ("a ##[error]b ##[group]c", r"a #\x23[error]b #\x23[group]c"),
        ("std::vector, a: b, ## heading", "std::vector, a: b, ## heading"),
    ],
)
def test_no_line_commands_a_build_server(line: str, shown: str) -> None:
    assert without_commands(line) == shown


def test_lines_stay_lines() -> None:
    assert harmless("one\n::error::\x1b\n") == "one\n\\x3a:error::\\x1b\n"


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_of_a_text_has_power(text: str) -> None:
    shown = harmless(text)
    for line in shown.split("\n"):
        assert not any(unicodedata.category(one)[0] == "C" for one in line)
        assert len(line.splitlines()) <= 1
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


@given(st.text(st.characters(exclude_categories=())))
def test_json_keeps_its_meaning_and_loses_its_power(text: str) -> None:
    written = harmless_json(json.dumps({text: text}, ensure_ascii=False))
    assert json.loads(written) == {text: text}
    assert len(written.splitlines()) == 1
    written.encode()
    assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in written)
    assert "\u202e" not in written

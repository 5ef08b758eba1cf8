"""Bytes to characters and back, for any text and for texts put together from parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tagengine.text.byte_offsets import ByteOffsets
from tests.growth import LINEAR, growth

_TEXTS = st.text(st.one_of(st.sampled_from("ab\né中🔥\ud800"), st.characters()), max_size=30)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@given(_TEXTS)
def test_each_character_has_its_byte(text: str) -> None:
    offsets = ByteOffsets(text)
    for character in range(len(text) + 1):
        byte = len(_encoded(text[:character]))
        assert offsets.byte(character) == byte
        assert offsets.character(byte) == character


@given(st.lists(st.tuples(_TEXTS, st.integers(0, 100)), min_size=1))
def test_parts_have_the_characters_that_they_come_from(parts: list[tuple[str, int]]) -> None:
    offsets = ByteOffsets(*parts[0])
    for text, first in parts[1:]:
        offsets.add(text, first)
    byte = 0
    for text, first in parts:
        for character, written in enumerate(text, start=first):
            assert offsets.character(byte) == character
            byte += len(_encoded(written))


@given(_TEXTS)
def test_a_stretch_tells_of_all_its_bytes(text: str) -> None:
    offsets = ByteOffsets(text)
    for byte in range(len(_encoded(text))):
        start, end, character, width = offsets.stretch(byte)
        assert start <= byte < end
        assert offsets.character(byte) == character + (byte - start) // width


def test_time_goes_by_the_length() -> None:
    def look_up(text: str) -> None:
        offsets = ByteOffsets(text)
        assert sum(offsets.byte(position) for position in range(0, len(text), 10)) > 0

    assert growth("é 数据库 ".__mul__, look_up, 2_000) < LINEAR

"""The fuzz targets hold for their seeds, for what failed once, and for a few inputs of chance.

The fuzzing itself takes hours and atheris: `fuzz/README.md`.
"""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz import replay
from fuzz.__main__ import TARGETS
from fuzz.choices import TOKENS_FOLLOW, Choices
from tests.support import examples


def _target(name: str) -> ModuleType:
    return importlib.import_module(f"fuzz.targets.{name}")


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_earlier_failures(name: str) -> None:
    paths = [path for path in replay.inputs(name) if ".fuzz" not in path.parts]
    assert paths
    for path in paths:
        _target(name).check(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_inputs_of_chance(name: str) -> None:
    target = _target(name)
    tokens = st.lists(st.sampled_from(range(len(target.TOKENS))), max_size=40).map(bytes)
    inputs = tokens.map(lambda chosen: bytes((TOKENS_FOLLOW,)) + chosen) | st.binary(max_size=200)
    if name in ("fixing", "records"):
        inputs = st.tuples(st.binary(min_size=1, max_size=7), inputs).map(b"".join)

    @examples(40)
    @given(inputs)
    def check(data: bytes) -> None:
        target.check(data)

    check()


def test_choices_read_an_input_from_its_start() -> None:
    choices = Choices(b"\x05\x02some text")
    assert [choices.pick("abc"), choices.pick("abc")] == ["c", "c"]
    assert choices.text(("x",)) == "some text"
    assert Choices(b"\x01\x00\x04\x01").text(("x", "y", "z")) == "xyy"
    assert Choices(b"").pick(("first", "second")) == "first"
    assert Choices(b"\xff").text(()) == "\ufffd"


@pytest.mark.parametrize("name", TARGETS)
def test_a_byte_can_stand_for_every_token(name: str) -> None:
    tokens = _target(name).TOKENS
    assert len(set(tokens)) == len(tokens) <= 256

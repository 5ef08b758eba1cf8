"""A part of the matrix of environments; `python -m tests.determinism` runs all of it.

A change of rules, or of how documents are read, may change what is said of the documents. Write it
again, and look at the difference of the tags:

    TAGENGINE_RENEW_DOCS=1 python -m pytest --run-slow tests/test_determinism.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.determinism import environments
from tests.determinism.accounts import Account, account, golden, renew
from tests.determinism.environments import AS_THEY_ARE, ROOT, SHUFFLED, Scratch
from tests.story import RENEW
from tests.support import GOLD, needs_gold

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """Return a folder with inputs, rules and locales."""
    return environments.prepare(tmp_path_factory.mktemp("determinism") / "x", with_locales=True)


def test_every_environment_says_the_same(scratch: Scratch) -> None:
    checkout = {"PYTHONPATH": str(ROOT)}
    found: dict[str, Account] = {}
    for one in environments.ordinary(scratch, sys.executable, "checkout", checkout):
        found[one.name] = account(one, scratch.inputs(one.arranged), scratch.path)
    first, *_ = found.values()
    if RENEW in os.environ:
        renew("documents", first.said)
    expected = golden()["documents"]
    assert {name: entry.said for name, entry in found.items()} == dict.fromkeys(found, expected)
    wholes = {entry.whole for name, entry in found.items() if "renamed" not in name}
    assert wholes == {first.whole}


@needs_gold
def test_the_same_is_said_of_gold_as_ever(scratch: Scratch) -> None:
    first, *_ = environments.ordinary(scratch, sys.executable, "gold", {"PYTHONPATH": str(ROOT)})
    said = account(first, [GOLD], scratch.path).said
    if RENEW in os.environ:
        renew("gold", said)
    assert said == golden()["gold"]


def test_the_inputs_are_the_same_in_another_order(scratch: Scratch) -> None:
    usual, shuffled = (
        (scratch.path / arranged / "records.jsonl").read_bytes().splitlines()
        for arranged in (AS_THEY_ARE, SHUFFLED)
    )
    assert usual != shuffled
    assert sorted(usual) == sorted(shuffled)
    renamed = {path.name.partition("-")[2] for path in Path(scratch.path, "renamed").glob("*-*")}
    assert "database.yaml" in renamed

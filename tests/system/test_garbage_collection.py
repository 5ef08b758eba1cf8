"""What is frozen is never searched for garbage; the collector goes on as it did before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tagengine.errors import TagEngineError
from tagengine.system.garbage_collection import frozen


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.enable()
    gc.unfreeze()


def test_what_is_made_is_spared() -> None:
    with frozen():
        assert not gc.isenabled()
        made = [[number] for number in range(1_000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(made)
    assert not any(one is made for one in gc.get_objects())


def test_after_an_error_it_is_as_before() -> None:
    with pytest.raises(TagEngineError), frozen():
        raise TagEngineError("no such rules")
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with frozen():
        pass
    assert not gc.isenabled()

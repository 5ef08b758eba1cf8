"""The tables of the rule language themselves."""

from __future__ import annotations

import pytest

from scripts.rule_reference import TABLES
from tagengine.rules import language as rule_language
from tagengine.rules.language import KEYWORD_ONLY, RULE_KEYS, SELECTION_KEYS, Key
from tagengine.rules.rule_set import Scope
from tagengine.rules.zones import Settings


def names(keys: tuple[Key, ...]) -> list[str]:
    return [key.name for key in keys]


@pytest.mark.parametrize("keys", TABLES.values(), ids=TABLES)
def test_a_key_stands_once_in_its_table(keys: tuple[Key, ...]) -> None:
    assert len(set(names(keys))) == len(keys)
    for key in keys:
        assert key.example.startswith(f"{key.name}: ")


def test_the_words_are_those_of_the_code() -> None:
    assert set(rule_language.SCOPES) == {scope.value for scope in Scope}
    assert set(KEYWORD_ONLY) < set(names(RULE_KEYS))
    assert set(names(SELECTION_KEYS)) < set(Settings.__dataclass_fields__)

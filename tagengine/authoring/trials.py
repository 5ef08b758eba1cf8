"""The examples of rule files tried: whether a text gets its tag, whether a rule counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tagengine.engine import Engine
from tagengine.evidence.result import Explanation
from tagengine.rules.files.examples import Example
from tagengine.rules.files.folder import Reading


@dataclass(frozen=True)
class Trial:
    """An example with what came of it.

    `met` are the names of the tags that it got, or, of an entry's example, the ids of the entry's
    rules that counted; `wanted` is the name of the tag, or the ids of the entry's rules.
    """

    example: Example
    tag: str
    wanted: tuple[str, ...]
    met: tuple[str, ...]
    engine: Engine

    @property
    def is_of_entry(self) -> bool:
        """Whether the example is for the rules of an entry, not for the tag."""
        return bool(self.example.rules)

    @property
    def passed(self) -> bool:
        """Whether one that is wanted was met, for `match`; or none, for `no_match`."""
        return bool(set(self.wanted) & set(self.met)) == self.example.expected

    @property
    def place(self) -> str:
        """Where the example stands, as `path:line`."""
        return f"{self.example.path}:{self.example.line}"

    @cached_property
    def explanation(self) -> Explanation:
        """All that led to what came of it."""
        return self.engine.explain(self.example.text)


def run(reading: Reading, only: str = "") -> Iterator[Trial]:
    """Try the examples of rule files in order; `only` those whose place, tag or rules contain it.

    Case does not matter to `only`.
    """
    engine = Engine(reading.rule_set)
    vocabulary = reading.rule_set.vocabulary
    for example in reading.examples():
        name = vocabulary[example.tag].name
        known = (f"{example.path}:{example.line}", name, *example.rules)
        if any(only.casefold() in text.casefold() for text in known):
            yield _try(example, name, engine)


def _try(example: Example, name: str, engine: Engine) -> Trial:
    if not example.rules:
        given = tuple(tag.name for tag in engine.tag(example.text).tags)
        return Trial(example, name, (name,), given, engine)
    rules = engine.rule_set.rules
    counted = {rules[match.rule].id for match in engine.explain(example.text).matches}
    met = tuple(rule for rule in example.rules if rule in counted)
    return Trial(example, name, example.rules, met, engine)

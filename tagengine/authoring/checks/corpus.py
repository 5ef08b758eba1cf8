"""Rules that documents show to be of no use: never there, never counted, or there everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tagengine import selection
from tagengine.authoring.checks.finding import Finding, Placed, by_entry, listed, placed
from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.matching.left_out import Reason
from tagengine.rules.files.folder import Reading
from tagengine.rules.rule_set import RuleSet

_ENOUGH = 20  # documents of which 'most' means something
_CONDITIONS = (Reason.REQUIRES, Reason.UNLESS)
_OFTEN = 3  # occurrences of which 'always' and 'never' mean something


@dataclass(slots=True)
class Observations:
    """What the rules did in some documents, by the ids of rules and the indices of tags.

    `outside` counts the matches outside a rule's zones, `inside` those in them, `longest` those of
    these that lie inside no longer match; `counts` the documents in which one counted, and `given`
    those that got a tag.
    """

    documents: int = 0
    outside: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    longest: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    given: Counter[int] = field(default_factory=Counter)


def observe(rule_set: RuleSet, records: Iterable[Record]) -> Observations:
    """Return what the rules do in the documents of `records`."""
    engine, rules = Engine(rule_set), rule_set.rules
    observed = Observations()
    for record in records:
        explained = engine.explain_record(record)
        counted = [rules[match.rule].id for match in explained.matches]
        observed.documents += 1
        observed.counts.update(set(counted))
        observed.longest.update(counted)
        observed.inside.update(counted)
        for note in explained.left_out:
            rule_id = rules[note.match.rule].id
            observed.outside[rule_id] += note.reason is Reason.ZONE
            observed.longest[rule_id] += note.reason in _CONDITIONS
            observed.inside[rule_id] += note.reason in (*_CONDITIONS, Reason.LONGER_MATCH)
        observed.given.update(selection.chosen_tags(list(explained.steps)))
    return observed


def dead(reading: Reading, observed: Observations) -> Iterator[Finding]:
    """Find rules that never count, nor match often enough to say why: an entry's together."""
    for group in by_entry(reading):
        never = [one for one in group if _is_dead(one, observed)]
        if never:
            many = f"{len(never)} of {len(group)} keywords never count" if len(group) > 1 else (
                f"the {'regex' if group[0].rule.regex else 'keyword'} never counts"
            )  # fmt: skip
            problem = f"{many} in {_documents(observed)}: {_texts(never)}"
            elsewhere = sum(bool(observed.outside[one.rule.id]) for one in never)
            if elsewhere:
                problem += f"; {elsewhere} of them only outside the zones"
            hint = "check spelling and zones, or remove what nobody writes"
            yield Finding(group[0].tag_file.file.path, group[0].entry.node, problem, hint)


def _is_dead(one: Placed, observed: Observations) -> bool:
    return observed.inside[one.rule.id] < _OFTEN and not observed.counts[one.rule.id]


def idle_conditions(reading: Reading, observed: Observations) -> Iterator[Finding]:
    """Find rules that match several times and whose condition never holds."""
    for one in placed(reading):
        number = observed.longest[one.rule.id]
        if observed.inside[one.rule.id] >= _OFTEN and number and not observed.counts[one.rule.id]:
            problem = f'"{one.rule.text}" occurs {number} times, and its condition never holds'
            yield one.finding(problem, "widen the condition, or remove the keyword")


def shadowed(reading: Reading, observed: Observations) -> Iterator[Finding]:
    """Find rules that match several times, always inside longer matches of their tag."""
    for one in placed(reading):
        number = observed.inside[one.rule.id]
        if number >= _OFTEN and not observed.longest[one.rule.id]:
            problem = f'"{one.rule.text}" occurs {number} times, always inside a longer match'
            yield one.finding(problem, "remove it, unless it should count there")


def uninformative(reading: Reading, observed: Observations) -> Iterator[Finding]:
    """Find rules that count in more than half of the documents."""
    for one in placed(reading):
        number = observed.counts[one.rule.id]
        if one.rule.weight and observed.documents >= _ENOUGH and 2 * number > observed.documents:
            most = f"{number} of {_documents(observed)}"
            problem = f'"{one.rule.text}" counts in {most}, so it says little'
            yield one.finding(problem, "give it zones or a condition, or remove it")


def never_given(reading: Reading, observed: Observations) -> Iterator[Finding]:
    """Find tags that no document gets."""
    for tag_file in reading.tag_files:
        if tag_file.tag is not None and tag_file.root and not observed.given[tag_file.tag]:
            problem = f"none of {_documents(observed)} gets the tag"
            hint = "see why with: tagengine explain FILE --tag NAME"
            yield Finding(tag_file.file.path, tag_file.root, problem, hint)


def _texts(group: list[Placed]) -> str:
    return listed([one.rule.text for one in group])


def _documents(observed: Observations) -> str:
    return "1 document" if observed.documents == 1 else f"{observed.documents} documents"

"""What a change of rules does: which documents gain or lose which tags, and by which rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.evaluation import Figures, Judged, evaluate
from tagengine.evaluation.gold import Labelled
from tagengine.evidence.contributions import TagEvidence
from tagengine.evidence.result import Result
from tagengine.rules.rule_set import Rule, RuleSet
from tagengine.rules.vocabulary import Tag


class Effect(Enum):
    """Whether a labelled document's tags agree better with its labels than before."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that was added, removed or changed; weights in hundredths of a point."""

    id: str
    tag: str
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class RuleDelta:
    """What one rule adds to a tag's score in a document, in hundredths of a point.

    None means that it does not count; `change` says how the rule itself changed, if it did.
    """

    id: str
    old: int | None
    new: int | None
    change: RuleChange | None


@dataclass(frozen=True, slots=True)
class TagChange:
    """A tag that a document gains or loses: its standing before and after (without contributions).

    `rules` are those that count differently, the greatest difference first; none if the tag's own
    score is the same and others decided.
    """

    name: str
    gained: bool
    old: TagEvidence
    new: TagEvidence
    rules: tuple[RuleDelta, ...]


@dataclass(frozen=True, slots=True)
class DocumentImpact:
    """One document whose tags change; `effect` is None where it has no labels."""

    id: str | int
    old: tuple[str, ...]
    new: tuple[str, ...]
    changes: tuple[TagChange, ...]
    effect: Effect | None = None

    @property
    def is_order_only(self) -> bool:
        """Whether the same tags come in another order."""
        return not self.changes


@dataclass(frozen=True, slots=True)
class TagImpact:
    """How many documents have a tag before and after, gain it and lose it."""

    name: str
    before: int
    after: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change of rules does to a corpus; `before` and `after` are None without labels.

    `policies` are the tags whose threshold, kind or relations changed; `settings_changed` is about
    zones, sections, repeats and selection.
    """

    documents: int
    changed: tuple[DocumentImpact, ...]
    tags: tuple[TagImpact, ...]
    rules: tuple[RuleChange, ...]
    policies: tuple[str, ...]
    settings_changed: bool
    before: Figures | None = None
    after: Figures | None = None


def compare(old: RuleSet, new: RuleSet, corpus: Iterable[Record | Labelled]) -> Impact:
    """Return what going from one rule set to another does to the documents of a corpus."""
    return compare_engines((Engine(old), Engine(new)), corpus)


def compare_engines(engines: tuple[Engine, Engine], corpus: Iterable[Record | Labelled]) -> Impact:
    """Return what `compare` does, for engines with the old rule set and with the new one."""
    old, new = engines[0].rule_set, engines[1].rule_set
    rules = rule_changes(old, new)
    by_id = {change.id: change for change in rules}
    changed: list[DocumentImpact] = []
    judged: tuple[list[Judged], list[Judged]] = ([], [])
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    documents = 0
    for one in corpus:
        documents += 1
        labelled = one if isinstance(one, Labelled) else None
        record = one.record if isinstance(one, Labelled) else one
        results = engines[0].tag_record(record), engines[1].tag_record(record)
        answers = _names(results[0]), _names(results[1])
        for side in (0, 1):
            counts[side].update(answers[side])
            if labelled is not None:
                judged[side].append(
                    Judged(record.id, labelled.labels, labelled.also, answers[side])
                )
        if answers[0] != answers[1]:
            labels = None if labelled is None else labelled.labels
            changed.append(_document(results, answers, labels, by_id))
    names = _all_names(old, new)
    figures = [evaluate(side, names) if side else None for side in judged]
    return Impact(
        documents,
        tuple(changed),
        tuple(_tag_impacts(names, counts, changed)),
        rules,
        tuple(_changed_policies(old, new)),
        old.settings != new.settings,
        *figures,
    )


def rule_changes(old: RuleSet, new: RuleSet) -> tuple[RuleChange, ...]:
    """Return the rules that differ, in the order of ids; where they are is no matter.

    What a rule is for another tag, by `implies`, is left out where the rule itself says it.
    """
    before, after = ({rule.id: rule for rule in rules.rules} for rules in (old, new))
    changes: dict[str, RuleChange] = {}
    for rule_id in sorted(before.keys() | after.keys()):
        was, now = before.get(rule_id), after.get(rule_id)
        if was is not None and now is not None and _says(was, old) == _says(now, new):
            continue
        if _original(rule_id) not in changes:  # which comes earlier
            tag = _tag_name(now, new) or _tag_name(was, old)
            weights = (None if rule is None else rule.weight for rule in (was, now))
            changes[rule_id] = RuleChange(rule_id, tag, *weights)
    return tuple(changes.values())


def _tag_name(rule: Rule | None, rule_set: RuleSet) -> str:
    return "" if rule is None else rule_set.vocabulary[rule.tag].name


def _original(rule_id: str) -> str:
    """Return the id of the rule behind one that another tag has by `implies`."""
    return rule_id.rpartition(">")[0]


def _says(rule: Rule, rule_set: RuleSet) -> tuple[Rule, str]:
    return rule._replace(path="", line=0, tag=0), _tag_name(rule, rule_set)


def _document(
    results: tuple[Result, Result],
    answers: tuple[tuple[str, ...], tuple[str, ...]],
    labels: tuple[str, ...] | None,
    rules: dict[str, RuleChange],
) -> DocumentImpact:
    old, new = answers
    gained = [name for name in new if name not in old]
    lost = [name for name in old if name not in new]
    changes = tuple(_tag_change(name, name in gained, results, rules) for name in (*gained, *lost))
    effect = None
    if labels is not None:
        right = sum(1 if name in labels else -1 for name in gained)
        right -= sum(1 if name in labels else -1 for name in lost)
        effect = Effect.BETTER if right > 0 else Effect.WORSE if right < 0 else Effect.SAME
    return DocumentImpact(results[0].id, old, new, changes, effect)


def _tag_change(
    name: str, gained: bool, results: tuple[Result, Result], rules: dict[str, RuleChange]
) -> TagChange:
    old, new = (_evidence(name, result) for result in results)
    points = [_points_by_rule(evidence) for evidence in (old, new)]
    deltas = [
        RuleDelta(
            rule,
            points[0].get(rule),
            points[1].get(rule),
            rules.get(rule) or rules.get(_original(rule)),
        )
        for rule in points[0].keys() | points[1].keys()
        if points[0].get(rule) != points[1].get(rule)
    ]
    deltas.sort(key=lambda delta: (-abs((delta.new or 0) - (delta.old or 0)), delta.id))
    return TagChange(
        name,
        gained,
        replace(old, contributions=()),
        replace(new, contributions=()),
        tuple(deltas),
    )


def _evidence(name: str, result: Result) -> TagEvidence:
    """Return a tag's evidence; that of a tag no rule speaks for if the vocabulary lacks it."""
    tag = result.rule_set.vocabulary.index_of(name)
    return result.evidence.tag(Tag(name, name)) if tag is None else result.why(name)


def _points_by_rule(evidence: TagEvidence) -> dict[str, int]:
    points: dict[str, int] = {}
    for one in evidence.contributions:
        points[one.match.rule] = points.get(one.match.rule, 0) + one.points
    return points


def _names(result: Result) -> tuple[str, ...]:
    return tuple(tag.name for tag in result.tags)


def _all_names(old: RuleSet, new: RuleSet) -> list[str]:
    return list(dict.fromkeys(tag.name for rules in (new, old) for tag in rules.vocabulary))


def _tag_impacts(
    names: list[str], counts: tuple[Counter[str], Counter[str]], changed: list[DocumentImpact]
) -> Iterator[TagImpact]:
    """Yield the tags that a document gains or loses, those with most changes first."""
    gained, lost = Counter[str](), Counter[str]()
    for document in changed:
        for change in document.changes:
            (gained if change.gained else lost)[change.name] += 1
    touched = [name for name in names if gained[name] or lost[name]]
    for name in sorted(touched, key=lambda name: -(gained[name] + lost[name])):
        yield TagImpact(name, counts[0][name], counts[1][name], gained[name], lost[name])


def _changed_policies(old: RuleSet, new: RuleSet) -> Iterator[str]:
    """Yield the tags that both rule sets have, and choose differently."""
    for index, tag in enumerate(new.vocabulary):
        before = old.vocabulary.index_of(tag.name)
        if before is not None and _policy(old, before) != _policy(new, index):
            yield tag.name


def _policy(rule_set: RuleSet, tag: int) -> tuple[object, ...]:
    policy = rule_set.policies[tag]
    others = (
        tuple(rule_set.vocabulary[other].name for other in tags)
        for tags in (policy.suppresses, policy.excludes)
    )
    return (policy.threshold, policy.kind, *others)

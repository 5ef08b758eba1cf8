"""What labelled records suggest for rules that exist: keywords that would help, rules that hurt.

A term is measured by its log-odds ratio, in records with the tag against all others, with a prior
of the term's rate in all records (Monroe, Colaresi & Quinn 2008, 'Fightin' Words'), divided by its
standard deviation. It is computed in decimals, so that the order is the same everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext
from functools import cache

from tagengine.document.document import Document
from tagengine.evaluation.gold import Labelled
from tagengine.learning import terms
from tagengine.learning.rescoring import Kept, Trial, keep
from tagengine.rules.rule_set import Rule, RuleSet
from tagengine.text import words

_PRIOR_RECORDS = 2
_LEAST_RECORDS = 2
_LEAST_PROMISE = 30  # percent of the records with a term that have the tag
_LEAST_SCORE = Decimal("1.65")  # standard deviations: one in twenty by chance
_MOST_WEIGHT = 10  # points
_CONTEXTS = 2
_CONTEXT_WIDTH = 36  # characters on either side
_MATH = Context(prec=12)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where something stands: a record's id, and its text around it."""

    id: str | int
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A keyword for a tag: its forms, a weight, and what speaks for it.

    `with_tag` of the `records` that have it have the tag; in `missed` of these the tag is not
    given now.
    """

    forms: tuple[str, ...]
    weight: int
    with_tag: int
    records: int
    missed: int
    contexts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Harm:
    """A rule without which more answers would be right: `worse` records it spoils, `better` saves.

    `contexts` are of the records that it spoils.
    """

    rule: Rule
    worse: int
    better: int
    contexts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What labelled records suggest for one tag."""

    tag: int
    labelled: int
    suggestions: tuple[Suggestion, ...]
    harms: tuple[Harm, ...]


def advise(
    rule_set: RuleSet, labelled: Sequence[Labelled], tags: Sequence[int], most: int
) -> Iterator[Advice]:
    """Yield the advice for each of `tags`, with at most `most` suggestions, the surest first."""
    kept = keep(labelled, rule_set)
    trial = Trial(kept, rule_set)
    found = [terms.of_record(one.labelled.record, rule_set.settings) for one in kept]
    everywhere: Counter[str] = Counter()
    for forms in found:
        everywhere.update(forms.keys())
    with localcontext(_MATH):
        for tag in tags:
            suggestions = _suggestions(tag, trial, found, everywhere)[:most]
            harms = tuple(_harms(tag, trial))
            yield Advice(tag, sum(tag in one.labels for one in kept), tuple(suggestions), harms)


def _suggestions(
    tag: int, trial: Trial, found: Sequence[terms.Forms], everywhere: Counter[str]
) -> list[Suggestion]:
    has_tag = [index for index, one in enumerate(trial.kept) if tag in one.labels]
    missed = {index for index in has_tag if tag not in trial.answers[index]}
    inside = Counter(stem for index in has_tag for stem in found[index])
    rules = [rule for rule in trial.rule_set.rules if rule.tag == tag and not rule.regex]
    patterns = {pattern for rule in rules for pattern in rule.patterns}
    scored = []
    for stem, count in inside.items():
        in_missed = sum(stem in found[index] for index in missed)
        if count < _LEAST_RECORDS or not in_missed:
            continue
        if count * 100 < everywhere[stem] * _LEAST_PROMISE:
            continue
        score = _log_odds(
            count, len(has_tag), everywhere[stem] - count, len(trial.kept) - len(has_tag)
        )
        if score >= _LEAST_SCORE:
            scored.append((-score, -in_missed, stem))
    suggestions: list[Suggestion] = []
    taken: list[str] = []
    for _, in_missed, stem in sorted(scored):
        forms = _forms(stem, [found[index] for index in has_tag])
        if any(_is_covered(form, patterns) for form in forms):
            continue
        if any(stem in terms.parts(other) or other in terms.parts(stem) for other in taken):
            continue  # the surer of two that overlap is enough
        taken.append(stem)
        count, records = inside[stem], everywhere[stem]
        holders = [index for index in sorted(missed) if stem in found[index]]
        suggestions.append(
            Suggestion(
                tuple(terms.distinct(forms, set())),
                max(_MOST_WEIGHT * count // (records + 1), 1),
                count,
                records,
                -in_missed,
                tuple(_term_context(trial.kept[index], forms) for index in holders[:_CONTEXTS]),
            )
        )
    return suggestions


def _log_odds(inside: int, size: int, outside: int, others: int) -> Decimal:
    """Return the standardised log-odds ratio of a term in records with the tag against others."""
    rate = Decimal(inside + outside) / (size + others)
    prior = rate * _PRIOR_RECORDS
    first = _odds(inside + prior, size - inside + _PRIOR_RECORDS - prior)
    second = _odds(outside + prior, others - outside + _PRIOR_RECORDS - prior)
    variance = 1 / (inside + prior) + 1 / (outside + prior)
    return (first - second) / variance.sqrt()


@cache
def _odds(having: Decimal, lacking: Decimal) -> Decimal:
    return having.ln() - max(lacking, Decimal("0.001")).ln()


def _forms(stem: str, found: Sequence[terms.Forms]) -> tuple[str, ...]:
    counts = Counter(forms[stem] for forms in found if stem in forms)
    return tuple(sorted(counts, key=lambda form: (-counts[form], form)))


def _is_covered(form: str, patterns: set[str]) -> bool:
    """Return whether a keyword of the tag is in the form, or the form in one."""
    own = words.pattern(form)
    return any(pattern in own or own in pattern for pattern in patterns)


def _harms(tag: int, trial: Trial) -> Iterator[Harm]:
    rule_set = trial.rule_set
    places: dict[int, list[int]] = {}
    for index, one in enumerate(trial.kept):
        for match in one.matches.get(tag, ()):
            records = places.setdefault(match.rule, [])
            if not records or records[-1] != index:
                records.append(index)
    for rule in sorted(places):
        if rule_set.rules[rule].weight <= 0:
            continue
        rules = list(rule_set.rules)
        rules[rule] = rules[rule]._replace(weight=0)
        without = replace(rule_set, rules=tuple(rules))
        worse, better = [], 0
        for index in places[rule]:
            hits, size = trial.counts_after(without, [index], [tag])
            gain = hits * trial.size - trial.hits * size
            if gain > 0:
                worse.append(index)
            better += gain < 0
        if len(worse) >= _LEAST_RECORDS and len(worse) > better:
            contexts = (_rule_context(trial.kept[index], rule, tag) for index in worse[:_CONTEXTS])
            yield Harm(rule_set.rules[rule], len(worse), better, tuple(contexts))


def _term_context(one: Kept, forms: Sequence[str]) -> Excerpt:
    """Return where the first of a term's forms is in a record's text."""
    folded = f" {words.fold(one.document.text + ' ')}"
    starts = (folded.find(words.pattern(form)) for form in forms)
    start = min((start for start in starts if start >= 0), default=0)
    return Excerpt(one.labelled.record.id, _around(one.document, start, start + len(forms[0])))


def _rule_context(one: Kept, rule: int, tag: int) -> Excerpt:
    match = next(match for match in one.matches[tag] if match.rule == rule)
    return Excerpt(one.labelled.record.id, _around(one.document, match.start, match.end))


def _around(document: Document, start: int, end: int) -> str:
    first, last = max(start - _CONTEXT_WIDTH, 0), end + _CONTEXT_WIDTH
    before = "…" if first else ""
    after = "…" if last < len(document.text) else ""
    return f"{before}{' '.join(document.text[first:last].split())}{after}"

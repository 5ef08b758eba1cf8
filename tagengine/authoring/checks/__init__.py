"""What is doubtful in rule files though it can be loaded: an ordered table of small checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tagengine.authoring.checks import conditions, corpus, keywords, reach, regexes, relations
from tagengine.authoring.checks.corpus import Observations
from tagengine.authoring.checks.finding import Finding
from tagengine.errors import Problem
from tagengine.rules.files.folder import Reading
from tagengine.rules.files.yaml_nodes import place

CHECKS: Mapping[str, Callable[[Reading], Iterator[Finding]]] = {
    "duplicate-keyword": keywords.duplicates,
    "shadowed-keyword": regexes.shadowed,
    "contradictory-weights": keywords.contradictions,
    "unreachable-zone": reach.unreachable_zones,
    "unreachable-threshold": reach.unreachable_thresholds,
    "tag-without-rules": reach.tags_without_rules,
    "impossible-requires": conditions.impossible_requires,
    "impossible-unless": conditions.impossible_unless,
    "needless-requires": conditions.needless_requires,
    "cycle": relations.cycles,
    "contradictory-relations": relations.contradictions,
    "slow-regex": regexes.slow,
    "learned-keyword": keywords.yielded,
    "unused-list": reach.unused_lists,
    "unused-fragment": reach.unused_fragments,
}
"""What finds each sort of warning, by its code."""
_NOTES = ("learned-keyword",)  # codes of what nobody needs to change

CORPUS_CHECKS: Mapping[str, Callable[[Reading, Observations], Iterator[Finding]]] = {
    "dead-rule": corpus.dead,
    "idle-condition": corpus.idle_conditions,
    "shadowed-keyword": corpus.shadowed,
    "uninformative-rule": corpus.uninformative,
    "unused-tag": corpus.never_given,
}
"""The same for those that look at what the rules did in documents too."""


def run(reading: Reading, observed: Observations | None = None) -> list[Problem]:
    """Return the warnings of all checks for a folder's files, in order of place.

    `observed` is what the rules did in a corpus; without it the checks that need one are left out.
    """
    found = [(code, one) for code, find in CHECKS.items() for one in find(reading)]
    if observed is not None:
        found += [
            (code, one) for code, find in CORPUS_CHECKS.items() for one in find(reading, observed)
        ]
    return sorted(_warning(code, finding) for code, finding in found)


def _warning(code: str, finding: Finding) -> Problem:
    line, column = place(finding.node)
    is_note = code in _NOTES
    return Problem(
        finding.path, line, column, finding.problem, finding.hint, code,
        is_warning=not is_note, is_note=is_note,
    )  # fmt: skip

"""What is doubtful in rule files though it can be loaded: an ordered table of small checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tagengine.authoring.checks import (
    conditions,
    corpus,
    keywords,
    reach,
    regexes,
    relations,
    shared,
)
from tagengine.authoring.checks.corpus import Observations
from tagengine.authoring.checks.finding import Finding
from tagengine.errors import Problem
from tagengine.rules.files.folder import Reading
from tagengine.rules.files.yaml_nodes import place


class Check(NamedTuple):
    """A check: the stable code of its warnings, what they mean, and what finds them."""

    code: str
    meaning: str
    find: Callable[[Reading], Iterator[Finding]]


class CorpusCheck(NamedTuple):
    """A check that looks at what the rules did in documents too."""

    code: str
    meaning: str
    find: Callable[[Reading, Observations], Iterator[Finding]]


_SHADOWED = "A keyword always lies inside a longer match, so it never counts."

CHECKS = (
    Check("duplicate-keyword", "Two rules of a tag find the same words, which then count twice.",
          keywords.duplicates),
    Check("shadowed-keyword", _SHADOWED, regexes.shadowed),
    Check("contradictory-weights", "Words take points from a tag in its own file, and give it "
          "points through another tag.", keywords.contradictions),
    Check("unreachable-zone", "Text in the zones of a rule is worth nothing, so the rule never "
        "counts.",
          reach.unreachable_zones),
    Check("unreachable-threshold", "A tag's rules together cannot reach its threshold.",
          reach.unreachable_thresholds),
    Check("tag-without-rules", "A tag of the vocabulary has no rule that could give it.",
          reach.tags_without_rules),
    Check("impossible-requires", "A rule requires what its own `unless` forbids, so it never "
        "counts.",
          conditions.impossible_requires),
    Check("impossible-unless", "A keyword contains a term of its `unless`, so it never counts.",
          conditions.impossible_unless),
    Check("needless-requires", "Every keyword of an entry contains a term that it requires.",
          conditions.needless_requires),
    Check("cycle", "Tags imply, or suppress, each other in a circle.", relations.cycles),
    Check("contradictory-relations", "A tag gives points to a tag that it suppresses or excludes.",
          relations.contradictions),
    Check("slow-regex", "A regex begins with a repeat, so it reads long words again and again.",
          regexes.slow),
    Check("learned-keyword", "People wrote a keyword that was also learned; theirs counts.",
          keywords.yielded),
    Check("unused-list", "No rule uses a shared list.", shared.unused_lists),
    Check("unused-fragment", "No regex uses a fragment.", shared.unused_fragments),
)  # fmt: skip

_NOTES = ("learned-keyword",)  # codes of what nobody needs to change

CORPUS_CHECKS = (
    CorpusCheck("dead-rule", "Keywords or a regex never count in the documents of the corpus.",
                corpus.dead),
    CorpusCheck("idle-condition", "A rule's condition is never true in the corpus.",
                corpus.idle_conditions),
    CorpusCheck("shadowed-keyword", _SHADOWED, corpus.shadowed),
    CorpusCheck("uninformative-rule", "A rule counts in most documents of the corpus, so it "
                "says little.", corpus.uninformative),
    CorpusCheck("unused-tag", "No document of the corpus gets the tag.", corpus.never_given),
)  # fmt: skip


def meanings() -> dict[str, str]:
    """Return what the warnings mean by their codes."""
    return {check.code: check.meaning for check in (*CHECKS, *CORPUS_CHECKS)}


def run(reading: Reading, observed: Observations | None = None) -> list[Problem]:
    """Return the warnings of all checks for a folder's files, in order of place.

    `observed` is what the rules did in a corpus; without it the checks that need one are left out.
    """
    found = [(check.code, one) for check in CHECKS for one in check.find(reading)]
    if observed is not None:
        found += [
            (check.code, one) for check in CORPUS_CHECKS for one in check.find(reading, observed)
        ]
    return sorted(_warning(code, finding) for code, finding in found)


def _warning(code: str, finding: Finding) -> Problem:
    line, column = place(finding.node)
    is_note = code in _NOTES
    return Problem(
        finding.path, line, column, finding.problem, finding.hint, code,
        is_warning=not is_note, is_note=is_note,
    )  # fmt: skip

"""An audit as JSON, in the form of `docs/schemas/audit-1.json`, with a digest over itself."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from msgspec import to_builtins

from tagengine.evidence.audit import AUDIT_VERSION, Audit, LeftOutEvidence, Selection
from tagengine.evidence.contributions import ContributionEvidence, MatchEvidence, TagEvidence
from tagengine.evidence.counterfactual import Change, least_change
from tagengine.evidence.result import Explanation
from tagengine.rules.vocabulary import Vocabulary, tag_as
from tagengine.selection import Step


def data(audit: Audit) -> dict[str, Any]:
    """Return an audit as JSON data, its digest last."""
    result: dict[str, Any] = {
        "audit": AUDIT_VERSION,
        "engine": audit.engine,
        "parser": audit.parser,
        "rules": to_builtins(audit.rules),
        "document": {
            **to_builtins(audit.document),
            "sources": [to_builtins(source) for source in audit.document.sources],
        },
        "tags": [tag_as(tag) for tag in audit.tags],
        "candidates": [candidate(entry) for entry in audit.candidates],
        "left_out": [left_out(entry) for entry in audit.left_out],
        "selection": _selection(audit.selection),
    }
    result["digest"] = digest(result)
    return result


def digest(data: dict[str, Any]) -> str:
    """Return the SHA-256 of an audit's data without its `digest`, in canonical form.

    Canonical: keys sorted, no white space, ASCII with `\\u` escapes.
    """
    content = {key: value for key, value in data.items() if key != "digest"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def why(explanation: Explanation, entry: TagEvidence) -> dict[str, Any]:
    """Return what concerns one tag: evidence, what was left out, its turns, the least change."""
    audit, vocabulary = explanation.audit, explanation.rule_set.vocabulary
    steps = [step for step in explanation.taken if vocabulary[step.score.tag] == entry.tag]
    return {
        "id": explanation.id,
        "tags": [tag_as(tag) for tag in explanation.tags],
        **candidate(entry),
        "left_out": [left_out(one) for one in audit.left_out if one.tag == entry.tag],
        "steps": [_step(step, vocabulary) for step in steps],
        "change": _change(least_change(explanation, entry.tag)),
    }


def candidate(entry: TagEvidence) -> dict[str, Any]:
    """Return one tag's evidence; a tag that no rule spoke for has the verdict `no-match`."""
    return {
        "tag": tag_as(entry.tag),
        "kind": entry.kind,
        "score": entry.score,
        "confidence": entry.confidence,
        "offset": entry.offset,
        "distinct_rules": entry.distinct_rules,
        "needed": entry.needed,
        "verdict": "no-match" if entry.verdict is None else entry.verdict.code,
        "by": entry.by and tag_as(entry.by),
        "contributions": [_contribution(one) for one in entry.contributions],
        "echoes": [{**to_builtins(one), "tag": tag_as(one.tag)} for one in entry.echoes],
    }


def left_out(entry: LeftOutEvidence) -> dict[str, Any]:
    """Return one match that does not count."""
    return {
        "tag": tag_as(entry.tag),
        **_match(entry.match),
        "reason": entry.reason.value,
        "by": entry.by and {**to_builtins(entry.by), "terms": list(entry.by.terms)},
    }


def _contribution(entry: ContributionEvidence) -> dict[str, Any]:
    factors = to_builtins(entry)
    del factors["match"]
    return {**_match(entry.match), **factors}


def _match(entry: MatchEvidence) -> dict[str, Any]:
    support = None if entry.support is None else list(entry.support)
    return {**to_builtins(entry), "path": list(entry.path), "support": support}


def _selection(selection: Selection) -> dict[str, Any]:
    return {
        "max_tags": selection.max_tags,
        "min_confidence": selection.min_confidence,
        "share": selection.share,
        "kind_share": selection.kind_share,
        "kind_rank": selection.kind_rank,
        "steps": [_step(step, selection.vocabulary) for step in selection.steps],
    }


def _step(step: Step, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "pass": step.in_pass.value,
        "tag": tag_as(vocabulary[step.score.tag]),
        "score": step.score.points,
        "threshold": step.threshold,
        "best": step.best,
        "share": step.share,
        "rank": step.rank,
        "taken": step.taken,
        "verdict": step.verdict.code,
        "by": None if step.by is None else tag_as(vocabulary[step.by]),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "points": change.points,
        "ways": [
            {
                **_match(way.match),
                "added": way.points,
                "removed": way.removed,
                "other_zone": way.zone,
                "left_out": None if way.reason is None else way.reason.value,
            }
            for way in change.ways
        ],
    }

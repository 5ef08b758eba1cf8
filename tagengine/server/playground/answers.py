"""What the page gets, as JSON data: tags with all that led to them, problems, effects, rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from tagengine.authoring import impact, impact_report
from tagengine.authoring.schema import KINDS, FolderNames, kind_of_file, schema
from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.errors import Problem, RuleErrors
from tagengine.evidence import audit_json
from tagengine.evidence.counterfactual import least_change
from tagengine.evidence.result import Explanation
from tagengine.reporting import unified_diff
from tagengine.reporting.explanation_text import change_sentences
from tagengine.reporting.findings.as_json import finding
from tagengine.reporting.left_out_reasons import why as reason_of
from tagengine.reporting.pages.document_view import TagView, hue, tag_views
from tagengine.reporting.pages.visible import one_line
from tagengine.rules.vocabulary import tag_as
from tagengine.server.playground.workbench import Drafts, Rules, Workbench

_LEFT_OUT = 50  # matches of a tag that are listed
_SHOWN = 80  # characters of a match in a list
_PROBLEMS = 100  # of all drafts together that are listed


def evaluation(workbench: Workbench, drafts: Drafts, record: Record, why: str) -> dict[str, Any]:
    """Return the candidates of a record, best first, and why the tag `why` is given or not.

    Scores and points are in hundredths of a point, bars in percent, offsets in characters; `before`
    are the tags without the drafts. If the drafts have problems, there are these, and no tags.
    Raises `VocabularyError` if there is no tag `why`, `DocumentError` if a regex takes too long.
    """
    served = workbench.rules.engine
    try:
        engine = workbench.engine(drafts)
    except RuleErrors as errors:
        return {"tags": None, **_problems(errors, workbench.rules)}
    result = engine.tag_record(record)
    before = None if engine is served else served.tag_record(record).tags
    views = tag_views(result.tags, result.evidence.tags)
    return {
        "tags": [tag_as(tag) for tag in result.tags],
        "before": None if before is None else [tag_as(tag) for tag in before],
        "candidates": [_candidate(view) for view in views],
        "why": _why(engine.explain_record(record), why) if why else None,
        "problems": [],
        "more_problems": 0,
    }


def effect(engines: tuple[Engine, Engine], corpus: Iterable[Record]) -> dict[str, Any]:
    """Return what going from one engine to another does to a corpus, as `rules impact` does."""
    return impact_report.data(impact.compare_engines(engines, corpus))


def difference(workbench: Workbench, drafts: Drafts) -> str:
    """Return a unified diff of all drafts, for `git apply` where the folder of rules is."""
    origin = workbench.rules.reading.rule_set.origin.lstrip("/")
    parts = [
        unified_diff.render(workbench.file(name), text, f"a/{origin}/{name}", f"b/{origin}/{name}")
        for name, text in sorted(workbench.changed(drafts).items())
    ]
    return "".join(f"{part}\n" for part in parts)


def rule_files(rules: Rules) -> dict[str, Any]:
    """Return the names of the rule files with their tags, and the schemas that complete them."""
    names = FolderNames.of(rules.files)
    tag_of = {
        tag_file.file.path: tag_file.vocabulary[tag_file.tag].name.strip()
        for tag_file in rules.reading.tag_files
        if tag_file.tag is not None
    }
    return {
        "files": [
            {"name": name, "kind": kind_of_file(name), "tag": tag_of.get(_prefix(rules) + name, "")}
            for name in sorted(rules.files)
        ],
        "tags": [{**tag_as(tag), "scope": tag.scope} for tag in rules.engine.rule_set.vocabulary],
        "schemas": {kind: schema(kind, names) for kind in KINDS},
    }


def rule_file(workbench: Workbench, name: str) -> dict[str, Any]:
    """Return the text of a rule file and its digest; raises `UsageError` if there is none."""
    text = workbench.file(name)
    return {"name": name, "text": text.replace("\r\n", "\n"), "digest": digest(text)}


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _candidate(view: TagView) -> dict[str, Any]:
    data = audit_json.candidate(view.evidence)
    for contribution, row in zip(data["contributions"], view.rows, strict=True):
        contribution["shown"] = one_line(row.evidence.match.text, _SHOWN)
        contribution["reckoning"] = row.reckoning
    return {
        **data,
        "rank": view.rank,
        "hue": hue(view.rank),
        "chosen": view.evidence.chosen,
        "bar": view.bar,
        "need": view.need,
        "verdict_text": view.verdict,
    }


def _why(explanation: Explanation, name: str) -> dict[str, Any]:
    entry = explanation.why(name)
    left_out = [one for one in explanation.audit.left_out if one.tag == entry.tag]
    change = least_change(explanation, entry.tag)
    return {
        "tag": tag_as(entry.tag),
        "chosen": entry.chosen,
        "sentences": list(change_sentences(entry, change)),
        "left_out": [
            {
                **audit_json.left_out(one),
                "shown": one_line(one.match.text, _SHOWN),
                "reason_text": reason_of(one),
            }
            for one in left_out[:_LEFT_OUT]
        ],
        "more": max(0, len(left_out) - _LEFT_OUT),
    }


def _problems(errors: RuleErrors, rules: Rules) -> dict[str, Any]:
    """Return the first problems, and how many more there are."""
    found = errors.problems
    return {
        "problems": [_problem(one, rules) for one in found[:_PROBLEMS]],
        "more_problems": max(0, len(found) - _PROBLEMS),
    }


def _problem(problem: Problem, rules: Rules) -> dict[str, Any]:
    return {**finding(problem), "file": problem.path.removeprefix(_prefix(rules))}


def _prefix(rules: Rules) -> str:
    origin = rules.reading.rule_set.origin
    return f"{origin}/" if origin else ""

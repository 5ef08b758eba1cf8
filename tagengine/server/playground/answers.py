"""What the page gets: tags with all that led to them, problems, effects, rules.

Most answers are functions of the workbench that return JSON data, and `made` is the job that has
one of them done. The worker that does it is its own process, which keeps the rules' texts and the
engines of drafts, so that whoever tries rules never slows down those who tag by them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from tagengine.authoring import impact, impact_report
from tagengine.authoring.schema import KINDS, FolderNames, kind_of_file, schema
from tagengine.document.formats.known import Format
from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.errors import DocumentError, Problem, RuleErrors
from tagengine.evidence import audit_json
from tagengine.evidence.counterfactual import least_change
from tagengine.evidence.result import Explanation
from tagengine.reporting import as_json, unified_diff
from tagengine.reporting.explanation_text import change_sentences
from tagengine.reporting.findings.as_json import finding
from tagengine.reporting.left_out_reasons import why as reason_of
from tagengine.reporting.pages.document_view import TagView, hue, reckoning, tag_views
from tagengine.reporting.pages.visible import one_line
from tagengine.rules.vocabulary import tag_as
from tagengine.server.playground import saving
from tagengine.server.playground.workbench import Drafts, Folders, Rules, Workbench
from tagengine.server.workers.rules_in_use import Engines

_LEFT_OUT = 50  # matches of a tag that are listed
_SHOWN = 80  # characters of a match in a list
_PROBLEMS = 100  # of all drafts together that are listed
_EXAMPLE = """\
# Ember

Ember is an embeddable key-value store for Rust.

It keeps hot data in memory and writes the rest to disk in compact, sorted files, so that a
process of yours has a small database without a server beside it.

## Features

- ACID transactions and snapshots
- Fast range queries over ordered keys
- Compression with zstd

## Install

```sh
cargo add ember
```

## License

MIT
"""


def made(
    engines: Engines, folders: Folders, answer: Callable[..., dict[str, Any] | str], *asked: Any
) -> str:
    """Return an answer to what is asked as text, ready to send."""
    found = answer(_workbench(folders, engines.engine), *asked)
    return found if isinstance(found, str) else as_json.line(found)


@lru_cache(1)
def _workbench(folders: Folders, served: Engine) -> Workbench:
    return Workbench(folders, served)


def evaluation(
    workbench: Workbench, record: Record, drafts: Drafts, why: str, is_cut: bool
) -> dict[str, Any]:
    """Return the candidates of a record, best first, and why the tag `why` is given or not.

    Scores and points are in hundredths of a point, bars in percent, offsets in characters; `before`
    are the tags without the drafts. If the drafts have problems, there are these, and no tags.
    Raises `VocabularyError` if there is no tag `why`, `DocumentError` if a regex takes too long.
    """
    served = workbench.rules.engine
    try:
        engine = workbench.engine(drafts)
    except RuleErrors as errors:
        return {"tags": None, **_problems(errors, workbench.rules), "is_cut": is_cut}
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
        "is_cut": is_cut,
    }


def effect(workbench: Workbench, drafts: Drafts) -> dict[str, Any]:
    """Return which documents of the corpus gain or lose which tags, as `rules impact` does."""
    corpus = workbench.corpus()
    engines = workbench.rules.engine, workbench.engine(drafts)
    return impact_report.data(impact.compare_engines(engines, corpus))


def documents(workbench: Workbench) -> dict[str, Any]:
    """Return the documents of the corpus that the page can show: each one's number and id."""
    shown = [
        {"number": number, "id": str(one.id)}
        for number, one in enumerate(workbench.corpus())
        if one.format is Format.MARKDOWN
    ]
    return {"documents": shown}


def document(workbench: Workbench, number: int) -> dict[str, Any]:
    """Return the texts of a document of the corpus; raises `DocumentError` if there is none."""
    listed = workbench.corpus()
    if number >= len(listed):
        raise DocumentError(f"the corpus has no document {number} (it has {len(listed)})")
    one = listed[number]
    return {
        "name": one.name,
        "description": one.description,
        "topics": list(one.topics),
        "readme": str(one.readme),
    }


def difference(workbench: Workbench, drafts: Drafts) -> str:
    """Return a unified diff of all drafts, for `git apply` where the folder of rules is."""
    origin = workbench.rules.reading.rule_set.origin.lstrip("/")
    parts = [
        unified_diff.render(workbench.file(name), text, f"a/{origin}/{name}", f"b/{origin}/{name}")
        for name, text in sorted(workbench.changed(drafts).items())
    ]
    return "".join(f"{part}\n" for part in parts)


def rule_files(workbench: Workbench) -> dict[str, Any]:
    """Return what the page begins with: rule files with their tags and schemas, a document."""
    rules, folders = workbench.rules, workbench.folders
    names = FolderNames.of(rules.files)
    tag_of = {
        tag_file.file.path: tag_file.vocabulary[tag_file.tag].name.strip()
        for tag_file in rules.reading.tag_files
        if tag_file.tag is not None
    }
    texts = [_EXAMPLE, *(str(one.readme) for one in workbench.examples())]
    return {
        "files": [
            {"name": name, "kind": kind_of_file(name), "tag": tag_of.get(_prefix(rules) + name, "")}
            for name in sorted(rules.files)
        ],
        "tags": [{**tag_as(tag), "scope": tag.scope} for tag in rules.engine.rule_set.vocabulary],
        "schemas": {kind: schema(kind, names) for kind in KINDS},
        "editable": folders.edit is not None,
        "corpus": folders.corpus or "the examples of the rule files",
        "example": next((text for text in texts if rules.engine.tag(text).tags), _EXAMPLE),
    }


def rule_file(workbench: Workbench, name: str) -> dict[str, Any]:
    """Return the text of a rule file and its digest; raises `UsageError` if there is none."""
    return _file(name, workbench.file(name))


def save(workbench: Workbench, name: str, text: str, digest: str) -> dict[str, Any]:
    """Write a rule file, and return it as it is then; errors as for `saving.save`."""
    folder = Path(workbench.folders.edit or "")
    written = saving.save(workbench, folder, name, text, digest)
    workbench.forget()
    return _file(name, written)


def _file(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "text": text.replace("\r\n", "\n"), "digest": saving.digest(text)}


def _candidate(view: TagView) -> dict[str, Any]:
    data = audit_json.candidate(view.evidence)
    for contribution, (_, one) in zip(data["contributions"], view.rows, strict=True):
        contribution["shown"] = one_line(one.match.text, _SHOWN)
        contribution["reckoning"] = reckoning(one)
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

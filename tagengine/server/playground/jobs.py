"""What the playground asks of its worker: functions as those of `server.workers.jobs`.

The worker is its own process, which keeps the rules' texts and the engines of drafts, so that
whoever tries rules never slows down those who tag by them. A job returns text, ready to send.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from tagengine.document.formats.known import Format
from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.errors import DocumentError
from tagengine.inputs.files import DEFAULT_LIMIT, Failure, read_all
from tagengine.reporting.as_json import line
from tagengine.server.playground import answers, saving
from tagengine.server.playground.requests import Evaluation, Saving
from tagengine.server.playground.workbench import Drafts, Workbench
from tagengine.server.workers.rules_in_use import Engines

_MOST = 2_000  # documents of a corpus that are tried
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


@dataclass(frozen=True, slots=True)
class Folders:
    """What a playground is for: folder of rules, corpus and folder to edit, None for the usual."""

    rules: str | None = None
    corpus: str | None = None
    edit: str | None = None


def evaluate(engines: Engines, folders: Folders, asked: Evaluation) -> str:
    """Return the tags of a document, and all that led to them."""
    bench = _workbench(folders, engines.engine)
    found = answers.evaluation(bench, asked.drafts, asked.record, asked.why)
    return line({**found, "is_cut": asked.is_cut})


def effect(engines: Engines, folders: Folders, drafts: Drafts) -> str:
    """Return which documents of the corpus gain or lose which tags by drafts."""
    bench = _workbench(folders, engines.engine)
    corpus = _documents(folders, bench)
    both = bench.rules.engine, bench.engine(drafts)
    return line(answers.effect(both, corpus[:_MOST]))


def documents(engines: Engines, folders: Folders) -> str:
    """Return the documents of the corpus that the page can show: each one's number and id."""
    listed = enumerate(_documents(folders, _workbench(folders, engines.engine))[:_MOST])
    shown = [
        {"number": number, "id": str(one.id)}
        for number, one in listed
        if one.format is Format.MARKDOWN
    ]
    return line({"documents": shown})


def document(engines: Engines, folders: Folders, number: int) -> str:
    """Return the texts of a document of the corpus; raises `DocumentError` if there is none."""
    listed = _documents(folders, _workbench(folders, engines.engine))[:_MOST]
    if number >= len(listed):
        raise DocumentError(f"the corpus has no document {number} (it has {len(listed)})")
    one = listed[number]
    fields = {"name": one.name, "description": one.description, "topics": list(one.topics)}
    return line({**fields, "readme": str(one.readme)})


def difference(engines: Engines, folders: Folders, drafts: Drafts) -> str:
    """Return drafts as a unified diff."""
    return answers.difference(_workbench(folders, engines.engine), drafts)


def rule_files(engines: Engines, folders: Folders) -> str:
    """Return what the page needs to begin with."""
    bench = _workbench(folders, engines.engine)
    corpus = folders.corpus or "the examples of the rule files"
    found = {"editable": folders.edit is not None, "corpus": corpus, "example": _example(bench)}
    return line({**answers.rule_files(bench.rules), **found})


def rule_file(engines: Engines, folders: Folders, name: str) -> str:
    """Return a rule file."""
    return line(answers.rule_file(_workbench(folders, engines.engine), name))


def save(engines: Engines, folders: Folders, asked: Saving) -> str:
    """Write a rule file, and return it as it is then."""
    bench = _workbench(folders, engines.engine)
    folder = Path(folders.edit or "")
    text = saving.save(bench, folder, asked.file, asked.text, asked.digest)
    _workbench.cache_clear()
    saved = {"name": asked.file, "text": text.replace("\r\n", "\n"), "digest": answers.digest(text)}
    return line(saved)


@lru_cache(1)
def _workbench(folders: Folders, served: Engine) -> Workbench:
    return Workbench(folders.rules, served)


def _documents(folders: Folders, bench: Workbench) -> list[Record]:
    """Return the documents of the corpus, or the examples of the rule files without one."""
    return bench.examples() if folders.corpus is None else _corpus(folders.corpus)


@lru_cache(1)
def _corpus(name: str) -> list[Record]:
    read = islice(read_all((name,), DEFAULT_LIMIT, lambda _: None), _MOST)
    found = [one for one in read if not isinstance(one, Failure)]
    if not found:
        raise DocumentError(f"{name}: no documents found")
    return found


def _example(bench: Workbench) -> str:
    """Return a document to begin with that gets a tag, if any does."""
    texts = [_EXAMPLE, *(str(one.readme) for one in bench.examples())]
    return next((text for text in texts if bench.rules.engine.tag(text).tags), _EXAMPLE)

"""The rules as they are on the disk, and engines for drafts of them that are only tried.

A draft is the text that a rule file would have. Nothing of it is kept but a few engines, by the
drafts' content, so that a document can be tagged again and again with the same ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from tagengine.document.record import Record
from tagengine.engine import Engine
from tagengine.errors import DocumentError, UsageError, did_you_mean
from tagengine.inputs.files import DEFAULT_LIMIT, Failure, read_all
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import folder as rule_files
from tagengine.rules.files.folder import Reading
from tagengine.rules.rule_set import RuleSet

Drafts = Mapping[str, str]
"""Texts by the names of rule files, seen from the folder of rules."""

_KEPT = 4  # engines of drafts; each is some 20 MB
_MOST = 2_000  # documents of a corpus that are tried


@dataclass(frozen=True, slots=True)
class Folders:
    """What a playground is for: folder of rules, corpus and folder to edit, None for the usual."""

    rules: str | None = None
    corpus: str | None = None
    edit: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules as they were read from the disk: their texts by name, what they say, an engine."""

    files: Mapping[str, str]
    reading: Reading
    engine: Engine


class Workbench:
    """Rules to try drafts of; they are read when they are first asked for."""

    def __init__(self, folders: Folders, served: Engine) -> None:
        """Take the folders, and the engine that serves the rules."""
        self.folders, self._served = folders, served
        self._rules: Rules | None = None
        self._drafted = lru_cache(_KEPT)(self._with)

    def forget(self) -> None:
        """Read the rules again when they are asked for next."""
        self._rules = None
        self._drafted.cache_clear()

    @property
    def rules(self) -> Rules:
        """The rules; raises `TagEngineError` if they cannot be read, or are wrong by now."""
        if self._rules is None:
            folder, tags = self.folders.rules, self._served.rule_set.vocabulary
            files = rule_sources.read_files(
                rule_sources.shipped_folder() if folder is None else Path(folder)
            )
            reading = rule_files.read(files, tags, rule_sources.origin_of(folder))
            self._rules = Rules(files, reading, self._engine(reading.rule_set))
        return self._rules

    def changed(self, drafts: Drafts) -> dict[str, str]:
        """Return the drafts that differ from their files, with the line ends of those.

        Raises `UsageError` if there is no file of that name.
        """
        changed = {}
        for name, text in drafts.items():
            original = self.file(name)
            written = _with_line_ends_of(original, text)
            if written != original:
                changed[name] = written
        return changed

    def file(self, name: str) -> str:
        """Return the text of a rule file; raises `UsageError` if there is none of that name."""
        files = self.rules.files
        if name not in files:
            hint = did_you_mean(name, list(files)) or "you can only edit files that exist"
            raise UsageError(f'no rule file "{name}" ({hint})')
        return files[name]

    def engine(self, drafts: Drafts) -> Engine:
        """Return an engine for the rules with drafts instead of their files.

        Raises `RuleErrors` with all problems of the drafts, `UsageError` if one is of no file.
        """
        changed = self.changed(drafts)
        if not changed:
            return self.rules.engine
        return self._drafted(tuple(sorted(changed.items())))

    def examples(self) -> list[Record]:
        """Return the examples of all rule files as documents, named by their places."""
        examples = self.rules.reading.examples()
        return [Record(f"{one.path}:{one.line}", readme=one.text) for one in examples]

    def corpus(self) -> list[Record]:
        """Return the documents that drafts are tried on: without a corpus the examples.

        Raises `DocumentError` if the corpus has none.
        """
        name = self.folders.corpus
        return self.examples()[:_MOST] if name is None else _corpus(name)

    def _with(self, changed: tuple[tuple[str, str], ...]) -> Engine:
        files = {**self.rules.files, **dict(changed)}
        names = [name for name, _ in changed]
        return self._engine(rule_files.reread(self.rules.reading, files, names).rule_set)

    def _engine(self, rule_set: RuleSet) -> Engine:
        """Return an engine for the vocabulary that is served, which may not be the rules' own."""
        vocabulary = self._served.rule_set.vocabulary
        rule_set = rule_set.with_min_confidence(self._served.rule_set.min_confidence)
        is_same = rule_set.vocabulary.tags == vocabulary.tags
        return Engine(rule_set if is_same else rule_set.with_vocabulary(vocabulary))


@lru_cache(1)
def _corpus(name: str) -> list[Record]:
    read = islice(read_all((name,), DEFAULT_LIMIT, lambda _: None), _MOST)
    found = [one for one in read if not isinstance(one, Failure)]
    if not found:
        raise DocumentError(f"{name}: no documents found")
    return found


def _with_line_ends_of(original: str, text: str) -> str:
    """Return a text that has line feeds alone with the line ends that the original begins with."""
    plain = text.replace("\r\n", "\n")
    is_windows = original.partition("\n")[0].endswith("\r")
    return plain.replace("\n", "\r\n") if is_windows else plain

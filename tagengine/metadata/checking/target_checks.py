"""Record files read and judged, one after the other; what serves several is loaded once.

A check is remembered where nothing changed that it follows from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Any

from tagengine.errors import DocumentError, FileError, Problem
from tagengine.metadata.checking import checking
from tagengine.metadata.checking.agreement import Agreement
from tagengine.metadata.checking.baseline import identified
from tagengine.metadata.checking.checking import FileCheck, Remembered
from tagengine.metadata.checking.codes import BAD_RECORD
from tagengine.metadata.checking.judge import Judge, load
from tagengine.metadata.configuration import overrides
from tagengine.metadata.configuration.discovery import Target
from tagengine.metadata.configuration.files import ConfigurationErrors
from tagengine.metadata.configuration.overrides import Override
from tagengine.metadata.configuration.places import shown
from tagengine.metadata.configuration.repository import read_bytes
from tagengine.metadata.editing import fixing
from tagengine.rules import sources as rule_sources
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.system.fingerprint import program
from tagengine.system.result_cache import ResultCache

_Readmes = list[tuple[str, str]]  # path as the record names it, digest of what was read
_Overrides = Mapping[str, Override]


@dataclass(slots=True)
class Checker:
    """Checks record files of any repositories; loads each one's rules and overrides once.

    What it says is kept in `results`, across processes; it says the same without.
    """

    results: ResultCache = field(default_factory=lambda: ResultCache(None))
    _judges: dict[tuple[Path, str | None, str | None], Judge] = field(default_factory=dict)
    _overrides: dict[tuple[Path, int], _Overrides] = field(default_factory=dict)
    _contexts: dict[tuple[Any, ...], bytes] = field(default_factory=dict)

    def judge(self, target: Target) -> Judge:
        """Return what judges a file; errors as for `Engine.load`."""
        judging = target.kind.judging
        key = (target.configured.repository.root, judging.rules, judging.vocabulary)
        if key not in self._judges:
            self._judges[key] = load(*key)
        return self._judges[key]

    def judges(self) -> list[Judge]:
        """Return the judges that were needed, in the order of their first use."""
        return list(self._judges.values())

    def check(self, target: Target, *, in_full: Callable[[FileCheck], bool]) -> FileCheck:
        """Return what to report about a file; one that cannot be read is a problem of its own.

        A check that is remembered has no records; `in_full` says if they are needed. Raises
        `TagEngineError` if the rules, the vocabulary or the overrides cannot be used.
        """
        content = read(target)
        if isinstance(content, Problem):
            return FileCheck(target.shown, b"", None, (), (content,))
        answer = self.results.get(self._key(target, content)) if self.results.is_on else None
        check = None if answer is None else _remembered(answer, target, content)
        return self.check_content(target, content) if check is None or in_full(check) else check

    def check_content(self, target: Target, content: bytes) -> FileCheck:
        """Return what to report about a file with this content, and remember it."""
        judge, settled = self.judge(target), self._settled(target)
        readmes: _Readmes = []

        def read_readme(path: str) -> str:
            text = _readme(target, path)
            readmes.append((path, _digest(text)))
            if isinstance(text, DocumentError):
                raise text
            return text

        def central(label: str) -> Override:
            return settled.get(target.relative + label, overrides.NONE)

        kind = target.kind
        check = checking.check_file(target.shown, content, kind, judge, read_readme, central)
        check = fixing.marked(check, kind.layout, judge.vocabulary)
        if self.results.is_on:
            self.results.put(self._key(target, content), _answer(check, readmes))
        return check

    def _key(self, target: Target, content: bytes) -> bytes:
        """Return the digest of all but the READMEs that a check follows from.

        Loads the rules and the overrides, so that their mistakes are found.
        """
        kind = target.kind
        shared = (id(kind.files), kind.judging, target.configured.repository.root)
        if shared not in self._contexts:
            self._contexts[shared] = self._shared_context(target)
        name = hashlib.sha256(target.relative.encode("utf-8", "surrogatepass")).digest()
        return hashlib.sha256(self._contexts[shared] + name + content).digest()

    def _shared_context(self, target: Target) -> bytes:
        judge, configuration = self.judge(target), target.configured.configuration
        self._settled(target)
        kinds = [kind.files is target.kind.files for kind in configuration.kinds]
        path = target.configured.repository.root / (configuration.overrides or "")
        facts = [
            program(),
            judge.engine.rule_set.fingerprint,
            None if judge.learned is None else judge.learned.text(),
            configuration.text,
            kinds.index(True),
            astuple(replace(target.kind.judging, rules=None, vocabulary=None)),
            rule_sources.read_text(path) if configuration.overrides else None,
        ]
        return hashlib.sha256(_json(facts)).digest()

    def _settled(self, target: Target) -> _Overrides:
        """Return the overrides file's entries for records of a kind: `path`, or `path#name`.

        Entries for files that no kind covers are read too, so that their mistakes are found.
        """
        configuration = target.configured.configuration
        if configuration.overrides is None:
            return {}
        path = target.configured.repository.root / configuration.overrides
        key = (path, id(target.kind.files))
        if key not in self._overrides:
            if not path.exists():
                why = "no such file (make it, or correct overrides in the configuration)"
                raise FileError(shown(path), why)
            file = StrictFile(shown(path))
            vocabulary = self.judge(target).vocabulary
            root = file.compose(rule_sources.read_text(path), "records with pin and never")
            entries = {} if root is None else file.mapping(root, (), "records with pin and never")
            found = {}
            for record, node in (entries or {}).items():
                kind = configuration.kind_of(record.partition("#")[0])
                if kind is None or kind.files is target.kind.files:
                    found[record] = overrides.read(file, node, vocabulary)
            if file.problems:
                raise ConfigurationErrors(file.problems)
            self._overrides[key] = found
        return self._overrides[key]


def read(target: Target) -> bytes | Problem:
    """Return a file's bytes, or the problem that says why they cannot be read."""
    try:
        return read_bytes(target.path)
    except FileError as error:
        return Problem(target.shown, 1, 1, error.why, "", BAD_RECORD)


def _answer(check: FileCheck, readmes: _Readmes) -> bytes:
    findings = [(*astuple(problem)[1:], identity) for problem, identity in identified(check)]
    agreement = astuple(check.agreement)
    data = {"records": len(check.records), "findings": findings, "readmes": readmes}
    return _json({**data, "agreement": agreement})


def _remembered(answer: bytes, target: Target, content: bytes) -> FileCheck | None:
    """Return the check that an answer is of, None if a README that it follows from differs."""
    data = json.loads(answer)
    for path, digest in data["readmes"]:
        if _digest(_readme(target, path)) != digest:
            return None
    problems = tuple(Problem(target.shown, *values) for *values, _ in data["findings"])
    identities = tuple(identity for *_, identity in data["findings"])
    kept = Remembered(data["records"], identities, Agreement(*data["agreement"]))
    return FileCheck(target.shown, content, None, (), problems, kept)


def _readme(target: Target, path: str) -> str | DocumentError:
    """Return a README, named relative to a record's file, or why it cannot be read."""
    try:
        return target.configured.repository.readme(target.relative, path)
    except DocumentError as error:
        return error


def _digest(read: str | DocumentError) -> str:
    """Return the digest of a README, or of why it cannot be read."""
    facts = read if isinstance(read, str) else [type(read).__name__, str(read)]
    return hashlib.sha256(_json(facts)).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()

"""Record files checked, or their checks remembered where nothing changed that they follow from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import astuple, dataclass, field, replace
from typing import Any

from tagengine.errors import DocumentError, Problem
from tagengine.metadata.checking.agreement import Agreement
from tagengine.metadata.checking.baseline import identified
from tagengine.metadata.checking.checking import FileCheck, Remembered
from tagengine.metadata.checking.target_checks import Checker, readme
from tagengine.metadata.configuration.discovery import Target
from tagengine.metadata.configuration.reading import Configuration
from tagengine.rules import sources as rule_sources
from tagengine.system.fingerprint import program
from tagengine.system.result_cache import ResultCache

_Readmes = list[tuple[str, str]]  # path as the record names it, digest of what was read


@dataclass(slots=True)
class CachedChecker:
    """A checker that remembers what it said, across processes; it says the same as without."""

    checker: Checker
    results: ResultCache
    _contexts: dict[tuple[Any, ...], bytes] = field(default_factory=dict)

    def check(self, target: Target, *, in_full: Callable[[FileCheck], bool]) -> FileCheck:
        """Return what to report about a file; errors as for `Checker.check`.

        A check that is remembered has no records; `in_full` says if they are needed.
        """
        content = self.checker.content(target)
        if isinstance(content, FileCheck):
            return content
        if not self.results.is_on:
            return self.checker.check_content(target, content)
        key = hashlib.sha256(self._context(target) + content).digest()
        answer = self.results.get(key)
        check = None if answer is None else _remembered(answer, target, content)
        return self._anew(target, content, key) if check is None or in_full(check) else check

    def check_content(self, target: Target, content: bytes) -> FileCheck:
        """Return what to report about a file with this content, and remember it."""
        if not self.results.is_on:
            return self.checker.check_content(target, content)
        return self._anew(target, content, hashlib.sha256(self._context(target) + content).digest())

    def _anew(self, target: Target, content: bytes, key: bytes) -> FileCheck:
        readmes: _Readmes = []

        def note(path: str, read: str | DocumentError) -> None:
            readmes.append((path, _digest(read)))

        check = self.checker.check_content(target, content, note)
        self.results.put(key, _answer(check, readmes))
        return check

    def _context(self, target: Target) -> bytes:
        """Return the digest of all but the content and the READMEs that a check follows from.

        Loads the rules and the overrides, so that their mistakes are found.
        """
        kind, configuration = target.kind, target.configured.configuration
        shared = (id(kind.files), kind.judging, target.configured.repository.root)
        if shared not in self._contexts:
            self._contexts[shared] = self._shared_context(target, configuration)
        name = target.relative.encode("utf-8", "surrogatepass")
        return self._contexts[shared] + hashlib.sha256(name).digest()

    def _shared_context(self, target: Target, configuration: Configuration) -> bytes:
        judge = self.checker.judge(target)
        self.checker.central(target, judge.vocabulary)
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


def _answer(check: FileCheck, readmes: _Readmes) -> bytes:
    findings = [(*astuple(problem)[1:], identity) for problem, identity in identified(check)]
    agreement = astuple(check.agreement)
    data = {"records": len(check.records), "findings": findings, "readmes": readmes}
    return _json({**data, "agreement": agreement})


def _remembered(answer: bytes, target: Target, content: bytes) -> FileCheck | None:
    """Return the check that an answer is of, None if a README that it follows from differs."""
    data = json.loads(answer)
    for path, digest in data["readmes"]:
        if _digest(readme(target, path)) != digest:
            return None
    problems = tuple(Problem(target.shown, *values) for *values, _ in data["findings"])
    identities = tuple(identity for *_, identity in data["findings"])
    kept = Remembered(data["records"], identities, Agreement(*data["agreement"]))
    return FileCheck(target.shown, content, None, (), problems, kept)


def _digest(read: str | DocumentError) -> str:
    """Return the digest of a README, or of why it cannot be read."""
    facts = read if isinstance(read, str) else [type(read).__name__, str(read)]
    return hashlib.sha256(_json(facts)).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()

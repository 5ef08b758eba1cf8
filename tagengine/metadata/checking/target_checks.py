"""Record files read and judged, one after the other; what serves several is loaded once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tagengine.errors import DocumentError, FileError, Problem
from tagengine.metadata.checking import checking
from tagengine.metadata.checking.checking import FileCheck
from tagengine.metadata.checking.codes import BAD_RECORD
from tagengine.metadata.checking.judge import Judge, Judges
from tagengine.metadata.configuration import overrides
from tagengine.metadata.configuration.discovery import Target
from tagengine.metadata.configuration.files import ConfigurationErrors
from tagengine.metadata.configuration.overrides import Override
from tagengine.metadata.configuration.places import shown
from tagengine.metadata.configuration.repository import read_bytes
from tagengine.rules import sources as rule_sources
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.vocabulary import Vocabulary


@dataclass(slots=True)
class Checker:
    """Checks record files of any repositories; loads each one's rules and overrides once."""

    _judges: dict[Path, Judges] = field(default_factory=dict)
    _overrides: dict[tuple[Path, int], Mapping[str, Override]] = field(default_factory=dict)

    def judge(self, target: Target) -> Judge:
        """Return what judges a file; errors as for `Engine.load`."""
        root = target.configured.repository.root
        return self._judges.setdefault(root, Judges(root)).judge(target.kind.judging)

    def judges(self) -> list[Judge]:
        """Return the judges that were needed, in the order of their first use."""
        return [judge for judges in self._judges.values() for judge in judges.loaded()]

    def check(self, target: Target) -> FileCheck:
        """Return what to report about a file; one that cannot be read is a problem of its own.

        Raises `TagEngineError` if the rules, the vocabulary or the overrides cannot be used.
        """
        content = self.content(target)
        return content if isinstance(content, FileCheck) else self.check_content(target, content)

    @staticmethod
    def content(target: Target) -> bytes | FileCheck:
        """Return a file's bytes, or the check that says why they cannot be read."""
        try:
            return read_bytes(target.path)
        except FileError as error:
            problem = Problem(target.shown, 1, 1, error.why, "", BAD_RECORD)
            return FileCheck(target.shown, b"", None, (), (problem,))

    def check_content(
        self,
        target: Target,
        content: bytes,
        note: Callable[[str, str | DocumentError], None] = lambda path, read: None,
    ) -> FileCheck:
        """Return what to report about a file with this content; errors as for `check`.

        `note` is told each README that was asked for: its path, and what came of it.
        """
        judge = self.judge(target)
        central = self.central(target, judge.vocabulary)

        def read_readme(path: str) -> str:
            read = readme(target, path)
            note(path, read)
            if isinstance(read, DocumentError):
                raise read
            return read

        def settled(label: str) -> Override:
            return central.get(target.relative + label, overrides.NONE)

        return checking.check_file(target.shown, content, target.kind, judge, read_readme, settled)

    def central(self, target: Target, vocabulary: Vocabulary) -> Mapping[str, Override]:
        """Return the overrides file's entries for records of a kind: `path`, or `path#name`.

        Entries for files that no kind covers are read too, so that their mistakes are found.
        """
        configuration = target.configured.configuration
        if configuration.overrides is None:
            return {}
        path = target.configured.repository.root / configuration.overrides
        key = (path, id(target.kind.files))
        if key not in self._overrides:
            file = StrictFile(shown(path))
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


def readme(target: Target, path: str) -> str | DocumentError:
    """Return a README, named relative to a record's file, or why it cannot be read."""
    try:
        return target.configured.repository.readme(target.relative, path)
    except DocumentError as error:
        return error

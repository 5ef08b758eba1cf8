"""The files that many records depend on: where one of them changes, all records may be wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from tagengine.document.formats.known import SUFFIXES
from tagengine.inputs.project_readmes import is_readme
from tagengine.metadata.configuration.files import ConfiguredRepository
from tagengine.metadata.configuration.places import FILE_NAME
from tagengine.metadata.configuration.reading import Judging
from tagengine.rules.sources import folder_of, is_rule_file

_README_ENDINGS = frozenset((*SUFFIXES, ""))


@dataclass(frozen=True, slots=True)
class SharedInputs:
    """What the records of a repository depend on, as absolute paths without links in them.

    `readme_names` are the names of READMEs next to records; `names_readmes` says that records name
    theirs, so that any text may be one.
    """

    root: Path
    origin: Path | None
    vocabularies: frozenset[Path]
    vocabulary_patterns: GitIgnoreSpec
    rule_folders: frozenset[Path]
    notes: frozenset[Path]
    readme_names: frozenset[str]
    names_readmes: bool

    @classmethod
    def of(cls, configured: ConfiguredRepository, judgings: Iterable[Judging]) -> SharedInputs:
        """Return those of a repository whose records are judged in these ways."""
        root, configuration = configured.repository.root, configured.configuration
        ways = list(judgings)
        vocabularies = sorted({way.vocabulary for way in ways if way.vocabulary is not None})
        notes = (configuration.overrides, configuration.baseline)
        layouts = [kind.layout for kind in configuration.kinds]
        beside = (layout.readme_file for layout in layouts)
        return cls(
            root,
            None if configured.origin is None else _at(configured.origin),
            frozenset(_at(root / name) for name in vocabularies),
            GitIgnoreSpec.from_lines(f"/{name}" for name in vocabularies),
            frozenset(_at(root / way.rules) for way in ways if way.rules is not None),
            frozenset(_at(root / name) for name in notes if name is not None),
            frozenset(PurePosixPath(name).name for name in beside if name is not None),
            any(layout.fields.get("readme") for layout in layouts),
        )

    def include(self, path: Path) -> bool:
        """Return whether a file, there or deleted, is one of them."""
        if self.judge_by(path) or path.name in self.readme_names:
            return True
        if self.readme_names and is_readme(path):  # in another format
            return True
        if self.names_readmes and path.suffix.lower() in _README_ENDINGS:
            return True
        return bool(self.notes) and _absolute(path) in self.notes

    def judge_by(self, path: Path) -> bool:
        """Return whether a file is the configuration, a rule file or a vocabulary."""
        if path.name == FILE_NAME:
            return True
        place = _absolute(path)
        if place == self.origin or place in self.vocabularies:
            return True
        folders = (folder_of(place), place.parent)
        if is_rule_file(path) and not self.rule_folders.isdisjoint(folders):
            return True
        if not self.vocabularies or not place.is_relative_to(self.root):
            return False
        return self.vocabulary_patterns.match_file(place.relative_to(self.root).as_posix())


def _absolute(path: Path) -> Path:
    return path.parent.resolve() / path.name


def _at(path: Path) -> Path:
    return _absolute(Path(os.path.abspath(path)))  # noqa: PTH100 -- `..` taken out

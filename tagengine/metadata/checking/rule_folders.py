"""The folders of rules that changed files belong to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tagengine.metadata.configuration.chosen_rules import from_here
from tagengine.metadata.configuration.discovery import Finder
from tagengine.rules.files.folder import SETTINGS_FILE
from tagengine.rules.sources import VOCABULARY_FILE, folder_of, is_rule_file


@dataclass(frozen=True, slots=True)
class RuleFolder:
    """A folder of rules: its path from the current folder, and the vocabulary it is used with.

    `vocabulary` is as a configuration in the folder `root` says it.
    """

    path: Path
    root: Path
    vocabulary: str | None = None

    def tags(self) -> str | None:
        """Return the path or pattern of the vocabulary, None for the folder's own."""
        return None if self.vocabulary is None else from_here(self.root, self.vocabulary)


def of_changed(paths: Iterable[str], finder: Finder) -> list[RuleFolder]:
    """Return the folders of rules that files, there or deleted, belong to; each once, sorted.

    They are those that the files' configurations name, and those that look like one: with a
    vocabulary and zones.
    """
    found: dict[Path, RuleFolder] = {}
    for path in map(Path, paths):
        for folder in [*_configured(path, finder), *_alone(path)]:
            found.setdefault(folder.path, folder)
    return [found[path] for path in sorted(found)]


def _configured(path: Path, finder: Finder) -> list[RuleFolder]:
    configured = finder.shared(path)
    if configured is None:
        return []
    judgings = finder.judgings(configured)
    if not finder.inputs(configured).judge_by(path):
        return []
    root = configured.repository.root
    return [
        RuleFolder(_from_here(root / judging.rules), root, judging.vocabulary)
        for judging in judgings
        if judging.rules is not None
    ]


def _alone(path: Path) -> list[RuleFolder]:
    folder = folder_of(path)
    if not is_rule_file(path):
        return []
    is_one = all((folder / name).is_file() for name in (VOCABULARY_FILE, SETTINGS_FILE))
    return [RuleFolder(_from_here(folder), folder)] if is_one else []


def _from_here(folder: Path) -> Path:
    return Path(os.path.relpath(folder.resolve()))

"""The files that many records depend on: where one of them changes, all records may be wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from tagengine.metadata.configuration import Judging, Layout
from tagengine.metadata.configuration_files import FILE_NAME, Governed

_READMES = frozenset((".md", ".markdown", ".mdown", ".mkd", ".rst", ".txt", ""))


def is_shared(path: Path, governed: Governed, judgings: Iterable[Judging]) -> bool:
    """Tell whether a file, there or deleted, is the configuration or something that it names.

    That is: rules, a vocabulary, the overrides, the baseline, and READMEs where records have them
    in files of their own. `judgings` are the ways in which records are judged here.
    """
    place = _absolute(path)
    configuration = governed.configuration
    root = governed.repository.root
    named = (configuration.overrides, configuration.baseline)
    if any(name is not None and place == _at(root / name) for name in named):
        return True
    if concerns_rules(path, governed, judgings):
        return True
    return any(_may_be_readme(place, kind.layout) for kind in configuration.kinds)


def concerns_rules(path: Path, governed: Governed, judgings: Iterable[Judging]) -> bool:
    """Tell whether a file, there or deleted, is the configuration, a rule file or a vocabulary."""
    place = _absolute(path)
    if path.name == FILE_NAME or (governed.origin is not None and place == _at(governed.origin)):
        return True
    root = governed.repository.root
    return any(_judges(place, root, judging) for judging in judgings)


def _judges(place: Path, root: Path, judging: Judging) -> bool:
    if judging.rules is not None:
        folder = _at(root / judging.rules)
        if place.parent in (folder, folder / "lists") and place.suffix in (".yaml", ".yml"):
            return True
    if judging.vocabulary is None:
        return False
    if place == _at(root / judging.vocabulary):
        return True
    relative = os.path.relpath(place, root)
    pattern = GitIgnoreSpec.from_lines([f"/{PurePosixPath(judging.vocabulary)}"])
    return pattern.match_file(Path(relative).as_posix())


def _may_be_readme(place: Path, layout: Layout) -> bool:
    if layout.readme_file is not None and place.name == PurePosixPath(layout.readme_file).name:
        return True
    return bool(layout.fields.get("readme")) and place.suffix.lower() in _READMES


def _absolute(path: Path) -> Path:
    return path.parent.resolve() / path.name


def _at(path: Path) -> Path:
    return _absolute(Path(os.path.abspath(path)))  # noqa: PTH100 -- `..` taken out

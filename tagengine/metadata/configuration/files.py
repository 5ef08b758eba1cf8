"""Where configurations are: `.tagengine.yaml`, or `[tool.tagengine]` in pyproject.toml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tagengine.errors import Code, RuleErrors
from tagengine.metadata.configuration import reading as configuration
from tagengine.metadata.configuration.places import (
    FILE_NAME,
    PROJECT_FILE,
    folders_above,
    shown,
)
from tagengine.metadata.configuration.reading import Configuration
from tagengine.metadata.configuration.repository import Repository
from tagengine.metadata.record_files import formats
from tagengine.metadata.record_files.nodes import Mapping
from tagengine.metadata.record_files.selectors import find
from tagengine.metadata.record_files.strict_nodes import strict
from tagengine.rules import sources as rule_sources
from tagengine.rules.files.strict_yaml import StrictFile

_TABLE = ("tool", "tagengine")


class ConfigurationErrors(RuleErrors):
    """All the problems of a configuration, in order of line and column."""


@dataclass(frozen=True, slots=True)
class ConfiguredRepository:
    """A repository and what governs it: its configuration, and the file it was read from."""

    repository: Repository
    configuration: Configuration
    origin: Path | None = None


def in_folder(folder: Path) -> ConfiguredRepository | None:
    """Return the configuration in a folder, or None; errors as for `from_file`."""
    for name in (FILE_NAME, PROJECT_FILE):
        path = folder / name
        if path.is_file():
            found = _from_project(path) if name == PROJECT_FILE else from_file(path)
            if found is not None:
                return found
    return None


def nearest(path: Path) -> ConfiguredRepository | None:
    """Return the configuration in a folder, or that of a file, or above; errors as `from_file`."""
    for folder in folders_above(path):
        found = in_folder(folder)
        if found is not None:
            return found
    return None


def from_file(path: Path) -> ConfiguredRepository:
    """Return a configuration file's configuration, for the folder that it is in.

    Raises `ConfigurationErrors` with all its problems, `TagEngineError` if it cannot be read.
    """
    if path.suffix == ".toml":
        found = _from_project(path)
        if found is None:
            file = StrictFile(shown(path))
            file.problem(None, Code.MISSING_KEY, "no table [tool.tagengine]", "write one")
            raise ConfigurationErrors(file.problems)
        return found
    file = StrictFile(shown(path))
    return _configured(file, configuration.read(file, rule_sources.read_text(path)), path)


def _from_project(path: Path) -> ConfiguredRepository | None:
    text = rule_sources.read_text(path)
    if "tagengine" not in text:
        return None
    read = formats.read(shown(path), text, "toml")
    if read.problems:
        raise ConfigurationErrors(read.problems)
    table = next((node for root in read.roots for node in find(root, _TABLE)), None)
    if table is None:
        return None
    file = StrictFile(shown(path))
    node = strict(table, read.lines)
    if isinstance(table, Mapping) and not table.entries:
        file.problem(node, Code.MISSING_KEY, 'no key "records"', "as in: records = [{preset = …}]")
    return _configured(file, configuration.from_node(file, node, text), path)


def _configured(file: StrictFile, read: Configuration, path: Path) -> ConfiguredRepository:
    if file.problems:
        raise ConfigurationErrors(file.problems)
    return ConfiguredRepository(Repository.at(path.parent), read, path)

"""Files and folders that a user names to the record files in them, with what governs each."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pathspec import GitIgnoreSpec

from tagengine.errors import DocumentError
from tagengine.inputs.files import Warn, files_below, is_link_out
from tagengine.metadata.configuration import files as configuration_files
from tagengine.metadata.configuration.files import ConfiguredRepository
from tagengine.metadata.configuration.places import FILE_NAME, shown
from tagengine.metadata.configuration.presets import PRESETS
from tagengine.metadata.configuration.reading import (
    Configuration,
    Judging,
    RecordKind,
    from_preset,
)
from tagengine.metadata.configuration.repository import Repository
from tagengine.metadata.configuration.shared_inputs import SharedInputs

_HEAD = 64 * 1024  # bytes in which a preset's marker is looked for


@dataclass(frozen=True, slots=True)
class Target:
    """A record file: `path` to open, `shown` in messages, `relative` to its repository.

    `guess` is the preset that it only looks like, empty where somebody said how it is read.
    """

    path: Path
    shown: str
    relative: str
    kind: RecordKind
    configured: ConfiguredRepository
    guess: str = ""


@dataclass(slots=True)
class Finder:
    """Finds record files; each configuration is read once.

    `chosen` governs all files, `preset` those that nothing else governs (default: what they look
    like); `adjust` changes how configurations say that records are judged. `only_said` leaves out
    what nobody says: files that nothing governs are not told by their looks, and what many records
    depend on does not stand for them. `ignores_configurations` passes over those in folders.
    """

    warn: Warn
    chosen: ConfiguredRepository | None = None
    preset: str | None = None
    adjust: Callable[[Judging], Judging] = lambda judging: judging
    only_said: bool = False
    ignores_configurations: bool = False
    _found: dict[Path, ConfiguredRepository | None] = field(default_factory=dict)
    _prefixes: dict[tuple[Path, Path], str | None] = field(default_factory=dict)
    _by_preset: dict[tuple[Path, str], ConfiguredRepository] = field(default_factory=dict)
    _inputs: dict[tuple[Path, str], SharedInputs] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)
    _guesses: tuple[RecordKind, ...] = ()
    _whole: set[Path] = field(default_factory=set)
    _seen: dict[Path, ConfiguredRepository] = field(default_factory=dict)
    _met: set[int] = field(default_factory=set)

    def targets(self, paths: tuple[str, ...], deleted: Collection[str] = ()) -> Iterator[Target]:
        """Yield the record files among files and in folders, sorted within each path, each once.

        A file that nothing governs is passed over; one that many records depend on stands for all
        records of its repository. Raises `DocumentError` if there is no such path (but for
        `deleted` ones), and `RuleErrors` with all problems of a configuration.
        """
        seen: set[Path] = set()
        walked: set[Path] = set()
        gone = frozenset(deleted)
        for name in (*paths, *deleted):
            if name not in gone and not Path(name).exists():
                raise DocumentError(f"{name}: no such file or folder")
            for file in self._files_of(Path(name), walked):
                target = self._target(file)
                if target is not None and file not in seen:
                    seen.add(file)
                    yield target

    def unused_entries(self) -> list[str]:
        """Return what found no file, though all the folder that it is for was looked through."""
        return [
            _unused_entry(kind, configured)
            for root, configured in self._seen.items()
            if any(root.is_relative_to(folder) for folder in self._whole)
            for kind in configured.configuration.kinds
            if id(kind.files) not in self._met
        ]

    def shared(self, path: Path) -> ConfiguredRepository | None:
        """Return what governs the records that depend on a file, None if it is no shared input."""
        configured = self._configured(path)
        if configured is None and self.preset is not None:
            configured = self._asked(path)
        is_shared = configured is not None and self.inputs(configured).include(path)
        return configured if is_shared else None

    def inputs(self, configured: ConfiguredRepository) -> SharedInputs:
        """Return what all records of a repository depend on."""
        key = (configured.repository.root, configured.configuration.text)
        if key not in self._inputs:
            self._inputs[key] = SharedInputs.of(configured, self.judgings(configured))
        return self._inputs[key]

    def judgings(self, configured: ConfiguredRepository) -> list[Judging]:
        """Return the ways in which a repository's records are judged."""
        return [self.adjust(kind.judging) for kind in configured.configuration.kinds]

    def _files_of(self, path: Path, walked: set[Path]) -> Iterable[Path]:
        """Return the files that a path stands for; folders in `walked` are not walked again."""
        if path.is_dir():
            self._whole.add(path.resolve())
            return list(_files(path, self._hidden))
        if path.exists() and not path.is_file():
            raise DocumentError(f"{path}: not a file or a folder")
        configured = None if self.only_said else self.shared(path)
        found = []
        if configured is not None:
            root = Path(os.path.relpath(configured.repository.root))
            found = [] if root in walked else list(_files(root, self._hidden))
            walked.add(root)
        return [*found, path] if path.exists() else found

    def _hidden(self, folder: Path) -> frozenset[str]:
        """Return the names of the hidden folders in a folder that may hold records."""
        configured = self._configured(folder / "x")
        if configured is not None:
            self._seen[configured.repository.root] = configured
            kinds = configured.configuration.kinds
        else:
            self._guesses = self._guesses or tuple(
                from_preset(name) for name in PRESETS if self.preset in (None, name)
            )
            kinds = self._guesses
        return frozenset(name for kind in kinds for name in kind.hidden_folders)

    def _configured(self, path: Path) -> ConfiguredRepository | None:
        if self.chosen is not None or self.preset is not None:
            return self.chosen
        if self.ignores_configurations:
            return None
        return self._governing(_absolute(path).parent)

    def _relative(self, path: Path, repository: Repository) -> str | None:
        """Return a file's path in a repository, as `Repository.relative` does, a folder at once."""
        key = (repository.root, path.parent)
        if key not in self._prefixes:
            beside = repository.relative(path.with_name("x"))
            self._prefixes[key] = None if beside is None else beside.removesuffix("x")
        prefix = self._prefixes[key]
        return None if prefix is None else prefix + path.name

    def _target(self, path: Path) -> Target | None:
        configured, guess = self._configured(path), ""
        if configured is None:
            configured = self._detected(path)
            guess = configured.configuration.text if configured and self.preset is None else ""
        relative = None if configured is None else self._relative(path, configured.repository)
        if configured is None or relative is None:
            return None
        if is_link_out(path, configured.repository.root):
            self.warn(f"{path}: skipped: a link that leads out of the repository")
            return None
        kind = configured.configuration.kind_of(relative)
        if kind is None:
            return None
        self._met.add(id(kind.files))
        kind = replace(kind, judging=self.adjust(kind.judging))
        if guess:
            self._say(guess)
        return Target(path, path.as_posix(), relative, kind, configured, guess)

    def guess(self, path: Path) -> str | None:
        """Return the name of the preset that a file looks like, or None."""
        configured = self._detected(path)
        return None if configured is None else configured.configuration.text

    def _governing(self, folder: Path) -> ConfiguredRepository | None:
        """Return what governs a folder: the configuration there or in the nearest folder above."""
        if folder not in self._found:
            found = configuration_files.in_folder(folder)
            if found is None and folder.parent != folder:
                found = self._governing(folder.parent)
            self._found[folder] = found
        return self._found[folder]

    def _detected(self, path: Path) -> ConfiguredRepository | None:
        """Return the preset that a file looks like, or the one that is asked for."""
        if self.preset is not None:
            asked = self._asked(path)
            return asked if _covers(asked, path) else None
        head = None
        for name, preset in () if self.only_said else PRESETS.items():
            root = _root(_absolute(path).parent, preset.root) if preset.marker else None
            configured = None if root is None else self._preset_at(root, name)
            if configured is not None and _covers(configured, path):
                head = _head(path) if head is None else head
                if re.search(preset.marker, head):
                    return configured
        return None

    def _asked(self, path: Path) -> ConfiguredRepository:
        """Return what the preset that is asked for says of the records that a file is among."""
        assert self.preset is not None  # noqa: S101
        folder, preset = _absolute(path).parent, PRESETS[self.preset]
        root = _root(folder, preset.root + preset.older_root) or _root(folder, ())
        return self._preset_at(root or folder, self.preset)

    def _preset_at(self, root: Path, name: str) -> ConfiguredRepository:
        if (root, name) not in self._by_preset:
            configuration = Configuration((from_preset(name),), GitIgnoreSpec(()), text=name)
            self._by_preset[root, name] = ConfiguredRepository(Repository.at(root), configuration)
        return self._by_preset[root, name]

    def _say(self, name: str) -> None:
        if name not in self._said:
            self._said.add(name)
            self.warn(
                f"no {FILE_NAME} found, so files are read with the preset "
                f'"{name}" because they look like it ({PRESETS[name].sureness}; '
                f"use --preset {name}, or write a configuration with tagengine init)"
            )


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 -- without following links


def _unused_entry(kind: RecordKind, configured: ConfiguredRepository) -> str:
    """Return the message that an entry found no file."""
    where = shown(configured.origin or configured.repository.root)
    patterns = ", ".join(kind.patterns)
    if kind.preset is None:
        return f"{where}: no file matches {patterns} (correct or remove the entry)"
    return f'{where}: no file for the preset "{kind.preset}" matches {patterns}'


def _files(folder: Path, hidden: Callable[[Path], Collection[str]]) -> Iterator[Path]:
    """Yield the files below a folder, sorted; links and installed folders are not.

    Of the hidden folders those are that `hidden` names.
    """
    for path in files_below(folder, hidden):
        if path.is_file() and not path.is_symlink():
            yield path


def _root(folder: Path, names: tuple[str, ...]) -> Path | None:
    """Return the nearest folder with one of these names in it, from here upwards.

    Without names: the nearest with `.git`, else the current folder, else this one.
    """
    for candidate in (folder, *folder.parents):
        if any((candidate / name).exists() for name in names or (".git",)):
            return candidate
    if names:
        return None
    here = Path.cwd()
    return here if folder.is_relative_to(here) else folder


def _covers(configured: ConfiguredRepository, path: Path) -> bool:
    relative = configured.repository.relative(path)
    return relative is not None and configured.configuration.kind_of(relative) is not None


def _head(path: Path) -> str:
    """Return the beginning of a file; of one that cannot be read, nothing."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", "replace").removeprefix("\ufeff")
    except OSError:
        return ""

"""What a user names, as records with the engine for each: by a configuration, or documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tagengine.commands.options import (
    Failures,
    Verbosity,
    input_format_option,
    max_bytes_option,
    max_tags_option,
    min_confidence_option,
    preset_option,
    sound,
    warn,
)
from tagengine.commands.parameters import part
from tagengine.commands.record_finder import targets_of
from tagengine.commands.rule_options import RulesAsked, warn_of_tags_without_rules
from tagengine.document.formats.known import Format
from tagengine.document.record import Record
from tagengine.inputs.files import DEFAULT_LIMIT, STDIN, files_below, read_all
from tagengine.inputs.project_readmes import readmes_below
from tagengine.system import garbage_collection

if TYPE_CHECKING:
    from tagengine.engine import Engine
    from tagengine.metadata.configuration.chosen_rules import ChosenRules
    from tagengine.metadata.configuration.discovery import Target

_ADDRESS = re.compile(r"https?://\S+")
_REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
_RECORD_FILES = (".yaml", ".yml", ".json", ".toml")


@dataclass(frozen=True, slots=True)
class InputsAsked:
    """How the inputs of `tag` and `explain` are read, and by which rules."""

    preset: str | None = preset_option()
    max_tags: int | None = max_tags_option()
    min_confidence: int = min_confidence_option()
    max_bytes: int = max_bytes_option()
    input_format: Format | None = input_format_option()
    verbosity: Verbosity = part(Verbosity)
    rules: RulesAsked = part(RulesAsked)

    @classmethod
    def usual(
        cls, rules: RulesAsked, preset: str | None = None, *, quiet: bool = False
    ) -> InputsAsked:
        """Return how inputs are read where nobody says more."""
        return cls(preset, None, 0, DEFAULT_LIMIT, None, Verbosity(quiet, verbose=False), rules)


class Input(NamedTuple):
    """A record to tag, by which engine, how many tags at most, and its own tags, if it has some."""

    record: Record
    engine: Engine
    most: int | None = None
    own: tuple[str, ...] | None = None


@dataclass(slots=True)
class Inputs:
    """Reads inputs; `failures` gets what could not be read, which the user is told."""

    asked: InputsAsked
    failures: Failures = field(default_factory=Failures)
    _lines: list[str] = field(default_factory=list)
    _by_option: bool = False
    _line: str = ""
    _strict: dict[tuple[str, str], Engine] = field(default_factory=dict)
    _engines: dict[tuple[str | None, str | None], Engine] = field(default_factory=dict)

    def read(self, names: tuple[str, ...]) -> Iterator[Input]:
        """Yield the records of inputs in order; errors as for rules and configurations."""
        for name in names:
            found = self._catalogued(name) if name != STDIN else None
            for one in self._documents(name) if found is None else found:
                yield one if not self.asked.min_confidence else self._asking(one)

    def ended(self) -> int:
        """Tell what was used, if that is asked for; return the exit code."""
        for line in self._lines:
            self.asked.verbosity.tell(line)
        return 2 if self.failures else 0

    def _asking(self, one: Input) -> Input:
        """Return an input with an engine that gives only tags of the confidence asked for."""
        rule_set = one.engine.rule_set
        key = (rule_set.fingerprint, rule_set.origin)
        if key not in self._strict:
            from tagengine.engine import Engine  # noqa: PLC0415 -- not for help and completion

            self._strict[key] = Engine(rule_set.with_min_confidence(self.asked.min_confidence))
        return one._replace(engine=self._strict[key])

    def _catalogued(self, name: str) -> Iterator[Input] | None:
        """Return the records of a file or folder that a configuration or preset covers, or None."""
        asked = self.asked
        found = targets_of(asked.rules, asked.preset, name, asked.max_tags)
        targets = list(found or ()) if Path(name).exists() else []
        return self._records(targets) if targets else None

    def _records(self, targets: list[Target]) -> Iterator[Input]:
        from tagengine.metadata.checking.target_checks import Checker  # noqa: PLC0415
        from tagengine.metadata.labelled_records import labelled  # noqa: PLC0415

        checker = Checker()
        for target in targets:
            self._note(self.asked.rules.chosen_for(target))
            judge, most = checker.judge(target), target.kind.judging.max_tags
            for one in sound(labelled(target, judge.vocabulary), self.failures.add):
                own = tuple(tag.text.strip() for tag in one.tags)
                yield Input(one.record, judge.engine, most, own)
        for judge in checker.judges():
            warn_of_tags_without_rules(judge.engine.rule_set, self.asked.verbosity.warn)

    def _documents(self, name: str) -> Iterator[Input]:
        pasted = None if Path(name).exists() else _pasted(name)
        if pasted is not None:
            how = f"tagengine reads files; try: curl -L {pasted} | tagengine tag -"
            self.failures.add(f"{name}: {how}")
            return
        chosen = self.asked.rules.chosen("." if name == STDIN else name)
        refused = self._refused(name) if self.asked.input_format is None else None
        if refused is not None:
            self.failures.add(refused)
            return
        key = (chosen.rules, chosen.vocabulary)
        if key not in self._engines:
            from tagengine.engine import Engine  # noqa: PLC0415 -- not for help and completion

            with garbage_collection.frozen():
                self._engines[key] = Engine.load(*key)
            warn_of_tags_without_rules(self._engines[key].rule_set, self.asked.verbosity.warn)
        self._note(chosen)
        most = chosen.max_tags if self.asked.max_tags is None else self.asked.max_tags
        limit, form = self.asked.max_bytes, self.asked.input_format
        found = read_all((name,), limit, self.asked.verbosity.warn, form)
        for record in sound(found, self.failures.add):
            yield Input(record, self._engines[key], most)

    def _refused(self, name: str) -> str | None:
        """Return why a file is not read as Markdown: it is a record of no known layout."""
        path = Path(name)
        if path.is_dir():
            return _refused_folder(path)
        if path.suffix.lower() not in _RECORD_FILES or not path.is_file():
            return None
        from tagengine.metadata.configuration.discovery import Finder  # noqa: PLC0415

        preset = Finder(warn).guess(path)
        how = f"--preset {preset} reads it" if preset else "--preset NAME reads a known layout"
        return (
            f"{name}: a record file, but no configuration says how to read it "
            f"({how}; tagengine init writes a configuration)"
        )

    @property
    def said(self) -> str | None:
        """Whose rules the last record was read by, None where an option has just said so."""
        return None if self._by_option else self._line

    @property
    def whose(self) -> str:
        """Whose rules the last record was read by: 'the shipped ones', or a folder."""
        return self._line.removeprefix("rules: ")

    def _note(self, chosen: ChosenRules) -> None:
        self._by_option = chosen.is_by_option
        self._line = chosen.line()
        if self._line not in self._lines:
            self._lines.append(self._line)


def _refused_folder(folder: Path) -> str | None:
    """Return why a folder is not read: it has record files and no README."""
    if next(readmes_below(folder), None) is not None:
        return None
    found = [path for path in files_below(folder) if path.suffix.lower() in _RECORD_FILES]
    if not found:
        return None
    from tagengine.metadata.configuration.discovery import Finder  # noqa: PLC0415
    from tagengine.reporting.as_text import several  # noqa: PLC0415

    preset = Finder(warn).guess(found[0])
    how = f"; --preset {preset} reads them" if preset else ""
    others = f" and {several(len(found) - 1, 'other record file')}" if len(found) > 1 else ""
    return (
        f"{folder}: no README, but {found[0].as_posix()}{others}, and no configuration says how to "
        f"read them (tagengine init writes one{how})"
    )


def _pasted(name: str) -> str | None:
    """Return the address that somebody means who pastes one, or the name of a repository."""
    if _ADDRESS.match(name):
        return name
    if _REPOSITORY.fullmatch(name) and not Path(name).parent.exists():
        return f"https://raw.githubusercontent.com/{name}/HEAD/README.md"
    return None

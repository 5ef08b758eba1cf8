"""A folder of records taken over: how they are laid out, which tags they have, a configuration."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from tagengine.inputs.files import Failure
from tagengine.metadata import guessed_layout
from tagengine.metadata.configuration import reading
from tagengine.metadata.configuration.chosen_rules import from_here
from tagengine.metadata.configuration.discovery import Finder, Target
from tagengine.metadata.configuration.files import ConfiguredRepository, from_file
from tagengine.metadata.configuration.places import FILE_NAME
from tagengine.metadata.configuration.presets import PRESETS
from tagengine.metadata.configuration.repository import Repository
from tagengine.metadata.labelled_records import LabelledRecord, labelled
from tagengine.rules import sources as rule_sources
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.vocabulary import Tag, Vocabulary, key_of

VOCABULARY_FILE = "tag-vocabulary.yaml"
RULES_FOLDER = "tag-rules"
ENOUGH = 20  # records with tags from which something can be learned
HOOKS = """\
# By tagengine init: runs the tagengine that is installed; see docs/hook.md for another way.
repos:
  - repo: local
    hooks:
      - id: tagengine-check
        name: check the tags of records
        language: system
        entry: tagengine check --changed --
        types: [text]
        always_run: true
        require_serial: true
        verbose: true  # warnings and suggestions are shown too
"""
_NO_TAG = Vocabulary([Tag("\0", "\0")])


@dataclass(frozen=True, slots=True)
class Adoption:
    """What was found in a folder: how its records are laid out, how many there are, their tags.

    `entry` is what the configuration says of them, empty where there is one that says it, with the
    text `configured`. `told` are lines that say what the layout is, and `is_guess` that somebody
    has to look if it is right. `pattern` names the catalogue's own list of tags, None if it has
    none; `names` are the tags that records have, as most of them spell each.
    """

    folder: Path
    entry: str
    told: tuple[str, ...]
    files: int
    records: int
    tagged: int
    pattern: str | None
    names: tuple[str, ...]
    configured: str = ""
    is_guess: bool = False

    @property
    def can_be_learned(self) -> bool:
        """Whether enough records have tags to learn rules from."""
        return self.tagged >= ENOUGH and bool(self.names)

    def added(self) -> dict[str, str]:
        """Return the keys that the configuration gets beside its records."""
        keys = {}
        if self.pattern is None and self.names:
            keys["vocabulary"] = VOCABULARY_FILE
        if self.can_be_learned:
            keys["rules"] = f"{RULES_FOLDER}  # made by: tagengine rules learn"
        return keys

    def made(self) -> dict[Path, str]:
        """Return the files to write, by path: the configuration, and a vocabulary if need be."""
        keys = self.added()
        text = self.configured or f"records:\n{self.entry}"
        if text and not text.endswith("\n"):
            text += "\n"
        text += "".join(f"{key}: {value}\n" for key, value in keys.items())
        head = "" if self.configured else f"# By tagengine init: {self.told[0]}\n"
        files = {self.folder / FILE_NAME: head + text}
        if "vocabulary" in keys:
            tags = [{"id": number, "name": name} for number, name in enumerate(self.names, 1)]
            files[self.folder / VOCABULARY_FILE] = yaml.safe_dump(
                tags, allow_unicode=True, sort_keys=False
            )
        return files


def look(folder: Path) -> Adoption | None:
    """Return what records there are in a folder that no configuration governs, None if none."""
    finder = Finder(lambda message: None, ignores_configurations=True)
    by_preset: dict[str, list[Target]] = defaultdict(list)
    for target in finder.targets((folder.as_posix(),)):
        by_preset[target.guess].append(target)
    if not by_preset:
        return _guessed(folder)
    preset = max(by_preset, key=lambda name: (_trust(name), len(by_preset[name])))
    targets = by_preset[preset]
    pattern = targets[0].kind.judging.vocabulary
    root = targets[0].configured.repository.root
    told = f"files that look like the preset {preset} ({PRESETS[preset].sureness})"
    here = Path(from_here(root, "."))
    return _adopted(targets, here, f"  - preset: {preset}\n", (told,), pattern)


def complete(folder: Path) -> Adoption | None:
    """Return what the configuration in a folder lacks to learn from its records, None if nothing.

    Errors as for configurations.
    """
    path = folder / FILE_NAME
    configured = from_file(path)
    judgings = [kind.judging for kind in configured.configuration.kinds]
    own = configured.configuration.judging
    if own.rules or own.vocabulary or any(one.rules or one.vocabulary for one in judgings):
        return None
    told = f"records as {path.as_posix()} says"
    found = _adopted(_targets(folder, configured), folder, "", (told,))
    if found is not None:
        found = replace(found, configured=configured.configuration.text)
    if found is None or not found.added():
        return None
    file = StrictFile(FILE_NAME)
    reading.read(file, found.made()[path])
    return None if file.problems else found  # nothing can be added to a text in braces


def _guessed(folder: Path) -> Adoption | None:
    """Return what records there are in a layout that is not known, None if none look like some."""
    layout = guessed_layout.guess(folder)
    if layout is None:
        return None
    told = (f"a layout that was guessed from {layout.pattern}", *layout.told())
    file = StrictFile(FILE_NAME)
    configuration = reading.read(file, f"records:\n{layout.entry()}")
    assert not file.problems, file.problems  # noqa: S101 -- the text is ours
    configured = ConfiguredRepository(Repository.at(folder), configuration, folder / FILE_NAME)
    found = _adopted(_targets(folder, configured), folder, layout.entry(), told)
    return found and replace(found, is_guess=True)


def _targets(folder: Path, configured: ConfiguredRepository) -> list[Target]:
    finder = Finder(lambda message: None, configured, only_said=True)
    return list(finder.targets((folder.as_posix(),)))


def _adopted(
    targets: list[Target],
    folder: Path,
    entry: str,
    told: tuple[str, ...],
    pattern: str | None = None,
) -> Adoption | None:
    """Return what was found in files, with their records' numbers and tags, None if none are there.

    The catalogue's own list of tags goes before those that records have.
    """
    read = [one for target in targets for one in labelled(target, _NO_TAG)]
    records = [one for one in read if not isinstance(one, Failure)]
    if not records:
        return None
    if pattern is None:
        names = _names(records, targets[0])
    else:
        root = targets[0].configured.repository.root
        names = tuple(tag.name for tag in rule_sources.read_vocabulary(from_here(root, pattern)))
    tagged = sum(any(text.strip() for text in one.unknown) for one in records)
    return Adoption(folder, entry, told, len(targets), len(records), tagged, pattern, names)


def _trust(preset: str) -> int:
    """Return how much a guess is worth, from its first word."""
    words = ("just", "likely", "sure")
    return words.index(PRESETS[preset].sureness.partition(" ")[0].rstrip(":"))


def _names(records: list[LabelledRecord], target: Target) -> tuple[str, ...]:
    """Return the tags of records, each as most of them spell it, in alphabetical order."""
    sign = target.kind.layout.tag_sign or ""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for one in records:
        for text in one.unknown:
            name = text.strip().removeprefix(sign).strip()
            if name:
                spelled[key_of(name)][name] += 1
    best = (min(names, key=lambda name: (-names[name], name)) for names in spelled.values())
    return tuple(sorted(best, key=lambda name: (key_of(name), name)))

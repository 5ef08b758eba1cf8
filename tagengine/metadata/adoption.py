"""A folder of records taken over: how they are laid out, which tags they have, a configuration."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import yaml

from tagengine.inputs.files import Failure
from tagengine.metadata.configuration.chosen_rules import from_here
from tagengine.metadata.configuration.discovery import Finder, Target
from tagengine.metadata.configuration.places import FILE_NAME
from tagengine.metadata.configuration.presets import PRESETS
from tagengine.metadata.labelled_records import LabelledRecord, labelled
from tagengine.rules import sources as rule_sources
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
"""
_LOOKED_AT = 500  # files
_SEVERAL = 3  # files of a folder that have tags
_KEY = {
    name: re.compile(rf'^[ \t]*"?({keys})"?[ \t]*[:=]', re.MULTILINE)
    for name, keys in (
        ("tags", "tags"),
        ("name", "name|title"),
        ("description", "description|summary|tagline"),
    )
}
_NO_TAG = Vocabulary([Tag("\0", "\0")])


@dataclass(frozen=True, slots=True)
class Adoption:
    """What was found in a folder: the preset that fits most files, the records, their tags.

    `pattern` names the catalogue's own list of tags, None if it has none; `names` are the tags
    that records have, as most of them spell each.
    """

    folder: Path
    preset: str
    files: int
    records: int
    tagged: int
    pattern: str | None
    names: tuple[str, ...]

    @property
    def can_be_learned(self) -> bool:
        """Whether enough records have tags to learn rules from."""
        return self.tagged >= ENOUGH and bool(self.names)

    def made(self) -> dict[Path, str]:
        """Return the files to write, by path: the configuration, and a vocabulary if need be."""
        lines = [
            f"# By tagengine init: files that look like the preset {self.preset} "
            f"({PRESETS[self.preset].sureness}).",
            "records:",
            f"  - preset: {self.preset}",
        ]
        files = {}
        if self.pattern is None and self.names:
            lines.append(f"vocabulary: {VOCABULARY_FILE}")
            tags = [{"id": number, "name": name} for number, name in enumerate(self.names, 1)]
            files[self.folder / VOCABULARY_FILE] = yaml.safe_dump(
                tags, allow_unicode=True, sort_keys=False
            )
        if self.can_be_learned:
            lines.append(f"rules: {RULES_FOLDER}  # made by: tagengine rules learn")
        return {self.folder / FILE_NAME: "\n".join(lines) + "\n", **files}


def look(folder: Path) -> Adoption | None:
    """Return what records there are in a folder that no configuration governs, None if none."""
    finder = Finder(lambda message: None, ignores_configurations=True)
    by_preset: dict[str, list[Target]] = defaultdict(list)
    for target in finder.targets((folder.as_posix(),)):
        by_preset[target.guess].append(target)
    if not by_preset:
        return None
    preset = max(by_preset, key=lambda name: (_trust(name), len(by_preset[name])))
    targets = by_preset[preset]
    found = [one for target in targets for one in labelled(target, _NO_TAG)]
    records = [one for one in found if not isinstance(one, Failure)]
    if not records:
        return None
    pattern = targets[0].kind.judging.vocabulary
    root = targets[0].configured.repository.root
    names = _own_names(root, pattern) if pattern else _names(records, targets[0])
    tagged = sum(any(text.strip() for text in one.unknown) for one in records)
    return Adoption(
        Path(from_here(root, ".")), preset, len(targets), len(records), tagged, pattern, names
    )


class Unknown(NamedTuple):
    """Files of one folder that have tags, in a layout that is not known, and an entry for them."""

    first: Path
    files: int
    entry: str


def unknown_layout(folder: Path) -> Unknown | None:
    """Return the files of the first folder in which several have tags, None if there are none."""
    by_pattern: dict[str, list[Path]] = defaultdict(list)
    for path in islice(_record_files(folder), _LOOKED_AT):
        if _KEY["tags"].search(path.read_text("utf-8", "replace")):
            inside = path.relative_to(folder)
            by_pattern[(inside.parent / f"*{path.suffix}").as_posix()].append(path)
    for pattern, paths in by_pattern.items():
        if len(paths) >= _SEVERAL:
            text = paths[0].read_text("utf-8", "replace")
            found = {key: _KEY[key].search(text) for key in ("name", "description")}
            fields = ", ".join(f"{key}: {one[1]}" for key, one in found.items() if one)
            entry = f"{{files: [{pattern}], fields: {{{fields}}}}}"
            return Unknown(paths[0], len(paths), entry)
    return None


def _record_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*")) + sorted(folder.glob("*/*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in (".yaml", ".yml", ".toml", ".json") and path.is_file() and not is_hidden:
            yield path


def _trust(preset: str) -> int:
    """Return how much a guess is worth, from its first word."""
    words = ("a", "likely", "sure")
    return words.index(PRESETS[preset].sureness.partition(" ")[0].rstrip(":"))


def _own_names(root: Path, pattern: str) -> tuple[str, ...]:
    tags = rule_sources.read_vocabulary(from_here(root, pattern))
    return tuple(tag.name for tag in tags)


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

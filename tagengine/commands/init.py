"""`tagengine init`: a folder to start from, or a catalogue taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tagengine.authoring import example_folder
from tagengine.commands.completion import FOLDER
from tagengine.commands.options import say
from tagengine.commands.parameters import argument, flag, verb
from tagengine.errors import UsageError
from tagengine.metadata import adoption
from tagengine.metadata.adoption import Adoption
from tagengine.metadata.configuration.places import FILE_NAME
from tagengine.metadata.configuration.presets import PRESETS
from tagengine.reporting.as_text import several
from tagengine.system import atomic_files

_HOOKS = ".pre-commit-config.yaml"


@dataclass(frozen=True, slots=True)
class _Asked:
    folder: str = argument(metavar="[DIR]", default=".", type=FOLDER)
    with_hook: bool = flag(
        "Also write .pre-commit-config.yaml, which checks every commit.", "--pre-commit"
    )


@verb("init", _Asked)
def command(asked: _Asked) -> int:
    """Set up a catalogue of records, or make a small example to start from.

    If DIR (default: this folder) has records with a known layout, this writes a
    configuration for them, with the tags that they have; then you can learn rules.
    Otherwise it makes two tags with rules and examples, and a record.
    Nothing is overwritten.

    \b
    Examples:
      tagengine init
      tagengine init my-tags
    """
    place = Path(asked.folder)
    if (place / FILE_NAME).exists():
        shown = (place / FILE_NAME).as_posix()
        raise UsageError(
            f"{shown}: already exists, and init overwrites nothing (name another folder: "
            "tagengine init NEW_FOLDER)"
        )
    found = adoption.look(place) if place.is_dir() else None
    if found is None and place.is_dir():
        _refuse_unknown(place)
    hook = _hook(place) if asked.with_hook else {}
    for line in _example(place) if found is None else _adopted(found, hook):
        say(line)
    if found is None:
        for path, text in hook.items():
            atomic_files.write(path, text.encode())
            say(f"made {path.as_posix()}")
    return 0


def _refuse_unknown(place: Path) -> None:
    """Raise `UsageError` if files have tags in a layout that is not known."""
    unknown = adoption.unknown_layout(place)
    if unknown is not None:
        others = several(unknown.files - 1, "other file")
        raise UsageError(
            f"{unknown.first.as_posix()} and {others} beside it have tags, but no known layout "
            f"(write in {FILE_NAME}:  records: [{unknown.entry}]  and see docs/metadata.md; for an "
            "example instead: tagengine init NEW_FOLDER)"
        )


def _hook(place: Path) -> dict[Path, str]:
    """Return the file of hooks to write; raises `UsageError` if there is one already."""
    path = place / _HOOKS
    if path.exists():
        raise UsageError(f"{path.as_posix()}: already exists (docs/hook.md says what to add to it)")
    return {path: adoption.HOOKS}


def _adopted(found: Adoption, hook: dict[Path, str]) -> Iterator[str]:
    files = found.made() | hook
    for path in files:
        if path.exists():
            raise UsageError(f"{path.as_posix()}: already exists, and init overwrites nothing")
    records, in_files = several(found.records, "record"), several(found.files, "file")
    yield f"{records} in {in_files}, which look like the preset {found.preset}"
    yield f"  ({PRESETS[found.preset].sureness})"
    whence = found.pattern or "the records"
    yield f"{several(len(found.names), 'tag')} from {whence}; {found.tagged:,} records have tags"
    for path, text in files.items():
        atomic_files.write(path, text.encode())
        yield f"made {path.as_posix()}"
    yield ""
    yield "Next:"
    if found.folder != Path():
        yield f"  cd {found.folder.as_posix()}"
    if found.can_be_learned:
        yield "  tagengine rules learn     learns rules from the records' tags (minutes)"
        yield "  tagengine check           compares the tags of the records"
    else:
        yield f"  tagengine check           compares the tags (with fewer than {adoption.ENOUGH}"
        yield "                            records that have some, nothing can be learned)"


def _example(place: Path) -> Iterator[str]:
    for path in example_folder.make(place):
        yield f"made {path.as_posix()}"
    yield ""
    yield "Next:"
    if place != Path():
        yield f"  cd {place}"
    yield "  tagengine rules test      tries the examples in the rules"
    yield "  tagengine check           compares the tags of the record in projects/"
    yield "rules/README.md says what to do next."

"""`tagengine init`: a folder to start from, or a catalogue taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tagengine.authoring import example_folder
from tagengine.commands.completion import FOLDER
from tagengine.commands.options import say
from tagengine.commands.parameters import argument, flag, verb
from tagengine.errors import TagEngineError, UsageError
from tagengine.metadata import adoption
from tagengine.metadata.adoption import Adoption
from tagengine.metadata.configuration.places import FILE_NAME
from tagengine.reporting.as_text import several
from tagengine.system import atomic_files

_HOOKS = ".pre-commit-config.yaml"


@dataclass(frozen=True, slots=True)
class _Asked:
    folder: str = argument(metavar="[DIR]", default=".", shell_complete=FOLDER)
    with_hook: bool = flag(
        "Also write .pre-commit-config.yaml, which checks every commit.", "--pre-commit"
    )


@verb("init", _Asked)
def command(asked: _Asked) -> int:
    """Set up a catalogue of records, or make a small example to start from.

    If DIR (default: this folder) has records, this writes a configuration for them
    and a list of their tags; then you can learn rules. If there is a configuration
    without tags and rules, these are added. Without records, it makes an example:
    two tags with rules, and a record. Nothing is overwritten.

    \b
    Examples:
      tagengine init
      tagengine init my-tags
    """
    place = Path(asked.folder)
    if place.exists() and not place.is_dir():
        raise UsageError(f"{place}: not a folder (name one: tagengine init NEW_FOLDER)")
    hook = _hook(place) if asked.with_hook else {}
    if (place / FILE_NAME).exists():
        found = _lacking(place)
        lines = _adopted(found, hook) if found else _hooked(place, hook)
    else:
        found = adoption.look(place) if place.is_dir() else None
        lines = _adopted(found, hook) if found else _example(place, hook)
    for line in lines:
        say(line)
    return 0


def _lacking(place: Path) -> Adoption | None:
    """Return what the configuration in a folder lacks, None if nothing.

    Raises `UsageError` if it has mistakes.
    """
    try:
        return adoption.complete(place)
    except TagEngineError:
        raise _exists(place / FILE_NAME, "tagengine check says what is wrong in it") from None


def _exists(path: Path, hint: str) -> UsageError:
    return UsageError(f"{path.as_posix()}: already exists, and init overwrites nothing ({hint})")


def _hooked(place: Path, hook: dict[Path, str]) -> Iterator[str]:
    """Write the hook for a catalogue that is configured; raises `UsageError` if none is wanted."""
    if not hook:
        hint = "next: tagengine check; an example goes to a folder of its own: tagengine init NEW"
        raise _exists(place / FILE_NAME, hint)
    yield from _written(hook)


def _written(files: dict[Path, str]) -> Iterator[str]:
    for path, text in files.items():
        atomic_files.write(path, text.encode())
        yield f"made {path.as_posix()}"


def _hook(place: Path) -> dict[Path, str]:
    """Return the file of hooks to write; raises `UsageError` if there is one already."""
    path = place / _HOOKS
    if path.exists():
        raise UsageError(f"{path.as_posix()}: already exists (docs/hook.md says what to add to it)")
    return {path: adoption.HOOKS}


def _adopted(found: Adoption, hook: dict[Path, str]) -> Iterator[str]:
    configuration = found.folder / FILE_NAME
    files = found.made() | hook
    for path in files:
        if path.exists() and not (found.configured and path == configuration):
            raise _exists(path, "name another folder: tagengine init NEW_FOLDER")
    records, in_files = several(found.records, "record"), several(found.files, "file")
    yield f"{records} in {in_files}: {found.told[0]}"
    yield from found.told[1:]
    whence = found.pattern or "the records"
    tagged = f"{several(found.tagged, 'record')} {'has' if found.tagged == 1 else 'have'} tags"
    yield f"{several(len(found.names), 'tag')} from {whence}; {tagged}"
    if found.configured:
        text = files.pop(configuration)
        atomic_files.write(configuration, text.encode(), found.configured.encode())
        yield f"added {' and '.join(found.added())} to {configuration.as_posix()}"
    yield from _written(files)
    yield ""
    yield from _next(found)


def _next(found: Adoption) -> Iterator[str]:
    if found.is_guess:
        yield f"Check in {FILE_NAME} if these are the right files and fields. Then:"
    else:
        yield "Next:"
    if found.folder != Path():
        yield f"  cd {found.folder.as_posix()}"
    if found.can_be_learned:
        yield "  tagengine rules learn     learns rules from the records' tags (minutes)"
        yield "  tagengine check           compares the tags of the records"
    else:
        yield f"  tagengine check           compares the tags (with fewer than {adoption.ENOUGH}"
        yield "                            records that have some, nothing can be learned)"


def _example(place: Path, hook: dict[Path, str]) -> Iterator[str]:
    for path in example_folder.make(place):
        yield f"made {path.as_posix()}"
    yield from _written(hook)
    yield ""
    yield "Next:"
    if place != Path():
        yield f"  cd {place}"
    yield "  tagengine rules test      runs the examples in the rules"
    yield "  tagengine check           compares the tags of the record in projects/"
    yield "rules/README.md says what to do next."

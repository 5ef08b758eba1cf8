"""Labelled records that a user names: a file of gold labels, or the records of a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tagengine.commands.completion import FILE
from tagengine.commands.options import sound, warn
from tagengine.commands.parameters import WholeNumber, option
from tagengine.commands.record_finder import targets_of
from tagengine.commands.rule_options import RulesAsked
from tagengine.errors import RecordError, UsageError
from tagengine.evaluation import gold
from tagengine.evaluation.gold import Labelled
from tagengine.learning.folds import DEFAULT_FOLDS
from tagengine.reporting.as_text import listed
from tagengine.rules.vocabulary import Vocabulary

HERE = "."
_RECORD_LINES = (".jsonl", ".ndjson")
_NAMED = 5  # unknown tags that are named
_HINT = "name a .jsonl file of labelled records, use --preset NAME, or run tagengine init"


def gold_option() -> Any:
    """Return a field for `--gold`, by default the records of the configuration."""
    return option(
        "--gold",
        default=HERE,
        shell_complete=FILE,
        metavar="PATH",
        help="Labelled records: a .jsonl file, or files and folders of a catalogue "
        "(the records of the configuration).",
    )


def folds_option() -> Any:
    """Return a field for `--folds`, the parts of the records of which each is held out once."""
    return option(
        "--folds",
        type=WholeNumber(2, 20),
        default=DEFAULT_FOLDS,
        show_default=True,
        metavar="N",
        help="The number of parts of the records; each is held out once, to measure.",
    )


def read(
    path: str,
    asked: RulesAsked,
    preset: str | None,
    vocabulary: Vocabulary,
    fail: Callable[[str], None],
) -> list[Labelled]:
    """Return labelled records; `fail` is told what cannot be used.

    Raises `UsageError` if the path is not a file of labels and nothing says which records it has,
    `RecordError` if no record is labelled.
    """
    catalogued = _catalogued(path, asked, preset, vocabulary, fail)
    if catalogued is None:
        return list(gold.read(path, vocabulary, fail))
    found = list(catalogued)
    if not found:
        raise RecordError(f"{path}: no record has a tag of the vocabulary")
    return found


def read_whole(
    path: str, asked: RulesAsked, preset: str | None, vocabulary: Vocabulary
) -> list[Labelled]:
    """Return labelled records that must all be sound; tags that are unknown are left out.

    Raises as `read` does, and `RecordError` with all the problems.
    """
    problems: list[str] = []
    try:
        found = read(path, asked, preset, vocabulary, problems.append)
    except RecordError as error:
        raise RecordError(*problems, *error.lines) from None
    if problems:
        raise RecordError(*problems)
    return found


def _catalogued(
    path: str,
    asked: RulesAsked,
    preset: str | None,
    vocabulary: Vocabulary,
    fail: Callable[[str], None],
) -> Iterator[Labelled] | None:
    """Return the records with tags of a catalogue, None for a file of gold labels."""
    found = targets_of(asked, preset, path)
    targets = list(found or ())
    if not targets and Path(path).suffix.lower() in _RECORD_LINES:
        return None
    if found is None:
        if not Path(path).is_dir():
            return None
        raise UsageError(f"{path}: no configuration says which files hold records ({_HINT})")
    if not targets:
        raise UsageError(f"{path}: no record files ({_HINT})")
    from tagengine.metadata.labelled_records import labelled  # noqa: PLC0415

    def records() -> Iterator[Labelled]:
        unknown: dict[str, None] = {}
        for target in targets:
            for one in sound(labelled(target, vocabulary), fail):
                unknown.update(dict.fromkeys(one.unknown))
                if one.labels:
                    yield Labelled(one.record, one.labels)
        if unknown:
            _warn_of(list(unknown))

    return records()


def _warn_of(unknown: list[str]) -> None:
    named = listed([name.strip() for name in unknown], _NAMED)
    plural = "s are" if len(unknown) > 1 else " is"
    warn(
        f"{len(unknown)} tag{plural} not in the vocabulary and left out: {named} "
        "(tagengine check shows where)"
    )

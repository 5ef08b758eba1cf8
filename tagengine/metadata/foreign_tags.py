"""Catalogues whose tags are not those of the shipped rules: they have a list of their own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from tagengine.errors import UsageError
from tagengine.inputs.files import Failure
from tagengine.metadata.checking.target_checks import Checker
from tagengine.metadata.configuration.discovery import Target
from tagengine.metadata.labelled_records import labelled
from tagengine.reporting.as_text import several

_LOOKED_AT = 300  # files
_SEVERAL = 5  # tags that are enough to tell
HINT = (
    "tagengine init collects your tags and tagengine rules learn makes rules for them; "
    "--vocabulary names a list"
)


def is_another_list(unknown: int, known: int) -> bool:
    """Return whether records have so many unknown tags that these come from another list."""
    return unknown >= _SEVERAL and unknown > known


def refuse(targets: Iterable[Target], checker: Checker) -> None:
    """Raise `UsageError` if most tags of the records are none of the shipped rules.

    Nobody chose a vocabulary then, so fixes would mix two lists of tags.
    """
    unknown = known = 0
    for target in islice(targets, _LOOKED_AT):
        judging = target.kind.judging
        if judging.rules is not None or judging.vocabulary is not None:
            return
        for one in labelled(target, checker.judge(target).vocabulary):
            if not isinstance(one, Failure):
                tags = [tag for tag in one.tags if tag.text]
                known += sum(tag.meant is not None for tag in tags)
                unknown += sum(tag.meant is None for tag in tags)
    if is_another_list(unknown, known):
        raise UsageError(
            f"{unknown:,} of {several(unknown + known, 'tag')} in these records are not tags of "
            f"the shipped rules, so --fix would mix two lists ({HINT})"
        )

"""What finds the record files that a user names, as the options and the configuration say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tagengine.commands.options import warn
from tagengine.commands.rule_options import RulesAsked

if TYPE_CHECKING:
    from tagengine.metadata.configuration.discovery import Target
    from tagengine.metadata.configuration.reading import Judging


def targets_of(
    asked: RulesAsked, preset: str | None, path: str, most: int | None = None
) -> Iterator[Target] | None:
    """Yield the record files at a path; None if neither a configuration nor a preset says of any.

    Nothing is guessed, and `most` limits the tags of a record.
    """
    if preset is None and asked.configured(path) is None:
        return None
    from tagengine.metadata.configuration.discovery import Finder  # noqa: PLC0415

    finder = Finder(
        warn,
        asked.configured() if asked.config is not None else None,
        preset,
        adjustment(asked, None, most),
        only_said=True,
        ignores_configurations=asked.no_config,
    )
    return finder.targets((path,))


def adjustment(
    asked: RulesAsked,
    policy: str | None = None,
    most: int | None = None,
    min_confidence: int | None = None,
) -> Callable[[Judging], Judging]:
    """Return the change that options make to how records are judged.

    Their paths are relative to the current folder.
    """
    folder, tags = (name and os.path.abspath(name) for name in (asked.rules, asked.vocabulary))  # noqa: PTH100

    def adjusted(judging: Judging) -> Judging:
        return replace(
            judging,
            rules=folder or judging.rules,
            vocabulary=tags or judging.vocabulary,
            policy=policy or judging.policy,
            max_tags=judging.max_tags if most is None else most,
            min_confidence=(judging.min_confidence if min_confidence is None else min_confidence),
        )

    return adjusted

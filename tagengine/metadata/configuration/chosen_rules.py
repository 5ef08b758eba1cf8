"""Which rules a command uses: those of its options, else of the configuration, else the shipped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tagengine.errors import UsageError
from tagengine.metadata.configuration.places import shown
from tagengine.rules import sources as rule_sources
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from tagengine.metadata.configuration.files import ConfiguredRepository
    from tagengine.metadata.configuration.reading import Judging
    from tagengine.rules.files.folder import Reading

_BOTH = 2  # options that choose rules


class ChosenRules(Struct, frozen=True):
    """A folder of rules, the vocabulary instead of their own, and who says so.

    Paths are seen from the current folder. No `rules` are the shipped ones, no `vocabulary` that of
    the rules; `said_by` is an option or a configuration's path, empty where nobody chose.
    """

    rules: str | None = None
    vocabulary: str | None = None
    max_tags: int | None = None
    said_by: str = ""

    @classmethod
    def of(
        cls,
        configured: ConfiguredRepository | None,
        rules: str | None = None,
        vocabulary: str | None = None,
    ) -> ChosenRules:
        """Return what options choose, over what a configuration does for all but its records.

        Raises `UsageError` if its entries name several folders of rules, and none is for all.
        """
        if configured is None:
            return cls(rules, vocabulary, None, " and ".join(_options(rules, vocabulary)))
        return cls.of_records(configured, _for_all(configured, rules), rules, vocabulary)

    @classmethod
    def of_records(
        cls,
        configured: ConfiguredRepository,
        judging: Judging,
        rules: str | None = None,
        vocabulary: str | None = None,
    ) -> ChosenRules:
        """Return what options choose, over a repository's way of judging."""
        root, said_by = configured.repository.root, _options(rules, vocabulary)
        if configured.origin is not None and len(said_by) < _BOTH:
            said_by.append(shown(configured.origin))
        return cls(
            rules if rules or judging.rules is None else from_here(root, judging.rules),
            vocabulary
            if vocabulary or judging.vocabulary is None
            else from_here(root, judging.vocabulary),
            judging.max_tags,
            " and ".join(said_by),
        )

    def load(self) -> RuleSet:
        """Return the rule set; errors as for `sources.load`."""
        return rule_sources.load(self.rules, self.vocabulary)

    def read(self) -> Reading:
        """Return all that the files say; errors as for `sources.read`."""
        return rule_sources.read(self.rules, self.vocabulary)

    def tags(self) -> Vocabulary | None:
        """Return the tags that the rules of a folder may be for beside its own, None if none are.

        Errors as for `sources.read_vocabulary`.
        """
        if self.rules is None or self.vocabulary is None:
            return None
        return rule_sources.read_vocabulary(self.vocabulary)

    @property
    def folder(self) -> Path:
        """The folder that the rules are in."""
        return rule_sources.shipped_folder() if self.rules is None else Path(self.rules)

    @property
    def origin(self) -> str:
        """How messages name the folder."""
        return rule_sources.origin_of(self.rules)

    @property
    def is_by_option(self) -> bool:
        """Whether `--rules` chose the folder."""
        return self.said_by.startswith("--rules")

    def line(self) -> str:
        """Return in a line whose rules these are."""
        where = "the shipped rules" if self.rules is None else f"{self.rules.rstrip('/')}/"
        tags = f", tags of {self.vocabulary}" if self.vocabulary else ""
        return f"rules: {where}{tags}" + (f" (from {self.said_by})" if self.said_by else "")


def from_here(root: Path, name: str) -> str:
    """Return the path of a file of a repository, seen from the current folder."""
    return Path(os.path.relpath(root / name)).as_posix()


def _options(rules: str | None, vocabulary: str | None) -> list[str]:
    given = (("--rules", rules), ("--vocabulary", vocabulary))
    return [option for option, value in given if value is not None]


def _for_all(configured: ConfiguredRepository, rules: str | None) -> Judging:
    """Return how what is not a record is judged: as all the records are, else as the file says."""
    configuration = configured.configuration
    ways = [kind.judging for kind in configuration.kinds]
    if len({(way.rules, way.vocabulary) for way in ways}) == 1:
        return ways[0]
    folders = {way.rules for way in ways}
    if rules is None and configuration.judging.rules is None and len(folders) > 1:
        named = ", ".join(sorted(name or "the shipped rules" for name in folders))
        where = "the configuration" if configured.origin is None else shown(configured.origin)
        raise UsageError(f"{where}: its records have several rules: {named} (--rules names one)")
    return configuration.judging

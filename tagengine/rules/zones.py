"""The names of the places where text can be in a document, and what each is worth.

A character of a document stands in exactly one `Zone` and in exactly one `Section`. The names are
fixed here, as the document stage assigns them; what they are worth is data (`rules/zones.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum


class Zone(IntEnum):
    """What kind of text this is. The order is only the order of listing."""

    NAME = 0
    TOPICS = 1
    DESCRIPTION = 2
    NOUN = 3  # what the definition, tagline or description calls the project: 'client'
    HEAD = 4  # the words before it in its noun phrase: 'fast Redis' of 'a fast Redis client'
    TITLE = 5
    TAGLINE = 6
    DEFINITION = 7  # the rest of the sentence that says what the project is
    LEAD = 8
    HEADING = 9
    BODY = 10
    LIST_ITEM = 11
    TABLE = 12
    LINK_TEXT = 13
    IMAGE_ALT = 14
    BADGE = 15
    URL = 16
    INLINE_CODE = 17
    CODE_BLOCK = 18
    COMMAND = 19  # a line of a code block that runs the project's own command
    IMPORT = 20  # a line of a code block that imports the project
    HTML_COMMENT = 21
    EMOJI = 22
    LANGUAGE = 23  # the main programming language of a record


class Section(IntEnum):
    """What the section is about, known by its heading; sub-sections inherit it."""

    MAIN = 0
    ABOUT = 1
    FEATURES = 2
    INSTALL = 3
    USAGE = 4
    API = 5
    CONTRIBUTING = 6
    LICENSE = 7
    CREDITS = 8
    SPONSORS = 9
    CHANGELOG = 10
    TOC = 11


_LEAD = Zone.LEAD

ZONE_NAMES: tuple[str, ...] = tuple(zone.name.lower() for zone in Zone)
ADDED_ZONES = {"language": 0}
"""Zones that settings of earlier versions do not name, with the factor that they have there."""

SECTION_NAMES: tuple[str, ...] = tuple(section.name.lower() for section in Section)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is common to all tags: factors of zones and sections, repeats, and selection.

    Factors are percentages; `word_parts` and `kind_word_parts` are the percentages of the zones'
    factors for keywords of a single word, the latter for tags that are kinds of project. Thresholds
    are points. `repeats[n]` is the percentage that the n-th best occurrence of a rule counts;
    occurrences beyond the list count nothing. `share` and `kind_share` are percentages of the best
    score, `kind_rank` of the last chosen tag's. `heading_words` are all words of `headings`.
    """

    zone_factors: tuple[int, ...]
    word_parts: tuple[int, ...]
    kind_word_parts: tuple[int, ...]
    section_factors: tuple[int, ...]
    groups: dict[str, tuple[str, ...]]
    headings: dict[str, int]
    repeats: tuple[int, ...]
    max_tags: int
    threshold: int
    share: int
    kind_share: int
    kind_rank: int
    word_factors: tuple[int, ...] = field(init=False)
    kind_word_factors: tuple[int, ...] = field(init=False)
    heading_words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        for name, parts in (
            ("word_factors", self.word_parts), ("kind_word_factors", self.kind_word_parts)
        ):  # fmt: skip
            products = zip(self.zone_factors, parts, strict=True)
            object.__setattr__(self, name, tuple(one * part // 100 for one, part in products))
        words = frozenset(word for heading in self.headings for word in heading.split())
        object.__setattr__(self, "heading_words", words)

    def bits(self, names: Iterable[str]) -> tuple[int, int]:
        """Return as bits the zones and the sections that are meant by names of these, or groups."""
        members = {member for name in names for member in self.groups.get(name, (name,))}
        zones = sum(1 << index for index, name in enumerate(ZONE_NAMES) if name in members)
        sections = sum(1 << index for index, name in enumerate(SECTION_NAMES) if name in members)
        return zones, sections

    def section_factor(self, zone: Zone, section: Section) -> int:
        """Return the percentage that text of a zone counts in a section.

        What says what the project is counts in full, whichever section it is in.
        """
        return 100 if zone <= _LEAD else self.section_factors[section]

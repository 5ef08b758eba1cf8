"""Tags whose own name a record's text has: 'continuous integration server' names a tag.

Only names that hardly mean anything else count: of two words or more, or an abbreviation in
parentheses. In 'Media - Video Streaming & Radio (RTMP)' these are 'video streaming' and 'RTMP'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tagengine.document.record import Record
from tagengine.evaluation.gold import Labelled
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.text import words

_WIDER = " - "  # between the parts of a name, the widest first
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
_ABBREVIATION = re.compile(r"(?=\w{3,8}\Z)\w*[A-Z]\w*[A-Z]\w*")
_AND = re.compile(r"\s*[,&/]\s*|\s+and\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"\]\([^)\s]*\)|\b(?:https?://|www\.)\S+")
_BETWEEN = r"[\s\-\u2010\u2011]+"
_CLAUSE = re.compile(r"[.,;:()\[\]!?](?:\s|\Z)|[()]|\s[-\u2013\u2014]\s")
_OTHER_THAN = re.compile(  # words in front of what a project is not, but works with
    r"\b(?:for|to|with|without|from|by|via|into|using|like|unlike|not|no|instead|than)\b"
    r"(?:\W+\w+){0,4}\W*\Z",
    re.IGNORECASE,
)
_FEW = 4  # records of which fewer prove nothing


class Named(NamedTuple):
    """A tag, and the words of a record that name it."""

    tag: Tag
    words: str


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of a tag as looked for; `wider` must be in the text too, if there is one."""

    tag: Tag
    pattern: re.Pattern[str]
    wider: re.Pattern[str] | None


class TagNames:
    """The telling names of a vocabulary's tags, in its order."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._names = [name for tag in vocabulary for name in _names(tag)]

    def of_record(self, record: Record) -> list[Named]:
        """Return the tags that a record's name, description and topics name, each once."""
        texts = [record.name, record.description, *record.topics]
        text = "\n".join(_ADDRESS.sub(" ", one) for one in texts)
        found: dict[Tag, Named] = {}
        for name in self._names:
            if name.tag in found or (name.wider is not None and not name.wider.search(text)):
                continue
            for match in name.pattern.finditer(text):
                if not _is_of_another(text, match.start()):
                    found[name.tag] = Named(name.tag, " ".join(match[0].split()))
                    break
        return list(found.values())

    def unclear(self, labelled: Iterable[Labelled]) -> frozenset[str]:
        """Return the tags that few of the labelled records have which name them."""
        counts: dict[str, list[int]] = {}
        for one in labelled:
            for tag, _ in self.of_record(one.record):
                count = counts.setdefault(tag.name, [0, 0])
                count[0] += any(is_kin(tag.name, label) for label in one.labels)
                count[1] += 1
        return frozenset(
            name
            for name, (with_tag, records) in counts.items()
            if records >= _FEW and 2 * with_tag < records
        )


def is_kin(name: str, other: str) -> bool:
    """Return whether tags are the same, or one is a wider name of the other."""
    one, two = f"{name.strip()}{_WIDER}", f"{other.strip()}{_WIDER}"
    return one.startswith(two) or two.startswith(one)


def _names(tag: Tag) -> Iterator[_Name]:
    *wider, last = tag.name.strip().split(_WIDER)
    # 'Web Clients' alone says little: of what is in the part before.
    around = _phrase(wider[-1].split()) if len(wider) > 1 else None
    for abbreviation in _IN_PARENTHESES.findall(last):
        if _ABBREVIATION.fullmatch(abbreviation):
            yield _Name(tag, re.compile(rf"\b{re.escape(abbreviation)}s?\b"), around)
    for part in _AND.split(_IN_PARENTHESES.sub(" ", last)):
        listed = part.split()
        if len(listed) > 1:
            yield _Name(tag, _phrase(listed), around)


def _phrase(listed: list[str]) -> re.Pattern[str]:
    """Return a pattern of words in a row, the last one in the singular and in the plural."""
    last = listed[-1].lower()
    forms = sorted({last, words.plural(last) or last, *words.singulars(last)})
    split = [word for one in listed[:-1] for word in re.split(r"[-\u2010\u2011]", one) if word]
    parts = [*map(re.escape, split), f"(?:{'|'.join(map(re.escape, forms))})"]
    return re.compile(rf"(?<!\w){_BETWEEN.join(parts)}(?!\w)", re.IGNORECASE)


def _is_of_another(text: str, start: int) -> bool:
    """Return whether what begins there is something else that a project works with or replaces."""
    before = text[:start]
    clause = max((found.end() for found in _CLAUSE.finditer(before)), default=0)
    return _OTHER_THAN.search(before[clause:]) is not None

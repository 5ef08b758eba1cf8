"""Learned words as files of a rule folder, and what is kept of those that are there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import yaml

from tagengine.learning.joint import Kept, Learned, TagWords, Word
from tagengine.rules.files.learned import LEARNED_FOLDER, LearnedFile
from tagengine.rules.files.scale import SCALE_FILE
from tagengine.rules.scale import Scale
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.rules.zones import SECTION_NAMES, ZONE_NAMES

_NOT_SLUG = re.compile(r"[^a-z0-9+#]+")
_PLAIN = re.compile(r"[a-z][a-z0-9 .+-]*[a-z0-9+]|[a-z]")
_HEADER = """\
# Words that `tagengine rules learn` found in labelled projects. Each line has the weight of a word
# in points, and how many of the projects with the word have the tag. To keep a line as it is, add
# `, pinned` to it. To get rid of a word, move it to `struck: [word]`. Neither is changed when words
# are learned again.
"""
_SCALE_HEADER = """\
# How learned words and hand-written rules are combined. Written by `tagengine rules learn`.
#
# zones       percent by which a learned word's weight counts in each zone (0 in the others)
# counts_in   where learned words count; a section's factor is that of zones.yaml
# brackets    percent by which a tag's points from hand-written rules count: the first ones most
# confidence  how sure a score is: of the tags with it, this many percent are right or not wrong
"""


def files(learned: Learned, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the texts of the files of learned words by name."""
    found = {SCALE_FILE: _scale_text(learned.scale)}
    for tag, one in zip(vocabulary, learned.tags, strict=True):
        name = _NOT_SLUG.sub("-", tag.key).strip("-") or "tag"
        while f"{LEARNED_FOLDER}{name}.yaml" in found:
            name += "-"
        found[f"{LEARNED_FOLDER}{name}.yaml"] = _tag_text(tag, one, vocabulary)
    return found


def kept(read: Iterable[LearnedFile], vocabulary: Vocabulary) -> Kept:
    """Return what people pinned and struck in files of learned words."""
    pinned: list[dict[str, Word]] = [{} for _ in vocabulary]
    struck: list[Sequence[str]] = [() for _ in vocabulary]
    for one in read:
        if one.tag is None:
            continue
        struck[one.tag] = one.struck
        for rule in one.rules:
            if rule.text in one.pinned and rule.support is not None:
                pinned[one.tag][rule.text] = Word(rule.weight // 100, *rule.support, True)
    return Kept(pinned, struck)


def _tag_text(tag: Tag, found: TagWords, vocabulary: Vocabulary) -> str:
    return _HEADER + "\n".join([*_tag_lines(tag, found, vocabulary), ""])


def _tag_lines(tag: Tag, found: TagWords, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"tag: {_quoted(tag.name.strip())}"
    yield f"offset: {found.offset}"
    if found.by_hand:
        parts = sorted(found.by_hand.items(), key=lambda part: (-part[1], part[0]))
        listed = ", ".join(
            f"{_quoted(vocabulary[other].name.strip())}: {percent}" for other, percent in parts
        )
        yield f"by_hand: {{{listed}}}"
    if found.struck:
        yield f"struck: [{', '.join(map(_quoted, found.struck))}]"
    if found.words:
        yield "words:"
    for name, word in sorted(found.words.items(), key=lambda pair: (-pair[1].weight, pair[0])):
        pinned = ", pinned" if word.pinned else ""
        yield f"  {_quoted(name)}: {word.weight:+d}, in {word.right} of {word.projects}{pinned}"


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back, in quotes where it would not without."""
    if _PLAIN.fullmatch(text) and yaml.safe_load(text) == text:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _scale_text(scale: Scale) -> str:
    zones = ", ".join(
        f"{name}: {factor}"
        for name, factor in zip(ZONE_NAMES, scale.zone_factors, strict=True)
        if factor
    )
    places = [name for at, name in enumerate(ZONE_NAMES) if scale.zones & 1 << at]
    places += [name for at, name in enumerate(SECTION_NAMES) if scale.sections & 1 << at]
    lines = [f"zones: {{{zones}}}", f"counts_in: [{', '.join(places)}]", "brackets:"]
    lines += [f"  - {{to: {end // 100}, percent: {percent}}}" for end, percent in scale.brackets]
    lines += [f"  - {{percent: {scale.rest}}}", "confidence:"]
    lines += [
        f"  - {{score: {score // 100}, percent: {percent}}}" for score, percent in scale.confidence
    ]
    return _SCALE_HEADER + "\n".join([*lines, ""])

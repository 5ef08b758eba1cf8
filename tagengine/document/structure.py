"""Where each fragment of a document stands: title, tagline, definition, lead, and the sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from tagengine.document import code_usage as usage
from tagengine.document import definition, promotions
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Section, Settings, Zone

_BODY, _HEADING, _CODE_BLOCK = Zone.BODY, Zone.HEADING, Zone.CODE_BLOCK  # slow to look up
_ABOUT = Section.ABOUT

_WORDS = re.compile(r"[^\W_]+")
_LEAD_CHARACTERS = 1500
_ABOUT_CHARACTERS = 900
_SENTENCES_TO_LOOK_AT = 8
_SENTENCE_WORDS = 3  # of a sentence that can define something
_TAGLINE_WORDS = 26
_TITLE_WITHIN_HEADINGS = 3
_TITLE_WITHIN_CHARACTERS = 1200
_NAME_WITHIN_CHARACTERS = 80  # a heading below the first level is a title only this early
_NAVIGATION = 0.7  # part of a line's words that are links, from which it is a menu
_HEADING_WORDS = 6
_HEADING_CHARACTERS = 120  # of a heading that are kept to name its section
_ALERT = re.compile(r"\s*\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.IGNORECASE)
_PROSE = (Zone.BODY, Zone.LEAD, Zone.TAGLINE)
_MAY_BE_OTHERS = (Zone.BODY, Zone.LIST_ITEM, Zone.TAGLINE)
_OTHERS = (Section.SPONSORS, Section.CREDITS, Section.CHANGELOG, Section.LICENSE)
_NEWS_WITHIN = 8  # paragraphs and list items, in which news of other products are looked for
_OTHERS_WITHIN = 60  # paragraphs and list items, in which sponsors are looked for
_LEAD_SECTIONS = (Section.MAIN, Section.ABOUT, Section.FEATURES, Section.USAGE)


class SectionInfo(Struct, frozen=True):
    """A section: its kind and the headings that lead to it, outermost first."""

    kind: Section
    path: tuple[str, ...]
    level: int


class Placed(Struct):
    """A fragment with its section, and the zones of parts of its text that have their own.

    `cuts` are `(start, end, zone)` in characters of the fragment's text, in order, not overlapping.
    """

    fragment: Fragment
    zone: Zone
    section: int
    cuts: list[tuple[int, int, Zone]] = field(default_factory=list)


class Structure(Struct):
    """All fragments, placed, and the sections that they refer to by index (0 is the document)."""

    placed: list[Placed]
    sections: list[SectionInfo]
    title: str


def section_kind(heading: str, settings: Settings) -> Section | None:
    """Return what a section is about by its heading, or None if the heading does not tell."""
    words = _WORDS.findall(heading.casefold())[: _HEADING_WORDS + 1]
    if len(words) > _HEADING_WORDS or settings.heading_words.isdisjoint(words):
        return None
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            kind = settings.headings.get(" ".join(words[start : start + length]))
            if kind is not None:
                return Section(kind)
    return None


def arrange(fragments: list[Fragment], settings: Settings, name: str) -> Structure:
    """Place every fragment; `name` is the project's name where a record gives one, else ''."""
    title_at = _title(fragments, settings)
    structure = Structure([], [SectionInfo(Section.MAIN, (), 0)], "")
    if title_at is not None:
        structure.title = fragments[title_at].text().strip()
    _divide(fragments, title_at, structure, settings)
    _set_others_apart(structure, definition.name_words(name or structure.title))
    lead = _lead(structure)
    _define(lead, name or structure.title)
    names = sorted({*usage.names_of(name), *usage.names_of(structure.title)})
    for placed in structure.placed:
        if placed.zone is _CODE_BLOCK:
            placed.cuts = usage.cuts(placed.fragment.text(), names, placed.fragment.language)
    return structure


def _title(fragments: list[Fragment], settings: Settings) -> int | None:
    """Return the index of the fragment that is the document's title."""
    candidate: int | None = None
    headings = characters = 0
    for index, fragment in enumerate(fragments):
        if fragment.zone is Zone.HEADING:
            text = fragment.text()
            if not text.strip():
                continue
            headings += 1
            if " ".join(_WORDS.findall(text.casefold())) in settings.headings:
                break
            if candidate is None and characters <= _NAME_WITHIN_CHARACTERS:
                candidate = index
            if fragment.level == 1:
                return index
        elif fragment.zone is Zone.BODY:
            characters += len(fragment.text().strip())
        if headings >= _TITLE_WITHIN_HEADINGS or characters > _TITLE_WITHIN_CHARACTERS:
            break
    return candidate


def _divide(
    fragments: list[Fragment], title_at: int | None, structure: Structure, settings: Settings
) -> None:
    """Give every fragment its section and its first zone."""
    current = 0
    open_sections = [0]
    after_title = False
    for index, fragment in enumerate(fragments):
        zone = fragment.zone
        if index == title_at:
            placed = Placed(fragment, Zone.TITLE, current)
            _divide_title(placed)
            structure.placed.append(placed)
            after_title = True
            continue
        if zone is _HEADING:
            text = fragment.text().strip()
            kind = section_kind(text, settings)
            if kind is None and not after_title and promotions.is_sponsors(text):
                kind = Section.SPONSORS
            if after_title and kind is None and len(text.split()) >= 3:
                zone = Zone.TAGLINE
            elif text:
                current = _open_section(structure, open_sections, fragment.level, text, kind)
            after_title = after_title and not text
        elif after_title and zone is _BODY and fragment.text().strip():
            after_title = False
        structure.placed.append(Placed(fragment, zone, current))


def _open_section(
    structure: Structure, open_sections: list[int], level: int, text: str, kind: Section | None
) -> int:
    """Add a section and return its index; `open_sections` are those above it, outermost first."""
    sections = structure.sections
    while len(open_sections) > 1 and sections[open_sections[-1]].level >= level:
        open_sections.pop()
    parent = sections[open_sections[-1]]
    path = (*parent.path, " ".join(text.split())[:_HEADING_CHARACTERS])
    sections.append(SectionInfo(parent.kind if kind is None else kind, path, level))
    open_sections.append(len(sections) - 1)
    return open_sections[-1]


def _divide_title(placed: Placed) -> None:
    text = placed.fragment.text()
    divide = definition.title_divide(text)
    if divide is None:
        return
    placed.cuts = [
        (divide + start, divide + end, zone)
        for start, end, zone in definition.divide(text[divide:], Zone.TAGLINE, whole=True)
    ]


def _set_others_apart(structure: Structure, names: list[str]) -> None:
    """Put what speaks of others than the project (sponsors, other products) into a section."""
    prose = 0
    seen: set[int] = set()  # the places of fragments that may speak of others
    for at, placed in enumerate(structure.placed):
        if placed.zone in _MAY_BE_OTHERS:
            prose += 1
            if prose > _OTHERS_WITHIN:
                break
            if promotions.may_speak_of_others(placed.fragment, is_lead=prose <= _NEWS_WITHIN):
                seen.add(at)
    if seen:
        structure.placed = list(_with_others_apart(structure, names, seen))


def _with_others_apart(structure: Structure, names: list[str], seen: set[int]) -> Iterator[Placed]:
    apart: dict[int, int] = {}  # sections by the one that they are apart from
    opened = False  # a list follows what introduces it
    prose = 0
    for at, placed in enumerate(structure.placed):
        is_list = placed.zone is Zone.LIST_ITEM
        prose += placed.zone in _MAY_BE_OTHERS
        opened = opened and is_list
        is_known = structure.sections[placed.section].kind in _OTHERS
        if is_known or not (opened or at in seen):
            yield placed
            continue
        is_lead = prose <= _NEWS_WITHIN and not is_list
        for fragment, is_others in promotions.divide(placed.fragment, names, is_lead=is_lead):
            section, zone = placed.section, placed.zone
            if is_others or opened:
                zone = _HEADING if zone is Zone.TAGLINE else zone  # a tagline is the project's own
                section = apart.setdefault(section, len(structure.sections))
                if section == len(structure.sections):
                    above = structure.sections[placed.section]
                    structure.sections.append(replace(above, kind=Section.SPONSORS))
            yield Placed(fragment, zone, section)
        opened = opened or (is_others and promotions.introduces(fragment.text()))


class _Candidate(NamedTuple):
    """A sentence of the lead that may say what the project is."""

    placed: Placed
    sentence: definition.Sentence


def _lead(structure: Structure) -> list[_Candidate]:
    """Mark the lead: the prose before the first section, and of a section about the project.

    Return its sentences that are not about other things (the project's state, its pages).
    """
    candidates: list[_Candidate] = []
    characters = 0
    limit = _LEAD_CHARACTERS
    for placed in structure.placed:
        if placed.zone not in _PROSE:
            continue
        section = structure.sections[placed.section]
        about = section.kind is _ABOUT
        fallback = not characters and section.kind in _LEAD_SECTIONS
        if placed.section and not about and not fallback:
            continue
        text = placed.fragment.text()
        if characters >= limit:
            break
        if not text.strip():
            continue
        if _is_navigation(placed.fragment, text) or _ALERT.match(text):
            continue
        if placed.section and not characters:
            limit = _ABOUT_CHARACTERS
        if placed.zone is _BODY:
            placed.zone = Zone.LEAD
        for sentence in definition.sentences(text):
            if not definition.is_about_other_things(sentence.text):
                characters += len(sentence.text)
                candidates.append(_Candidate(placed, sentence))
    return candidates


def _is_navigation(fragment: Fragment, text: str) -> bool:
    """Return whether a fragment is a menu: mostly links, as 'English | Deutsch', 'Docs · Chat'."""
    links = [piece.text for piece in fragment.pieces if piece.zone is Zone.LINK_TEXT]
    if len(links) < 2:
        return False
    linked = sum(len(_WORDS.findall(link)) for link in links)
    return linked >= _NAVIGATION * len(_WORDS.findall(text))


def _define(lead: list[_Candidate], name: str) -> None:
    """Mark the tagline and the definition in the lead, and the head of each."""
    worded = (one for one in lead if len(_WORDS.findall(one.sentence.text)) >= _SENTENCE_WORDS)
    candidates = list(islice(worded, _SENTENCES_TO_LOOK_AT))
    if not candidates:
        return
    first = candidates[0]
    certainties = [definition.rank(one.sentence.text, name) for one in candidates]
    certainty = max(certainties)
    best = candidates[certainties.index(certainty)] if certainty else None
    if first is not best:
        is_tagline = len(first.sentence.text.split()) <= _TAGLINE_WORDS
        if is_tagline or best is None:
            _mark(*first, Zone.TAGLINE if is_tagline else Zone.DEFINITION, whole=True)
    if best is not None and (certainty > 1 or first is best):
        _mark(*best, Zone.DEFINITION, whole=False)


def _mark(placed: Placed, sentence: definition.Sentence, zone: Zone, *, whole: bool) -> None:
    placed.cuts += [
        (sentence.start + start, sentence.start + end, part)
        for start, end, part in definition.divide(sentence.text, zone, whole=whole)
    ]
    placed.cuts.sort()

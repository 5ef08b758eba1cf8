"""An audit recomputed from its own matches: all that rules and arithmetic decide.

Where a match stands and what it says only the document can tell; scoring and selection are done
again, and so is everything that the rules say of a match.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tagengine import scoring, selection
from tagengine.auditing.differences import ROOT, Difference
from tagengine.document.document import Document, Run, Source
from tagengine.document.formats.known import Format
from tagengine.document.formats.reading import parser_of
from tagengine.document.structure import SectionInfo
from tagengine.evidence import audit, audit_json
from tagengine.evidence.audit import Audit, DocumentRead, SourceRead
from tagengine.evidence.contributions import Locator, Place, tag_evidence
from tagengine.matching.left_out import LeftOut, Reason
from tagengine.matching.matches import Match
from tagengine.rules.rule_set import Rule, RuleSet
from tagengine.rules.zones import SECTION_NAMES, ZONE_NAMES, Section, Zone
from tagengine.selection import Step

_SCORED = (Reason.MASK, Reason.WORTH_NOTHING, Reason.REPEATS)
"""What scoring leaves out, so that scoring again tells it."""

Data = Mapping[str, Any]


class _Known(Locator):
    """What an audit says of its document: a run and a section for each match, and the places."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.places: dict[tuple[int, int], tuple[Place, str]] = {}

    def place(self, start: int, end: int) -> tuple[Place, str]:
        """Return the place and the text that the audit has for a span."""
        return self.places[start, end]

    def match(self, entry: Data, rule: int) -> Match:
        """Return a match of a rule that is where an entry says."""
        place = Place(**entry["place"])
        start, end = entry["position"], entry["position"] + place.end - place.start
        self.places.setdefault((start, end), (place, entry["text"]))
        run = len(self.document.runs)
        zone = Zone(ZONE_NAMES.index(entry["zone"]))
        section = Section(SECTION_NAMES.index(entry["section"]))
        self.document.sections.append(SectionInfo(section, tuple(entry["path"]), 0))
        self.document.runs.append(Run(0, start, end, zone, run, True))
        return Match(rule, start, end, run)

    def elsewhere(self, cause: Data) -> tuple[int, int]:
        """Return a span that stands for the place of what is in a match's way."""
        number = -1 - len(self.places)
        self.places[number, number] = (Place(**cause["place"]), cause["text"])
        return number, number


def problems(data: Data, rule_set: RuleSet) -> list[Difference]:
    """Return what is impossible in a well-formed audit: rules, zones and places that cannot be."""
    index_of = _index_of(rule_set)
    sources = {source["field"]: source for source in data["document"]["sources"]}
    found: list[Difference] = []
    for path, entry in _occurrences(data):
        index = index_of.get(entry["rule"])
        found.extend(_place_problems(f"{path}.place", entry["place"], entry["text"], sources))
        if index is None:
            found.append(Difference(f"{path}.rule", "no rule has this id"))
            continue
        rule = rule_set.rules[index]
        if _counts(rule, entry) is (entry.get("reason") == Reason.ZONE.value):
            problem = "counts" if entry.get("reason") else "does not count"
            found.append(Difference(f"{path}.zone", f"the rule {problem} in this zone and section"))
        if "reason" in entry:
            found.extend(_cause_problems(path, entry, rule, index_of, sources))
    return found


def recompute(data: Data, rule_set: RuleSet) -> dict[str, Any]:
    """Return the audit that an audit's own matches give; only for one without `problems`."""
    index_of = _index_of(rule_set)
    sources = tuple(Source(source["field"], "") for source in data["document"]["sources"])
    known = _Known(Document(sources, "", [], [], []))
    matches: list[Match] = []
    notes: list[LeftOut] = []
    for _, entry in _occurrences(data):
        index = index_of[entry["rule"]]
        match = known.match(entry, index)
        reason = Reason(entry["reason"]) if "reason" in entry else None
        if reason is None or reason in _SCORED:
            matches.append(match)
        else:
            notes.append(_note(match, reason, entry["by"], rule_set.rules[index], known, index_of))
    taken: list[Step] = []
    limit = data["selection"]["max_tags"]
    scores = scoring.score(matches, known.document, rule_set, notes)
    steps = selection.choose(scores, rule_set, limit, taken)
    vocabulary = rule_set.vocabulary
    return audit_json.data(
        Audit(
            audit.rules_read(rule_set),
            _document(data["document"]),
            tuple(vocabulary[tag] for tag in selection.chosen_tags(steps)),
            tag_evidence(steps, known, rule_set),
            audit.left_out(notes, known, rule_set),
            audit.selection(taken, limit, rule_set),
            _parser(data["parser"]),
        )
    )


def _parser(said: str) -> str:
    """Return what an audit names as its parser if documents are parsed by it, else Markdown's."""
    return said if said in map(parser_of, Format) else parser_of(Format.MARKDOWN)


def _index_of(rule_set: RuleSet) -> dict[str, int]:
    return {rule.id: index for index, rule in enumerate(rule_set.rules)}


def _occurrences(data: Data) -> Iterator[tuple[str, Data]]:
    """Yield every contribution and all that is left out, each with its path."""
    for number, candidate in enumerate(data["candidates"]):
        for index, entry in enumerate(candidate["contributions"]):
            yield f"{ROOT}.candidates[{number}].contributions[{index}]", entry
    for index, entry in enumerate(data["left_out"]):
        yield f"{ROOT}.left_out[{index}]", entry


def _counts(rule: Rule, entry: Data) -> bool:
    """Return whether a rule counts in the zone or the section of an entry."""
    zone, section = ZONE_NAMES.index(entry["zone"]), SECTION_NAMES.index(entry["section"])
    return bool(rule.zones & 1 << zone or rule.sections & 1 << section)


def _place_problems(
    path: str, place: Data, text: str, sources: Mapping[str, Data]
) -> Iterator[Difference]:
    source = sources.get(place["source"])
    if source is None:
        yield Difference(f"{path}.source", "the document has no such source")
        return
    lengths = (
        ("start", "end", len(text), source["characters"]),
        ("start_byte", "end_byte", len(text.encode("utf-8", "surrogatepass")), source["bytes"]),
    )
    for start, end, length, limit in lengths:
        if place[end] - place[start] != length:
            yield Difference(
                f"{path}.{end}", f"is not {start} and the length of the text, {length}"
            )
        elif place[end] > limit:
            yield Difference(f"{path}.{end}", f"is beyond the end of the source, {limit}")
    if source["bytes"] == source["characters"] and place["start"] != place["start_byte"]:
        yield Difference(f"{path}.start_byte", "is not start, although the source has only ASCII")


def _cause_problems(
    path: str,
    entry: Data,
    rule: Rule,
    index_of: Mapping[str, int],
    sources: Mapping[str, Data],
) -> Iterator[Difference]:
    """Yield what is impossible about what stood in the way of a match."""
    reason, cause = Reason(entry["reason"]), entry["by"]
    condition = {Reason.REQUIRES: rule.requires, Reason.UNLESS: rule.unless}.get(reason)
    if reason in (Reason.REQUIRES, Reason.UNLESS) and condition is None:
        yield Difference(f"{path}.reason", f"the rule has no condition {reason.value}")
    if reason not in (Reason.LONGER_MATCH, Reason.UNLESS, Reason.NEGATION):
        return
    if cause is None or cause["place"] is None or cause["text"] is None:
        yield Difference(f"{path}.by", f"is not a place, which {reason.value} needs")
        return
    yield from _place_problems(f"{path}.by.place", cause["place"], cause["text"], sources)
    if reason is Reason.LONGER_MATCH and cause["rule"] not in index_of:
        yield Difference(f"{path}.by.rule", "no rule has this id")
    if condition is not None:
        known = [pattern.strip() for pattern in condition.patterns]
        if len(cause["terms"]) != 1 or cause["terms"][0] not in known:
            yield Difference(f"{path}.by.terms", "is not a term of the condition")


def _note(
    match: Match,
    reason: Reason,
    cause: Data,
    rule: Rule,
    known: _Known,
    index_of: Mapping[str, int],
) -> LeftOut:
    """Return what matching noted of a match that it left out."""
    if reason is Reason.LONGER_MATCH:
        longer = Match(index_of[cause["rule"]], *known.elsewhere(cause), 0)
        return LeftOut(match, reason, longer)
    if reason is Reason.UNLESS:
        span = known.elsewhere(cause)
        return LeftOut(match, reason, None, rule.unless, cause["terms"][0], span)
    if reason is Reason.NEGATION:
        term = cause["terms"][0] if cause["terms"] else ""
        return LeftOut(match, reason, term=term, span=known.elsewhere(cause))
    return LeftOut(match, reason, condition=rule.requires if reason is Reason.REQUIRES else None)


def _document(data: Data) -> DocumentRead:
    """Return what an audit says of its document, with the sums that its sources give."""
    sources = [SourceRead(**source) for source in data["sources"]]
    sha256 = sources[0].sha256 if len(sources) == 1 else data["sha256"]
    return DocumentRead.of(data["id"], sha256, sources)

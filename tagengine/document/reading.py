"""Text and records to a `Document`: all the text there is, each run with its place and its zone.

A document has one or several sources (a README; a record's name, description, topics and README).
Its `text` is what a reader sees of them, one string; `runs` tell for every stretch of it where in
which source it stands. Matching looks at `text`, evidence at the sources.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from tagengine.document import camel_case, definition, described, front_matter
from tagengine.document.as_seen import as_seen, in_one_form
from tagengine.document.formats import reading as formats
from tagengine.document.formats.known import Format
from tagengine.document.front_matter import Value
from tagengine.document.markdown import comments
from tagengine.document.markdown import fragments as markdown
from tagengine.document.pieces import BREAK, Fragment, Piece
from tagengine.document.structure import Placed, SectionInfo, arrange
from tagengine.rules.zones import Section, Settings, Zone
from tagengine.text.letters import with_known_letters

SEPARATOR = f" {BREAK} "
# Tuples, not sets: an enumeration's hash is slow, its identity is not.
_STRONG = (
    *(Zone.LEAD, Zone.NOUN, Zone.HEAD, Zone.DEFINITION, Zone.TAGLINE, Zone.TITLE),
    *(Zone.NAME, Zone.DESCRIPTION),
)
_WITHIN = (Zone.LINK_TEXT, Zone.INLINE_CODE)


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a project; every text may be empty.

    `format` is that of the README, `language` the main programming language.
    """

    id: str | int
    name: str = ""
    description: str = ""
    topics: tuple[str, ...] = ()
    readme: str = ""
    format: Format = Format.MARKDOWN
    language: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One text of a document; `field` is readme, name, description, topics or language."""

    field: str
    text: str
    format: Format = Format.MARKDOWN


class Run(Struct, frozen=True, gc=False):
    """A stretch of a document's text with one zone, at characters `[start, end)` of a source.

    `literal` is true where the text begins with the source's characters; blanks may follow then.
    """

    source: int
    start: int
    end: int
    zone: Zone
    section: int
    literal: bool


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a document says: `text`, and for each run of it (from `starts[i]`) `runs[i]`."""

    sources: tuple[Source, ...]
    text: str
    starts: list[int]
    runs: list[Run]
    sections: list[SectionInfo]

    def run_at(self, position: int) -> int:
        """Return the index of the run that the character at `position` of the text belongs to."""
        return bisect_right(self.starts, position) - 1

    def bits_of(self, run_index: int) -> tuple[int, int]:
        """Return the bit of a run's zone and that of its section's kind, as rules' masks have."""
        run = self.runs[run_index]
        return 1 << run.zone, 1 << self.sections[run.section].kind

    def source_span(self, start: int, end: int) -> tuple[int, int, int]:
        """Return source index and the source's characters `[start, end)` of a span of the text."""
        first, last = self.run_at(start), self.run_at(end - 1)
        run, last_run = self.runs[first], self.runs[last]
        source_start, source_end = run.start, last_run.end
        if run.literal:  # blanks may follow that are not in the source
            source_start = min(run.start + start - self.starts[first], run.end)
        if last_run.literal:
            source_end = min(last_run.start + end - self.starts[last], last_run.end)
        return run.source, source_start, source_end


@dataclass(slots=True)
class _Builder:
    """A document that is being put together; `is_named` says that the record has a name."""

    sources: list[Source] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    sections: list[SectionInfo] = field(default_factory=list)
    is_named: bool = False
    length: int = 0

    def add(self, text: str, run: Run) -> None:
        self.parts.append(text)
        self.starts.append(self.length)
        self.runs.append(run)
        self.length += len(text)

    def separate(self) -> None:
        if self.parts:
            self.parts.append(SEPARATOR)
            self.length += len(SEPARATOR)

    def add_pieces(self, pieces: Iterable[Piece], zone: Zone, source: int, section: int) -> None:
        """Add pieces of a fragment; `zone` is that of those that have none of their own."""
        parts, starts, runs, length = self.parts, self.starts, self.runs, self.length
        is_strong = zone in _STRONG
        for piece in pieces:
            own, text, start, end = piece.zone, piece.text, piece.start, piece.end
            found = zone if own is None or (is_strong and own in _WITHIN) else own
            size = len(text)
            parts.append(text)
            starts.append(length)
            is_literal = size == end - start or piece.is_literal
            runs.append(Run(source, start, end, found, section, is_literal))
            length += size
        self.length = length

    def add_aside(self, pieces: Iterable[Piece], zone: Zone, source: int, section: int) -> None:
        """Add pieces that are no part of a text, each apart from the others."""
        for piece in pieces:
            self.separate()
            self.add_pieces((piece,), zone, source, section)

    def add_in_parts(self, first_part: int, first_run: int) -> None:
        """Add the words in CamelCase of the last runs again, in parts; each has the run's zone."""
        added = list(zip(self.parts[first_part:], self.runs[first_run:], strict=True))
        is_name = len(added) == 1 and len(added[0][0].split()) == 1
        for text, run in added:
            if run.literal:
                words = [camel_case.parts(text)] if is_name else camel_case.words(text)
                for word in filter(None, words):
                    self._add_parts(text, run, word)

    def _add_parts(self, text: str, run: Run, word: list[tuple[int, int]]) -> None:
        self.separate()
        for start, end in word:
            first, last = min(run.start + start, run.end), min(run.start + end, run.end)
            self.add(text[start:end], replace(run, start=first, end=last))
            self.add(" ", replace(run, start=last, end=last, literal=False))

    def build(self) -> Document:
        return Document(
            tuple(self.sources), "".join(self.parts), self.starts, self.runs, self.sections
        )


def read(text: str, settings: Settings, name: str = "") -> Document:
    """Return the document of a Markdown text; never raises, whatever the text."""
    return read_record(Record("", readme=text, name=""), settings, name)


def read_record(record: Record, settings: Settings, known_name: str = "") -> Document:
    """Return the document of a record: its fields first, then its README.

    `known_name` is a name that counts for finding the definition but is not text of the record.
    """
    builder = _Builder(sections=[SectionInfo(Section.MAIN, (), 0)])
    name = with_known_letters(record.name or known_name)
    if record.name:
        builder.is_named = True
        _add_field(builder, "name", record.name, Zone.NAME)
    if record.description:
        builder.sources.append(Source("description", record.description))
        _add_description(builder, described.whole(record.description), len(builder.sources) - 1)
    for topic in record.topics:
        _add_field(builder, "topics", topic, Zone.TOPICS)
    if record.language:
        _add_field(builder, "language", record.language, Zone.LANGUAGE)
    if record.readme:
        _add_readme(builder, record, settings, name)
    return builder.build()


def _add_field(builder: _Builder, name: str, text: str, zone: Zone) -> None:
    """Add a name, a topic or the language of a record; names in CamelCase are read both ways."""
    builder.separate()
    builder.sources.append(Source(name, text))
    part, run = len(builder.parts), len(builder.runs)
    pieces = in_one_form(Piece(with_known_letters(text), 0, len(text)))
    builder.add_pieces(pieces, zone, len(builder.sources) - 1, 0)
    if zone is Zone.NAME:
        builder.add_in_parts(part, run)


def _add_description(builder: _Builder, pieces: list[Piece], source: int) -> None:
    """Add a description, whose pieces have the places in the source; CamelCase as in names.

    It is read as Markdown: addresses and shortcodes of emoji are no words, and markup is not seen.
    """
    for number, fragment in enumerate(described.fragments_of(pieces)):
        text = fragment.text()
        cuts = [] if number else definition.divide(text, Zone.DESCRIPTION, whole=True)
        part, run = len(builder.parts), len(builder.runs)
        if fragment.pieces:
            builder.separate()
            part, run = len(builder.parts), len(builder.runs)
            _add_cut_pieces(builder, Placed(fragment, Zone.DESCRIPTION, 0, cuts), source, 0)
            builder.add_in_parts(part, run)
        builder.add_aside(fragment.aside, Zone.DESCRIPTION, source, 0)


def _add_readme(builder: _Builder, record: Record, settings: Settings, name: str) -> None:
    builder.sources.append(Source("readme", record.readme, record.format))
    text = with_known_letters(record.readme)
    source = len(builder.sources) - 1
    if record.format is Format.MARKDOWN:
        fragments = _markdown(builder, text, source)
    else:
        fragments = formats.read(text, record.format)
    structure = arrange(as_seen(fragments, text), settings, name)
    offset = len(builder.sections) - 1
    builder.sections.extend(structure.sections[1:])
    for placed in structure.placed:
        section = placed.section + offset if placed.section else 0
        _add_fragment(builder, placed, source, section)


def _markdown(builder: _Builder, text: str, source: int) -> list[Fragment]:
    """Return the fragments of a Markdown text; what its front matter says is added."""
    json_end = front_matter.json_end(text)
    hidden = comments.comments(text)
    said = [Piece(text[start:end], start, end) for start, end in hidden]
    text = comments.without(text, hidden) if hidden else text
    fragments, front = markdown.read("\n" * json_end + text[json_end:] if json_end else text)
    comments.cut_out(fragments, hidden)
    if json_end:
        front = 0, json_end
    if front is not None:
        _add_front_matter(builder, front_matter.read(text, *front), source)
    return [*fragments, *(Fragment(Zone.HTML_COMMENT, pieces=[piece]) for piece in said)]


def _add_front_matter(builder: _Builder, values: list[Value], source: int) -> None:
    """Add the values of front matter that describe the project; the other keys are settings."""
    for zone, pieces in values:
        if zone is Zone.DESCRIPTION:
            _add_description(builder, pieces, source)
        else:
            builder.separate()
            shown = (part for piece in pieces for part in in_one_form(piece))
            builder.add_pieces(shown, zone, source, 0)


def _add_fragment(builder: _Builder, placed: Placed, source: int, section: int) -> None:
    fragment, zone = placed.fragment, placed.zone
    if fragment.pieces:
        builder.separate()
        part, run = len(builder.parts), len(builder.runs)
        if placed.cuts:
            _add_cut_pieces(builder, placed, source, section)
        else:
            builder.add_pieces(fragment.pieces, zone, source, section)
        if zone is Zone.TITLE and not builder.is_named:
            builder.add_in_parts(part, run)
    if fragment.aside:
        builder.add_aside(fragment.aside, zone, source, section)


def _add_cut_pieces(builder: _Builder, placed: Placed, source: int, section: int) -> None:
    position = 0
    cuts = [*placed.cuts, (1 << 60, 1 << 60, placed.zone)]
    cut = 0
    for piece in placed.fragment.pieces:
        end = position + len(piece.text)
        while cuts[cut][1] <= position:
            cut += 1
        if cuts[cut][0] >= end:
            builder.add_pieces((piece,), placed.zone, source, section)
        else:
            near = cuts[cut : _first_from(cuts, cut, end) + 1]
            _add_cut_piece(builder, piece, position, placed.zone, near, source, section)
        position = end


def _first_from(cuts: Sequence[tuple[int, int, Zone]], cut: int, end: int) -> int:
    """Return the index of the first cut, from `cut` on, that begins at `end` or after it."""
    while cuts[cut][0] < end:
        cut += 1
    return cut


def _add_cut_piece(
    builder: _Builder,
    piece: Piece,
    position: int,
    zone: Zone,
    cuts: Sequence[tuple[int, int, Zone]],
    source: int,
    section: int,
) -> None:
    """Add a piece that reaches over the border of a cut, divided at the borders."""
    if not piece.is_literal:
        builder.add_pieces((piece,), cuts[0][2], source, section)
        return
    end = position + len(piece.text)
    at = position
    for cut_start, cut_end, cut_zone in cuts:
        for stop, part_zone in ((min(cut_start, end), zone), (min(cut_end, end), cut_zone)):
            if stop > at:
                text = piece.text[at - position : stop - position]
                start = min(piece.start + at - position, piece.end)
                part = Piece(text, start, min(start + len(text), piece.end), piece.zone)
                builder.add_pieces((part,), part_zone, source, section)
                at = stop
        if at >= end:
            break

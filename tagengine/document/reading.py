"""Text and records to a `Document`: all the text there is, each run with its place and its zone."""

from __future__ import annotations

from tagengine.document import definition, described, front_matter
from tagengine.document.as_seen import as_seen, in_one_form
from tagengine.document.building import Builder
from tagengine.document.document import Document, Source
from tagengine.document.formats import reading as formats
from tagengine.document.formats.known import Format
from tagengine.document.front_matter import Value
from tagengine.document.markdown import comments
from tagengine.document.markdown import fragments as markdown
from tagengine.document.pieces import Fragment, Piece
from tagengine.document.record import Record
from tagengine.document.structure import Placed, SectionInfo, arrange
from tagengine.rules.zones import Section, Settings, Zone
from tagengine.text.letters import with_known_letters


def read(text: str, settings: Settings, name: str = "") -> Document:
    """Return the document of a Markdown text; never raises, whatever the text."""
    return read_record(Record("", readme=text, name=""), settings, name)


def read_record(record: Record, settings: Settings, known_name: str = "") -> Document:
    """Return the document of a record: its fields first, then its README.

    `known_name` is a name that counts for finding the definition but is not text of the record.
    """
    builder = Builder(sections=[SectionInfo(Section.MAIN, (), 0)])
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


def _add_field(builder: Builder, name: str, text: str, zone: Zone) -> None:
    """Add a name, a topic or the language of a record; names in CamelCase are read both ways."""
    builder.separate()
    builder.sources.append(Source(name, text))
    part, run = len(builder.parts), len(builder.runs)
    pieces = in_one_form(Piece(with_known_letters(text), 0, len(text)))
    builder.add_pieces(pieces, zone, len(builder.sources) - 1, 0)
    if zone is Zone.NAME:
        builder.add_in_parts(part, run)


def _add_description(builder: Builder, pieces: list[Piece], source: int) -> None:
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
            builder.add_cut_pieces(Placed(fragment, Zone.DESCRIPTION, 0, cuts), source, 0)
            builder.add_in_parts(part, run)
        builder.add_pieces(fragment.aside, Zone.DESCRIPTION, source, 0, are_apart=True)


def _add_readme(builder: Builder, record: Record, settings: Settings, name: str) -> None:
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
        builder.add_fragment(placed, source, section)


def _markdown(builder: Builder, text: str, source: int) -> list[Fragment]:
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
        values = front_matter.read(text, *front)
        if hidden:
            values = [Value(zone, [*comments.outside(pieces, hidden)]) for zone, pieces in values]
        _add_front_matter(builder, values, source)
    return [*fragments, *(Fragment(Zone.HTML_COMMENT, pieces=[piece]) for piece in said)]


def _add_front_matter(builder: Builder, values: list[Value], source: int) -> None:
    """Add the values of front matter that describe the project; the other keys are settings."""
    for zone, pieces in values:
        if zone is Zone.DESCRIPTION:
            _add_description(builder, pieces, source)
        else:
            builder.separate()
            shown = (part for piece in pieces for part in in_one_form(piece))
            builder.add_pieces(shown, zone, source, 0)

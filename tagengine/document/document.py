"""A document as it is searched: its text, and where in which source each stretch of it stands.

A document has one or several sources (a README; a record's name, description, topics and README).
Its `text` is what a reader sees of them, one string; `runs` tell for every stretch of it where in
which source it stands. Matching looks at `text`, evidence at the sources.
"""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from tagengine.document.formats.known import Format
from tagengine.document.structure import SectionInfo
from tagengine.rules.zones import Zone


class Source(Struct, frozen=True):
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


class Document(Struct, frozen=True):
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

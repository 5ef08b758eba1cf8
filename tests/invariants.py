"""What holds of every document and every result, whatever the input: asserted by many tests."""

from __future__ import annotations

from tagengine.document.document import Document
from tagengine.evidence.contributions import ContributionEvidence, source_names
from tagengine.evidence.result import Result
from tagengine.text.forms import plain
from tagengine.text.letters import with_known_letters

_PERCENT_CUBED = 100**3


def check_document(document: Document) -> None:
    """Assert that every run is the source that it points at, and that the runs cover the text."""
    texts = [source.text for source in document.sources]
    stops = [*document.starts, len(document.text)][1:]
    assert sorted(document.starts) == document.starts
    for run, start, stop in zip(document.runs, document.starts, stops, strict=True):
        assert 0 <= run.start <= run.end <= len(texts[run.source])
        assert 0 <= run.section < len(document.sections)
        if run.literal:
            size = run.end - run.start
            assert start + size <= stop
            shown = document.text[start : start + size]
            written = with_known_letters(texts[run.source][run.start : run.end])
            assert shown in (written, plain(written))


def check_result(result: Result) -> None:
    """Assert what is promised of a result: its tags, its scores and its evidence."""
    vocabulary = result.rule_set.vocabulary
    assert len(result.tags) == len(set(result.tags)) <= result.rule_set.settings.max_tags
    assert all(tag in vocabulary for tag in result.tags)
    chosen = {entry.tag for entry in result.evidence.tags if entry.chosen}
    assert chosen == set(result.tags)
    scores = {entry.tag.name: entry.score for entry in result.evidence.tags}
    assert scores == result.scores
    texts = {
        name: source.text
        for name, source in zip(
            source_names(result.document.sources), result.document.sources, strict=True
        )
    }
    encoded = {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}
    for entry in result.evidence.tags:
        points = sum(one.points for one in entry.contributions)
        points += sum(echo.points for echo in entry.echoes)
        assert entry.score == entry.offset + points
        for one in entry.contributions:
            _check_points(one)
            _check_place(one, texts[one.match.place.source], encoded[one.match.place.source])


def _check_points(one: ContributionEvidence) -> None:
    product = one.zone_factor * one.section_factor * one.repeat_factor
    magnitude = abs(one.match.weight) * product // _PERCENT_CUBED
    assert one.worth == (magnitude if one.match.weight > 0 else -magnitude)
    assert one.worth != 0


def _check_place(one: ContributionEvidence, text: str, encoded: bytes) -> None:
    place = one.match.place
    assert place.start < place.end
    assert text[place.start : place.end] == one.match.text
    matched = encoded[place.start_byte : place.end_byte]
    assert matched.decode("utf-8", "surrogatepass") == one.match.text
    start = place.start
    if text[start - 1 : start + 1] == "\r\n":  # inside a line end
        return
    ends = sum(text.count(end, 0, start) for end in "\n\r") - text.count("\r\n", 0, start)
    assert place.line == ends + 1
    assert place.column == start - max(text.rfind(end, 0, start) for end in "\n\r")

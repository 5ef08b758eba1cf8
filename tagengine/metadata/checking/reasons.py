"""Why a record's tags should be others, in a few words: the top evidence of each difference."""

from __future__ import annotations

from collections.abc import Sequence

from tagengine.evidence.result import Result
from tagengine.metadata.checking.catalogue import CatalogueRecord
from tagengine.metadata.checking.written_tags import WrittenTag
from tagengine.metadata.configuration.overrides import Override
from tagengine.reporting import as_text
from tagengine.rules.vocabulary import Tag

_SHOWN = 4  # differences that are explained


def why(
    record: CatalogueRecord, expected: Sequence[Tag], result: Result, override: Override
) -> str:
    """Return what speaks for each tag that is missing, and against each that should not be."""
    have = [one.tag for one in record.tags]
    reasons = [_missing(tag, result, override) for tag in expected if tag not in have]
    for index, one in enumerate(record.tags):
        if one.tag is None:
            continue
        if one.tag in have[:index]:
            reasons.append(f"{one.text.strip()} is there twice")
        elif one.tag not in expected:
            reasons.append(_surplus(one.tag, result, override))
        elif not one.is_verbatim:
            reasons.append(_spelling(one, one.tag))
    if not reasons:
        reasons.append(_only_order(record.tags, expected))
    more = f"; {len(reasons) - _SHOWN} more" if len(reasons) > _SHOWN else ""
    return "; ".join(reasons[:_SHOWN]) + more


def _spelling(written: WrittenTag, tag: Tag) -> str:
    if written.text.strip() == tag.name.strip():
        return f'"{tag.name.strip()}" needs quotes here to be a text'
    return f'"{written.text.strip()}" is spelt "{tag.name.strip()}"'


def _missing(tag: Tag, result: Result, override: Override) -> str:
    name = tag.name.strip()
    if tag in override.pin:
        return f"{name} is pinned" + (f": {override.reason}" if override.reason else "")
    evidence = result.evidence.tag(tag)
    if not evidence.contributions:
        return f"{name} {as_text.verdict(evidence)}"
    top = evidence.contributions[0]
    match = top.match
    where = match.zone if match.place.source == "readme" else match.place.source
    return f'+{name}: "{as_text.shown(match.text)}" in {where}, {as_text.points(top.points)} points'


def _surplus(tag: Tag, result: Result, override: Override) -> str:
    name = tag.name.strip()
    if tag in override.never:
        return f"{name} is never given" + (f": {override.reason}" if override.reason else "")
    return f"-{name}: {as_text.verdict(result.evidence.tag(tag))}"


def _only_order(written: Sequence[WrittenTag], expected: Sequence[Tag]) -> str:
    known = [one.tag for one in written if one.tag is not None]
    if len(known) < len(written):
        return "a tag is not in the vocabulary"
    return "the order is another" if sorted(map(str, known)) == sorted(map(str, expected)) else ""

"""Why a record's tags should be others, in a few words: the top evidence of each difference."""

from __future__ import annotations

from collections.abc import Sequence

from tagengine.evidence.result import Result
from tagengine.metadata.checking.policy import Question
from tagengine.metadata.checking.written_tags import WrittenTag
from tagengine.metadata.configuration.overrides import Override
from tagengine.reporting import as_text
from tagengine.rules.vocabulary import Tag

_SHOWN = 4  # differences that are explained


def judging(before: Sequence[Tag], after: Sequence[Tag], result: Result, override: Override) -> str:
    """Return what speaks for each tag that is missing, and against each that should not be."""
    found = [_missing(tag, result, override) for tag in after if tag not in before]
    found += [
        f"-{tag.name.strip()}: {as_text.verdict(result.evidence.tag(tag))}"
        for tag in before
        if tag not in after
    ]
    return _listed(found or ["the order differs"])


def tidying(tidy: Sequence[Tag], question: Question) -> str:
    """Return what is not tidy about the tags of a record."""
    override = question.override
    have = [one.meant for one in question.written]
    pinned = (tag for tag in tidy if tag in override.pin and tag not in have)
    found = [_settled(tag, "pinned", override) for tag in pinned]
    for index, one in enumerate(question.written):
        tag = one.meant
        if tag is None:
            continue
        if tag in have[:index]:
            found.append(f"{one.text.strip()} occurs twice")
        elif tag in override.never:
            found.append(_settled(tag, "never given", override))
        elif tag not in tidy:
            most = question.judging.max_tags
            found.append(f"-{tag.name.strip()}: more than {most} tag{'s' * (most != 1)}")
        elif one.tag is not None and not one.is_verbatim:
            found.append(_spelling(one, tag))
    return _listed(found or ["the order differs"])


def _listed(found: list[str]) -> str:
    more = f"; {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return "; ".join(found[:_SHOWN]) + more


def _spelling(written: WrittenTag, tag: Tag) -> str:
    if written.text.strip() == tag.name.strip():
        return f'"{tag.name.strip()}" needs quotes here'
    return f'"{written.text.strip()}" is spelled "{tag.name.strip()}"'


def _settled(tag: Tag, how: str, override: Override) -> str:
    return f"{tag.name.strip()} is {how}" + (f": {override.reason}" if override.reason else "")


def _missing(tag: Tag, result: Result, override: Override) -> str:
    name = tag.name.strip()
    if tag in override.pin:
        return _settled(tag, "pinned", override)
    evidence = result.evidence.tag(tag)
    if not evidence.contributions:
        return f"{name} {as_text.verdict(evidence)}"
    top = evidence.contributions[0]
    match = top.match
    where = match.zone if match.place.source == "readme" else match.place.source
    return f'+{name}: "{as_text.shown(match.text)}" in {where}, {as_text.points(top.points)} points'

"""Why documents have their tags, as findings: a note where the best of each tag's words are."""

from __future__ import annotations

from collections.abc import Iterator

from tagengine.errors import Problem
from tagengine.evidence.contributions import TagEvidence
from tagengine.evidence.result import Result
from tagengine.reporting.as_text import points, shown, verdict
from tagengine.rules.vocabulary import Vocabulary

NO_TAG = "no-tag"


def findings(result: Result) -> Iterator[Problem]:
    """Yield a note for each tag of a document, at its best contribution; one if there is no tag."""
    path = str(result.id)
    if not result.tags:
        yield Problem(path, 1, 1, "no tag is given", code=NO_TAG, is_note=True)
    for tag in result.tags:
        entry = result.evidence.tag(tag)
        line, column = _place(entry)
        best = entry.contributions[0]
        problem = (
            f"tag {tag.name.strip()}, {points(entry.score)} points: {points(best.points)} of them"
            f' for "{shown(best.match.text)}" in {best.match.zone} by the rule {best.match.rule}'
        )
        yield Problem(path, line, column, problem, verdict(entry), tag.name.strip(), is_note=True)


def explanations(vocabulary: Vocabulary) -> dict[str, str]:
    """Return what each tag stands for, by the code that its findings have."""
    scopes = {tag.name.strip(): tag.scope for tag in vocabulary if tag.scope}
    return {**scopes, NO_TAG: "No tag has the score that it needs."}


def _place(entry: TagEvidence) -> tuple[int, int]:
    """Return line and column of a tag's best contribution in the README, else of its beginning."""
    for one in entry.contributions:
        if one.match.place.source == "readme":
            return one.match.place.line, one.match.place.column
    return 1, 1

"""A tagging request as data: the documents to tag, the tags, the form of the answer, the limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tagengine.document.record import Record
from tagengine.errors import PromptError, VocabularyError
from tagengine.inputs.prompts import answer_forms, documents, limits, record_arrays
from tagengine.inputs.prompts.division import Division, divide
from tagengine.inputs.prompts.parts import Style
from tagengine.rules.vocabulary import Tag, Vocabulary, from_data

_LEAD = 200  # characters before records that bring their lists of tags with them
_JUNK = " \n\t\r\"',;.:"


@dataclass(frozen=True, slots=True)
class Request:
    """What a prompt asks: tag each of `records` with at most `max_tags` of `vocabulary`.

    `expected` is the JSON to fill in, with a list of tags for each record; `style` says how a tag
    is written in it. `max_tags` is None if nothing is said.
    """

    records: tuple[Record, ...]
    vocabulary: Vocabulary
    expected: Any
    style: Style
    max_tags: int | None

    def filled(self, answers: Sequence[Sequence[Tag]]) -> Any:
        """Return the expected JSON with the tags of each record in its place."""
        return answer_forms.filled(self.expected, self.style, answers)


def parse(text: str) -> Request:
    """Return the request in `text`; raises `PromptError` naming every part that was not found."""
    return of_division(divide(text))


def of_division(division: Division) -> Request:
    """Return the request of its parts; errors as for `parse`."""
    tag_list = division.tag_list
    form = division.form or answer_forms.asked_array(division.words)
    missing = []
    if tag_list is None:
        missing.append('the list of tags (like [{"id":1,"name":"x"}])')
    if form is None:
        missing.append('the expected JSON (like {"id":"1","tags":[]})')
    if tag_list is None or form is None:
        raise PromptError("not found in the prompt: " + "; ".join(missing))
    try:
        vocabulary = from_data(list(tag_list.entries), "the prompt's list of tags")
    except VocabularyError as error:
        raise PromptError(*error.lines) from None
    rows = record_arrays.rows_of(documents.unwrapped(division.document))
    if not rows and len(division.document) < _LEAD and "\n" not in division.document.strip():
        rows = record_arrays.rows_in(form.value)
    repeated = record_arrays.form_for(form.value, rows) if rows else None
    style = form.style or tag_list.style
    limit = limits.read(division.words)
    if repeated is not None:
        read = record_arrays.read(repeated, rows)
        return Request(tuple(read), vocabulary, repeated, style, limit)
    if not documents.unwrapped(division.document).strip(_JUNK):
        raise PromptError(
            "not found in the prompt: the text to tag (before or after the instructions)"
        )
    ids = [str(holder.get("id", "")) for holder, _ in answer_forms.slots(form.value)]
    read = documents.read(division.document, ids)
    return Request(tuple(read), vocabulary, form.value, style, limit)


def fill_in(request: Request, answers: Sequence[Sequence[Tag]]) -> str:
    """Return the expected JSON of a request on one line, filled in with the tags of each record."""
    return answer_forms.written(request.filled(answers))

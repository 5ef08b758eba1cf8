"""A request that is spread over the messages of a chat: who says what tells what it is.

What `system` and `developer` say is instruction. What `user` says is the document, and instruction
as far as that is missing: in its own message, or around the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tagengine.inputs.prompts import announcements, answer_forms, answer_schemas, record_arrays
from tagengine.inputs.prompts.division import Division, divide, find_parts, is_instruction
from tagengine.inputs.prompts.parts import Form, Part, TagList
from tagengine.inputs.prompts.request import Request, of_division

_INSTRUCTING = ("system", "developer")


class Message(NamedTuple):
    """A message of a chat: its role and its text."""

    role: str
    text: str


def parse(messages: Sequence[Message], schema: Any = None) -> Request:
    """Return the request that messages make up; `schema` is that of the answer, if one is asked.

    The document is in the user's messages after the last answer. Raises `PromptError` naming the
    parts that were not found.
    """
    instructions = "\n\n".join(one.text for one in messages if one.role in _INSTRUCTING)
    known = _known(instructions)
    earlier, latest = _turns(messages)
    for text in reversed([*earlier, *latest]):
        if _missing(known) and is_instruction(text):
            known = _merged(known, _known(text))
            rest = [one for one in latest if one is not text]
            latest = rest if rest or _has_records(known) else latest
    document = "\n\n".join(latest)
    for text in reversed(earlier):
        if _missing(known) and _missing(_merged(known, divide(document, _missing(known)))):
            known = _merged(known, replace(divide(text, _missing(known)), document=""))
    divided = divide(document, _missing(known))
    if not divided.document.strip() and not _missing(known):
        divided = replace(divided, document=document)
    if _is_document(instructions) and (
        not divided.document.strip() or is_instruction(divided.document)
    ):
        divided = replace(divided, document=instructions)
    whole = _merged(known, divided)
    if schema is None:
        return of_division(whole)
    request = of_division(answer_schemas.completed(whole, schema))
    limits = [most for most in (request.max_tags, answer_schemas.most_tags(schema)) if most]
    return replace(request, max_tags=min(limits, default=None))


def _is_document(text: str) -> bool:
    """Return whether what `system` says is the README itself, and says nothing of tags."""
    return bool(announcements.STRUCTURE.search(text)) and not find_parts(text)


def _turns(messages: Sequence[Message]) -> tuple[list[str], list[str]]:
    """Return the user's texts before the last answer, and those after it."""
    turns: list[list[str]] = [[]]
    for message in messages:
        if message.role == "user":
            turns[-1].append(message.text)
        elif message.role not in _INSTRUCTING and turns[-1]:
            turns.append([])
    if not turns[-1] and len(turns) > 1:  # the beginning of an answer comes last
        turns.pop()
    return [text for turn in turns[:-1] for text in turn], turns[-1]


def _known(instructions: str) -> Division:
    """Return the parts in a text that is instruction all through; of several lists the longest."""
    parts = find_parts(instructions)
    lists = [part for part in parts if isinstance(part, TagList)]
    forms = [part for part in parts if isinstance(part, Form)]
    tag_list = max(lists, key=lambda part: len(part.entries), default=None)
    form = next((part for part in reversed(forms) if part.style is None), None)
    form = form or (forms[-1] if forms else answer_forms.asked_array(instructions))
    return Division(tag_list, form, "", instructions)


def _missing(known: Division) -> tuple[type[Part], ...]:
    pairs = ((known.tag_list, TagList), (known.form, Form))
    return tuple(sort for part, sort in pairs if part is None)


def _has_records(known: Division) -> bool:
    """Return whether a form of the answer has the texts to tag in it, so that none is to follow."""
    return known.form is not None and bool(record_arrays.rows_in(known.form.value))


def _merged(known: Division, more: Division) -> Division:
    """Return what is known with what more says of the rest."""
    return Division(
        known.tag_list or more.tag_list,
        known.form or more.form,
        more.document,
        f"{known.words}\n{more.words}",
    )

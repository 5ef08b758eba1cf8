"""Answers that follow a JSON Schema which a request brings, or a reason why none can.

Only what OpenAI's structured outputs know is read. Nothing is fetched, and no regex of a stranger
is tried: a schema that needs more is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tagengine.errors import AnswerFormError
from tagengine.inputs.prompts import answer_forms
from tagengine.inputs.prompts.division import Division
from tagengine.inputs.prompts.json_schema import Checker, deref
from tagengine.inputs.prompts.parts import NAMES, Form, Style, TagList
from tagengine.inputs.prompts.request import Request
from tagengine.rules.vocabulary import Tag

_STYLES = (
    Style(),
    NAMES,
    Style(bare="id"),
    Style(id_key=""),
    Style(name_key=""),
    Style(name_key="label"),
)
_DEPTH = 8  # of objects in a form


def completed(known: Division, schema: Any) -> Division:
    """Return what is known of a request with what its schema adds: form of the answer, and tags."""
    form = known.form or _form(schema)
    tag_list = known.tag_list
    names = _names(schema)
    if tag_list is None and names:
        tag_list = TagList(0, 0, tuple(names), NAMES)
    return replace(known, form=form, tag_list=tag_list)


def _form(schema: Any) -> Form | None:
    value = _template(schema, schema, 0)
    return Form(0, 0, value, None) if list(answer_forms.slots(value)) else None


def _template(schema: Any, root: Any, depth: int) -> Any:
    """Return a value of a schema as far as it is known: lists of tags empty, constants, nulls."""
    schema = deref(schema, root)
    if not isinstance(schema, dict) or depth > _DEPTH:
        return None
    if "const" in schema:
        return schema["const"]
    properties = schema.get("properties")
    if isinstance(properties, dict):
        return {
            key: [] if key in answer_forms.KEYS else _template(inner, root, depth + 1)
            for key, inner in properties.items()
        }
    return "" if schema.get("type") == "string" else None


def _names(schema: Any, depth: int = 0) -> list[str]:
    """Return the names that a schema allows as items of a list of tags, if it lists them."""
    if depth > _DEPTH or not isinstance(schema, dict):
        return []
    properties = schema.get("properties")
    for key, inner in properties.items() if isinstance(properties, dict) else ():
        items = inner.get("items") if isinstance(inner, dict) else None
        allowed = items.get("enum") if isinstance(items, dict) else None
        if key in answer_forms.KEYS and isinstance(allowed, list) and allowed:
            return [one for one in allowed if isinstance(one, str)]
        found = _names(inner, depth + 1)
        if found:
            return found
    return []


def filled(
    request: Request, answers: Sequence[Sequence[Tag]], schema: Any, *, is_strict: bool
) -> Any:
    """Return the answer to a request that fits its schema.

    The form of the prompt is tried first, then other ways to write a tag, then the schema's own
    form. Raises `AnswerFormError` if none fits and the schema is strict; if it is not, the answer
    is the prompt's.
    """
    problems: list[str] = []
    for value, style in _forms(request, schema):
        given = answer_forms.filled(value, style, answers)
        found = Checker(schema).problem(given)
        if not found:
            return given
        problems.append(found)
    if is_strict:
        raise AnswerFormError(
            f"no answer fits the JSON schema: {min(reversed(problems), key=_far)}"
        )
    return request.filled(answers)


def _far(problem: str) -> int:
    """Return how far an answer with this problem is from fitting."""
    return 2 * ("may not have" in problem) + problem.startswith("an item of")


def _forms(request: Request, schema: Any) -> Iterator[tuple[Any, Style]]:
    """Yield forms of the answer with as many lists of tags as the request has documents."""
    styles = (request.style, *_STYLES)
    own = _form(schema)
    count = len(request.records)
    yield from ((request.expected, style) for style in styles)
    if own is not None and len(list(answer_forms.slots(own.value))) == count:
        known = request.expected if isinstance(request.expected, dict) else {}
        value = own.value
        if isinstance(value, dict):
            value = {
                key: known[key] if key in known and key not in answer_forms.KEYS else inner
                for key, inner in value.items()
            }
        yield from ((value, style) for style in styles)

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
from tagengine.inputs.prompts.tag_lists import ID_KEYS, NAME_KEYS
from tagengine.rules.vocabulary import Tag

_STYLES = (
    Style(),
    NAMES,
    Style(bare="id"),
    Style(id_key=""),
    Style(name_key=""),
    Style(name_key="label"),
)
_ONE = ("tag", "label", "category", "topic", "keyword")
_SIMPLE = ("string", "integer")
_DEPTH = 8  # of objects in a form


def completed(known: Division, schema: Any) -> Division:
    """Return what is known of a request with what its schema adds: form of the answer, and tags."""
    form = known.form or _form(schema)
    tag_list = known.tag_list
    names = _names(schema)
    if tag_list is None and names:
        tag_list = TagList(0, 0, tuple(names), NAMES)
    return replace(known, form=form, tag_list=tag_list)


def most_tags(schema: Any) -> int | None:
    """Return the most tags that a schema allows in its lists of tags, None if it does not say."""
    limits = [
        inner["maxItems"]
        for key, inner in _properties(schema, schema, 0)
        if _is_list_of_tags(key, inner, schema) and isinstance(inner.get("maxItems"), int)
    ]
    return max(1, min(limits)) if limits else None


def _form(schema: Any) -> Form | None:
    for one_only in (False, True):
        value = _template(schema, schema, 0, one_only=one_only)
        if list(answer_forms.slots(value)):
            return Form(0, 0, value, None)
    return None


def _template(schema: Any, root: Any, depth: int, *, one_only: bool) -> Any:
    """Return a value of a schema as far as it is known: lists of tags empty, constants, nulls.

    With `one_only` a text of which the schema lists the values is a list too: of the best tag.
    """
    schema = deref(schema, root)
    if not isinstance(schema, dict) or depth > _DEPTH:
        return None
    if "const" in schema:
        return schema["const"]
    properties = schema.get("properties")
    if isinstance(properties, dict):
        known = {key: deref(inner, root) for key, inner in properties.items()}
        return {
            key: []
            if _is_list_of_tags(key, inner, root) or (one_only and _is_one_tag(key, inner))
            else _template(inner, root, depth + 1, one_only=one_only)
            for key, inner in known.items()
        }
    return "" if schema.get("type") == "string" else None


def _is_list_of_tags(key: str, schema: Any, root: Any) -> bool:
    """Return whether a property is a list of tags: by its key, or a list of texts or numbers."""
    if key in answer_forms.KEYS:
        return True
    if not isinstance(schema, dict) or schema.get("type") != "array":
        return False
    items = deref(schema.get("items"), root)
    return isinstance(items, dict) and ("enum" in items or items.get("type") in _SIMPLE)


def _is_one_tag(key: str, schema: Any) -> bool:
    """Return whether a property is a single tag: a text by its key, or one of several values."""
    if not isinstance(schema, dict):
        return False
    allowed = schema.get("enum")
    if isinstance(allowed, list):
        return sum(isinstance(one, str) for one in allowed) > 1
    return schema.get("type") == "string" and key in _ONE


def _names(schema: Any) -> list[str]:
    """Return the names that a schema allows in a list of tags, or as the one tag, if it does."""
    usual = (*answer_forms.KEYS, *_ONE)
    listed = sorted(_allowed(schema, schema, 0), key=lambda one: (not one[1], one[0] not in usual))
    return listed[0][2] if listed else []


def _allowed(schema: Any, root: Any, depth: int) -> Iterator[tuple[str, bool, list[str]]]:
    """Yield each property with several values to choose from: key, whether of a list, values."""
    for key, inner in _properties(schema, root, depth):
        items = deref(inner.get("items"), root)
        own = items if isinstance(items, dict) else inner
        values = own.get("enum")
        if isinstance(values, list) and values:
            yield key, own is items, [one for one in values if isinstance(one, str)]
        yield from _allowed(inner, root, depth + 1)


def _properties(schema: Any, root: Any, depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the properties of an object's schema that are schemas themselves."""
    properties = schema.get("properties") if isinstance(schema, dict) else None
    for key, inner in properties.items() if isinstance(properties, dict) else ():
        known = deref(inner, root)
        if isinstance(known, dict) and depth <= _DEPTH:
            yield key, known


def _styles_of(schema: Any, root: Any, depth: int = 0) -> Iterator[Style]:
    """Yield how a schema's lists write a tag that is an object, where its keys tell."""
    for _, inner in _properties(schema, root, depth):
        items = deref(inner.get("items"), root)
        if isinstance(items, dict) and isinstance(items.get("properties"), dict):
            keys = items["properties"]
            name = next((key for key in NAME_KEYS if key in keys), "")
            yield Style(next((key for key in ID_KEYS if key in keys and key != name), ""), name)
            yield from _styles_of(items, root, depth + 1)
        yield from _styles_of(inner, root, depth + 1)


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
        for one in (given, _best_only(given)):
            found = Checker(schema).problem(one)
            if not found:
                return one
        problems.append(Checker(schema).problem(given))
    if is_strict:
        raise AnswerFormError(
            f"no answer fits the JSON schema: {min(reversed(problems), key=_far)}"
        )
    return request.filled(answers)


def _best_only(value: Any) -> Any:
    """Return an answer with the best tag for each list of tags, null where there is none."""
    if isinstance(value, dict):
        return {key: _best_only(inner) for key, inner in value.items()}
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return value[0] if value else None
    return value


def _far(problem: str) -> int:
    """Return how far an answer with this problem is from fitting."""
    return 2 * ("may not have" in problem) + problem.startswith("an item of")


def _forms(request: Request, schema: Any) -> Iterator[tuple[Any, Style]]:
    """Yield forms of the answer with as many lists of tags as the request has documents."""
    styles = (request.style, *_STYLES, *_styles_of(schema, schema))
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

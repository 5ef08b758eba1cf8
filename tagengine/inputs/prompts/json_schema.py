"""Whether JSON data fits a JSON Schema: the keywords of OpenAI's structured outputs, in bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_UNREAD = ("pattern", "not", "if", "patternProperties", "dependentRequired", "contains", "oneOf")
_STEPS = 20_000
_DEPTH = 60
_REFERENCES = 20  # one after the other


def deref(schema: Any, root: Any) -> Any:
    """Return what a reference within a schema (`#/$defs/x`) names; anything else as it is."""
    for _ in range(_REFERENCES):
        name = schema.get("$ref") if isinstance(schema, dict) else None
        if not isinstance(name, str):
            return schema
        if not name.startswith("#"):
            return {"$ref": name, "not": {}}  # elsewhere: nothing is fetched
        schema = root
        for step in name[1:].strip("/").split("/") if name != "#" else ():
            schema = schema.get(step) if isinstance(schema, dict) else None
    return schema


class Checker:
    """Checks data against one schema; gives up with a problem where there is too much to do."""

    def __init__(self, schema: Any) -> None:
        self._root = schema
        self._steps = 0

    def problem(self, value: Any) -> str:
        """Return what does not fit, '' if all does."""
        return next(self._problems(value, self._root, "the answer", 0), "")

    def _problems(self, value: Any, schema: Any, where: str, depth: int) -> Iterator[str]:
        schema = deref(schema, self._root)
        self._steps += 1
        if self._steps > _STEPS or depth > _DEPTH:
            yield "the schema is too large to check"
            return
        if schema is True or schema == {}:
            return
        if not isinstance(schema, dict):
            yield f"{where} is not allowed"
            return
        unread = next((key for key in _UNREAD if key in schema), None)
        if unread:
            yield f'the schema of {where} has "{unread}", which is not supported'
            return
        yield from self._of_any(value, schema, where, depth)
        yield from self._of_kind(value, schema, where)
        if isinstance(value, dict):
            yield from self._of_object(value, schema, where, depth)
        elif isinstance(value, list):
            yield from self._of_list(value, schema, where, depth)

    def _of_any(self, value: Any, schema: dict[str, Any], where: str, depth: int) -> Iterator[str]:
        for key, enough in (("anyOf", any), ("allOf", all)):
            options = schema.get(key)
            if isinstance(options, list):
                fits = [
                    not next(self._problems(value, one, where, depth + 1), "") for one in options
                ]
                if not enough(fits):
                    yield f'{where} does not fit "{key}"'

    def _of_kind(self, value: Any, schema: dict[str, Any], where: str) -> Iterator[str]:
        wanted = schema.get("type")
        names = wanted if isinstance(wanted, list) else [wanted]
        if wanted is not None and not any(_is_of_type(value, name) for name in names):
            yield f"{where} must be {' or '.join(map(str, names))}"
        allowed = schema.get("enum")
        if isinstance(allowed, list) and value not in allowed:
            yield f"{where} must be one of the values in the schema"
        if "const" in schema and value != schema["const"]:
            yield f"{where} must be a constant"
        size = len(value) if isinstance(value, str) else None
        if size is not None and not _within(size, schema, "minLength", "maxLength"):
            yield f"{where} is too short or too long"
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and not _within(value, schema, "minimum", "maximum"):
            yield f"{where} is too small or too large"

    def _of_object(
        self, value: dict[str, Any], schema: dict[str, Any], where: str, depth: int
    ) -> Iterator[str]:
        properties = schema.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        for key in schema.get("required") or ():
            if key not in value:
                yield f'{where} has no "{key}"'
        for key, inner in value.items():
            if key in properties:
                yield from self._problems(inner, properties[key], f'"{key}"', depth + 1)
            elif schema.get("additionalProperties", True) is False:
                yield f'{where} may not have "{key}"'

    def _of_list(
        self, value: list[Any], schema: dict[str, Any], where: str, depth: int
    ) -> Iterator[str]:
        if not _within(len(value), schema, "minItems", "maxItems"):
            yield f"{where} has too few or too many items"
        for item in value if "items" in schema else ():
            yield from self._problems(item, schema["items"], f"an item of {where}", depth + 1)


def _is_of_type(value: Any, name: Any) -> bool:
    if isinstance(value, bool):
        return bool(name == "boolean")
    return isinstance(name, str) and isinstance(value, _TYPES.get(name, ()))


def _within(size: float, schema: dict[str, Any], least: str, most: str) -> bool:
    low: object = schema.get(least)
    high: object = schema.get(most)
    if isinstance(low, int | float) and size < low:
        return False
    return not (isinstance(high, int | float) and size > high)

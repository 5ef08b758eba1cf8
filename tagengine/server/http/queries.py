"""The parameters in a URL, read strictly, so that a misspelled one is not lost."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from tagengine.errors import did_you_mean
from tagengine.server.http.schemas import PARAMETERS
from tagengine.server.problems import RequestError


def read(request: Request, *names: str) -> dict[str, Any]:
    """Return the values of the parameters that a URL may have, None for one that is not there.

    Raises `RequestError` 422 for one that is unknown, given twice or has a wrong value.
    """
    given = request.query_params
    for name in given:
        if name not in names:
            hint = did_you_mean(name, names) or f"there are {', '.join(names) or 'none'}"
            raise _wrong(name, f"no such parameter ({hint})")
        if len(given.getlist(name)) > 1:
            raise _wrong(name, "given twice")
    return {name: _value(name, given.get(name), PARAMETERS[name]["schema"]) for name in names}


def _value(name: str, text: str | None, schema: dict[str, Any]) -> Any:
    if text is None:
        return schema.get("default")
    if schema.get("type") == "integer":
        least, most = schema["minimum"], schema["maximum"]
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
        if not is_number or not least <= int(text) <= most:
            raise _wrong(name, f"must be a whole number from {least} to {most}")
        return int(text)
    if "enum" in schema and text not in schema["enum"]:
        raise _wrong(name, f"must be one of {', '.join(schema['enum'])}")
    if len(text) < schema.get("minLength", 0):
        raise _wrong(name, "is empty")
    return text


def _wrong(name: str, problem: str) -> RequestError:
    return RequestError(422, "invalid_parameter", f'"{name}": {problem}', param=name)

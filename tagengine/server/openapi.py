"""`GET /openapi.json`: the routes as OpenAPI 3.1, from the tables that requests are checked by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from starlette.requests import Request
from starlette.responses import Response

from tagengine.rules.files.yaml_nodes import LOADER
from tagengine.server.http import bodies, schemas
from tagengine.server.openai import PREFIXES
from tagengine.server.problems import json_response
from tagengine.server.tagging import state_of
from tagengine.version import __version__

_FILE = Path(__file__).with_name("openapi.yaml")
_READ: dict[str, Any] = yaml.load(_FILE.read_bytes(), LOADER)  # noqa: S506 -- a safe one
_ALWAYS = (421, 500, 503)  # statuses
_WITH_BODY = (400, 408, 413, 415, 422, 429)


async def openapi(request: Request) -> Response:
    """Answer with the description of all routes."""
    return json_response(document(needs_token=state_of(request).settings.token is not None))


def document(*, needs_token: bool = False) -> dict[str, Any]:
    """Return the OpenAPI description; `needs_token` says whether requests must bring a token."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in _READ["operations"]:
        described = _described(operation, needs_token)
        for path in _paths(operation["path"]):
            paths.setdefault(path, {})[operation["method"]] = described
    components: dict[str, Any] = {"schemas": {"Error": _READ["error"]}}
    if needs_token:
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tagengine",
            "version": __version__,
            "description": "Deterministic, explainable tags; see docs/server.md.",
        },
        "paths": paths,
        "components": components,
    }


def _paths(path: str) -> list[str]:
    """Return the paths under which a route is there: OpenAI's also without their prefix."""
    if not path.startswith(f"{PREFIXES[0]}/"):
        return [path]
    return [prefix + path.removeprefix(PREFIXES[0]) for prefix in PREFIXES]


def _described(operation: dict[str, Any], needs_token: bool) -> dict[str, Any]:
    takes, path = operation.get("takes", {}), operation["path"]
    asks_token = needs_token and not operation.get("is_public")
    statuses = {*_ALWAYS, *operation.get("errors", ()), *(_WITH_BODY if takes else ())}
    statuses |= {401} if asks_token else set()
    responses: dict[str, Any] = {
        "200": {"description": operation["summary"], "content": _content(operation["gives"])}
    }
    for status in sorted(statuses):
        error = _content({bodies.JSON: {"$ref": "#/components/schemas/Error"}})
        responses[str(status)] = {"description": _READ["statuses"][status], "content": error}
    if path == "/readyz":
        responses["503"]["content"] = _content({bodies.JSON: {"type": "object"}})
    described: dict[str, Any] = {"summary": operation["summary"], "responses": responses}
    parameters = [
        {"name": name, "in": "query", **schemas.PARAMETERS[name]}
        for name in operation.get("query", ())
    ]
    if "{id}" in path:
        text = {"type": "string"}
        parameters.append({"name": "id", "in": "path", "required": True, "schema": text})
    if parameters:
        described["parameters"] = parameters
    if takes:
        content = _content({one: schemas.REQUESTS.get(name, {}) for one, name in takes.items()})
        for media_type, name in takes.items():
            if name is not None:
                content[media_type]["example"] = schemas.EXAMPLES[name]
        described["requestBody"] = {"required": True, "content": content}
    if asks_token:
        described["security"] = [{"token": []}]
    return described


def _content(by_media_type: dict[str, Any]) -> dict[str, Any]:
    return {media_type: {"schema": schema} for media_type, schema in by_media_type.items()}

"""`GET /openapi.json`: the routes as OpenAPI 3.1, from the tables that requests are checked by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tagengine.server import metrics
from tagengine.server.http import answer_schemas as answers
from tagengine.server.http import bodies, schemas
from tagengine.server.openai import PREFIXES
from tagengine.server.problems import json_response
from tagengine.server.tagging import state_of
from tagengine.version import __version__

_ERRORS = {
    400: "The body cannot be read, or the prompt is not a tagging request.",
    401: "The token is missing or wrong.",
    404: "It does not exist.",
    408: "The body did not arrive in time.",
    413: "The body is too large.",
    415: "The body has another Content-Type than those listed.",
    421: "The Host header names another host.",
    422: "A field or a parameter is wrong.",
    429: "Too many requests are waiting; Retry-After says when to try again.",
    500: "A bug; the server's log says where.",
    503: "The server is stopping or has too many connections, or a document took too long.",
}
_ALWAYS = (421, 500, 503)
_WITH_BODY = (400, 408, 413, 415, 422, 429)
_SSE = "text/event-stream"
_PLAIN: dict[str, Any] = {"type": "string"}


@dataclass(frozen=True)
class _Operation:
    """A route: what it takes (`bodies`) and gives (`answer`), by media type; its parameters."""

    method: str
    path: str
    summary: str
    answer: dict[str, Any]
    bodies: dict[str, Any] = field(default_factory=dict)
    query: tuple[str, ...] = ()
    errors: tuple[int, ...] = ()
    is_public: bool = False


_RECORD_BODIES = {bodies.JSON: schemas.REQUESTS["record"], bodies.MARKDOWN: {}}
_OPERATIONS = (
    _Operation(
        "post",
        "/tag",
        "The tags of a record or a Markdown text.",
        {bodies.JSON: answers.TAGS},
        _RECORD_BODIES,
        ("max_tags", "tags_as", "id"),
    ),
    _Operation(
        "post",
        "/explain",
        "Why a record has its tags, or why it has or lacks one of them.",
        {bodies.JSON: answers.EXPLANATION},
        _RECORD_BODIES,
        ("max_tags", "tag", "id"),
        (404,),
    ),
    _Operation(
        "post",
        "/batch",
        "The tags of many records, one line each, in order; a line that is not a record "
        'gets {"line", "error"}.',
        {bodies.NDJSON[0]: _PLAIN},
        {media_type: {} for media_type in bodies.NDJSON},
        ("max_tags", "tags_as"),
    ),
    _Operation(
        "post",
        "/v1/chat/completions",
        "The answer to a tagging prompt, as OpenAI's API gives it.",
        {bodies.JSON: answers.CHAT, _SSE: {}},
        {bodies.JSON: schemas.REQUESTS["chat"]},
    ),
    _Operation(
        "post",
        "/v1/responses",
        "The same for OpenAI's newer API.",
        {bodies.JSON: answers.RESPONSE, _SSE: {}},
        {bodies.JSON: schemas.REQUESTS["response"]},
    ),
    _Operation("get", "/v1/models", "The one model.", {bodies.JSON: answers.MODELS}),
    _Operation("get", "/v1/models/{id}", "A model.", {bodies.JSON: answers.MODEL}, errors=(404,)),
    _Operation("get", "/vocabulary", "The tags.", {bodies.JSON: answers.VOCABULARY}, errors=(422,)),
    _Operation("get", "/rules", "The rules in use.", {bodies.JSON: answers.RULES}, errors=(422,)),
    _Operation(
        "get",
        "/healthz",
        "If the server is running.",
        {bodies.JSON: answers.HEALTH},
        is_public=True,
    ),
    _Operation(
        "get",
        "/readyz",
        "If the server accepts requests.",
        {bodies.JSON: answers.READY},
        is_public=True,
    ),
    _Operation("get", "/metrics", "Metrics for Prometheus.", {metrics.CONTENT_TYPE: _PLAIN}),
    _Operation("get", "/openapi.json", "This description.", {bodies.JSON: {"type": "object"}}),
)


async def openapi(request: Request) -> Response:
    """Answer with the description of all routes."""
    return json_response(document(needs_token=state_of(request).settings.token is not None))


def document(*, needs_token: bool = False) -> dict[str, Any]:
    """Return the OpenAPI description; `needs_token` says whether requests must bring a token."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in _OPERATIONS:
        described = _operation(operation, needs_token)
        for path in _paths(operation.path):
            paths.setdefault(path, {})[operation.method] = described
    components: dict[str, Any] = {"schemas": {"Error": answers.ERROR}}
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


def _operation(operation: _Operation, needs_token: bool) -> dict[str, Any]:
    errors = {*_ALWAYS, *operation.errors, *(_WITH_BODY if operation.bodies else ())}
    asks_token = needs_token and not operation.is_public
    if asks_token:
        errors.add(401)
    responses: dict[str, Any] = {
        "200": {"description": operation.summary, "content": _content(operation.answer)}
    }
    for status in sorted(errors):
        error = _content({bodies.JSON: {"$ref": "#/components/schemas/Error"}})
        responses[str(status)] = {"description": _ERRORS[status], "content": error}
    if operation.path == "/readyz":
        responses["503"]["content"] = _content({bodies.JSON: {"type": "object"}})
    described: dict[str, Any] = {"summary": operation.summary, "responses": responses}
    parameters = [
        {"name": name, "in": "query", **schemas.PARAMETERS[name]} for name in operation.query
    ]
    if "{id}" in operation.path:
        parameters.append({"name": "id", "in": "path", "required": True, "schema": _PLAIN})
    if parameters:
        described["parameters"] = parameters
    if operation.bodies:
        content = _content(operation.bodies)
        for media_type, schema in operation.bodies.items():
            example = _example(media_type, schema)
            if example is not None:
                content[media_type]["example"] = example
        described["requestBody"] = {"required": True, "content": content}
    if asks_token:
        described["security"] = [{"token": []}]
    return described


def _example(media_type: str, schema: dict[str, Any]) -> Any:
    if media_type == bodies.MARKDOWN:
        return schemas.EXAMPLES["markdown"]
    named = (name for name, known in schemas.REQUESTS.items() if known is schema)
    return next((schemas.EXAMPLES[name] for name in named), None)


def _content(by_media_type: dict[str, Any]) -> dict[str, Any]:
    return {media_type: {"schema": schema} for media_type, schema in by_media_type.items()}

"""The answers of the routes, as JSON Schemas for `/openapi.json`."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_ID: Schema = {"type": ["string", "integer"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def an_object(**properties: Schema) -> Schema:
    """Return the schema of an object that has all these properties, and maybe others."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_TEXT: Schema = {"type": "string"}
_TAG = an_object(id=_ID, name=_TEXT)
TAGS = an_object(id=_ID, tags=_list({"anyOf": [_TAG, {"type": ["string", "integer"]}]}))
EXPLANATION: Schema = {
    "type": "object",
    "required": ["tags"],
    "description": "An audit (docs/audit.md), or with `tag` the part about that tag.",
}
VOCABULARY = an_object(tags=_list(an_object(id=_ID, name=_TEXT, scope=_TEXT)))
RULES = an_object(
    fingerprint=_TEXT,
    engine=_TEXT,
    folder=_TEXT,
    reload_failed={"type": "boolean"},
    rules=_COUNT,
    tags=_list(an_object(id=_ID, name=_TEXT, rules=_COUNT)),
)
HEALTH = an_object(status={"const": "ok"}, engine=_TEXT, reload_failed={"type": "boolean"})
READY = an_object(ready={"type": "boolean"})
MODEL = an_object(id=_TEXT, object={"const": "model"}, created=_COUNT, owned_by=_TEXT)
MODELS = an_object(object={"const": "list"}, data=_list(MODEL))
CHAT = an_object(
    id=_TEXT,
    object={"const": "chat.completion"},
    created=_COUNT,
    model=_TEXT,
    system_fingerprint=_TEXT,
    choices=_list(
        an_object(
            index=_COUNT,
            message=an_object(role={"const": "assistant"}, content=_TEXT),
            finish_reason={"const": "stop"},
        )
    ),
    usage=an_object(prompt_tokens=_COUNT, completion_tokens=_COUNT, total_tokens=_COUNT),
)
RESPONSE = an_object(
    id=_TEXT,
    object={"const": "response"},
    created_at=_COUNT,
    status={"const": "completed"},
    model=_TEXT,
    output=_list({"type": "object"}),
    usage=an_object(input_tokens=_COUNT, output_tokens=_COUNT, total_tokens=_COUNT),
)
ERROR = an_object(
    error=an_object(
        message=_TEXT,
        type={"enum": ["invalid_request_error", "rate_limit_error", "server_error"]},
        param={"type": ["string", "null"]},
        code=_TEXT,
    )
)

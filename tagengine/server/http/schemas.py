"""The requests that routes take, as JSON Schemas: what is checked is what `/openapi.json` says."""

from __future__ import annotations

from functools import cache
from typing import Any

import fastjsonschema

from tagengine.server.problems import RequestError

Schema = dict[str, Any]

_DOCUMENT = "# Ember\n\nEmber is an embeddable key-value store for Rust.\n"
_PROMPT = (
    "Ember is an embeddable key-value store for Rust.\n\nChoose at most 2 tags from this list of "
    'tags: [{"id": 1, "name": "database"}, {"id": 2, "name": "cache"}]\n'
    'Answer with this JSON, filled in: {"id": "ember", "tags": []}\n'
)

_TEXT_OR_NULL = {"type": ["string", "null"]}
RECORD: Schema = {
    "type": "object",
    "description": "A record; any one of its texts is enough. Other fields are ignored.",
    "properties": {
        "id": {"type": ["string", "integer"], "description": "Given back as it is."},
        "name": _TEXT_OR_NULL,
        "description": _TEXT_OR_NULL,
        "topics": {"type": ["array", "null"], "items": {"type": "string"}},
        "readme": {"type": ["string", "null"], "description": "Markdown."},
        "language": {"description": 'The main programming language, such as "Rust".'},
    },
    "anyOf": [{"required": [key]} for key in ("readme", "description", "name", "topics")],
}

_PART: Schema = {
    "type": "object",
    "required": ["type"],
    "properties": {"type": {"type": "string"}, "text": {"type": "string"}},
}
_CONTENT: Schema = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": _PART},
        {"type": "null"},
    ]
}
_FORMAT_TYPES = ["text", "json_object", "json_schema"]


def _number(least: float, most: float) -> Schema:
    return {"type": ["number", "null"], "minimum": least, "maximum": most}


_SAMPLING: dict[str, Schema] = {
    "model": {
        "type": "string",
        "minLength": 1,
        "description": "Any name; the answer repeats it. The rules decide, whatever the name.",
    },
    "temperature": _number(0, 2),
    "top_p": _number(0, 1),
    "stream": {"type": ["boolean", "null"]},
}
CHAT: Schema = {
    "type": "object",
    "description": "A request for a chat completion, as OpenAI's API takes it; other "
    "fields are accepted and ignored.",
    "required": ["model", "messages"],
    "properties": {
        **_SAMPLING,
        "messages": {
            "type": "array",
            "minItems": 1,
            "description": "Together they are the tagging request: a text, a list of tags, and the "
            "JSON to fill in. Messages of system and developer are instructions; the document "
            "is in those of user.",
            "items": {
                "type": "object",
                "required": ["role"],
                "properties": {
                    "role": {
                        "enum": ["developer", "system", "user", "assistant", "tool", "function"]
                    },
                    "content": _CONTENT,
                },
            },
        },
        "n": {"type": ["integer", "null"], "minimum": 1, "maximum": 128},
        "seed": {"type": ["integer", "null"]},
        "stream_options": {
            "type": ["object", "null"],
            "properties": {"include_usage": {"type": ["boolean", "null"]}},
        },
        "response_format": {
            "type": ["object", "null"],
            "required": ["type"],
            "properties": {"type": {"enum": _FORMAT_TYPES}},
        },
    },
}
RESPONSE: Schema = {
    "type": "object",
    "description": "A request for a response, as OpenAI's API takes it; other fields are "
    "accepted and ignored.",
    "required": ["model", "input"],
    "properties": {
        **_SAMPLING,
        "input": {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "properties": {
                            "type": {"type": "string"},
                            "role": {"enum": ["developer", "system", "user", "assistant"]},
                            "content": _CONTENT,
                        },
                    },
                },
            ]
        },
        "instructions": _TEXT_OR_NULL,
        "metadata": {"type": ["object", "null"]},
        "text": {
            "type": ["object", "null"],
            "properties": {
                "format": {
                    "type": "object",
                    "required": ["type"],
                    "properties": {"type": {"enum": _FORMAT_TYPES}},
                }
            },
        },
    },
}
EXAMPLES: dict[str, Any] = {
    "record": {"id": "ember", "readme": _DOCUMENT},
    "markdown": _DOCUMENT,
    "chat": {"model": "tagengine", "messages": [{"role": "user", "content": _PROMPT}]},
    "response": {"model": "tagengine", "input": _PROMPT},
}
REQUESTS = {"record": RECORD, "chat": CHAT, "response": RESPONSE}


def check(name: str, data: Any, status: int = 422) -> None:
    """Raise `RequestError` with `status`, naming the field, if data is no such request."""
    try:
        _validator(name)(data)
    except fastjsonschema.JsonSchemaValueException as error:
        field = str(error.name or "").removeprefix("data").removeprefix(".")
        what = str(error.message).removeprefix(str(error.name))
        if error.rule == "anyOf" and not field:
            keys = (key for option in error.rule_definition for key in option["required"])
            what = f" has none of {', '.join(keys)}"
        elif error.rule == "required":
            lacking = (f'"{key}"' for key in error.rule_definition if key not in error.value)
            what = f" lacks {', '.join(lacking)}"
        message = f'"{field}"{what}' if field else f"the {name}{what}"
        param = field.partition(".")[0].partition("[")[0] or None
        raise RequestError(status, "invalid_field", message, param=param) from None


@cache
def _validator(name: str) -> Any:
    return fastjsonschema.compile(REQUESTS[name])

"""A tagging request found in what a client sent, and its answer with what both APIs say of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from tagengine.errors import AnswerFormError
from tagengine.inputs.prompts.messages import Message
from tagengine.server.http import bodies, schemas
from tagengine.server.problems import RequestError
from tagengine.server.tagging import state_of
from tagengine.server.workers import jobs
from tagengine.server.workers.jobs import Refusal

CREATED = 0  # seconds; the answer does not depend on when it is made
_BYTES_A_TOKEN = 4
_ID_LENGTH = 29
_HINT = (
    "the messages must contain a tagging request: a text, a list of tags, and the JSON to fill in, "
    'with "tags": []'
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a tagging request.

    `text` is what `tagengine prompt` prints, `identity` a hash of the rules and of the request,
    `fingerprint` that of the rules; tokens are estimates, see `tokens`.
    """

    text: str
    identity: str
    fingerprint: str
    prompt_tokens: int
    answer_tokens: int


@dataclass(frozen=True, slots=True)
class Schema:
    """The JSON schema that an answer must fit (None: any), and where the request asks for it."""

    schema: Any
    is_strict: bool
    param: str


def tokens(text: str) -> int:
    """Return about how many tokens a text has: one for four bytes of UTF-8, rounded up."""
    return -(-len(text.encode("utf-8", "replace")) // _BYTES_A_TOKEN)


async def read(request: Request, schema: str) -> tuple[dict[str, Any], bytes]:
    """Return a request's JSON data and its bytes; raises `RequestError` with status 400 and so on.

    Tools cannot be called, so a request that insists on it is refused.
    """
    bodies.check_media_type(request, bodies.JSON)
    content = await bodies.read(request, state_of(request).settings.limits)
    data = bodies.json_of(bodies.text_of(content))
    schemas.check(schema, data, status=400)
    if data.get("tool_choice") not in (None, "auto", "none"):
        message = '"tool_choice": tagengine calls no tools (leave it out, or ask for "none")'
        raise RequestError(400, "unsupported_value", message, param="tool_choice")
    asked: dict[str, Any] = data
    return asked, content


async def answer(
    request: Request,
    content: bytes,
    messages: Sequence[Mapping[str, Any]],
    param: str,
    asked: Schema,
) -> Answer:
    """Return the answer to the request in messages; raises `RequestError` if there is none.

    `content` is the whole body, `messages` those in it, `param` where they stand in it, `asked` the
    schema that the answer must fit.
    """
    texts = _messages(messages, param)
    workers = state_of(request).workers
    done = await workers.run(
        jobs.answer_prompt, texts, asked.schema, asked.is_strict, size=len(content)
    )
    if isinstance(done, Refusal):
        if done.kind == AnswerFormError.__name__:
            raise RequestError(400, "unsupported_value", done.message, param=asked.param)
        message = f"{done.message} ({_HINT})"
        raise RequestError(400, "prompt_not_understood", message, param=param)
    fingerprint = workers.rules.own.fingerprint
    identity = hashlib.sha256(fingerprint.encode() + b"\0" + content).hexdigest()[:_ID_LENGTH]
    counted = sum(tokens(_text(message.get("content"))) for message in messages)
    return Answer(done, identity, fingerprint, counted, tokens(done))


def schema_in(form: Any, param: str) -> Schema:
    """Return the JSON schema in a request's format; `form` holds its `schema` and `strict`."""
    form = form if isinstance(form, Mapping) else {}
    schema = form.get("schema")
    return Schema(schema, schema is not None and form.get("strict") is True, param)


def _messages(messages: Sequence[Mapping[str, Any]], param: str) -> list[Message]:
    """Return the messages with their texts; raises `RequestError` if a user's is not text."""
    found = []
    for message in messages:
        role, content = message.get("role"), message.get("content")
        if role == "user" and isinstance(content, list):
            _refuse_other_than_text(content, param)
        if isinstance(role, str):
            found.append(Message(role, _text(content)))
    if not any(message.role == "user" for message in found):
        told = f"there is no message with the role user ({_HINT})"
        raise RequestError(400, "prompt_not_understood", told, param=param)
    return found


def _refuse_other_than_text(parts: Sequence[Mapping[str, Any]], param: str) -> None:
    for part in parts:
        if not isinstance(part.get("text"), str):
            message = f'a part of type "{part["type"]}" cannot be read (text only)'
            raise RequestError(400, "unsupported_value", message, param=param)


def _text(content: Any) -> str:
    """Return the text of a message's content: a text, parts of which some are text, or nothing."""
    if isinstance(content, list):
        return "\n".join(part["text"] for part in content if isinstance(part.get("text"), str))
    return content or ""

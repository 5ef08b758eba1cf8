"""`POST /v1/chat/completions`: the answer in one piece, or as a stream of chunks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tagengine.server.openai import event_stream
from tagengine.server.openai.answers import CREATED, Answer, answer, read, schema_in
from tagengine.server.problems import json_response


async def completions(request: Request) -> Response:
    """Answer the request in the messages, `n` times the same."""
    asked, content = await read(request, "chat")
    form = asked.get("response_format") or {}
    schema = schema_in(form.get("json_schema"), "response_format")
    given = await answer(request, content, asked["messages"], "messages", schema)
    if asked.get("stream"):
        return event_stream.response(_events(asked, given))
    choices = [
        {
            "index": index,
            "message": {"role": "assistant", "content": given.text, "refusal": None},
            "logprobs": None,
            "finish_reason": "stop",
        }
        for index in range(asked.get("n") or 1)
    ]
    head = _head(asked, given, "chat.completion")
    return json_response({**head, "choices": choices, "usage": _usage(asked, given)})


def _events(asked: Mapping[str, Any], given: Answer) -> Iterator[str]:
    """Yield the chunks of a stream: the role, the text, the end, the usage if asked for."""
    head = _head(asked, given, "chat.completion.chunk")
    with_usage = bool((asked.get("stream_options") or {}).get("include_usage"))
    usage = {"usage": None} if with_usage else {}
    steps: list[tuple[dict[str, Any], str | None]] = [
        ({"role": "assistant", "content": "", "refusal": None}, None),
        ({"content": given.text}, None),
        ({}, "stop"),
    ]
    for delta, reason in steps:
        for index in range(asked.get("n") or 1):
            choice = {"index": index, "delta": delta, "logprobs": None, "finish_reason": reason}
            yield event_stream.event({**head, "choices": [choice], **usage})
    if with_usage:
        yield event_stream.event({**head, "choices": [], "usage": _usage(asked, given)})
    yield event_stream.event(event_stream.DONE)


def _head(asked: Mapping[str, Any], given: Answer, kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{given.identity}",
        "object": kind,
        "created": CREATED,
        "model": asked["model"],
        "system_fingerprint": given.fingerprint,
    }


def _usage(asked: Mapping[str, Any], given: Answer) -> dict[str, Any]:
    answered = given.answer_tokens * (asked.get("n") or 1)
    return {
        "prompt_tokens": given.prompt_tokens,
        "completion_tokens": answered,
        "total_tokens": given.prompt_tokens + answered,
    }

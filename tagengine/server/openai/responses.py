"""`POST /v1/responses`: the answer as a response object, or as the events that build it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tagengine.server.openai import event_stream
from tagengine.server.openai.answers import CREATED, Answer, answer, read, schema_in
from tagengine.server.problems import json_response


async def responses(request: Request) -> Response:
    """Answer the input: a text, or a list of messages."""
    asked, content = await read(request, "response")
    given_input = asked["input"]
    if isinstance(given_input, str):
        given_input = [{"role": "user", "content": given_input}]
    if asked.get("instructions"):
        given_input = [{"role": "system", "content": asked["instructions"]}, *given_input]
    schema = schema_in((asked.get("text") or {}).get("format"), "text")
    given = await answer(request, content, given_input, "input", schema)
    if asked.get("stream"):
        return event_stream.response(_events(asked, given))
    return json_response(_response(asked, given, is_done=True))


def _events(asked: Mapping[str, Any], given: Answer) -> Iterator[str]:
    """Yield the events of a stream, numbered; what is built up is opened, filled and closed."""
    item_id = f"msg_{given.identity}"
    place = {"item_id": item_id, "output_index": 0, "content_index": 0}
    begun = _response(asked, given, is_done=False)
    empty = {**_item(given, is_done=False), "content": []}
    steps: list[tuple[str, dict[str, Any]]] = [
        ("response.created", {"response": begun}),
        ("response.in_progress", {"response": begun}),
        ("response.output_item.added", {"output_index": 0, "item": empty}),
        ("response.content_part.added", {**place, "part": _part("")}),
        ("response.output_text.delta", {**place, "delta": given.text, "logprobs": []}),
        ("response.output_text.done", {**place, "text": given.text, "logprobs": []}),
        ("response.content_part.done", {**place, "part": _part(given.text)}),
        ("response.output_item.done", {"output_index": 0, "item": _item(given, is_done=True)}),
        ("response.completed", {"response": _response(asked, given, is_done=True)}),
    ]
    for number, (name, data) in enumerate(steps):
        yield event_stream.event({"type": name, "sequence_number": number, **data}, name)


def _response(asked: Mapping[str, Any], given: Answer, *, is_done: bool) -> dict[str, Any]:
    return {
        "id": f"resp_{given.identity}",
        "object": "response",
        "created_at": CREATED,
        "status": "completed" if is_done else "in_progress",
        "background": False,
        "error": None,
        "incomplete_details": None,
        "instructions": asked.get("instructions"),
        "max_output_tokens": None,
        "model": asked["model"],
        "output": [_item(given, is_done=True)] if is_done else [],
        "parallel_tool_calls": True,
        "previous_response_id": None,
        "store": False,
        "temperature": asked.get("temperature"),
        "text": asked.get("text") or {"format": {"type": "text"}},
        "tool_choice": "auto",
        "tools": [],
        "top_p": asked.get("top_p"),
        "truncation": "disabled",
        "usage": _usage(given) if is_done else None,
        "metadata": asked.get("metadata") or {},
    }


def _item(given: Answer, *, is_done: bool) -> dict[str, Any]:
    return {
        "type": "message",
        "id": f"msg_{given.identity}",
        "status": "completed" if is_done else "in_progress",
        "role": "assistant",
        "content": [_part(given.text)],
    }


def _part(text: str) -> dict[str, Any]:
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}


def _usage(given: Answer) -> dict[str, Any]:
    return {
        "input_tokens": given.prompt_tokens,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": given.answer_tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": given.prompt_tokens + given.answer_tokens,
    }

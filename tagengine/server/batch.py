"""`POST /batch`: records in, tags out, one line each, in order, while the records still come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from tagengine.reporting import as_json
from tagengine.server.http import bodies, queries
from tagengine.server.limits import Limits
from tagengine.server.problems import RequestError
from tagengine.server.tagging import accepted, record_of, state_of
from tagengine.server.workers import jobs
from tagengine.server.workers.workers import Workers

_Ahead = asyncio.Queue["asyncio.Future[bytes] | None"]

_AHEAD = 4  # records a worker that are read before the first of them is answered


async def batch(request: Request) -> Response:
    """Answer every line with a line: the tags, or `{"line", "error"}` where it is not a record."""
    asked = queries.read(request, "max_tags", "tags_as")
    bodies.check_media_type(request, *bodies.NDJSON)
    return _Stream(_answers(request, asked), media_type=bodies.NDJSON[0])


class _Stream(StreamingResponse):
    """A response that leaves reading the request to the one who makes the answers."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answers as they come."""
        await self.stream_response(send)


async def _answers(request: Request, asked: dict[str, Any]) -> AsyncIterator[bytes]:
    """Yield the answers in order, each as soon as it is there."""
    state = state_of(request)
    workers, limits = state.workers, state.settings.limits
    ahead: _Ahead = asyncio.Queue(_AHEAD * max(workers.count, 1))
    with workers.in_use():
        reader = asyncio.create_task(_read_ahead(request, workers, limits, asked, ahead))
        try:
            while (answer := await ahead.get()) is not None:
                yield await answer
            await reader
        finally:
            reader.cancel()
            while not ahead.empty():
                left = ahead.get_nowait()
                if left is not None:
                    left.cancel()


async def _read_ahead(
    request: Request, workers: Workers, limits: Limits, asked: dict[str, Any], ahead: _Ahead
) -> None:
    """Put the answers to come into `ahead`, which holds up reading when it is full; then None."""
    try:
        async for number, line in _lines(request, limits):
            await ahead.put(asyncio.create_task(_answer(line, number, workers, asked)))
    except RequestError as error:
        last = asyncio.get_running_loop().create_future()
        last.set_result(_line({"line": None, **error.data}))
        await ahead.put(last)
    finally:
        await ahead.put(None)


async def _lines(request: Request, limits: Limits) -> AsyncIterator[tuple[int, bytes]]:
    """Yield the lines that are not empty, with their numbers; one has at most a body's bytes."""
    rest = b""
    number = 0
    async for chunk in bodies.chunks(request, limits):
        *whole, rest = (rest + chunk).split(b"\n") if b"\n" in chunk else (rest + chunk,)
        for line in whole:
            number += 1
            if line.strip():
                yield number, line
        if len(rest) > limits.body_bytes:
            message = f"line {number + 1} is larger than {limits.body_bytes:,} bytes"
            raise RequestError(413, "line_too_large", f"{message} (what follows is not read)")
    if rest.strip():
        yield number + 1, rest


async def _answer(line: bytes, number: int, workers: Workers, asked: dict[str, Any]) -> bytes:
    try:
        data = bodies.json_of(bodies.text_of(line, "the line"), "the line")
        record = record_of(data, f"batch:{number}")
        arguments = (record, asked["max_tags"], asked["tags_as"])
        done = await workers.run(jobs.tag, *arguments, size=len(line), patient=True)
        return accepted(done).encode("utf-8", "backslashreplace") + b"\n"
    except RequestError as error:
        return _line({"line": number, **error.data})


def _line(data: dict[str, Any]) -> bytes:
    return as_json.line(data).encode("utf-8", "backslashreplace") + b"\n"

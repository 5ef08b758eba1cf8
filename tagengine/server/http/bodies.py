"""Request bodies: read within bounds, as JSON or as text, or refused with a reason."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from email.message import Message
from typing import Any, NoReturn

import anyio
from starlette.requests import ClientDisconnect, Request

from tagengine.server.limits import Limits
from tagengine.server.problems import RequestError
from tagengine.text import finite_json

JSON = "application/json"
MARKDOWN = "text/markdown"
_ALSO_MARKDOWN = ("text/x-markdown", "text/vnd.daringfireball.markdown")
_CHARSETS = ("", "utf-8", "utf8", "us-ascii", "ascii")  # UTF-8, and what is UTF-8 as well
NDJSON = ("application/x-ndjson", "application/jsonl", "application/ndjson")
_CLOSE = {"connection": "close"}
_DRAINED = 16  # bodies' worth that is read and thrown away, so that a client hears the answer
_DRAIN_SECONDS = 2.0


def check_media_type(request: Request, *allowed: str) -> str:
    """Return the media type of a body; raises `RequestError` 415 if it is none of `allowed`."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    given, *parameters = header.get_params([("", "")])
    media_type = given[0].strip().lower()
    if media_type in _ALSO_MARKDOWN:
        media_type = MARKDOWN
    if media_type not in allowed:
        told = f'not "{given[0].strip()}"' if media_type else "and none is given"
        message = f"the body's Content-Type must be {' or '.join(allowed)}, {told}"
        raise RequestError(415, "unsupported_media_type", message)
    charsets = [value for name, value in parameters if name.lower() == "charset"]
    charset = str(charsets[0]).strip().lower() if charsets else ""
    if charset not in _CHARSETS:
        raise RequestError(
            415, "unsupported_media_type", f"the charset must be utf-8, not {charset}"
        )
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding != "identity":
        message = f'the body must not be encoded (Content-Encoding is "{coding}")'
        raise RequestError(415, "unsupported_media_type", message)
    return media_type


async def read(request: Request, limits: Limits) -> bytes:
    """Return a whole body; raises `RequestError`: 413 if it is too large, 408 if too slow."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limits.body_bytes:
        await _refuse_size(request, limits, is_declared=True)
    content = bytearray()
    try:
        with anyio.fail_after(limits.body):
            async for chunk in request.stream():
                content += chunk
                if len(content) > limits.body_bytes:
                    await _refuse_size(request, limits, is_declared=False)
    except TimeoutError:
        raise too_slow(limits) from None
    return bytes(content)


async def chunks(request: Request, limits: Limits) -> AsyncIterator[bytes]:
    """Yield a body's pieces as they come; raises `RequestError` 408 if the next is too slow."""
    stream = request.stream()
    while True:
        try:
            chunk = await asyncio.wait_for(anext(stream), limits.body)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise too_slow(limits) from None
        yield chunk


def too_slow(limits: Limits) -> RequestError:
    """Return the error for a body that does not come."""
    message = f"the body did not arrive within {limits.body:g} seconds"
    return RequestError(408, "body_timeout", message, headers=_CLOSE)


async def _refuse_size(request: Request, limits: Limits, *, is_declared: bool) -> NoReturn:
    """Raise the error for a body that is too large, having let most clients finish sending it.

    One who sends on while the connection is closed would lose the answer.
    """
    if not (is_declared and request.headers.get("expect", "").lower() == "100-continue"):
        rest = _DRAINED * limits.body_bytes
        with anyio.move_on_after(_DRAIN_SECONDS):
            try:
                async for chunk in request.stream():
                    rest -= len(chunk)
                    if rest < 0:
                        break
            except (ClientDisconnect, RuntimeError):  # gone, or all read
                pass
    message = f"the body is larger than {limits.body_bytes:,} bytes (--max-body sets the limit)"
    raise RequestError(413, "body_too_large", message, headers=_CLOSE)


def text_of(content: bytes, what: str = "the body") -> str:
    """Return UTF-8 as text; raises `RequestError` 400 with the byte where it is not."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{what} is not UTF-8 (at byte {error.start})"
        raise RequestError(400, "not_utf8", message) from None


def json_of(text: str, what: str = "the body") -> Any:
    """Return JSON data; raises `RequestError` 400 with line and column where it is not JSON."""
    try:
        return json.loads(text, **finite_json.HOOKS)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        message = f"{what} is not valid JSON: {error.msg} ({place})"
        raise RequestError(400, "invalid_json", message) from None
    except RecursionError:
        raise RequestError(400, "invalid_json", f"{what} is nested too deeply") from None
    except ValueError as error:  # a number that is none, or too long to read
        raise RequestError(
            400, "invalid_json", f"{what} is not valid JSON: {finite_json.refused(error)}"
        ) from None


async def read_json(request: Request, limits: Limits) -> Any:
    """Return a body's JSON data; errors as for `check_media_type`, `read` and `json_of`."""
    check_media_type(request, JSON)
    return json_of(text_of(await read(request, limits)))

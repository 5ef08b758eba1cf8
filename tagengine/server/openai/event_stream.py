"""Server-sent events (the HTML standard's `text/event-stream`), each with one line of JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.responses import Response

from tagengine.reporting import as_json

DONE = "[DONE]"


def event(data: Any, name: str | None = None) -> str:
    """Return an event; `data` that is text is sent as it is."""
    line = data if isinstance(data, str) else as_json.line(data)
    return (f"event: {name}\n" if name else "") + f"data: {line}\n\n"


def response(events: Iterable[str]) -> Response:
    """Return the response that consists of these events; all is known, so it is sent at once."""
    content = "".join(events).encode("utf-8", "backslashreplace")
    return Response(content, media_type="text/event-stream")

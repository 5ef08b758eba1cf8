"""How schemathesis writes what it does not know: lines of JSON, and Markdown."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson", "application/jsonl", "application/ndjson")
def as_lines(_: schemathesis.SerializationContext, value: Any) -> bytes:
    """Return a text as the bytes of a batch."""
    return str(value).encode("utf-8", "replace")


@schemathesis.serializer("text/markdown")
def as_markdown(_: schemathesis.SerializationContext, value: Any) -> bytes:
    """Return a text as the bytes of a document."""
    return str(value).encode("utf-8", "replace")

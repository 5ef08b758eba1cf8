"""A small HTTP client that tells what it lost, and many of them at once."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

_RECORD = {"id": 1, "readme": "# Tide\n\nTide is a sql store, a memo of a crate.\n"}


class LostError(Exception):
    """A request that was sent and not answered whole."""


@dataclass
class Tally:
    """What became of requests: answers by status, those refused at the door, those lost."""

    statuses: dict[int, int] = field(default_factory=dict)
    bodies: set[bytes] = field(default_factory=set)
    refused: int = 0
    lost: list[str] = field(default_factory=list)


async def ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, record: Any = None
) -> tuple[int, bytes, bool]:
    """Post a record to /tag; return status, body and whether the connection stays.

    Raises `LostError` if the answer does not come whole.
    """
    body = json.dumps(record or _RECORD).encode()
    head = "POST /tag HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    try:
        writer.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(answer.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        content = await reader.readexactly(length)
    except (OSError, asyncio.IncompleteReadError) as error:
        raise LostError(repr(error)) from None
    return int(answer[9:12]), content, b"connection: close" not in answer


async def client(port: int, tally: Tally, end: asyncio.Event, *, keeps: bool) -> None:
    """Ask again and again until the end, or until nobody listens; `keeps` one connection."""
    while not end.is_set():
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            tally.refused += 1
            return
        stays = True
        try:
            while stays and not end.is_set():
                status, body, stays = await ask(reader, writer)
                tally.statuses[status] = tally.statuses.get(status, 0) + 1
                tally.bodies.add(body)
                stays = stays and keeps
        except LostError as error:
            tally.lost.append(str(error))
        finally:
            writer.close()


async def load(port: int, tally: Tally, end: asyncio.Event, clients: int = 20) -> None:
    """Run clients, half of which make a connection for each request."""
    await asyncio.gather(
        *(client(port, tally, end, keeps=number % 2 == 0) for number in range(clients))
    )

"""Let nobody new in, while those who have connected are still taken: the first step of a stop.

A listening socket that is closed resets the connections that wait to be accepted, and between the
last one accepted and the closing there is always time for one more. On Linux a socket filter
(socket(7), SO_ATTACH_FILTER) drops the packets that begin a connection; whoever sent one tries
again a second later, and is refused since nobody listens any more. Elsewhere nothing is done.
"""

from __future__ import annotations

import ctypes
import socket
import struct
import sys
from contextlib import suppress

_SO_ATTACH_FILTER = 26  # asm-generic/socket.h
# Classic BPF (linux/filter.h), as (code, jump if true, jump if false, operand): load the byte of
# TCP's flags (RFC 9293, 3.1), drop the packet if it has SYN, else let it pass whole.
_DROP_SYN = (
    (0x30, 0, 0, 13),
    (0x45, 0, 1, 0x02),
    (0x06, 0, 0, 0),
    (0x06, 0, 0, 0xFFFFFFFF),
)


def refuse_new(listener: socket.socket) -> None:
    """Let a listening socket take no new connection, without losing those that wait on it."""
    if sys.platform != "linux":
        return
    program = b"".join(struct.pack("HBBI", *step) for step in _DROP_SYN)
    held = ctypes.create_string_buffer(program)
    pointer = struct.pack("HL", len(_DROP_SYN), ctypes.addressof(held))
    with suppress(OSError):  # a kernel without filters: as elsewhere
        listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, pointer)

"""The program: `tagengine`, and `python -m tagengine`."""

from __future__ import annotations

import os
import sys

_INTERRUPTED = 130  # 128 and the number of SIGINT


def start() -> None:
    """Be the program; Ctrl-C ends it with a line, even while it is loaded."""
    try:
        from tagengine.cli import run  # noqa: PLC0415 -- what takes time comes after the `try`
    except KeyboardInterrupt:
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, b"tagengine: interrupted\n")
        os._exit(_INTERRUPTED)
    run()


if __name__ == "__main__":
    start()

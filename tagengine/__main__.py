"""The program: `tagengine`, and `python -m tagengine`."""

from __future__ import annotations

import os
import sys

_INTERRUPTED = 130  # 128 and the number of SIGINT


def start() -> None:
    """Be the program; Ctrl-C ends it with a line, even while it is loaded."""
    try:
        _read_names_as_utf8()
        from tagengine.cli import run  # noqa: PLC0415 -- what takes time comes after the `try`
    except KeyboardInterrupt:
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, b"tagengine: interrupted\n")
        os._exit(_INTERRUPTED)
    run()


def _read_names_as_utf8() -> None:
    """Begin again in Python's UTF-8 mode where names of files would be read by another locale.

    They are ids in what is written, and the same bytes give the same ids everywhere.
    """
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606


if __name__ == "__main__":
    start()

"""Ctrl-C, the request to end and the end of the terminal, held back until nothing is half done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_HANGUP = getattr(signal, "SIGHUP", None)  # Windows has none
_SIGNALS = (signal.SIGINT, signal.SIGTERM, *([_HANGUP] if _HANGUP else []))


class Stopped(BaseException):
    """The work is to end; `signal` is how that was asked for."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.signal = signal.Signals(signum)


class Stopping:
    """Takes SIGINT, SIGTERM and SIGHUP; raises `Stopped` while its user waits, not else.

    A signal that the process ignores (`nohup`) stays ignored. A context; where this is not the
    main thread, which alone can take signals, it does nothing.
    """

    def __init__(self) -> None:
        self._asked: int | None = None
        self._is_waiting = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Stopping:
        if threading.current_thread() is threading.main_thread():
            self._before = {
                one: signal.signal(one, self._take)
                for one in _SIGNALS
                if signal.getsignal(one) is not signal.SIG_IGN
            }
        return self

    def __exit__(self, *_: object) -> None:
        for one, handler in self._before.items():
            signal.signal(one, handler)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let a signal end what is done in this context; one that came before ends it at once."""
        self._is_waiting = True
        try:
            if self._asked is not None:
                raise Stopped(self._asked)
            yield
        finally:
            self._is_waiting = False

    def _take(self, signum: int, frame: FrameType | None) -> None:
        self._asked = signum
        if self._is_waiting:
            self._is_waiting = False
            raise Stopped(signum)

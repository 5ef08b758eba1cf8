"""Who may ask a server: by which names it is known, and which token requests must bring."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path

from starlette.requests import Request

from tagengine.errors import FileError, UsageError, reason
from tagengine.server.event_log import EventLog
from tagengine.server.problems import RequestError

_LEAST_TOKEN = 16  # characters
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


def token_for(host: str, token_file: Path | None, log: EventLog) -> str | None:
    """Return the token that requests must bring, None for none.

    Raises `TagEngineError` if the file's token cannot be used, or there is no file and `host` lets
    other machines in. A file that others can read is warned of in the log.
    """
    if token_file is not None:
        return _read_token(token_file, log)
    if not _is_loopback(host):
        raise UsageError(
            f"--host {host} lets other machines in, so a token is needed (--token-file FILE)"
        )
    return None


def names_of(host: str, allowed: tuple[str, ...]) -> frozenset[str] | None:
    """Return the names that a Host header may have; None for any.

    A page of another site can have its own name point at this machine (DNS rebinding); its
    requests still name that site.
    """
    if not _is_loopback(host) and not allowed:
        return None
    return frozenset([*_LOOPBACK_NAMES, *(name.lower() for name in allowed)])


def check_origin(request: Request) -> None:
    """Raise `RequestError` 403 for a request that a page of another site makes.

    Browsers say whose page it is (https://fetch.spec.whatwg.org/#origin-header); other programs
    say nothing.
    """
    origin = request.headers.get("origin", "")
    site = request.headers.get("sec-fetch-site")
    own = request.headers.get("host", "").lower()
    is_own = not origin or origin.lower().partition("://")[2] == own
    if not (is_own if site is None else site in ("same-origin", "none")):
        raise RequestError(403, "other_origin", "a page of another site sent this request")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _read_token(path: Path, log: EventLog) -> str:
    """Return the token in a file; raises `TagEngineError` if it cannot be used."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(4096).strip()
    except OSError as error:
        raise FileError(path, f"{reason(error)} (--token-file needs a file with a token)") from None
    if os.name == "posix" and mode & 0o002:
        raise UsageError(f"{path}: everyone can change this token (chmod 600 {path})")
    if os.name == "posix" and mode & 0o044:
        problem = f"{path}: others can read this token (chmod 600 {path})"
        log.write("warning", level="warning", problem=problem)
    token = content.decode("ascii", "replace")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise UsageError(f"{path}: a token must be one line of printable ASCII without spaces")
    if len(token) < _LEAST_TOKEN:
        raise UsageError(
            f"{path}: the token has {len(token)} characters, at least {_LEAST_TOKEN} are needed"
        )
    return token

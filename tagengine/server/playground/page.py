"""The files of the page, held ready: all come from this package, so that it works offline."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tagengine.reporting.pages.rendering import template_file

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
ASSETS = ("playground.js", "theme.js", "style.css", "LICENCES.txt")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the page asks for; `tag` tells its content from others, as an `ETag`."""

    content: bytes
    media_type: str
    tag: str


def document() -> tuple[str, str]:
    """Return the page, and its Content-Security-Policy.

    CodeMirror writes its styles into the page, so these have a nonce, which is new every time.
    """
    nonce = secrets.token_urlsafe(16)
    return _text("index.html").replace("{nonce}", nonce), _POLICY.format(nonce=nonce)


@cache
def assets() -> Mapping[str, Asset]:
    """Return the files by the names under which the page asks for them."""
    found = (
        _asset(_text("playground.js"), "text/javascript"),
        _asset(template_file("theme.js"), "text/javascript"),
        _asset(template_file("theme.css") + _text("playground.css"), "text/css"),
        _asset(_text("LICENCES.txt"), "text/plain"),
    )
    return dict(zip(ASSETS, found, strict=True))


def _asset(text: str, media_type: str) -> Asset:
    content = text.encode()
    return Asset(content, media_type, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


@cache
def _text(name: str) -> str:
    return (resources.files(__package__) / "static" / name).read_text("utf-8")

"""The built site in a browser: nothing that keeps people out, light and dark, wide and narrow."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from scripts.site.__main__ import ROOT, main

if TYPE_CHECKING:
    from tests.reporting.pages.browser import Browser

pytestmark = pytest.mark.slow

_PAGES = ("", "start/", "metadata/", "rules/", "reference/commands/")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Write nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of the built site."""
    assert main([]) == 0
    handler = functools.partial(_Quiet, directory=str(ROOT / "build" / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_pages_are_for_everyone(browser: Browser, address: str, width: int, dark: bool) -> None:
    for page in _PAGES:
        browser.visit(address + page, width=width, dark=dark)
        assert browser.becomes("document.querySelector('.md-typeset pre > code')?.tabIndex !== -1")
        assert browser.violations() == []
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
        assert all(url.startswith((address, "data:")) for url in browser.requests())


def test_a_finding_s_code_is_found(browser: Browser, address: str) -> None:
    browser.visit(address + "reference/finding-codes/#impossible-unless")
    assert browser.becomes("location.hash === '#impossible-unless'")
    assert browser.find("#impossible-unless").text.startswith("impossible-unless")

"""A server with a few rules, and its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.server.support import serve
from tests.support import Folder

if TYPE_CHECKING:
    from tests.reporting.pages.browser import Browser
    from tests.server.playground.page import Playground


def write_rules(path: Path) -> Folder:
    """Write a folder of a few rules with examples."""
    folder = Folder(path)
    folder.write(
        "database.yaml",
        """\
        # Servers and embedded ones.
        tag: database
        rules:
          - keywords: [database, sql]
            weight: 10
        examples:
          match:
            - "# Mole\\n\\nMole is a database for moles."
        """,
    )
    folder.write(
        "cache.yaml",
        """\
        tag: cache
        rules:
          - {keywords: [cache], weight: 8}
        examples:
          match:
            - "# Tide\\n\\nTide is a cache."
        """,
    )
    folder.write_rules("lib", "- {keywords: [library], weight: 6}")
    return folder


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder of a few rules that nobody writes to."""
    return write_rules(tmp_path_factory.mktemp("playground") / "rules")


@pytest.fixture(scope="session")
def address(small_folder: Folder, own_cache: Path) -> Iterator[str]:
    """The address of a server with these rules."""
    with serve("--rules", small_folder.path, "--workers", "1") as served:
        yield served.url + "/"


@pytest.fixture
def page(browser: Browser, address: str) -> Playground:
    """The page of that server, just opened."""
    from tests.server.playground.page import Playground

    page = Playground(browser, address)
    page.open()
    return page

"""Pages to open in a browser."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tagengine import Engine
from tagengine.document.record import Record
from tagengine.evidence.result import Explanation
from tagengine.reporting.pages import files
from tagengine.reporting.pages.document_view import Explained
from tests.reporting.pages.hostile import RECORDS
from tests.support import Folder

MOLE = dedent("""\
    # Mole

    Mole is a SQL database with a query cache, a library for Go.

    It is a **distributed SQL
    database** that caches.

    ## Usage

    ```sh
    mole --database here.db
    ```

    Über ein 数据库 and a cache 🦫 of a cache; no toy database.
    """)
RECORD = Record(
    "vole", "vole", "A cache for <b>SQL</b>", ("cache", "database"), "# Vole\n\nFast.\n"
)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine with a few rules whose matches overlap."""
    folder = Folder(tmp_path_factory.mktemp("small") / "rules")
    folder.write_rules(
        "database",
        """
        - {keywords: [database], weight: 10, unless: {any: [toy], in: sentence}}
        - {keywords: [SQL database], weight: 12}
        - {keywords: [distributed SQL database], weight: 14}
        - {keywords: [数据库], weight: 5}
        """,
    )
    folder.write_rules(
        "cache", "- {keywords: [cache], weight: 8}\n- {keywords: [query cache], weight: 9}"
    )
    folder.write_rules("lib", "- {keywords: [library], weight: 3}\n- {keywords: [SQL], weight: 2}")
    return folder.engine()


@pytest.fixture(scope="session")
def mole(small: Engine) -> Explanation:
    """The explanation of a README."""
    return small.explain(MOLE, id="mole/README.md")


@pytest.fixture(scope="session")
def mole_page(mole: Explanation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of that README alone."""
    path = tmp_path_factory.mktemp("page") / "mole.html"
    page = files.only_page([Explained(mole)])
    assert page is not None
    files.write_page(page, path)
    return path


@pytest.fixture(scope="session")
def hostile_pages(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of documents that try to be more than text."""
    folder = tmp_path_factory.mktemp("hostile")
    files.write_folder((Explained(engine.explain_record(one)) for one in RECORDS), folder)
    return folder


@pytest.fixture(scope="session")
def index(small: Engine, mole: Explanation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a few documents."""
    folder = tmp_path_factory.mktemp("index")
    others = [
        small.explain_record(RECORD),
        small.explain("# Nothing\n\nNo word of it.\n", id="nothing"),
        small.explain("# Shrew\n\nA cache.\n", id="shrew 10"),
        small.explain("# Shrew\n\nA query cache and a library and a library.\n", id="shrew 9"),
    ]
    files.write_folder(map(Explained, [mole, *others]), folder)
    return folder / files.INDEX

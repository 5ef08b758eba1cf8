"""Pages written to files: one document to one file, many to a folder with an index."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from tagengine.errors import DocumentError, UsageError, reason
from tagengine.reporting.pages import index_view
from tagengine.reporting.pages.document_view import Explained
from tagengine.reporting.pages.rendering import document_page, index_page
from tagengine.system import atomic_files

INDEX = "index.html"
_PAGES = "documents"
_SUFFIXES = (".html", ".htm")
_UNFIT = re.compile(r"[^a-z0-9]+")


def is_folder(output: Path) -> bool:
    """Return whether pages written to `output` go into a folder: all but names of HTML files do."""
    return output.is_dir() or output.suffix.lower() not in _SUFFIXES


def only_page(explanations: Iterable[Explained]) -> str | None:
    """Return the page of the only document, None if there is none.

    Raises `UsageError` if there are several: those need a folder.
    """
    found = list(islice(explanations, 2))
    if len(found) > 1:
        raise UsageError(
            "several documents need several pages (write them to a folder: --output DIR)"
        )
    return document_page(found[0]) if found else None


def write_page(page: str, path: Path) -> None:
    """Write one page; raises `TagEngineError` if that cannot be."""
    atomic_files.write(path, page.encode("utf-8", "backslashreplace"))


def write_folder(explanations: Iterable[Explained], folder: Path) -> int:
    """Write a page for each document, then the index; return how many documents there were.

    Only the rows of the index are kept meanwhile. The index comes last, so that it never names a
    page that is not there. Raises `TagEngineError` if a file cannot be written.
    """
    rows: list[index_view.IndexRow] = []
    given: Counter[str] = Counter()
    for explained in explanations:
        explanation = explained.explanation
        if not rows:
            _make(folder / _PAGES)
        stem = _stem(str(explanation.id))
        given[stem] += 1
        number = f"-{given[stem]}" if given[stem] > 1 else ""
        address = f"{_PAGES}/{stem}{number}.html"
        write_page(document_page(explained, f"../{INDEX}"), folder / address)
        rows.append(index_view.row(explanation, address))
    if rows:
        write_page(index_page(rows), folder / INDEX)
    return len(rows)


def _stem(document_id: str) -> str:
    """Return the name of a document's file, fit for any file system: the same in every run."""
    words = _UNFIT.sub("-", document_id.lower())[:60].strip("-")
    digest = hashlib.sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{words}-{digest}".lstrip("-")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocumentError(f"{folder}: cannot be made: {reason(error)}") from None

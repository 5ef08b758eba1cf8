"""`tagengine explain --format html`: where the pages go, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tagengine import Engine
from tagengine.reporting.pages import files
from tagengine.reporting.pages.document_view import Explained
from tests.support import CommandLine

TEXT = "# Ember\n\nEmber is an embeddable key-value store for Rust.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(TEXT, "utf-8")
    Path("records.jsonl").write_text(
        "".join(json.dumps({"id": one, "readme": TEXT}) + "\n" for one in ("a/b", "A b", "a/b", 7)),
        "utf-8",
    )
    return tmp_path


def test_one_document_to_standard_output(cli: CommandLine, folder: Path, engine: Engine) -> None:
    code, output, error = cli("explain", "README.md", "--format", "html")
    assert (code, error) == (0, "")
    assert output.startswith("<!doctype html>\n")
    assert output.endswith("</html>\n")
    names = ", ".join(tag.name.strip() for tag in engine.tag(TEXT).tags)
    assert f"<title>README.md: {names}</title>" in output


def test_one_document_to_a_file(cli: CommandLine, folder: Path) -> None:
    _, output, _ = cli("explain", "README.md", "--format", "html")
    assert cli("explain", "README.md", "--format", "html", "--output", "page.html") == (0, "", "")
    assert Path("page.html").read_text("utf-8") == output


def test_many_documents_to_a_folder(cli: CommandLine, folder: Path) -> None:
    arguments = ("explain", "records.jsonl", "--format", "html", "--output", "pages")
    said = "tagengine: 4 pages written; start with pages/index.html\n"
    assert cli(*arguments) == (0, "", said)
    names = sorted(path.name for path in Path("pages/documents").iterdir())
    assert names == [
        "7-7902699be4.html",
        "a-b-a760b0e1e5.html",
        "a-b-c14cddc033-2.html",
        "a-b-c14cddc033.html",
    ]
    before = {path: path.read_bytes() for path in Path("pages").rglob("*.html")}
    assert cli(*arguments) == (0, "", said)
    assert {path: path.read_bytes() for path in Path("pages").rglob("*.html")} == before
    index = Path("pages/index.html").read_text("utf-8")
    assert all(f'href="documents/{name}"' in index for name in names)


def test_one_document_to_a_folder(cli: CommandLine, folder: Path) -> None:
    said = "tagengine: 1 page written; start with pages/index.html\n"
    arguments = ("explain", "README.md", "--format", "html", "--output", "pages/")
    assert cli(*arguments) == (0, "", said)


@pytest.mark.parametrize("output", [(), ("--output", "page.html")])
def test_many_documents_need_a_folder(
    cli: CommandLine, folder: Path, output: tuple[str, ...]
) -> None:
    said = (
        "tagengine: several documents need several pages (write them to a folder: --output DIR)\n"
    )
    assert cli("explain", "records.jsonl", "--format", "html", *output) == (2, "", said)
    assert not Path("page.html").exists()


def test_options_that_do_not_go_together(cli: CommandLine, folder: Path) -> None:
    said = "tagengine: --tag cannot be used with --format html (leave one out)\n"
    assert cli("explain", "README.md", "--format", "html", "--tag", "lib") == (2, "", said)


def test_no_page_without_a_document(cli: CommandLine, folder: Path) -> None:
    said = "tagengine: none.md: no such file or folder\n"
    for output in ("page.html", "pages"):
        arguments = ("explain", "none.md", "--format", "html", "--output", output)
        assert cli(*arguments) == (2, "", said)
        assert not Path(output).exists()


def test_a_folder_that_cannot_be(cli: CommandLine, folder: Path) -> None:
    Path("notes").write_text(TEXT, "utf-8")
    arguments = ("explain", "README.md", "--format", "html", "--output", "notes")
    said = "tagengine: notes/documents: cannot be made: not a folder\n"
    assert cli(*arguments) == (2, "", said)
    assert Path("notes").read_text("utf-8") == TEXT


def test_names_of_pages_are_fit_for_any_file_system(engine: Engine, tmp_path: Path) -> None:
    ids = ["../../etc/passwd", "con", "", "ÄÖ", "x" * 500, "a\0b", "<script>", "\ud800", "A", "a"]
    files.write_folder((Explained(engine.explain(TEXT, id=one)) for one in ids), tmp_path / "pages")
    names = [path.name for path in (tmp_path / "pages" / "documents").iterdir()]
    assert len({name.lower() for name in names}) == len(ids)
    assert all(name.removesuffix(".html").replace("-", "").isalnum() for name in names)
    assert max(map(len, names)) < 100
    assert all(name.isascii() for name in names)

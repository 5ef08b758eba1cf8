"""Code blocks that run or import the project say which of the two it is for."""

from __future__ import annotations

import pytest

from tagengine.document.code_usage import cuts, names_of


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("fast-json", ["fast-json", "fast_json", "fastjson"]),
        ("Ember.js", ["ember", "ember.js"]),
        ("dua-cli", ["dua", "dua-cli"]),
        ("", []),
        ("A rather long title of a project", []),
    ],
)
def test_how_a_name_is_written_in_code(name: str, some: list[str]) -> None:
    names = names_of(name)
    assert set(some) <= set(names)
    assert bool(names) == bool(some)


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("$ ember up --now", "COMMAND"),
        ("ember up", "COMMAND"),
        ("ann@host:~/x$ ember up", "COMMAND"),
        ("C:\\tools> ember up", "COMMAND"),
        ("sudo ember", "COMMAND"),
        ("python -m ember x.md", "COMMAND"),
        ("./ember.py x", "COMMAND"),
        ("import ember", "IMPORT"),
        ("from ember import Store", "IMPORT"),
        ("const store = require('ember')", "IMPORT"),
        ('import { open } from "ember/store";', "IMPORT"),
        ("use ember::Store;", "IMPORT"),
        ("#include <ember/store.h>", "IMPORT"),
        ('import "github.com/someone/ember"', "IMPORT"),
        ("ember = Store()", None),
        ("ember.open()", None),
        ("ember(3)", None),
        ("emberly up", None),
        ("run the ember", None),
        ("import embers", None),
    ],
)
def test_lines(line: str, zone: str | None) -> None:
    code = f"first line\n{line}\nlast line"
    found = [(code[start:end], kind.name) for start, end, kind in cuts(code, names_of("Ember"))]
    assert found == ([] if zone is None else [(line, zone)])


@pytest.mark.parametrize(
    ("language", "code", "found"),
    [
        ("", "ember up", ["ember up"]),
        ("bash", "ember up", ["ember up"]),
        ("bash", "# ember is started\nember up", ["ember up"]),
        ("console", "# ember up", ["# ember up"]),
        ("console", "$ ember up\nember ready on port 80", ["$ ember up"]),
        ("sh", "$ ember up\nEmber ready", ["$ ember up"]),
        ("powershell", "PS C:\\> x\nember.exe up", []),
        ("", "Ember ready on port 80", []),
        ("", "ember --> tide", []),
        ("", "ember │ tide", []),
        ("text", "ember up", []),
        ("text", "ember up --now\nEmber ready --now", ["ember up --now"]),
        ("mermaid", "Ember --> Tide", []),
        ("yaml", "stores:\n  ember local", []),
        ("js", "ember up", []),
        ("python", "ember up", []),
        ("text", "import ember", []),
        ("js", "import ember", ["import ember"]),
        ("bash", "source ember", ["source ember"]),
        ("output", "ember up", []),
        ("prompt", "ember up", []),
    ],
)
def test_what_a_block_is_written_in_counts(language: str, code: str, found: list[str]) -> None:
    places = cuts(code, names_of("Ember"), language)
    assert [code[start:end] for start, end, _ in places] == found


def test_without_a_name_nothing_is_found() -> None:
    assert cuts("ember up", []) == []

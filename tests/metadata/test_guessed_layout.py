"""Layouts that no preset knows, guessed from the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagengine.metadata.guessed_layout import guess

ENTRIES = [
    pytest.param(
        {f"a/{n}/tool.toml": f"[tool]\nname = 'x{n}'\ntags = ['a']" for n in range(3)},
        "  - files: [a/*/tool.toml]\n    fields: {name: tool.name, tags: tool.tags}\n",
        id="the same name in several folders",
    ),
    pytest.param(
        {f"{n}.json": '{"title": "x", "categories": ["a", "b"], "tags": 3}' for n in range(3)},
        "  - files: [/*.json]\n    fields: {name: title, tags: categories}\n",
        id="beside the configuration",
    ),
    pytest.param(
        {"tools.yaml": "tools:\n" + "- {name: x, about: y, labels: 'a, b', topics: [c]}\n" * 3},
        "  - files: [/tools.yaml]\n"
        "    select: tools[]\n"
        "    fields: {name: name, description: about, tags: topics}\n",
        id="a list below a key",
    ),
    pytest.param(
        {"tools.yaml": "- {title: x, tags: 'a, b'}\n" * 3},
        "  - files: [/tools.yaml]\n"
        "    select: '[]'\n"
        "    fields: {name: title, tags: tags}\n"
        "    tags_text: commas\n",
        id="tags in one text",
    ),
    pytest.param(
        {f"b/{n}.yml": "name: x\ntags: [a]\ntopics: [b]\nlanguage: Go\n" for n in range(3)},
        "  - files: [b/*.yml]\n"
        "    fields: {name: name, tags: tags, topics: topics, language: language}\n",
        id="topics and a language",
    ),
]


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.mark.parametrize(("files", "entry"), ENTRIES)
def test_the_entry_says_where_the_fields_are(
    files: dict[str, str], entry: str, tmp_path: Path
) -> None:
    _write(tmp_path, files)
    found = guess(tmp_path)
    assert found is not None
    assert found.entry() == entry


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="nothing"),
        pytest.param({f"{n}.yaml": "tags: [a]" for n in range(2)}, id="two"),
        pytest.param({f"{n}.yaml": "tags: [a]" for n in range(9)}, id="nothing but tags"),
        pytest.param({f"{n}.yaml": "name: [" for n in range(9)}, id="unreadable"),
        pytest.param({f"{n}.yaml": "name: x\ntags: 7" for n in range(9)}, id="numbers"),
        pytest.param({f".git/{n}.yaml": "name: x\ntags: [a]" for n in range(9)}, id="hidden"),
    ],
)
def test_there_is_nothing_to_guess(files: dict[str, str], tmp_path: Path) -> None:
    _write(tmp_path, files)
    assert guess(tmp_path) is None


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    _write(tmp_path, {f"a/{n}.yaml": "name: x\nhome: y\ntags: [a]" for n in range(3)})
    found = guess(tmp_path)
    assert found is not None
    assert list(found.told()) == [
        "  name:        name",
        "  tags:        tags",
        "  not read:    home",
    ]

"""The line of a tag in the files of a vocabulary."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagengine.rules.files.vocabulary_places import place_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- {id: 1, name: cache}\n- id: 2\n  name: 'nosql '\n", ":3:9"),
        ("[cache, nosql]\n", ":1:9"),
        ('[{"id": 1, "name": "nosql"}]', ":1:20"),
        ("- nosql-like\n", None),
        ("- [", None),
    ],
)
def test_a_tag_is_found_in_a_file(text: str, place: str | None, tmp_path: Path) -> None:
    path = tmp_path / "tags.yaml"
    path.write_text(text)
    assert place_of(path.as_posix(), "nosql") == (place and f"{path.as_posix()}{place}")


def test_a_tag_is_found_among_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yml").write_text(f"description: x\nname: {name}\n")
    found = place_of((tmp_path / "*.yml").as_posix(), "b")
    assert found == f"{(tmp_path / 'b.yml').as_posix()}:2:7"
    assert place_of((tmp_path / "none.yml").as_posix(), "b") is None

"""Guessing which files hold records is for reading: nothing is written on a guess."""

from __future__ import annotations

import pytest

from tests.metadata.support import Repo

POST = "---\ntitle: Ember\ntags: [rust]\n---\n\nA SQL server.\n"
GOLD = '{"readme": "A SQL server.", "tags": ["lib"]}\n'


@pytest.mark.parametrize("option", ["--fix", "--write-baseline"])
def test_nothing_is_written_on_a_guess(option: str, repo: Repo) -> None:
    repo.write("post.md", POST)
    repo.write("gold.jsonl", GOLD)
    value = ["known.json"] if option == "--write-baseline" else []
    code, lines, error = repo.check("--rules", "rules", option, *value)
    assert (code, lines) == (2, [])
    assert error.splitlines()[-1] == (
        f"tagengine: {option} needs a configuration or a preset, because a guess is only good "
        "for reading: "
        "1 file looks like the preset json-lines (just a guess: many files look like this) and "
        "1 file looks like the preset front-matter (just a guess: many files look like this) "
        f"(say: tagengine check {option} --preset json-lines; or write a configuration with: "
        "tagengine init)"
    )
    assert (repo.read("post.md"), repo.read("gold.jsonl")) == (POST, GOLD)
    assert not (repo.path / "known.json").exists()


def test_a_check_says_what_it_guessed_and_how_sure_it_is(repo: Repo) -> None:
    repo.write("post.md", POST)
    assert repo.check("--rules", "rules")[2] == (
        'tagengine: no .tagengine.yaml found, so files are read with the preset "front-matter" '
        "because they look like it (just a guess: many files look like this; "
        "use --preset front-matter, or write a configuration with tagengine init)\n"
    )

"""Presets: a file of each layout is read, told by its looks, checked and fixed."""

from __future__ import annotations

import pytest

from tagengine.metadata.configuration.presets import PRESETS
from tagengine.metadata.configuration.reading import from_preset
from tests.metadata.support import FIX, Repo

BESIDE = {
    "awesome-selfhosted": {
        "tags/database.yml": "name: database\ndescription: 'Databases.'\n",
        "tags/lib.yml": "name: lib\n",
    },
    "hugo": {"hugo.toml": "title = 'x'\n"},
    "jekyll": {"_config.yml": "title: x\n"},
    "docusaurus": {"docusaurus.config.ts": ""},
    "obsidian": {".obsidian/app.json": "{}"},
}
"""What stands beside the example of a preset, for it to be told."""


@pytest.mark.parametrize("name", list(PRESETS))
def test_a_preset_reads_and_fixes_its_example(name: str, repo: Repo) -> None:
    repo.write(
        "rules/database.yaml", "tag: database\nrules:\n  - {keywords: [key-value], weight: 9}\n"
    )
    for path, text in BESIDE.get(name, {}).items():
        repo.write(path, text)
    path, text = PRESETS[name].path, PRESETS[name].text
    repo.write(path, text)
    code, lines, error = repo.check("--rules", "rules")
    assert code == 1
    assert "tags: have [rust], expected [database]" in lines[0]
    assert f'read with the preset "{name}"' in error
    assert repo.check("--rules", "rules", "--preset", name)[:2] == (code, lines)
    assert repo.check("--rules", "rules", "--preset", name, *FIX)[0] == 0
    assert repo.check("--rules", "rules", "--preset", name)[0] == 0
    tags = text.rindex("tags")
    assert repo.read(path) == text[:tags] + text[tags:].replace("rust", "database", 1)


def test_backstage_reads_the_readme_and_passes_over_people(repo: Repo) -> None:
    repo.write("README.md", "# Ember\n\nEmber is a SQL server.\n")
    repo.write(
        "catalog-info.yaml",
        """\
        apiVersion: backstage.io/v1alpha1
        kind: System
        metadata: {name: ember}
        ---
        apiVersion: backstage.io/v1alpha1
        kind: User
        metadata: {name: ann}
        """,
    )
    assert repo.check("--rules", "rules", *FIX, "--preset", "backstage")[1][-1] == (
        "no findings in 1 record of 1 file, 1 record fixed"
    )
    assert "metadata: {name: ember, tags: [database]}\n---" in repo.read("catalog-info.yaml")


def test_every_preset_is_sound() -> None:
    for name in PRESETS:
        assert from_preset(name).preset == name


def test_a_preset_s_keys_can_be_replaced(repo: Repo) -> None:
    repo.configure(
        """\
        records:
          - preset: front-matter
            files: [notes/*.txt]
            fields: {tags: keywords}
            tags_as: id
        """
    )
    repo.write("notes/a.txt", "---\ntitle: SQL\nkeywords: [3]\n---\n")
    assert repo.check()[1][0].startswith("notes/a.txt:3:1: wrong-tags tags: have [3]")
    assert repo.check(*FIX)[0] == 0
    assert repo.read("notes/a.txt") == "---\ntitle: SQL\nkeywords: [1]\n---\n"

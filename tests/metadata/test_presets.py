"""Presets: a file of each layout is read, told by its looks, checked and mended."""

from __future__ import annotations

import pytest

from tagengine.metadata.configuration import from_preset
from tagengine.metadata.presets import PRESETS
from tests.metadata.support import Repo

PAGE = "---\ntitle: Ember\ndescription: A SQL server.\ntags:\n  - lib\n---\n# Ember\n"
FILES = {
    "awesome-selfhosted": {
        "software/ember.yml": "name: Ember\nwebsite_url: https://ember.example\n"
        "description: A SQL server.\ntags:\n  - lib\n",
        "tags/database.yml": "name: database\ndescription: 'Databases.'\n",
        "tags/lib.yml": "name: lib\n",
    },
    "backstage": {
        "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n"
        "  name: ember\n  annotations:\n    github.com/project-slug: a/b\n  tags: ['lib']\n"
        "spec: {type: service}\n---\napiVersion: backstage.io/v1alpha1\nkind: User\n"
        "metadata: {name: ann}\n",
        "README.md": "# Ember\n\nEmber is a SQL server.\n",
    },
    "landscape": {
        "landscape.yml": "landscape:\n  - category:\n    name: Data\n    subcategories:\n"
        "      - subcategory:\n        name: Stores\n        items:\n          - item:\n"
        "            name: Ember\n            extra:\n              summary_use_case: >-\n"
        "                A SQL server.\n            tags: [lib]\n          - item:\n"
        "            name: Tide\n",
    },
    "repos-json": {
        "repos.json": '[\n  {\n    "full_name": "a/ember",\n    "description": null,\n'
        '    "topics": ["sql"],\n    "tags": ["lib"]\n  }\n]\n',
    },
    "json-lines": {"all.jsonl": '{"readme": "# Ember\\n\\nA SQL server.", "tags": ["lib"]}\n'},
    "hugo": {
        "hugo.toml": "title = 'x'\n",
        "content/posts/ember.md": "+++\ntitle = 'SQL'\ntags = ['lib']\n+++\n# Ember\n",
    },
    "jekyll": {"_config.yml": "title: x\n", "_posts/2026-01-01-ember.md": PAGE},
    "docusaurus": {"docusaurus.config.ts": "", "docs/ember.mdx": PAGE},
    "obsidian": {".obsidian/app.json": "{}", "Notes/Ember.md": PAGE},
    "front-matter": {"pages/ember.md": PAGE},
}


@pytest.mark.parametrize("name", list(PRESETS))
def test_a_preset_reads_and_mends_its_files(name: str, repo: Repo) -> None:
    for path, text in FILES[name].items():
        repo.write(path, text)
    code, lines, error = repo.check("--rules", "rules", ".")
    assert code == 1
    assert "have [lib], expected [database]" in lines[0]
    assert f'read by the preset "{name}"' in error
    assert repo.check("--rules", "rules", "--preset", name) == (code, lines, "")
    assert repo.check("--rules", "rules", "--preset", name, "--fix")[0] == 0
    assert repo.check("--rules", "rules", "--preset", name)[0] == 0
    changed = [path for path, text in FILES[name].items() if repo.read(path) != text]
    assert len(changed) == 1
    before, after = FILES[name][changed[0]], repo.read(changed[0])
    assert after == before.replace("lib", "database")


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
    assert repo.check()[1][0].startswith("notes/a.txt:3:1: tags: have [3], expected [database]")
    assert repo.check("--fix")[0] == 0
    assert repo.read("notes/a.txt") == "---\ntitle: SQL\nkeywords: [1]\n---\n"

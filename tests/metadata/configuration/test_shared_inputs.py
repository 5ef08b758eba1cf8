"""A file that many records depend on stands for all of them."""

from __future__ import annotations

import pytest

from tests.metadata.support import Repo
from tests.rules.files.test_learned import SCALE

RECORD = "name: Ember\ndescription: A sql store.\ntags: [cache]\n"


@pytest.fixture
def catalogue(repo: Repo) -> Repo:
    """Two wrong records, and all that they depend on."""
    repo.configure(
        """\
        vocabulary: tags/**/*.yml
        overrides: settled/overrides.yaml
        baseline: known.json
        records:
          - {files: [projects/*.yml], readme_file: ../docs/README.md}
        """
    )
    for name in ("database", "cache", "lib"):
        repo.write(f"tags/a/{name}.yml", f"name: {name}\n")
    repo.write("settled/overrides.yaml", "x.yml: {pin: [lib]}\n")
    repo.write("known.json", '{"version": 1, "findings": {}}\n')
    repo.write("docs/README.md", "# Ember\n")
    repo.write("docs/other.md", "# Other\n")
    repo.write("rules/lists/stores.yaml", "keywords: [db]\n")
    repo.write("rules/sub/notes.yaml", "{}\n")
    for name in ("ember", "tide"):
        repo.write(f"projects/{name}.yml", RECORD)
    return repo


@pytest.mark.parametrize(
    "path",
    [".tagengine.yaml", "rules/cache.yaml", "rules/lists/stores.yaml", "tags/a/lib.yml",
     "settled/overrides.yaml", "known.json", "docs/README.md", "projects/../rules/zones.yaml"],
)  # fmt: skip
def test_files_that_stand_for_all_records(catalogue: Repo, path: str) -> None:
    code, lines, error = catalogue.check(path)
    assert error == ""
    assert code == 1
    assert [line.split(":")[0] for line in lines[:2]] == ["projects/ember.yml", "projects/tide.yml"]
    assert lines[2:] == ["2 findings in 2 records of 2 files"]
    assert catalogue.check(path, "projects/tide.yml", ".", path) == (code, lines, error)


def test_learned_words_stand_for_all_records(catalogue: Repo) -> None:
    catalogue.write("rules/scale.yaml", SCALE)
    catalogue.write("rules/learned/cache.yaml", "tag: cache\n")
    code, lines, error = catalogue.check("rules/learned/cache.yaml")
    assert (code, error) == (1, "")
    assert [line.split(":")[0] for line in lines[:2]] == ["projects/ember.yml", "projects/tide.yml"]


@pytest.mark.parametrize("path", ["docs/other.md", "rules/sub/notes.yaml", "tags/a"])
def test_files_that_do_not(catalogue: Repo, path: str) -> None:
    (catalogue.path / "tags" / "b.md").write_text("no tag")
    code, lines, error = catalogue.check(path)
    assert (code, lines) == (2, [])
    assert error.startswith("tagengine: no record files here")
    assert catalogue.check("--changed", path) == (0, [], "")


def test_a_vocabulary_in_one_file_and_options(repo: Repo) -> None:
    repo.configure("records: [{files: [projects/*.yml]}]\n")
    repo.write("tags.yml", "- database\n- lib\n")
    repo.write("projects/ember.yml", RECORD)
    assert repo.check("tags.yml")[:2] == (2, [])
    code, lines, _ = repo.check("tags.yml", "--vocabulary", "tags.yml")
    assert code == 1
    assert lines[-1] == "2 findings in 1 record of 1 file"


def test_the_preset_that_is_asked_for(repo: Repo) -> None:
    repo.write("tags/database.yml", "name: database\n")
    repo.write("software/ember.yml", RECORD)
    arguments = ("--preset", "awesome-selfhosted", "--rules", "rules", "tags/database.yml")
    assert repo.check(*arguments)[1][-1] == "2 findings in 1 record of 1 file"


def test_records_that_name_their_readmes(repo: Repo) -> None:
    repo.configure("records: [{files: [projects/*.yml], fields: {readme: text}}]\n")
    repo.write("projects/ember.yml", "text: ../about/ember.markdown\ntags: [cache]\n")
    repo.write("about/ember.markdown", "A sql store.\n")
    repo.write("about/ember.png", "A picture.\n")
    assert repo.check("about/ember.markdown")[0] == 1
    assert repo.check("about/ember.png")[0] == 2


def test_a_configuration_above_holds_where_one_was_deleted(repo: Repo) -> None:
    repo.configure("records: [{files: [projects/**/*.yml]}]\n")
    repo.write("projects/sub/ember.yml", RECORD)
    assert repo.check("--changed", "projects/.tagengine.yaml")[0] == 2  # named, and not there

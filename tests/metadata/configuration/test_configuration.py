"""Configurations: what they mean, and the exact words for every mistake."""

from __future__ import annotations

import pytest

from tagengine.metadata.configuration import files as configuration_files
from tagengine.metadata.configuration import reading as configuration
from tagengine.metadata.configuration.files import ConfigurationErrors
from tagengine.rules.files.strict_yaml import StrictFile
from tests.metadata.support import Repo


def problems(repo: Repo, name: str, text: str) -> list[str]:
    path = repo.write(name, text)
    with pytest.raises(ConfigurationErrors) as caught:
        configuration_files.from_file(path)
    return str(caught.value).splitlines()


def test_mistakes_are_all_said_at_once(repo: Repo) -> None:
    assert problems(
        repo,
        ".tagengine.yaml",
        """\
        rules: [a]
        polcy: exact
        max_tags: many
        records:
          - preset: backstag
          - format: xml
            files: ["*.xml"]
            fields: {nme: x, tags: a.., description: [a, 'b[]']}
          - select: a
          - {files: []}
        """,
    ) == [
        ".tagengine.yaml:1:8: expected the text of rules, found a list (write a text)",
        '.tagengine.yaml:2:1: unknown key "polcy" (did you mean "policy"?)',
        ".tagengine.yaml:3:11: expected a whole number for max_tags, found text (0 to 100 tags)",
        '.tagengine.yaml:5:13: unknown preset "backstag" (did you mean "backstage"?)',
        '.tagengine.yaml:6:13: unknown format "xml" '
        "(one of: front-matter, json, json-lines, toml, yaml)",
        '.tagengine.yaml:8:14: unknown key "nme" (did you mean "name"?)',
        '.tagengine.yaml:8:28: tags "a.." is not a path '
        "(keys with dots between them, [] for every item of a list)",
        '.tagengine.yaml:8:50: description "b[]" leads to several values '
        "(leave [] out; select says where records are)",
        '.tagengine.yaml:9:5: an entry has "files" or a preset (as in: files: [software/*.yml])',
        ".tagengine.yaml:10:13: an empty list of texts (a pattern) "
        "(write an item, or leave the key out)",
    ]


def test_a_table_of_pyproject_is_read_with_its_places(repo: Repo) -> None:
    assert problems(
        repo,
        "pyproject.toml",
        """\
        [tool.tagengine]
        policy = "exct"
        recrds = 1

        [[tool.tagengine.records]]
        files = "*.yml"
        """,
    ) == [
        'pyproject.toml:2:10: unknown policy "exct" (did you mean "exact"?)',
        'pyproject.toml:3:1: unknown key "recrds" (did you mean "records"?)',
        "pyproject.toml:6:9: expected a list of texts (a pattern), found text (write [*.yml])",
    ]


def test_a_table_of_pyproject_governs_the_files_below(repo: Repo) -> None:
    repo.write(
        "pyproject.toml",
        '[tool.tagengine]\nrules = "rules"\n[[tool.tagengine.records]]\nfiles = ["*.yml"]\n',
    )
    repo.write("a/b/x.yml", "description: SQL.\ntags: [lib]\n")
    assert repo.check("a/b/x.yml")[0] == 1


@pytest.mark.parametrize("pattern", ["*a" * 30, "**/" * 60 + "x", "a/*x*x*x*/b"])
def test_patterns_that_take_too_long_are_refused(pattern: str) -> None:
    file = StrictFile("c.yaml")
    configuration.read(file, f"records:\n  - files: ['{pattern}']\n")
    assert [str(one) for one in file.problems] == [
        f'c.yaml:2:13: too many stars in the pattern "{pattern[:60]}" '
        "(at most 3 * between two slashes, and 2 **)"
    ]

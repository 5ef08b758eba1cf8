"""`--quiet` and `--verbose` of verbs that check and measure."""

from __future__ import annotations

import pytest

from tests.metadata.support import Repo

LINE = "tagengine: rules: rules/ (from .tagengine.yaml)\n"
NO_RULES = "no rules and cannot be "


@pytest.fixture
def catalogue(repo: Repo) -> Repo:
    """A catalogue with a record and an audit; the rules have none for one of the tags."""
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", "name: a\ndescription: A SQL server.\ntags: [database]\n")
    (repo.path / "rules/lib.yaml").unlink()
    audit = repo.cli("explain", "a.yml", "--format", "json")[1]
    (repo.path / "audit.json").write_text(audit)
    return repo


@pytest.mark.parametrize("verb", [("check",), ("eval",), ("verify", "audit.json")])
def test_warnings_and_rules_are_told_as_asked(catalogue: Repo, verb: tuple[str, ...]) -> None:
    usual = catalogue.cli(*verb)
    quiet = catalogue.cli(*verb, "--quiet")
    verbose = catalogue.cli(*verb, "--verbose")
    assert usual[0] == quiet[0] == verbose[0] == 0
    assert usual[1] == quiet[1] == verbose[1]
    assert (NO_RULES in usual[2], LINE in usual[2]) == (True, False)
    assert quiet[2] == ""
    assert (NO_RULES in verbose[2], LINE in verbose[2]) == (True, True)

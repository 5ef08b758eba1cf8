"""Findings that are ignored by their code, in a configuration or in a record, with a reason."""

from __future__ import annotations

from tests.metadata.support import FIX, Repo

RECORD = "description: A SQL server.\ntags: [nonsense, lib, lib]\n"


def _codes(repo: Repo) -> list[str]:
    import json

    found = json.loads(repo.check("--format", "json")[1][0])["findings"]
    return sorted(one["code"] for one in found)


def test_a_configuration_ignores_with_a_reason(repo: Repo) -> None:
    repo.write("a.yml", RECORD)
    repo.configure("records: [{files: ['*.yml']}]\n")
    assert _codes(repo) == ["unknown-tag", "untidy-tags", "wrong-tags"]
    repo.configure("records: [{files: ['*.yml']}]\nignore: {unknown-tag: we have more tags}\n")
    assert _codes(repo) == ["untidy-tags", "wrong-tags"]
    repo.configure("records: [{files: ['*.yml'], ignore: {wrong-tags: people know better}}]\n")
    assert _codes(repo) == ["unknown-tag", "untidy-tags"]
    repo.check(*FIX)
    assert repo.read("a.yml") == "description: A SQL server.\ntags: [nonsense, lib]\n"
    repo.configure("records: [{files: ['*.yml']}]\nignore: {unknown-tags: x, untidy-tags: [x]}\n")
    assert repo.check() == (
        2,
        [],
        '.tagengine.yaml:3:10: unknown key "unknown-tags" (did you mean "unknown-tag"?)\n'
        ".tagengine.yaml:3:40: expected a reason, found a list (write a text)\n",
    )


def test_a_record_ignores_with_a_reason(repo: Repo) -> None:
    repo.configure("records: [{files: ['*.yml']}]\n")
    repo.write("a.yml", f"tagengine: {{ignore: [unknown-tag, untidy-tags], reason: so}}\n{RECORD}")
    assert _codes(repo) == ["wrong-tags"]
    repo.check("--fix")
    assert "[nonsense, lib, lib]" in repo.read("a.yml")
    repo.write("a.yml", f"tagengine: {{ignore: [unknown-tag]}}\n{RECORD}")
    said = "a.yml:1:21: missing-key an ignored code needs a reason (as in: reason: our list of tags"
    assert said in "\n".join(repo.check()[1])

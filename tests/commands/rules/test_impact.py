"""`tagengine rules impact`: the plan, the comment and the JSON, and their bounds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tagengine.authoring import impact_report
from tagengine.authoring.impact import DocumentImpact, Impact, RuleChange, TagChange, TagImpact
from tagengine.evidence.contributions import TagEvidence
from tagengine.rules.vocabulary import Tag
from tests.support import CommandLine, Folder

GOLDEN = Path(__file__).resolve().parent.parent.parent / "golden"


@pytest.fixture
def change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Two folders of rules and a labelled corpus, as the arguments that name them."""
    monkeypatch.chdir(tmp_path)
    old, new = Folder(Path("old")), Folder(Path("new"))
    old.write_rules("database", "- {keywords: [sql], weight: 10}\n- {keywords: [table], weight: 2}")
    new.write_rules("database", "- {keywords: [sql], weight: 1}")
    new.write_rules("cache", "- {keywords: [memo], weight: 10}\n- {keywords: [sql], weight: 9}")
    old.write_rules("lib", "- {keywords: [crate], weight: 5}")
    new.write_rules("lib", "- {keywords: [crate], weight: 5, zones: [title, noun]}")
    texts = {
        "ember": ("# Ember\n\nEmber is a SQL table.\n", ["database"]),
        "memo": ("# memo\n\nA crate for memos.\n", ["cache", "lib"]),
        "crate": ("# Crate\n\nA box.\n", ["lib"]),
    }
    lines = [
        json.dumps({"id": name, "readme": text, "tags": tags})
        for name, (text, tags) in texts.items()
    ]
    Path("gold.jsonl").write_text("\n".join(lines) + "\n")
    return ("rules", "impact", "old", "new", "--corpus", "gold.jsonl")


@pytest.mark.parametrize(("form", "name"), [("text", "impact.txt"), ("markdown", "impact.md")])
def test_reports(form: str, name: str, change: tuple[str, ...], cli: CommandLine) -> None:
    code, output, error = cli(*change, "--gold", "--format", form)
    assert (code, error) == (0, "")
    assert output == (GOLDEN / name).read_text("utf-8")


def test_json(change: tuple[str, ...], cli: CommandLine) -> None:
    code, output, error = cli(*change, "--format", "json")
    assert (code, error) == (0, "")
    data = json.loads(output)
    assert (data["documents"], data["changed"], data["figures"]) == (3, 2, None)
    assert data["rules"][0] == {"id": "cache/memo", "tag": "cache ", "old": None, "new": 1000}
    assert [one["id"] for one in data["impact"]] == ["ember", "memo"]
    lost = data["impact"][0]["changes"][1]
    assert (lost["tag"], lost["gained"], lost["old"]["score"]) == ("database", False, 4800)
    assert lost["rules"][0] == {
        "id": "database/sql", "old": 4000, "new": 400, "change": "changed"
    }  # fmt: skip
    assert json.loads(cli(*change, "--gold", "--format", "json")[1])["figures"]["micro_f1"] == [
        0.8571,  # 3 right of 3 given, 4 labels
        0.75,  # 3 right of 4 given
    ]


def test_the_exit_code_tells_on_demand(change: tuple[str, ...], cli: CommandLine) -> None:
    assert cli(*change, "--exit-code")[0] == 1
    same = ("rules", "impact", "old", "old", "--corpus", "gold.jsonl", "--exit-code")
    assert cli(*same) == (0, "No change of tags in 3 documents.\n", "")


def test_what_cannot_be_done(change: tuple[str, ...], cli: CommandLine) -> None:
    Path("gold.jsonl").write_text('{"readme": "# sql"}\n')
    code, output, error = cli(*change, "--gold")
    assert (code, output) == (2, "")
    assert error.splitlines()[0] == (
        'tagengine: gold.jsonl:1: "tags" is not a list of names (it should have the labels)'
    )
    Path("gold.jsonl").write_text('{"readme": [3]}\n{"readme": "# sql"}\n')
    code, output, error = cli(*change)
    assert (code, error) == (2, 'tagengine: gold.jsonl:1: "readme" is not a text\n')
    assert "1 of 1 document would change" in output
    Path("gold.jsonl").write_text("")
    assert cli(*change)[2] == "tagengine: gold.jsonl: no documents found\n"
    Path("gold.jsonl").unlink()
    assert cli(*change) == (2, "", "tagengine: gold.jsonl: no such file or folder\n")


def _huge(name: str) -> Impact:
    """Return an impact of very many documents, tags and rules whose names are hostile."""
    evidence = TagEvidence(Tag(1, name), False, 0, None, 0, 0, 0, None, None, ())
    change = TagChange(name, True, evidence, evidence, ())
    documents = tuple(
        DocumentImpact(f"{name}{number}", (), (name,), (change,)) for number in range(3000)
    )
    tags = tuple(TagImpact(f"{name}{number}", 0, 1, 1, 0) for number in range(3000))
    rules = tuple(RuleChange(f"{name}{number}", name, None, 100) for number in range(3000))
    return Impact(3000, documents, tags, rules, (), settings_changed=False)


@pytest.mark.parametrize("name", ["x", "[" * 500, "</details><script>|\n# x", "\U0001f600" * 300])
def test_a_comment_is_bounded_and_nothing_in_it_is_markup(name: str) -> None:
    comment = impact_report.markdown(_huge(name))
    assert len(comment) <= impact_report.COMMENT_LIMIT
    assert comment.count("<details>") == comment.count("</details>") == 2
    assert "<script>" not in comment
    assert comment.endswith("more\n\n</details>")

import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tagengine.document.record import Record
from tagengine.evaluation.gold import Labelled
from tagengine.learning.suggestions import advise
from tests.support import CommandLine, Folder


@pytest.fixture
def folder(rules: Folder) -> Folder:
    """Rules that miss what says ledger, and give cache for what says page."""
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    rules.write_rules("cache", "- {keywords: [cache, page], weight: 9}")
    rules.write_rules("lib", "- {keywords: [library], weight: 5}")
    return rules


def _gold() -> list[Labelled]:
    texts = (
        ("A ledger with sql", "database"),
        ("A ledger of rows", "database"),
        ("Ledgers for rows", "database"),
        ("A cache", "cache "),
        ("A library with a page", "lib"),
        ("Library: one page each", "lib"),
        ("A library", "lib"),
        ("Another library", "lib"),
    )
    return [
        Labelled(Record(f"r{number}", description=text), (tag,))
        for number, (text, tag) in enumerate(texts)
    ]


def test_keywords_that_would_help_come_with_their_reasons(folder: Folder) -> None:
    database, *_ = advise(folder.load(), _gold(), range(3), 5)
    assert database.labelled == 3
    (ledger,) = [one for one in database.suggestions if "ledger" in one.forms]
    assert (ledger.with_tag, ledger.records, ledger.missed) == (3, 3, 2)
    assert ledger.forms == ("ledger",)
    assert ledger.weight == 7
    assert [(one.id, one.text) for one in ledger.contexts] == [
        ("r1", "A ledger of rows"),
        ("r2", "Ledgers for rows"),
    ]
    assert not any("sql" in form for one in database.suggestions for form in one.forms)


def test_rules_that_hurt_are_named(folder: Folder) -> None:
    _, cache, lib = advise(folder.load(), _gold(), range(3), 5)
    (harm,) = cache.harms
    assert (harm.rule.id, harm.worse, harm.better) == ("cache/page", 2, 0)
    assert harm.contexts[0].text == "A library with a page"
    assert lib.harms == ()


def test_output_can_be_pasted(folder: Folder, tmp_path: Path, cli: CommandLine) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        "\n".join(
            json.dumps(
                {"id": one.record.id, "description": one.record.description, "tags": one.labels}
            )
            for one in _gold()
        )
    )
    code, output, error = cli("rules", "suggest", "--gold", gold, "--rules", folder.path)
    assert (code, error) == (0, "")
    assert output.startswith("# database: 3 labelled records\nrules:\n")
    assert (
        "  - keywords: [ledger]\n"
        "    weight: 7\n"
        "    note: 3 of 3 labelled records with it, 2 missed now\n"
        "    #   r1: A ledger of rows\n"
    ) in output
    assert (
        f"# hurts: cache/page ({folder.path}/cache.yaml:3): without it 2 records are better,"
        " 0 worse\n"
    ) in output
    pasted = next(iter(yaml.safe_load_all(output)))
    rules_text = (folder.path / "database.yaml").read_text() + output[
        output.index("  - keywords") : output.index("---")
    ]
    (folder.path / "database.yaml").write_text(rules_text)
    added = [rule for rule in folder.load().rules if rule.tag == 0]
    assert len(added) == 1 + len(pasted["rules"])
    only = cli("rules", "suggest", "--gold", gold, "--rules", folder.path, "--tag", "lib")[1]
    assert only == "# lib: 4 labelled records\n# nothing to suggest\n"


def test_an_unknown_tag(folder: Folder, tmp_path: Path, cli: CommandLine) -> None:
    arguments = ("--gold", tmp_path / "x", "--rules", folder.path, "--tag", "libs")
    code, _, error = cli("rules", "suggest", *arguments)
    assert code == 2
    assert error == 'tagengine: no tag "libs" in the vocabulary (did you mean "lib"?)\n'


def test_log_odds_are_symmetric_and_grow_with_contrast() -> None:
    from tagengine.learning.suggestions import _log_odds

    assert _log_odds(5, 10, 5, 10) == Decimal(0)
    assert _log_odds(5, 10, 1, 10) > _log_odds(4, 10, 2, 10) > 0
    assert _log_odds(1, 10, 5, 10) == -_log_odds(5, 10, 1, 10)

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tagengine import Engine
from tagengine.document.record import Record
from tagengine.evaluation import judging
from tagengine.evaluation.gold import Labelled
from tagengine.learning import parameters, rescoring, tuning
from tagengine.learning.parameters import Parameter
from tagengine.learning.rescoring import Trial
from tagengine.rules.files import folder as rule_files
from tagengine.rules.files.folder import Reading
from tagengine.rules.sources import read, read_files, shipped_folder
from tests.support import CommandLine, Folder, examples

RULES = """\
- keywords: [sql, table]  # what databases speak of
  weight: 4
- {keywords: [memo], weight: 0}
- {keywords: [csv], weight: -6}
"""


@pytest.fixture
def folder(rules: Folder) -> Folder:
    """Rules in which sql says too little and caching too much."""
    rules.write_rules("database", RULES)
    rules.write("cache.yaml", "tag: cache\nthreshold: 9\nimplies: {lib: 50}\nrules:\n"
                "  - {keywords: [cache], weight: 5}\n")  # fmt: skip
    rules.write_rules("lib", "- {keywords: [library], weight: 5}")
    return rules


def _gold(number: int) -> list[Labelled]:
    """Return records in which a cache is only mentioned beside sql, and a library is one."""
    texts = (
        ("Sql with a cache", "database"),
        ("Cache for pages", "cache "),
        ("Library for csv", "lib"),
    )
    return [
        Labelled(Record(f"{text} {index}", description=text), (tag,))
        for index in range(number)
        for text, tag in texts
    ]


def _parameters(folder: Folder) -> tuple[Reading, dict[str, str], list[Parameter]]:
    reading, files = read(folder.path), read_files(folder.path)
    return reading, files, parameters.parameters(reading, files, f"{folder.path}/")


def test_parameters_have_places_and_bounds(folder: Folder) -> None:
    _, files, found = _parameters(folder)
    by_name = {one.name: one for one in found}
    sql = by_name["weight of database/sql and 1 more"]
    assert (sql.file, sql.line, sql.column) == ("database.yaml", 4, 13)
    assert (sql.value, sql.low, sql.high) == (4, 2, 6)
    csv = by_name["weight of database/csv"]
    assert (csv.value, csv.low, csv.high) == (-6, -9, -3)
    assert by_name["threshold of cache"].value == 9
    assert "weight of database/memo" not in by_name  # a mask stays one
    assert all(one.name.startswith("selection: ") for one in found[:4])
    for one in found:
        line = files[one.file].splitlines()[one.line - 1]
        assert line[one.column - 1 :].startswith(str(one.value))
        assert all(one.low <= value <= one.high for value in one.tried())
        assert one.value not in one.tried()


def test_weights_of_starter_rules_are_left_alone(folder: Folder) -> None:
    path = folder.path / "database.yaml"
    path.write_text(f"{path.read_text()}  - {{keywords: [ledger], weight: 9, learned: true}}\n")
    names = [one.name for one in _parameters(folder)[2]]
    assert "weight of database/csv" in names
    assert "weight of database/ledger" not in names


def test_what_is_applied_is_what_is_written(folder: Folder) -> None:
    reading, files, found = _parameters(folder)
    changes = {one: one.tried()[-1] for one in found if one.tried()}
    texts = parameters.written(files, changes)
    parsed = rule_files.read({**files, **texts}, origin=str(folder.path)).rule_set
    done = tuning.applied(reading.rule_set, changes)
    assert (parsed.rules, parsed.policies) == (done.rules, done.policies)
    assert parsed.settings == done.settings
    assert "# what databases speak of" in texts["database.yaml"]


@pytest.mark.slow
def test_the_shipped_rules_can_be_written_with_all_numbers_changed() -> None:
    reading, files = read(), read_files(shipped_folder())
    found = parameters.parameters(reading, files, "rules/")
    changes = {one: one.tried()[0] for one in found if one.tried()}
    texts = parameters.written(files, changes)
    parsed = rule_files.read({**files, **texts}, origin="rules").rule_set
    done = tuning.applied(reading.rule_set, changes)
    assert (parsed.rules, parsed.policies, parsed.settings) == (
        done.rules, done.policies, done.settings
    )  # fmt: skip


def test_a_trial_answers_as_the_engine_does(folder: Folder) -> None:
    reading, _, found = _parameters(folder)
    labelled = _gold(2)
    kept = rescoring.keep(labelled, reading.rule_set)
    trial = Trial(kept, reading.rule_set)
    records = parameters.concerned(kept, found)
    for index, one in enumerate(found):
        for value in one.tried():
            changed = one.change(trial.rule_set, value)
            counts = trial.counts_after(changed, records[index], one.tags)
            whole = Trial(kept, changed)
            assert counts == (whole.hits, whole.size)
            engine = Engine(changed)
            answers = [judging.judge(engine, each)[0].answer for each in labelled]
            assert [each.answer for each in whole.judged()] == answers


@examples(20, HealthCheck.function_scoped_fixture)
@given(st.lists(st.sampled_from(_gold(1)), max_size=9), st.integers(1, 3))
def test_tuned_numbers_are_whole_bounded_and_no_worse_where_they_were_fitted(
    folder: Folder, labelled: list[Labelled], least_gain: int
) -> None:
    reading, _, found = _parameters(folder)
    kept = rescoring.keep(labelled, reading.rule_set)
    changes = tuning.fit(reading.rule_set, found, kept, least_gain)
    for one, value in changes.items():
        assert isinstance(value, int)
        assert one.low <= value <= one.high
        assert value * one.value > 0
    before, after = Trial(kept, reading.rule_set), Trial(
        kept, tuning.applied(reading.rule_set, changes))  # fmt: skip
    assert after.hits * before.size >= before.hits * after.size
    assert changes == tuning.fit(reading.rule_set, found, kept, least_gain)


def _write_gold(path: Path, labelled: list[Labelled]) -> Path:
    import json

    lines = [
        json.dumps({"id": one.record.id, "description": one.record.description, "tags": one.labels})
        for one in labelled
    ]
    path.write_text("\n".join(lines))
    return path


def test_a_gain_on_held_out_records_is_proposed_and_written(
    folder: Folder, tmp_path: Path, cli: CommandLine
) -> None:
    gold = _write_gold(tmp_path / "gold.jsonl", _gold(8))
    before = (folder.path / "cache.yaml").read_text()
    code, output, error = cli("rules", "tune", "--gold", gold, "--rules", folder.path)
    assert (code, error) == (0, "")
    assert "on records held out: micro F1 " in output
    assert "  fitted to half of the records " in output
    assert "no files were changed (--write changes them)\n" in output
    assert (folder.path / "cache.yaml").read_text() == before
    code, again, _ = cli("rules", "tune", "--gold", gold, "--rules", folder.path, "--write")
    assert again.splitlines()[:-1] == output.splitlines()[:-1]
    assert again.endswith(f"written; next: tagengine rules test --rules {folder.path}/\n")
    assert read(folder.path).rule_set != rule_files.read({
        **read_files(folder.path), "cache.yaml": before}).rule_set  # fmt: skip


def test_no_gain_no_proposal(folder: Folder, tmp_path: Path, cli: CommandLine) -> None:
    labelled = [Labelled(Record(n, description="Library"), ("lib",)) for n in range(9)]
    gold = _write_gold(tmp_path / "gold.jsonl", labelled)
    code, output, _ = cli("rules", "tune", "--gold", gold, "--rules", folder.path, "--write")
    assert code == 0
    assert output.splitlines()[-1] == "no gain on records held out: nothing is proposed"
    assert read_files(folder.path)["lib.yaml"].endswith("weight: 5}\n")


@pytest.mark.parametrize(
    ("count", "options", "message"),
    [
        (1, [], "too few records to hold some of them out (add more)"),
        (9, ["--write"], "--write changes your own rules, not the shipped ones (give --rules DIR)"),
    ],
)
def test_refusals(
    count: int, options: list[str], message: str, folder: Folder, tmp_path: Path, cli: CommandLine
) -> None:
    labelled = [Labelled(Record(n, description="Library"), ("lib",)) for n in range(count)]
    gold = _write_gold(tmp_path / "gold.jsonl", labelled)
    where = [] if options else ["--rules", str(folder.path)]
    code, _, error = cli("rules", "tune", "--gold", gold, *where, *options)
    assert code == 2
    assert error.endswith(f"{message}\n")

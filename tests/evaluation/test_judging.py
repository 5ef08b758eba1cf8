from tagengine.document.record import Record
from tagengine.evaluation.gold import Labelled
from tagengine.evaluation.judging import Fault, judge, mistakes
from tests.support import Folder


def test_mistakes_carry_their_evidence(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql, table], weight: 9}")
    rules.write_rules("lib", "- {keywords: [library], weight: 1}")
    record = Record(7, readme="# Memo\n\nMemo is a sql table library.")
    judged, result = judge(rules.engine(), Labelled(record, ("lib", "cache "), ("database",)))
    assert judged.answer == ("database",)
    assert judged.scores == (("database", 7200), ("lib", 400))
    found = mistakes(judged, result)
    assert found is not None
    assert [(one.fault, one.evidence.tag.name) for one in found.mistakes] == [
        (Fault.NOT_BEST, "database"),
        (Fault.MISSED, "lib"),
        (Fault.MISSED, "cache "),
    ]
    assert [one.match.rule for one in found.mistakes[0].evidence.contributions] == [
        "database/sql", "database/table",
    ]  # fmt: skip


def test_no_mistakes(rules: Folder) -> None:
    rules.write_rules("lib", "- {keywords: [library], weight: 9}")
    record = Record(7, readme="# Memo\n\nMemo is a library.")
    assert mistakes(*judge(rules.engine(), Labelled(record, ("lib",)))) is None

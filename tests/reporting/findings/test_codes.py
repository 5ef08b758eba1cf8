"""The codes of findings: all that there are have a meaning, an example and a fix."""

from __future__ import annotations

from tagengine.authoring.checks import CHECKS, CORPUS_CHECKS
from tagengine.errors import Code
from tagengine.metadata.checking import codes as of_records
from tagengine.reporting.findings import codes


def test_every_code_is_there() -> None:
    found = codes.by_kind()
    assert list(found) == ["records", "rules", "examples", "checks"]
    names = {value for name, value in vars(of_records).items() if name.isupper()}
    assert set(found["records"]) == {one for one in names if isinstance(one, str)} | {"syntax"}
    assert set(found["rules"]) == set(Code)
    assert list(found["checks"]) == list({**CHECKS, **CORPUS_CHECKS})


def test_every_code_has_a_sentence_an_example_and_its_fix() -> None:
    for found in codes.by_kind().values():
        assert all(one.meaning.endswith(".") and one.wrong and one.right for one in found.values())


def test_the_first_meaning_counts() -> None:
    syntax = codes.by_kind()["records"]["syntax"]
    assert codes.explained()["syntax"] == syntax
    assert codes.meanings(codes.RULES)["syntax"] != syntax.meaning

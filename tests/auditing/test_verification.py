"""An audit that was changed anywhere does not verify, and the place is named."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from tagengine import Engine, Record
from tagengine.auditing.strict_json import read_entries
from tagengine.auditing.verification import schema_file, verify
from tagengine.evidence import audit_json
from tagengine.inputs.files import read_records
from tests.auditing.tampering import Tampered, names, tampered
from tests.evidence.test_audit import ALL_REASONS, ALL_REASONS_TEXT
from tests.support import GOLD, Folder, is_full, needs_gold

RECORD = Record(
    "a/README.md", name="Bode", description="An sql row store", topics=("sql", "x"),
    readme=f"{ALL_REASONS_TEXT}\n## Größe\n\nA memo crate, ünd a store\n",
)  # fmt: skip
ONLY_THE_DOCUMENT_TELLS = re.compile(
    r"\.(candidates|contributions|left_out)(\[\d+\])?$|\.document(\.id|\.sha256|\.sources.*)?$|\.(text|position|path(\[\d+\])?|zone|section)$"
    r"|\.place(\.\w+)?$|\.selection\.max_tags$|\.left_out.*\.(rule|reason|by\.rule|by\.terms)"
    r"|\.contributions\[\d+\]\.rule$"
)


@pytest.fixture
def store(rules: Folder) -> Engine:
    """An engine in whose audits everything occurs."""
    rules.write_rules("database", ALL_REASONS)
    rules.write_rules("cache", "- {keywords: [memo], weight: 30}")
    rules.write("lib.yaml", "tag: lib\nkind: true\nrules:\n  - {keywords: [crate], weight: 10}\n")
    return rules.engine()


def audit_of(record: Record, engine: Engine) -> Any:
    return audit_json.data(engine.explain_record(record).audit)


def read_back(one: Tampered) -> Any:
    """Return a changed audit as it is read from a file."""
    return next(read_entries(json.dumps(one.data).encode(), "a.json")).value


def test_an_audit_verifies_with_and_without_the_document(store: Engine) -> None:
    for record in (RECORD, Record("x"), Record(1, readme="nothing here")):
        data = audit_of(record, store)
        assert verify(data, record, store) == []
        assert verify(data, None, store) == []
    audit = audit_json.data(store.explain_record(RECORD, max_tags=1).audit)
    assert verify(audit, RECORD, store) == []


def test_every_change_of_every_field_is_found_and_named(store: Engine) -> None:
    data = audit_of(RECORD, store)
    every, count = (2 if is_full() else 13), 0
    for one in tampered(data, every=every):
        changed = read_back(one)
        found = verify(changed, RECORD, store)
        assert names(found, one.path), (one.path, one.how, found)
        count += 1
    assert count > 2000 / every


def test_every_change_is_found_without_the_document_too(store: Engine) -> None:
    data = audit_of(RECORD, store)
    for one in tampered(data, every=2 if is_full() else 13, offset=1):
        found = verify(read_back(one), None, store)
        assert found, (one.path, one.how)
        if not names(found, one.path):
            assert ONLY_THE_DOCUMENT_TELLS.search(one.path), (one.path, one.how, found)


def test_a_change_with_a_digest_to_match_is_found_with_the_document(store: Engine) -> None:
    data = audit_of(RECORD, store)
    for one in tampered(data, every=5 if is_full() else 17):
        changed = read_back(one)
        if not isinstance(changed, dict) or "digest" in one.path + one.how:
            continue
        try:
            changed["digest"] = audit_json.digest(changed)
        except TypeError:  # a number that is no whole one
            continue
        found = verify(changed, RECORD, store)
        if one.path not in ("$.document.id", "$.selection.max_tags"):
            assert found, (one.path, one.how)


@needs_gold
def test_audits_of_real_readmes_verify_and_changes_are_found(engine: Engine) -> None:
    chosen = random.Random(7).sample(list(read_records(GOLD, pytest.fail)), 3)
    for read in chosen:
        record = getattr(read, "record", None)
        assert record is not None
        data = audit_of(record, engine)
        assert verify(data, record, engine) == []
        assert verify(data, None, engine) == []
        for one in tampered(data, every=4003, offset=len(record.readme)):
            assert names(verify(read_back(one), record, engine), one.path), (one.path, one.how)
            assert verify(read_back(one), None, engine), (one.path, one.how)


@pytest.mark.parametrize("readme", ["", "# Ember\n\nAn embedded database for Rust.\n"])
def test_what_a_tag_needs_is_recomputed_with_and_without_a_readme(
    readme: str, engine: Engine
) -> None:
    description = "A fast and simple self-hosted dashboard with charts for teams"
    record = Record("ember", name="Ember", description=description, readme=readme)
    data = audit_of(record, engine)
    assert len({candidate["needed"] for candidate in data["candidates"]}) > 1
    assert verify(data, record, engine) == verify(data, None, engine) == []


def test_another_document_is_told_as_such(store: Engine) -> None:
    data = audit_of(RECORD, store)
    (only,) = verify(data, Record("a/README.md", readme="sql"), store)
    assert only.path == "$.document.id"
    assert only.problem.startswith(
        f"the audit belongs to another text: its SHA-256 is {data['document']['sha256']}, here "
    )


def test_other_rules_are_told_as_such(store: Engine, engine: Engine) -> None:
    found = verify(audit_of(RECORD, store), RECORD, engine)
    assert found[0].path == "$.rules.sha256"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"audit": 2}, "$.audit: must be same as const definition: 1"),
        ({"tags": [{"id": 1}]}, "$.tags[0].name: is missing"),
        ({"a b": 1}, '$["a b"]: should not be there'),
        ({"tags": {}}, "$.tags: must be array"),
    ],
)
def test_the_form_is_checked_first(change: dict[str, Any], message: str, store: Engine) -> None:
    found = verify({**audit_of(RECORD, store), **change}, RECORD, store)
    assert [str(one) for one in found] == [message]


@pytest.mark.parametrize("value", [None, 1, [], "audit", {}, {"document": {"id": []}}])
def test_what_is_no_audit_is_no_audit(value: Any, store: Engine) -> None:
    assert verify(value, RECORD, store)
    assert verify(value, None, store)


def test_the_schema_is_the_published_one() -> None:
    published = Path(__file__).parents[2] / "docs" / "schemas" / "audit-1.json"
    assert schema_file().read_bytes() == published.read_bytes()

"""The audit: everything that counted and everything that did not, by the stages' own notes."""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine import Engine, Record
from tagengine.document.formats.known import Format
from tagengine.evidence import audit_json
from tagengine.matching.left_out import Reason
from tagengine.rules.zones import SECTION_NAMES, ZONE_NAMES
from tagengine.selection import Pass, Verdict
from tagengine.version import __version__
from tests.document.test_reading import MARKDOWN
from tests.support import Folder, examples

SCHEMA = json.loads(
    (Path(__file__).parent.parent.parent / "docs" / "schemas" / "audit-1.json").read_text("utf-8")
)
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
ALL_REASONS = """\
- {keywords: [row store, rows], weight: 10}
- {keywords: [store], weight: 4, cap: 2}
- {keywords: [sql], weight: 9, zones: [title]}
- {keywords: [ROWE], weight: 9, case: exact}
- {keywords: [shard], weight: 9, requires: {any: [disk, tape], in: section}}
- {keywords: [index], weight: 9, unless: {any: [finger], in: sentence, within: 3}}
- {keywords: [fridge], weight: 0}
- {keywords: [hidden], weight: 9}
- {keywords: [queue], weight: 9}
- {keywords: [join … table], weight: 9, zones: [title]}
"""
ALL_REASONS_TEXT = """\
# Bode

A row store. The store has a shard. This store and that store.

Speaks SQL. Rowe wrote it. The index finger. A fridge. Join any two table. Never a queue.

<!-- hidden -->
"""


def audit_of(engine: Engine, text: str) -> dict[str, Any]:
    """Return the JSON of a text's audit, checked against the schema."""
    data = audit_json.data(engine.explain(text, id="x").audit)
    VALIDATOR.validate(data)
    return data


@pytest.fixture
def reasons(rules: Folder) -> Engine:
    """An engine whose rules can be left out for every reason."""
    rules.write_rules("database", ALL_REASONS)
    return rules.engine()


def test_what_is_left_out_says_why_and_what_stood_in_its_way(reasons: Engine) -> None:
    data = audit_of(reasons, ALL_REASONS_TEXT)
    left_out = [
        (one["text"], one["reason"], one["place"]["line"], one["by"]) for one in data["left_out"]
    ]
    nothing: dict[str, Any] = {
        "rule": None, "terms": [], "scope": None, "within": None, "limit": None, "text": None,
        "place": None,
    }  # fmt: skip
    row_store = {
        "source": "readme", "start": 10, "end": 19, "start_byte": 10, "end_byte": 19, "line": 3,
        "column": 3,
    }  # fmt: skip
    finger = {
        "source": "readme", "start": 109, "end": 115, "start_byte": 109, "end_byte": 115,
        "line": 5, "column": 38,
    }  # fmt: skip
    never = {
        "source": "readme", "start": 147, "end": 152, "start_byte": 147, "end_byte": 152,
        "line": 5, "column": 76,
    }  # fmt: skip
    assert left_out == [
        ("store", "longer-match", 3,
         {**nothing, "rule": "database/row-store", "text": "row store", "place": row_store}),
        ("shard", "requires", 3, {**nothing, "terms": ["disk", "tape"], "scope": "section"}),
        ("store", "repeats", 3, {**nothing, "limit": 2}),
        ("SQL", "zone", 5, None),
        ("Rowe", "spelling", 5, None),
        ("index", "unless", 5,
         {**nothing, "terms": ["finger"], "scope": "sentence", "within": 3, "text": "finger",
          "place": finger}),
        ("fridge", "mask", 5, None),
        ("Join any two table", "zone", 5, None),
        ("queue", "negation", 5, {**nothing, "terms": ["Never"], "text": "Never", "place": never}),
        ("hidden", "worth-nothing", 7, None),
    ]  # fmt: skip
    assert {one["reason"] for one in data["left_out"]} == {reason.value for reason in Reason}


def test_an_audit_says_what_was_read(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    engine = rules.engine()
    text = "# Größe\r\n\r\nsql\r\n"
    content = text.encode()
    read = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": 18, "characters": 16}
    data = audit_of(engine, text)
    assert (data["audit"], data["engine"]) == (1, __version__)
    assert data["parser"] == f"pyromark {metadata.version('pyromark')}"
    assert data["rules"] == {
        "sha256": engine.rule_set.fingerprint, "format": 1, "tags": 3, "rules": 1,
    }  # fmt: skip
    assert data["document"] == {"id": "x", **read, "sources": [{"field": "readme", **read}]}


@pytest.mark.parametrize(
    ("form", "parser"),
    [
        (Format.MARKDOWN, f"pyromark {metadata.version('pyromark')}"),
        (Format.NOTEBOOK, f"pyromark {metadata.version('pyromark')}"),
        (Format.MDX, f"pyromark {metadata.version('pyromark')}"),
        (Format.RST, f"docutils {metadata.version('docutils')}"),
        (Format.ORG, f"tagengine {__version__}"),
        (Format.HTML, f"tagengine {__version__}"),
    ],
)
def test_an_audit_names_what_parsed_the_document(rules: Folder, form: Format, parser: str) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    record = Record("x", description="sql", readme="A sql server.", format=form)
    assert rules.engine().explain_record(record).audit.parser == parser


def test_the_sources_of_a_record_follow_each_other(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    record = Record(7, name="Größe", description="sql", topics=("a", "sql"), readme="sql")
    data = audit_json.data(rules.engine().explain_record(record).audit)
    document = data["document"]
    assert document["sha256"] == hashlib.sha256("Größesqlasqlsql".encode()).hexdigest()
    assert (document["bytes"], document["characters"]) == (17, 15)
    fields = [source["field"] for source in document["sources"]]
    assert fields == ["name", "description", "topics[0]", "topics[1]", "readme"]
    places = {one["place"]["source"] for one in data["candidates"][0]["contributions"]}
    assert places == {"description", "topics[1]", "readme"}


def test_the_steps_of_the_selection_are_told_in_order(rules: Folder) -> None:
    rules.write(
        "database.yaml",
        "tag: database\nsuppresses: [cache]\nrules:\n  - {keywords: [sql], weight: 20}\n",
    )
    rules.write_rules("cache", "- {keywords: [memo], weight: 12}")
    rules.write("lib.yaml", "tag: lib\nkind: true\nrules:\n  - {keywords: [crate], weight: 4}\n")
    data = audit_of(rules.engine(), "# sql, memo, crate\n")
    shown = [
        (step["pass"], step["tag"]["name"], step["score"], step["threshold"], step["best"],
         step["share"], step["taken"], step["verdict"], step["by"])
        for step in data["selection"]["steps"]
    ]  # fmt: skip
    by = {"id": 1, "name": "database"}
    assert shown == [
        ("score", "database", 5000, 1000, 5000, 1900, 0, "chosen", None),
        ("score", "cache ", 3000, 1000, 5000, 1900, 1, "suppressed", by),
        ("score", "lib", 1000, 1000, 5000, 1900, 1, "below-share", None),
        ("kind", "lib", 1000, 1000, 5000, 900, 1, "chosen-as-kind", None),
    ]
    assert [tag["name"] for tag in data["tags"]] == ["database", "lib"]
    verdicts = [(one["tag"]["name"], one["verdict"]) for one in data["candidates"]]
    assert verdicts == [
        ("database", "chosen"), ("cache ", "suppressed"), ("lib", "chosen-as-kind"),
    ]  # fmt: skip


def test_the_kind_s_turn_says_whose_place_it_takes(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 25}")
    rules.write_rules("cache", "- {keywords: [redis], weight: 12}")
    rules.write("lib.yaml", "tag: lib\nkind: true\nrules:\n  - {keywords: [crate], weight: 10}\n")
    explanation = rules.engine().explain("# sql, redis, crate", max_tags=2)
    step = explanation.audit.selection.steps[-1]
    assert (step.in_pass, step.rank, step.verdict) == (Pass.KIND, 1650, Verdict.CHOSEN_AS_KIND)
    assert step.by is not None
    assert explanation.rule_set.vocabulary[step.by].name == "cache "
    cache = explanation.why("cache")
    assert (cache.verdict, cache.by and cache.by.name) == (Verdict.YIELDED, "lib")


@examples(60)
@given(st.lists(MARKDOWN, max_size=4), st.integers(0, 3))
def test_an_explanation_is_the_same_computation(
    engine: Engine, parts: list[str], position: int
) -> None:
    words = ["database", "a Redis cache", "the `SQL` server for games", "数据库"]
    text = f" {words[position]} ".join(["# Title\n", *parts, ""])
    result, explanation = engine.tag(text), engine.explain(text)
    assert (explanation.tags, explanation.steps) == (result.tags, result.steps)
    data = audit_of(engine, text)
    assert data == audit_of(engine, text)
    found = [one["position"] for one in data["left_out"]]
    assert all(0 <= position <= len(explanation.document.text) for position in found)
    for entry in data["left_out"]:
        place = entry["place"]
        assert text[place["start"] : place["end"]] == entry["text"]


def test_the_digest_is_over_the_canonical_form(reasons: Engine) -> None:
    data = audit_of(reasons, ALL_REASONS_TEXT)
    stated = data.pop("digest")
    text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    assert stated == hashlib.sha256(text.encode("ascii")).hexdigest()


def test_the_schema_and_the_audit_have_the_same_names(reasons: Engine, engine: Engine) -> None:
    properties = _properties(SCHEMA)
    with_echoes = audit_of(engine, "# Tide\n\nA database library for the terminal.")
    assert properties == _keys(audit_of(reasons, ALL_REASONS_TEXT)) | _keys(with_echoes)
    occurrence = SCHEMA["properties"]["left_out"]["items"]["properties"]
    assert occurrence["zone"]["enum"] == list(ZONE_NAMES)
    assert occurrence["section"]["enum"] == list(SECTION_NAMES)
    assert set(occurrence["reason"]["enum"]) == {reason.value for reason in Reason}
    candidate = SCHEMA["properties"]["candidates"]["items"]["properties"]
    assert set(candidate["verdict"]["enum"]) == {verdict.code for verdict in Verdict}


def _properties(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return {name for item in schema for name in _properties(item)}
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", ()))
    assert own == set(schema.get("required", ())), "every property is always written"
    return own.union(*(_properties(value) for value in schema.values()))


def _keys(data: Any) -> set[str]:
    if isinstance(data, list):
        return {name for item in data for name in _keys(item)}
    if not isinstance(data, dict):
        return set()
    return set(data).union(*(_keys(value) for value in data.values()))

"""Any text is read and tagged: runs, scores, evidence and tags are as promised."""

from __future__ import annotations

from fuzz import tokens
from fuzz.choices import Choices
from tagengine import Engine
from tagengine.document.record import Record
from tagengine.evidence import audit_json
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import folder as rule_files
from tests.invariants import check_document, check_result

MODULES = (
    "document/reading",
    "document/markdown/repairs",
    "document/markdown/fragments",
    "document/markdown/collecting",
    "document/markdown/html_text",
    "document/markdown/html_tokens",
    "document/structure",
    "document/definition",
    "document/code_usage",
    "text/words",
    "matching/matcher",
    "matching/phrases",
    "matching/conditions",
    "matching/regexes",
    "scoring",
    "selection",
    "evidence/contributions",
    "engine",
    "evidence/audit",
)
TOKENS = tokens.MARKDOWN
LONGEST = 600  # bytes
RUNS = 260_000

_VOCABULARY = """\
- {id: 1, name: database}
- {id: 2, name: "cache "}
- {id: 3, name: lib}
- {id: 4, name: go}
"""
_RULES = {
    "database": """\
tag: database
implies: {lib: 30}
rules:
  - {keywords: [sql, [key value store, key store], 数据库], weight: 10}
  - {keywords: [sql server], weight: 0}
  - {keywords: [key … store], weight: 6, gap: 3}
  - {regex: '[vV]\\d{1,3}\\b', weight: 3}
""",
    "cache": """\
tag: cache
suppresses: [go]
rules:
  - {keywords: [memo table, memo], weight: 9, cap: 2}
  - {keywords: [SQL], weight: 3, case: exact, unless: {any: [not], in: sentence, within: 3}}
  - {keywords: [value], weight: -4, zones: [title, body, license, url]}
""",
    "lib": """\
tag: lib
kind: true
threshold: 4
rules:
  - {keywords: [crate, library], weight: 8, requires: {any: [sql, memo], in: section}}
  - {keywords: [c++, node.js, "ﬁ", ß], weight: 5, zones: {code_block: 100, title: 50}}
""",
    "go": """\
tag: go
excludes: [database]
rules:
  - {regex: '^(?<match>the|ember) ', weight: 4}
  - {keywords: [import, データ, e\u0301], weight: 7, zones: [import, command, summary, emoji]}
""",
}


def _engine() -> Engine:
    files = {f"{tag}.yaml": text for tag, text in _RULES.items()}
    files["vocabulary.yaml"] = _VOCABULARY
    settings = rule_sources.shipped_folder() / rule_files.SETTINGS_FILE
    files[rule_files.SETTINGS_FILE] = settings.read_text("utf-8")
    return Engine(rule_files.read(files).rule_set)


ENGINE = _engine()


def check(data: bytes) -> None:
    """Read and tag a README, or a record made of the text's lines."""
    choices = Choices(data)
    if data[:1] == b"%":  # a record: its name, description and topic, a line each
        text = choices.text(TOKENS)[1:]
        name, description, topic, readme = (*text.split("\n", 3), "", "", "")[:4]
        record = Record(1, name, description, (topic, topic[::-1]), readme)
    else:
        record = Record("", readme=choices.text(TOKENS))
    result = ENGINE.tag_record(record)
    check_document(result.document)
    check_result(result)
    if len(data) % 4:  # the full account takes as long again
        return
    explained = ENGINE.explain_record(record)
    assert (explained.tags, explained.scores) == (result.tags, result.scores)
    audit_json.data(explained.audit)

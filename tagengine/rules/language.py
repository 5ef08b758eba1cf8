"""Every key of every file of a rule folder: its form, default, example and meaning, in tables.

The loader takes the names and limits from here, `authoring.schema` makes the JSON Schema of it and
`authoring.reference` the reference in `docs/rules.md`: one home, so that they cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WEIGHT_LIMIT = 100  # points
FACTOR_LIMIT = 1_000  # percent
THRESHOLD_LIMIT = 10_000  # points
CAP_LIMIT = 100  # occurrences
GAP_LIMIT = 10  # words
WITHIN_LIMIT = 50  # words
REGEX_LENGTH = 1_000  # characters
DEFAULT_GAP = 2  # words
DEFAULT_IMPLIED = 30  # percent
SCOPES = ("sentence", "section", "document")
CASES = ("fold", "exact")

ID_LIMIT = 2**63 - 1
FRAGMENT_NAME = "[A-Za-z_][A-Za-z0-9_]*"

Schema = Mapping[str, Any]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _whole(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


TEXT: Schema = {"type": "string", "pattern": r"\S"}
TEXTS = _list(TEXT)
REGEX: Schema = {"type": "string", "pattern": r"\S", "maxLength": REGEX_LENGTH}
BOOLEAN: Schema = {"type": "boolean"}
PERCENT = _whole(0, FACTOR_LIMIT)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping in a rule folder's files.

    `schema` is the JSON Schema of its value, in which `$ref` names another table (`rule`,
    `condition`) or what depends on the folder (`tag`, `zone`, `list`), as `authoring.schema` has
    them; `default` is what holds without it, in words; `example` is YAML; `unit` what a number
    counts.
    """

    name: str
    schema: Schema
    default: str
    example: str
    meaning: str
    unit: str = ""
    required: bool = False


FILE_KEYS = (
    Key("tag", _ref("tag"), "required", "tag: cache",
        "the name of the tag; spaces around it may be left out", required=True),
    Key("kind", BOOLEAN, "false", "kind: true",
        "the tag says what kind of thing a project is (`lib`, `cli`), not what it is about"),
    Key("threshold", _whole(0, THRESHOLD_LIMIT), "`selection.threshold` of `zones.yaml`",
        "threshold: 12", "the score that the tag needs to be given", "points"),
    Key("implies", {"anyOf": [_list(_ref("tag")), {
            "type": "object", "minProperties": 1, "propertyNames": _ref("tag"),
            "additionalProperties": _whole(1, 100)}]},
        "none", "implies: {database: 40}",
        "tags that also get this part of the weight of every positive rule (30 % if it is a list)",
        "percent"),
    Key("suppresses", _list(_ref("tag")), "none", "suppresses: [web-app]",
        "tags that are not given if this one was chosen before them"),
    Key("excludes", _list(_ref("tag")), "none", "excludes: [framework]",
        "tags that are never given together with this one: the one with the lower score is left "
        "out"),
    Key("rules", _list(_ref("rule")), "required", "rules: [{keywords: [memcached], weight: 6}]",
        "the rules: see below", required=True),
    Key("examples", _ref("examples"), "none", 'examples: {match: ["# Tide\\n\\nAn LRU cache."]}',
        "documents that must get the tag, or must not"),
)  # fmt: skip

RULE_KEYS = (
    Key("keywords", _list(_ref("keyword")), "this, `lists` or `regex`",
        "keywords: [memoize, [LRU, least recently used]]",
        "words to find; an inner list is one keyword with its aliases"),
    Key("lists", _list(_ref("list")), "none", "lists: [databases]",
        "shared lists whose keywords this tag uses too"),
    Key("regex", REGEX, "this, `keywords` or `lists`", "regex: 'HTTP/[23]\\b'",
        "a pattern; `(?&name)` inserts a fragment, and only what `(?<match>…)` finds is the match"),
    Key("weight", _whole(-WEIGHT_LIMIT, WEIGHT_LIMIT), "required", "weight: 8",
        "how much the rule counts; a negative weight counts against the tag, and 0 makes a mask",
        "points", required=True),
    Key("zones", {"anyOf": [_list(_ref("zone")), {
            "type": "object", "minProperties": 1, "propertyNames": _ref("factor_zone"),
            "additionalProperties": PERCENT}]},
        "everywhere", "zones: [summary, features]",
        "where the rule counts: zones, sections and groups; a mapping gives the rule its own "
        "factors",
        "percent"),
    Key("requires", _ref("condition"), "none", "requires: {any: [memory], in: sentence}",
        "the rule counts only where the condition holds"),
    Key("unless", _ref("condition"), "none", "unless: {any: [browser], within: 5}",
        "the rule counts only where the condition does not hold"),
    Key("cap", _whole(1, CAP_LIMIT), "length of `repeats`", "cap: 1",
        "the highest number of occurrences that count, up to the length of `repeats`",
        "occurrences"),
    Key("gap", _whole(1, GAP_LIMIT), str(DEFAULT_GAP), "gap: 3",
        "the most words that a `…` in a keyword stands for", "words"),
    Key("plural", BOOLEAN, "true", "plural: false",
        "find the regular English plural of the last word too"),
    Key("hyphen", BOOLEAN, "true", "hyphen: false", "treat `-`, `_`, `/` and spaces as the same"),
    Key("case", {"enum": list(CASES)}, "`fold`", "case: exact",
        "`exact` finds `ROS` but not `ros`"),
    Key("id", TEXT, "from the keyword", "id: cache/http-headers",
        "a name for the rule that stays the same; only for a regex or a single keyword"),
    Key("since", TEXT, "none", 'since: "2026-11"', "the version or date when the rule was added"),
    Key("source", TEXT, "none", "source: https://example.org/issues/12",
        "where the rule comes from: a link, a document or a person"),
    Key("note", TEXT, "none", "note: HTTP caching only", "for whoever reads the file next"),
    Key("learned", BOOLEAN, "false", "learned: true",
        "`rules learn` wrote this entry; if people write the same keyword, theirs counts"),
    Key("examples", _ref("examples"), "none", "examples: {no_match: [the cache folder]}",
        "texts in which one of the entry's rules must count, or none may"),
)  # fmt: skip

KEYWORD_ONLY = ("gap", "plural", "hyphen", "case")
"""Keys of a rule that mean nothing for a regex, which has its own ways to say so."""

CONDITION_KEYS = (
    Key("any", TEXTS, "this or `lists`", "any: [browser, web page]",
        "terms, of which one must be there; they are found like keywords"),
    Key("lists", _list(_ref("list")), "none", "lists: [databases]", "shared lists of such terms"),
    Key("in", {"enum": list(SCOPES)}, "`document`", "in: sentence",
        "the term must be in the same sentence, section or document as the match"),
    Key("within", _whole(0, WITHIN_LIMIT), "any distance", "within: 5",
        "the most words between match and term", "words"),
)  # fmt: skip

EXAMPLE_KEYS = (
    Key("match", TEXTS, "none", 'match: ["# Tide\\n\\nTide is an in-memory cache."]',
        "texts that must match"),
    Key("no_match", TEXTS, "none", 'no_match: ["# Crate\\n\\nClears the CI cache."]',
        "texts that must not match; near misses are the most useful"),
)  # fmt: skip

LIST_KEYS = (
    Key("keywords", _list(_ref("keyword")), "required", "keywords: [mysql, [postgres, postgresql]]",
        "as in a rule", required=True),
    Key("note", TEXT, "none", "note: servers, no embedded ones", "what belongs in the list"),
)  # fmt: skip

VOCABULARY_KEYS = (
    Key("id", {"anyOf": [_whole(-ID_LIMIT, ID_LIMIT), TEXT]}, "required", "id: 17",
        "written to the output verbatim", required=True),
    Key("name", TEXT, "required", "name: cache", "written to the output verbatim", required=True),
    Key("scope", TEXT, "none", "scope: caching servers and libraries",
        "what the tag is for, in words"),
)  # fmt: skip

SETTINGS_KEYS = (
    Key("zones", _ref("zone_factors"), "required",
        "zones: {title: 250, …}", "how much a rule's weight counts in each zone", "percent", True),
    Key("words", _ref("parts"), "100 everywhere", "words: {tagline: 60}",
        "the part of it that counts for a keyword of one word, which may have several meanings",
        "percent"),
    Key("kind_words", _ref("parts"), "100 everywhere", "kind_words: {head: 60}",
        "the same for tags with `kind: true`, because only the noun says what a project is",
        "percent"),
    Key("sections", _ref("sections"), "required",
        "sections: {install: {factor: 40, headings: [setup]}, …}",
        "a factor for each section, and the headings that start it", required=True),
    Key("groups", {"type": "object", "minProperties": 1, "propertyNames": _ref("group_name"),
            "additionalProperties": _list(_ref("member"))},
        "required", "groups: {summary: [name, title]}", "names for several zones", required=True),
    Key("repeats", _list(_whole(0, 100)), "required", "repeats: [100, 50, 25]",
        "how much the best occurrence of a rule counts, the second best and so on; others do not "
        "count",
        "percent", True),
    Key("selection", _ref("selection"), "required", "selection: {max_tags: 3, …}",
        "how tags are chosen: see below", required=True),
)  # fmt: skip

SELECTION_KEYS = (
    Key("max_tags", _whole(1, 100), "required", "max_tags: 3",
        "the most tags that a document gets", "tags", True),
    Key("threshold", _whole(0, THRESHOLD_LIMIT), "required", "threshold: 10",
        "the score that a tag needs, unless its file has a threshold", "points", True),
    Key("share", _whole(0, 100), "required", "share: 38",
        "the part of the best score that a tag needs; for a subject, of the best subject's "
        "score", "percent",
        True),
    Key("kind_share", _whole(0, 100), "required", "kind_share: 18",
        "if no kind was chosen: the part of the best score that the best kind needs to be given "
        "too",
        "percent", True),
    Key("kind_rank", _whole(0, 100), "required", "kind_rank: 55",
        "the part of the last tag's score that this kind needs to replace that tag", "percent",
        True),
)  # fmt: skip

SCALE_KEYS = (
    Key("zones", _ref("parts"), "required", "zones: {noun: 100, lead: 40, …}",
        "how much the weight of a learned word counts in each zone; 0 in zones that are not listed",
        "percent", True),
    Key("counts_in", _list(_ref("member_or_group")), "required", "counts_in: [summary, lead]",
        "the zones, sections and groups in which learned words count", required=True),
    Key("brackets", _list(_ref("bracket")), "required", "brackets: [{to: 5, percent: 200}, …]",
        "the percentage of a tag's points from hand-written rules that counts, highest for the "
        "first points",
        required=True),
    Key("confidence", _list(_ref("step")), "required",
        "confidence: [{score: 0, percent: 20}, …]",
        "the confidence that each score stands for, in rising order; scores in between are "
        "interpolated", required=True),
)  # fmt: skip

BRACKET_KEYS = (
    Key("to", _whole(1, THRESHOLD_LIMIT), "without an end, in the last one", "to: 15",
        "the points up to which the percentage holds", "points"),
    Key("percent", PERCENT, "required", "percent: 66", "how much of the points counts", "percent",
        True),
)  # fmt: skip

STEP_KEYS = (
    Key("score", _whole(-THRESHOLD_LIMIT, THRESHOLD_LIMIT), "required", "score: 10",
        "a tag's score", "points", True),
    Key("percent", _whole(0, 100), "required", "percent: 40",
        "how often a tag with this score is right", "percent", True),
)  # fmt: skip

LEARNED_KEYS = (
    Key("tag", _ref("tag"), "required", "tag: cache", "as in the tag's own file", required=True),
    Key("offset", _whole(-THRESHOLD_LIMIT, THRESHOLD_LIMIT), "0", "offset: -21",
        "where the tag's score starts: the rarer the tag, the lower", "points"),
    Key("by_hand", {
            "type": "object", "minProperties": 1, "propertyNames": _ref("tag"),
            "additionalProperties": _whole(-FACTOR_LIMIT, FACTOR_LIMIT)},
        "all of the tag's own, nothing of others'", "by_hand: {cache: 120, database: -8}",
        "the part of a tag's points from hand-written rules that counts for this tag", "percent"),
    Key("words", _ref("learned_words"), "none", 'words: {memcached: "+21, in 41 of 47"}',
        "words and short phrases, each with its weight and the records that support it"),
    Key("struck", TEXTS, "none", "struck: [redis]",
        "words that must not be learned again"),
)  # fmt: skip

LEARNED_WORD = r"[+-]([1-9][0-9]{0,2}), in (0|[1-9][0-9]{0,8}) of ([1-9][0-9]{0,8})(, pinned)?"
"""What is reported about a learned word: weight, support, and whether the weight is to stay."""

SECTION_KEYS = (
    Key("factor", PERCENT, "required", "factor: 40", "how much text in the section counts",
        "percent", True),
    Key("headings", TEXTS, "none", "headings: [setup, 安装]",
        "headings that start the section, in any case"),
)  # fmt: skip

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
        "the tag's name; outer spaces may be left out", required=True),
    Key("kind", BOOLEAN, "false", "kind: true",
        "the tag names what kind of thing a project is (`lib`, `cli`), not what it is about"),
    Key("threshold", _whole(0, THRESHOLD_LIMIT), "`selection.threshold` of `zones.yaml`",
        "threshold: 12", "the least score with which the tag is given", "points"),
    Key("implies", {"anyOf": [_list(_ref("tag")), {
            "type": "object", "minProperties": 1, "propertyNames": _ref("tag"),
            "additionalProperties": _whole(1, 100)}]},
        "none", "implies: {database: 40}",
        "other tags that get this part of every positive rule's weight (a list: 30 %)", "percent"),
    Key("suppresses", _list(_ref("tag")), "none", "suppresses: [web-app]",
        "tags that are not given beside this one when it was chosen before them"),
    Key("excludes", _list(_ref("tag")), "none", "excludes: [framework]",
        "tags that never stand beside this one: whichever has the lower score is not given"),
    Key("rules", _list(_ref("rule")), "required", "rules: [{keywords: [memcached], weight: 6}]",
        "the rules, each as below", required=True),
    Key("examples", _ref("examples"), "none", 'examples: {match: ["# Tide\\n\\nAn LRU cache."]}',
        "documents for which the tag must, or must not, be given"),
)  # fmt: skip

RULE_KEYS = (
    Key("keywords", _list(_ref("keyword")), "this, `lists` or `regex`",
        "keywords: [memoize, [LRU, least recently used]]",
        "each one is a rule; an inner list is one keyword with its aliases"),
    Key("lists", _list(_ref("list")), "none", "lists: [databases]",
        "shared lists whose keywords are rules of this tag too"),
    Key("regex", REGEX, "this, `keywords` or `lists`", "regex: 'HTTP/[23]\\b'",
        "a pattern; `(?&name)` puts in a fragment, a group `(?<match>…)` is what counts"),
    Key("weight", _whole(-WEIGHT_LIMIT, WEIGHT_LIMIT), "required", "weight: 8",
        "negative speaks against the tag; 0 makes a mask", "points", required=True),
    Key("zones", {"anyOf": [_list(_ref("zone")), {
            "type": "object", "minProperties": 1, "propertyNames": _ref("factor_zone"),
            "additionalProperties": PERCENT}]},
        "everywhere", "zones: [summary, features]",
        "where the rule counts: zones, sections, groups; a mapping sets the rule's own factors",
        "percent"),
    Key("requires", _ref("condition"), "none", "requires: {any: [memory], in: sentence}",
        "counts only where the condition holds"),
    Key("unless", _ref("condition"), "none", "unless: {any: [browser], within: 5}",
        "counts only where the condition does not hold"),
    Key("cap", _whole(1, CAP_LIMIT), "length of `repeats`", "cap: 1",
        "how many occurrences count at most; more than `repeats` has changes nothing",
        "occurrences"),
    Key("gap", _whole(1, GAP_LIMIT), str(DEFAULT_GAP), "gap: 3",
        "how many words a `…` in a keyword stands for at most", "words"),
    Key("plural", BOOLEAN, "true", "plural: false",
        "also find the regular English plural of the last word"),
    Key("hyphen", BOOLEAN, "true", "hyphen: false", "`-`, `_`, `/` and space are the same"),
    Key("case", {"enum": list(CASES)}, "`fold`", "case: exact", "`exact` tells `ROS` from `ros`"),
    Key("id", TEXT, "from the keyword", "id: cache/http-headers",
        "a stable name that the evidence cites; for a regex or a single keyword"),
    Key("since", TEXT, "none", 'since: "2026-11"', "the version or date that brought the rule"),
    Key("source", TEXT, "none", "source: https://example.org/issues/12",
        "where the rule comes from: a link, a document, a person"),
    Key("note", TEXT, "none", "note: HTTP caching only", "for whoever reads the file next"),
    Key("learned", BOOLEAN, "false", "learned: true",
        "`rules learn` wrote it: a keyword that people write too is theirs, and not this entry's"),
    Key("examples", _ref("examples"), "none", "examples: {no_match: [the cache folder]}",
        "texts in which one, or none, of the entry's rules must count"),
)  # fmt: skip

KEYWORD_ONLY = ("gap", "plural", "hyphen", "case")
"""Keys of a rule that mean nothing for a regex, which has its own ways to say so."""

CONDITION_KEYS = (
    Key("any", TEXTS, "this or `lists`", "any: [browser, web page]",
        "terms of which one must occur; found like keywords"),
    Key("lists", _list(_ref("list")), "none", "lists: [databases]", "terms of shared lists"),
    Key("in", {"enum": list(SCOPES)}, "`document`", "in: sentence",
        "where the term must be, seen from the match"),
    Key("within", _whole(0, WITHIN_LIMIT), "any distance", "within: 5",
        "how many words may lie between match and term", "words"),
)  # fmt: skip

EXAMPLE_KEYS = (
    Key("match", TEXTS, "none", 'match: ["# Tide\\n\\nTide is an in-memory cache."]',
        "texts for"),
    Key("no_match", TEXTS, "none", 'no_match: ["# Crate\\n\\nClears the CI cache."]',
        "texts against; near misses teach most"),
)  # fmt: skip

LIST_KEYS = (
    Key("keywords", _list(_ref("keyword")), "required", "keywords: [mysql, [postgres, postgresql]]",
        "as in a rule", required=True),
    Key("note", TEXT, "none", "note: servers, no embedded ones", "what belongs here"),
)  # fmt: skip

VOCABULARY_KEYS = (
    Key("id", {"anyOf": [_whole(-ID_LIMIT, ID_LIMIT), TEXT]}, "required", "id: 17",
        "written to the output verbatim", required=True),
    Key("name", TEXT, "required", "name: cache", "written to the output verbatim", required=True),
    Key("scope", TEXT, "none", "scope: caching servers and libraries",
        "what the tag stands for, in words"),
)  # fmt: skip

SETTINGS_KEYS = (
    Key("zones", _ref("zone_factors"), "required",
        "zones: {title: 250, …}", "what a rule's weight counts in each zone", "percent", True),
    Key("words", _ref("parts"), "100 everywhere", "words: {tagline: 60}",
        "the part of it that a keyword of a single word counts: alone a word has many meanings",
        "percent"),
    Key("kind_words", _ref("parts"), "100 everywhere", "kind_words: {head: 60}",
        "the same for tags with `kind: true`: only the noun says what a project is", "percent"),
    Key("sections", _ref("sections"), "required",
        "sections: {install: {factor: 40, headings: [setup]}, …}",
        "what it counts on top in a section, and the headings that tell it", required=True),
    Key("groups", {"type": "object", "minProperties": 1, "propertyNames": _ref("group_name"),
            "additionalProperties": _list(_ref("member"))},
        "required", "groups: {summary: [name, title]}", "names for several zones", required=True),
    Key("repeats", _list(_whole(0, 100)), "required", "repeats: [100, 50, 25]",
        "what the best, second best, … occurrence of a rule counts; further ones nothing",
        "percent", True),
    Key("selection", _ref("selection"), "required", "selection: {max_tags: 3, …}",
        "how tags are chosen, see below", required=True),
)  # fmt: skip

SELECTION_KEYS = (
    Key("max_tags", _whole(1, 100), "required", "max_tags: 3", "how many tags at most", "tags",
        True),
    Key("threshold", _whole(0, THRESHOLD_LIMIT), "required", "threshold: 10",
        "the least score of a tag without a threshold of its own", "points", True),
    Key("share", _whole(0, 100), "required", "share: 38",
        "the least part of the best score; of a subject, that of the best subject", "percent",
        True),
    Key("kind_share", _whole(0, 100), "required", "kind_share: 18",
        "the part of the best score with which the best kind is let in if none was chosen",
        "percent", True),
    Key("kind_rank", _whole(0, 100), "required", "kind_rank: 55",
        "the part of the last chosen tag's score with which it takes that tag's place", "percent",
        True),
)  # fmt: skip

SCALE_KEYS = (
    Key("zones", _ref("parts"), "required", "zones: {noun: 100, lead: 40, …}",
        "what a learned word's weight counts in each zone; 0 in those that are not named",
        "percent", True),
    Key("counts_in", _list(_ref("member_or_group")), "required", "counts_in: [summary, lead]",
        "the zones, sections and groups in which learned words count", required=True),
    Key("brackets", _list(_ref("bracket")), "required", "brackets: [{to: 5, percent: 200}, …]",
        "how much of a tag's points by hand counts, the first ones most, as below", required=True),
    Key("confidence", _list(_ref("step")), "required",
        "confidence: [{score: 0, percent: 20}, …]",
        "what scores stand for, rising; between two of them in proportion", required=True),
)  # fmt: skip

BRACKET_KEYS = (
    Key("to", _whole(1, THRESHOLD_LIMIT), "without an end, in the last one", "to: 15",
        "the points up to which the percentage holds", "points"),
    Key("percent", PERCENT, "required", "percent: 66", "what points count there", "percent", True),
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
        "what every score of the tag begins with: how rare it is", "points"),
    Key("by_hand", {
            "type": "object", "minProperties": 1, "propertyNames": _ref("tag"),
            "additionalProperties": _whole(-FACTOR_LIMIT, FACTOR_LIMIT)},
        "all of the tag's own, nothing of others'", "by_hand: {cache: 120, database: -8}",
        "what part of the points by hand of a tag counts for this one", "percent"),
    Key("words", _ref("learned_words"), "none", 'words: {memcached: "+21, in 41 of 47"}',
        "words and short phrases, each with its weight and its support"),
    Key("struck", TEXTS, "none", "struck: [redis]",
        "words that are not to be learned again"),
)  # fmt: skip

LEARNED_WORD = r"[+-]([1-9][0-9]{0,2}), in (0|[1-9][0-9]{0,8}) of ([1-9][0-9]{0,8})(, pinned)?"
"""What is said of a learned word: weight, support, and whether the weight is to stay."""

SECTION_KEYS = (
    Key("factor", PERCENT, "required", "factor: 40", "what text counts there", "percent", True),
    Key("headings", TEXTS, "none", "headings: [setup, 安装]",
        "headings that tell the section, whatever their case"),
)  # fmt: skip


def names(keys: tuple[Key, ...]) -> tuple[str, ...]:
    """Return the names of keys, in the order of listing."""
    return tuple(key.name for key in keys)

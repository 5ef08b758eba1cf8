"""Every code of a finding with an example of it and its fix, for `tagengine codes`."""

from __future__ import annotations

from typing import NamedTuple

from tagengine.authoring.explanations import explanations
from tagengine.metadata.checking.codes import EXPLANATIONS


class Example(NamedTuple):
    """What has the finding, and what is right instead."""

    wrong: str
    right: str


_RECORD = "description: Ember is a SQL database.\n"
EXAMPLES = {
    # of records
    "wrong-tags": Example(
        f"{_RECORD}tags: [web-app]",
        f"{_RECORD}tags: [database]\n\nor, where the rules are wrong:\n\n"
        f"{_RECORD}tags: [web-app]\ntagengine: {{pin: [web-app], never: [database], reason: …}}",
    ),
    "unsure-tags": Example(
        f"{_RECORD}tags: [storage]", "min_confidence: 60   # in .tagengine.yaml: show it anyway"
    ),
    "untidy-tags": Example("tags: [Database, database]", "tags: [database]"),
    "unknown-tag": Example("tags: [databse]", "tags: [database]"),
    "bad-record": Example("tags: database", "tags: [database]"),
    "unread-readme": Example("readme: ../other/README.md", "readme: README.md"),
    "not-fixable": Example("usual: &usual [cli]\ntags: *usual", "usual: &usual [cli]\ntags: [cli]"),
    "not-written": Example("a file without permission to write", "chmod u+w FILE, and run again"),
    # of rule files, and of both
    "syntax": Example("keywords: [cache", "keywords: [cache]"),
    "notation": Example("weight: 0x10", "weight: 16"),
    "unknown-key": Example("- {keyword: [cache], weight: 5}", "- {keywords: [cache], weight: 5}"),
    "missing-key": Example("- {keywords: [cache]}", "- {keywords: [cache], weight: 5}"),
    "duplicate-key": Example("tag: cache\ntag: cache", "tag: cache"),
    "wrong-type": Example("keywords: cache", "keywords: [cache]"),
    "bad-value": Example("weight: 100000", "weight: 50"),
    "unknown-name": Example("zones: [titel]", "zones: [title]"),
    "conflict": Example(
        "- {keywords: [cache], regex: 'caches?', weight: 5}", "- {keywords: [cache], weight: 5}"
    ),
    "duplicate": Example("keywords: [cache, Cache]", "keywords: [cache]"),
    "no-word": Example("keywords: ['!']", "keywords: [bang]"),
    "bad-regex": Example("regex: '(a+)+'", "regex: 'a+'"),
    "failed-example": Example(
        "keywords: [cache]\nexamples: {match: ['# Tide\\n\\nTide is a store.']}",
        "keywords: [cache, store]\nexamples: {match: ['# Tide\\n\\nTide is a store.']}",
    ),
    "duplicate-keyword": Example(
        "- {keywords: [LRU], case: exact, weight: 5}\n- {keywords: [lru], weight: 5}",
        "- {keywords: [lru], weight: 5}",
    ),
    "shadowed-keyword": Example(
        "- {keywords: [memory cache], weight: 5}\n- {keywords: [in-memory cache], weight: 8}",
        "- {keywords: [in-memory cache], weight: 8}",
    ),
    "contradictory-weights": Example(
        "# cache.yaml implies database; database.yaml has\n- {keywords: [memoize], weight: -3}",
        "say it in one of the two files",
    ),
    "unreachable-zone": Example("zones: [code]   # worth 0 percent", "zones: [summary]"),
    "unreachable-threshold": Example("threshold: 500", "threshold: 10"),
    "tag-without-rules": Example(
        "a tag of vocabulary.yaml without a file", "tag: cache\nrules: […]"
    ),
    "impossible-requires": Example(
        "requires: {any: [browser]}\nunless: {any: [browser]}", "requires: {any: [browser]}"
    ),
    "impossible-unless": Example(
        "keywords: [browser cache]\nunless: {any: [browser]}", "keywords: [browser cache]"
    ),
    "needless-requires": Example(
        "keywords: [memory cache]\nrequires: {any: [memory]}", "keywords: [memory cache]"
    ),
    "cycle": Example(
        "# cache.yaml: implies: {nosql: 50}\n# nosql.yaml: implies: {cache: 50}",
        "# cache.yaml: implies: {nosql: 50}",
    ),
    "contradictory-relations": Example(
        "implies: {nosql: 50}\nsuppresses: [nosql]", "implies: {nosql: 50}"
    ),
    "slow-regex": Example(r"regex: '\w*cache'", r"regex: '\bcache'"),
    "learned-keyword": Example(
        "- {keywords: [wiki], weight: 40}\n- {keywords: [wiki], weight: 9, learned: true}",
        "nothing to do: the first one counts",
    ),
    "unused-list": Example("lists/stores.yaml, which no rule names", "lists: [stores]"),
    "unused-fragment": Example("a fragment that no regex names", "regex: '(?&version)'"),
    "dead-rule": Example("keywords: [memoisation-engine]", "write what documents say"),
    "idle-condition": Example("requires: {any: [memmory]}", "requires: {any: [memory]}"),
    "uninformative-rule": Example("keywords: [software]", "remove it, or give it zones"),
    "unused-tag": Example("threshold: 90", "threshold: 10"),
}


def meanings() -> dict[str, str]:
    """Return what every code means, in a sentence; those of records first."""
    return EXPLANATIONS | {
        code: text for code, text in explanations().items() if code not in EXPLANATIONS
    }

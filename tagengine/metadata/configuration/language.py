"""Every key of `.tagengine.yaml`, as a table: its form, default, example and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tagengine.metadata.checking.codes import IGNORABLE
from tagengine.metadata.record_files import formats
from tagengine.rules.language import TEXT, TEXTS, Key

POLICIES = {
    "exact": "the tags must be what the engine says",
    "suggest": "differences are said, but are no findings, and nothing is changed",
    "subset": "what is there must be in the vocabulary and must not be contradicted",
    "fill": "only records without tags are judged",
}
TAGS_AS = ("name", "id", "object")
TAGS_TEXTS = ("refused", "one", "spaces", "commas", "commas-or-spaces")
TAG_SPACES = ("kept", "dropped")
KEY_CASES = ("counts", "ignored")
ORDERS = ("any", "best-first")
_TEXT_OR_TEXTS = {"anyOf": [TEXT, TEXTS]}


def _words(choices: Mapping[str, Any] | tuple[str, ...]) -> Mapping[str, Any]:
    return {"enum": list(choices)}


JUDGING_KEYS = (
    Key("rules", TEXT, "the shipped rules", "rules: our-rules",
        "the folder of rule files, relative to the configuration"),
    Key("vocabulary", TEXT, "that of the rules", "vocabulary: tags/*.yml",
        "a vocabulary file, or a pattern of files with one tag each (`name`, `description`)"),
    Key("policy", _words(POLICIES), "`exact`", "policy: subset", "what the tags must be"),
    Key("max_tags", {"type": "integer", "minimum": 0, "maximum": 100}, "that of the rules",
        "max_tags: 3", "how many tags a record has at most", "tags"),
    Key("order", _words(ORDERS), "`any`", "order: best-first",
        "whether the order of the tags counts"),
    Key("ignore", {"type": "object", "propertyNames": {"enum": list(IGNORABLE)},
            "additionalProperties": TEXT},
        "none", "ignore: {unknown-tag: our list of tags is not complete}",
        "codes of findings that are not said, each with the reason"),
    Key("min_confidence", {"type": "integer", "minimum": 0, "maximum": 100}, "80",
        "min_confidence: 90",
        "how sure the rules must be of a tag before it is said or written; 0: whatever they say",
        "percent"),
)  # fmt: skip

FILE_KEYS = (
    Key("records", {"type": "array", "items": {"$ref": "#/$defs/entry"}}, "required",
        "records: [{preset: backstage}]",
        "which files hold records and how; the first entry that fits a file holds", required=True),
    Key("exclude", TEXTS, "none", "exclude: [drafts/]",
        "files that are left out, as in .gitignore"),
    Key("overrides", TEXT, "none", "overrides: tag-overrides.yaml",
        "a file of tags that are pinned to records or never given to them"),
    Key("baseline", TEXT, "none", "baseline: .tagengine-baseline.json",
        "a file of the findings that are known and not said again"),
    *JUDGING_KEYS,
)  # fmt: skip

RECORDS_KEYS = (
    Key("preset", TEXT, "none", "preset: awesome-selfhosted",
        "a known layout to start from; the other keys replace its own"),
    Key("files", TEXTS, "required without a preset", "files: [software/*.yml]",
        "the files, as in .gitignore, relative to the configuration"),
    Key("format", _words(formats.NAMES), "by the file's ending", "format: front-matter",
        "how the files are written"),
    Key("select", TEXT, "the whole document", "select: landscape[].items[]",
        "where in a file the records are; `[]` is every item of a list"),
    Key("where", {"type": "object", "propertyNames": {"$ref": "#/$defs/path"},
            "additionalProperties": _TEXT_OR_TEXTS},
        "every record", "where: {kind: [Component, System]}",
        "only records in which these fields have one of these values"),
    Key("fields", {"$ref": "#/$defs/fields"}, "those of the preset",
        "fields: {name: title, tags: tags}",
        "where in a record its texts and tags are"),
    Key("readme_file", TEXT, "none", "readme_file: README.md",
        "the path of a record's README, relative to the record's file"),
    Key("tags_as", _words(TAGS_AS), "`name`", "tags_as: id",
        "how a tag is written: its name, its id, or an object with both"),
    Key("tags_text", _words(TAGS_TEXTS), "`refused`", "tags_text: spaces",
        "tags that are one text and no list: what stands between two of them"),
    Key("tag_label", TEXT, "none", "tag_label: label",
        "the key of a tag's name where a tag is an object with a key like it"),
    Key("tag_sign", TEXT, "none", "tag_sign: '#'",
        "what may stand before a tag's name and is no part of it"),
    Key("tag_spaces", _words(TAG_SPACES), "`kept`", "tag_spaces: dropped",
        "whether spaces around a name of the vocabulary are written"),
    Key("key_case", _words(KEY_CASES), "`counts`", "key_case: ignored",
        "whether `Tags` is another key than `tags`"),
    *JUDGING_KEYS,
)  # fmt: skip

FIELD_KEYS = (
    Key("name", _TEXT_OR_TEXTS, "`name`", "name: metadata.name", "the project's name"),
    Key("description", _TEXT_OR_TEXTS, "`description`", "description: [description, summary]",
        "what it is, in a sentence or two"),
    Key("topics", _TEXT_OR_TEXTS, "none", "topics: keywords", "free keywords, a list or a text"),
    Key("body", _TEXT_OR_TEXTS, "the Markdown after front matter", "body: content",
        "a longer text, read as Markdown"),
    Key("readme", _TEXT_OR_TEXTS, "none", "readme: readme_path",
        "the path of the project's README, relative to the record's file"),
    Key("tags", _TEXT_OR_TEXTS, "`tags`", "tags: metadata.tags",
        "the list of tags that is checked; of several the one that is there, else the first"),
)  # fmt: skip

OVERRIDE_KEYS = (
    Key("pin", TEXTS, "none", "pin: [database]", "tags that the record always has"),
    Key("never", TEXTS, "none", "never: [cli]", "tags that the record never has"),
    Key("ignore", TEXTS, "none", "ignore: [unknown-tag]",
        "codes of findings that are not said of the record; needs a reason"),
    Key("reason", TEXT, "none", "reason: it speaks the protocol only", "why, for people"),
)  # fmt: skip
OVERRIDE_FIELD = "tagengine"

"""Every key of `.tagengine.yaml`, as a table: its form, default, example and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tagengine.metadata.checking.codes import IGNORABLE
from tagengine.metadata.record_files import formats
from tagengine.rules.language import TEXT, TEXTS, Key

POLICIES = {
    "exact": "the tags must be those that tagengine gives",
    "suggest": "differences are shown as notes, and nothing is changed",
    "subset": "the tags must be in the vocabulary, and no rule may contradict them",
    "fill": "only records without tags are checked",
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
    Key("policy", _words(POLICIES), "`exact`", "policy: subset", "which tags a record must have"),
    Key("max_tags", {"type": "integer", "minimum": 0, "maximum": 100}, "that of the rules",
        "max_tags: 3", "the most tags that a record can have", "tags"),
    Key("order", _words(ORDERS), "`any`", "order: best-first",
        "if the order of the tags matters"),
    Key("ignore", {"type": "object", "propertyNames": {"enum": list(IGNORABLE)},
            "additionalProperties": TEXT},
        "none", "ignore: {unknown-tag: our list of tags is not complete}",
        "codes of findings that are not shown, each with the reason"),
    Key("min_confidence", {"type": "integer", "minimum": 0, "maximum": 100}, "80, or 90",
        "min_confidence: 95",
        "how sure the rules must be of a tag before it is shown or written: usually 80, and 90 for "
        "rules that were learned from the records; 0 accepts everything",
        "percent"),
)  # fmt: skip

FILE_KEYS = (
    Key("records", {"type": "array", "items": {"$ref": "#/$defs/entry"}}, "required",
        "records: [{preset: backstage}]",
        "which files hold records, and how; the first entry that fits a file is used",
        required=True),
    Key("exclude", TEXTS, "none", "exclude: [drafts/]",
        "files that are left out, as in .gitignore"),
    Key("overrides", TEXT, "none", "overrides: tag-overrides.yaml",
        "a file that says which tags certain records must always or never have"),
    Key("baseline", TEXT, "none", "baseline: .tagengine-baseline.json",
        "a file of known findings, which are not shown again"),
    *JUDGING_KEYS,
)  # fmt: skip

RECORDS_KEYS = (
    Key("preset", TEXT, "none", "preset: awesome-selfhosted",
        "a known layout to start from; other keys here replace those of the preset"),
    Key("files", TEXTS, "required without a preset", "files: [software/*.yml]",
        "patterns of files as in .gitignore, relative to the configuration"),
    Key("format", _words(formats.NAMES), "from the end of the file's name", "format: front-matter",
        "how the files are written"),
    Key("select", TEXT, "the whole document", "select: landscape[].items[]",
        "where the records are in a file; `[]` means every item of a list"),
    Key("where", {"type": "object", "propertyNames": {"$ref": "#/$defs/path"},
            "additionalProperties": _TEXT_OR_TEXTS},
        "every record", "where: {kind: [Component, System]}",
        "use only records where these fields have one of these values"),
    Key("fields", {"$ref": "#/$defs/fields"}, "those of the preset",
        "fields: {name: title, tags: tags}",
        "where a record has its texts and tags"),
    Key("readme_file", TEXT, "none", "readme_file: README.md",
        "the path of a record's README, relative to the record's file"),
    Key("tags_as", _words(TAGS_AS), "`name`", "tags_as: id",
        "if a tag is written as its name, its id, or an object with both"),
    Key("tags_text", _words(TAGS_TEXTS), "`refused`", "tags_text: spaces",
        "if tags are one text instead of a list: what separates them"),
    Key("tag_label", TEXT, "none", "tag_label: label",
        "if a tag may be an object: the key that holds its name"),
    Key("tag_sign", TEXT, "none", "tag_sign: '#'",
        "a sign that may come before the name of a tag"),
    Key("tag_spaces", _words(TAG_SPACES), "`kept`", "tag_spaces: dropped",
        "if spaces around a name in the vocabulary are written too"),
    Key("key_case", _words(KEY_CASES), "`counts`", "key_case: ignored",
        "if `Tags` and `tags` are different keys"),
    *JUDGING_KEYS,
)  # fmt: skip

FIELD_KEYS = (
    Key("name", _TEXT_OR_TEXTS, "`name`", "name: metadata.name", "the project's name"),
    Key("description", _TEXT_OR_TEXTS, "`description`", "description: [description, summary]",
        "what the project is, in a sentence or two"),
    Key("topics", _TEXT_OR_TEXTS, "none", "topics: keywords", "keywords, as a list or a text"),
    Key("language", _TEXT_OR_TEXTS, "none", "language: repo.language",
        "the main programming language"),
    Key("body", _TEXT_OR_TEXTS, "the Markdown after front matter", "body: content",
        "a longer text, read as Markdown"),
    Key("readme", _TEXT_OR_TEXTS, "none", "readme: readme_path",
        "the path of the project's README, relative to the record's file"),
    Key("tags", _TEXT_OR_TEXTS, "`tags`", "tags: metadata.tags",
        "the list of tags to check; of several paths, the first that exists"),
)  # fmt: skip

OVERRIDE_KEYS = (
    Key("pin", TEXTS, "none", "pin: [database]", "tags that the record always has"),
    Key("never", TEXTS, "none", "never: [cli]", "tags that the record never has"),
    Key("ignore", TEXTS, "none", "ignore: [unknown-tag]",
        "codes of findings that are not shown for the record; needs a reason"),
    Key("reason", TEXT, "none", "reason: it speaks the protocol only", "why, for whoever reads it"),
)  # fmt: skip
OVERRIDE_FIELD = "tagengine"

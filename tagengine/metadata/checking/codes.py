"""What sorts of findings a check of metadata records has; the values are stable, for machines."""

from __future__ import annotations

from tagengine.errors import Code

WRONG_TAGS = "wrong-tags"
UNTIDY_TAGS = "untidy-tags"
UNSURE_TAGS = "unsure-tags"
UNKNOWN_TAG = "unknown-tag"
BAD_RECORD = "bad-record"
UNREAD_README = "unread-readme"
NOT_FIXABLE = "not-fixable"
NOT_WRITTEN = "not-written"

IGNORABLE = (WRONG_TAGS, UNTIDY_TAGS, UNSURE_TAGS, UNKNOWN_TAG, UNREAD_README)
"""Those that a configuration or a record may ignore, with a reason."""

EXPLANATIONS = {
    WRONG_TAGS: "The record does not have the tags that its policy asks for.",
    UNTIDY_TAGS: "A tag is repeated, spelled differently, one too many, or against an override.",
    UNSURE_TAGS: "The rules give other tags, but are not sure enough of them.",
    UNKNOWN_TAG: "The tag is not in the vocabulary.",
    BAD_RECORD: "The file or the record does not have the form that the configuration says.",
    Code.SYNTAX.value: "The file has a syntax error.",
    UNREAD_README: "The README that the record names cannot be read.",
    NOT_FIXABLE: "The tags cannot be changed without changing something else.",
    NOT_WRITTEN: "The file could not be written, or was changed by someone else in the meantime.",
}
"""What each code means, in a sentence. Mistakes in overrides have those of rule files."""

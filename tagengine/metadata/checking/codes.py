"""What sorts of findings a check of metadata records has; the values are stable, for machines."""

from __future__ import annotations

WRONG_TAGS = "wrong-tags"
UNTIDY_TAGS = "untidy-tags"
UNSURE_TAGS = "unsure-tags"
NAMED_TAG = "named-tag"
NO_TAGS = "no-tags"
UNKNOWN_TAG = "unknown-tag"
BAD_RECORD = "bad-record"
UNREAD_README = "unread-readme"
NOT_FIXABLE = "not-fixable"
NOT_WRITTEN = "not-written"

IGNORABLE = (
    *(WRONG_TAGS, UNTIDY_TAGS, UNSURE_TAGS, NAMED_TAG, NO_TAGS),
    *(UNKNOWN_TAG, UNREAD_README),
)
"""Those that a configuration or a record may ignore, with a reason."""

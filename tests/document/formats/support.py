"""Texts made of the marks of a format, in any order."""

from __future__ import annotations

import re

from hypothesis import strategies as st


def words_of(document: str) -> st.SearchStrategy[str]:
    """Return texts made of the words and marks of a document, and of a few others."""
    parts = sorted({*re.findall(r"\w+|[^\w\s]+|\s+", document), "日本", "ﬁ", "\\", "\r\n", "\t"})
    return st.lists(st.sampled_from(parts), max_size=40).map("".join)

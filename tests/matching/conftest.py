"""What tests of matching share."""

from __future__ import annotations

import pytest

from tagengine.matching.matcher import Matcher
from tests.support import Folder


@pytest.fixture
def matcher(rules: Folder) -> Matcher:
    """Return what finds four keywords."""
    keywords = "database, web framework, [message queue], router"
    rules.write_rules("database", f"- {{keywords: [{keywords}], weight: 8}}\n")
    return Matcher(rules.load())

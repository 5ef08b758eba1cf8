"""Why a match was left out, in words: one case for each reason."""

from __future__ import annotations

import pytest

from tagengine.matching.left_out import Reason
from tagengine.reporting import left_out_reasons as reasons
from tests.support import Folder

RULES = """\
- {keywords: [heron], weight: 3, zones: [title]}
- {keywords: [ROS], weight: 3, case: exact}
- {keywords: [otter, otter den], weight: 3}
- {keywords: [pike], weight: 3, requires: {any: [lake, river], in: sentence}}
- {keywords: [reed], weight: 3, unless: {any: [den], in: section}}
- {keywords: [rush], weight: 0}
- {keywords: [sedge], weight: 3, zones: {lead: 0, definition: 0, body: 0, noun: 0, head: 0}}
- {keywords: [vole], weight: 3}
- {keywords: [teal], weight: 3, cap: 1}
"""
TEXT = "Pond\n====\n\nheron, ros, otter den, pike, reed, rush, sedge, teal and teal. No vole."
EXPECTED = {
    Reason.ZONE: "its rule does not count in this zone",
    Reason.SPELLING: "the rule requires another spelling",
    Reason.LONGER_MATCH: 'inside a longer match, "otter den" of lib/otter-den',
    Reason.REQUIRES: 'none of the required terms is near: "lake", "river" in its sentence',
    Reason.UNLESS: 'an unwanted term is near: "den" in its section',
    Reason.NEGATION: 'negated by "No" at 4:64',
    Reason.MASK: "its rule is a mask",
    Reason.WORTH_NOTHING: "text here does not count",
    Reason.REPEATS: "better occurrences count already",
}


@pytest.mark.parametrize("reason", Reason, ids=lambda reason: reason.value)
def test_a_reason_in_words(reason: Reason, rules: Folder) -> None:
    rules.write_rules("lib", RULES)
    audit = rules.engine().explain(TEXT).audit
    found = {reasons.why(one) for one in audit.left_out if one.reason is reason}
    assert found == {EXPECTED[reason]}

"""Products that rule files can make: bounded, and refused with a message, in a moment."""

from __future__ import annotations

import pytest

from tagengine.errors import RuleErrors
from tagengine.rules.files import folder as rule_files

_TAGS = 20_001
_VOCABULARY = "".join(f"- tag{number}\n" for number in range(_TAGS))
_NAMES = ", ".join(f"tag{number}" for number in range(1, _TAGS))


def _keywords(number: int) -> str:
    return (
        "rules:\n  - {keywords: ["
        + ", ".join(f"k{one}" for one in range(number))
        + "], weight: 9}\n"
    )


CASES = {
    "implied": (
        {"a.yaml": f"tag: tag0\nimplies: [{_NAMES}]\n{_keywords(250)}"},
        "a.yaml:2:10: implied tags make 5,000,000 more rules, and at most 200,000 "
        "(5,000,000 of them come from here; imply fewer tags)",
    ),
    "implied by percent": (
        {"a.yaml": "tag: tag0\nimplies: {" + _NAMES.replace(",", ": 9,") + ": 9}\n"
         + _keywords(11)},
        "a.yaml:2:10: implied tags make 220,000 more rules, and at most 200,000 "
        "(220,000 of them come from here; imply fewer tags)",
    ),
    "unknown": (
        {"a.yaml": "tag: tag0\nsuppresses: [" + ", ".join(f"nix{one}" for one in range(300)) + "]\n"
         + _keywords(1)},
        'a.yaml:2:14: no tag "nix0" in the vocabulary (add it to the vocabulary, or correct it)',
    ),
    "fragments": (
        {"fragments.yaml": "".join(f"f{one}: '(?&f{one})'\n" for one in range(5_000))},
        "fragments.yaml:1:5: a fragment of the regex uses itself, or others 20 deep "
        "(find the circle in fragments.yaml)",
    ),
    "fragments in a circle": (
        {"fragments.yaml": "".join(f"f{one}: '(?&f{one + 1})'\n" for one in range(2_999))
         + "f2999: '(?&f0)'\n"},
        "fragments.yaml:1:5: a fragment of the regex uses itself, or others 20 deep "
        "(find the circle in fragments.yaml)",
    ),
    "unknown fragments": (
        {"fragments.yaml": "".join(f"f{one}: '(?&nix{one})'\n" for one in range(3_000))},
        'fragments.yaml:1:5: no fragment "nix0" (',
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_product_is_refused(name: str) -> None:
    """If it were not, it would take minutes, and gigabytes."""
    files, expected = CASES[name]
    with pytest.raises(RuleErrors) as caught:
        rule_files.read({"vocabulary.yaml": _VOCABULARY, **files})
    assert str(caught.value.problems[0]).startswith(expected)

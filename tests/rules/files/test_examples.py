"""Examples in rule files: texts for and against, with their lines."""

from __future__ import annotations

from tagengine.rules.files.examples import Example, read_examples
from tagengine.rules.files.strict_yaml import StrictFile


def read(text: str) -> tuple[list[Example], list[str]]:
    """Return the examples in a text, and the problems."""
    file = StrictFile("f.yaml")
    root = file.compose(text)
    assert root is not None
    return read_examples(file, root, 7), [str(problem) for problem in file.problems]


def test_texts_for_and_against() -> None:
    found, problems = read('match:\n  - "a\\n\\nb"\n  - |\n    # c\n\n    d\nno_match: [e]\n')
    assert problems == []
    assert found == [
        Example(7, "a\n\nb", True, "f.yaml", 2, 5),
        Example(7, "# c\n\nd\n", True, "f.yaml", 3, 5),
        Example(7, "e", False, "f.yaml", 7, 12),
    ]


def test_the_good_ones_are_kept_beside_the_bad() -> None:
    found, problems = read("match: [a, 3, '']\nno_match: []\n")
    assert [example.text for example in found] == ["a"]
    assert problems == [
        "f.yaml:1:12: expected an example, found a whole number (put it in quotes)",
        "f.yaml:1:15: an example is empty (write a text)",
        "f.yaml:2:11: an empty list of texts (an example) (write an item, or leave the key out)",
    ]

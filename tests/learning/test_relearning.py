"""Rules learned again: files as they are and as they are learned, made one."""

from __future__ import annotations

from tagengine.learning.relearning import Before

NEW = """\
tag: Wikis

rules:
  - keywords: [wiki]
    weight: 40
    learned: true
  - keywords: [page, scroll]
    weight: 9
    learned: true
"""
ZONES = {"zones.yaml": "z: 1\n", "vocabulary.yaml": "- v\n"}


def merge(old: str, was: dict[str, int], new: str = NEW) -> str:
    before = Before(
        {"wikis.yaml": old, **ZONES}, {"Wikis": "wikis.yaml"}, {"Wikis": was}, {"Wikis": ["gone"]}
    )
    merged = before.merged({"wikis.yaml": new, **ZONES}, {"# one"})
    return merged.files.get("wikis.yaml", f"none, gone: {merged.gone}")


def test_learned_entries_are_replaced() -> None:
    old = NEW.replace("page, scroll", "leaf")
    assert merge(old, {"wiki": 40, "leaf": 9}) == NEW


def test_a_keyword_of_a_person_is_not_learned_again() -> None:
    own = "tag: Wikis\n\nrules:\n  - keywords: [pages]\n    weight: 3\n"
    assert merge(own, {}) == (
        f"{own}  - keywords: [wiki]\n    weight: 40\n    learned: true\n"
        "  - keywords: [page, scroll]\n    weight: 9\n    learned: true\n"
    )  # a plural is another keyword; which of them counts, `rules check` says
    own = own.replace("pages", "[leaf, page]")
    assert "keywords: [scroll]" in merge(own, {})


def test_what_was_struck_stays_struck() -> None:
    assert "scroll" not in merge(NEW.replace("page, scroll", "page"), {"page": 9, "scroll": 9})
    assert "gone" not in merge(NEW, {"wiki": 40, "page": 9}, NEW.replace("scroll", "gone"))


def test_an_entry_with_another_weight_is_a_person_s() -> None:
    text = merge(NEW.replace("weight: 9", "weight: 30  # more"), {"wiki": 40, "page": 9})
    assert "  - keywords: [page, scroll]\n    weight: 30  # more\n  - keywords: [wiki]\n" in text
    assert text.count("learned: true") == 1


def test_examples_of_people_stay() -> None:
    examples = "\nexamples:\n  match:\n    - '# one'\n    - '# two'\n"
    text = merge(NEW + examples, {"wiki": 40, "page": 9, "scroll": 9})
    assert text.endswith('\nexamples:\n  match:\n    - "# two"\n')
    assert "examples" not in merge(NEW + examples.replace("    - '# two'\n", ""), {"wiki": 40})


def test_a_file_without_anything_left_goes() -> None:
    nothing = "tag: Wikis\n\nrules:\n  - keywords: [gone]\n    weight: 9\n    learned: true\n"
    assert merge(NEW, {"wiki": 40, "page": 9, "scroll": 9}, nothing) == "none, gone: ['wikis.yaml']"

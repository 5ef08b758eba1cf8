"""Comments find what they speak of."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tagengine.authoring import commented_yaml
from tagengine.authoring.commented_yaml import Item


def _name(item: Item) -> str:
    if item.parent is None:
        return ""
    name = item.key or str(item.parent.children.index(item))
    return f"{_name(item.parent)}/{name}"


def _places(text: str) -> dict[str, str]:
    """Return where each comment of a text belongs: before, at the end of, or after what."""
    places: dict[str, str] = {}
    for item in commented_yaml.read(dedent(text)).walk():
        places |= {comment.text: f"before {_name(item)}" for comment in item.comments}
        if item.remark is not None:
            places[item.remark.text] = f"at {_name(item)}"
        places |= {comment.text: f"after {_name(item) or '/'}" for comment in item.footer}
    return places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a\ntag: x  # b\n# c\n", {"# a": "before /tag", "# b": "at /tag", "# c": "after /"}),
        (
            """\
            rules:  # a
              # b
              - keywords: [x]  # c
                # d
                weight: 1
                # e

              # f
            # g
            examples: {}
            """,
            {
                "# a": "at /rules",
                "# b": "before /rules/0",
                "# c": "at /rules/0/keywords",
                "# d": "before /rules/0/weight",
                "# e": "after /rules/0",
                "# f": "after /rules",
                "# g": "before /examples",
            },
        ),
        (
            """\
            rules:
            - weight: 1
            # a
            - # b
              # c
              weight: 2
                 # d
            # e
            """,
            {
                "# a": "before /rules/1",
                "# b": "before /rules/1",
                "# c": "before /rules/1/weight",
                "# d": "after /rules/1",
                "# e": "after /",
            },
        ),
        (
            """\
            keywords: [  # a
              x,  # b
              # c
              [y,  # d
               z],  # e
              # f
            ]  # g
            # h
            """,
            {
                "# a": "at /keywords",
                "# b": "at /keywords/0",
                "# c": "before /keywords/1",
                "# d": "at /keywords/1/0",
                "# e": "at /keywords/1",
                "# f": "after /keywords",
                "# g": "before /keywords",
                "# h": "after /",
            },
        ),
        (
            """\
            note: |  # a
              # text, no comment
              x # nor this
            weight:
              # b
              5
            regex: 'x # nor that'
            """,
            {"# a": "at /note", "# b": "before /weight"},
        ),
        (
            """\
            a:
              - x
                  # deep
              # b
                # no deeper than the one before
            c: 1
            """,
            {
                "# deep": "after /a",
                "# b": "after /a",
                "# no deeper than the one before": "after /a",
            },
        ),
        ("# a\n{tag: x,  # b\n # c\n rules: y} # d\n# e\n",
         {"# a": "before /tag", "# b": "at /tag", "# c": "before /rules", "# d": "after /",
          "# e": "after /"}),
        ("--- # a\ntag: x\n... # b\n", {"# a": "before /tag", "# b": "at /tag"}),
    ],
)  # fmt: skip
def test_where_comments_belong(text: str, expected: dict[str, str]) -> None:
    assert _places(text) == expected


def test_blank_lines_are_known() -> None:
    root = commented_yaml.read("# a\n\n# b\n\ntag: x\nrules: y\n \n# c\n")
    tag, rules = root.children
    assert [comment.after_blank for comment in tag.comments] == [False, True]
    assert (tag.after_blank, rules.after_blank) == (True, False)
    assert [comment.after_blank for comment in root.footer] == [True]

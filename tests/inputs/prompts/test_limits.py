"""How many tags an instruction asks for."""

from __future__ import annotations

import pytest

from tagengine.inputs.prompts.limits import read
from tagengine.inputs.prompts.request import parse
from tests.inputs.prompts.support import FORM, LIST, README


@pytest.mark.parametrize(
    ("words", "most"),
    [
        ("Choose at most 2 tags from", 2),
        ('Assign "at most 3 tags" from', 3),
        ("Choose up to two tags from", 2),
        ("Choose no more than\ntwo tags from", 2),
        ("Choose tags, but never more than 2, from", 2),
        ("Tags (max. 2):", 2),
        ("max_tags: 1\nTags:", 1),
        ("max: 1. Tags:", 1),
        ("Maximum number of tags: 2\nTags:", 2),
        ("Number of tags: 2. Tags:", 2),
        ("Limit yourself to 2 tags of", 2),
        ("Give fewer than 3 tags from", 2),
        ("Choose exactly 1 tag from", 1),
        ("Return the top 1 tag of", 1),
        ("Select exactly one of this list of tags:", 1),
        ("Choose 1-2 tags from", 2),
        ("Choose between 1 and 2 tags from", 2),
        ("Choose one or two tags from", 2),
        ("Choose a single tag from", 1),
        ("Pick the most fitting tag from", 1),
        ("Pick one from", 1),
        ("Choose the two best tags from", 2),
        ("Assign one label from", 1),
        ("A single tag. Tags:", 1),
        ("Choose one. Tags:", 1),
        ("The most fitting tag. Tags:", 1),
        ("Choose at most 0 tags from", None),
        ("Choose at least one tag from", None),
        ("Choose one or more tags from", None),
        ("The number of tags must not exceed 2. Tags:", 2),
        ("Fewer than two tags. Tags:", 1),
        ("There must be at most one tag. Tags:", 1),
        ("n_tags = 2. Tags:", 2),
        ("k=1. Tags:", 1),
        ("Number of tags to return: 2. Tags:", 2),
        ("Tags (choose 1):", 1),
        ("Tags [2 max]:", 2),
        ("The tag that fits best from", 1),
        ("Most specific tag from", 1),
        ("Which tag fits best?", 1),
        ("Choose tags from", None),
    ],
)
def test_wordings(words: str, most: int | None) -> None:
    assert read(words) == most
    request = parse(f"{README}\n{words} {LIST}\nAnswer with this JSON, filled in: {FORM}")
    assert request.max_tags == most
    assert request.records[0].readme.strip() == README.strip()

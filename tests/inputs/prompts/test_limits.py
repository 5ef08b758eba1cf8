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
        ("No more than a single one. Tags:", 1),
        ("More than one tag is an error. Tags:", 1),
        ("Your tags array must have length 1. Tags:", 1),
        ("Exactly two elements in tags. Tags:", 2),
        ("Wähle höchstens einen Tag aus dieser Liste:", 1),
        ("Nicht mehr als 2 Tags vergeben! Tags:", 2),
        ("Vergib drei Schlagwörter. Tags:", 3),
        ("Choisis au plus une étiquette dans cette liste :", 1),
        ("Donne deux étiquettes au maximum. Tags :", 2),
        ("Elige como máximo una etiqueta de esta lista:", 1),
        ("Elige una sola etiqueta de esta lista:", 1),
        ("Escolha no máximo 2 tags desta lista:", 2),
        ("Scegli al massimo un tag da questa lista:", 1),
        ("Kies hoogstens één tag uit deze lijst:", 1),
        ("从以下列表中选择最多两个标签：", 2),
        ("次のリストからタグを1つだけ選んでください：", 1),
        ("다음 목록에서 태그를 최대 2개 고르세요:", 2),
    ],
)
def test_wordings(words: str, most: int | None) -> None:
    assert read(words) == most
    request = parse(f"{README}\n{words} {LIST}\nAnswer with this JSON, filled in: {FORM}")
    assert request.max_tags == most
    assert request.records[0].readme.strip() == README.strip()

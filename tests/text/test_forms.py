"""Characters in other forms are read as the words they make; all others stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.text.forms import has_other_forms, other_forms, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("data\u00adbase", "database"),
        ("data\u2060base", "database"),
        ("data\u200bbase", "database"),
        ("\ufeffdata\u200dbase", "database"),
        ("ｄａｔａｂａｓｅ", "database"),
        ("Ｎｏｄｅ．ｊｓ", "Node.js"),
        ("Ｃ＋＋", "C++"),
        ("ﬁlesystem, oﬃce", "filesystem, office"),
        ("𝐝𝐚𝐭𝐚𝖻𝖺𝗌𝖾", "database"),
        ("ﾛﾎﾞｯﾄ", "ロボット"),
        ("ロホ\u3099ット", "ロボット"),
        ("cafe\u0301", "caf\u00e9"),
        ("\u1103\u1166\u110b\u1175", "데이"),
        ("ſcript", "script"),
        ("database¹ x²", "database  x "),
        ("Ember™ ①", "Ember   "),
    ],
)
def test_one_form(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    "text",
    ["plain", "Größe — “x” … ½", "数据库，很快！", "ロボット・ログ", "⚡ 👩‍💻"[:1], "데이터베이스"],
)
def test_what_has_one_form_stays(text: str) -> None:
    assert plain(text) == text
    assert list(other_forms(text)) == []


@given(st.text())
def test_forms_stand_in_order_and_their_text_has_no_other_forms(text: str) -> None:
    position = 0
    for form in other_forms(text):
        assert position <= form.start < form.end <= len(text)
        position = form.end
    if not has_other_forms(text):
        assert plain(text) == text

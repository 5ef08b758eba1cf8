"""What this Python takes for letters, but not every Python does, is read as none."""

from __future__ import annotations

import re
import sys
import unicodedata

import regex
from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.building import SEPARATOR
from tagengine.document.record import Record
from tagengine.text.letters import with_known_letters
from tests.support import Folder

CHARACTERS = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
UNICODE_14_LETTERS = 133_547  # and digits, as Python 3.11 counts them


def test_python_and_regex_see_the_letters_of_unicode_14_only() -> None:
    text = with_known_letters("".join(CHARACTERS))
    letters = {character for character in text if character.isalnum()}
    assert len(letters) == UNICODE_14_LETTERS
    assert set(regex.findall(r"[\p{L}\p{N}]", text)) == letters
    assert set(re.findall(r"[^\W_]", text)) == letters


def test_what_was_known_stays_as_it_is() -> None:
    younger = [one for one in CHARACTERS if with_known_letters(one) != one]
    if unicodedata.unidata_version == "14.0.0":
        assert {unicodedata.category(one) for one in younger} == {"Cn"}
    assert (
        "".join(map(with_known_letters, "Straẞe ıİ 数据库 데이터 ꟹ 🚀"))
        == "Straẞe ıİ 数据库 데이터 ꟹ 🚀"
    )


@given(st.text(st.characters(codec=None) | st.sampled_from("\ud800\udfffa")))
def test_places_stay(text: str) -> None:
    assert len(with_known_letters(text)) == len(text)
    assert with_known_letters(with_known_letters(text)) == with_known_letters(text)
    with_known_letters(text).encode()


def test_a_young_letter_divides_words_and_its_own_text_is_cited(rules: Folder) -> None:
    rules.write_rules(
        "database", "- {keywords: [sql], weight: 10}\n- {regex: '\\w+-db', weight: 9}"
    )
    text = "# sql\U0002ebf0 &#x2EBF0;sql x\U0002ebf0y-db"
    result = rules.engine().tag(text)
    found = [
        (one.match.text, one.match.place.start) for one in result.evidence.tags[0].contributions
    ]
    assert sorted(found) == [("sql", 2), ("sql", 16), ("y-db", 22)]


def test_a_name_has_no_young_letters_either(rules: Folder) -> None:
    rules.write_rules("database", "- {keywords: [sql], weight: 10}")
    name = "MySql\U0002ebf0"
    document = rules.engine().tag_record(Record("1", name, readme="# sql")).document
    assert document.text.split(SEPARATOR)[:2] == ["MySql\ufffd", "My Sql\ufffd "]

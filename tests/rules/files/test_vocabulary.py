"""Vocabularies as YAML and as JSON: the same tags, and every mistake named."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.errors import VocabularyError
from tagengine.rules.files.vocabulary import parse
from tagengine.rules.vocabulary import Tag


def test_yaml_and_json_give_the_same_tags() -> None:
    data = [{"id": 1, "name": "cache ", "scope": "caching"}, {"id": "x", "name": "lib"}]
    from_yaml = parse('- {id: 1, name: "cache ", scope: caching}\n- {id: x, name: lib}\n', "v.yaml")
    assert list(parse(json.dumps(data), "v.json")) == list(from_yaml)
    assert list(from_yaml) == [Tag(1, "cache ", "caching"), Tag("x", "lib")]


def test_names_alone_are_numbered() -> None:
    assert list(parse("- lib\n- cli\n", "v")) == [Tag(1, "lib"), Tag(2, "cli")]
    assert list(parse('["lib", "cli"]', "v")) == [Tag(1, "lib"), Tag(2, "cli")]
    assert list(parse("[lib, cli]", "v")) == [Tag(1, "lib"), Tag(2, "cli")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "v:1:1: the file is empty (write a list of tags)"),
        ("- {id: 1, name: a}\n- {id: 1, name: A}\n",
         "v:2:3: the tag id 1 occurs twice (it is on line 1 already)\n"
         'v:2:3: the tag name "A" occurs twice (it is on line 1 already)'),
        ("- {id: 1.5, name: a}\n",
         "v:1:8: expected a whole number or a text for id, found a decimal number "
         "(put it in quotes)"),
        ("- {id: 9223372036854775808, name: a}\n",
         "v:1:8: id 9223372036854775808 is out of range "
         "(-9223372036854775807 to 9223372036854775807)"),
        ("- ''\n", "v:1:3: a tag's name is empty (write a text)"),
        ('[{"id": true, "name": "a"}, 3]',
         'v: tag 1: no "id" (a number or a text is needed)\n'
         'v: tag 2: expected {"id": …, "name": …} or a name'),
        ("[" * 100_000, "v: nested too deeply (a list of tags is not nested)"),
    ],
)  # fmt: skip
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        parse(text, "v")
    assert str(caught.value) == message


NAMES = st.lists(
    st.text("abcé -", min_size=1, max_size=5).filter(str.strip),
    min_size=1,
    max_size=6,
    unique_by=lambda name: name.strip().casefold(),
)


@given(NAMES)
def test_names_are_kept_to_the_letter(names: list[str]) -> None:
    data = [{"id": number, "name": name} for number, name in enumerate(names)]
    read = parse("# YAML\n" + json.dumps(data, ensure_ascii=False), "v")
    assert [tag.name for tag in read] == names
    assert all(read.index_of(name) == index for index, name in enumerate(names))

"""Formatting: one layout for one meaning, nothing lost, and the same again the second time."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from tagengine.authoring.formatting import format_files
from tagengine.errors import RuleErrors
from tagengine.rules.files.folder import SETTINGS_FILE
from tagengine.rules.sources import VOCABULARY_FILE, read_files, shipped_folder
from tests.authoring.untidy_files import Untidy, tag_files, untidy_files
from tests.support import VOCABULARY, examples

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
SETTINGS = (shipped_folder() / SETTINGS_FILE).read_text("utf-8")
FOLDER = {VOCABULARY_FILE: VOCABULARY, SETTINGS_FILE: SETTINGS}


def formatted(text: str) -> str:
    """Return a tag's file as it is formatted in a folder of three tags."""
    return format_files({**FOLDER, "database.yaml": text})["database.yaml"]


def _data(text: str) -> Any:
    """Return what a file says, its sorted lists as sets."""

    def without_order(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: without_order(one, name) for name, one in value.items()}
        if isinstance(value, list):
            items = [without_order(one) for one in value]
            return Counter(map(json.dumps, items)) if key in ("keywords", "any") else items
        return value

    return without_order(yaml.safe_load(text))


def _assume_sound(text: str) -> str:
    try:
        return formatted(text)
    except RuleErrors:  # two keywords of which one is the other's plural, and the like
        assume(condition=False)
        raise


SLOW = examples(40, HealthCheck.filter_too_much)


@SLOW
@given(untidy_files(has_comments=True))
def test_nothing_is_lost_and_the_second_time_nothing_changes(file: tuple[str, list[str]]) -> None:
    text, comments = file
    once = _assume_sound(text)
    assert _data(once) == _data(text)
    assert formatted(once) == once
    missing = [comment for comment in comments if once.count(comment) != 1]
    assert not missing
    assert all(line == line.rstrip() or "  " in line for line in once.split("\n"))


@SLOW
@given(st.data())
def test_what_means_the_same_looks_the_same(data: st.DataObject) -> None:
    says = data.draw(tag_files())
    texts = [Untidy(data.draw, has_comments=False).file(says) for _ in range(2)]
    assert _assume_sound(texts[0]) == formatted(texts[1])


@pytest.mark.slow
def test_the_shipped_files_are_formatted_once(tmp_path: Path) -> None:
    files = read_files(shipped_folder())
    once = format_files(files, "rules")
    for name, text in files.items():
        assert _data(once[name]) == _data(text), name
        assert sorted(re.findall("#.*", once[name])) == sorted(re.findall("#.*", text)), name
    assert format_files(once, "rules") == once


def test_a_file_of_every_kind_of_trouble() -> None:
    untidy = (GOLDEN / "untidy.yaml").read_text("utf-8")
    assert formatted(untidy) == (GOLDEN / "tidy.yaml").read_text("utf-8")


def test_a_comment_heads_what_follows_it_in_a_list() -> None:
    text = "tag: cache\n\nrules:\n  - keywords:\n{}    weight: 3\n"
    lines = ["c", "b  # bee", "# group", "e", "d  # dee", "# group", "a"]
    given = "".join(f"      {line if line[0] == '#' else '- ' + line}\n" for line in lines)
    lines = ["b  # bee", "c", "# group", "d  # dee", "e", "# group", "a"]
    expected = "".join(f"      {line if line[0] == '#' else '- ' + line}\n" for line in lines)
    assert formatted(text.format(given)) == text.format(expected)


def test_a_fragment_may_have_the_name_of_a_key() -> None:
    fragments = "keywords: 'a'\nany: 'b'\n"
    assert format_files({**FOLDER, "fragments.yaml": fragments})["fragments.yaml"] == fragments


def test_lists_and_fragments() -> None:
    files = {
        **FOLDER,
        "lists/engines.yml": "note: all\r\nkeywords: [b,\n  a]\r\n",
        "fragments.yaml": "\ufeffversion:   \\d+  # digits\n'word': \"\\\\w+\"\n",
        "database.yaml": "rules: [{lists: [engines], weight: 3}, {regex: '(?&version)x(?&word)',"
        " weight: 1}]\ntag: database\n",
    }
    done = format_files(files)
    assert done["lists/engines.yml"] == "keywords: [a, b]\nnote: all\n"
    assert done["fragments.yaml"] == "version: '\\d+'  # digits\nword: '\\w+'\n"
    assert done["database.yaml"] == (
        "tag: database\n\nrules:\n  - lists: [engines]\n    weight: 3\n"
        "  - regex: '(?&version)x(?&word)'\n    weight: 1\n"
    )


def test_the_vocabulary_and_the_settings_keep_their_layout() -> None:
    vocabulary = (
        "\ufeff-   {id: 1, name: database}  \r\n\r\n"
        "- id: 2\r\n  scope: |\r\n    a  \r\n\r\n  name: lib\t\n\n\n"
    )
    done = format_files({**FOLDER, VOCABULARY_FILE: vocabulary})
    assert done[VOCABULARY_FILE] == (
        "-   {id: 1, name: database}\n\n- id: 2\n  scope: |\n    a  \n\n  name: lib\n"
    )
    assert done[SETTINGS_FILE] == SETTINGS


def test_a_block_text_at_the_end_of_the_vocabulary_keeps_its_lines() -> None:
    vocabulary = "- name: database\n  id: 1\n  scope: |+\n    a\n\n\n"
    assert format_files({**FOLDER, VOCABULARY_FILE: vocabulary})[VOCABULARY_FILE] == vocabulary


def test_keywords_that_share_an_id_keep_their_order() -> None:
    rules = "rules:\n  - keywords: [{}]\n    weight: 3\n    hyphen: false\n"
    text = "tag: database\n\n" + rules.format("b, 数x, a, 据x")
    assert formatted(text) == text
    assert "[a, b, 据x]" in formatted(text.replace("数x, ", ""))


def test_a_file_with_mistakes_is_refused() -> None:
    with pytest.raises(RuleErrors) as caught:
        formatted("tag: database\nrules: [{keywords: [x], wieght: 3}]\n")
    assert str(caught.value) == (
        'database.yaml:2:25: unknown key "wieght" (did you mean "weight"?)'
    )

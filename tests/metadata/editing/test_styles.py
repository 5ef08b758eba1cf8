"""Tags fixed by hand-made examples: exact texts, and exact reasons where a list is left alone."""

from __future__ import annotations

import pytest

from tests.metadata.editing.test_fixes import fixed

CASES = {
    "block, added": (
        "yaml", "name: x\ntags:\n  - c++ # why\nlast: 1\n", ["c++", "3d"],
        "name: x\ntags:\n  - c++ # why\n  - 3d\nlast: 1\n",
    ),
    "block, removed, its comment stays": (
        "yaml", "tags:\n  - c++ # why\n  # about 3d\n  - 3d\n", ["3d"],
        "tags:\n  # why\n  # about 3d\n  - 3d\n",
    ),
    "block, emptied": (
        "yaml", "tags: # some\n- c++\n- 3d\nlast: 1\n", [],
        "tags: [] # some\nlast: 1\n",
    ),
    "block, all others": (
        "yaml", "tags:\n- c++\n- 3d", ["database"],
        "tags:\n- database",
    ),
    "block, the last line without a line end": (
        "yaml", "tags:\n- c++\n- 3d", ["c++"],
        "tags:\n- c++",
    ),
    "block, quotes where YAML needs them": (
        "yaml", "tags:\n  - c++\n", ["c++", "no", "cache ", "# hash", 'say "hi"', "it's", "1e3"],
        "tags:\n  - c++\n  - \"no\"\n  - \"cache \"\n  - \"# hash\"\n  - say \"hi\"\n  - it's\n"
        "  - \"1e3\"\n",
    ),
    "block, single quotes": (
        "yaml", "tags: \n  - 'c++'\n  - 'no'\n", ["c++", "it's"],
        "tags: \n  - 'c++'\n  - 'it''s'\n",
    ),
    "block, CRLF and BOM": (
        "yaml", "\ufeffname: x\r\ntags:\r\n    -   c++\r\n", ["c++", "3d"],
        "\ufeffname: x\r\ntags:\r\n    -   c++\r\n    -   3d\r\n",
    ),
    "block, block scalars": (
        "yaml", "tags:\n- |-\n  c++\n- >-\n  3d\nlast: 1\n", ["3d", "database"],
        "tags:\n- >-\n  3d\n- database\nlast: 1\n",
    ),
    "block, a key with a question mark, replaced": (
        "yaml", "? tags\n: - databse # a\n  - 3d\n", ["database", "3d"],
        "? tags\n: - database # a\n  - 3d\n",
    ),
    "block, an item below its dash, replaced": (
        "yaml", "tags:\n-\n  databse\n- |\n  cahe\n\nlast: 1\n", ["database", "cache "],
        "tags:\n-\n  database\n- \"cache \"\n\nlast: 1\n",
    ),
    "flow, added": (
        "yaml", "tags: [ c++,3d ] # x\n", ["c++", "3d", "x, y"],
        'tags: [ c++,3d,"x, y" ] # x\n',
    ),
    "flow, removed and added": (
        "yaml", "tags: ['c++', '3d']\n", ["3d", "no"],
        "tags: ['3d', 'no']\n",
    ),
    "flow, another order": (
        "yaml", "tags: ['c++', 3d]\n", ["3d", "c++"],
        "tags: [3d, 'c++']\n",
    ),
    "flow, another order, with a number sign in a tag": (
        "yaml", "tags: ['# hash', 3d]\n", ["3d", "# hash"], "tags: [3d, '# hash']\n",
    ),
    "flow, several lines with comments": (
        "yaml", "tags: [\n  c++, # a\n  3d, # b\n  no1,\n]\n", ["c++", "database"],
        "tags: [\n  c++, # a\n  # b\n  database,\n]\n",
    ),
    "flow, emptied": ("yaml", "tags: [c++]\n", [], "tags: []\n"),
    "flow, filled": ("yaml", "tags: []\n", ["c++", "no"], 'tags: [c++, "no"]\n'),
    "flow, filled beside a comment": (
        "yaml", "tags: [\n    # fill in\n  ]\nlast: 1\n", ["c++", "3d"],
        "tags: [\n    # fill in\n    c++,\n    3d\n  ]\nlast: 1\n",
    ),
    "flow, filled behind a comment on its first line": (
        "yaml", "tags: [ # fill in\n]\n", ["c++"], "tags: [ # fill in\n  c++\n]\n",
    ),
    "no field, like the other list": (
        "yaml", "name: x\nlicenses:\n    - 'MIT'\ntext: |\n  a\n\nlast: 1", ["c++"],
        "name: x\nlicenses:\n    - 'MIT'\ntext: |\n  a\n\nlast: 1\ntags:\n    - 'c++'",
    ),
    "no field, no list": (
        "yaml", "---\nname: x # c\n...\n", ["c++", "3d"],
        "---\nname: x # c\ntags:\n  - c++\n  - 3d\n...\n",
    ),
    "no field, after a block scalar": (
        "yaml", "name: x\ntext: |\n  a\n\n", ["c++"],
        "name: x\ntext: |\n  a\n\ntags:\n  - c++\n",
    ),
    "no field, in a block scalar without a line end": (
        "yaml", "name: x\ntext: |\n  a", ["c++"], "name: x\ntags:\n  - c++\ntext: |\n  a",
    ),
    "no value": ("yaml", "tags: # none\nname: x\n", ["c++"], "tags: # none\n  - c++\nname: x\n"),
    "null": ("yaml", "tags: ~\nname: x\n", ["c++"], "tags: [c++]\nname: x\n"),
    "record in braces": (
        "yaml", "{name: x, n: 1}\n", ["c++", "x, y"],
        '{name: x, n: 1, tags: [c++, "x, y"]}\n',
    ),
    "front matter": (
        "front-matter", "---\ntitle: x\n---\n# tags: []\n", ["c++"],
        "---\ntitle: x\ntags:\n  - c++\n---\n# tags: []\n",
    ),
    "empty front matter": (
        "front-matter", "---\n---\nx\n", ["c++"], "---\ntags:\n  - c++\n---\nx\n",
    ),
    "front matter in TOML": (
        "front-matter", "+++\ntitle = 'x'\n[params]\na = 1\n+++\nx\n", ["c++"],
        "+++\ntitle = 'x'\ntags = [\"c++\"]\n[params]\na = 1\n+++\nx\n",
    ),
    "front matter in JSON": (
        "front-matter", '{\n  "title": "x"\n}\n\n# x\n', ["c++"],
        '{\n  "title": "x",\n  "tags": ["c++"]\n}\n\n# x\n',
    ),
    "TOML, several lines": (
        "toml", "tags = [\n  'c++', # a\n  '3d', # b\n]\n", ["c++", "database"],
        "tags = [\n  'c++', # a\n  # b\n  'database',\n]\n",
    ),
    "TOML, all others": (
        "toml", 'tags = [\r\n  "c++",\r\n]\r\n', ["database"], 'tags = [\r\n  "database",\r\n]\r\n',
    ),
    "TOML, no field": (
        "toml", "# c\nname = 'x' # n\n\n[t]\nl = ['a',  'b']\n", ["c++", "it's"],
        "# c\nname = 'x' # n\ntags = ['c++',  \"it's\"]\n\n[t]\nl = ['a',  'b']\n",
    ),
    "TOML, only tables": ("toml", "[t]\na = 1\n", ["c++"], 'tags = ["c++"]\n[t]\na = 1\n'),
    "TOML, a key that needs no quotes": (
        "toml", "name = 'x'", ["c++"], "name = 'x'\ntags = [\"c++\"]",
    ),
    "JSON, indented": (
        "json", '{\n  "tags": [\n    "c++"\n  ]\n}\n', ["c++", "3d"],
        '{\n  "tags": [\n    "c++",\n    "3d"\n  ]\n}\n',
    ),
    "JSON, compact": (
        "json", '{"name":"x","tags":["c++"]}', ["c++", "3d"], '{"name":"x","tags":["c++","3d"]}',
    ),
    "JSON, ASCII only": (
        "json", '{"name": "\\u00e9", "tags": []}', ["Ünï 标签"],
        '{"name": "\\u00e9", "tags": ["\\u00dcn\\u00ef \\u6807\\u7b7e"]}',
    ),
    "JSON, no field": (
        "json", '{\n\t"name": "x",\n\t"l": [\n\t\t1\n\t],\n\t"t": ["a"]\n}\n', ["c++", "3d"],
        '{\n\t"name": "x",\n\t"l": [\n\t\t1\n\t],\n\t"t": ["a"],\n\t"tags": [\n\t\t"c++",\n'
        '\t\t"3d"\n\t]\n}\n',
    ),
    "JSON Lines": (
        "json-lines", '{"tags":["c++"]}\r\n', ["3d"], '{"tags":["3d"]}\r\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(CASES))
def test_a_style_is_kept(name: str) -> None:
    form, before, tags, after = CASES[name]
    fix = fixed(before, form, "", [tuple(tags)])
    assert fix.problems == ()
    assert fix.text == after


ANCHORED = "the list has an anchor, an alias or a type tag; change it by hand"
REFUSED = {
    "an anchor": ("yaml", "tags: &t [c++]\nmore: *t\n", "", ANCHORED),
    "an alias as a tag": ("yaml", "x: &t c++\ntags: [*t]\n", "", ANCHORED),
    "a type tag": ("yaml", "tags: !!set [c++]\n", "", ANCHORED),
    "an alias as the list": (
        "yaml", "more: &t [c++]\ntags: *t\n", "",
        "the tags are an alias (*t); write them into the record",
    ),
    "tags that are merged in": (
        "yaml", "- &a {tags: [3d]}\n- <<: *a\n  name: x\n", "[]",
        "the tags are merged in from elsewhere (<<); write them into the record",
    ),
    "comments in another order": (
        "yaml", "tags:\n- 3d # a\n- database\n", "",
        "reordering would separate the tags from their comments; change it by hand",
    ),
    "a dash on a line of its own": (
        "yaml", "tags:\n-\n  c++\n", "",
        "a tag is not on the line of its dash; change it by hand",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("t = {name = 'x'}\n", "t = {name = 'x', tags = [\"c++\"]}\n"),
        ("t = {}\n", 't = {tags = ["c++"]}\n'),
    ],
)
def test_a_new_key_of_an_inline_table_has_no_quotes(text: str, after: str) -> None:
    assert fixed(text, "toml", "t", [("c++",)]).text == after


@pytest.mark.parametrize(
    ("text", "at"),
    [("---\n---\nx\n", 4), ("---\n# c\n---\nx\n", 4), ("---\nt: |\n  a\n---\nx\n", 4)],
)
def test_a_fixed_record_is_told_where_its_new_field_is(text: str, at: int) -> None:
    fix = fixed(text, "front-matter", "", [("c++",)])
    assert [one.record.at for one in fix.fixed] == [at]


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_cannot_be_changed_safely_is_left_alone(name: str) -> None:
    form, text, select, reason = REFUSED[name]
    wanted: list[tuple[str, ...]] = [("database", "3d")] * (2 if select else 1)
    fix = fixed(text, form, select, wanted)
    assert reason in {
        problem.problem.removeprefix("cannot be fixed here: ") for problem in fix.problems
    }
    if not select:
        assert fix.text == text


def test_a_record_that_is_there_twice_is_fixed_once() -> None:
    fix = fixed("- &a {tags: [c++]}\n- *a\n", "yaml", "[]", [("3d",), ("3d",)])
    assert (fix.text, fix.problems) == ("- &a {tags: [3d]}\n- *a\n", ())


def test_one_bad_record_does_not_keep_the_others_from_being_fixed() -> None:
    text = "- tags: [c++]\n- tags: &a [c++]\n  also: *a\n- tags: [3d]\n"
    fix = fixed(text, "yaml", "[]", [("3d",), ("3d",), ("c++",)])
    assert fix.text == "- tags: [3d]\n- tags: &a [c++]\n  also: *a\n- tags: [c++]\n"
    assert [str(problem) for problem in fix.problems] == [
        f"file:2:9: cannot be fixed here: {ANCHORED}"
    ]
    assert len(fix.fixed) == 2


@pytest.mark.parametrize(
    ("tags_as", "before", "after"),
    [
        ("id", "tags: [3]\n", "tags: [3, 5]\n"),
        ("id", "tags:\n- 3 # c\n", "tags:\n- 3 # c\n- 5\n"),
        (
            "object",
            "tags:\n- id: 3\n  name: c++\n",
            "tags:\n- id: 3\n  name: c++\n- id: 5\n  name: 3d\n",
        ),
        ("object", "tags: [{name: 'c++'}]\n", "tags: [{name: 'c++'}, {name: '3d'}]\n"),
        ("object", "tags: []\n", "tags: [{id: 3, name: c++}, {id: 5, name: 3d}]\n"),
    ],
)
def test_tags_as_ids_and_objects(tags_as: str, before: str, after: str) -> None:
    fix = fixed(before, "yaml", "", [("c++", "3d")], tags_as)
    assert fix.problems == ()
    assert fix.text == after

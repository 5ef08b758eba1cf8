"""Lists of tags in the shapes that requests have."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tagengine.inputs.prompts.request import fill_in, parse
from tests.inputs.prompts.support import FORM, LIST, NAMES, README

LABELLED = [{"id": number, "label": name} for number, name in enumerate(NAMES, 7)]
BARE: list[Any] = NAMES
OBJECTS = [{"id": number, "name": name} for number, name in enumerate(NAMES, 7)]


@pytest.mark.parametrize(
    ("tags", "answered"),
    [
        (LIST, OBJECTS),
        (json.dumps(json.loads(LIST), indent=2), OBJECTS),
        (LIST.replace('"', "'"), OBJECTS),
        (
            LIST.replace("name", "label"),
            LABELLED,
        ),
        (
            '[{"name": "database"}, {"name": "cache"}, {"name": "lib"}]',
            [{"name": one} for one in NAMES],
        ),
        ('[[7, "database"], [8, "cache"], [9, "lib"]]', OBJECTS),
        ('{"7": "database", "8": "cache", "9": "lib"}', OBJECTS),
        ('{"database": 7, "cache": 8, "lib": 9}', OBJECTS),
        ('{"database": "stores rows", "cache": "keeps copies", "lib": "for code"}', BARE),
        ('{"tags": ["database", "cache", "lib"]}', BARE),
        (LIST[1:-1].replace("}, {", "}\n{"), OBJECTS),
        ('["database", "cache", "lib"]', BARE),
        ('{"database": {"id": 7}, "cache": {"id": 8}, "lib": {"id": 9}}', OBJECTS),
        ("{database, cache, lib}", BARE),
        ("database\tcache\tlib", BARE),
        ("database=7, cache=8, lib=9", OBJECTS),
        ("\n7 database\n8 cache\n9 lib", OBJECTS),
        ('[{id: 7, name: "database"}, {id: 8, name: "cache"}, {id: 9, name: "lib"}]', OBJECTS),
        ("['database', 'cache', 'lib',]", BARE),
        ("('database', 'cache', 'lib')", BARE),
        ("{'database', 'cache', 'lib'}", BARE),
        ("[database, cache, lib]", BARE),
        ("database, cache, lib", BARE),
        ("database, cache and lib.", BARE),
        ("#database #cache #lib", BARE),
        ("\n[7] database\n[8] cache\n[9] lib", OBJECTS),
        (
            LIST.replace('"id"', '"tag_id"').replace("name", "tag_name"),
            [{"tag_id": one["id"], "tag_name": one["name"]} for one in OBJECTS],
        ),
        ("`database`, `cache`, `lib`", BARE),
        ('"database"; "cache"; "lib"', BARE),
        ("database | cache | lib", BARE),
        ("database (7), cache (8), lib (9)", OBJECTS),
        ("\n- database: stores rows\n- cache: keeps copies\n- lib: for programs", BARE),
        (
            "\n* **database** \u2013 stores rows\n* **cache** \u2013 copies\n* **lib** \u2013 code",
            BARE,
        ),
        ("- database - cache - lib", BARE),
        ("\n7. database\n8. cache\n9. lib", OBJECTS),
        ("\n7) database\n8) cache\n9) lib", OBJECTS),
        ("\n- 7: database\n- 8: cache\n- 9: lib", OBJECTS),
        ("\n- id: 7\n  name: database\n- id: 8\n  name: cache\n- id: 9\n  name: lib", OBJECTS),
        ("\nid,name\n7,database\n8,cache\n9,lib", OBJECTS),
        ("\n| id | name |\n|---|---|\n| 7 | database |\n| 8 | cache |\n| 9 | lib |", OBJECTS),
        ("\n- [ ] database\n- [ ] cache\n- [x] lib", BARE),
        ("<database>, <cache>, <lib>", BARE),
        ("[database] [cache] [lib]", BARE),
        ("«database», «cache» and «lib».", BARE),
        ("database、cache、lib", BARE),
        ("\n・database\n・cache\n・lib", BARE),
        ("\n#7 database\n#8 cache\n#9 lib", OBJECTS),
        ("\n(7) database\n(8) cache\n(9) lib", OBJECTS),
        ("\n- [7] database\n- [8] cache\n- [9] lib", OBJECTS),
        ("\na. database\nb. cache\nc. lib", BARE),
        ("\nname,id\ndatabase,7\ncache,8\nlib,9", OBJECTS),
        ("[{id: 7, name: database}, {id: 8, name: cache}, {id: 9, name: lib}]", OBJECTS),
        ('[["database", 7], ["cache", 8], ["lib", 9]]', OBJECTS),
        ('[{"7": "database"}, {"8": "cache"}, {"9": "lib"}]', OBJECTS),
        (
            '[{"tag": {"id": 7, "name": "database"}}, {"tag": {"id": 8, "name": "cache"}},'
            ' {"tag": {"id": 9, "name": "lib"}}]',
            OBJECTS,
        ),
        ('{"storage": ["database", "cache"], "kinds": ["lib"]}', BARE),
        (
            '{"database": {"desc": "rows"}, "cache": {"desc": "copies"}, "lib": {"desc": "code"}}',
            BARE,
        ),
        (
            "<tag><id>7</id><name>database</name></tag><tag><id>8</id><name>cache</name></tag>"
            "<tag><id>9</id><name>lib</name></tag>",
            OBJECTS,
        ),
        ("\na) database\nb) cache\nc) lib", BARE),
        ("\n- Storage: database, cache\n- Kinds: lib", BARE),
        ("\ndatabase\ncache\nlib\n", BARE),
        ("\n```\ndatabase\ncache\nlib\n```", BARE),
        ("<tag>database</tag><tag>cache</tag><tag>lib</tag>", BARE),
        ('<tag id="7">database</tag>\n<tag id="8">cache</tag>\n<tag id="9">lib</tag>', OBJECTS),
    ],
)
def test_shapes(tags: str, answered: list[Any]) -> None:
    for text in (
        f"{README}\nChoose at most 3 tags from this list of tags: {tags}\nAnswer with: {FORM}",
        f"Choose at most 3 tags from this list of tags: {tags}\nAnswer with: {FORM}\n\n{README}",
        f"Tags: {tags}\n\nREADME:\n{README}\nAnswer with: {FORM}",
    ):
        request = parse(text)
        assert [tag.name for tag in request.vocabulary] == NAMES
        answer = json.loads(fill_in(request, [tuple(request.vocabulary)]))
        assert answer == {"id": "tide", "tags": answered}
        assert request.records[0].readme.strip() == README.strip()


@pytest.mark.parametrize(
    "tags",
    [
        "\n- id: 7\n  name: database\n- id: 8\n  name: cache",
        "\n- Storage: database, cache\n- Kinds: lib",
        "\n- [ ] database\n- [ ] cache",
        "\nid,name\n7,database\n8,cache",
    ],
)
def test_line_ends_of_windows(tags: str) -> None:
    text = f"Tags: {tags}\nAnswer with: {FORM}\n\nREADME:\n{README}".replace("\n", "\r\n")
    assert [tag.name for tag in parse(text).vocabulary][:2] == NAMES[:2]


@pytest.mark.parametrize(
    "sentence",
    [
        "Allowed values are database, cache and lib.",
        "Pick one or two of database, cache, lib.",
        "Classify it as database, cache or lib.",
    ],
)
def test_names_in_a_sentence(sentence: str) -> None:
    request = parse(f"{README}\n{sentence}\nAnswer with this JSON, filled in: {FORM}")
    assert [tag.name for tag in request.vocabulary] == NAMES

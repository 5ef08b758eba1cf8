"""Front matter: values as their parsers read them, each word with its place."""

from __future__ import annotations

from textwrap import dedent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tagengine import Engine
from tagengine.document import front_matter
from tagengine.document.markdown import fragments as markdown
from tagengine.rules.zones import ZONE_NAMES, Settings
from tests.support import zones_in


def values(text: str) -> list[tuple[str, str]]:
    """Return zone and text of each value; every piece must be what its source says."""
    front = markdown.read(text).front
    end = front_matter.json_end(text)
    span = (0, end) if end else front
    assert span is not None
    found = []
    for zone, pieces in front_matter.read(text, *span):
        for piece in pieces:
            if piece.is_literal:
                assert piece.text.rstrip() == text[piece.start : piece.end].rstrip()
        found.append((ZONE_NAMES[zone], "".join(piece.text for piece in pieces)))
    return found


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of PyYAML's loaders: the one in C is not everywhere."""
    if request.param == "SafeLoader":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("description: >-\n  An embedded\n  database", [("description", "An embedded database")]),
        ("description: |\n  An embedded\n  database\n", [("description", "An embedded\ndatabase")]),
        ("description: 'An embedded database'", [("description", "An embedded database")]),
        ('description: "An embedded\n  database"', [("description", "An embedded database")]),
        ('description: "A \\"fast\\" store"', [("description", 'A "fast" store')]),
        ("description: An embedded\n  database", [("description", "An embedded database")]),
        ("description: Reads numbers # GraphQL", [("description", "Reads numbers")]),
        (
            "title: Größe 🚀 # x\ntags: [é, b]",
            [("title", "Größe 🚀"), ("topics", "é"), ("topics", "b")],
        ),
        ("tags:\n  - database\n  - cli", [("topics", "database"), ("topics", "cli")]),
        ("tags: [database,\n  cli]", [("topics", "database"), ("topics", "cli")]),
        ("tags: database cli", [("topics", "database cli")]),
        ("tags:\n- {label: database, permalink: /cache}", [("topics", "database")]),
        ("Tags: [database]", [("topics", "database")]),
        (
            "subtitle: A store\nabstract: Small",
            [("description", "A store"), ("description", "Small")],
        ),
        ("authors:\n  - name: Video Inc\n    title: Game lead\ntitle: Tide", [("title", "Tide")]),
        ("menu: {main: {name: Docs}}\nname: Tide", [("title", "Tide")]),
        ("x: &a [1]\ny: *a\ntitle: Tide", [("title", "Tide")]),
        ("# title: Old\ntitle: Tide", [("title", "Tide")]),
        ("title: 2024", [("title", "2024")]),
        ("title: {{ page.title }}\ntags: [a", [("title", "{{ page.title }}"), ("topics", "[a")]),
    ],
)
def test_yaml(front: str, expected: list[tuple[str, str]]) -> None:
    assert values(f"---\n{front}\n---\n\nHello.\n") == expected
    assert values(f"\ufeff---\r\n{front}\r\n---\r\n\r\nHello.\r\n") == [
        (zone, text) for zone, text in expected
    ]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title = 'Tide'\ntags = [\n  'database',\n]", [("title", "Tide"), ("topics", "database")]),
        ('description = """\nAn embedded\ndatabase"""', [("description", "An embedded\ndatabase")]),
        ("tags = [ # cli\n  'cli', # database\n]", [("topics", "cli")]),
        ("title = 'a # b'", [("title", "a # b")]),
        ("title = 'Tide'\n[author]\nname = 'Video Inc'", [("title", "Tide")]),
        ("[params]\ntitle = 'Docs'", []),
        ("title = 'Tide'\n[taxonomies]\ntags = ['cli']", [("title", "Tide"), ("topics", "cli")]),
        ("title = broken\n", [("title", "broken")]),
    ],
)
def test_toml(front: str, expected: list[tuple[str, str]]) -> None:
    assert values(f"+++\n{front}\n+++\n\nHello.\n") == expected


def test_json() -> None:
    data = '"authors": [{"name": "Video"}],\n  "tags": ["cli", "data"]'
    text = f'{{\n  "title": "Tide",\n  {data}\n}}\n\nHello.\n'
    assert values(text) == [("title", "Tide"), ("topics", "cli"), ("topics", "data")]
    assert front_matter.json_end('{"a": 1}\n') == 0
    assert front_matter.json_end('{"title": "x"} is a title') == 0


@pytest.mark.parametrize("style", ["|", ">", "|-", ">\n"])
def test_lines_of_a_description_are_apart(style: str, engine: Engine) -> None:
    text = f"---\ndescription: {style}\n  An embedded\n  database\n\n  for Rust\n---\n\nHello.\n"
    given = engine.tag(text).tags
    assert given == engine.tag("---\ndescription: An embedded database\n---\n\nHello.\n").tags
    assert "database" in [tag.name for tag in given]


def test_its_place_in_a_document(settings: Settings) -> None:
    text = dedent(
        """\
        ---
        title: Tide
        description: A [database](https://tide.example/graphql) :zap: for you
        ---

        Hello.
        """
    )
    zones = zones_in(text, settings)
    assert ("title", "Tide") in zones
    assert ("noun", "database") in zones
    assert ("url", "https://tide.example/graphql") in zones
    assert ("emoji", ":zap:") in zones


@given(st.text(st.sampled_from("ab :-[]{}\n#'\"|>*&!,\\"), max_size=60))
def test_any_front_matter_is_read(front: str) -> None:
    for fence in ("---", "+++"):
        text = f"{fence}\ntitle: a\n{front}\n{fence}\n\nHello.\n"
        span = markdown.read(text).front
        if span:
            for _, pieces in front_matter.read(text, *span):
                assert all(span[0] <= piece.start <= piece.end <= len(text) for piece in pieces)


def test_deep_nesting_is_refused() -> None:
    text = f"---\nx: {'[' * 5000}\ntitle: Tide\n---\n\nHello.\n"
    assert values(text) == [("title", "Tide")]
    parts = "a." * 5000
    assert values(f"+++\n{parts}b = 1\ntitle = 'Tide'\n+++\n\nHello.\n") == [("title", "'Tide'")]


def test_yaml_may_end_with_dots(settings: Settings) -> None:
    zones = zones_in("---\ndescription: A database\n...\n# Ember\n", settings)
    assert zones == [("head", "A"), ("noun", "database"), ("title", "Ember")]

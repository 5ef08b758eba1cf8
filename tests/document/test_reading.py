"""Documents: all text seen, in the right zone, at the right place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.document.reading import read, read_record
from tagengine.document.record import Record
from tagengine.rules.zones import SECTION_NAMES, Settings
from tests.invariants import check_document
from tests.support import zones_in, zones_of

ZONE_CASES = {
    "a title, a tagline and a definition": (
        """\
        # Ember

        A tiny key-value store for Rust

        Ember is an embeddable database engine for edge devices. It is fast.
        """,
        [
            ("title", "Ember"),
            ("head", "A tiny key-value"),
            ("noun", "store"),
            ("tagline", "for Rust"),
            ("definition", "Ember is an"),
            ("head", "embeddable database"),
            ("noun", "engine"),
            ("definition", "for edge devices."),
            ("lead", "It is fast."),
        ],
    ),
    "a tagline behind the title's colon": (
        "# Ember: a cache for Go\n",
        [("title", "Ember:"), ("head", "a"), ("noun", "cache"), ("tagline", "for Go")],
    ),
    "headings and paragraphs in raw HTML": (
        """\
        <h1 align="center">Ember</h1>
        <p align="center">
          <b>A cache</b> for Go
        </p>
        """,
        [("title", "Ember"), ("head", "A"), ("noun", "cache"), ("tagline", "for Go")],
    ),
    "an HTML heading around Markdown": (
        "<h1>\n\nEmber\n\n</h1>\n\nA cache for Go programs\n",
        [("title", "Ember"), ("head", "A"), ("noun", "cache"), ("tagline", "for Go programs")],
    ),
    "a setext heading": ("Ember\n=====\n\nUse\n---\n", [("title", "Ember"), ("heading", "Use")]),
    "headings without a space": (
        "#Ember\n\n##Install it\n\nfoo\n",
        [("title", "Ember"), ("heading", "Install it"), ("body", "foo")],
    ),
    "no heading in C code": (
        "# Ember\n\n#include <x.h>\n",
        [("title", "Ember"), ("head", "#include <"), ("noun", "x.h"), ("head", ">")],
    ),
    "badges, images and links": (
        "# Ember\n\n[![CI status](https://img.shields.io/x.svg)](https://ci.test) "
        "![a diagram](d.png)\n\n## Setup\n\nSee [the docs](https://docs.test).\n",
        [
            ("title", "Ember"),
            ("badge", "CI status"),
            ("badge", "https://img.shields.io/x.svg"),
            ("url", "https://ci.test"),
            ("image_alt", "a diagram"),
            ("url", "d.png"),
            ("heading", "Setup"),
            ("body", "See"),
            ("link_text", "the docs"),
            ("body", "."),
            ("url", "https://docs.test"),
        ],
    ),
    "reference links": (
        "# Ember\n\n## Setup\n\nSee [the docs][d], [home] and [no link].\n\n"
        "[d]: https://docs.test\n[home]: https://home.test\n",
        [
            ("title", "Ember"),
            ("heading", "Setup"),
            ("body", "See"),
            ("link_text", "the docs"),
            ("body", ","),
            ("link_text", "home"),
            ("body", "and [no link]."),
            ("url", "https://docs.test"),
            ("url", "https://home.test"),
        ],
    ),
    "code, comments and escapes": (
        "# Ember\n\n## Setup\n\nRun `ember up` \\*now\\* &amp; here.\n\n```sh\nember down\n```\n"
        "\n<!-- hidden -->\n",
        [
            ("title", "Ember"),
            ("heading", "Setup"),
            ("body", "Run"),
            ("inline_code", "ember up"),
            ("body", "*now* & here."),
            ("command", "ember down"),
            ("html_comment", "hidden"),
        ],
    ),
    "lists and tables": (
        "# Ember\n\n## Setup\n\n- one **two**\n\n| a \\| b | c |\n|---|---|\n| d | `e` |\n",
        [
            ("title", "Ember"),
            ("heading", "Setup"),
            ("list_item", "one two"),
            ("table", "a | b"),
            ("table", "c"),
            ("table", "d"),
            ("inline_code", "e"),
        ],
    ),
    "details, line breaks and images in HTML": (
        "# Ember\n\n## Setup\n\n<details><summary>Why</summary>fast<br>small</details>\n"
        '<img src="x.png" alt="The &quot;look&quot;">\n',
        [
            ("title", "Ember"),
            ("heading", "Setup"),
            ("body", "Why"),
            ("body", "fast"),
            ("body", "small"),
            ("image_alt", 'The "look"'),
            ("url", "x.png"),
        ],
    ),
    "a comment in front matter": (
        "---\ntitle: Ember %%a note%% store\n---\n\n# Hello\n",
        [
            ("title", "Ember store"),
            ("title", "Hello"),
            ("html_comment", "%%a note%%"),
        ],
    ),
    "front matter": (
        "---\ntitle: Ember\ndescription: A cache\nlayout: none\n---\n\n# Hello\n",
        [("title", "Ember"), ("head", "A"), ("noun", "cache"), ("title", "Hello")],
    ),
    "TOML front matter": (
        '+++\ntitle = "Ember"\n+++\n# Hello\n',
        [("title", "Ember"), ("title", "Hello")],
    ),
    "emoji and shortcodes": (
        "# Ember :rocket: 🔥\n\n## At 12:30:45\n",
        [("title", "Ember 🔥"), ("emoji", ":rocket:"), ("heading", "At 12:30:45")],
    ),
    "CRLF and a byte order mark": (
        "\ufeff# Ember\r\n\r\n## Setup\r\n\r\na\r\nb\r\n",
        [
            ("title", "Ember"),
            ("heading", "Setup"),
            ("body", "a b"),
        ],
    ),
    "a heading without a space right behind HTML": (
        "# Ember\n\n<div>\n</div>\n##Install\n\ntext <script>\n##Usage\n",
        [
            ("title", "Ember"),
            ("heading", "Install"),
            ("body", "text"),
            ("heading", "Usage"),
        ],
    ),
    "struck text": (
        "# Ember\n\n## Setup\n\n~~Redis~~ a <del>b **c**</del>d <s>e</s>\n\n<del>f</del> g\n",
        [("title", "Ember"), ("heading", "Setup"), ("body", "a d"), ("body", "g")],
    ),
    "a table right below text": (
        "# Ember\n\n## Setup\n\nKeys:\n| a | b |\n|---|---|\n| c | d |\n",
        [
            ("title", "Ember"),
            ("heading", "Setup"),
            ("body", "Keys:"),
            ("table", "a"),
            ("table", "b"),
            ("table", "c"),
            ("table", "d"),
        ],
    ),
    "a quoted paragraph": (
        "# Ember\n\n## Setup\n\n> a\n> b\nc\n",
        [
            ("title", "Ember"),
            ("heading", "Setup"),
            ("body", "a b c"),
        ],
    ),
    "a menu of links is no tagline": (
        "# Ember\n\n[Docs](d) | [Chat](c)\n\nA cache for Go.\n",
        [
            ("title", "Ember"),
            ("link_text", "Docs"),
            ("body", "|"),
            ("link_text", "Chat"),
            ("url", "d"),
            ("url", "c"),
            ("head", "A"),
            ("noun", "cache"),
            ("tagline", "for Go."),
        ],
    ),
    "Chinese text": (
        "# Ember\n\n## 安装\n\n基于Redis的缓存\n",
        [("title", "Ember"), ("heading", "安装"), ("body", "基于 Redis 的缓存")],
    ),
    "a flattened README": (
        "# Ember\n<div align=center>\n[](https://x.test)\n</div>\nA cache for Go programs.\n"
        "## Install\n```sh\n# run this\ngo get ember\n```\n* one\n"
        "## More\nText\nmore\nand\nmore\nand more\n",
        [
            ("title", "Ember"),
            ("url", "https://x.test"),
            ("head", "A"),
            ("noun", "cache"),
            ("tagline", "for Go programs."),
            ("heading", "Install"),
            ("code_block", "# run this go get ember"),
            ("list_item", "one"),
            ("heading", "More"),
            ("body", "Text more and more and more"),
        ],
    ),
}


def test_a_readme_whose_line_breaks_were_lost(settings: Settings) -> None:
    filler = "It stores keys. " * 30
    text = f"# Ember <div>hi</div> ## Setup Run it. {filler}## Use it - **One** thing - Two"
    zones = zones_in(text, settings)
    assert zones[:4] == [("title", "Ember"), ("lead", "hi"), ("head", "Setup"), ("noun", "Run")]
    assert zones[-3:] == [("heading", "Use it"), ("list_item", "One thing"), ("list_item", "Two")]


@pytest.mark.parametrize("name", ZONE_CASES)
def test_zones(name: str, settings: Settings) -> None:
    text, expected = ZONE_CASES[name]
    assert zones_in(text, settings) == expected


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Features", "features"),
        ("🚀 Getting Started", "usage"),
        ("How to install", "install"),
        ("Third-party licenses", "license"),
        ("The making of a cache", "main"),
    ],
)
def test_sections_are_told_by_their_heading(heading: str, section: str, settings: Settings) -> None:
    document = read(f"# Ember\n\n## {heading}\n\ntext\n", settings)
    assert SECTION_NAMES[document.sections[document.runs[-1].section].kind] == section


def test_a_subsection_inherits_what_its_section_is_about(settings: Settings) -> None:
    document = read("# Ember\n\n## Install\n\n### Linux\n\ntext\n\n## Design\n\nmore\n", settings)
    kinds = [(SECTION_NAMES[one.kind], one.path) for one in document.sections[1:]]
    assert kinds == [
        ("install", ("Install",)),
        ("install", ("Install", "Linux")),
        ("main", ("Design",)),
    ]


def test_a_record_gives_its_fields_first(settings: Settings) -> None:
    record = Record("1", "SublimeRunner", "A task runner for Go", ("cli", "go"), "# Runner\n")
    assert zones_of(read_record(record, settings)) == [
        ("name", "SublimeRunner"),
        ("name", "Sublime Runner"),
        ("head", "A task"),
        ("noun", "runner"),
        ("description", "for Go"),
        ("topics", "cli"),
        ("topics", "go"),
        ("title", "Runner"),
    ]


def test_the_language_of_a_record_is_a_zone_of_its_own(settings: Settings) -> None:
    record = Record("1", readme="# Tide\n\nThe language is Shell.\n", language="PowerShell")
    document = read_record(record, settings)
    check_document(document)
    zones = zones_of(document)
    assert zones[0] == ("language", "PowerShell"), "a language is one word"
    assert [zone for zone, _ in zones].count("language") == 1
    plain = read_record(Record("1", readme="# Language: Shell\n\nlanguage: Shell\n"), settings)
    assert "language" not in [zone for zone, _ in zones_of(plain)]


def test_a_title_in_camel_case_before_an_image(settings: Settings) -> None:
    document = read("# SublimeRunner![x](y.png)\n", settings)
    check_document(document)
    assert zones_of(document)[:2] == [("title", "SublimeRunner"), ("title", "Sublime Runner")]


MARKDOWN = st.text(
    st.one_of(
        st.sampled_from("#*_`~[]()<>!&;|:-+=\n\r \t\\\"'/.ab1\0\ufeff🔥中İ"), st.characters()
    ),
    max_size=120,
)


@given(MARKDOWN)
def test_every_run_is_the_source_that_it_points_at(text: str) -> None:
    from tagengine.rules.sources import load

    check_document(read(text, load().settings))

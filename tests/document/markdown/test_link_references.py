"""What lines define is what markdown-it reads in them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tagengine.document.markdown.link_references import Definition, normalized, read
from tests.support import examples

_MARKDOWN = MarkdownIt("commonmark")
_URL = st.lists(
    st.sampled_from(
        [
            *(
                "http://",
                "https://",
                "HTTP://",
                "//",
                "/",
                "a",
                "B",
                ".de",
                "www.",
                "?q=1",
                "#x",
                ":",
            ),
            *(
                "%20",
                "%",
                "é",
                "\\",
                "\\)",
                "(",
                ")",
                "&amp;",
                "@",
                "mailto:",
                "javascript:",
                "<",
                ">",
            ),
            *("~", "_", "-", ",", ";", "!", "$", "*", "+", "'", '"', "[", "]", "|", "data:"),
        ]
    ),
    max_size=8,
).map("".join)


@given(url=_URL, behind=st.sampled_from(["", " 'title'", ' "title', "\n'title'\n", "\n'title' x"]))
@examples(600)
def test_urls_are_those_of_markdown_it(url: str, behind: str) -> None:
    text = f"[a]: {url}{behind}"
    assume("\\\n" not in text)  # markdown-it takes that line end into the URL
    environment: dict[str, dict[str, dict[str, object]]] = {}
    _MARKDOWN.parse(text, environment)
    expected = environment.get("references", {}).get("A")
    found = read(iter(text.split("\n")))
    assert (found and (found.url, found.lines)) == (
        expected and (expected["href"], expected["map"][1])  # type: ignore[index]
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["[a  B]: /x 'title'"], Definition("A B", "/x", 1)),
        (["[a", "b]:", "/x", "'title", "goes on'"], Definition("A B", "/x", 5)),
        (["[a]: /x", "'title' no more"], Definition("A", "/x", 1)),
        (["[a]: <>"], Definition("A", "", 1)),
        (["[ ]: /x"], None),
        (["[a]: /x y"], None),
        (["[a]:"], None),
        (["[a] /x"], None),
    ],
)
def test_definitions(lines: list[str], expected: Definition | None) -> None:
    assert read(iter(lines)) == expected


def test_labels_are_equal_without_case_and_space() -> None:
    assert normalized(" Straße \n  A") == normalized("STRASSE a")


def test_no_more_lines_are_read_than_needed() -> None:
    lines = iter(["[a]: /x", "[b]: /y", "[c]: /z"])
    assert read(lines) == Definition("A", "/x", 1)
    assert next(lines) == "[c]: /z"

"""What the parser's events become: here, the languages of code, and what follows a link."""

from __future__ import annotations

import pytest

from tagengine.document.reading import read
from tagengine.rules.zones import Settings
from tests.support import zones_of


@pytest.mark.parametrize(
    "fence", ["```js", "``` js", "~~~js x=1", "```{.js .x}", "``` JS", "```lang-js"]
)
def test_a_language_that_is_no_shell(fence: str, settings: Settings) -> None:
    end = fence[:3]
    document = read(f"# Ember\n\n- a\n\n  {fence}\n  ember up\n  {end}\n", settings)
    assert ("code_block", "ember up") in zones_of(document)


@pytest.mark.parametrize("before", ["```", "```sh", "    "])
def test_a_shell_or_no_language(before: str, settings: Settings) -> None:
    code = "    ember up" if before == "    " else f"{before}\nember up\n```"
    document = read(f"# Ember\n\ntext\n\n{code}\n", settings)
    assert ("command", "ember up") in zones_of(document)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a [database](/x) for Rust", "a database for Rust"),
        ("a [database](/x)\nfor Rust", "a database for Rust"),
        ("a [database](/x), fast", "a database , fast"),
        ("[data](/x)[base](/y)", "data base"),
    ],
)
def test_one_blank_is_between_a_link_and_what_follows(
    source: str, text: str, settings: Settings
) -> None:
    document = read(f"# Ember\n\nEmber is {source}\n", settings)
    assert f"Ember is {text}".strip() in document.text

"""Hostile documents stay text: nothing runs, nothing is asked for, nothing is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reporting.pages.browser import Browser
from tests.reporting.pages.hostile import RECORDS

pytestmark = pytest.mark.slow

_OWN = {
    *("html", "head", "meta", "title", "style", "body", "script", "header", "nav", "h1", "h2"),
    *("h3", "p", "a", "button", "div", "main", "section", "ol", "li", "svg", "rect", "path"),
    *("details", "summary", "table", "thead", "tbody", "tr", "th", "td", "bdi", "small", "span"),
    *("dl", "dt", "dd", "code", "form", "label", "select", "option", "input", "output", "mark"),
    "b",
}
"""The elements that pages are made of."""


def _pages(folder: Path) -> list[Path]:
    pages = sorted((folder / "documents").iterdir())
    assert len(pages) == len(RECORDS)
    return [folder / "index.html", *pages]


def _plain(text: str) -> str:
    """Return a text with the invisible characters of these tests as codes."""
    invisible = "\0\a\x1b\x7f\x85\u2028\u2029\ud800\U000e0041\u202e\u202c\u2066\u2069\u200f\u061c"
    return text.translate({ord(one): f"U+{ord(one):04X}" for one in f"{invisible}\ufeff\u200b"})


def test_nothing_runs_and_nothing_is_asked_for(browser: Browser, hostile_pages: Path) -> None:
    for page in _pages(hostile_pages):
        address = browser.open(page)
        browser.run(
            "document.querySelectorAll('details').forEach(d => d.open = true);"
            "document.querySelectorAll('.key, .tag-filter').forEach(k => k.click());"
            "document.querySelectorAll('a[href^=\"#\"]').forEach(a => a.click())"
        )
        assert browser.run("return window.ran") is None
        assert {one.partition("#")[0] for one in browser.requests()} == {address}
        assert browser.complaints() == []


def test_no_element_comes_from_a_document(browser: Browser, hostile_pages: Path) -> None:
    for page in _pages(hostile_pages):
        browser.open(page)
        names, attributes, links = browser.run(
            "const all = [...document.querySelectorAll('*')];"
            "return [all.map(e => e.localName), all.flatMap(e => e.getAttributeNames()),"
            "[...document.links].map(a => a.getAttribute('href'))]"
        )
        assert set(names) <= _OWN
        assert (names.count("script"), names.count("style"), names.count("title")) == (1, 1, 1)
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        assert all(one.startswith(("#", "../index.html", "documents/")) for one in links)
        assert browser.find("h1").is_displayed()


def test_documents_are_there_to_the_letter(browser: Browser, hostile_pages: Path) -> None:
    seen = set()
    for page in _pages(hostile_pages)[1:]:
        browser.open(page)
        title, lines = browser.run(
            "document.querySelectorAll('.badge').forEach(badge => badge.remove());"
            "const lines = [...document.querySelectorAll('.text')].at(-1).children;"
            "return [document.querySelector('h1').textContent,"
            "[...lines].map(line => line.textContent)]"
        )
        record = next(one for one in RECORDS if _plain(str(one.id)) == title)
        assert "\n".join(lines) == _plain(record.readme)
        seen.add(title)
    assert len(seen) == len(RECORDS)


def test_characters_that_nobody_sees_are_codes(browser: Browser, hostile_pages: Path) -> None:
    [page] = (hostile_pages / "documents").glob("turned-*.html")
    browser.open(page)
    codes = [one.text for one in browser.all(".text .code")]
    wanted = ("202E", "202C", "2066", "2069", "200F", "061C", "FEFF", "200B")
    assert codes == [f"U+{one}" for one in wanted]
    assert browser.find(".text .code").get_attribute("title") == "RIGHT-TO-LEFT OVERRIDE"


def test_the_policy_stops_what_an_escape_would_have_let_in(
    browser: Browser, hostile_pages: Path
) -> None:
    for page in _pages(hostile_pages)[:2]:
        browser.open(page)
        browser.run(
            "const script = document.createElement('script'); script.textContent = 'window.ran=1';"
            "const image = document.createElement('img'); image.src = 'https://example.invalid/';"
            "document.body.append(script, image);"
            "document.body.setAttribute('style', 'display:none');"
            "document.body.insertAdjacentHTML('beforeend', '<b onclick=\"window.ran=1\">b</b>');"
            "document.body.lastChild.click()"
        )
        assert browser.run("return window.ran") is None
        assert browser.run("return getComputedStyle(document.body).display") == "block"
        assert browser.refused() == ["csp"]
        assert len(browser.complaints()) == 4


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious(browser: Browser, hostile_pages: Path, dark: bool) -> None:
    [page] = (hostile_pages / "documents").glob("controls-*.html")
    browser.open(page, dark=dark)
    assert browser.violations() == []

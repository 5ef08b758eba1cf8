"""The index of many documents, as a person finds it in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tagengine.evidence.margin import Margin
from tagengine.reporting.pages import files
from tagengine.reporting.pages.index_view import IndexRow
from tagengine.reporting.pages.rendering import index_page
from tagengine.rules.vocabulary import Tag
from tests.reporting.pages.browser import Browser

pytestmark = pytest.mark.slow

CACHE = Tag(2, "cache ")

_SHOWN = (
    "return [...document.querySelectorAll('.documents tbody tr')].filter(r => !r.hidden)"
    ".map(r => r.cells[0].textContent)"
)


def test_documents_most_in_doubt_come_first(browser: Browser, index: Path) -> None:
    browser.open(index)
    margins = [cell.text for cell in browser.all(".documents tbody td:nth-child(4)")]
    assert margins[-1] == "\u2013"
    numbers = [float(one) for one in margins[:-1]]
    assert numbers == sorted(numbers)
    assert browser.run(_SHOWN)[-1] == "nothing"


def test_search(browser: Browser, index: Path) -> None:
    browser.open(index)
    browser.find("#search").send_keys("SHREW 9")
    assert browser.run(_SHOWN) == ["shrew 9"]
    assert browser.find("#shown").text == "1 shown"
    browser.find("#search").clear()
    browser.find("#search").send_keys("database", Keys.ENTER)
    assert set(browser.run(_SHOWN)) == {"mole/README.md", "vole"}


def test_sort(browser: Browser, index: Path) -> None:
    browser.open(index)
    browser.find("button[data-sort='0']").click()
    names = ["mole/README.md", "nothing", "shrew 9", "shrew 10", "vole"]
    assert browser.run(_SHOWN) == names
    header = browser.find("th:first-child")
    assert header.get_attribute("aria-sort") == "ascending"
    browser.find("button[data-sort='0']").send_keys(Keys.ENTER)
    assert browser.run(_SHOWN) == names[::-1]
    assert header.get_attribute("aria-sort") == "descending"
    assert len(browser.all("th[aria-sort]")) == 1


def test_the_histogram_counts_and_filters(browser: Browser, index: Path) -> None:
    browser.open(index)
    counts = browser.run(
        "return [...document.querySelectorAll('.tag-filter')]"
        ".map(b => [b.dataset.tag, Number(b.querySelector('.number').textContent)])"
    )
    assert [name for name, _ in counts[-1:]] == [""]  # those without a tag come last
    assert counts[:-1] == sorted(counts[:-1], key=lambda one: -one[1])
    for tag, count in counts:
        browser.find(f"[data-tag='{tag}']").click()
        assert len(browser.run(_SHOWN)) == count
        assert len(browser.all(".tag-filter[aria-pressed=true]")) == 1
    browser.find(".tag-filter[aria-pressed=true]").click()
    assert len(browser.run(_SHOWN)) == 5


def test_of_very_many_documents_the_first_are_shown(browser: Browser, tmp_path: Path) -> None:
    rows = [
        IndexRow(f"project {number}", "x.html", (("cache", 100),), Margin(number, CACHE, True))
        for number in range(5000)
    ]
    files.write_page(index_page(rows), tmp_path / "index.html")
    browser.open(tmp_path / "index.html")
    assert browser.run(_SHOWN) == [f"project {number}" for number in range(500)]
    assert browser.find("#shown").text == "500 of 5,000 shown"
    browser.find("#more").click()
    assert len(browser.run(_SHOWN)) == 1000
    browser.find("button[data-sort='3']").click()
    assert browser.run(_SHOWN)[0] == "project 4999"
    browser.find("#search").send_keys("project 4711")
    assert browser.run(_SHOWN) == ["project 4711"]
    assert not browser.find("#more").is_displayed()


def test_a_row_leads_to_its_page_and_back(browser: Browser, index: Path) -> None:
    browser.open(index)
    browser.find(".documents tbody a").click()
    assert browser.find("nav a").text == "All documents"
    browser.find("nav a").click()
    assert browser.find("#search").is_displayed()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out(browser: Browser, index: Path, width: int) -> None:
    browser.open(index, width=width)
    assert browser.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious(browser: Browser, index: Path, dark: bool) -> None:
    browser.open(index, dark=dark)
    assert browser.violations() == []
    assert browser.complaints() == []

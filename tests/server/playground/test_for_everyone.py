"""The playground without a mouse, in the dark, on a small screen, for those who listen."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.reporting.pages.browser import Browser
from tests.server.playground.page import DOCUMENT, RULES, Playground
from tests.server.support import serve
from tests.support import Folder

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious(browser: Browser, address: str, dark: bool) -> None:
    page = Playground(browser, address)
    page.open(dark=dark)
    page.browser.find("#fields > summary").click()
    page.paste("# Vole\n\nVole is a cache library.\n\nA \u202edatabase.\n")
    assert page.has_tags("cache", "lib")
    page.browser.find("#others-list > summary").click()
    page.browser.find("#why").send_keys("database")
    assert page.browser.becomes("document.querySelector('#why-answer p')")
    page.open_rules("cache")
    page.paste("tag: cache\nrules:\n  - {keywords: [x], wieght: 8}\n", RULES)
    assert page.browser.becomes("!document.querySelector('#problem-box').hidden")
    assert page.browser.violations() == []
    page.browser.find("#difference").click()
    assert page.browser.becomes("document.querySelector('dialog[open] pre')")
    assert page.browser.violations() == []
    assert page.browser.complaints() == []


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_nothing_sticks_out(browser: Browser, address: str, width: int) -> None:
    page = Playground(browser, address)
    page.open(width=width)
    page.paste("# " + "Long" * 100 + "\n\n" + "is a cache library " * 30)
    assert page.has_tags("cache", "lib")
    page.browser.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.open_rules("cache")
    page.paste("tag: cache\nrules:\n  - {keywords: [x], wieght: 8}\n" + "# long" * 50, RULES)
    assert page.browser.becomes("!document.querySelector('#problem-box').hidden")
    assert page.browser.run("return document.documentElement.scrollWidth") <= width
    page.browser.find("#difference").click()
    assert page.browser.becomes("document.querySelector('dialog[open] pre')")
    box = "document.querySelector('dialog').getBoundingClientRect()"
    assert page.browser.run(f"return {box}.left >= 0 && {box}.right <= arguments[0]", width)


def test_everything_can_be_done_with_the_keyboard(page: Playground) -> None:
    browser = page.browser
    browser.press(Keys.TAB)
    assert browser.has_focus(".skip")
    browser.press(Keys.ENTER)
    assert browser.has_focus("#tags-pane")
    browser.tab_to("#chosen .key")
    browser.press(Keys.SPACE)
    assert page.marked() == []
    browser.press(Keys.SPACE)
    assert page.marked() == ["database"]
    browser.tab_to("#chosen [data-focus^=words]")
    browser.press(Keys.ENTER)
    assert browser.has_focus(DOCUMENT)
    assert browser.becomes("document.querySelector('.mark.current')")
    browser.press(Keys.END, " It has a cache.")
    names = "[...document.querySelectorAll('#tags-pane h3')].map(one => one.textContent)"
    assert browser.becomes(f"{names}.includes('cache')")
    browser.tab_to("#chosen small .link")
    browser.press(Keys.ENTER)
    assert browser.has_focus(RULES)
    assert browser.becomes(
        "getSelection().anchorNode.parentElement.closest('.cm-line').textContent.includes('sql')"
    )
    browser.press(Keys.HOME, Keys.DELETE, "#")
    browser.press(Keys.ESCAPE, Keys.TAB)
    assert not browser.run("return document.activeElement.matches(arguments[0])", RULES)
    browser.tab_to("#reset")
    browser.press(Keys.ENTER)
    assert browser.becomes("document.querySelector('#reset').disabled")


def test_tags_are_said_to_those_who_listen(page: Playground) -> None:
    spoken = "document.querySelector('#spoken[role=status]').textContent"
    page.paste("# Vole\n\nVole is a cache library.\n")
    assert page.browser.becomes(f"{spoken} === 'Tags: cache, lib'")


def test_it_follows_the_system_and_the_button(browser: Browser, address: str) -> None:
    page = Playground(browser, address)
    ground = "return getComputedStyle(document.body).backgroundColor"
    page.open(dark=True)
    dark = browser.run(ground)
    page.open()
    light = browser.run(ground)
    assert light != dark
    browser.find("#theme").click()
    assert browser.run(ground) == dark
    browser.find("#theme").click()
    browser.run("localStorage.clear()")


def test_a_token_is_asked_for_and_kept_for_the_tab(
    browser: Browser, small_folder: Folder, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("correct-horse-battery\n")
    (tmp_path / "token").chmod(0o600)
    options = ("--rules", small_folder.path, "--workers", "0", "--token-file", tmp_path / "token")
    with serve(*options) as served:
        browser.visit(served.url)
        for token in ("wrong", "correct-horse-battery"):
            assert browser.becomes("document.querySelector('dialog[open] #token')?.value === ''")
            browser.find("#token").send_keys(token, Keys.ENTER)
        page = Playground(browser, served.url + "/")
        assert page.has_tags("database")
        browser.driver.refresh()
        assert page.has_tags("database")
        assert not browser.find("dialog").is_displayed()

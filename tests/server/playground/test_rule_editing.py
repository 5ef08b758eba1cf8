"""Rules edited in the playground: tags follow, problems stand at their places, nothing is kept."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.reporting.pages.browser import Browser
from tests.server.playground.conftest import write_rules
from tests.server.playground.page import RULES, Playground
from tests.server.support import serve
from tests.support import Folder

pytestmark = pytest.mark.slow

VOLE = "# Vole\n\nVole is a voluminous thing.\n"
CACHE = "tag: cache\nrules:\n  - {keywords: [cache, voluminous], weight: 8}\n"
BROKEN = "tag: cache\nrules:\n  - {keywords: [cache], wieght: 8}\n  - {keywords: [x], weight: 8}\n"


def test_tags_follow_a_rule_as_it_is_typed(page: Playground) -> None:
    page.paste(VOLE)
    assert page.has_tags()
    page.open_rules("cache")
    assert page.rules_text().startswith("tag: cache\n")
    page.browser.find(f"{RULES} .cm-line:nth-child(3)").click()
    page.browser.press(Keys.END, Keys.ENTER, "- {keywords: [voluminous], weight: 9")
    assert page.has_tags("cache")
    assert page.browser.find("#before").text == "Without your edits: no tag."
    assert page.marked() == ["voluminous"]
    assert page.texts("#edited") == ["1 file edited"]
    page.browser.find("#reset").click()
    assert page.has_tags()
    assert page.browser.find("#before").text == ""
    assert "voluminous" not in page.rules_text()
    assert not page.browser.find("#difference").is_enabled()


def test_an_edit_that_changes_nothing_here_is_told(page: Playground) -> None:
    page.open_rules("cache")
    page.paste(CACHE, RULES)
    told = "Your edits do not change the tags of this document."
    assert page.browser.becomes(
        "document.querySelector('#before').textContent === arguments[0]", told
    )


def test_problems_stand_where_they_are(page: Playground) -> None:
    page.open_rules("cache")
    page.paste(BROKEN, RULES)
    assert page.browser.becomes("document.querySelector('.cm-lintRange-error')")
    assert page.texts(".cm-lintRange-error") == ["wieght"]
    assert page.texts("#problems li") == [
        'cache.yaml:3:25 unknown key "wieght" did you mean "weight"?'
    ]
    assert page.browser.find("body").get_attribute("class") == "stale"
    page.open_rules("lib")
    assert not page.browser.all(".cm-lintRange-error")
    page.browser.find("#problems .link").click()
    assert page.browser.has_focus(RULES)
    assert page.browser.find("#file").get_attribute("value") == "cache.yaml"
    page.browser.press(*[Keys.DELETE] * len("wieght"), "weight")
    assert page.browser.becomes("!document.querySelector('.cm-lintRange-error')")
    assert page.browser.becomes("document.querySelector('#problem-box').hidden")
    assert page.has_tags("database")


def test_a_new_line_is_indented_as_yaml_wants_it(page: Playground) -> None:
    page.open_rules("cache")
    page.paste("", RULES)
    for line in ("tag: cache", "rules:", "- keywords:", "- cache", "- memo"):
        page.browser.press(line, Keys.ENTER)
    page.browser.press(Keys.BACKSPACE, "weight: 8", Keys.ENTER, "cap: 1", Keys.ENTER)
    page.browser.press(Keys.BACKSPACE, "- {keywords: [x], weight: 8")
    page.browser.press(Keys.END, Keys.ENTER, "- {keywords: [y], weight: 8")
    assert page.rules_text() == (
        "tag: cache\nrules:\n"
        "  - keywords:\n      - cache\n      - memo\n    weight: 8\n    cap: 1\n"
        "  - {keywords: [x], weight: 8}\n  - {keywords: [y], weight: 8}"
    )


def test_effect_and_save_wait_until_problems_are_gone(page: Playground) -> None:
    page.open_rules("cache")
    page.paste(BROKEN, RULES)
    assert page.browser.becomes("!document.querySelector('#problem-box').hidden")
    assert not page.browser.find("#effect").is_enabled()
    assert page.browser.find("#difference").is_enabled()
    assert page.browser.find("#stale").text == "Tags from before the mistake in the rules."
    page.paste(CACHE, RULES)
    assert page.browser.becomes("!document.querySelector('#effect').disabled")
    assert page.browser.find("#stale").text == ""


def test_a_problem_is_reached_with_the_keyboard(page: Playground) -> None:
    page.open_rules("cache")
    page.paste(BROKEN, RULES)
    assert page.browser.becomes("document.querySelector('.cm-lintRange-error')")
    page.browser.press(Keys.F8)
    assert page.browser.becomes("getSelection().toString() === 'wieght'")


@pytest.mark.parametrize(
    ("text", "labels", "after"),
    [
        ("tag: cache\nthr", ["threshold"], "tag: cache\nthreshold: "),
        ("tag: dat", ["database"], "tag: database"),
        ("tag: cache\nimplies: {data", ["database"], "tag: cache\nimplies: {database: "),
        ("tag: cache\nrules:\n- keywords: [x]\n  zones: [tagl", ["tagline"], None),
        ("tag: cache\nrules:\n- keywords: [x]\n  zones:\n  - tagl", ["tagline"], None),
        ("tag: cache\nrules:\n- unless:\n    any: [y]\n    in: sent", ["sentence"], None),
        ("tag: cache\nkind: tr", ["true"], "tag: cache\nkind: true"),
        ("tag: cache\nrules: [{keywords: [x], unless: {with", ["within"], None),
    ],
)
def test_completion(page: Playground, text: str, labels: list[str], after: str | None) -> None:
    page.open_rules("cache")
    page.paste(text, RULES)  # typed, lists would open between the lines, and take what ends them
    page.browser.press(Keys.CONTROL, Keys.SPACE, Keys.NULL)
    shown = "[...document.querySelectorAll('.cm-completionLabel')].map(one => one.textContent)"
    assert page.browser.becomes(f"{shown}.join() === arguments[0]", ",".join(labels))
    if after is not None:
        assert page.take_completion(after) == after


def test_the_change_as_a_diff(page: Playground, small_folder: Folder, tmp_path: Path) -> None:
    page.open_rules("cache")
    page.paste(CACHE, RULES)
    assert page.browser.becomes("!document.querySelector('#difference').disabled")
    page.browser.find("#difference").click()
    assert page.browser.becomes("document.querySelector('dialog[open] pre')")
    text = page.browser.run("return document.querySelector('dialog pre').textContent")
    original = (small_folder.path / "cache.yaml").read_text()
    copy = tmp_path.joinpath(*small_folder.path.parts[1:])
    copy.mkdir(parents=True)
    (copy / "cache.yaml").write_text(original)
    subprocess.run(["git", "apply", "-"], input=text, text=True, cwd=tmp_path, check=True)
    assert (copy / "cache.yaml").read_text() == CACHE
    page.browser.press(Keys.ESCAPE)
    assert page.browser.becomes("!document.querySelector('dialog[open]')")


def test_the_effect_on_the_examples(page: Playground) -> None:
    page.open_rules("cache")
    page.paste(CACHE.replace("cache, vol", "vol").replace("voluminous", "moles"), RULES)
    assert page.browser.becomes("!document.querySelector('#effect').disabled")
    page.browser.find("#effect").click()
    said = "document.querySelector('dialog [role=status]')?.textContent"
    assert page.browser.becomes(
        f"{said} === '2 of 2 documents (the examples of the rule files) would change.'"
    )
    rows = page.texts("dialog table:first-of-type tbody tr")
    assert rows == ["cache 1 1 +1 \N{MINUS SIGN}1"]
    page.browser.find("#dialog-close").click()
    assert (page.browser.find("dialog").is_displayed(), page.browser.complaints()) == (False, [])


def test_a_link_holds_the_document_and_the_edits(page: Playground) -> None:
    page.paste(VOLE + "Ünï 🦫\n")
    page.browser.find("#fields > summary").click()
    page.browser.find("#record-topics").send_keys("a, b")
    page.open_rules("cache")
    page.paste(CACHE, RULES)
    assert page.has_tags("cache")
    page.browser.find("#share").click()
    assert page.browser.becomes("location.hash.startsWith('#s=')")
    fragment = page.browser.run("return location.hash")
    page.open(fragment)
    assert page.has_tags("cache")
    assert page.browser.find("#file").get_attribute("value") == "cache.yaml"
    assert page.rules_text() == CACHE
    assert "Ünï 🦫" in page.browser.find("#document-editor").text
    assert page.browser.find("#record-topics").get_attribute("value") == "a, b"
    assert not [one for one in page.browser.requests() if fragment[:20] in one.partition("#")[0]]


@pytest.mark.parametrize("fragment", ["#s=", "#s=AAAA", "#s=%%%", "#s=q1ZKTFKyUlJKqwUA", "#x"])
def test_a_damaged_link_shows_the_example(browser: Browser, address: str, fragment: str) -> None:
    page = Playground(browser, address)
    page.open(fragment)
    assert page.has_tags("database")
    assert "damaged" in page.browser.find("#said").text


def test_without_edit_there_is_nothing_to_save_with(page: Playground) -> None:
    assert not page.browser.find("#save").is_displayed()
    status = page.browser.driver.execute_async_script(
        "const done = arguments[0]; fetch('playground/save', {method: 'POST', body: '{}',"
        "headers: {'content-type': 'application/json'}}).then(answer => done(answer.status))"
    )
    assert status == 404


def test_saving(browser: Browser, own_cache: Path, tmp_path: Path) -> None:
    folder = write_rules(tmp_path / "rules").path
    with serve("--edit", folder, "--workers", "0") as served:
        page = Playground(browser, served.url + "/")
        page.open()
        page.paste(VOLE)
        page.open_rules("cache")
        page.paste(CACHE, RULES)
        assert page.has_tags("cache")
        assert (folder / "cache.yaml").read_text() != CACHE
        page.browser.find("#save").click()
        said = "document.querySelector('#said').textContent"
        assert page.browser.becomes(f"{said} === 'cache.yaml is saved.'")
        assert (folder / "cache.yaml").read_text() == CACHE
        assert page.browser.find("#edited").text == ""
        page.paste(VOLE + "\nMore.\n")
        assert page.browser.becomes("document.querySelector('#before').textContent === ''")
        assert page.has_tags("cache")
        page.paste(CACHE.replace("8", "9"), RULES)
        assert page.browser.becomes("!document.querySelector('#save').disabled")
        (folder / "cache.yaml").write_text(CACHE + "# someone else\n")
        page.browser.find("#save").click()
        assert page.browser.becomes(f"{said}.includes('someone else has changed it')")
        assert (folder / "cache.yaml").read_text() == CACHE + "# someone else\n"
        assert page.rules_text() == CACHE.replace("8", "9")

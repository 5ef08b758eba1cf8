"""The document in the playground: pasted, dropped, a record; its tags and their words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from tagengine.document.record import Record
from tests.reporting.pages.browser import Browser
from tests.reporting.pages.hostile import RECORDS
from tests.server.playground.page import Playground
from tests.support import Folder

pytestmark = pytest.mark.slow

_DROP = """
const data = new DataTransfer();
data.items.add(new File([arguments[1]], arguments[0]));
document.querySelector(arguments[2]).dispatchEvent(
  new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}))
"""


def test_a_newcomer_sees_an_example_at_work(page: Playground) -> None:
    assert page.has_tags("database")
    assert page.marked() == ["database"]
    assert page.texts("#chosen h3") == ["database"]
    assert page.browser.find("#file").get_attribute("value") == "database.yaml"
    assert not page.browser.complaints()


def test_a_pasted_readme_is_tagged_at_once(page: Playground, small_folder: Folder) -> None:
    readme = "# Vole 🦫\n\nVole 🦫 is a cache 🦫 library.\n\nIt has a 🦫🦫 database.\n"
    page.paste(readme)
    result = small_folder.engine().tag(readme)
    assert page.has_tags(*(tag.name.strip() for tag in result.tags))
    assert page.marked() == ["cache", "library"]
    chosen = [result.scores[tag.name] for tag in result.tags]
    scores = page.texts("#chosen .score")
    assert scores == [f"{score / 100:.2f} points" for score in chosen]


def test_nothing_has_no_tag(page: Playground) -> None:
    page.browser.find("#clear").click()
    assert page.has_tags()
    assert page.browser.find("#none").is_displayed()
    assert page.browser.find(".cm-placeholder").text.startswith("Paste a README")


def test_switching_highlights(page: Playground) -> None:
    page.paste("# Vole\n\nVole is a cache library.\n\nIt has a database.\n")
    assert page.has_tags("cache", "lib")
    page.browser.find("#chosen .key").click()
    assert page.marked() == ["library"]
    page.browser.find("#others-list > summary").click()
    page.browser.find("#others .key").click()
    assert page.marked() == ["library", "database"]


def test_from_a_contribution_to_its_words_and_back(page: Playground) -> None:
    page.paste("# Vole\n\nVole is a cache.\n" + "\nfiller\n" * 200 + "\nA cache at the end.\n")
    assert page.has_tags("cache")
    page.browser.all("#chosen .link[data-focus^=words]")[-1].click()
    assert page.browser.becomes("document.querySelector('.mark.current')?.checkVisibility()")
    line = "document.querySelector('.mark.current').closest('.cm-line').textContent"
    assert page.browser.becomes(f"{line} === 'A cache at the end.'")
    assert page.browser.has_focus("#document-editor .cm-content")
    page.browser.find(".mark.current").click()
    assert page.browser.becomes("document.querySelector('tr.current')?.textContent.includes('405')")


def test_the_words_of_a_record_s_fields(page: Playground) -> None:
    page.browser.find("#clear").click()
    page.browser.find("#fields > summary").click()
    # Some versions of ChromeDriver cannot type characters of four bytes.
    insert = "document.execCommand('insertText', false, arguments[0])"
    for name, text in (("topics", " tool,, 🦫 cache , x"), ("description", "A 🦫 database")):
        page.browser.find(f"#record-{name}").click()
        page.browser.run(insert, text)
    assert page.has_tags("database", "cache")
    for name, words in (("description", "database"), ("topics", "cache")):
        row = f"//small[starts-with(., '{name}')]/../button"
        page.browser.driver.find_element(By.XPATH, row).click()
        assert page.browser.has_focus(f"#record-{name}")
        selected = page.browser.run(
            "const f = document.activeElement;"
            "return f.value.slice(f.selectionStart, f.selectionEnd)"
        )
        assert selected == words


def test_why_not(page: Playground) -> None:
    why = page.browser.find("#why")
    why.send_keys("lib")
    assert page.browser.becomes("document.querySelector('#why-answer p')")
    answer = page.browser.find("#why-answer").text
    assert answer.startswith("lib is not given. None of its rules matched.")
    assert "more points, lib would be given." in answer
    page.paste("# Vole\n\nVole is a cache.\n\nSee the libraries.\n")
    assert page.browser.becomes(
        "document.querySelector('#why-answer').textContent.includes('below')"
    )
    why.clear()
    why.send_keys("nothing such")
    assert page.browser.becomes("!document.querySelector('#why-answer p')")


@pytest.mark.parametrize("target", ["body", "#document-editor .cm-content"])
def test_dropping_a_file(page: Playground, target: str) -> None:
    page.browser.run(_DROP, "README.md", "# Vole\n\nVole is a cache.", target)
    assert page.has_tags("cache")
    record = {"name": "x", "description": "SQL", "topics": ["cache"], "readme": "# X\n"}
    page.browser.run(_DROP, "x.json", json.dumps(record), target)
    assert page.has_tags("database", "cache")
    assert page.browser.find("#record-topics").get_attribute("value") == "cache"
    page.browser.run(_DROP, "x.json", "{", target)
    assert page.browser.becomes(
        "document.querySelector('#said').textContent === 'x.json is not valid JSON.'"
    )
    page.browser.run(_DROP, "x.png", "\0", target)
    assert page.browser.becomes(
        "document.querySelector('#said').textContent === 'x.png is not a text file.'"
    )
    assert page.has_tags("database", "cache")


def test_opening_a_file(page: Playground, tmp_path: Path) -> None:
    path = tmp_path / "vole.md"
    path.write_text("# Vole\r\n\r\nVole is a cache library.\r\n")
    page.browser.run("document.querySelector('#file-input').hidden = false")
    page.browser.find("#file-input").send_keys(str(path))
    assert page.has_tags("cache", "lib")
    assert page.marked() == ["cache", "library"]


def test_the_newest_answer_wins(page: Playground) -> None:
    page.browser.run(
        "const real = window.fetch; let first = true;"
        "window.fetch = async (...all) => {"
        "  const answer = await real(...all);"
        "  if (first) { first = false; await new Promise(come => { window.letCome = come; }); }"
        "  return answer; }"
    )
    page.paste("# Vole\n\nVole is a library.\n")
    assert page.browser.becomes("!!window.letCome")
    page.paste("# Vole\n\nVole is a cache.\n")
    page.browser.run("window.letCome()")
    assert page.has_tags("cache")


def test_a_hostile_document_is_text(
    browser: Browser, page: Playground, small_folder: Folder
) -> None:
    engine = small_folder.engine()
    for record in RECORDS:
        page.paste(record.readme.replace("\ud800", "?"))  # what the driver does not send
        page.browser.run(
            "document.querySelectorAll('details').forEach(one => one.open = true);"
            "const field = document.querySelector('#record-name'); field.value = arguments[0];"
            "field.dispatchEvent(new Event('input'))",
            record.name,
        )
        tags = engine.tag_record(Record(0, record.name, readme=record.readme)).tags
        assert page.has_tags(*(tag.name.strip() for tag in tags)), record.readme
    assert page.browser.run("return window.ran") is None
    assert all(one.startswith((page.address, "data:,")) for one in page.browser.requests())
    assert browser.complaints() == []


def test_characters_that_nobody_sees_are_codes(page: Playground) -> None:
    page.paste("A \u202edatabase\u202c \u2066x\u2069 \u200f\ufeff\u200b 👩\u200d👩\u200d👧 end")
    codes = ["U+202E", "U+202C", "U+2066", "U+2069", "U+200F", "U+FEFF", "U+200B"]
    assert page.texts("#document-editor .code") == codes
    page.browser.run("document.execCommand('insertText', false, ' \\ud800 is a cache.')")
    assert page.has_tags("cache", "database")
    assert page.marked() == ["database", "cache"]


def test_a_server_that_is_gone_is_told(page: Playground) -> None:
    page.browser.run("window.fetch = () => Promise.reject(new TypeError('gone'))")
    page.paste("# Vole\n")
    assert page.browser.becomes(
        "document.querySelector('#said').textContent.startsWith('The server does not answer.')"
    )
    assert page.browser.find("#answer").text == "database"


def test_a_document_of_the_corpus_is_opened(page: Playground) -> None:
    assert page.browser.becomes("!document.querySelector('#corpus').hidden")
    corpus = Select(page.browser.find("#corpus"))
    [example] = [one for one in corpus.options if "cache.yaml" in one.text]
    name = example.text
    corpus.select_by_visible_text(name)
    assert page.has_tags("cache")
    assert page.marked() == ["cache"]
    assert page.browser.find("#said").text == f"{name} is open."
    assert page.browser.find("#corpus").get_attribute("value") == ""

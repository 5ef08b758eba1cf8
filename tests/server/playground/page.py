"""The page of `tagengine serve` in a browser, and what a person does there."""

from __future__ import annotations

import time
from collections.abc import Sequence

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tests.reporting.pages.browser import Browser
from tests.waiting import PATIENCE

TAGS = (
    "[...document.querySelectorAll('#answer .chip')].map(chip => chip.textContent).join(', ')"
    " === arguments[0]"
)
_PASTE = """
const data = new DataTransfer();
data.setData('text/plain', arguments[0]);
document.activeElement.dispatchEvent(
  new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))
"""
_LINES = "[...document.querySelectorAll('#rule-editor .cm-line')].map(l => l.textContent)"
_IS_CLICKED = (
    "document.querySelector('.cm-tooltip-autocomplete li')"
    "?.dispatchEvent(new MouseEvent('mousedown', {bubbles: true, cancelable: true})) !== undefined"
)
DOCUMENT = "#document-editor .cm-content"
RULES = "#rule-editor .cm-content"


class Playground:
    """The page in a browser, with the words that a person has for what is done there."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address

    def open(self, fragment: str = "", *, width: int = 1280, dark: bool = False) -> None:
        """Open the page, and wait until it has begun."""
        self.browser.visit(self.address + fragment, width=width, dark=dark)
        assert self.browser.becomes("!document.body.matches('.starting')")

    def has_tags(self, *tags: str) -> bool:
        """Return whether these are, or become, the tags."""
        return self.browser.becomes(TAGS, ", ".join(tags) or "no tag")

    def paste(self, text: str, editor: str = DOCUMENT) -> None:
        """Replace a whole text by pasting another."""
        self.browser.run("document.querySelector(arguments[0]).focus()", editor)
        self.browser.press(Keys.CONTROL, "a", Keys.NULL, *[Keys.DELETE] * (not text))
        self.browser.run(_PASTE, text)

    def open_rules(self, tag: str) -> None:
        """Open the rule file of a tag, and wait until it is there."""
        select = self.browser.find("#file")
        Select(select).select_by_visible_text(tag)
        assert self.browser.becomes(
            "document.querySelector('#file').value === `${arguments[0]}.yaml`"
            f" && {_LINES}.includes(`tag: ${{arguments[0]}}`)",
            tag,
        )

    def rules_text(self) -> str:
        """Return the text of the open rule file."""
        return "\n".join(self.browser.run(f"return {_LINES}"))

    def take_completion(self, text: str) -> str:
        """Click on the first completion that is listed until this is the text of the rule file.

        The list is made again now and then, and for a moment takes nothing. A busy browser may
        close it: then it is asked for again. Return the text that is there in the end.
        """
        pause = 0.1
        end = time.monotonic() + PATIENCE
        while self.rules_text() != text and time.monotonic() < end:
            if not self.browser.run(f"return {_IS_CLICKED}"):
                self.browser.press(Keys.CONTROL, Keys.SPACE, Keys.NULL)
            time.sleep(pause)
            pause *= 1.5
        return self.rules_text()

    def marked(self) -> Sequence[str]:
        """Return the words that are marked."""
        found: list[str] = self.browser.run(
            "return [...document.querySelectorAll('.mark')].map(mark => mark.textContent)"
        )
        return found

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the elements of a selector, all at one moment."""
        found: list[str] = self.browser.run(
            "return [...document.querySelectorAll(arguments[0])].map(one =>"
            "  one.innerText.replace(/\\s+/g, ' ').trim())",
            selector,
        )
        return found

"""The page of a document, as a person finds it in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tagengine.evidence.contributions import MatchEvidence
from tagengine.evidence.result import Explanation
from tagengine.reporting.pages import files
from tagengine.reporting.pages.document_view import Explained, signed
from tests.reporting.pages.browser import Browser
from tests.support import Folder

pytestmark = pytest.mark.slow

_MARKED = """
return [...document.querySelectorAll('.badge')].map(badge => {
  const id = badge.id.slice(1);
  const parts = [...document.querySelectorAll('mark')]
    .filter(mark => mark.dataset.m.split(' ').includes(id));
  const text = parts.map(mark => mark.textContent).join('');
  const line = Number(parts[0].closest('.line').dataset.n);
  const field = parts[0].closest('.text').previousElementSibling.textContent;
  return [id, field, line, text, badge.checkVisibility()];
})
"""


def _place(one: MatchEvidence) -> tuple[str, int, str]:
    return one.place.source, one.place.line, one.text.replace("\n", "")


def test_every_mark_is_on_the_words_of_its_contribution(
    browser: Browser, mole_page: Path, mole: Explanation
) -> None:
    browser.open(mole_page)
    marked = {number: (field, line, text) for number, field, line, text, _ in browser.run(_MARKED)}
    rows = browser.run(
        "return [...document.querySelectorAll('.tag a[id^=c]')].map(a => [a.id.slice(1),"
        "a.closest('.tag').querySelector('h3').textContent, a.closest('tr').cells[0].textContent])"
    )
    wanted = sorted(
        (entry.tag.name.strip(), signed(one.points), *_place(one.match))
        for entry in mole.evidence.tags
        for one in entry.contributions
    )
    assert sorted((tag, points, *marked[number]) for number, tag, points in rows) == wanted
    assert any(
        "\n" in one.match.text for entry in mole.evidence.tags for one in entry.contributions
    )


def test_what_was_left_out_is_marked_too(
    browser: Browser, mole_page: Path, mole: Explanation
) -> None:
    browser.open(mole_page)
    assert not [one for one in browser.run(_MARKED) if one[0][0] == "x" and one[4]]
    browser.find("#show-left-out").click()
    marked = [tuple(one[1:4]) for one in browser.run(_MARKED) if one[0][0] == "x" and one[4]]
    assert sorted(marked) == sorted(_place(one.match) for one in mole.audit.left_out)
    browser.find("#left-out ~ details summary").click()
    reasons = {cell.text for cell in browser.all("#left-out ~ details td:nth-child(2)")}
    assert 'an unwanted term is near: "toy" in its sentence' in reasons


@pytest.mark.parametrize("width", [360, 1280])
def test_jumping_there_and_back_with_the_mouse(
    browser: Browser, mole_page: Path, width: int
) -> None:
    browser.open(mole_page, width=width)
    browser.find("a#c1").click()
    assert browser.has_focus("#m1")
    assert browser.is_in_view("#m1")
    current = browser.run(
        "return [...document.querySelectorAll('mark.current')].map(m => m.textContent).join(' ')"
    )
    assert current.split() == browser.find("#c1").text.split()
    browser.find("#m1").click()
    assert browser.has_focus("#c1")
    assert browser.is_in_view("#c1")


def test_a_click_on_marked_words_leads_to_the_contribution(
    browser: Browser, mole_page: Path
) -> None:
    browser.open(mole_page)
    browser.find("mark[data-m~='2']").click()
    assert browser.has_focus("[id^=c]")


def test_jumping_there_and_back_with_the_keyboard(browser: Browser, mole_page: Path) -> None:
    browser.open(mole_page)
    browser.tab_to("a#c2")
    browser.press(Keys.ENTER)
    assert browser.has_focus("#m2")
    assert browser.is_in_view("#m2")
    browser.press(Keys.ENTER)
    assert browser.has_focus("#c2")


def test_every_control_can_be_reached_with_the_keyboard(browser: Browser, mole_page: Path) -> None:
    browser.open(mole_page)
    for selector in ("a.skip", "#theme", ".key", "summary", "#zone", "#show-left-out", "a.badge"):
        browser.tab_to(selector)


def test_a_jump_shows_what_was_switched_off(browser: Browser, mole_page: Path) -> None:
    browser.open(mole_page)
    browser.find(".key[data-rank='1']").click()
    assert not browser.find("#m1").is_displayed()
    browser.find("#c1").click()
    assert browser.find("#m1").is_displayed()
    assert browser.find(".key[data-rank='1']").get_attribute("aria-pressed") == "true"


def test_an_address_with_a_place_opens_there(browser: Browser, mole_page: Path) -> None:
    browser.open(mole_page, "#cx0")
    assert browser.is_in_view("#cx0")
    browser.open(mole_page, "#mx0")
    assert browser.is_in_view("#mx0")
    assert browser.find("#show-left-out").is_selected()


def test_tags_are_toggled_by_mouse_and_keyboard(browser: Browser, mole_page: Path) -> None:
    browser.open(mole_page)
    key = browser.find(".key[data-rank='1']")
    badges = ".badge[data-rank='1']:not([hidden])"
    count = len(browser.all(badges))
    assert count > 1
    key.click()
    assert key.get_attribute("aria-pressed") == "false"
    assert not browser.all(badges)
    assert not browser.all("mark.t1")
    key.send_keys(Keys.SPACE)
    assert key.get_attribute("aria-pressed") == "true"
    assert len(browser.all(badges)) == count


def test_overlapping_matches_show_the_best_and_underline_the_next(
    browser: Browser, mole_page: Path
) -> None:
    browser.open(mole_page)
    browser.run("document.querySelectorAll('.key[aria-pressed=false]').forEach(k => k.click())")
    both = browser.find("mark.t1[class*='u']")
    assert both.text == "SQL"
    colours = browser.run(
        "const s = getComputedStyle(arguments[0]);return [s.backgroundColor, s.borderBottomColor]",
        both,
    )
    assert len(set(colours)) == 2
    browser.find(".key[data-rank='1']").click()
    assert not browser.all("mark.t1")
    assert str(both.get_attribute("class")).startswith("t")


def test_the_filter_by_zone(browser: Browser, mole_page: Path, mole: Explanation) -> None:
    browser.open(mole_page)
    contributions = mole.evidence.tags[0].contributions
    zone = contributions[0].match.zone
    Select(browser.find("#zone")).select_by_value(zone)
    for selector in (".badge", "tr[data-zone]"):
        shown = browser.run(
            "return [...document.querySelectorAll(arguments[0])].filter(e => !e.hidden)"
            ".map(e => e.dataset.zone)",
            selector,
        )
        assert set(shown) == {zone}
    own = [one for one in contributions if one.match.zone == zone]
    assert 0 < len(own) < len(contributions)
    assert browser.find(".count").text == f"{len(own)} of {len(contributions)}"


def test_scores_and_bars_are_those_of_the_audit(
    browser: Browser, mole_page: Path, mole: Explanation
) -> None:
    browser.open(mole_page)
    chosen = [mole.evidence.tag(tag) for tag in mole.tags]
    entries = [*chosen, *(one for one in mole.evidence.tags if not one.chosen)]
    found = browser.run(
        "return [...document.querySelectorAll('.tag')].map(tag => [tag.querySelector('h3'),"
        "tag.querySelector('.score')].map(e => e.textContent))"
    )
    assert found == [[one.tag.name.strip(), f"{one.score / 100:.2f} points"] for one in entries]
    longest = max(max(one.score, one.needed) for one in entries)
    widths = browser.run(
        "return [...document.querySelectorAll('.tag')].map(tag =>"
        "tag.querySelector('.fill').getBoundingClientRect().width"
        " / tag.querySelector('.track').getBoundingClientRect().width)"
    )
    assert widths == pytest.approx([one.score / longest for one in entries], abs=0.01)


def test_dark_mode_follows_the_system_and_the_button(browser: Browser, mole_page: Path) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    browser.open(mole_page)
    light = browser.run(ground)
    browser.emulate(dark=True)
    assert browser.becomes("document.getElementById('theme').ariaPressed === 'true'")
    assert light == "rgb(255, 255, 255)"
    assert browser.run(ground) != light
    browser.find("#theme").click()
    assert browser.run(ground) == light
    browser.open(mole_page, dark=True)
    assert browser.run(ground) == light
    browser.run("localStorage.clear()")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out(browser: Browser, mole_page: Path, width: int) -> None:
    browser.open(mole_page, width=width)
    assert browser.run("return document.documentElement.scrollWidth") <= width


def test_print_shows_the_contributions_and_no_controls(browser: Browser, mole_page: Path) -> None:
    browser.open(mole_page)
    browser.find(".panel summary").click()
    browser.emulate(media="print", dark=True)
    browser.run("dispatchEvent(new Event('beforeprint'))")
    assert browser.find("#c1").is_displayed()
    assert not browser.find("#theme").is_displayed()
    assert not browser.find("#zone").is_displayed()
    ground = browser.run("return getComputedStyle(document.documentElement).colorScheme")
    assert ground == "light"
    browser.run("dispatchEvent(new Event('afterprint'))")
    browser.emulate()
    assert not browser.find("#c1").is_displayed()


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious(browser: Browser, mole_page: Path, dark: bool) -> None:
    browser.open(mole_page, dark=dark)
    browser.run(
        "document.querySelectorAll('details').forEach(d => d.open = true);"
        "document.querySelectorAll('.key[aria-pressed=false]').forEach(k => k.click());"
        "document.getElementById('show-left-out').click()"
    )
    assert browser.violations() == []


def test_the_page_asks_for_nothing_and_complains_of_nothing(
    browser: Browser, mole_page: Path
) -> None:
    address = browser.open(mole_page)
    assert browser.requests() == [address]
    assert browser.complaints() == []


@pytest.fixture
def own_page(mole: Explanation, tmp_path: Path) -> Path:
    """The page of a record that has a tag of ours and another one."""
    path = tmp_path / "own.html"
    given = mole.tags[0].name.strip()
    page = files.only_page([Explained(mole, (given, "web <b>app</b>"), "my-rules/")])
    assert page is not None
    files.write_page(page, path)
    return path


def test_the_record_s_own_tags_stand_beside_ours(
    browser: Browser, own_page: Path, mole: Explanation
) -> None:
    browser.open(own_page)
    given = mole.tags[0].name.strip()
    assert [one.text for one in browser.all(".own .chip")] == [
        f"{given} given too", "web <b>app</b> not given",
    ]  # fmt: skip
    rules = "[...document.querySelectorAll('dt')].find(one => one.textContent === 'Rules')"
    assert browser.run(f"return {rules}.nextElementSibling.textContent").startswith("my-rules/: ")
    assert browser.violations() == []


def test_a_document_has_no_tags_of_its_own(browser: Browser, mole_page: Path) -> None:
    browser.open(mole_page)
    assert browser.all(".own") == []


def test_negative_points_look_negative(browser: Browser, rules: Folder, tmp_path: Path) -> None:
    rules.write_rules("lib", "- {keywords: [crate], weight: 9}\n- {keywords: [memo], weight: -3}")
    page = files.only_page([Explained(rules.engine().explain("# Tide\n\nA memo of a crate."))])
    assert page is not None
    files.write_page(page, tmp_path / "page.html")
    browser.open(tmp_path / "page.html")
    cells = browser.run(
        "return [...document.querySelectorAll('td.number:first-child')]"
        ".map(one => [one.textContent, one.classList.contains('minus')])"
    )
    assert any(is_minus for _, is_minus in cells)
    assert all(text.startswith("\N{MINUS SIGN}") is is_minus for text, is_minus in cells)


def test_on_a_phone_the_document_comes_before_the_audit(browser: Browser, own_page: Path) -> None:
    browser.open(own_page, width=390)
    tops = browser.run(
        "return ['.legend', '#source', '#main']"
        ".map(one => document.querySelector(one).getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)
    assert browser.run("return document.documentElement.scrollWidth") <= 390
    assert browser.violations() == []

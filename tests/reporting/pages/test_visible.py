"""Characters that nobody sees become codes; all others stay."""

from __future__ import annotations

import html
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from tagengine.reporting.pages.visible import one_line, visible


def _code(code: str, name: str) -> str:
    return f'<span class="code" title="{name}">{code}</span>'


def test_visible() -> None:
    assert visible("a\u202eb") == f"a{_code('U+202E', 'RIGHT-TO-LEFT OVERRIDE')}b"
    assert visible("\x07") == _code("U+0007", "control character")
    assert visible("\U000e0041") == _code("U+E0041", "TAG LATIN CAPITAL LETTER A")
    assert visible("a\tb") == "a\tb"
    assert (
        visible("<b>&\x1f\"'") == f"&lt;b&gt;&amp;{_code('U+001F', 'control character')}&#34;&#39;"
    )


def test_joiners_stay_for_emoji_and_scripts() -> None:
    family = "👩\u200d👩\u200d👧"
    assert visible(family) == family


def test_one_line() -> None:
    assert one_line(" a\n b\u202ec ") == "a b[U+202E]c"
    assert one_line("abcdef", 4) == "abc…"


@given(st.text(st.characters() | st.sampled_from("<>&\"'\u202e\0")))
def test_nothing_invisible_is_left_and_nothing_visible_is_lost(text: str) -> None:
    found = str(visible(text))
    allowed = "\t\u200c\u200d"
    kinds = {unicodedata.category(one) for one in found if one not in allowed}
    assert not kinds & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    restored = re.sub(
        r'<span class="code" title="[^"<>]*">U\+([0-9A-F]+)</span>',
        lambda match: f"&#x{match[1]};",
        found,
    )
    assert not re.search("[<>\"']", restored)
    codes = re.compile(r"&#x([0-9A-F]+);")
    plain = codes.sub(lambda match: chr(int(match[0][2:-1].replace("x", "0x"), 0)), restored)
    assert html.unescape(plain) == html.unescape(str(escape(text)))
    one_line(text).encode()

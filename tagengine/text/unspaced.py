"""Words of writing without spaces: where one is a word, and where only a part of others.

https://www.unicode.org/reports/tr29/ keeps a run of katakana together and parts all Han characters.
Compounds are as common in the one as in the other, so words tell here: ログ is one in ログファイル,
not in プログラム; 终端 is none in 最终端口, which is 最终 and 端口.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tagengine.text.lazy_regex import lazy_regex

_KATAKANA = lazy_regex("[\u30a1-\u30fa\u30fc-\u30ff]+")
_HAN = lazy_regex("[\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = lazy_regex("[\uac00-\ud7af]+")
_LONG = 5  # characters, from which a word in katakana is hardly by chance inside another
_LONG_SOUND = "ー"
_WITHOUT = "レス"  # '-less': キャッシュレス is without cash
_NO_BEGINNING = "ァィゥェォッャュョンー"
_LONG_HANGUL = 4
_REACH = 24  # characters on each side in which a run of katakana is looked at
_PARTICLES = frozenset((
    "은", "는", "이", "가", "을", "를", "의", "에", "와",
    "과", "도", "로", "만", "나", "랑", "용", "들", "으로",
    "에서", "에게", "까지", "부터", "처럼", "보다", "이나", "이란", "이다",
    "입니다", "이며", "이고", "들을", "들의", "들은", "들이", "와의", "과의",
    "에는", "으로는", "로는", "이라는", "라는",
))  # fmt: skip


def is_word(text: str, start: int, end: int) -> bool:
    """Return whether characters `[start, end)` of a text in such writing are their own words."""
    first, last = text[start], text[end - 1]
    if _KATAKANA.match(first) or _KATAKANA.match(last):
        return _is_word_in_katakana(text, start, end)
    if _HAN.match(first) and _HAN.match(last):
        return not _is_parted(text, start, end)
    if _HANGUL.match(first) and _HANGUL.match(last):
        return _is_word_in_hangul(text, start, end)
    return True


def _is_word_in_katakana(text: str, start: int, end: int) -> bool:
    before = _run_before(text, start) if _KATAKANA.match(text, start) else ""
    found = _KATAKANA.match(text, end, end + _REACH) if _KATAKANA.match(text[end - 1]) else None
    after = found[0] if found else ""
    if after.startswith(_LONG_SOUND) and text[end - 1] != _LONG_SOUND:
        after = after[1:]  # エディター, as エディタ
    if not before and not after:
        return True
    if end - start >= _LONG:
        is_part = len(before) == 1 or len(after) == 1 or after == _WITHOUT
        return not is_part and after[:1] not in tuple(_NO_BEGINNING)
    return _is_made_of_words(before) and _is_made_of_words(after)


def _run_before(text: str, start: int) -> str:
    first = start
    while first > max(0, start - _REACH) and _KATAKANA.match(text, first - 1):
        first -= 1
    return text[first:start]


def _is_made_of_words(text: str) -> bool:
    """Return whether a text in katakana is nothing but known words, one after the other."""
    words = _katakana_words()
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(text[start:end] in words for start in reached):
            reached.add(end)
    return len(text) in reached


def _is_parted(text: str, start: int, end: int) -> bool:
    """Return whether a word of Han characters is the end of one word and the start of another."""
    size = end - start
    if size > 2:
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    ends_another = text[start] in _behind(before)
    begins_another = after != "" and after in _behind(text[end - 1])
    return (ends_another or begins_another) if size == 1 else (ends_another and begins_another)


def _behind(character: str) -> str:
    """Return the characters that make common words of two with one before them."""
    return _han_words().get(character, "")


@cache
def _han_words() -> dict[str, str]:
    return {line[0]: line[1:] for line in _lines("han_words.txt")}


@cache
def _katakana_words() -> frozenset[str]:
    return frozenset(word for line in _lines("katakana_words.txt") for word in line.split())


def _lines(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _is_word_in_hangul(text: str, start: int, end: int) -> bool:
    if end - start < _LONG_HANGUL and start and _HANGUL.match(text, start - 1):
        return False
    after = _HANGUL.match(text, end)
    return after is None or end - start >= _LONG_HANGUL or after[0] in _PARTICLES

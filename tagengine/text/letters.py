"""Letters and digits that not every Python and every package knows: nobody reads them as such.

Python 3.10 has the characters of Unicode 13; later versions of Python and of the `regex` package
have more, and would see words where the older ones see none. So what came after Unicode 13 is no
letter here, whatever runs this. Nor are halves of surrogate pairs, which no encoding has.
"""

from __future__ import annotations

import re

# What was unassigned in Unicode 13 (https://www.unicode.org/Public/13.0.0/ucd/) and has become a
# letter or a number by Unicode 17, with what is still unassigned between.
_LATER = """
0558 058B-058C 0870-088F 08B5 08C8-08C9 0C5C-0C5D 0CDC-0CDD 170D 171F 1B4C 1C89-1C8A 208F
209D-209F 2C2F 2C5F 9FFD-9FFF A7C0-A7C1 A7CB-A7F4 AB6C-AB6D 10570-105F3 10780-107BF
10940-10959 10D40-10D85 10EC2-10EEE 10F70-10F81 11071-11075 1123F-11240 11380-113D3
116D0-116E3 11740-11746 11AB0-11ABF 11B0A-11BF9 11DB0-11DF1 11F02-11F59 1246F 12475-1247F
12550-12FF0 1342F 13441-143FA 16100-16139 16A70-16AC9 16D40-16D79 16EA0-16ED3 16FF2-16FF6
187F8-187FF 18CD6-18CFF 18D09-1AFFE 1B11F-1B132 1B155 1B168 1CCF0-1CCF9 1D2C0-1D2D3 1D6A6
1DF00-1DFFF 1E030-1E06D 1E290-1E2AD 1E4D0-1E7FE 2A6DE-2A6DF 2B735-2B73F 2B81E 2CEA2-2CEAD
2EBF0-2EE5D 31350-3FC3F
"""


def _range(written: str) -> str:
    first, _, last = written.partition("-")
    return f"{chr(int(first, 16))}-{chr(int(last or first, 16))}"


_LATER_LETTERS = re.compile(f"[{''.join(map(_range, _LATER.split()))}\ud800-\udfff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def with_known_letters(text: str) -> str:
    """Return `text`, of the same length, with U+FFFD for younger letters and lone surrogates."""
    if text.isascii() or not _LATER_LETTERS.search("".join(_NOT_ASCII.findall(text))):
        return text
    return _LATER_LETTERS.sub("\ufffd", text)

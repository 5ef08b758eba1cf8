"""Letters and digits that not every Python and every package knows: nobody reads them as such.

Python 3.11 has the characters of Unicode 14; later versions of Python and of the `regex` package
have more, and would see words where the older ones see none. So what came after Unicode 14 is no
letter here, whatever runs this. Nor are halves of surrogate pairs, which no encoding has.
"""

from __future__ import annotations

import re

from tagengine.text.beyond_ascii import characters_beyond_ascii

# What was unassigned in Unicode 14 (https://www.unicode.org/Public/14.0.0/ucd/) and has become a
# letter or a number by Unicode 17, with what is still unassigned between.
_LATER = """
0558 058B-058C 088F 0C5C 0CDC 1C89-1C8A 208F 209D-209F A7CB-A7CF A7D2 A7D4 A7DA-A7F1 AB6C-AB6D
105C0-105F3 107BB-107BF 10940-10959 10D40-10D85 10EC2-10EEE 1123F-11240 11380-113D3 116D0-116E3
11B0A-11BF9 11DB0-11DF1 11F02-11F59 1246F 12475-1247F 12550-12686 1342F 13441-143FA 16100-16139
16D40-16D79 16EA0-16ED3 16FF2-16FF6 187F8-187FF 18CD6-18CFF 18D09-191D2 1B123-1B132 1B155 1B168
1CCF0-1CCF9 1D2C0-1D2D3 1D6A6 1DF1F-1DFFF 1E030-1E06D 1E4D0-1E6FF 2B739-2B73F 2B81E 2CEA2-2CEAD
2EBF0-2EE5D 31350-3FC3F
"""


def _range(written: str) -> str:
    first, _, last = written.partition("-")
    return f"{chr(int(first, 16))}-{chr(int(last or first, 16))}"


_LATER_LETTERS = re.compile(f"[{''.join(map(_range, _LATER.split()))}\ud800-\udfff]")


def with_known_letters(text: str) -> str:
    """Return `text`, of the same length, with U+FFFD for younger letters and lone surrogates."""
    if not _LATER_LETTERS.search(characters_beyond_ascii(text)):
        return text
    return _LATER_LETTERS.sub("\ufffd", text)

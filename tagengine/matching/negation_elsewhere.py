"""Negation in languages other than English: what 'kein', 'n'est pas' or 'ではない' deny.

Only forms that are surely a denial of what something is, or of what it needs, are read.
"""

from __future__ import annotations

import re

from tagengine.text.lazy_regex import lazy_regex

_ANY = lazy_regex("")
_IS_ONE = lazy_regex(  # 'nicht als', 'pas un', 'não é'
    r"\s+(?:als|für|eine?[nmrs]?|der|die|das|une?|de|du|des|le|la|l['’]|d['’]|é|são|foi|requer"
    r"|precisa|necessita|depende|um|uma)\b|\s+[dl]['’]",
    re.IGNORECASE,
)
_IS_BEING = lazy_regex(r"\s+(?:является|требует|нужн\w+)\b", re.IGNORECASE)
_RUSSIAN = lazy_regex(r"(?:\bэто|[—–,:(-]|\b[аи]|\A)\s*\Z", re.IGNORECASE)
# Words with what must follow them.
_BEFORE_WHAT = {
    **dict.fromkeys(("kein", "keine", "keinen", "keiner", "keinem", "keines", "ohne"), _ANY),
    **dict.fromkeys(("sans", "sin", "sem", "ni", "senza", "geen", "zonder", "bez", "без"), _ANY),
    **dict.fromkeys(("non è", "non sono", "nie jest", "no es", "no son", "não é"), _ANY),
    **dict.fromkeys(("war früher", "war ursprünglich", "était autrefois", "antes era"), _ANY),
    **dict.fromkeys(("nicht", "pas", "não"), _IS_ONE),
    "не": _ANY,
}
_BEFORE_WHAT_UNSPACED = (
    "不是",
    "并非",
    "並非",
    "而非",
    "无需",
    "無需",
    "不需要",
    "不依赖",
    "不依賴",
)
_BEHIND_WHAT_UNSPACED = ("ではない", "ではありません", "ではなく", "じゃない", "じゃありません")
_BEHIND_WHAT = ("아닙니다", "아니다", "아니라", "아닌", "아니며", "아니고")

CUES = (
    *(f" {word} " for word in (*_BEFORE_WHAT, *_BEHIND_WHAT)),
    *_BEFORE_WHAT_UNSPACED,
    *_BEHIND_WHAT_UNSPACED,
)
"""What is looked for in folded text."""

_WORDS = 5  # words that a denial reaches at most
_BACK = 40  # characters that it reaches back at most
# What only looks like a denial: 'not only'.
_ONLY = lazy_regex(
    r"\s+(?:(?:es|é|è|sono|são|son|jest)\s+)?(?:nur|bloß|allein|seulement|que|solo|sólo|solamente"
    r"|simplemente|só|apenas|somente|soltanto|alleen|tylko|только|serif|nécessairement)\b",
    re.IGNORECASE,
)
_END = lazy_regex(
    r"[.,!?;:()\v–—|]|\s(?:sondern|aber|oder|und|mit|für|mais|et|ou|avec|pour|sino|pero|y|con|para"
    r"|mas|com|ma|e|per|maar|en|met|voor|ale|i|dla|а|но|и|для|с|but|and|with|for|que|qui|die|das)\b",
    re.IGNORECASE,
)
_WORD = lazy_regex(r"\S+")
_HAN_END = lazy_regex("[，。；,.;！？!?、\v]|而是|但|即可|就能|便可|的")
_HAN_ASKING = ("是", "不")
_HAN_ONLY = ("只", "仅", "僅", "单", "單")
_BACK_BORDER = lazy_regex(r"[、。，,.;:!?！？\vはがもを]|(?<=[가-힣])[은는]\s|\s[–—-]\s")
_BACK_ONLY = lazy_regex(r"(?:だけ|のみ|ばかり|뿐만?|만)[이가]?\s*\Z")
_KOREAN_PARTICLE = lazy_regex(r"[이가]\s*\Z")


def scope(text: str, cue: str, start: int, end: int, before: str) -> tuple[int, int] | None:
    """Return the characters that a cue at `[start, end)` denies, None if it denies nothing.

    `before` is the text of its sentence in front of it, as far as it is looked at.
    """
    if cue in _BEFORE_WHAT_UNSPACED:
        return _of_han(text, end, before)
    if cue in _BEHIND_WHAT or cue in _BEHIND_WHAT_UNSPACED:
        return _back(start, before)
    if text[start:end].isupper() and len(cue) > 1 and cue.isascii():  # 'SEM', 'SIN'
        return None
    is_name = text[start].isupper() and before.strip() != ""  # 'Open Sans'
    if is_name or _ONLY.match(text, end) or not _BEFORE_WHAT[cue].match(text, end):
        return None
    if cue == "не" and not (_RUSSIAN.search(before) or _IS_BEING.match(text, end)):
        return None
    return end, _stop(text, end)


def _stop(text: str, end: int) -> int:
    """Return how far a denial reaches that begins at `end`."""
    words = list(_WORD.finditer(text, end, end + _WORDS * _BACK))[:_WORDS]
    last = words[-1].end() if words else end
    stop = _END.search(text, end, last)
    return stop.start() if stop else last


def _of_han(text: str, end: int, before: str) -> tuple[int, int] | None:
    """Return what '不是' denies; 'whether' and 'not only' deny nothing."""
    if before.endswith(_HAN_ASKING) or text[end : end + 1] in _HAN_ONLY:
        return None
    stop = _HAN_END.search(text, end, end + 4 * _BACK)
    return end, stop.start() if stop else min(len(text), end + 4 * _BACK)


def _back(start: int, before: str) -> tuple[int, int] | None:
    """Return what is denied by a word behind it: from the last particle or comma on."""
    if _BACK_ONLY.search(before):
        return None
    borders = [found.end() for found in _BACK_BORDER.finditer(before)]
    particle = _KOREAN_PARTICLE.search(before)
    last = particle.start() if particle else len(before.rstrip())
    first = max((border for border in borders if border < last), default=0)
    return start - len(before) + first, start - len(before) + last

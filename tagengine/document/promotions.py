"""Sentences that speak of others than the project: sponsors' lines, and news of other products.

'Proudly supported by Bubble, a bank', '🎉 New: try Tide, our database'. A sentence with the
project's own name is none: 'Introducing Ember, a message queue' is what the project is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

import ahocorasick_rs

from tagengine.document import definition
from tagengine.document.pieces import Fragment, Piece
from tagengine.text.lazy_regex import lazy_regex

_BEGINNING = r"(?:(?!\w)[^\n\v]){0,12}"  # emoji, quotes, dashes
_PROUDLY = r"(?:proudly|generously|kindly|graciously|officially|partly|partially|also)"
# Who gives: a name, a link, 'our sponsors'; not 'supported by all browsers', 'by a test suite'.
_GIVER = r"(?=\s*(?:(?-i:[A-Z@\[])|our\b|these\b|the (?:following|generous|kind)\b|[:\n\v]|\Z))"
_GIVEN_BY = (
    rf"(?:{_PROUDLY} )?(?:supported|sponsored|funded|brought to you|made possible|financed)"
    rf"(?: in part)? (?:by|with|thanks to)\b{_GIVER}|{_PROUDLY} (?:backed|hosted|presented) by\b"
)
_SPONSOR = lazy_regex(
    rf"{_BEGINNING}(?:{_GIVEN_BY}"
    r"|(?:this|the|our|all)? ?(?:project|work|repository|software|library|tool|development)\b"
    rf"[^.!?\n\v]{{0,40}}?\b(?:is|was|has been|are) (?:currently )?(?:{_GIVEN_BY})"
    # 'Ember is supported by Bubble, a bank'; not 'Ember is supported by Linux and Windows'.
    rf"|(?-i:[A-Z])[\w.-]* (?:is|was|has been) (?:currently )?(?:{_GIVEN_BY})"
    r"[^.!?\n\v]{1,40}?(?:, | [–—-] )(?:an?|the)\b"
    r"|(?:this|the|our|all)? ?(?:project|work|repository|software|site|builds?|tests?)\b"
    r"[^.!?\n\v]{0,20}?\b(?:is|are) (?:also )?(?:tested|hosted|built|deployed|powered|monitored)"
    r" (?:with|by|on|using) (?-i:[A-Z])[^.!?\n\v]{1,40}?(?:, | [–—-] )(?:an?|the)\b"
    rf"|hosting (?:is )?(?:kindly )?(?:provided |sponsored |donated )?by{_GIVER}"
    r"|(?:(?:our|the|gold|silver|bronze|platinum|diamond|main|premium|special|official|corporate"
    r"|proud) ){0,3}(?:sponsors?|backers?)\b(?=\s*(?:[:\n\v—–-]|\Z|(?:this|us|me|is|are|of the)\b))"
    r"|(?:special |many |big |huge |warm )?thank(?:s|(?: you)) (?:so much |very much )?to"
    r" (?:our|all|everyone|the (?:many|following|people|folks|team|sponsors)|[^.!?\n\v]{1,60}?"
    r" for (?:sponsoring|supporting|hosting|funding|donating|their))\b"
    r"|a (?:word|message) from our\b|ad(?:vertisement|vertising)?\s*[:—–]|\[ad\]"
    r"|(?:promoted|sponsored)\s*[:—–]"
    r"|with (?:the )?(?:kind |generous |financial )?support (?:of|from)\b"
    r"|become an? (?:sponsor|backer)\b|(?:赞助商?|贊助商?|スポンサー|후원)\s?[:：]"
    r"|(?:please )?consider (?:sponsoring|donating)\b)",
    re.IGNORECASE,
)
_PRODUCT = (
    r"(?:out )?(?:our (?:new |other |sister )|(?-i:[A-Z])[\w.-]*"
    r"(?:[^.!?\n\v]|\.\d){0,30}?(?:,| [-–—]) )"
)
_NEWS = lazy_regex(
    rf"{_BEGINNING}(?:"
    r"(?:big |breaking |hot |latest |great |exciting |special )?(?:news|update|announcement"
    r"|notice|new|psa|event|webinar|workshop|survey|hiring|jobs?|just released|now available"
    r"|coming soon|sale|offer|shameless plug|psst|by the way|btw|p\.?s\.?)"
    r"(?: \([^()]{1,20}\))?\s*(?:[:!—–]|-\s)"
    r"|(?:announcing|introducing|meet|(?:also )?try|discover|see also|(?:also )?see"
    rf"|(?:also )?check out|have a look at|take a look at|visit) {_PRODUCT}"
    r"|(?:if you (?:like|love|enjoy|need|want|are looking for)|looking for|need|want)\b"
    r"[^.!?\n\v]{0,80}?(?:[,?:]| then) (?:also )?(?:try|check out|see|have a look|take a look"
    r"|look at|you(?:'ll| will| might| may)(?: also)? (?:like|love|enjoy))"
    r"|(?:our|my) (?:new|other|latest|sister|next) (?:product|project|book|course|app|service)\b"
    r"|we(?:'ve| have)? (?:just |also |recently )?(?:launched|released|published|announced)\b"
    r"|we(?:'re| are) hiring\b)",
    re.IGNORECASE,
)
# The words that news begin with: a glance tells most other sentences.
_FIRST = lazy_regex(r"[^\w\n\v]{0,12}(\w+)")
_FIRST_WORDS_TEXT = """
    also announcement announcing big breaking btw by check coming discover event exciting
    great have hiring hot if introducing job jobs just latest looking meet my need new news
    notice now offer our p ps psa psst sale see shameless special survey take try update visit
    want we webinar workshop
"""
_FIRST_WORDS = frozenset(_FIRST_WORDS_TEXT.split())
# One of these is in every text that holds a sponsor's line anywhere.
_SIGNS = ahocorasick_rs.AhoCorasick((
    *("upported", "osting", "ponsor", "hank", "acked", "acker", "roudly", "romoted", "unded"),
    *("dvert", "ade possible", "rought to", "d:", "D]", "ested ", "osted ", "uilt ", "owered "),
    *("onitored ", "赞助", "贊助", "スポンサー", "후원"),
))  # fmt: skip
_SELF = 4  # the rank of 'it is a …', 'this library is a …'
_WITHIN = lazy_regex(r"[.!?]\s")


def may_speak_of_others(fragment: Fragment, *, is_lead: bool) -> bool:
    """Return whether a closer look at a fragment is worth its time."""
    text = fragment.text()
    if _SIGNS.find_matches_as_indexes(text):
        return _SPONSOR.match(text) is not None or (is_lead and _WITHIN.search(text) is not None)
    first = _FIRST.match(text) if is_lead else None
    return first is not None and first[1].lower() in _FIRST_WORDS and bool(_NEWS.match(text))


def divide(
    fragment: Fragment, names: Sequence[str], *, is_lead: bool
) -> Iterator[tuple[Fragment, bool]]:
    """Yield a fragment in parts, each with whether it speaks of others; most have one part.

    `names` are the words of the project's name; news are looked for in the lead only.
    """
    text = fragment.text()
    spans = list(_spans(text, names, is_lead=is_lead))
    if not spans:
        yield fragment, False
        return
    at = 0
    for start, end in spans:
        if text[at:start].strip():
            yield _part(fragment, at, start), False
        yield _part(fragment, start, end), True
        at = end
    if text[at:].strip():
        yield _part(fragment, at, len(text)), False


def is_sponsors(heading: str) -> bool:
    """Return whether a heading is a sponsor's line: 'Proudly supported by Bubble'."""
    return _SPONSOR.match(heading) is not None


def introduces(text: str) -> bool:
    """Return whether a sponsor's line introduces a list: 'Supported by:', 'Our sponsors'."""
    return len(text.split()) <= 5 or text.rstrip().endswith(":")


def _spans(text: str, names: Sequence[str], *, is_lead: bool) -> Iterator[tuple[int, int]]:
    goes_on = False
    for sentence in definition.sentences(text):
        own = _speaks_of(sentence.text, names)
        found = _SPONSOR.match(sentence.text)
        if found is None and is_lead and not own and sentence.start == _first(text):
            found = _NEWS.match(sentence.text)
        is_news = found is not None and not _SPONSOR.match(sentence.text)
        is_rest = goes_on and not own and definition.rank(sentence.text, "") < _SELF
        is_other = (found is not None and not (own and is_news)) or is_rest
        goes_on = is_other
        if is_other:
            yield sentence.start, sentence.end


def _first(text: str) -> int:
    return len(text) - len(text.lstrip(" \v\t\n"))


def _speaks_of(sentence: str, names: Sequence[str]) -> bool:
    lower = sentence.casefold()
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", lower) for name in names)


def _part(fragment: Fragment, start: int, end: int) -> Fragment:
    """Return the part of a fragment at characters `[start, end)` of its text."""
    part = Fragment(fragment.zone, fragment.level, fragment.quoted, language=fragment.language)
    ends = list(accumulate(len(piece.text) for piece in fragment.pieces))
    for piece, last in zip(fragment.pieces, ends, strict=True):
        first = last - len(piece.text)
        if first < end and last > start:
            part.pieces.append(_cut(piece, max(start - first, 0), min(end, last) - first))
    borders = [piece.start for piece in part.pieces] or [0]
    is_first, is_last = start == 0, end >= len(fragment.text().rstrip())
    low = 0 if is_first else borders[0]
    high = None if is_last else max(piece.end for piece in part.pieces)
    for piece in fragment.aside:
        if piece.start >= low and (high is None or piece.start < high):
            part.aside.append(piece)
    return part


def _cut(piece: Piece, start: int, end: int) -> Piece:
    if (start, end) == (0, len(piece.text)) or not piece.is_literal:
        return piece
    return piece.part(start, end)

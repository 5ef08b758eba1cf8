"""Finding, in the words a README opens with, the phrase that says what the project is.

'Foo is a fast, typed Redis client for Rust' defines Foo: 'fast, typed Redis client' is the head
(the noun phrase that names the kind of thing), 'for Rust' the rest. The same phrase stands at the
start of a tagline ('A fast Redis client for Rust') and after a title's colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from tagengine.document.pieces import BREAK
from tagengine.rules.zones import Zone

# One set of characters at its head lets the search pass over all others at once.
_SENTENCE_END = re.compile(
    r"[.!?。！？\v](?:(?<=\v)|[\"')\]*_]*(?:\s+(?=[^a-z\s])|\s*\Z)|(?<=[。！？]))"
)
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|no)\.|\b[A-Z]\.)\Z")
_ABBREVIATION_LENGTH = 12  # characters, at most, with what is before
_BE = re.compile(
    r"\b(?:is|are|was|aims to be|wants to be|becomes)\s+"
    r"(?:(?:basically|currently|essentially|just|mainly|primarily|simply|also|still|actually|both"
    r"|not\s+(?:only|just|merely|simply))\s+)?"
    r"(?:an?|the|one of the|yet another|another|my|our|your|some)\s+",
    re.IGNORECASE,
)
_BE_BARE = re.compile(
    r"^[^.,;:]{1,60}?\b(?:is|are)\s+(?!not\b|now\b|no\b|available\b|licensed\b)", re.IGNORECASE
)
_OFFERS = re.compile(
    r"\b(?:provides?|implements?|offers?|contains?|includes|brings|adds|gives|introduces|creates?)"
    r"\s+(?:you\s+)?(?:an?|the|some|several|various)\s+",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"^[^.,;:]{1,60}?\s(?:allows|lets|enables|helps|makes|converts|generates|turns|manages|checks|finds"
    r"|detects|runs|builds|creates|sends|gives|keeps|reads|parses|monitors|scans|shows|displays)\b",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"^\W*(?:this|it|the|here)\b(?:\s+[\w-]+){0,3}?\s*"
    r"(?:project|librar|repo|packag|tool|plugin|module|app|framework|crate|gem|extension|program"
    r"|software|collection|implementation|is\b|are\b)",
    re.IGNORECASE,
)
# For text in lower case. Each alternative of the first begins with a letter or a question mark, so
# that the search passes quickly over all other places.
_OTHER_THINGS = re.compile(
    "|".join(
        (
            r"deprecat|no longer|unmaintained|not (?:actively )?maintained|maintenance mode",
            r"archived|has moved|moved to|looking for (?:a )?(?:new )?maintain|wip(?<!\wwip)\b",
            r"work in progress",
            r"read this in|translations?\b|translated by|other languages|table of contents",
            r"under (?:active |heavy )?development|documentation (?:is|can|for)|build status",
            r"please (?:read|see|note|visit)|see the |check out|click here|sign up|screenshot",
            r"join (?:us|our|the)|follow us|star (?:this|us|the)|sponsor|donat|licensed under",
            r"latest (?:version|release)|version \d|\?[^\w?]*$",
        )
    )
)
_OTHER_THINGS_FIRST = re.compile(
    r"\W*(?:\[[!^]|(?:"
    + "|".join(
        (
            r"note|warning|important|caution|news|update|tip|unfortunately|welcome",
            r"how|first|next|then|here's|maintained|developed|created|brought|made|written",
            r"for more|if you|to get started|thanks?|hello|hi|powered by|follow (?:the|our|my|us)",
            r"read (?:the|our|my) (?:blog|post|paper|announcement|story)",
            r"copyright|explore|head (?:over )?to|give us|docs?|documentation|for a",
        )
    )
    + r")\b|(?:english|中文|简体中文|日本語)\W)"
)
# Words that end the noun phrase of a definition.
_STOP = frozenset((
    "for", "that", "which", "who", "to", "with", "without", "written", "using", "built",
    "based", "in", "on", "by", "from", "where", "allowing", "designed", "made", "powered",
    "via", "when", "while", "so", "inspired", "intended", "aimed", "focused", "capable",
    "providing", "enabling", "supporting", "featuring", "running", "used", "developed",
    "created", "meant", "targeting", "optimized", "implemented", "helps", "help", "lets",
    "allows", "enables", "provides", "supports", "makes", "making", "including", "similar",
    "compatible", "like", "you", "we", "it", "is", "are", "was", "has", "have", "can", "will",
    "at", "into", "over", "around", "between", "through", "as", "but", "because", "if", "whose",
    "what", "how", "under", "than",
))  # fmt: skip
_WORD = re.compile(r"[^\s]+")
_PHRASE_WORD = re.compile(r"[^\W_](?:[^\s,/&()]*[^\W_]|[+#]*)")
# What follows a noun without being one: 'an agent trained on games', 'a tool useful for', 'ready'.
_BEHIND_NOUN = re.compile(
    r"\w{4,}ed|\w{3,}ly|useful|available|suitable|capable|able|ready|instead|still|itself|else|since"
    r"|before|willing|focusing|following|only|now|here|below|together",
    re.IGNORECASE,
)
_JOINING = frozenset(("and", "or", "of", "but", "as", "well"))  # the last three of `_TOO` alone
# What goes on with another noun: 'not only a queue but also a database', 'as well as a cache'.
_TOO = re.compile(r"(?:but\s+(?:also\s+)?(?=an?\b)|but\s+also|as\s+well\s+as)\b", re.IGNORECASE)
_HEAD_WORDS = 14
_NAME_AND_MARK = re.compile(
    r"^[\s\W]*[^\s:]{1,40}(?:\s+[^\s:]{1,30}){0,3}?\s*(?::|\s[-–—|~•·]{1,2})\s+(?=\S)"
)


class Sentence(Struct, frozen=True, gc=False):
    """A sentence at characters `[start, end)` of a fragment's text."""

    start: int
    end: int
    text: str


class Span(Struct, frozen=True, gc=False):
    """Characters `[start, end)` of a fragment's text."""

    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of `text`; what is only white space is left out."""
    return [Sentence(start, end, text[start:end]) for start, end in _sentence_spans(text)]


def sentence_borders(text: str) -> list[int]:
    """Return the characters of `text` at which a new sentence begins, in order."""
    return [start for start, _ in _sentence_spans(text)]


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for boundary in _SENTENCE_END.finditer(text):
        end = boundary.start()
        if text[end] != BREAK:
            end += 1
        if text.endswith(".", start, end) and boundary.end() < len(text):
            before = text[max(start, end - _ABBREVIATION_LENGTH) : end]
            if _ABBREVIATION.search(before):
                continue
        if text[start:end].strip():
            yield start, end
        start = boundary.end()
    if text[start:].strip():
        yield start, len(text)


def is_about_other_things(sentence: str) -> bool:
    """Return whether a sentence speaks of the project's state or pages, not of what it is."""
    lower = sentence.lower()
    return bool(_OTHER_THINGS_FIRST.match(lower) or _OTHER_THINGS.search(lower))


def rank(sentence: str, name: str) -> int:
    """Return how surely a sentence defines the project called `name`: 0 (not) to 5.

    A sentence that is about other things may seem to; ask `is_about_other_things` first.
    """
    to_be = _BE.search(sentence[:200])
    if to_be is not None:
        subject = sentence[: to_be.start()].casefold()
        if name and any(word in subject for word in name_words(name)):
            return 5
        if _SELF.match(sentence) or len(subject.split()) <= 1:
            return 4
        return 3 if len(subject.split()) <= 3 else 1
    bare = _BE_BARE.match(sentence[:120]) or _DOES.match(sentence[:120])
    subject = bare[0].casefold() if bare else ""
    if bare and (_SELF.match(sentence) or any(word in subject for word in name_words(name))):
        return 3
    return 2 if _OFFERS.search(sentence[:120]) else 0


def name_words(name: str) -> list[str]:
    """Return the words of a project's name that identify it, case-folded."""
    words = re.findall(r"[^\W_]+", name.casefold())
    return [word for word in words if len(word) > 2] or words


def head(text: str, *, whole: bool = False) -> Span | None:
    """Return the noun phrase that a defining sentence or a tagline gives its project, if any.

    With `whole` the text is a tagline or description: without 'is a …' the phrase starts the text.
    """
    to_be = _BE.search(text[:240]) or _OFFERS.search(text[:160])
    if to_be is not None:
        start = to_be.end()
    elif whole:
        named = _NAME_AND_MARK.match(text[:100])
        start = named.end() if named else 0
    else:
        bare = _BE_BARE.match(text[:120]) or _NAME_AND_MARK.match(text[:100])
        start = bare.end() if bare else 0
    end = too = start
    for count, word in enumerate(_WORD.finditer(text, start)):
        bare_word = word[0].strip(".,;:!?()[]\"'*_").casefold()
        if joined := _TOO.match(text, word.start()):
            too = joined.end()
        is_stop = bare_word in _STOP and word.start() >= too
        if count and (is_stop or word[0] in ("-", "–", "—", "|", ":", "&mdash;")):
            break
        if count >= _HEAD_WORDS or word[0][0] in "([":
            break
        end = word.end()
        if word[0][-1] in ".;:!?" and not word[0].endswith((".js", "etc.")):
            break
    return Span(start, end) if end > start else None


def divide(text: str, zone: Zone, *, whole: bool) -> list[tuple[int, int, Zone]]:
    """Return the zones of a sentence that says what a project is, `(start, end, zone)` in order.

    The nouns of its head are `NOUN`, its other words `HEAD`, the rest is `zone`; `whole` as for
    `head`.
    """
    found = head(text, whole=whole)
    if found is None:
        return [(0, len(text), zone)]
    cuts = [(0, found.start, zone)]
    for noun in nouns(text, found):
        cuts += [(cuts[-1][1], noun.start, Zone.HEAD), (noun.start, noun.end, Zone.NOUN)]
    cuts += [(cuts[-1][1], found.end, Zone.HEAD), (found.end, len(text), zone)]
    return [cut for cut in cuts if cut[1] > cut[0]]


def nouns(text: str, phrase: Span) -> list[Span]:
    """Return the words of a noun phrase that name a kind of thing, in order.

    They are the last one, and those before 'and', 'or', 'of' or a comma: 'a set of tools', 'a
    parser and compiler'. Words in front of them ('fast', 'Redis') only say which kind.
    """
    words = list(_PHRASE_WORD.finditer(text, phrase.start, phrase.end))
    while len(words) > 1 and _BEHIND_NOUN.fullmatch(words[-1][0]):
        words.pop()
    found = []
    for word, following in pairwise([*words, None]):
        if word is None or word[0].casefold() in _JOINING:
            continue
        between = text[word.end() : following.start() if following else phrase.end]
        joins = following is None or following[0].casefold() in _JOINING
        if joins or "," in between or "/" in between or "&" in between:
            found.append(Span(*word.span()))
    return found


def title_divide(title: str) -> int | None:
    """Return where a tagline begins inside a title, or None if the title is only a name.

    'Foo: a parser of bars' has one after the colon, 'A parser of bars in Rust' is one.
    """
    named = _NAME_AND_MARK.match(title[:120])
    if named is not None and len(title[named.end() :].split()) >= 2:
        return named.end()
    words = [word.casefold() for word in title.split()]
    says_what = len(words) >= 4 and (words[0] in ("a", "an", "the") or not _STOP.isdisjoint(words))
    return len(title) - len(title.lstrip()) if says_what else None

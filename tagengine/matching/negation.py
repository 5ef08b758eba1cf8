"""Negation: in 'Ember is a queue, not a database' the word 'database' speaks not for its tag.

Cues ('not', 'never', 'unlike', …) are found in the pass that finds everything else. What is read
here is only what is around them: whether one denies something, and how far that reaches in its
sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from tagengine.document.document import Document
from tagengine.matching import former, negation_elsewhere, replacements
from tagengine.matching.left_out import LeftOut, Notes, Reason
from tagengine.matching.matches import Match, Spans
from tagengine.rules.zones import Zone
from tagengine.text.lazy_regex import lazy_regex

_BE = ("is", "are", "was", "were", "ain", "isn", "aren", "wasn", "weren")
_DO = (
    *("do", "does", "did", "can", "could", "should", "will", "would", "may", "might", "must"),
    *("has", "have", "had", "don", "doesn", "didn", "couldn", "shouldn", "won", "wouldn", "hasn"),
    *("haven", "hadn", "needn", "mustn", "cannot"),
)
_CONTRACTED = tuple(f"{word} t" for word in (*_BE[4:], *_DO[11:-1], "can"))
_PARTED = ("free", "less")  # 'database-free', 'schema-less'
_UNLIKE = ("unlike", "in contrast to", "contrary to")
_NOUN_CUES = ("no", "without", "lacks", "instead of", "rather than", "as opposed to")
_ALWAYS = ("neither", "nor", "far from", "anything but")
_WORDS = (
    *("not", "never", "cannot", "non", "than", *_UNLIKE),
    *(*_ALWAYS, *_NOUN_CUES, *_CONTRACTED, *_PARTED),
)
CUES = (
    *(f" {word} " for word in (*_WORDS, *replacements.CUES, *former.CUES)),
    *negation_elsewhere.CUES,
)
"""What is looked for in folded text; curly apostrophes are spaces there as straight ones are."""

_FINDERS = dict.fromkeys(replacements.CUES, replacements.scope)
_FINDERS |= dict.fromkeys(former.CUES, former.scope)
_PROSE = frozenset(Zone) - {
    *(Zone.URL, Zone.INLINE_CODE, Zone.CODE_BLOCK, Zone.COMMAND, Zone.IMPORT, Zone.HTML_COMMENT),
    *(Zone.EMOJI, Zone.BADGE, Zone.IMAGE_ALT),
}
_BEFORE = 40  # characters in front of a cue that are looked at
_REACH = 160  # characters that a negation reaches at most
_CLAUSE_WORDS = 12  # words that a negation reaches at most
_HAVING_WORDS = 6  # words that one of what a project does reaches, with the verb
_NOUN_WORDS = 4  # words that 'no', 'without' and the like reach

# What only looks like a denial when it follows the cue: 'not only a database'.
_NO_DENIAL = lazy_regex(
    r"[\s*_]*(?:only|just|merely|simply|solely|exclusively|purely|limited|to\s+mention|least|unlike"
    r"|surpris\w+|necessarily|your|without|too|so\b|very|bad\b|hard\b|difficult|all\b|every\w*|many"
    r"|much|until|sure|because|if\b|even|the\s+only|another|yet\s+another|alone|uncommon|once"
    r"|(?:\(yet\)\s+|yet\s+)?(?:an?\s+|the\s+)?official|(?:it|this|that|there|you|we|they)\b)",
    re.IGNORECASE,
)
_ASKING = lazy_regex(r"\b(?:if|why|or|not)[\s,*_]*\Z", re.IGNORECASE)
_BEING = lazy_regex(
    r"(?:\b(?:am|is|are|was|were|be|been|being|becomes?|became|remains?)|['’](?:s|re|m))"
    r"(?:\s+(?:also|certainly|clearly|currently|definitely|however|itself|really|simply|still"
    r"|therefore))?[\s*_]*\Z",
    re.IGNORECASE,
)
_DOING = lazy_regex(rf"\b(?:{'|'.join(_DO)})[\s*_]*\Z", re.IGNORECASE)
_SET_APART = lazy_regex(
    r"(?i)(?:\A|[\v,;:(\[.!?。–—-]|\b(?:and|but))(?:\s+(?:definitely|certainly))?[\s*_\"'“]*\Z"
)
# What is denied of a project when it does not do it; 'does not break your database' denies nothing.
_HAVING = lazy_regex(
    r"[\s*_]*(?:(?:really|actually|even|directly|currently|yet)\s+)?"
    r"(?:be(?=\s+(?:an?|the|any|used|considered|confused|mistaken|seen)\b)|have(?!\s+to\b)|need"
    r"|require|provide|include|implement|contain|offer|support|ship|come|depend|rely|act|serve|function|work|replace|aim|try|attempt|intend|want|claim|pretend|become|use(?=\s+(?:an?\b|(?-i:[A-Z])))"
    r"|cover|involve|feature|bundle|embed|confuse|mistake)\w{0,3}\b",
    re.IGNORECASE,
)
# 'More of a notebook than a database', but not 'more than a database'.
_MORE_OF = lazy_regex(r"\bmore\s+of\s+an?\s+[\w-]+(?:\s+[\w-]+)?\s*\Z", re.IGNORECASE)
_NEVER = lazy_regex(
    r"\s+(?:an?|the|as|be|been|was|is|were|becomes?|intended|meant|designed)\b", re.IGNORECASE
)
_LIKE_OTHERS = lazy_regex(
    r"\s+(?:(?:the|any|all|so|almost|nearly)\s+)*(?:other|others|most|many|traditional|existing"
    r"|conventional|typical|similar|alternative|some|classic\w*|regular|standard|common\w*|ordinary"
    r"|mainstream|popular|previous|usual|older|normal|its|comparable|competing|every|several)\b",
    re.IGNORECASE,
)
_NO_NOUN = lazy_regex(
    r"(?:\s+(?:matter|doubt|problem|other|less|fewer|better|best|easier|faster|simpler|one|idea|way"
    r"|time|wonder|hassle|frills?|nonsense|fuss|magic|bullshit|bloat|boilerplate|bs|equal)\b"
    r"|\s+(?:es|son)\s+(?:solo|sólo|solamente|simplemente)\b"
    r"|[-.\d]|\s*\d|\s+(?!(?:needing|requiring|having|using|being)\b)\w+ing\b)",
    re.IGNORECASE,
)
_NOUN_END = lazy_regex(  # a comma of a list does not end it: 'without X, Y or Z'
    r"[.!?;:()\v–—]|,(?!(?:\s+[\w+#./-]+){1,2}(?:,\s+[\w+#./-]+){0,3},?\s+(?:or|nor)\s)|\s(?:with|for|in|into|to|from|than|when|by|on|at|among|using|that|which|while|and|but"
    r"|is|are|was|were|so|if|because)\b",
    re.IGNORECASE,
)
# Words after a comma with which something else begins.
_GOES_ON = (
    r"(?:but|it|this|we|they|that|which|instead|rather|just|only|simply|merely|for|with|to|in|on|of"
    r"|by|from|who|written|built|made|designed|using|and|as|you|yet|so)\b"
)
_ADJECTIVE = lazy_regex(r"\s+an?\s+(?:[\w-]+,\s+)*[\w-]+\Z", re.IGNORECASE)
_NEXT_ADJECTIVE = lazy_regex(rf",\s+(?!{_GOES_ON}|an?\b|the\b)[a-z][\w-]*\s+[\w-]+", re.IGNORECASE)
_CLAUSE_END = lazy_regex(
    r"[;:()\[\]|]|\s[–—-]{1,3}\s|—"
    r"|,(?!\s*(?:or|nor)\b)(?!\s*(?!" + _GOES_ON + r")"
    r"(?:an?\s+|the\s+)?[\w+#./-]+(?:\s[\w+#./-]+){0,3}(?:,\s|\s(?:or|nor)\s))"
    r"|\b(?:but|however|instead|although|though|whereas|while|because|since|unless|until|it['’]s"
    r"|it\s+is|this\s+is|they|that\s+said|rather"
    r"|and\s+(?:is|it|can|has|does|will|provides?|offers?|also|so|then))\b",
    re.IGNORECASE,
)
_WHAT_NOT = lazy_regex(r"\bwhat\b[^.,;:!?\v]*\bis\s\Z", re.IGNORECASE)  # 'What it is not: …'
_ASIDE = lazy_regex(r"\s+\(\w+\)")  # 'not (yet) a database'
_NO_WORD = lazy_regex(r"\W+")
_WORD = lazy_regex(r"\S+")
_WORD_BEFORE = lazy_regex(r"[\w+#.-]+(?=[-‑]\Z)")
_WORD_BEHIND = lazy_regex(r"[-‑]\w+")
_LONGER = lazy_regex(r"\s+longer\b", re.IGNORECASE)


class Scope(NamedTuple):
    """Characters `[start, end)` that a cue at `[cue_start, cue_end)` denies.

    `at_end` says that only what ends there is denied: 'message queue' of 'message-queue-free'.
    """

    start: int
    end: int
    cue_start: int
    cue_end: int
    at_end: bool = False

    def holds(self, place: Placed) -> bool:
        """Return whether something is denied."""
        is_inside = self.start <= place.start and place.end <= self.end
        return is_inside and (place.end == self.end or not self.at_end)


class Placed(Protocol):
    """Something at characters `[start, end)` of a document's text: a match, a learned word."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """The character behind the last one."""


class Negations:
    """Finds what is denied, by the `numbers` that cues are found by."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers

    def find(self, spans: Spans, document: Document, concerned: Sequence[Placed]) -> Denials:
        """Return what is denied of what is `concerned`."""
        cues = sorted(
            {place for number in self._numbers if number in spans for place in spans[number]}
        )
        starts = sorted({one.start for one in concerned}) if cues else []
        return Denials(list(scopes(document, [cue for cue in cues if _reaches(cue, starts)])))


class Denials:
    """What is denied in a document: scopes in order of where they begin."""

    def __init__(self, scopes: Sequence[Scope]) -> None:
        self._scopes = scopes
        self._starts = [scope.start for scope in scopes]

    def keep(
        self, matches: list[Match], document: Document, notes: Notes | None = None
    ) -> list[Match]:
        """Return the matches that are not denied; `notes`, where given, gets the others."""
        if not self._scopes:
            return matches
        kept = []
        for match in matches:
            scope = self.around(match)
            if scope is None:
                kept.append(match)
            elif notes is not None:
                cue = (scope.cue_start, scope.cue_end)
                term = document.text[slice(*cue)]
                notes.append(LeftOut(match, Reason.NEGATION, term=term, span=cue))
        return kept

    def around(self, place: Placed) -> Scope | None:
        """Return the scope that something is in; none is longer than `_REACH`."""
        index = bisect_right(self._starts, place.start) - 1
        while index >= 0 and self._starts[index] > place.start - _REACH:
            if self._scopes[index].holds(place):
                return self._scopes[index]
            index -= 1
        return None


def _reaches(cue: tuple[int, int], starts: Sequence[int]) -> bool:
    """Return whether a match may be denied by a cue: one begins near enough to it."""
    following = bisect_right(starts, cue[0] - _BEFORE - 1)
    return following < len(starts) and starts[following] <= cue[1] + _REACH


def scopes(document: Document, cues: Sequence[tuple[int, int]]) -> Iterator[Scope]:
    """Yield what cues deny, in order of where that begins."""
    found = []
    for start, end in cues:
        if document.runs[document.run_at(start)].zone in _PROSE:
            scope = _scope(document.text, start, end)
            if scope is not None and scope.end > scope.start:
                found.append(scope)
    yield from sorted(found)


def _scope(text: str, start: int, end: int) -> Scope | None:
    cue = " ".join(_NO_WORD.split(text[start:end].lower()))
    before = text[max(0, start - _BEFORE) : start]
    before = before[_last_end(before) :]
    if cue in _PARTED:
        return _parted(start, end, before)
    if cue not in _WORDS:
        denied = _FINDERS.get(cue, negation_elsewhere.scope)(text, cue, start, end, before)
        return Scope(*denied, start, end) if denied else None
    sentence = replacements.SENTENCE_END.search(text, end, end + _REACH)
    limit = sentence.start() if sentence else min(len(text), end + _REACH)
    is_asked = sentence is not None and sentence[0] in "?？"
    if cue == "non" and not is_asked:
        word = _WORD_BEHIND.match(text, end)
        return Scope(end, word.end(), start, end) if word else None
    if is_asked or not _denies(cue, before, text[end:limit]):
        return None
    is_list = cue == "not" and text.startswith(":", end) and _WHAT_NOT.search(before)
    behind = aside.end() if (aside := _ASIDE.match(text, end, limit)) else end
    return Scope(behind, limit if is_list else _stop(cue, text, behind, limit), start, end)


def _stop(cue: str, text: str, end: int, limit: int) -> int:
    """Return how far a denial reaches that begins at `end`, at most `limit`."""
    if cue in _UNLIKE:
        comma = text.find(",", end, limit)
        return comma if comma >= 0 else limit
    if cue in _NOUN_CUES and not _LONGER.match(text, end):
        stop, count = _NOUN_END.search(text, end, limit), _NOUN_WORDS
    else:
        stop = _clause_end(text, end, limit)
        count = _HAVING_WORDS if _HAVING.match(text, end, limit) else _CLAUSE_WORDS
    last = stop.start() if stop else limit
    words = list(_WORD.finditer(text, end, last))
    count += text.count(",", end, last) * 2
    return words[count - 1].end() if len(words) >= count else last


def _clause_end(text: str, end: int, limit: int) -> re.Match[str] | None:
    """Return what ends a clause that goes on from `end`: no comma between adjectives."""
    stop = _CLAUSE_END.search(text, end, limit)
    while stop and stop[0] == "," and _ADJECTIVE.match(text[end : stop.start()]):
        if not _NEXT_ADJECTIVE.match(text, stop.start(), limit):
            break
        stop = _CLAUSE_END.search(text, stop.end(), limit)
    return stop


def _last_end(before: str) -> int:
    """Return where the sentence begins whose beginning is the end of `before`."""
    ends = [found.end() for found in replacements.SENTENCE_END.finditer(before)]
    return ends[-1] if ends else 0


def _parted(start: int, end: int, before: str) -> Scope | None:
    """Return what 'free' or 'less' deny that are after a hyphen."""
    word = _WORD_BEFORE.search(before)
    first = start - len(before) + word.start() if word else 0
    return Scope(first, start - 1, start, end, at_end=True) if word else None


def _denies(cue: str, before: str, behind: str) -> bool:
    """Return whether a cue denies what follows it, by what is around it in its sentence."""
    if _NO_DENIAL.match(behind) or _ASKING.search(before):
        return False
    if cue in (*_ALWAYS, "than"):
        return cue != "than" or _MORE_OF.search(before) is not None
    if cue in (*_UNLIKE, *_NOUN_CUES):
        return (_LIKE_OTHERS if cue in _UNLIKE else _NO_NOUN).match(behind) is None
    is_had = _HAVING.match(behind) is not None
    if cue == "not":
        is_been = _BEING.search(before) or _SET_APART.search(before)
        return bool(is_been or (is_had and _DOING.search(before)))
    is_never = cue == "never" and (_NEVER.match(behind) or _BEING.search(before))
    return bool(is_had or is_never or cue.partition(" ")[0] in _BE)

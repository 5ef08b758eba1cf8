"""How many tags an instruction asks for."""

from __future__ import annotations

import re

from tagengine.inputs.prompts import limits_elsewhere

_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_WORDS = "|".join(_NUMBERS[1:])
_NUMBER = rf"(?<!least )(?P<most>\d{{1,3}}|{_WORDS})\b(?! or more\b)"
_GAP = r"[\s\"'*_:=(]*"
_TAGS = r"(?:tags?|labels?|categor(?:y|ies)|keywords?|topics?)\b"
_SINGULAR = r"(?:tag|label|category|keyword|topic)\b"
_MOST = (
    r"at most|up to|max(?:imum|imal)?\.?(?: (?:number )?of)?|maximally|no more than|not more than"
    r"|never more than|(?:not|never|n['’]t) exceed"
    r"|(?:never|not) (?:give|use|assign|choose|return) more than"
    r"|limit(?:ed)?(?: yourself)?(?: of| to| is)?"
)
_SPACE = re.compile(r"[\s_]+")


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


# In the order in which they are tried; a number is the most that may be given.
_FORMS = (
    _form(rf"(?:{_MOST})(?: {_TAGS})?{_GAP}{_NUMBER}"),
    _form(rf"(?:{_MOST}) (?P<single>a single|the)\b(?: {_SINGULAR}| one\b)"),
    _form(
        rf"more than {_NUMBER} {_TAGS} (?:is|are|will be|would be)"
        r" (?:an error|not |never |wrong|forbidden|invalid|rejected|refused|too many)"
    ),
    _form(rf"(?:length|size){_GAP}(?:of |exactly |at most |is |be )*{_NUMBER}"),
    _form(rf"(?:exactly |only )?{_NUMBER} (?:elements?|items?|entry|entries)\b"),
    _form(rf"(?:fewer|less) than{_GAP}(?P<below>\d{{1,3}}|{_WORDS})\b"),
    _form(rf"(?:number|count) of {_TAGS}(?: to [a-z]+)?{_GAP}{_NUMBER}"),
    _form(rf"(?:n|num|top ?k|k)(?: {_TAGS})? ?[=:] ?{_NUMBER}"),
    _form(rf"{_NUMBER} max(?:imum)?\b"),
    _form(rf"{_TAGS} (?:count|limit|number){_GAP}{_NUMBER}"),
    _form(
        rf"(?:\d{{1,3}}|{_WORDS}) ?(?:-|–|—|to|and|or|\.\.\.?) ?"
        rf"{_NUMBER}(?: [a-z-]+){{0,3}}? {_TAGS}"
    ),
    _form(
        rf"(?:exactly|precisely|only|just|top|best|first|the){_GAP}{_NUMBER}"
        r"(?! (?:json|object|line|list|answer))"
    ),
    _form(rf"{_NUMBER}{_GAP}(?:[a-z-]+ ){{0,3}}{_TAGS}"),
    _form(rf"(?:choose|pick|select|give|assign|return|take) {_NUMBER} (?:from|of)\b"),
    _form(rf"(?:choose|pick|select|assign) {_NUMBER}(?=[ \"'*_]*(?:[.!;)\]]|$))"),
    _form(
        r"(?<!least )(?P<single>(?:the |a |one )?(?:single|one|only|best|most|closest)"
        rf"(?:[ -][a-z]+){{0,3}}?) {_SINGULAR}"
    ),
    _form(
        rf"(?P<single>(?:the|which)) {_SINGULAR} (?:(?:that|which) )?(?:best )?"
        r"(?:fits?|suits?|applies|matches|describes)\b"
    ),
    _form(
        r"(?P<single>(?:assign|choose|pick|select|give|return|find|name)"
        r"(?: me)? (?:a|the)(?: [a-z]+)?)"
        rf" {_SINGULAR}(?! (?:list|ids?|names?))"
    ),
)


def read(words: str) -> int | None:
    """Return the most tags that the words of an instruction allow, None if they do not say."""
    words = _SPACE.sub(" ", words)
    for form in _FORMS:
        found = list(form.finditer(words))
        stated = [one for one in found if _speaks_of_tags(words, one)] or found
        if stated:
            return _number(stated[0].groupdict()) or None  # nobody asks for no tags
    return limits_elsewhere.read(words)


def _speaks_of_tags(words: str, found: re.Match[str]) -> bool:
    near = words[max(0, found.start() - 20) : found.end() + 40].casefold()
    return bool(re.search(_TAGS, near))


def _number(groups: dict[str, str | None]) -> int:
    if groups.get("single"):
        return 1
    word = next(group for group in groups.values() if group).casefold()
    number = int(word) if word.isdigit() else _NUMBERS.index(word)
    return max(number - 1, 0) if groups.get("below") else number

"""Whether what was seen of a case is what its `expect.txt` says, told by a few forms of words.

An expectation is tried against the forms in `FORMS` in order; the first whose pattern is found at
its beginning judges it. What stands behind that (in brackets, behind ', as') explains it.
An expectation of no known form is not judged (None).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from tests.field.cases import Seen, Step

Judge = Callable[[Seen, re.Match[str]], bool]

_TAG = r"[a-z0-9][a-z0-9-]*"
_MOST = 3  # tags that are given
_LIST = (
    rf"\[?(?:no )?{_TAG}(?:(?:, (?:no )?| without ){_TAG})*(?: alone| among the tags)?\]?"
    r"(?=$| \(|[:;,])"
)


def judge(expected: str, seen: Seen) -> bool | None:
    """Return whether an expectation is met; None if it is in words that no form knows."""
    if any("Traceback" in step.error or step.code == 3 for step in seen.steps):
        return False
    for pattern, form in FORMS:
        found = pattern.match(expected)
        if found:
            return form(seen, found)
    return None


def _went_well(step: Step) -> bool:
    return step.code in (0, 200)


def _no_tag(seen: Seen, _: re.Match[str]) -> bool:
    """'no tag': answered, with none."""
    return _went_well(seen.last) and not seen.tags


def _tags(seen: Seen, found: re.Match[str]) -> bool:
    """'database, lib', 'blog without logging', 'lib, no cli', 'database alone', '[database]'.

    One name is all; with several, or where some are denied ('no cli'), others may be there, unless
    it says 'alone' or is in brackets. Of more than three names any three will do.
    """
    said = found[0]
    denied = set(re.findall(rf"\b(?:no|without) ({_TAG})", said))
    rest = re.sub(rf"\b(?:no|without) {_TAG}|\balone\b|\bamong the tags\b", "", said)
    wanted, given = set(re.findall(_TAG, rest)), set(seen.tags)
    if not _went_well(seen.last) or given & denied:
        return False
    if len(wanted) > _MOST:
        return given <= wanted and len(given) == _MOST
    is_all = "alone" in said or said.startswith("[") or (len(wanted) == 1 and not denied)
    return wanted == given if is_all and "among" not in said else wanted <= given


def _form(seen: Seen, found: re.Match[str]) -> bool:
    """A form of JSON, '{"id":"1","tags":[…]}': `[…]` is some tags, `[lib]` are these."""
    given = re.sub(r"\[(…|[a-z, -]+)\]", lambda list_: json.dumps([list_[1]]), found[0])
    try:
        wanted, _ = json.JSONDecoder().raw_decode(given)
        printed = json.loads(seen.last.output)
    except ValueError:
        return False
    behind = found[0][found[0].rindex("}") :]
    denied = re.findall(rf"\bwithout ({_TAG})", behind)
    return _same(printed, wanted) and not set(denied) & set(seen.tags)


def _same(given: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return (
            isinstance(given, dict)
            and list(given) == list(wanted)
            and all(
                _same_tags(given[key], value) if key == "tags" else _same(given[key], value)
                for key, value in wanted.items()
            )
        )
    if isinstance(wanted, list):
        return (
            isinstance(given, list) and len(given) == len(wanted) and all(map(_same, given, wanted))
        )
    return bool(given == wanted)


def _same_tags(given: Any, wanted: list[str]) -> bool:
    names = [one["name"] if isinstance(one, dict) else one for one in given]
    return bool(names) if wanted == ["…"] else names == wanted[0].split(", ")


def _one_tag(seen: Seen, _: re.Match[str]) -> bool:
    """'one tag': exactly one."""
    return _went_well(seen.last) and len(seen.tags) == 1


def _given_or_said(seen: Seen, _: re.Match[str]) -> bool:
    """'given, or a word on standard error': tags, or words about it."""
    return _went_well(seen.last) and bool(seen.tags or seen.last.error.strip())


def _each_named(seen: Seen, _: re.Match[str]) -> bool:
    """'tagged, or said to be passed over': every README is named in what is printed."""
    said = seen.last.output + seen.last.error
    return all(name in said for name in seen.files if "README" in name)


def _all_or_refused(seen: Seen, _: re.Match[str]) -> bool:
    """'both, or a refusal': two lists of tags, none of them empty, or exit code 2."""
    output = seen.last.output
    return seen.last.code == 2 or (output.count('"tags":[') >= 2 and '"tags":[]' not in output)


def _fits_or_refused(seen: Seen, _: re.Match[str]) -> bool:
    """'an answer that fits the schema, or 400': an object with a list of names alone."""
    if seen.last.code == 400:
        return True
    answer = json.loads(seen.last.output)
    return list(answer) == ["tags"] and all(isinstance(tag, str) for tag in answer["tags"])


def _hint(seen: Seen, _: re.Match[str]) -> bool:
    """'404 with a hint': that, or an answer."""
    return bool(seen.tags) or (seen.last.code == 404 and "/v1" in seen.last.output)


def _no_finding(seen: Seen, found: re.Match[str]) -> bool:
    """'no finding': the first check ends with 0, and no file gets a second key."""
    return seen.steps[0].code == 0 and ("second key" not in found.string or _one_key(seen))


def _one_key(seen: Seen) -> bool:
    return all(len(re.findall(r"(?im)^tags?\b", text)) < 2 for text in seen.files.values())


def _mended(seen: Seen, found: re.Match[str]) -> bool:
    """'mended to database by --fix', 'Tags mended, no second key': the file says so afterwards."""
    texts = "\n".join(text for name, text in seen.files.items() if name != ".tagengine.yaml")
    wanted = found.groupdict().get("tag")
    is_fixed = seen.last.code == 0 and "record fixed" in seen.last.output
    return is_fixed and _one_key(seen) and (not wanted or wanted in texts)


def _clean_name(seen: Seen, found: re.Match[str]) -> bool:
    """'game-engine (… a space …)': that name stands in the file, without an outer space."""
    texts = [text for name, text in seen.files.items() if name != ".tagengine.yaml"]
    return any(re.search(rf"{found['tag']}(?![\w-]| ['\"])", text) for text in texts)


def _found_or_refused(seen: Seen, _: re.Match[str]) -> bool:
    """'1 finding, exit 1 (or exit 2: …)', '… or exit other than 0': not 0."""
    return seen.last.code in (1, 2)


def _place(seen: Seen, found: re.Match[str]) -> bool:
    """'second at 15:13', 'second at line 2': the second line of the fixes has this place."""
    places = re.findall(r"(?m)^\S+?:(\d+):(\d+):.*fixed", seen.last.output)
    if len(places) < 2:
        return False
    line, column = found["line"], found["column"]
    return bool(places[1][0] == line and (column is None or places[1][1] == column))


def _finding(seen: Seen, found: re.Match[str]) -> bool:
    """'expects database': a finding that names it."""
    return seen.last.code == 1 and found["tag"] in seen.last.output


def _tagged_with_warning(seen: Seen, _: re.Match[str]) -> bool:
    """'tagged by what is there, with a warning': exit code 0, a line, and words about it."""
    return _went_well(seen.last) and bool(seen.last.output.strip() and seen.last.error.strip())


def _two_tags(seen: Seen, _: re.Match[str]) -> bool:
    """'read as two tags …, or at least mended by --fix': no finding, or fixed."""
    return seen.steps[0].code == 0 or "fixed" in seen.last.output


def _form_of_words(pattern: str, form: Judge) -> tuple[re.Pattern[str], Judge]:
    return re.compile(pattern, re.DOTALL), form


FORMS = tuple(
    _form_of_words(pattern, form)
    for pattern, form in (
        (r"see report|comments stay|GitHub shows nothing", lambda *_: True),
        (r"no tag\b", _no_tag),
        (r"no finding\b", _no_finding),
        (r"one tag\b", _one_tag),
        (r"[{\[]+\"?.*\"tags\".*", _form),
        (r"an answer that fits the schema, or 400", _fits_or_refused),
        (rf"an answer with (?P<tag>{_TAG})\b", lambda seen, found: found["tag"] in seen.tags),
        (r"given, or ", _given_or_said),
        (r"tagged, or said ", _each_named),
        (r"tagged by what is there, with a warning", _tagged_with_warning),
        (r"both, or a refusal", _all_or_refused),
        (r"404 with a hint", _hint),
        (r"\d finding, exit 1|a word that the pattern .* or exit other than 0", _found_or_refused),
        (r"second (?:'fixed' )?at (?:line )?(?P<line>\d+)(?::(?P<column>\d+))?", _place),
        (rf"mended to (?P<tag>{_TAG}) by --fix", _mended),
        (r"Tags mended, no second key", _mended),
        (r"read as two tags .*, or at least mended by --fix", _two_tags),
        (rf"expects (?P<tag>{_TAG})\b", _finding),
        (r"(?P<tag>game-engine)\b", _clean_name),
        (
            r"200: (?P<tag>[a-z-]+)",
            lambda seen, found: seen.last.code == 200 and found["tag"] in seen.last.output,
        ),
        (_LIST, _tags),
    )
)

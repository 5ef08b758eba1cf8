"""What is more than text inside a block: the marks of inline syntax, and what they enclose.

After https://spec.commonmark.org/0.31.2/#inlines and https://github.github.com/gfm/.
"""

from __future__ import annotations

import re

# Each alternative begins with a literal character: the search passes quickly over all others.
_MARKS = r"""
    \\[!-/:-@\[-`{-~]                                    # a backslash escape
    |``*                                                 # code
    |!\[|\[|\]                                           # links and images
    |<                                                   # HTML and autolinks
    |&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});
    |\*\**|__*|~~                                         # emphasis
    |:(?<!\w:)(?<!::)(?=[0-9_+-]{0,9}[a-z])[a-z0-9_+-]{1,48}:(?![\w:])  # emoji shortcodes
    |[ ](?:[ \t]+(?:\r?\n[ \t>]*)?|\r?\n[ \t>]+)         # white space shown as one
    |\t(?:[ \t]+(?:\r?\n[ \t>]*)?|\r?\n[ \t>]+)
    |\n[ \t>]+|\r\n[ \t>]*
"""
_URL = r"""|http://[^\s<>"'`)\]|*]+|https://[^\s<>"'`)\]|*]+|www\.[^\s<>"'`)\]|*]+"""
SPECIAL = re.compile(_MARKS, re.VERBOSE)
SPECIAL_OR_URL = re.compile(_MARKS + _URL, re.VERBOSE)
CODE_RUN = re.compile("`+")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]{1,64}@[^\s<>@]{1,255})>")
DESTINATION = re.compile(
    r"""\(\s*(?!\s)(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))
    (?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)""",
    re.VERBOSE,
)
PLAIN_DESTINATION = re.compile(r"\(([^\s()<>\\]*)\)")  # most are such, and are read faster so
LABEL = re.compile(r"\[([^\[\]]{0,999})\]")
BADGE = re.compile(
    r"shields\.io|badge|travis-ci|codecov|coveralls|circleci|appveyor|snyk\.io|codacy"
    r"|/actions/workflows/|\bstatus\.svg|zenodo\.org|opencollective|isitmaintained|contrib\.rocks"
)
CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]+")


def special_in(text: str) -> re.Pattern[str]:
    """Return what to search a text for; URLs only if there may be some."""
    return SPECIAL_OR_URL if "://" in text or "www." in text else SPECIAL

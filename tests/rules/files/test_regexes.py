"""Which regexes a rule may have, in the words that a curator reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml.nodes import ScalarNode

from tagengine.errors import Code
from tagengine.rules.files.regexes import compiled, is_fit
from tagengine.rules.files.strict_yaml import StrictFile
from tests.rules.regexes.test_syntax import TOKENS

NODE = ScalarNode("tag:yaml.org,2002:str", "")


@pytest.mark.parametrize("source", [r"\bSQL:\d+", "(?i)redis", r"a.*b", "(?<match>x)y", r"^# \w"])
def test_fit_regexes(source: str) -> None:
    file = StrictFile("f.yaml")
    assert is_fit(source, file, NODE)
    assert file.problems == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("(a", "bad regex at character 3: missing ) (escape special characters with \\)"),
        ("*a", "bad regex at character 1: nothing to repeat (escape special characters with \\)"),
        ("[b-a]", "bad regex at character 5: bad character range "
         "(escape special characters with \\)"),
        ("a{3,2}", "bad regex at character 3: min repeat greater than max repeat "
         "(escape special characters with \\)"),
        ("a|", "the regex matches the empty text (make it match at least one character)"),
        ("$", "the regex matches the empty text (make it match at least one character)"),
        (r"(a)\1", "the regex uses something that rules cannot: a back-reference or named list "
         "(write it without that, or use keywords)"),
        ("(a|aa)+$", 'the regex may backtrack without end in "(a|aa)+", on text such as "aaaa…" '
         "(write it so that there is only one way to match a text, perhaps: (a|aa){1,4}$)"),
        (".*x.*y", "the regex may backtrack with the square of the text's length or more in "
         '".*x.*", on text such as "xxxx…" '
         r"(write it so that there is only one way to match a text, perhaps: [^x\n]*x.*y)"),
        ("a?" * 28 + "b", f'the regex may backtrack a great deal in "{"a?" * 27}", on text '
         'such as "aaaa…" '
         "(no repeat may contain or follow something that matches the same characters)"),
    ],
)  # fmt: skip
def test_unfit_regexes(source: str, problem: str) -> None:
    file = StrictFile("f.yaml")
    assert not is_fit(source, file, NODE)
    assert [str(one) for one in file.problems] == [f"f.yaml:1:1: {problem}"]


@given(st.lists(TOKENS, min_size=1, max_size=8).map("".join))
def test_a_regex_is_fit_or_one_problem(source: str) -> None:
    file = StrictFile("f.yaml")
    assert is_fit(source, file, NODE) != bool(file.problems)
    assert len(file.problems) <= 1
    assert all(problem.code == Code.BAD_REGEX.value for problem in file.problems)


def test_a_nesting_beyond_the_compiler_is_a_problem() -> None:
    file = StrictFile("f.yaml")
    assert compiled("(" * 3000 + "a" + ")" * 3000, file, NODE) is None
    assert len(file.problems) == 1

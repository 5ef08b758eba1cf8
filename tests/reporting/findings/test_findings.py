"""The printers of findings: exact forms, and nothing in a finding that breaks out of them."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagengine.errors import Problem
from tagengine.reporting.findings import FORMATS, Findings, as_junit, render
from tagengine.reporting.findings.as_junit import Case
from tagengine.text.printable import printable

BASE = Path("/project")
MEANINGS = {"bad-value": "The value is outside its limits.", "cycle": "Tags lead to each other."}
WARNING = Problem(
    "/project/rules/b c.yaml", 2, 3, 'cycle of "a" and "b"', "", "cycle", is_warning=True
)
ERROR = Problem("/project/rules/a.yaml", 7, 13, "weight 300 is out of range", "0 to 100",
                "bad-value")  # fmt: skip
HOSTILE = Problem("a,b:c%.yaml", 1, 1, "50%\n::error::x\r\x1b[31m\u2028", "\x00", "x:y,z")
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)


def printed(form: str, *problems: Problem) -> str:
    return render(problems, form, MEANINGS, BASE)


def test_text_is_a_line_a_finding_with_the_counts_below() -> None:
    assert printed("text", WARNING, ERROR) == (
        "rules/a.yaml:7:13: bad-value weight 300 is out of range (0 to 100)\n"
        'rules/b c.yaml:2:3: cycle warning: cycle of "a" and "b"\n'
        "1 error, 1 warning"
    )


def test_text_controls_no_terminal() -> None:
    assert printed("text", HOSTILE) == (
        "a,b:c%.yaml:1:1: x:y,z 50%\\n::error::x\\r\\x1b[31m\\u2028 (\\x00)\n1 error"
    )


def test_json() -> None:
    assert printed("json", WARNING, ERROR) == (
        '{"errors":1,"warnings":1,"findings":['
        '{"path":"rules/a.yaml","line":7,"column":13,"severity":"error","code":"bad-value",'
        '"problem":"weight 300 is out of range","hint":"0 to 100"},'
        '{"path":"rules/b c.yaml","line":2,"column":3,"severity":"warning","code":"cycle",'
        '"problem":"cycle of \\"a\\" and \\"b\\"","hint":""}]}'
    )


def test_notes_are_no_errors() -> None:
    note = Problem("/project/a.md", 3, 5, "tag cache", "", "cache", is_note=True)
    assert printed("text", note, WARNING) == (
        "a.md:3:5: cache note: tag cache\n"
        'rules/b c.yaml:2:3: cycle warning: cycle of "a" and "b"\n'
        "1 warning, 1 note"
    )
    assert printed("github", note).startswith(
        "::notice title=tagengine (cache),file=a.md,line=3,col=5::a.md:3:5: tag cache\n"
    )
    log = json.loads(printed("sarif", note))
    VALIDATOR.validate(log)
    assert log["runs"][0]["results"][0]["level"] == "note"


def test_github_puts_errors_first() -> None:
    early = Problem("a.yaml", 1, 1, "odd", is_warning=True)
    assert printed("github", early, ERROR).splitlines() == [
        "::error title=tagengine (bad-value),file=rules/a.yaml,line=7,col=13::"
        "rules/a.yaml:7:13: weight 300 is out of range (0 to 100)",
        "::warning title=tagengine,file=a.yaml,line=1,col=1::a.yaml:1:1: odd",
        "::notice title=tagengine::1 error, 1 warning",
    ]


def test_github_escapes_what_would_end_a_property_or_a_line() -> None:
    assert printed("github", HOSTILE).splitlines() == [
        "::error title=tagengine (x%3Ay%2Cz),file=a%2Cb%3Ac%25.yaml,line=1,col=1::"
        "a,b:c%25.yaml:1:1: 50%25%0A::error::x\\r\\x1b[31m\\u2028 (\\x00)",
        "::notice title=tagengine::1 error",
    ]


def test_github_says_how_many_there_are_when_it_shows_fewer() -> None:
    many = [Problem("a.yaml", line, 1, "odd") for line in range(1, 13)]
    lines = printed("github", *many).splitlines()
    assert len(lines) == 13
    assert lines[-1] == (
        "::notice title=tagengine::12 errors; GitHub shows 10 of each at most, "
        "the log of this step has them all"
    )


def test_sarif_has_relative_uris_and_the_meaning_of_codes() -> None:
    log = json.loads(printed("sarif", WARNING, ERROR))
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["bad-value", "cycle"]
    assert run["tool"]["driver"]["rules"][1] == {
        "id": "cycle",
        "shortDescription": {"text": "Tags lead to each other."},
        "help": {"text": "Tags lead to each other."},
        "defaultConfiguration": {"level": "warning"},
    }
    assert run["results"][1] == {
        "ruleId": "cycle",
        "ruleIndex": 1,
        "level": "warning",
        "message": {"text": 'cycle of "a" and "b"'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "rules/b%20c.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 2, "startColumn": 3},
                }
            }
        ],
    }


def test_sarif_names_files_elsewhere_by_an_absolute_uri() -> None:
    log = json.loads(printed("sarif", Problem("/other/a.yaml", 1, 1, "odd")))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "file:///other/a.yaml"}


def test_junit_has_a_suite_for_each_file() -> None:
    assert printed("junit", WARNING, ERROR) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites tests="2" failures="2" errors="0">\n'
        '  <testsuite name="rules/a.yaml" tests="1" failures="1" errors="0">\n'
        '    <testcase classname="rules/a.yaml" name="bad-value:7:13" file="rules/a.yaml" '
        'line="7">\n'
        '      <failure message="weight 300 is out of range (0 to 100)" type="bad-value">'
        "rules/a.yaml:7:13: bad-value weight 300 is out of range (0 to 100)</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="rules/b c.yaml" tests="1" failures="1" errors="0">\n'
        '    <testcase classname="rules/b c.yaml" name="cycle:2:3" file="rules/b c.yaml" '
        'line="2">\n'
        '      <failure message="cycle of &quot;a&quot; and &quot;b&quot;" type="cycle">'
        'rules/b c.yaml:2:3: cycle warning: cycle of "a" and "b"</failure>\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>"
    )


def test_junit_leaves_out_what_xml_cannot_hold() -> None:
    text = as_junit.report([Case("a\x00b", "n\x1b", "", 0, "f\ud800\ufffe", "d]]>\x0b")])
    case = ET.fromstring(text)[0][0]
    assert case.attrib == {"classname": "ab", "name": "n"}
    assert (case[0].get("message"), case[0].text) == ("f", "d]]>")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("text", "no problems"),
        ("github", "no problems"),
        ("json", '{"errors":0,"warnings":0,"findings":[]}'),
    ],
)
def test_nothing_found(form: str, expected: str) -> None:
    assert printed(form) == expected


def test_nothing_found_is_a_passed_test_to_junit() -> None:
    assert ET.fromstring(printed("junit")).attrib == {"tests": "1", "failures": "0", "errors": "0"}


texts = st.text(max_size=30) | st.sampled_from(["::error::x", "a\nb", "%0A", "]]>", "\x1b[0m"])
problems = st.builds(
    Problem,
    path=texts,
    line=st.integers(1, 10**6),
    column=st.integers(1, 10**4),
    problem=texts,
    hint=texts,
    code=st.sampled_from(["", "bad-value", "cycle", "new"]),
    is_warning=st.booleans(),
)
lists = st.lists(problems, max_size=5)


@given(lists, st.randoms())
@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_finding_changes_no_byte(form: str, found: list[Problem], random: Any) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert printed(form, *found) == printed(form, *shuffled)


@given(lists)
def test_sarif_is_valid(found: list[Problem]) -> None:
    log = json.loads(printed("sarif", *found))
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    assert len(run["results"]) == len(found)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


@given(lists)
def test_junit_is_xml(found: list[Problem]) -> None:
    root = ET.fromstring(printed("junit", *found).encode("utf-8"))
    assert len(root.findall(".//failure")) == len(found)


_COMMAND = re.compile(
    r"::(error|warning) title=([^:,\r\n]*),file=([^:,\r\n]*),line=(\d+),col=(\d+)::([^\r\n]*)"
)


@given(lists)
def test_github_gets_one_command_a_finding(found: list[Problem]) -> None:
    *commands, last = re.split("\r\n|\r|\n", printed("github", *found))
    assert len(commands) == len(found)
    assert last.startswith("::notice title=tagengine::") == bool(found)
    places = []
    for command in commands:
        parsed = _COMMAND.fullmatch(command)
        assert parsed is not None, command
        path = parsed[3]
        for escape, character in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r")):
            path = path.replace(escape, character)
        places.append((path.replace("%25", "%"), int(parsed[4]), int(parsed[5])))
    expected = Findings.of(found, {}, BASE).by_severity()
    in_order = (*expected["error"], *expected["warning"])
    assert places == [
        ("\n".join(map(printable, one.path.split("\n"))), one.line, one.column) for one in in_order
    ]


@given(lists)
def test_text_is_one_line_a_finding(found: list[Problem]) -> None:
    lines = printed("text", *found).splitlines()
    assert len(lines) == len(found) + 1
    assert all(character >= " " and character != "\x7f" for line in lines for character in line)

"""Cases in folders: run as their files say, and judged by the words of what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.field.__main__ import main
from tests.field.cases import Case, Seen, Step
from tests.field.expectations import judge
from tests.server.support import client_of

README = "# Tide\n\nTide is an embedded database.\n"


def write(folder: Path, **files: str) -> Case:
    folder.mkdir(parents=True)
    for name, text in files.items():
        folder.joinpath(name.replace("__", ".")).write_text(text, "utf-8")
    return Case(folder)


def printed(output: str, code: int = 0, error: str = "") -> Seen:
    return Seen((Step("tagengine tag", code, output, error),), {})


@pytest.fixture(scope="module")
def client(own_cache: Path) -> TestClient:
    with client_of() as client:
        return client


def test_commands_run_in_a_copy(tmp_path: Path, client: TestClient) -> None:
    case = write(
        tmp_path / "x1-a-readme",
        README__md=README,
        command__txt="tagengine tag --tags-as name README.md\n",
        expect__txt="database\n",
    )
    seen = case.run(client)
    assert (case.kind, seen.tags, seen.files) == ("x1", ["database"], {"README.md": README})
    assert judge(case.expected, seen) is True


def test_a_request_to_the_server(tmp_path: Path, client: TestClient) -> None:
    case = write(
        tmp_path / "x2-a-request",
        request__md=README,
        how__txt="POST /tag, Content-Type: text/markdown\n",
        command__txt="\n",
        expect__txt="200: database\n",
    )
    with client:
        seen = case.run(client)
    assert seen.last.code == 200
    assert judge(case.expected, seen) is True


def test_right_of_cases_by_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, expected in (("x1-a", "database"), ("x1-b", "no tag"), ("y1-c", "who knows?")):
        write(
            tmp_path / name,
            README__md=README,
            command__txt="tagengine tag --tags-as name README.md",
            expect__txt=expected,
        )
    assert main([str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3:] == ["x1     1 of   2", "y1     0 of   1", "all    1 of   3"]
    told = [line for line in lines if line[:1] in "nW"]
    assert told == ["WRONG: x1-b", "not judged: y1-c"]


@pytest.mark.parametrize(
    ("expected", "output", "verdict"),
    [
        ("no tag (a README gives none)", '{"tags":[]}', True),
        ("no tag", '{"tags":["cli"]}', False),
        ("cli, database", '{"tags":["database","cli"]}', True),
        ("database", '{"tags":["database","cli"]}', False),
        ("database, as tags: [database] gives", '{"tags":["database"]}', True),
        ("database among the tags (as without)", '{"tags":["database","cli"]}', True),
        ("database, no cli", '{"tags":["database","cli"]}', False),
        ("blog without logging", '{"tags":["blog","cms"]}', True),
        ("cache, cli, database, lib", '{"tags":["lib","cli","cache"]}', True),
        ("one tag", '{"tags":["lib"]}', True),
        ("one tag", '{"tags":["lib","cli"]}', False),
        ('{"id":"1","tags":[…]}: so', '{"id":"1","tags":[{"id":1,"name":"lib"}]}', True),
        ('{"id":"1","tags":[lib, cli]}', '{"id":"1","tags":[{"id":1,"name":"lib"}]}', False),
        ('[{"id":"1","tags":[…]}]', '{"id":"1","tags":[{"id":1,"name":"lib"}]}', False),
        ("both, or a refusal", '[{"tags":["lib"]},{"tags":[]}]', False),
    ],
)
def test_what_is_expected_of_tags(expected: str, output: str, verdict: bool) -> None:
    assert judge(expected, printed(output.replace(": ", ":") + "\n")) is verdict


def test_what_is_expected_of_words() -> None:
    assert judge("given, or a word on standard error", printed('{"tags":[]}')) is False
    assert judge("given, or a word on standard error", printed('{"tags":[]}', 0, "no rule"))
    assert judge("both, or a refusal", printed("", 2, "two documents"))
    assert judge("database", printed("", 3, "a bug")) is False
    fixes = "a.yml:1:1: fixed: tags\na.yml:8:1: fixed: tags\n2 records fixed\n"
    assert judge("second at line 8", printed(fixes)) is True
    assert judge("second at 8:2", printed(fixes)) is False

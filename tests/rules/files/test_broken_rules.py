"""Broken rule folders, one file a case in `broken_rules/`: title, files, and the exact messages.

The files of a case stand beside those of `broken_rules/base`, or replace them. Each message ends in
its code. The JSON Schemas have to agree wherever the code says that they can.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tagengine.authoring.schema import KINDS, FolderNames, kind_of_file, schema
from tagengine.errors import Code, Problem, RuleErrors
from tagengine.rules.files import folder as rule_files
from tagengine.rules.sources import read_files, shipped_folder
from tests.support import CommandLine

FOLDER = Path(__file__).with_name("broken_rules")
CASES = sorted(FOLDER.glob("*.txt"))
BASE = {path.name: path.read_text("utf-8") for path in sorted((FOLDER / "base").glob("*.yaml"))}
_PART = re.compile(r"^--- (.+)\n", re.MULTILINE)


def parts(case: Path) -> tuple[dict[str, str], list[str]]:
    """Return a case's files, name to text, and the messages expected."""
    _, *pairs = _PART.split(case.read_bytes().decode())
    files = dict(zip(pairs[::2], pairs[1::2], strict=True))
    expected = files.pop("expected")
    return BASE | files, expected.splitlines()


def problems(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return the problems that the loader has with files."""
    try:
        rule_files.read(files, None, "rules")
    except RuleErrors as error:
        return error.problems
    return ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_broken_folder_gives_these_messages(case: Path) -> None:
    files, expected = parts(case)
    assert expected
    assert [f"{one} [{one.code}]" for one in problems(files)] == expected


def test_there_are_many_cases_with_a_title_and_messages_of_their_own() -> None:
    titles = [case.read_text("utf-8").partition("\n")[0] for case in CASES]
    messages = {tuple(parts(case)[1]) for case in CASES}
    assert len(CASES) >= 120
    assert len(set(titles)) == len(messages) == len(CASES)
    assert all(titles)


def test_every_code_occurs() -> None:
    codes = {line.rsplit("[", 1)[1].rstrip("]") for case in CASES for line in parts(case)[1]}
    assert codes == {code.value for code in Code}


def test_the_base_itself_is_sound() -> None:
    assert problems(BASE) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_command_line_reports_a_broken_folder(
    case: Path, tmp_path: Path, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, expected = parts(case)
    for name, text in files.items():
        path = tmp_path / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    code, _, error = cli("tag", "-", "--rules", "rules")
    assert code == 2
    assert error.splitlines()[-len(expected) :] == [
        line.rsplit(" [", 1)[0] if len(expected) > 1 else "tagengine: " + line.rsplit(" [", 1)[0]
        for line in expected
    ]


def instance(text: str) -> Any:
    """Return a file's value as JSON has it: every key a text."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): plain(one) for key, one in value.items()}
        return [plain(one) for one in value] if isinstance(value, list) else value

    return plain(yaml.safe_load(text))


def validators(files: Mapping[str, str]) -> dict[str, jsonschema.Draft202012Validator]:
    """Return a validator for each kind of file, with the names of a folder's files."""
    names = FolderNames.of(files)
    return {kind: jsonschema.Draft202012Validator(schema(kind, names)) for kind in KINDS}


BEYOND_SCHEMAS = {
    Code.SYNTAX, Code.NOTATION, Code.DUPLICATE_KEY, Code.DUPLICATE, Code.NO_WORD, Code.BAD_REGEX,
}  # fmt: skip
"""What a JSON Schema cannot find."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_schema_and_the_loader_agree_on_a_broken_file(case: Path) -> None:
    files, _ = parts(case)
    found, validator = problems(files), validators(files)
    for name in files:
        codes = {Code(one.code) for one in found if one.path == f"rules/{name}"}
        if Code.SYNTAX in codes:
            continue
        refused = list(validator[kind_of_file(name)].iter_errors(instance(files[name])))
        if not codes:
            assert not refused
        elif not codes <= BEYOND_SCHEMAS:
            assert refused, name


SHIPPED = read_files(shipped_folder())


def test_the_schemas_accept_every_shipped_file() -> None:
    validator = validators(SHIPPED)
    for name, text in SHIPPED.items():
        validator[kind_of_file(name)].validate(instance(text))

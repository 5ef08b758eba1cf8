"""`docs/metadata.md`: its tables are those of the code, and its example prints what it says."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from scripts.configuration_reference import COMMAND, renewed
from tagengine.metadata.configuration.language import (
    FIELD_KEYS,
    FILE_KEYS,
    OVERRIDE_KEYS,
    RECORDS_KEYS,
)
from tests.metadata.support import Repo

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "metadata.md"
TEXT = DOCUMENT.read_text("utf-8")
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_RUN = re.compile(r"<!-- run -->\n```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_POINTS = re.compile(r"\d+\.\d\d points")


def test_the_reference_is_that_of_the_tables() -> None:
    assert renewed(TEXT) == TEXT, f"docs/metadata.md is not up to date; renew it with: {COMMAND}"


def test_a_key_s_example_has_the_key() -> None:
    for key in (*FILE_KEYS, *RECORDS_KEYS, *FIELD_KEYS, *OVERRIDE_KEYS):
        assert yaml.safe_load(key.example).keys() == {key.name}
        assert key.meaning
        assert key.default


def test_the_example_prints_what_the_document_shows(repo: Repo) -> None:
    for name, text in _FILE.findall(TEXT):
        repo.write(name, text)
    shown = _RUN.search(TEXT)
    assert shown is not None
    for session in shown[1].split("$ tagengine ")[1:]:
        command, _, output = session.partition("\n")
        _, printed, error = repo.cli(*command.split())
        assert error == ""
        assert _POINTS.sub("N points", printed) == _POINTS.sub("N points", output)

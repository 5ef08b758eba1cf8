"""The reference pages of the site: all that the code has is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

import tagengine
from scripts.site import command_line, findings, keys, python_api, schemas
from tagengine.cli import program
from tagengine.metadata.configuration.language import RECORDS_KEYS
from tagengine.reporting.findings.codes import by_kind
from tagengine.rules.language import RULE_KEYS


def _commands(command: click.Command, name: str) -> dict[str, click.Command]:
    found = {name: command}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for one in command.list_commands(context):
            inner = command.get_command(context, one)
            assert inner is not None
            found |= _commands(inner, f"{name} {one}")
    return found


def test_every_command_and_option_is_there() -> None:
    page = command_line.page()
    for name, command in _commands(program, "tagengine").items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert section, name
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert option.opts[0] in section, (name, option.opts)


def test_examples_are_code() -> None:
    section = command_line.page().partition("\n## tagengine tag\n")[2].partition("\n## ")[0]
    assert "```sh\ntagengine tag README.md\n" in section
    assert "Example" not in section


def test_every_code_has_a_heading_with_its_meaning() -> None:
    page = findings.page()
    for found in by_kind().values():
        for code, one in found.items():
            assert f"### {code}\n\n" in page
            assert one.meaning in page


def test_keys_are_there_with_their_meaning() -> None:
    for page, table in (
        (keys.rules_page(), RULE_KEYS),
        (keys.configuration_page(), RECORDS_KEYS),
    ):
        for key in table:
            assert f"| `{key.name}` |" in page


def test_all_that_is_exported_is_there() -> None:
    page = python_api.page()
    for name in tagengine.__all__:
        assert name.startswith("_") or f"\n### {name}\n" in page
    assert "\n#### Engine.tag_record\n" in page
    assert "\n#### Result.scores\n\nThe score of every tag" in page


def test_defaults_are_written_as_in_code() -> None:
    page = python_api.page()
    assert 'tag(self, text: str, *, id: str = "", max_tags: int | None = None) -> Result' in page
    assert "    format: Format = Format.MARKDOWN,\n" in page


def test_the_schemas_that_are_linked_are_written(tmp_path: Path) -> None:
    schemas.write(tmp_path / "schemas")
    linked = set(re.findall(r"\]\(schemas/([\w.-]+)\)", schemas.page()))
    assert linked == {path.name for path in (tmp_path / "schemas").iterdir()}
    for path in (tmp_path / "schemas").iterdir():
        json.loads(path.read_text("utf-8"))

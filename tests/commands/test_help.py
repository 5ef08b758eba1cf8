"""Help of every verb: it fits 80 columns, every option has a text, and near names are named."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from tagengine.cli import program
from tests.support import CommandLine


def verbs(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the verbs of the program, each as its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        yield (*path, name)
        if isinstance(found, click.Group):
            yield from verbs(found, (*path, name))


VERBS = list(verbs(program))


@pytest.mark.parametrize("verb", [(), *VERBS], ids=" ".join)
def test_help_fits_80_columns(
    verb: tuple[str, ...], cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, output, error = cli(*verb, "--help")
    assert (code, error) == (0, "")
    assert [line for line in output.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_option_has_its_text(verb: tuple[str, ...]) -> None:
    command: click.Command = program
    for name in verb:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("tga", "x"), 'no command "tga" (did you mean "tag"?)'),
        (("chek",), 'no command "chek" (did you mean "check"?)'),
        (("rules", "imapct"), 'no command "imapct" (did you mean "impact"?)'),
        (("https://example.org",), "(try: tagengine tag https://example.org)"),
        (("zzzz",), 'no command "zzzz" (tagengine --help lists them)'),
    ],
)
def test_a_near_command_is_named(given: tuple[str, ...], said: str, cli: CommandLine) -> None:
    code, output, error = cli(*given)
    assert (code, output) == (2, "")
    assert said in error.splitlines()[-1]

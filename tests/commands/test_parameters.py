"""The parameters of a verb: a class of fields, as click knows them and as a function gets them."""

from __future__ import annotations

from dataclasses import dataclass

import click
from click.testing import CliRunner

from tagengine.commands.parameters import argument, flag, option, part, verb


@dataclass(frozen=True)
class _Colours:
    back_ground: str | None = option(help="What is behind.")
    is_dark: bool = flag("Invert all.", "--dark")


@dataclass(frozen=True)
class _Asked:
    files: tuple[str, ...] = argument(nargs=-1)
    most: int = option("-n", "--most", type=int, default=3, help="How many.")
    colours: _Colours = part(_Colours)


@verb("paint", _Asked)
def command(asked: _Asked) -> int:
    """Paint files."""
    click.echo(repr(asked))
    return 0


def test_a_field_is_filled_with_its_parameter() -> None:
    given = ("a", "b", "-n", "5", "--back-ground", "sky", "--dark")
    wanted = _Asked(("a", "b"), 5, _Colours("sky", True))
    assert CliRunner().invoke(command, given).output == f"{wanted!r}\n"
    assert CliRunner().invoke(command).output == f"{_Asked((), 3, _Colours(None, False))!r}\n"


def test_parameters_come_in_the_order_of_the_fields() -> None:
    assert [one.name for one in command.params] == ["files", "most", "back_ground", "is_dark"]
    assert (command.name, command.help) == ("paint", "Paint files.")

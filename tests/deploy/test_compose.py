"""The compose example: valid by the specification, and as closed as it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from compose_spec import PyCompose

from tagengine.commands.serve import command

pytestmark = pytest.mark.slow

COMPOSE = Path(__file__).resolve().parent.parent.parent / "deploy" / "compose.yaml"


def test_the_compose_file_is_valid_and_closed() -> None:
    compose = PyCompose.from_yaml(COMPOSE.read_text())
    compose.validate()
    service = compose.to_dict()["services"]["tagengine"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] == "10001:10001"
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}


def test_the_command_is_one_of_the_server() -> None:
    compose = PyCompose.from_yaml(COMPOSE.read_text())
    verb, *words = compose.to_dict()["services"]["tagengine"]["command"]
    known = {option for parameter in command.params for option in parameter.opts}
    assert verb == command.name
    assert {word for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize(
    ("right", "wrong"), [("read_only", "read_onyl"), ("source: token", "source: tokn")]
)
def test_the_check_would_find_a_mistake(right: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong.removeprefix("source: ")):
        PyCompose.from_yaml(COMPOSE.read_text().replace(right, wrong)).validate()

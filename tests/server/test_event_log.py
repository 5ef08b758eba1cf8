"""Lines of the log: one an event, whatever it is about."""

from __future__ import annotations

import json

import pytest

from tagengine.server.event_log import EventLog

PROBLEM = "a.yaml:1:1: x\x1b[31m\nb.yaml:2:1: y\ud800"


@pytest.mark.parametrize("as_text", [True, False])
def test_nothing_breaks_a_line_or_controls_a_terminal(as_text: bool) -> None:
    lines: list[str] = []
    EventLog(lines.append, as_text=as_text).write("rules-kept", level="error", problem=PROBLEM)
    (line,) = lines
    assert line.isprintable()
    if as_text:
        assert line[8:] == r" rules-kept problem=a.yaml:1:1: x\x1b[31m\nb.yaml:2:1: y\ud800"
    else:
        assert json.loads(line)["problem"] == PROBLEM

"""Progress on a terminal, silence elsewhere."""

from __future__ import annotations

import sys

import pytest

from tagengine import progress
from tagengine.progress import counted


def test_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(counted("ab", prints_between=False)) == ["a", "b"]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("prints_between", [False, True])
def test_a_terminal_shows_the_count_unless_output_is_printed_there(
    prints_between: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "_FIRST_AFTER", 0.0)
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    found = list(counted("ab", "fits", prints_between=prints_between))
    shown = capsys.readouterr().err
    assert found == ["a", "b"]
    if prints_between:
        assert shown == ""
    else:
        assert shown.startswith("\r1 fits")
        assert shown.rstrip().endswith("\r2 fits")

"""Progress on a terminal, silence elsewhere."""

from __future__ import annotations

import sys

import pytest

from tagengine.system import progress
from tagengine.system.progress import Bar, Step, counted, watched


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


def test_a_bar_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Bar(is_quiet=False, prints_between=True) as bar:
        bar.begin(lambda: 2000)
        bar.advance(500, 1000)
        bar.advance(1000, 3500)
    shown = capsys.readouterr().err
    assert "3,500 documents" in shown
    assert "50%" in shown
    assert " a second" in shown
    assert shown.endswith("\x1b[2K")  # nothing is left behind


@pytest.mark.parametrize(("is_quiet", "is_terminal"), [(True, True), (False, False)])
def test_no_bar_where_nobody_wants_one(
    is_quiet: bool,
    is_terminal: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    with Bar(is_quiet=is_quiet, prints_between=False) as bar:
        bar.begin(pytest.fail)  # not even the size is asked for
        bar.advance(1, 1)
    assert capsys.readouterr().err == ""


def test_steps_are_watched_to_their_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    steps = [Step(1, 4), Step(2, 4), Step(4, 4, "the result")]
    assert watched(iter(steps)) == "the result"
    shown = capsys.readouterr().err
    assert "4 fits" in shown
    assert "100%" in shown

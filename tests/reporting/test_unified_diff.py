"""Diffs are what `patch` reads, whatever ends a line."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tagengine.reporting.unified_diff import render
from tests.support import examples

TEXTS = st.text(st.sampled_from("ab\n\r\x0c\u2028é"), max_size=30)


def test_a_missing_line_end_is_told_on_both_sides() -> None:
    assert render("a\nb", "a\nc", "old", "new").splitlines() == [
        "--- old",
        "+++ new",
        "@@ -1,2 +1,2 @@",
        " a",
        "-b",
        "\\ No newline at end of file",
        "+c",
        "\\ No newline at end of file",
    ]


def test_only_a_line_feed_ends_a_line() -> None:
    assert render("a\x0cb\u2028c\n", "", "x", "x").split("\n")[3:] == ["-a\x0cb\u2028c"]


@examples(30, HealthCheck.function_scoped_fixture)
@given(TEXTS, TEXTS)
def test_git_applies_it(tmp_path: Path, before: str, after: str) -> None:
    diff = render(before, after, "a/file", "b/file")
    assert (diff == "") == (before == after)
    if not diff:
        return
    file = tmp_path / "file"
    file.write_bytes(before.encode())
    git = shutil.which("git") or pytest.fail("git is needed")
    subprocess.run(
        [git, "apply", "--unidiff-zero", "--whitespace=nowarn", "-"],
        input=f"{diff}\n".encode(), cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    assert file.read_bytes() == after.encode()


@pytest.mark.parametrize("name", ["a\tb", "a\nb.md", 'say "a"', "a\\b", "ä \x07", "é\udcff"])
def test_git_applies_it_to_a_file_with_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a\n")
    diff = render("a\n", "b\n", f"a/{name}", f"b/{name}")
    git = shutil.which("git") or pytest.fail("git is needed")
    subprocess.run([git, "apply", "-"], input=f"{diff}\n".encode(), cwd=tmp_path, check=True)
    assert (tmp_path / name).read_text() == "b\n"

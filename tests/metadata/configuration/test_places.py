"""Where configurations may be: a glance at a project file tells whether it can have one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagengine.metadata.configuration.places import is_any_above

_MAY_HAVE_ONE = """\
[tool.tagengine]
[[tool.tagengine.records]]
[ tool . "tagengine" ]
["tool".'tagengine']
tool.tagengine.max_tags = 2
tool = {tagengine = {max_tags = 2}}
[tool]\\ntagengine.max_tags = 2
"""
_HAS_NONE = """\
[project]\\nname = "tagengine"
[tool.ruff]\\nsrc = ["tagengine"]
[project]\\ndependencies = ["tagengine"]  # a tool
[tool.tagengineer]
"""


@pytest.mark.parametrize("text", _MAY_HAVE_ONE.splitlines())
def test_a_project_file_with_a_table_of_ours_is_seen_from_below(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text.replace("\\n", "\n"))
    assert is_any_above(tmp_path / "README.md")
    assert is_any_above(tmp_path / "docs" / "guide.md")


@pytest.mark.parametrize("text", _HAS_NONE.splitlines())
def test_a_project_file_that_only_names_us_is_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text.replace("\\n", "\n"))
    assert not is_any_above(tmp_path / "README.md")


def test_a_file_of_ours_is_one_whatever_it_holds(tmp_path: Path) -> None:
    (tmp_path / ".tagengine.yaml").touch()
    assert is_any_above(tmp_path / "README.md")

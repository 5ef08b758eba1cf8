"""Completion in real shells: commands, options, files, folders, tags, presets and codes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import missing

pytestmark = pytest.mark.slow

_BASH = """\
eval "$(_TAGENGINE_COMPLETE=bash_source tagengine)"
COMP_WORDS=({words}); COMP_CWORD=$(({count}))
complete -p tagengine | grep -q -- '-o nosort' || true
_tagengine_completion tagengine
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
_FISH = "_TAGENGINE_COMPLETE=fish_source tagengine | source; complete -C '{line}'"
_ZSH = """\
autoload -U compinit; compinit -u -D
eval "$(_TAGENGINE_COMPLETE=zsh_source tagengine)"
COMP_WORDS="{line}" COMP_CWORD={cword} _TAGENGINE_COMPLETE=zsh_complete tagengine
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file and a folder, the current one; tagengine is on the path."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ember.md").write_text("# Ember\n")
    (tmp_path / "embers").mkdir()
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def _run(shell: str, script: str, *options: str) -> list[str]:
    if shutil.which(shell) is None:
        missing(shell, f"apt-get install {shell}")
    command = [shell, *options, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def bash(*words: str) -> list[str]:
    """Return what bash completes after these words."""
    quoted = " ".join(f"'{word}'" for word in ("tagengine", *words))
    return _run("bash", _BASH.format(words=quoted, count=len(words)), "--norc")


def fish(*words: str) -> list[str]:
    """Return what fish completes after these words, without descriptions."""
    line = " ".join(("tagengine", *words))
    return [found.partition("\t")[0] for found in _run("fish", _FISH.format(line=line))]


CASES = [
    (("che",), "check"),
    (("rules", "imp"), "impact"),
    (("explain", "--tag", "databa"), "database"),
    (("check", "--preset", "back"), "backstage"),
    (("codes", "unknown-t"), "unknown-tag"),
    (("check", "--policy", "sub"), "subset"),
]


@pytest.mark.parametrize(("words", "wanted"), CASES)
@pytest.mark.parametrize("shell", [bash, fish])
def test_names_are_completed(
    shell: object, words: tuple[str, ...], wanted: str, folder: Path
) -> None:
    assert callable(shell)
    assert wanted in shell(*words)


def test_bash_completes_files_and_folders(folder: Path) -> None:
    script = _BASH + "compopt 2>/dev/null; compgen -o default emb | sort\n"
    found = _run("bash", script.format(words="'tagengine' 'tag' 'emb'", count=2), "--norc")
    assert {"ember.md", "embers"} <= set(found)
    told = subprocess.run(
        ["tagengine"], capture_output=True, text=True, check=False,
        env={**os.environ, "_TAGENGINE_COMPLETE": "bash_complete",
             "COMP_WORDS": "tagengine tag emb", "COMP_CWORD": "2"},
    )  # fmt: skip
    assert told.stdout == "file,emb\n"


def test_fish_completes_files_and_folders(folder: Path) -> None:
    assert {"ember.md", "embers/"} <= set(fish("tag", "emb"))
    assert fish("rules", "list", "--rules", "emb") == ["embers/"]


def test_zsh_is_told_of_files_and_names(folder: Path) -> None:
    found = _run("zsh", _ZSH.format(line="tagengine tag emb", cword=2), "-f")
    assert found[:2] == ["file", "emb"]
    found = _run("zsh", _ZSH.format(line="tagengine check --preset back", cword=3), "-f")
    assert found[:2] == ["plain", "backstage"]


@pytest.mark.parametrize("shell", [bash, fish])
def test_ids_of_a_catalogue_s_records_are_completed(shell: object, folder: Path) -> None:
    (folder / ".tagengine.yaml").write_text(
        "records: [{files: [list.yml], select: '[]'}, {files: [projects/*.yml]}]\n"
    )
    (folder / "projects").mkdir()
    (folder / "projects" / "tide.yml").write_text("name: Tide\n")
    (folder / "list.yml").write_text("- {name: Ember}\n- {name: Ebb}\n")
    assert callable(shell)
    assert "projects/tide.yml" in shell("explain", ".", "--id", "proj")
    found = shell("explain", ".", "--id", "list.yml")
    assert {"list.yml#Ember", "list.yml#Ebb"} <= set(found)


def test_zsh_completes_ids(folder: Path) -> None:
    (folder / "records.jsonl").write_text('{"id": "tide-7", "readme": "# Tide"}\n')
    script = _ZSH.format(line="tagengine explain records.jsonl --id ti", cword=4)
    assert "tide-7" in _run("zsh", script)


def test_no_rules_are_read_to_complete_tags(folder: Path) -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "vocabulary.yaml").write_text("- {id: 1, name: embers}\n")
    (folder / "rules" / "broken.yaml").write_text("tag: [\n")
    assert "embers" in bash("explain", "--rules", "rules", "--tag", "emb")

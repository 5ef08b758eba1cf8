"""Nothing is sent anywhere: no verb opens a connection or looks up a name; `serve` only listens.

An audit hook watches: Python tells it of every use of a socket, and nothing can take it off again.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tagengine.cli import program

_WATCHED = """\
import os, socket, sys

def forbid(event, arguments):
    library, _, act = event.partition(".")
    if library in ("urllib", "http", "ftplib", "imaplib", "poplib", "smtplib", "telnetlib"):
        end(event)
    if library != "socket":
        return
    if act in ("connect", "bind", "sendto", "sendmsg") or act.startswith("get"):
        if not act.startswith("get") and arguments[0].family == getattr(socket, "AF_UNIX", None):
            return  # two processes of ours
        end(event)

def end(event):
    os.write(2, f"forbidden: {event}\\n".encode())
    os._exit(99)

sys.addaudithook(forbid)
"""
_VERBS = """\
tag README.md
explain README.md
explain README.md --tag database
explain README.md --format html
explain README.md --format sarif
explain README.md --format json
verify audit.json README.md
diff audit.json audit.json
prompt request.txt
init mine
eval gold.jsonl --format html --learning-curve
codes
rules check --rules mine/rules
rules test --rules mine/rules
rules changed mine/rules/zones.yaml
rules fmt --rules mine/rules
rules list
rules show database
rules schema
rules impact mine/rules mine/rules --corpus README.md
rules suggest --gold gold.jsonl --tag database
rules learn --vocabulary mine/rules/vocabulary.yaml --gold mine.jsonl --output learned --folds 2
rules tune --gold mine.jsonl --rules mine/rules --folds 2
check
check --fix
batch mine.jsonl tags.jsonl --workers 1
"""
_NOT_TRIED = {"serve"}  # it listens, and has tests of its own
_RUN_ALL = """
import shlex
from tagengine.cli import main

for line in sys.stdin.read().splitlines():
    os.dup2(os.open("output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
    code = main(shlex.split(line))
    sys.stdout.flush()
    if " --format json" in line:
        os.replace("output", "audit.json")
    print(code, line, file=sys.stderr)
"""
_README = "# Tide\n\nTide is a small database.\n\nSee https://tide.example/ for more.\n"
_REQUEST = (
    f'base on {_README} assign at most 3 tags to the expected json: {{"id": "1", "tags": []}} '
    'only from the tags list [{"id": 7, "name": "database"}]'
)


def watched(program: str, folder: Path, lines: str = "") -> tuple[int, list[str]]:
    """Return the exit code of a Python program under watch, and what it wrote to standard error."""
    command = [sys.executable, "-c", _WATCHED + program]
    done = subprocess.run(
        command, check=False, cwd=folder, input=lines, capture_output=True, text=True
    )
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize(
    ("program", "event"),
    [
        ("socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo"),
        ("socket.socket().connect(('127.0.0.1', 9))", "socket.connect"),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))", "socket.sendto"),
        ("import urllib.request as r; r.urlopen('http://127.0.0.1:9')", "urllib.Request"),
    ],
)
def test_the_watch_sees_what_it_is_for(program: str, event: str, tmp_path: Path) -> None:
    assert watched(program, tmp_path) == (99, [f"forbidden: {event}"])


@pytest.mark.slow
def test_no_verb_uses_the_network(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(_README)
    (tmp_path / "request.txt").write_text(_REQUEST)
    records = [
        json.dumps({"id": f"tide-{number}", "readme": _README, "tags": ["database"]})
        for number in range(8)
    ]
    (tmp_path / "gold.jsonl").write_text("\n".join(records))
    (tmp_path / "mine.jsonl").write_text("\n".join(records).replace("database", "cache"))
    (tmp_path / ".tagengine.yaml").write_text("records: [{preset: json-lines}]\n")
    code, said = watched(_RUN_ALL, tmp_path, _VERBS)
    ran = [line for line in said if line[:2] in ("0 ", "1 ")]
    assert [line[2:] for line in ran] == _VERBS.splitlines(), "\n".join(said)
    assert code == 0


def test_every_verb_is_tried() -> None:
    context = click.Context(program)
    rules = program.get_command(context, "rules")
    assert isinstance(rules, click.Group)
    verbs = {*program.list_commands(context)} - {"rules"} - _NOT_TRIED
    verbs |= {f"rules {name}" for name in rules.list_commands(context)}
    tried = {
        " ".join(line.split()[: 1 + line.startswith("rules ")]) for line in _VERBS.splitlines()
    }
    assert verbs == tried

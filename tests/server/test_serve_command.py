"""How `tagengine serve` starts, or says why not."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tagengine.system.extras import installing
from tests.server.support import serve
from tests.support import CommandLine


@pytest.fixture
def token(tmp_path: Path) -> Path:
    """A file with a token that only its owner can read."""
    file = tmp_path / "token"
    file.write_text("correct-horse-battery-staple\n")
    file.chmod(0o600)
    return file


def test_other_machines_need_a_token(cli: CommandLine) -> None:
    code, _, said = cli("serve", "--host", "0.0.0.0")
    assert code == 2
    assert said == (
        "tagengine: --host 0.0.0.0 lets other machines in, so a token is needed "
        "(--token-file FILE)\n"
    )


def test_a_port_in_use(cli: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, said = cli("serve", "--port", str(port))
    assert code == 2
    assert said == (
        f"tagengine: 127.0.0.1:{port}: the port is in use "
        "(--port takes another; 0 takes a free one)\n"
    )


def test_an_address_of_another_machine(cli: CommandLine, token: Path) -> None:
    code, _, said = cli("serve", "--host", "192.0.2.1", "--token-file", token)
    assert (code, said) == (
        2,
        "tagengine: 192.0.2.1:8000: not an address of this machine (--host names one)\n",
    )


@pytest.mark.parametrize(
    ("content", "mode", "message"),
    [
        ("short\n", 0o600, "the token has 5 characters, at least 16 are needed"),
        (
            "two words and more of them\n",
            0o600,
            "a token must be one line of printable ASCII without spaces",
        ),
        (
            "correct-horse-battery-staple",
            0o602,
            "everyone can change this token (chmod 600 {file})",
        ),
    ],
)
def test_tokens_that_cannot_be_used(
    cli: CommandLine, token: Path, content: str, mode: int, message: str
) -> None:
    token.write_text(content)
    token.chmod(mode)
    code, _, said = cli("serve", "--token-file", token)
    assert (code, said) == (2, f"tagengine: {token}: {message.format(file=token)}\n")


def test_a_token_file_that_is_not_there(cli: CommandLine, tmp_path: Path) -> None:
    code, _, said = cli("serve", "--token-file", tmp_path / "none")
    assert (code, said) == (
        2,
        f"tagengine: {tmp_path / 'none'}: no such file or folder "
        "(--token-file needs a file with a token)\n",
    )


def test_a_token_that_others_can_read_is_warned_of(token: Path) -> None:
    token.chmod(0o644)
    assert token.stat().st_mode & stat.S_IROTH
    with serve("--token-file", token, "--workers", "0") as server:
        warning = server.wait_for("warning")
    assert warning["problem"] == f"{token}: others can read this token (chmod 600 {token})"


def test_rules_that_are_wrong(cli: CommandLine, folder: Path) -> None:
    (folder / "lib.yaml").write_text("tag: lib\nrules: 5\n")
    code, _, said = cli("serve", "--rules", folder, "--port", "0")
    assert code == 2
    assert f"{folder}/lib.yaml:2:8: " in said
    assert "Traceback" not in said


def test_a_folder_to_edit_that_is_not_there_is_named_with_its_option(cli: CommandLine) -> None:
    assert cli("serve", "--edit", "nope") == (
        2,
        "",
        "tagengine: --edit nope: no such folder (name a folder of rule files)\n",
    )


def test_the_extra_is_named_if_it_is_missing(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['uvicorn'] = None; "
        "from tagengine.cli import main; sys.exit(main(['serve']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr == f"tagengine: serve needs uvicorn ({installing('server')})\n"


def test_the_log_has_no_text_of_documents_and_no_path_of_requests(folder: Path) -> None:
    with serve("--rules", folder, "--workers", "0") as server:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            body = b'{"readme": "secret-word"}'
            connection.sendall(
                b"POST /tag?secret=1 HTTP/1.1\r\nhost: localhost\r\ncontent-type: "
                b"application/json\r\ncontent-length: %d\r\n\r\n%s"
                b"GET /secret HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
                % (len(body), body)
            )
            while connection.recv(4096):
                pass
        assert server.stop() == 0
        log = server.log.read_text("utf-8")
    events = [json.loads(line) for line in log.splitlines()]
    assert [event["event"] for event in events] == [
        "ready",
        "listening",
        "request",
        "request",
        "stopping",
        "stopped",
    ]
    assert [(event["route"], event["status"]) for event in events[2:4]] == [
        ("/tag", 422),
        ("other", 404),
    ]
    assert "secret" not in log
    assert os.linesep in log

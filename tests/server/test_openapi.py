"""The description of the routes is sound, and what the routes do is what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from tagengine.server.app import build_app
from tagengine.server.http.schemas import EXAMPLES
from tagengine.server.openapi import document
from tagengine.server.state import ServerState, Settings
from tests.server.support import Served, serve

_HERE = Path(__file__).parent
# So many requests a route are made up at random, for a long run; without, the edge cases only.
_EXAMPLES = os.environ.get("TAGENGINE_SCHEMATHESIS_EXAMPLES")
_PHASES = "examples,coverage" + (",fuzzing,stateful" if _EXAMPLES else "")


def test_every_route_is_described() -> None:
    app = build_app(ServerState(Settings(workers=0)))
    paths = [route.path.replace(":path", "") for route in app.routes if isinstance(route, Route)]
    native = {path for path in paths if path != "/" and not path.startswith("/playground")}
    assert set(document()["paths"]) == native


def test_the_examples_are_answered(client: TestClient) -> None:
    answer = client.post("/tag?tags_as=name", json=EXAMPLES["record"])
    assert answer.json()["tags"] == ["nosql", "database", "lib"]
    for path, name in (("/v1/chat/completions", "chat"), ("/v1/responses", "response")):
        assert client.post(path, json=EXAMPLES[name]).status_code == 200


def test_a_token_is_a_part_of_the_description() -> None:
    described = document(needs_token=True)
    assert described["components"]["securitySchemes"] == {
        "token": {"type": "http", "scheme": "bearer"}
    }
    assert described["paths"]["/tag"]["post"]["security"] == [{"token": []}]
    assert "security" not in described["paths"]["/healthz"]["get"]


@pytest.mark.slow
def test_schemathesis_finds_no_fault(served: Served, tmp_path: Path) -> None:
    _check(tmp_path, served.url, "--phases", _PHASES)


@pytest.mark.slow
def test_schemathesis_finds_no_way_around_the_token(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("correct-horse-battery-staple\n")
    token.chmod(0o600)
    with serve("--token-file", token, "--workers", "0") as server:
        header = "Authorization: Bearer correct-horse-battery-staple"
        _check(
            tmp_path, server.url, "-H", header, "--phases", "coverage", "--include-path", "/rules"
        )


def _check(folder: Path, url: str, *options: str) -> None:
    command = [str(Path(sys.executable).with_name("st"))]
    command += ["--config-file", str(_HERE / "schemathesis.toml"), "--no-color", "run"]
    command += [f"{url}/openapi.json", "--checks", "all", "--max-examples", _EXAMPLES or "1"]
    command += [
        "--seed",
        "1",
        "--generation-database",
        "none",
        "--warnings",
        "off",
        *options,
    ]
    hooks = {"SCHEMATHESIS_HOOKS": "tests.server.schemathesis_hooks"}
    environment = {**os.environ, **hooks, "PYTHONPATH": str(_HERE.parents[1])}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, cwd=folder
    )
    assert done.returncode == 0, done.stdout + done.stderr

"""The Dockerfile's own steps, run; then its entry point, as its user, where nothing is writable."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pathspec import GitIgnoreSpec

from tests.deploy.steps import Builder, Stage
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
TOKEN = "0123456789abcdef"
_PORT = "8000"


@dataclass(frozen=True)
class Image:
    """The image as a folder, and how a process is started in it."""

    stage: Stage
    port: int

    def command(self, words: list[str]) -> list[str]:
        """Return a command of the image for this machine, as the image's user."""
        port = [word.replace(_PORT, str(self.port)) for word in words]
        program = self.stage.root / "usr/local/bin" / port[0]
        return [*_as_user(self.stage.user), str(program), *map(self.stage.mapped, port[1:])]

    def start(self) -> subprocess.Popen[str]:
        """Start what the container would."""
        return subprocess.Popen(
            self.command([*self.stage.entry, *self.stage.arguments]),
            cwd=self.stage.path("."),
            env=self.stage.variables(),
            stderr=subprocess.PIPE,
            text=True,
        )

    def is_healthy(self) -> bool:
        """Tell what the health check's own command says."""
        done = subprocess.run(
            self.command(self.stage.health),
            env=self.stage.variables(),
            capture_output=True,
            check=False,
        )
        return done.returncode == 0


def _as_user(user: str) -> list[str]:
    """Return what starts a command as the image's user; nothing where this one is not root.

    Where others cannot reach this Python, as in root's home, the process may read everything; it
    still cannot write.
    """
    if os.geteuid() != 0:
        return []
    number, group = user.split(":")
    identity = [f"--reuid={number}", f"--regid={group}", "--clear-groups"]
    folders = [Path(sys.base_prefix), *Path(sys.base_prefix).parents]
    if all(folder.stat().st_mode & 0o001 for folder in folders):
        return ["setpriv", *identity]
    reading = "-all,+dac_read_search"
    return ["setpriv", *identity, f"--inh-caps={reading}", f"--ambient-caps={reading}"]


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    """The image, its tree without a right to write, its token where a secret is mounted."""
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to other users
        scratch = Path(folder).resolve()
        scratch.chmod(0o755)
        stage = Builder(ROOT, scratch).build(DOCKERFILE)
        token = stage.path("/run/secrets/tagengine-token")
        token.parent.mkdir(parents=True)
        token.write_text(f"{TOKEN}\n")
        if os.geteuid() == 0:
            os.chown(token, *map(int, stage.user.split(":")))
        token.chmod(0o400)
        paths = [stage.root, *stage.root.rglob("*")]
        for path in paths:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode & ~0o222)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        yield Image(stage, port)
        for path in paths:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)


def test_the_image_serves_as_an_ordinary_user_without_writing(image: Image) -> None:
    before = _tree(image.stage.root)
    server = image.start()
    try:
        until(lambda: image.is_healthy() or server.poll() is not None)
        assert server.poll() is None, server.stderr and server.stderr.read()
        status = Path(f"/proc/{server.pid}/status")
        if os.geteuid() == 0 and status.exists():
            assert f"Uid:\t{image.stage.user.split(':')[0]}\t" in status.read_text()
        assert _tags(image.port, TOKEN) == ["nosql", "database", "lib"]
        with pytest.raises(urllib.error.HTTPError, match="401"):
            _tags(image.port, "guessed")
    finally:
        server.send_signal(signal.SIGTERM)
        _, errors = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0, errors
    assert "Traceback" not in errors
    assert not image.is_healthy()
    assert _tree(image.stage.root) == before


def test_the_image_has_the_compiled_rules_of_its_user(image: Image) -> None:
    entry = next(image.stage.path("/var/cache/tagengine").glob("*.rules"))
    if os.geteuid() == 0:
        assert f"{entry.stat().st_uid}:{entry.stat().st_gid}" == image.stage.user
    assert image.stage.user.split(":")[0] not in ("0", "root")


def test_hadolint_finds_nothing() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(
        [hadolint, "--no-color", DOCKERFILE], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_builder_gets_what_is_copied_and_no_more() -> None:
    ignored = GitIgnoreSpec.from_lines(
        (DOCKERFILE.parent / "Dockerfile.dockerignore").read_text().splitlines()
    )
    sent = [
        "pyproject.toml",
        "uv.lock",
        "README.md",
        "LICENSE",
        "rules/api.yaml",
        "docs/schemas/a.json",
    ]
    assert not list(ignored.match_files([*sent, "tagengine/engine.py"]))
    kept_back = ["tests/support.py", ".git/config", "deploy/token.txt", "docs/cli.md"]
    assert sorted(ignored.match_files(kept_back)) == sorted(kept_back)


def _tags(port: int, token: str) -> list[str]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/tag",
        b"# Ember\n\nEmber is an embeddable key-value store for Rust.\n",
        {"Authorization": f"Bearer {token}", "Content-Type": "text/markdown"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return [tag["name"] for tag in json.load(answer)["tags"]]


def _tree(root: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in root.rglob("*")}

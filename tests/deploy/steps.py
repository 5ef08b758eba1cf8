"""A Dockerfile's steps run without a container engine: a folder stands for each stage's root.

A virtual environment in it stands for the base image's Python; absolute paths are those below the
folder. Only what the project's Dockerfile uses is known; anything else is an error.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import venv
from dataclasses import dataclass, field
from pathlib import Path

from dockerfile_parse import DockerfileParser

# A path from the root, wherever a word begins; not the inside of another path or of an address.
_ABSOLUTE = re.compile(r"""(?<![\w./:$])/(?=[a-z])""")
_OURS = ("PYTHON", "VIRTUAL_ENV", "TAGENGINE")


@dataclass
class Stage:
    """A stage while it is made, and what an image says of itself afterwards."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: str = "0:0"
    entry: list[str] = field(default_factory=list)
    arguments: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)

    def path(self, path: str) -> Path:
        """Return where a path of the image is; a relative one is below its working folder."""
        return self.root / Path(self.folder, path).relative_to("/")

    def mapped(self, text: str) -> str:
        """Return a command or value with the paths of the image as those of this machine."""
        return _ABSOLUTE.sub(f"{self.root}/", text)

    def variables(self) -> dict[str, str]:
        """Return the environment of a command: this machine's without Python's, and the image's."""
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(_OURS)
        }
        path = f"{self.root / 'usr/local/bin'}:{inherited['PATH']}"
        image = {name: self.mapped(value) for name, value in self.environment.items()}
        return {**inherited, "PATH": path, "PYTHONDONTWRITEBYTECODE": "1", **image}


@dataclass
class Builder:
    """Runs the steps of a Dockerfile; `context` is the folder that COPY copies from."""

    context: Path
    scratch: Path
    stages: dict[str, Stage] = field(default_factory=dict)

    def build(self, dockerfile: Path) -> Stage:
        """Return the last stage, made; raises `CalledProcessError` if a command fails."""
        stage = None
        for step in DockerfileParser(str(dockerfile)).structure:
            instruction, value = step["instruction"], step["value"]
            if instruction == "FROM":
                stage = self._from(value)
            elif instruction != "COMMENT":
                assert stage is not None
                getattr(self, f"_{instruction.lower()}")(stage, value)
        assert stage is not None
        return stage

    def _from(self, value: str) -> Stage:
        name = value.partition(" AS ")[2] or "last"
        root = self.scratch / name
        (root / "tmp").mkdir(parents=True)
        venv.create(root / "usr/local", with_pip=True)
        self.stages[name] = Stage(root)
        return self.stages[name]

    def _workdir(self, stage: Stage, value: str) -> None:
        stage.folder = value
        stage.path(".").mkdir(parents=True, exist_ok=True)

    def _copy(self, stage: Stage, value: str) -> None:
        words = value.split()
        options = dict(word[2:].split("=") for word in words if word.startswith("--"))
        *names, target = [word for word in words if not word.startswith("--")]
        origin = self.stages[options["from"]] if "from" in options else None
        for name in names:
            source = origin.path(name) if origin else self.context / name
            if source.is_dir():
                shutil.copytree(source, stage.path(target), dirs_exist_ok=True)
            else:
                shutil.copy(source, stage.path(target))
        if "chown" in options and os.geteuid() == 0:
            user, group = map(int, options["chown"].split(":"))
            target_path = stage.path(target)
            for path in (target_path, *target_path.rglob("*")):
                os.chown(path, user, group)

    def _run(self, stage: Stage, value: str) -> None:
        mounted = None
        if value.startswith("--mount="):
            mount, value = value.split(maxsplit=1)
            options = dict(part.split("=") for part in mount.removeprefix("--mount=").split(","))
            mounted = stage.path(options["target"])
            mounted.symlink_to(self.stages[options["from"]].path(options["source"]))
        command = ["/bin/sh", "-c", stage.mapped(value)]
        subprocess.run(command, cwd=stage.path("."), env=stage.variables(), check=True)
        if mounted is not None:
            mounted.unlink()

    def _env(self, stage: Stage, value: str) -> None:
        for word in shlex.split(value):
            name, _, content = word.partition("=")
            stage.environment[name] = content

    def _user(self, stage: Stage, value: str) -> None:
        stage.user = value

    def _expose(self, stage: Stage, value: str) -> None:
        """Do nothing: it is a note for the reader."""

    def _healthcheck(self, stage: Stage, value: str) -> None:
        stage.health = json.loads(value.partition("CMD ")[2])

    def _entrypoint(self, stage: Stage, value: str) -> None:
        stage.entry = json.loads(value)

    def _cmd(self, stage: Stage, value: str) -> None:
        stage.arguments = json.loads(value)

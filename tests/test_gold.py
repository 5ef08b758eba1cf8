"""The engine over real READMEs, where they are at hand: evidence exact, answers always the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tagengine import Engine
from tests.invariants import check_document, check_result
from tests.support import GOLD, SEED, needs_gold, needs_seed

ROOT = Path(__file__).resolve().parent.parent


@needs_gold
def test_every_contribution_over_gold_is_exact(engine: Engine) -> None:
    for line in GOLD.read_text("utf-8").splitlines():
        record = json.loads(line)
        result = engine.tag(record["readme"], id=record["id"])
        check_document(result.document)
        check_result(result)


@needs_seed
def test_the_seed_prompt_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    answers = set()
    for seed in ("0", "1", "random"):
        command = [sys.executable, str(ROOT / "cli.py"), "prompt", str(SEED)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
        answers.add(done.stdout)
    assert len(answers) == 1
    answer = json.loads(answers.pop())
    assert answer["id"] == "9129"
    assert answer["tags"][0] == {"id": 17, "name": "ai"}

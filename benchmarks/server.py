"""How fast `tagengine serve` answers a tagging prompt, how evenly, and with how much memory.

    apt-get install wrk
    python benchmarks/server.py request.txt

`request.txt` is a prompt as `tagengine prompt` takes it. For each number of connections wrk asks
`/v1/chat/completions` for some seconds; then for a minute (`--soak`) with 16 connections, with the
memory of all processes of the server before and after. Beside it stands what the same prompt takes
in this process, without HTTP. Processor time is told too, as a busy machine disturbs it little. All
on loopback.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tagengine.inputs.prompts.request import parse
from tagengine.server.workers import rules_in_use
from tagengine.server.workers.jobs import answer_prompt
from tagengine.server.workers.rules_in_use import Engines

CONNECTIONS = (1, 16, 64)
SOAK_CONNECTIONS = 16
WARM_UP = 5  # seconds
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
SCRIPT = """\
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
local file = io.open("{body}", "rb")
wrk.body = file:read("*a")
file:close()
"""


class Run(NamedTuple):
    """What wrk says: requests, those a second, milliseconds of the median and of 99 %, errors."""

    count: int
    rate: float
    median: float
    slow: float
    errors: int


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("prompt", type=Path)
    parser.add_argument("--seconds", type=int, default=10, help="for each number of connections")
    parser.add_argument("--soak", type=int, default=60, help="seconds")
    parser.add_argument("--workers", default="2,0", help="0: a thread of the server's process")
    asked = parser.parse_args()
    text = asked.prompt.read_text("utf-8")
    parse(text)
    print(in_process(text))
    with tempfile.TemporaryDirectory() as folder:
        script = write_script(Path(folder), text)
        for number, workers in enumerate(asked.workers.split(",")):
            measure(workers, script, asked.seconds, asked.soak if number == 0 else 0)
    print(in_process(text))


def in_process(text: str, times: int = 200) -> str:
    """Return what the job takes here, the medians of many, in words."""
    engines = Engines(rules_in_use.read(None, None))
    answer_prompt(engines, text)
    taken, used = [], []
    for _ in range(times):
        begun, begun_processor = time.perf_counter(), time.process_time()
        answer_prompt(engines, text)
        taken.append((time.perf_counter() - begun) * 1000)
        used.append((time.process_time() - begun_processor) * 1000)
    return (
        f"in this process: {statistics.median(taken):.2f} ms a prompt, "
        f"{statistics.median(used):.2f} ms of processor time (medians)"
    )


def write_script(folder: Path, text: str) -> Path:
    """Write the request, and the script that has wrk send it."""
    body = folder / "body.json"
    message = {"role": "user", "content": text}
    body.write_text(json.dumps({"model": "tagengine", "messages": [message]}), "utf-8")
    script = folder / "ask.lua"
    script.write_text(SCRIPT.format(body=body), "utf-8")
    return script


def measure(workers: str, script: Path, seconds: int, soak: int) -> None:
    """Start a server and print what wrk says of it."""
    log = script.parent / "log"
    command = [sys.executable, "-m", "tagengine", "serve", "--port", "0", "--workers", workers]
    with log.open("wb") as errors:
        server = subprocess.Popen([*command, "--log-format", "json"], stderr=errors)
    try:
        url = url_of(log, server)
        run(url, script, SOAK_CONNECTIONS, WARM_UP)
        print(f"\n{workers} workers; processor time a request: of the server, of its workers")
        print("connections  requests/s   p50 ms   p99 ms  errors  server ms  workers ms")
        for connections in CONNECTIONS:
            before_run = processor_time(server.pid)
            done = run(url, script, connections, seconds)
            used = [
                (now - then) / done.count
                for now, then in zip(processor_time(server.pid), before_run, strict=True)
            ]
            print(
                f"{connections:>11} {done.rate:>11.1f} {done.median:>8.1f} {done.slow:>8.1f} "
                f"{done.errors:>7} {used[0]:>10.2f} {used[1]:>11.2f}",
                flush=True,
            )
        if soak:
            before = memory_of(server.pid)
            done = run(url, script, SOAK_CONNECTIONS, soak)
            after = memory_of(server.pid)
            print(
                f"soak of {soak} s: {done.rate:.1f} requests/s, p99 {done.slow:.1f} ms, "
                f"{done.errors} errors, memory {before:.1f} MB before, {after:.1f} MB after"
            )
    finally:
        server.terminate()
        server.wait()


def url_of(log: Path, server: subprocess.Popen[bytes]) -> str:
    """Return the server's address, once it listens."""
    while server.poll() is None:
        for line in log.read_text("utf-8").splitlines():
            event = json.loads(line)
            if event["event"] == "listening":
                return str(event["url"])
        time.sleep(0.1)
    raise SystemExit(log.read_text("utf-8"))


def run(url: str, script: Path, connections: int, seconds: int) -> Run:
    """Run wrk with one thread."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "--latency"]
    command += ["-s", str(script), f"{url}/v1/chat/completions"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    count = re.search(r"(\d+) requests in", said)
    assert rate is not None, said
    assert count is not None, said
    errors = sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", said)))
    errors += sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", said)))
    return Run(int(count[1]), float(rate[1]), latency(said, 50), latency(said, 99), errors)


def latency(said: str, percent: int) -> float:
    """Return milliseconds from wrk's table."""
    found = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)", said)
    assert found is not None, said
    return float(found[1]) * UNITS[found[2]]


def memory_of(process_id: int) -> float:
    """Return the resident memory of a process and its children, in MB."""
    ids = [process_id, *children_of(process_id)]
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in ids)
    return pages * 4096 / 1e6


def processor_time(process_id: int) -> tuple[float, float]:
    """Return the milliseconds that a process has used, and those of its children together."""
    own, *others = (
        sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]))
        * 1000
        / os.sysconf("SC_CLK_TCK")
        for one in [process_id, *children_of(process_id)]
    )
    return own, sum(others)


def children_of(process_id: int) -> list[int]:
    """Return the ids of a process's children."""
    files = Path(f"/proc/{process_id}/task").glob("*/children")
    return [int(child) for file in files for child in file.read_text().split()]


if __name__ == "__main__":
    main()

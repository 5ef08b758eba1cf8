"""Tag rows on a local cluster of two executors, and kill one of them midway.

    python -m tests.batch.spark.cluster TAGS.parquet [COPIES]

Writes the tags of the test rows, repeated COPIES times, as Parquet, and prints what happened as
JSON: `killed` (the process), `after` (tasks that were done then) and `tasks`. A process of its own,
since Spark's Java machine keeps its first master for good.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import tagengine.batch.spark
from tests.batch.spark import sessions

if TYPE_CHECKING:
    from pyspark import SparkContext

MASTER = "local-cluster[2,1,1024]"  # two executors with a core and 1024 MiB each
TASKS = 12


def executors(application: str) -> list[int]:
    """Return the processes of an application's executors, by what /proc says of them."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                command = (folder / "cmdline").read_bytes()
            except OSError:  # it has ended meanwhile
                continue
            if b"CoarseGrainedExecutorBackend" in command and application.encode() in command:
                found.append(int(folder.name))
    return sorted(found)


def kill_one(context: SparkContext, said: dict[str, object]) -> None:
    """Kill an executor once a task is done, and note it in `said`."""
    tracker = context.statusTracker()
    while True:  # at most as long as the program
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        for stage in stages:
            running = executors(context.applicationId or "?")
            if stage and stage.numTasks == TASKS and stage.numCompletedTasks and len(running) == 2:
                os.kill(running[0], signal.SIGKILL)
                said |= {"killed": running[0], "after": stage.numCompletedTasks}
                return
        time.sleep(0.02)


def main(output: str, copies: int = 1) -> int:
    """Run the program; exit code 1 where no executor was killed midway."""
    session = sessions.start(MASTER)
    rows = [
        (f"{copy}-{id_}", *fields) for copy in range(copies) for id_, *fields in sessions.rows()
    ]
    frame = session.sparkContext.parallelize(rows, TASKS).toDF(sessions.SCHEMA)
    said: dict[str, object] = {"tasks": TASKS}
    killer = threading.Thread(target=kill_one, args=(session.sparkContext, said), daemon=True)
    killer.start()
    tagengine.batch.spark.tag(frame, evidence="top").write.parquet(output)
    killer.join(1)
    print(json.dumps(said))
    session.stop()
    return 0 if "killed" in said else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))

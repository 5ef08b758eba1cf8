"""Workers: bounded in number and time; what is large leaves room for what is small."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.server.limits import Limits
from tagengine.server.problems import RequestError
from tagengine.server.workers import jobs, rules_in_use
from tagengine.server.workers.jobs import Refusal
from tagengine.server.workers.rules_in_use import Engines, RulesInUse
from tagengine.server.workers.workers import Workers

LIMITS = Limits(large=100, waiting=2)
IMPATIENT = replace(LIMITS, tagging=4)


@pytest.fixture
def rules_read(folder: Path) -> RulesInUse:
    """Rules of three tags."""
    return rules_in_use.read(str(folder), None)


def sleep(_: Engines, seconds: float) -> float:
    """Be a job that takes so many seconds."""
    time.sleep(seconds)
    return seconds


def crash(_: Engines) -> None:
    """Be a job that ends its worker."""
    os._exit(1)


def number_of(_: Engines) -> int:
    """Return the id of the worker's process."""
    return os.getpid()


def test_a_job_that_takes_too_long_is_ended_and_others_are_done(rules_read: RulesInUse) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 2, IMPATIENT)
        await workers.start()
        late = asyncio.create_task(workers.run(sleep, 600.0, size=1))
        await asyncio.sleep(3.5)
        # Is lost with the late one's workers after half a second, and done again.
        beside = asyncio.create_task(workers.run(sleep, 1.0, size=1))
        with pytest.raises(RequestError) as caught:
            await late
        assert (caught.value.status, str(caught.value)) == (
            503,
            "the document took longer than 4 seconds",
        )
        assert await beside == 1.0
        workers.close()

    asyncio.run(go())


def test_a_job_that_breaks_its_worker_again_and_again_is_given_up(rules_read: RulesInUse) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 1, LIMITS)
        await workers.start()
        with pytest.raises(RequestError) as caught:
            await workers.run(crash, size=1)
        assert str(caught.value) == "the worker broke down several times over this request"
        assert await workers.run(sleep, 0.0, size=1) == 0.0
        workers.close()

    asyncio.run(go())


def test_the_queue_is_bounded_in_length_and_time(rules_read: RulesInUse) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 1, replace(LIMITS, turn=1.2))
        await workers.start()
        busy = asyncio.create_task(workers.run(sleep, 2.0, size=1))
        await asyncio.sleep(0.05)
        waiting = [asyncio.create_task(workers.run(sleep, 0.0, size=1)) for _ in range(2)]
        patient = asyncio.create_task(workers.run(sleep, 0.0, size=1, patient=True))
        await asyncio.sleep(0.05)
        with pytest.raises(RequestError) as caught:
            await workers.run(sleep, 0.0, size=1)
        assert caught.value.status == 429
        for task in waiting:
            with pytest.raises(RequestError) as caught:
                await task
            assert str(caught.value) == "no worker was free within 1.2 seconds"
        assert [await busy, await patient] == [2.0, 0.0]
        assert workers.waiting == 0
        workers.close()

    asyncio.run(go())


def test_large_documents_leave_a_worker_free(rules_read: RulesInUse) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 2, LIMITS)
        await workers.start()
        large = [asyncio.create_task(workers.run(sleep, 1.5, size=100)) for _ in range(2)]
        await asyncio.sleep(0.05)
        await workers.run(sleep, 0.0, size=99)
        assert not large[0].done()
        assert await large[0] == 1.5
        await workers.run(sleep, 0.0, size=99)
        assert not large[1].done()
        assert await large[1] == 1.5
        workers.close()

    asyncio.run(go())


def test_workers_that_are_closed_finish_what_is_in_use(rules_read: RulesInUse) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 1, LIMITS)
        await workers.start()
        begun = [asyncio.create_task(workers.run(sleep, 0.1, size=1)) for _ in range(3)]
        await asyncio.sleep(0.02)
        workers.close()
        assert await asyncio.gather(*begun) == [0.1, 0.1, 0.1]

    asyncio.run(go())


def test_a_mistake_of_the_request_comes_back_as_a_refusal(rules_read: RulesInUse) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 1, LIMITS)
        await workers.start()
        refusal = await workers.run(jobs.answer_prompt, "Hello!", size=1)
        assert isinstance(refusal, Refusal)
        assert refusal.kind == "PromptError"
        assert await workers.run(number_of, size=1) != os.getpid()
        workers.close()

    asyncio.run(go())


def test_engines_for_vocabularies_are_kept_a_few(rules_read: RulesInUse) -> None:
    engines = Engines(rules_read)
    vocabularies = [Vocabulary([Tag(number, "database")]) for number in range(5)]
    first = engines.for_vocabulary(vocabularies[0])
    assert engines.for_vocabulary(Vocabulary([Tag(0, "database")])) is first
    for vocabulary in vocabularies[1:]:
        engines.for_vocabulary(vocabulary)
    assert engines.for_vocabulary(vocabularies[0]) is not first
    assert engines.for_vocabulary(vocabularies[0]).rule_set.vocabulary[0].id == 0

"""Workers: bounded in number and time; what is large leaves room for what is small."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tagengine.inputs.prompts.messages import Message
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.server.limits import Limits
from tagengine.server.problems import RequestError
from tagengine.server.workers import jobs, rules_in_use
from tagengine.server.workers.jobs import Refusal
from tagengine.server.workers.rules_in_use import Engines, RulesInUse
from tagengine.server.workers.workers import Workers
from tests.server.workers.waiting import begun, crash, hold, let_go, number_of

LIMITS = Limits(large=100, waiting=2)


@pytest.fixture
def rules_read(folder: Path) -> RulesInUse:
    """Rules of three tags."""
    return rules_in_use.read(str(folder), None)


def test_a_job_that_takes_too_long_is_ended_and_others_are_done(
    rules_read: RulesInUse, tmp_path: Path
) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 2, replace(LIMITS, tagging=1))
        await workers.start()
        late = asyncio.create_task(workers.run(hold, tmp_path, "late", size=1))
        await begun(tmp_path, "late")
        workers.limits = LIMITS
        beside = asyncio.create_task(workers.run(hold, tmp_path, "beside", size=1))
        with pytest.raises(RequestError) as caught:
            await late
        assert (caught.value.status, str(caught.value)) == (
            503,
            "the document took longer than 1 seconds",
        )
        let_go(tmp_path, "beside")
        assert await beside == "beside"
        workers.close()

    asyncio.run(go())


def test_a_job_that_breaks_its_worker_again_and_again_is_given_up(rules_read: RulesInUse) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 1, LIMITS)
        await workers.start()
        with pytest.raises(RequestError) as caught:
            await workers.run(crash, size=1)
        assert str(caught.value) == "the worker died several times on this request"
        assert await workers.run(number_of, size=1)
        workers.close()

    asyncio.run(go())


def test_the_queue_is_bounded_in_length(rules_read: RulesInUse, tmp_path: Path) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 1, LIMITS)
        await workers.start()
        names = ["busy", "first", "second"]
        busy, *waiting = (
            asyncio.create_task(workers.run(hold, tmp_path, name, size=1)) for name in names
        )
        patient = asyncio.create_task(workers.run(number_of, size=1, patient=True))
        await begun(tmp_path, "busy")
        assert workers.waiting == 3
        with pytest.raises(RequestError) as caught:
            await workers.run(number_of, size=1)
        assert caught.value.status == 429
        let_go(tmp_path, *names)
        assert await asyncio.gather(busy, *waiting) == names
        assert await patient
        assert workers.waiting == 0
        workers.close()

    asyncio.run(go())


def test_the_queue_is_bounded_in_time(rules_read: RulesInUse, tmp_path: Path) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 1, replace(LIMITS, turn=0.1))
        await workers.start()
        busy = asyncio.create_task(workers.run(hold, tmp_path, "busy", size=1))
        await begun(tmp_path, "busy")
        patient = asyncio.create_task(workers.run(number_of, size=1, patient=True))
        with pytest.raises(RequestError) as caught:
            await workers.run(number_of, size=1)
        assert str(caught.value) == "no worker was free within 0.1 seconds"
        let_go(tmp_path, "busy")
        assert await busy == "busy"
        assert await patient
        workers.close()

    asyncio.run(go())


def test_large_documents_leave_a_worker_free(rules_read: RulesInUse, tmp_path: Path) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 2, LIMITS)
        await workers.start()
        first, second = (
            asyncio.create_task(workers.run(hold, tmp_path, name, size=100))
            for name in ("first", "second")
        )
        await begun(tmp_path, "first")
        assert await workers.run(number_of, size=99)
        let_go(tmp_path, "first")
        assert await first == "first"
        await begun(tmp_path, "second")
        assert await workers.run(number_of, size=99)
        let_go(tmp_path, "second")
        assert await second == "second"
        workers.close()

    asyncio.run(go())


def test_workers_that_are_closed_finish_what_is_in_use(
    rules_read: RulesInUse, tmp_path: Path
) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 1, LIMITS)
        await workers.start()
        names = ["first", "second", "third"]
        tasks = [asyncio.create_task(workers.run(hold, tmp_path, name, size=1)) for name in names]
        await begun(tmp_path, "first")
        workers.close()
        let_go(tmp_path, *names)
        assert await asyncio.gather(*tasks) == names

    asyncio.run(go())


def test_a_mistake_of_the_request_comes_back_as_a_refusal(rules_read: RulesInUse) -> None:
    async def go() -> None:
        workers = Workers(rules_read, 1, LIMITS)
        await workers.start()
        refusal = await workers.run(jobs.answer_prompt, [Message("user", "Hello!")], size=1)
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

"""What a server holds: where its rules come from, and the workers that tag by them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from tagengine.errors import TagEngineError
from tagengine.server.event_log import EventLog
from tagengine.server.limits import Limits, usual_workers
from tagengine.server.metrics import Metrics
from tagengine.server.workers import rules_in_use
from tagengine.server.workers.workers import Workers


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is to be.

    `rules`, `vocabulary` and `min_confidence` are as for `tagengine tag`; `token` is what requests
    must bring (None: nothing); `hosts` are the names that the Host header may have (None: any);
    `workers` is the number of processes that tag, 0 for a thread of the server's own; `edit` is the
    folder whose rule files the playground may write, `corpus` what it tries edited rules on.
    """

    rules: str | None = None
    vocabulary: str | None = None
    min_confidence: int = 0
    token: str | None = None
    hosts: frozenset[str] | None = None
    workers: int = field(default_factory=usual_workers)
    limits: Limits = field(default_factory=Limits)
    edit: str | None = None
    corpus: str | None = None


class ServerState:
    """A server's rules and workers; both are replaced together, or not at all."""

    def __init__(self, settings: Settings, log: EventLog | None = None) -> None:
        self.settings = settings
        self.log = log or EventLog()
        self.metrics = Metrics()
        self.is_stopping = False
        self.reload_failed = False
        self.connections = 0
        self.closing: list[Callable[[], None]] = []
        self._reloading = asyncio.Lock()
        self._workers: Workers | None = None
        self._before: Workers | None = None

    @property
    def workers(self) -> Workers:
        """The workers of the rules in use; take them once a request, so that it has one set."""
        assert self._workers is not None  # noqa: S101 -- `start` comes first
        return self._workers

    @property
    def has_started(self) -> bool:
        """Return whether there are rules and workers, dead or alive."""
        return self._workers is not None

    @property
    def is_ready(self) -> bool:
        """Return whether there are workers that live, and will be."""
        return self._workers is not None and self._workers.is_up and not self.is_stopping

    async def start(self) -> None:
        """Read the rules and start the workers; raises `TagEngineError` if the rules are wrong."""
        async with self._reloading:
            self._workers = await self._new_workers()
        rule_set = self._workers.rules.tagging
        self.metrics.of_rules(rule_set)
        self.log.write("ready", rules=len(rule_set.rules), fingerprint=rule_set.fingerprint)

    async def reload(self) -> bool:
        """Read the rules again and tag by them from now on, or keep the old ones if they are wrong.

        What is in flight is finished by the rules that it began with, unless they change once more:
        no more than one set of workers is kept for it. Returns whether all is well.
        """
        async with self._reloading:
            try:
                new = await self._new_workers()
            except (TagEngineError, OSError, RuntimeError, MemoryError) as error:
                self.reload_failed = True
                self.metrics.reloads.labels("failed").inc()
                kept = self.workers.rules.tagging.fingerprint
                self.log.write(
                    "rules-kept",
                    level="error",
                    problem=str(error) or type(error).__name__,
                    fingerprint=kept,
                )
                return False
            if self._before is not None:
                self._before.outdate()
            self._before, self._workers = self.workers, new
            self._before.close()
            self.reload_failed = False
            self.metrics.reloads.labels("done").inc()
            rule_set = new.rules.tagging
            self.metrics.of_rules(rule_set)
            count = len(rule_set.rules)
            self.log.write("rules-reloaded", rules=count, fingerprint=rule_set.fingerprint)
            return True

    def close(self) -> None:
        """Let the workers end, and what others said should."""
        for workers in (self._before, self._workers):
            if workers is not None:
                workers.close()
        for close in self.closing:
            close()

    async def _new_workers(self) -> Workers:
        settings = self.settings
        rules = await asyncio.to_thread(
            rules_in_use.read, settings.rules, settings.vocabulary, settings.min_confidence
        )
        workers = Workers(rules, settings.workers, settings.limits)
        try:
            await workers.start()
        except BaseException:
            workers.close()
            raise
        return workers

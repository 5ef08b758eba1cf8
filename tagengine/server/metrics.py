"""A server's figures, in the form of Prometheus."""

from __future__ import annotations

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from tagengine.rules.rule_set import RuleSet
from tagengine.version import __version__

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# One series more for each, which says nothing that the others do not.
disable_created_metrics()  # type: ignore[no-untyped-call]

_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)


class Metrics:
    """The figures of one server; `docs/server.md` says what each means."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "tagengine_requests",
            "Requests answered.",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self.seconds = Histogram(
            "tagengine_request_seconds",
            "Time from a request's head to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.in_flight = Gauge(
            "tagengine_requests_in_flight", "Requests being answered.", registry=self._registry
        )
        self.connections = Gauge(
            "tagengine_connections", "Open connections.", registry=self._registry
        )
        self.waiting = Gauge(
            "tagengine_jobs_waiting", "Jobs that wait for a worker.", registry=self._registry
        )
        self.reloads = Counter(
            "tagengine_rules_reloads", "Reloads of the rules.", ("result",), registry=self._registry
        )
        self._rules = Info("tagengine_rules", "The rules in use.", registry=self._registry)
        for result in ("done", "failed"):
            self.reloads.labels(result)
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)

    def of_rules(self, rule_set: RuleSet) -> None:
        """Tell which rules are in use."""
        self._rules.info({"fingerprint": rule_set.fingerprint, "engine": __version__})

    def text(self) -> bytes:
        """Return all figures, in the text format of Prometheus."""
        return generate_latest(self._registry)

"""A whole batch: from the input to the output, or to a point from which it can go on."""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tagengine.batch.plan import Plan, Reader
from tagengine.batch.reading.documents import Outcome, RawDocument, chunks
from tagengine.batch.workers.pool import Pool
from tagengine.batch.workers.remembered import Remembered, cache_in
from tagengine.batch.workers.stopping import Stopped, Stopping
from tagengine.batch.workers.tagging import Pair, tag_all, window_of
from tagengine.batch.workers.worker import Job
from tagengine.batch.writing import rows
from tagengine.batch.writing.journal import Point
from tagengine.batch.writing.sinks import Sink
from tagengine.errors import DocumentError, FileError, TagEngineError, UsageError, reason
from tagengine.rules import sources as rule_sources
from tagengine.rules.rule_set import RuleSet
from tagengine.system.progress import Bar


@dataclass(slots=True)
class Summary:
    """What became of a run.

    `point` is how far it came, `before` how far an earlier run had come; `kept` is how many rows
    the cache had; `errors` the file of errors, if there is one; `stopped` by which signal it ended
    early; `was_complete` that there was nothing to do.
    """

    point: Point = field(default_factory=Point)
    before: int = 0
    kept: int = 0
    errors: Path | None = None
    stopped: signal.Signals | None = None
    was_complete: bool = False


@dataclass(slots=True)
class Batch:
    """One run of a plan; `load` is called when the rules are needed.

    `bar` shows how far it is, `count` is told of each row that was written, `warn` of a document
    that was read, but not as it is, or of an error. `run` raises `TagEngineError` where the run
    cannot begin or go on; what was done until then is kept, and the message says so.
    """

    plan: Plan
    load: Callable[[], RuleSet]
    bar: Bar
    count: Callable[[bytes], None]
    warn: Callable[[str], None]
    _loaded: RuleSet | None = None
    _point: Point = field(default_factory=Point)
    _kept: int = 0

    def run(self) -> Summary:
        """Do all that is left to do; return what became of it."""
        plan = self.plan
        if plan.is_complete():
            return Summary(was_complete=True)
        with ExitStack() as stack:
            reader = plan.reader()
            stack.callback(reader.close)
            if plan.cache is None:
                self._rule_set()  # mistakes in the rules are told before anything is made
            sink = plan.sink(self._has_text_ids, self.warn)
            stack.callback(sink.close)
            self._point = sink.open()
            summary = Summary(before=self._point.documents, errors=plan.errors_path)
            stopping = stack.enter_context(Stopping())
            try:
                if not self._point.is_finished:
                    self.bar.begin(lambda: reader.size)
                    self._tag(reader, sink, stopping)
                with self._writing():
                    sink.finish(self._point)
            except Stopped as stop:
                self._keep(sink)
                summary.stopped = stop.signal
            except TagEngineError as error:
                self._keep(sink)
                raise self._with_way_on(error, sink) from None
            summary.point = (summary.stopped and sink.saved) or self._point
        summary.kept = self._kept
        return summary

    def _tag(self, reader: Reader, sink: Sink, stopping: Stopping) -> None:
        """Tag what is left of the input."""
        documents = iter(reader)
        with stopping.waiting():
            self._pass_over(documents)
        with ExitStack() as stack:
            workers = stack.enter_context(Pool(self._job, self.plan.workers))
            window = window_of(self.plan.workers)
            groups = tag_all(chunks(documents), workers, window, self._remembered(stack))
            while True:
                with stopping.waiting():
                    pairs = next(groups, None)
                if pairs is None:
                    return
                with self._writing():
                    self._take_all(pairs, sink)
                    sink.save()

    def _pass_over(self, documents: Iterator[RawDocument]) -> None:
        """Read again what was done by an earlier run; raises `UsageError` if it is not the same."""
        digest = ""
        for _ in range(self._point.documents):
            document = next(documents, None)
            if document is None:
                break
            digest = _chained(digest, document)
        if digest != self._point.digest:
            raise UsageError(
                f"{self.plan.output}: not resumed, because the documents of {self.plan.input} "
                "have changed since (restore them, or start again with --overwrite)"
            )

    def _take_all(self, pairs: Iterable[Pair], sink: Sink) -> None:
        position = 0
        for document, outcome in pairs:
            self._take(document, outcome, sink)
            position = document.position
        self.bar.advance(position, self._point.documents)

    def _take(self, document: RawDocument, outcome: Outcome, sink: Sink) -> None:
        """Write down what came of a document; raises `DocumentError` if that ends the run."""
        point = self._point
        if outcome.row is not None and (problem := sink.add_row(outcome.row, document)):
            outcome = Outcome(None, error=f"{document.place}: {problem}")
        if outcome.error is not None:
            if self.plan.strict:
                raise DocumentError(outcome.error)
            sink.add_error(document, outcome)
        if outcome.row is not None:
            self.count(outcome.row)
        for warning in outcome.warnings:
            self.warn(warning)
        self._kept += outcome.was_kept
        self._point = Point(
            point.documents + 1,
            _chained(point.digest, document),
            point.tags + outcome.tags,
            point.errors + (outcome.error is not None),
        )
        sink.note(self._point)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Say of which file it is that something cannot be written."""
        try:
            yield
        except BrokenPipeError:  # the reader of a pipe has seen enough
            raise
        except OSError as error:
            why = f"cannot be written: {reason(error)}"
            raise FileError(self.plan.output, why) from None

    def _keep(self, sink: Sink) -> None:
        """Note how far the run came; if that is not possible, the last note stands."""
        with suppress(TagEngineError, OSError):
            sink.save(at_once=True)

    def _with_way_on(self, error: TagEngineError, sink: Sink) -> TagEngineError:
        """Return the error with what is safe and how to go on, if something is."""
        if (
            isinstance(error, UsageError)
            or len(error.lines) != 1
            or not (sink.saved and sink.saved.documents)
        ):
            return error
        done = sink.saved.documents
        plural = "documents are" if done != 1 else "document is"
        return TagEngineError(f"{error}; {done:,} {plural} done (--resume continues)")

    def _rule_set(self) -> RuleSet:
        """Load the rules, once."""
        if self._loaded is None:
            before = rule_sources.identity(self.plan.rules, self.plan.vocabulary)
            self._loaded = self.load()
            if rule_sources.identity(self.plan.rules, self.plan.vocabulary) != before:
                raise TagEngineError("the rules changed while they were read (run again)")
        return self._loaded

    def _job(self) -> Job:
        plan = self.plan
        return Job(self._rule_set(), plan.evidence, plan.max_tags, plan.max_bytes)

    def _has_text_ids(self) -> bool:
        return rows.has_text_ids(self._rule_set().vocabulary)

    def _remembered(self, stack: ExitStack) -> Remembered | None:
        if self.plan.cache is None:
            return None
        results = stack.enter_context(cache_in(self.plan.cache))
        return Remembered(results, self.plan.context())


def _chained(digest: str, document: RawDocument) -> str:
    """Return the digest of some documents and one more, in hexadecimal digits."""
    place = document.place.encode("utf-8", "surrogatepass")
    return hashlib.sha256(bytes.fromhex(digest) + document.digest + place).hexdigest()

"""What a worker does for a request: a function of the engines and of what the request says.

A job returns text that is ready to send. A worker is another process as a rule, so what goes in
and out can be pickled, and an error that the request caused comes back as a `Refusal`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tagengine.document.record import Record
from tagengine.errors import TagEngineError
from tagengine.evidence import audit_json
from tagengine.inputs import records
from tagengine.inputs.files import DEFAULT_LIMIT
from tagengine.inputs.prompts import answer_forms, answer_schemas, messages
from tagengine.inputs.prompts import request as requests
from tagengine.inputs.prompts.messages import Message
from tagengine.reporting import as_json
from tagengine.server.workers.rules_in_use import Engines

Job = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error that the request caused: the message for the user, and the error's class."""

    message: str
    kind: str


def perform(job: Job, engines: Engines, arguments: tuple[Any, ...]) -> Any:
    """Return what a job returns, or a `Refusal` for a `TagEngineError`."""
    try:
        return job(engines, *arguments)
    except TagEngineError as error:
        return Refusal(str(error), type(error).__name__)


def tag(engines: Engines, record: Record, max_tags: int | None, tags_as: str) -> str:
    """Return the line that `tagengine tag` prints of a record."""
    result = engines.engine.tag_record(record, max_tags=max_tags)
    return as_json.line(as_json.tags(result, tags_as))


def explain(engines: Engines, record: Record, max_tags: int | None, tag_name: str | None) -> str:
    """Return the audit that `tagengine explain --format json` prints, or what is said of a tag."""
    explanation = engines.engine.explain_record(record, max_tags=max_tags)
    if tag_name is None:
        return as_json.line(audit_json.data(explanation.audit))
    return as_json.line(audit_json.why(explanation, explanation.why(tag_name)))


def answer_prompt(
    engines: Engines, asked: Sequence[Message], schema: Any = None, is_strict: bool = False
) -> str:
    """Return what `tagengine prompt` prints for a request written for a language model.

    With a JSON schema the answer fits it; one that is not strict may be left aside.
    """
    request = messages.parse(asked, schema)
    engine = engines.for_vocabulary(request.vocabulary)
    answers = [
        engine.tag_record(records.cut(one, DEFAULT_LIMIT), max_tags=request.max_tags).tags
        for one in request.records
    ]
    if schema is None:
        return requests.fill_in(request, answers)
    given = answer_schemas.filled(request, answers, schema, is_strict=is_strict)
    return answer_forms.written(given)


def be_ready(engines: Engines) -> None:
    """Tag something, so that all that is made at the first use is there for the first request."""
    engines.engine.explain("# Tide\n\nTide is a database.\n\n- fast\n")

"""tagengine's own routes: a record in, its tags or the whole account out, as the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tagengine.document.record import Record
from tagengine.errors import RecordError, VocabularyError
from tagengine.inputs import records
from tagengine.inputs.files import DEFAULT_LIMIT, beginning
from tagengine.rules.vocabulary import tag_as
from tagengine.server.http import bodies, queries, schemas
from tagengine.server.problems import RequestError, json_response, json_text
from tagengine.server.state import ServerState
from tagengine.server.workers import jobs
from tagengine.server.workers.jobs import Refusal
from tagengine.version import __version__


def state_of(request: Request) -> ServerState:
    """Return the state of the server that a request has come to."""
    state: ServerState = request.app.state.server
    return state


async def tag(request: Request) -> Response:
    """Answer with the line that `tagengine tag` prints."""
    asked = queries.read(request, "max_tags", "tags_as", "id")
    record, size = await _record(request, asked["id"])
    workers = state_of(request).workers
    done = await workers.run(jobs.tag, record, asked["max_tags"], asked["tags_as"], size=size)
    return json_text(accepted(done))


async def explain(request: Request) -> Response:
    """Answer with the audit, or with what is reported about one tag."""
    asked = queries.read(request, "max_tags", "tag", "id")
    record, size = await _record(request, asked["id"])
    workers = state_of(request).workers
    done = await workers.run(jobs.explain, record, asked["max_tags"], asked["tag"], size=size)
    return json_text(accepted(done))


async def vocabulary(request: Request) -> Response:
    """Answer with the tags to tag from, in the owner's order."""
    queries.read(request)
    rule_set = state_of(request).workers.rules.tagging
    tags = [{**tag_as(tag), "scope": tag.scope} for tag in rule_set.vocabulary]
    return json_response({"tags": tags})


async def rules(request: Request) -> Response:
    """Answer with what rules are in use."""
    queries.read(request)
    state = state_of(request)
    rule_set = state.workers.rules.tagging
    counts = [0] * len(rule_set.vocabulary)
    for rule in rule_set.rules:
        counts[rule.tag] += 1
    return json_response(
        {
            "fingerprint": rule_set.fingerprint,
            "engine": __version__,
            "folder": rule_set.origin,
            "reload_failed": state.reload_failed,
            "rules": len(rule_set.rules),
            "tags": [
                {**tag_as(tag), "rules": count}
                for tag, count in zip(rule_set.vocabulary, counts, strict=True)
            ],
        }
    )


async def healthz(request: Request) -> Response:
    """Answer that the process lives."""
    failed = state_of(request).reload_failed
    return json_response({"status": "ok", "engine": __version__, "reload_failed": failed})


async def readyz(request: Request) -> Response:
    """Answer whether requests are taken: not while the server starts or stops."""
    is_ready = state_of(request).is_ready
    return json_response({"ready": is_ready}, 200 if is_ready else 503)


def accepted(done: str | Refusal) -> str:
    """Return a job's text; raises `RequestError` if the job refused the request."""
    if isinstance(done, Refusal):
        if done.kind == VocabularyError.__name__:
            raise RequestError(404, "no_such_tag", done.message, param="tag")
        raise RequestError(422, "cannot_be_tagged", done.message)
    return done


def record_of(data: Any, default_id: str) -> Record:
    """Return the record in JSON data, each text cut as the command line does.

    Raises `RequestError` 422 naming what is wrong.
    """
    schemas.check("record", data)
    try:
        record = records.from_data({"id": default_id, **data}, "the record")
    except RecordError as error:
        raise RequestError(422, "invalid_record", str(error)) from None
    return records.cut(record, DEFAULT_LIMIT)


async def _record(request: Request, document_id: str | None) -> tuple[Record, int]:
    """Return the record in a body, JSON or Markdown, and the body's size in bytes."""
    media_type = bodies.check_media_type(request, bodies.JSON, bodies.MARKDOWN)
    content = await bodies.read(request, state_of(request).settings.limits)
    text = bodies.text_of(content)
    if media_type == bodies.MARKDOWN:
        if len(content) > DEFAULT_LIMIT:
            text = beginning(content, DEFAULT_LIMIT).decode("utf-8-sig", "replace")
        return Record(document_id or "", readme=text), len(content)
    record = record_of(bodies.json_of(text), "")
    return record if document_id is None else replace(record, id=document_id), len(content)

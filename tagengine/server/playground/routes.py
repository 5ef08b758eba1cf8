"""The routes of the playground: the page, its files, and what the page asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from tagengine.errors import TagEngineError
from tagengine.server.http import access, bodies
from tagengine.server.playground import jobs, page, requests
from tagengine.server.playground.jobs import Folders
from tagengine.server.problems import RequestError, json_text, unavailable
from tagengine.server.state import ServerState
from tagengine.server.workers.jobs import Job, Refusal
from tagengine.server.workers.worker import WorkerLostError
from tagengine.server.workers.workers import Workers

Asked = TypeVar("Asked")

_ASSETS = "/playground/static"
PUBLIC = ("/", *(f"{_ASSETS}/{name}" for name in page.ASSETS))
"""Paths that anyone may see: the page itself, which asks for a token where one is needed."""


def routes(state: ServerState) -> list[BaseRoute]:
    """Return the routes for a server; there is none that writes unless `edit` names a folder."""
    desk = Desk(state)
    found: list[BaseRoute] = [
        Route("/", _page),
        Route(f"{_ASSETS}/{{name}}", _asset),
        Route("/playground/rules", desk.rule_files),
        Route("/playground/rules/{name:path}", desk.rule_file),
        Route("/playground/documents", desk.documents),
        Route("/playground/documents/{number:int}", desk.document),
        Route("/playground/evaluate", desk.evaluate, methods=["POST"]),
        Route("/playground/effect", desk.effect, methods=["POST"]),
        Route("/playground/difference", desk.difference, methods=["POST"]),
    ]
    if state.settings.edit is not None:
        found.append(Route("/playground/save", desk.save, methods=["POST"]))
    return found


class Desk:
    """What the page asks for, done by a worker of the playground's own for the rules in use."""

    def __init__(self, state: ServerState) -> None:
        settings = state.settings
        self._state = state
        self._folders = Folders(settings.rules, settings.corpus, settings.edit)
        self._workers: Workers | None = None
        self._starting = asyncio.Lock()
        state.closing.append(self.close)

    async def rule_files(self, _: Request) -> Response:
        """Answer with what the page needs to begin with."""
        return json_text(await self._run(jobs.rule_files))

    async def rule_file(self, request: Request) -> Response:
        """Answer with the text of a rule file."""
        return json_text(await self._run(jobs.rule_file, request.path_params["name"]))

    async def documents(self, _: Request) -> Response:
        """Answer with the list of the corpus."""
        return json_text(await self._run(jobs.documents))

    async def document(self, request: Request) -> Response:
        """Answer with a document of the corpus."""
        return json_text(await self._run(jobs.document, request.path_params["number"]))

    async def evaluate(self, request: Request) -> Response:
        """Answer with the tags of a document by drafts of rules, and all that led to them."""
        asked = _read(requests.evaluation, await self._json(request))
        return json_text(await self._run(jobs.evaluate, asked))

    async def effect(self, request: Request) -> Response:
        """Answer with what drafts do to the corpus."""
        asked = _read(requests.drafts, await self._json(request))
        return json_text(await self._run(jobs.effect, asked))

    async def difference(self, request: Request) -> Response:
        """Answer with drafts as a unified diff."""
        asked = _read(requests.drafts, await self._json(request))
        text = await self._run(jobs.difference, asked)
        return PlainTextResponse(text.encode("utf-8", "replace"))

    async def save(self, request: Request) -> Response:
        """Write a rule file, tag by it from now on, and answer with it."""
        access.check_origin(request)
        asked = _read(requests.saving, await self._json(request))
        saved = await self._run(jobs.save, asked)
        await self._state.reload()
        return json_text(saved)

    def close(self) -> None:
        """Let the worker end."""
        if self._workers is not None:
            self._workers.close()

    async def _json(self, request: Request) -> Any:
        return await bodies.read_json(request, self._state.settings.limits)

    async def _run(self, job: Job, *arguments: Any) -> str:
        """Return what a job returns; raises `RequestError` 422 if it refuses the request."""
        worker = await self._worker()
        done = await worker.run(job, self._folders, *arguments, size=0)
        if isinstance(done, Refusal):
            raise RequestError(422, "cannot_be_done", done.message)
        text: str = done
        return text

    async def _worker(self) -> Workers:
        """Return the worker for the rules in use, a new one if they were read again."""
        settings = self._state.settings
        async with self._starting:
            rules = self._state.workers.rules
            if self._workers is None or self._workers.rules is not rules:
                new = Workers(rules, min(settings.workers, 1), settings.limits)
                try:
                    await new.start()
                except WorkerLostError as error:
                    raise unavailable(str(error)) from None
                except BaseException:
                    new.close()
                    raise
                self.close()
                self._workers = new
            return self._workers


async def _page(_: Request) -> Response:
    text, policy = page.document()
    return Response(text, headers={"content-security-policy": policy}, media_type="text/html")


async def _asset(request: Request) -> Response:
    found = page.assets().get(request.path_params["name"])
    if found is None:
        raise RequestError(404, "not_found", "the playground has no such file")
    headers = {"etag": found.tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    return Response(found.content, headers=headers, media_type=found.media_type)


def _read(reader: Callable[[object], Asked], data: object) -> Asked:
    """Return what a reader makes of a body's data; raises `RequestError` 422 for its errors."""
    try:
        return reader(data)
    except TagEngineError as error:
        raise RequestError(422, "invalid_request", str(error)) from None

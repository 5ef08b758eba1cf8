"""The routes of the playground: the page, its files, and what the page asks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from tagengine.errors import TagEngineError
from tagengine.server.http import access, bodies
from tagengine.server.playground import answers, page, requests
from tagengine.server.playground.workbench import Folders
from tagengine.server.problems import RequestError, json_text, unavailable
from tagengine.server.state import ServerState
from tagengine.server.workers.jobs import Refusal
from tagengine.server.workers.worker import WorkerLostError
from tagengine.server.workers.workers import Workers

_Answer = Callable[..., dict[str, Any] | str]
_Reader = Callable[[object], Iterable[Any]]
_Endpoint = Callable[[Request], Awaitable[Response]]

_ASSETS = "/playground/static"
PUBLIC = ("/", *(f"{_ASSETS}/{name}" for name in page.ASSETS))
"""Paths that anyone may see: the page itself, which asks for a token where one is needed."""


def routes(state: ServerState) -> list[BaseRoute]:
    """Return the routes for a server; there is none that writes unless `edit` names a folder."""
    desk = Desk(state)
    found: list[BaseRoute] = [
        Route("/", _page),
        Route(f"{_ASSETS}/{{name}}", _asset),
        Route("/playground/rules", desk.giving(answers.rule_files)),
        Route("/playground/rules/{name:path}", desk.giving(answers.rule_file)),
        Route("/playground/documents", desk.giving(answers.documents)),
        Route("/playground/documents/{number:int}", desk.giving(answers.document)),
    ]
    asking = [
        ("evaluate", desk.giving(answers.evaluation, requests.evaluation)),
        ("effect", desk.giving(answers.effect, requests.drafts)),
        ("difference", desk.difference),
    ]
    if state.settings.edit is not None:
        asking.append(("save", desk.save))
    found += [Route(f"/playground/{name}", give, methods=["POST"]) for name, give in asking]
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

    def giving(self, answer: _Answer, reader: _Reader | None = None) -> _Endpoint:
        """Return what a route does: give an answer to its path's parameters, and to its body.

        `reader` makes of the body's data what the answer takes.
        """

        async def endpoint(request: Request) -> Response:
            return json_text(await self._given(request, answer, reader))

        return endpoint

    async def difference(self, request: Request) -> Response:
        """Answer with drafts as a unified diff."""
        text = await self._given(request, answers.difference, requests.drafts)
        return PlainTextResponse(text.encode("utf-8", "replace"))

    async def save(self, request: Request) -> Response:
        """Write a rule file, tag by it from now on, and answer with it."""
        access.check_origin(request)
        saved = await self._given(request, answers.save, requests.saving)
        await self._state.reload()
        return json_text(saved)

    def close(self) -> None:
        """Let the worker end."""
        if self._workers is not None:
            self._workers.close()

    async def _given(self, request: Request, answer: _Answer, reader: _Reader | None) -> str:
        """Return an answer as text; raises `RequestError` 422 if the request is refused."""
        asked = [*request.path_params.values()]
        if reader is not None:
            data = await bodies.read_json(request, self._state.settings.limits)
            try:
                asked += reader(data)
            except TagEngineError as error:
                raise RequestError(422, "invalid_request", str(error)) from None
        worker = await self._worker()
        done = await worker.run(answers.made, self._folders, answer, *asked, size=0)
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

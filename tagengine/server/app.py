"""The application: its routes, what wraps them, and its start and end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tagengine.server import metrics
from tagengine.server import tagging as native
from tagengine.server.batch import batch
from tagengine.server.http.accounting import Accounting
from tagengine.server.http.gate import Gate
from tagengine.server.openai import PREFIXES, chat, models, responses
from tagengine.server.openapi import openapi
from tagengine.server.playground import routes as playground
from tagengine.server.problems import RequestError, answer_error
from tagengine.server.state import ServerState

_PUBLIC = ("/healthz", "/readyz", *playground.PUBLIC)  # what needs no token


def build_app(state: ServerState) -> Starlette:
    """Return the application of a server; it starts the state's workers and ends them."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        if not state.has_started:
            await state.start()
        try:
            yield
        finally:
            state.close()

    routes = [*_routes(), *playground.routes(state)]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(Accounting, state=state, routes=routes),
            Middleware(Gate, state=state, public=_PUBLIC),
        ],
        exception_handlers={RequestError: answer_error, HTTPException: answer_error},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.server = state
    return app


def _routes() -> list[BaseRoute]:
    return [
        Route("/tag", native.tag, methods=["POST"]),
        Route("/explain", native.explain, methods=["POST"]),
        Route("/batch", batch, methods=["POST"]),
        *(route for prefix in PREFIXES for route in _openai(prefix)),
        Route("/vocabulary", native.vocabulary),
        Route("/rules", native.rules),
        Route("/healthz", native.healthz),
        Route("/readyz", native.readyz),
        Route("/metrics", _metrics),
        Route("/openapi.json", openapi),
    ]


def _openai(prefix: str) -> list[BaseRoute]:
    return [
        Route(f"{prefix}/chat/completions", chat.completions, methods=["POST"]),
        Route(f"{prefix}/responses", responses.responses, methods=["POST"]),
        Route(f"{prefix}/models", models.models),
        Route(f"{prefix}/models/{{id:path}}", models.model),
    ]


async def _metrics(request: Request) -> Response:
    state = native.state_of(request)
    state.metrics.connections.set(state.connections)
    state.metrics.waiting.set(state.workers.waiting)
    return Response(state.metrics.text(), media_type=metrics.CONTENT_TYPE)

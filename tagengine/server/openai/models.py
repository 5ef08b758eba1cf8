"""`GET /v1/models`: the one model that there is; requests may name any."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from tagengine.server.openai.answers import CREATED
from tagengine.server.problems import RequestError, json_response

MODEL = "tagengine"
_DATA = {"id": MODEL, "object": "model", "created": CREATED, "owned_by": MODEL}


async def models(_: Request) -> Response:
    """Answer with the list of models."""
    return json_response({"object": "list", "data": [_DATA]})


async def model(request: Request) -> Response:
    """Answer with one model; raises `RequestError` 404 for another than `tagengine`."""
    if request.path_params["id"] != MODEL:
        message = f'no such model (there is "{MODEL}"; but a request may name any model)'
        raise RequestError(404, "model_not_found", message, param="model")
    return json_response(_DATA)

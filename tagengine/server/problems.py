"""What a server says of a request that it does not answer: one shape, that of OpenAI's API.

`{"error": {"message", "type", "param", "code"}}`, for every route, so that clients need one reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tagengine.errors import TagEngineError, did_you_mean
from tagengine.reporting import as_json

_LONGEST_PATH = 100  # characters of a path that may be a route misspelled
_RETRY = {"retry-after": "1"}
_CODES = {
    HTTPStatus.BAD_REQUEST: "bad_request",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
}


class RequestError(TagEngineError):
    """A request that is not answered as asked.

    `status` is the HTTP status, `code` a stable word for programs, `param` the field at fault.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        param: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.param = param
        self.headers = dict(headers or {})

    @property
    def data(self) -> dict[str, Any]:
        """The error as JSON data."""
        return {
            "error": {
                "message": str(self),
                "type": _type(self.status),
                "param": self.param,
                "code": self.code,
            }
        }

    @property
    def response(self) -> Response:
        """The error as a response."""
        return json_response(self.data, self.status, self.headers)


def json_response(
    data: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return data as a response: one line of JSON, as the command line writes it."""
    return json_text(as_json.line(data), status, headers)


def json_text(line: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a line of JSON as a response; lone surrogates are escaped, as in the command line."""
    content = line.encode("utf-8", "backslashreplace")
    return Response(content, status, headers, media_type="application/json")


def busy() -> RequestError:
    """Return the error for a request that comes while too many are waiting."""
    message = "too many requests are waiting (try again in a second)"
    return RequestError(429, "too_many_requests", message, headers=_RETRY)


def unavailable(message: str) -> RequestError:
    """Return the error for what cannot be done now, but later."""
    return RequestError(503, "unavailable", message, headers=_RETRY)


def bug() -> RequestError:
    """Return the error for a mistake of tagengine's own; the log has the details."""
    return RequestError(500, "bug", "a bug in tagengine (the server's log says where)")


async def answer_error(request: Request, error: Exception) -> Response:
    """Return the response for an error that a route raised; for Starlette's table of handlers."""
    if isinstance(error, RequestError):
        return error.response
    assert isinstance(error, HTTPException)  # noqa: S101 -- the table's only other entry
    return of_http(error, _near_route(request)).response


def _near_route(request: Request) -> str:
    """Return 'did you mean "/v1/models"?' for a path that is nearly that of a route, or ''."""
    path = request.url.path[:_LONGEST_PATH]
    return did_you_mean(path, [one.path for one in request.app.routes if isinstance(one, Route)])


def of_http(error: HTTPException, hint: str = "") -> RequestError:
    """Return an error of Starlette's (no such route, wrong method) in the one shape."""
    status = HTTPStatus(error.status_code)
    message = status.phrase.lower()
    allowed = (error.headers or {}).get("Allow")
    if status == HTTPStatus.NOT_FOUND:
        message = f"no such route ({hint or 'GET /openapi.json lists the routes'})"
    elif allowed:
        message = f"this route takes {allowed}"
    code = _CODES.get(status, "error")
    return RequestError(error.status_code, code, message, headers=error.headers)


def _type(status: int) -> str:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "server_error"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "rate_limit_error"
    return "invalid_request_error"

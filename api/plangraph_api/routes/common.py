"""What the routes share: the library of the application, and how errors stand in the OpenAPI description."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final, cast

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from starlette.types import Message

from plangraph_api.library import Library
from plangraph_api.protocol import read_body
from plangraph_api.schemas import ProblemDocument

__all__ = ["PROBLEM_RESPONSES", "Bounded", "Held", "library_of"]

_BODY_BYTES: Final = 64 * 1024

PROBLEM_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    "default": {"description": "A problem (RFC 9457)", "model": ProblemDocument}
}


class Bounded(APIRoute):
    """A route whose body is small: the framework would read any, and before it asks who sends it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request. Raises HTTPException (413)."""
        handle = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            body = await read_body(request, _BODY_BYTES)

            async def again() -> Message:
                return {"type": "http.request", "body": body, "more_body": False}

            return await handle(Request(request.scope, again))

        return bounded


def library_of(request: Request) -> Library:
    """The library that the application was made with."""
    return cast("Library", request.app.state.library)


Held = Annotated[Library, Depends(library_of)]
"""The library, as a parameter of a route."""

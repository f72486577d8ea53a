"""What the routes share: the library of the application, and how errors stand in the OpenAPI description."""

from typing import Annotated, Any, Final, cast

from fastapi import Depends, Request

from plangraph_api.library import Library
from plangraph_api.schemas import ProblemDocument

__all__ = ["PROBLEM_RESPONSES", "Held", "library_of"]

PROBLEM_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    "default": {"description": "A problem (RFC 9457)", "model": ProblemDocument}
}


def library_of(request: Request) -> Library:
    """The library that the application was made with."""
    return cast("Library", request.app.state.library)


Held = Annotated[Library, Depends(library_of)]
"""The library, as a parameter of a route."""

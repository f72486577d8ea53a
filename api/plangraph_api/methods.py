"""Which methods a path takes, asked of the routes themselves, so that what is said is what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from starlette.routing import Match, Mount

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.routing import BaseRoute
    from starlette.types import Scope

__all__ = ["administers", "decides", "methods_of", "writes"]

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_MARK: Final = "_plangraph_writes"
_STAFF: Final = "_plangraph_decides"
_ADMINISTRATOR: Final = "_plangraph_administers"
_Endpoint = TypeVar("_Endpoint", bound="Callable[..., object]")


def writes(endpoint: _Endpoint) -> _Endpoint:
    """Mark what a route calls as taking nothing unless writing is turned on."""
    setattr(endpoint, _MARK, True)
    return endpoint


def decides(endpoint: _Endpoint) -> _Endpoint:
    """Mark what a route calls as taking nothing unless staff can sign in."""
    setattr(endpoint, _STAFF, True)
    return endpoint


def administers(endpoint: _Endpoint) -> _Endpoint:
    """Mark what a route calls as taking nothing unless administrators can sign in."""
    setattr(endpoint, _ADMINISTRATOR, True)
    return endpoint


def methods_of(
    routes: Sequence[BaseRoute], scope: Scope, *, writable: bool, staffed: bool = False, administered: bool = False
) -> tuple[str, ...]:
    """The methods that the path of a request takes (RFC 9110, 10.2.1): HEAD wherever GET is, OPTIONS always."""
    off = {mark for mark, on in ((_MARK, writable), (_STAFF, staffed), (_ADMINISTRATOR, administered)) if not on}
    found: list[str] = []
    for method in _METHODS:
        if _takes(routes, {**scope, "method": method}, off):
            found += ["GET", "HEAD"] if method == "GET" else [method]
    return (*found, "OPTIONS")


def _takes(routes: Sequence[BaseRoute], scope: Scope, off: set[str]) -> bool:
    for route in routes:
        match, more = route.matches(scope)
        if match == Match.FULL:
            # What is mounted, static files, matches with any method but is only read.
            reads = scope["method"] == "GET" or not isinstance(route, Mount)
            endpoint = more.get("endpoint")
            return reads and not any(hasattr(endpoint, mark) for mark in off)
    return False

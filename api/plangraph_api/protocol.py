"""What a request of the SPARQL 1.1 Protocol or the Graph Store HTTP Protocol says, and whether it may write."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from fastapi import HTTPException

from plangraph.errors import QueryError

if TYPE_CHECKING:
    from fastapi import Request

__all__ = [
    "ProtocolRequest",
    "base_of",
    "media_type_of",
    "parameters_of",
    "read_body",
    "read_protocol",
    "see_may_write",
]

_QUERY_BYTES: Final = 1024 * 1024
_WRITE_BYTES: Final = 64 * 1024 * 1024
_FORM: Final = "application/x-www-form-urlencoded"
_ROW: Final = re.compile(r"[1-9][0-9]{0,8}")
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """The parameters of the protocol (SPARQL 1.1 Protocol, 2.1 and 2.2); `base` resolves relative IRIs (2.1.6).

    `row` is ours: the row from which on the page shows a table.
    """

    base: str
    query: str | None = None
    update: str | None = None
    form: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    row: int = 1


def base_of(request: Request) -> str:
    """The address of the request without its parameters."""
    return str(request.url.replace(query="", fragment=""))


def parameters_of(request: Request) -> list[tuple[str, str]]:
    """The parameters in the address, letters percent-encoded or not. Raises QueryError for what is no UTF-8."""
    return _pairs(request.scope.get("query_string", b""))


def media_type_of(request: Request) -> str:
    """The media type of the body. Raises HTTPException (415) for a charset other than UTF-8."""
    media_type, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in {"utf-8", "utf8", "us-ascii"}:
            raise HTTPException(415, f"the charset {value} is not read here: send UTF-8")
    return media_type


async def read_protocol(request: Request) -> ProtocolRequest:
    """The parameters of a request by GET, by form, or with the query or update itself as the body.

    Raises QueryError for more or less than the protocol takes, HTTPException for media types (415) and sizes (413).
    """
    pairs = parameters_of(request)
    if request.method == "GET":
        if any(name == "update" for name, _ in pairs):
            raise HTTPException(405, "an update comes by POST", {"Allow": "POST"})
        return _protocol(request, pairs)
    media_type = media_type_of(request)
    if media_type not in {_FORM, _QUERY, _UPDATE}:
        raise HTTPException(415, f"send one of {_FORM}, {_QUERY}, {_UPDATE}")
    writes = bool(request.app.state.settings.write_token.get_secret_value())
    body = await read_body(request, _WRITE_BYTES if writes and media_type != _QUERY else _QUERY_BYTES)
    if media_type == _FORM:
        return _protocol(request, [*pairs, *_pairs(body)])
    return _protocol(request, [*pairs, ("query" if media_type == _QUERY else "update", _text(body))])


async def read_body(request: Request, limit: int = _WRITE_BYTES) -> bytes:
    """The body, as long as it has no more bytes than `limit`.

    Raises HTTPException (413), before anything is read where its length is told.
    """
    read = bytearray()
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > limit:
        raise HTTPException(413, f"the body may have {limit:,} bytes")
    async for chunk in request.stream():
        read += chunk
        if len(read) > limit:
            raise HTTPException(413, f"the body may have {limit:,} bytes")
    return bytes(read)


def see_may_write(request: Request) -> None:
    """Raise HTTPException unless writing is on here (else 403) and the request has its token (else 401; RFC 6750)."""
    token = request.app.state.settings.write_token.get_secret_value()
    if not token:
        raise HTTPException(403, "updates are not allowed: this endpoint is read-only")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise HTTPException(
            401, "writing takes the header `Authorization: Bearer` with the token", {"WWW-Authenticate": "Bearer"}
        )


def _protocol(request: Request, pairs: list[tuple[str, str]]) -> ProtocolRequest:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    queries, updates = values.get("query", []), values.get("update", [])
    if len(queries) + len(updates) > 1:
        raise QueryError("there is more than one query or update")
    default, named, using, using_named = (
        tuple(values.get(name, ()))
        for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
    )
    return ProtocolRequest(
        base=base_of(request),
        query=queries[0] if queries else None,
        update=updates[0] if updates else None,
        form=next((form for form in values.get("format", []) if form), None),
        default_graphs=default,
        named_graphs=named,
        using=using,
        using_named=using_named,
        row=next((int(row) for row in values.get("row", []) if _ROW.fullmatch(row)), 1),
    )


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise QueryError("the parameters are not UTF-8") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise QueryError("the body is not UTF-8") from None

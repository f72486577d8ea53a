"""Between the IRIs of things and the addresses of this server, and between media types and file endings."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from plangraph.namespaces import Iris

if TYPE_CHECKING:
    from fastapi import Request
    from rdflib import URIRef

__all__ = [
    "HTML",
    "JSON",
    "RDF",
    "SAFE",
    "asked_path",
    "iri_at",
    "local_path",
    "names_nothing",
    "site_of",
    "split_ending",
    "tidied",
]

HTML: Final = "text/html"
RDF: Final = {
    "text/turtle": ("ttl", "turtle"),
    "application/ld+json": ("jsonld", "json-ld"),
    "application/n-triples": ("nt", "nt"),
    "application/rdf+xml": ("rdf", "xml"),
}
"""Media types of RDF, the preferred first, each with its file ending and rdflib's name of it."""

JSON: Final = "application/json"
"""Who takes JSON alone gets the nodes of the JSON-LD without its context, which a link names instead."""

SAFE: Final = "/-._~!$'()*+,;=:@"
"""What stands bare in the path of an address, besides letters and digits (RFC 3986, 3.3)."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_ENDINGS: Final = {ending: media_type for media_type, (ending, _) in RDF.items()} | {
    "html": HTML,
    "json": JSON,
}


def asked_path(request: Request) -> str:
    """The part of the path that a `{path:path}` route captured, still percent-encoded as it came."""
    path: str = request.scope["path"]
    prefix = path.removesuffix(request.path_params["path"])
    raw: bytes = request.scope.get("raw_path") or quote(path, safe="/%").encode()
    # The prefix is ASCII, so it is as long encoded as decoded.
    return raw.split(b"?")[0].decode("latin-1")[len(unquote(prefix)) :]


def iri_at(base: str, path: str) -> URIRef:
    """The IRI below `<base>id/` of a percent-encoded path: what IRIs may hold stands for itself, the rest encoded."""
    return Iris(base).at(unquote(path))


def local_path(base: str, iri: str) -> str | None:
    """The path below /id/, /page/ and /data/ for an IRI of ours, encoded for use in a link; None for others' IRIs."""
    inside = base + "id/"
    if not iri.startswith(inside):
        return None
    return quote(iri.removeprefix(inside), safe="%" + SAFE)


def names_nothing(path: str) -> bool:
    """Whether no thing can have a percent-encoded path: it is empty, has dots for steps, or signs of control."""
    plain = unquote(path)
    return not plain.strip("/") or not {".", ".."}.isdisjoint(plain.split("/")) or bool(_CONTROL.search(plain))


def tidied(path: str) -> str:
    """A percent-encoded path as our names are written: letters composed (NFC), no step empty."""
    plain = unicodedata.normalize("NFC", unquote(path))
    return quote("/".join(step for step in plain.split("/") if step), safe=SAFE)


def site_of(request: Request) -> str:
    """What all addresses of this server begin with: as it was set, since anybody can ask by any name, else as asked."""
    site: str = request.app.state.settings.site or str(request.base_url)
    return site.rstrip("/") + "/"


def split_ending(path: str) -> tuple[str, str | None]:
    """A path without its `.ttl`, `.jsonld`, `.json`, `.nt`, `.rdf` or `.html`, and the media type that this names."""
    stem, dot, ending = path.rpartition(".")
    if dot and ending in _ENDINGS:
        return stem, _ENDINGS[ending]
    return path, None

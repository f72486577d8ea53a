"""`Link` headers of linked data (RFC 8288): other forms of the same, what describes it, its types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from plangraph_api.addresses import HTML, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["forms", "link", "links_of"]

_DATASET: Final = "/.well-known/void"


def link(target: str, relation: str, media_type: str | None = None) -> str:
    """One link; an IRI is written as a URI (RFC 3987, 3.1)."""
    kind = f'; type="{media_type}"' if media_type else ""
    return f'<{quote(target, safe="%/:?#[]@!$&()*+,;=~-._")}>; rel="{relation}"{kind}'


def forms(stem: str, page: str | None, chosen: str | None = None) -> list[str]:
    """Links to every form but the chosen one: data at `stem` with an ending each, and the page."""
    found = [link(f"{stem}.{ending}", "alternate", kind) for kind, (ending, _) in RDF.items() if kind != chosen]
    if page and chosen != HTML:
        found.append(link(page, "alternate", HTML))
    return found


def links_of(iri: str, types: Iterable[str], others: Iterable[str]) -> str:
    """The header of a description: what it is about, its types, where it belongs, and its other forms."""
    classes = [link(cls, "type") for cls in sorted(types)]
    return ", ".join([link(iri, "about"), *classes, link(_DATASET, "describedby", "text/turtle"), *others])

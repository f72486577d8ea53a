"""What the names in a query mean, and what its brackets and strings hold, told from its tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import pyoxigraph as ox

from plangraph.errors import QueryError
from plangraph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangraph.sparql.scan import Token

__all__ = ["Names", "brackets", "is_relative", "named_nodes", "unquote"]

_OPENING, _CLOSING = "([{", ")]}"
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Names:
    """What prefixed and relative names of a query mean: the prologue's words over those that need no declaration."""

    prefixes: dict[str, str]
    base: str | None

    @classmethod
    def of(cls, tokens: Sequence[Token], base: str | None) -> Names:
        """Read a prologue (SPARQL 1.1, 4.1.1)."""
        names = cls(dict(PREFIXES), base)
        rest = iter(tokens)
        for token in rest:
            if token.word == "BASE" and (iri := next(rest, None)):
                names = replace(names, base=names.iri(iri))
            elif token.word == "PREFIX" and (name := next(rest, None)) and (iri := next(rest, None)):
                names.prefixes[name.text.removesuffix(":")] = names.iri(iri) or ""
            else:
                break
        return names

    def iri(self, token: Token) -> str | None:
        """The IRI that a token means, None for what is none and for a prefix that was not declared."""
        if token.kind == "iri":
            written = token.text[1:-1]
            return written if self.base is None or _SCHEME.match(written) else urljoin(self.base, written)
        if token.kind != "name":
            return None
        prefix, _, local = token.text.partition(":")
        return None if prefix not in self.prefixes else self.prefixes[prefix] + _ESCAPE.sub(r"\1", local)


def brackets(tokens: Sequence[Token]) -> dict[int, int]:
    """Where each bracket that closes again does so, by the place where it opens; in one pass over the tokens."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind != "sign":
            continue
        if token.text in _OPENING:
            opened.append(place)
        elif token.text in _CLOSING and opened:
            pairs[opened.pop()] = place
    return pairs


def unquote(token: Token) -> str:
    """The text that a string token means (SPARQL 1.1, 19.7; codepoint escapes were resolved before)."""
    quote = 3 if token.text[:3] in {'"""', "'''"} and len(token.text) >= 6 else 1
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[0]), token.text[quote:-quote])


def is_relative(token: Token) -> bool:
    """Whether a token is an IRI that takes its beginning from the base."""
    return token.kind == "iri" and not _SCHEME.match(token.text[1:])


def named_nodes(parameter: str, iris: Iterable[str]) -> list[ox.NamedNode]:
    """The graphs that a parameter of the protocol names. Raises QueryError naming it and what is no IRI."""
    nodes = []
    for iri in iris:
        try:
            nodes.append(ox.NamedNode(iri))
        except ValueError:
            raise QueryError(f"{parameter}: {iri!r} is no absolute IRI") from None
    return nodes

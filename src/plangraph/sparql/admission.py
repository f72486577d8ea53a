"""Which queries and updates are let in: what SPARQL 1.1 says, on this store alone.

The engine calls out to the network on SERVICE and LOAD. What could be read so in any way is refused before the engine
sees the text (`scan`); whether the text is SPARQL at all, the engine then says itself. Codepoint escapes (SPARQL 1.1,
19.2) are resolved and line ends made one first, so that what runs is what was judged.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.errors import QueryError
from plangraph.sparql.faults import at
from plangraph.sparql.names import Names
from plangraph.sparql.scan import Token, iter_calls, iter_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "SEARCH",
    "Admitted",
    "admit",
    "admit_plain",
    "admit_update",
    "as_sent",
    "not_allowed",
    "plain",
]

SEARCH: Final = "https://w3id.org/plangraph/ns#search"
"""What SERVICE calls to search by meaning, which is done here."""
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_QUERIES: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_EXTENSIONS: Final = frozenset({"LATERAL"})
# The engine's parser calls itself for each; at some thousands its process would end.
_DEPTH: Final = 500


@dataclass(frozen=True, slots=True)
class Admitted:
    """A query that may run: its text as judged, its form, and whether it names its own dataset (FROM)."""

    text: str
    form: str
    names_dataset: bool


def admit(text: str) -> Admitted:
    """Judge a query. Raises QueryError for what begins as no query, for updates, and for SERVICE."""
    return admit_plain(plain(text))


def admit_plain(text: str) -> Admitted:
    """Judge a query as `admit` does, in which `plain` was done already: escapes are resolved once."""
    tokens = _judge(text)
    first = _first(tokens)
    if first is None:
        raise QueryError("there is no query")
    if first.word in _UPDATES:
        raise QueryError(f"{first.word} is not allowed: the endpoint answers queries, it takes no updates")
    if first.word not in _QUERIES:
        raise at(text, first.start, f"unexpected {first.text!r}: a query begins with SELECT, ASK, CONSTRUCT, DESCRIBE")
    for token in tokens:
        if token.word in _EXTENSIONS:
            raise at(text, token.start, f"{token.word} is not SPARQL 1.1")
    return Admitted(text, first.word, any(token.word == "FROM" for token in tokens))


def admit_update(text: str, using: Sequence[str] = (), using_named: Sequence[str] = ()) -> str:
    """The text of an update that may run, its WHERE clauses over the graphs that the protocol names (`<iri>` each).

    LOAD SILENT becomes an operation that does nothing: it fails here, as the standard lets it, without a word
    (SPARQL 1.1 Update, 3.1.4). Raises QueryError for LOAD, for SERVICE, and where the text names graphs as well.
    """
    text = plain(text)
    certain = {token.start for token in iter_tokens(text) if token.word == "LOAD"}
    for call in reversed(list(iter_calls(text, "LOAD"))):
        if call.silent and call.start in certain:
            text = f"{text[: call.start]}INSERT DATA {{}}{text[call.end :]}"
    if next(iter_calls(text, "LOAD"), None):
        raise QueryError("LOAD is not allowed: nothing is fetched; send the graph itself by PUT or POST")
    tokens = _judge(text, " in an update")
    first = _first(tokens)
    if first and first.word in _QUERIES:
        raise QueryError(f"{first.word} begins a query: send it as `query`, or as application/sparql-query")
    clauses = " ".join([*(f"USING {iri}" for iri in using), *(f"USING NAMED {iri}" for iri in using_named)])
    return _over(text, tokens, clauses) if clauses else text


def plain(text: str) -> str:
    """A text with line ends made one and codepoint escapes resolved. Raises QueryError for those that name nothing."""
    text = _lines(text)
    try:
        text = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
        text.encode()
    except (ValueError, OverflowError):
        raise QueryError("a codepoint escape names no character") from None
    left = _ESCAPE.search(text)
    if left:
        # The standard resolves escapes once. An engine that did so again would run another text than the one judged.
        raise at(text, left.start(), "a codepoint escape writes another one")
    return text.replace("\r", "\n")


@contextmanager
def as_sent(text: str) -> Iterator[None]:
    """Errors within the block, told by places in a text with its escapes resolved, are told by those in `text`."""
    try:
        yield
    except QueryError as error:
        if error.line is None or error.column is None or "\\" not in text:
            raise
        raise at(*_place(_lines(text), error.line, error.column), error.problem) from None


def not_allowed(text: str, start: int, iri: str | None, where: str = "") -> QueryError:
    """The error for a SERVICE at a place in a text, which calls `iri` (None: a variable's value)."""
    if iri == SEARCH and where:
        return at(text, start, "pg:search is for queries: an update cannot search; write down what was found")
    called = "what a variable names" if iri is None else f"<{iri}>"
    listed = "PLANGRAPH_SERVICE_ALLOW lists by their IRIs what may be called"
    return at(text, start, f"SERVICE is not allowed to call {called}{where}: {listed}")


def _lines(text: str) -> str:
    """A text with its line ends made one, and without a mark of its byte order."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _place(text: str, line: int, column: int) -> tuple[str, int]:
    """A text, and where in it a character stands whose place is known where its escapes are resolved."""
    resolved = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text).replace("\r", "\n")
    place = sum(len(each) + 1 for each in resolved.split("\n")[: line - 1]) + column - 1
    for match in _ESCAPE.finditer(text):
        if match.start() >= place:
            break
        place += len(match[0]) - 1
    return text, place


def _judge(text: str, where: str = "") -> list[Token]:
    """The tokens of a text that calls nowhere and that the engine's parser can hold."""
    call = next(iter_calls(text, "SERVICE"), None)
    if call:
        target = call.target
        kind = "iri" if target.startswith("<") else "variable" if target[0] in "?$" else "name"
        iri = Names.of(list(iter_tokens(text)), None).iri(Token(kind, target, call.start))
        raise not_allowed(text, call.start, iri or (None if kind == "variable" else target), where)
    tokens, depth = [], 0
    for token in iter_tokens(text):
        tokens.append(token)
        if token.kind == "sign":
            depth += (token.text in "([{") - (token.text in ")]}")
            if depth > _DEPTH:
                raise QueryError("the query is nested too deeply")
    return tokens


def _first(tokens: Iterable[Token]) -> Token | None:
    """The token behind the prologue."""
    rest = iter(tokens)
    for token in rest:
        if token.word not in {"BASE", "PREFIX"}:
            return token
        for part in rest:
            if part.kind != "name":
                break
    return None


def _over(text: str, tokens: Sequence[Token], clauses: str) -> str:
    """An update whose WHERE clauses have a dataset (SPARQL 1.1 Protocol, 2.2.3)."""
    for token in tokens:
        if token.word in {"USING", "WITH"}:
            raise QueryError(f"{token.word} in the update, and using-graph-uri with it: name the graphs once")
    places, depth, former = [], 0, None
    for token in tokens:
        if token.kind == "sign":
            depth += (token.text == "{") - (token.text == "}")
        elif depth == 0 and token.word == "WHERE":
            places.append((token.start, former is not None and former.word == "DELETE"))
        former = token
    for start, short in reversed(places):
        # DELETE WHERE { … } is short for DELETE { … } WHERE { … }, which alone takes a dataset.
        pattern = _block(text, tokens, start) if short else ""
        text = f"{text[:start]}{pattern} {clauses} {text[start:]}"
    return text


def _block(text: str, tokens: Sequence[Token], start: int) -> str:
    """The first block in braces from a position on."""
    opened, depth = 0, 0
    for token in tokens:
        if token.start < start or token.kind != "sign" or token.text not in "{}":
            continue
        opened = token.start if depth == 0 else opened
        depth += 1 if token.text == "{" else -1
        if depth <= 0:
            return text[opened : token.start + 1]
    return ""

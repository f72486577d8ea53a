"""What stands in a `SERVICE pg:search { … }`: properties of the hit, read from tokens with their places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote as decode

from plangraph.model import Filter, Query
from plangraph.namespaces import PG
from plangraph.sparql.faults import at
from plangraph.sparql.names import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.errors import QueryError
    from plangraph.sparql.names import Names
    from plangraph.sparql.scan import Token

__all__ = ["Sought", "read_group"]

# Inputs that narrow a search, by what a search calls them.
_FILTERS: Final = {"municipality": "city", "plan": "plan", "kind": "kind"}
_OUTPUTS: Final = ("score", "passage")
_INPUTS: Final = ("query", "limit", *_FILTERS)
_KNOWN: Final = ", ".join(f"pg:{name}" for name in (*_INPUTS, *_OUTPUTS))


@dataclass(frozen=True, slots=True)
class Sought:
    """A search as a group puts it: what is asked, which variables take what, and where in the text each input stands.

    `variables` has "hit" first; `places` go by the names that `model.Query` and its filters have, "q" for the text.
    """

    query: Query
    variables: dict[str, str]
    places: dict[str, int]
    start: int


def read_group(text: str, tokens: Sequence[Token], names: Names, start: int) -> Sought:
    """Read what stands between the braces; `start` is where the search begins in the text.

    Raises QueryError with the place of what cannot stand there, and where pg:query is missing.
    """
    inputs: dict[str, list[tuple[str, Token]]] = defaultdict(list)
    variables: dict[str, str] = {}
    for subject, verb, value in _triples(text, tokens, start):
        if variables.setdefault("hit", _variable(subject)) != _variable(subject):
            raise at(text, subject.start, f"a search is about one variable: {variables['hit']}, and not others as well")
        name = _local(verb, names)
        if name in _OUTPUTS:
            variables[name] = _output(text, name, value, variables)
        elif name in _INPUTS:
            inputs[name].append((_input(text, name, value, names), value))
        else:
            raise at(text, verb.start, f"{verb.text} is nothing that a search takes; there are: {_KNOWN}")
    for name in ("query", "limit"):
        for _, value in inputs[name][1:]:
            raise at(text, value.start, f"pg:{name} stands twice: a search has one")
    if not inputs["query"]:
        raise at(text, start, 'pg:search needs a text to search for: add pg:query "…"')
    filters = tuple(Filter(field, value) for name, field in _FILTERS.items() for value, _ in inputs[name])
    query = Query(inputs["query"][0][0], filters)
    if inputs["limit"]:
        query = replace(query, limit=int(inputs["limit"][0][0]))
    called = {"query": "q", "limit": "limit", **_FILTERS}
    places = {called[name]: values[0][1].start for name, values in inputs.items() if values}
    return Sought(query, variables, places, start)


def _triples(text: str, tokens: Sequence[Token], start: int) -> Iterator[tuple[Token, Token, Token]]:
    """Subject, property and value of each triple; `;` and `,` as in any pattern (SPARQL 1.1, 4.2)."""
    rest = _Tokens(text, tokens, start)
    while rest.more():
        subject = rest.take("variable")
        while True:
            verb = rest.take("name", "iri", "word")
            while True:
                yield subject, verb, rest.take("variable", "string", "number", "name", "iri")
                rest.skip_annotation()
                if not rest.skip(","):
                    break
            if not rest.skip(";"):
                break
            while rest.skip(";"):
                pass
            if not rest.more() or rest.skip("."):
                rest.ended = True
                break
        if rest.ended:
            rest.ended = False
        elif rest.more() and not rest.skip("."):
            raise rest.unexpected()


class _Tokens:
    """Tokens taken one after the other; a full stop at the end of a name is one of its own."""

    def __init__(self, text: str, tokens: Sequence[Token], start: int) -> None:
        self._text, self._start, self._at, self.ended = text, start, 0, False
        self._tokens: list[Token] = []
        for token in tokens:
            bare = token.text.rstrip(".") if token.kind == "name" else token.text
            self._tokens.append(replace(token, text=bare))
            if bare != token.text:
                self._tokens.append(replace(token, kind="sign", text=".", start=token.start + len(bare)))

    def more(self) -> bool:
        return self._at < len(self._tokens)

    def take(self, *kinds: str) -> Token:
        if not self.more():
            raise at(self._text, self._start, "the search ends too early: each property needs a value")
        token = self._tokens[self._at]
        if token.kind not in kinds:
            raise self.unexpected()
        self._at += 1
        return token

    def skip(self, sign: str) -> bool:
        found = self.more() and self._tokens[self._at].text == sign
        self._at += found
        return found

    def skip_annotation(self) -> None:
        """Leave out the language or datatype of a text: a search takes any."""
        if self.more() and self._tokens[self._at].kind == "tag":
            self._at += 1
        elif self.skip("^"):
            self.skip("^")
            self.take("name", "iri")

    def unexpected(self) -> QueryError:
        token = self._tokens[self._at]
        return at(
            self._text,
            token.start,
            f"unexpected {token.text!r}: a search takes a variable and properties of it, no more",
        )


def _local(verb: Token, names: Names) -> str | None:
    """The name of a term of ours."""
    iri = names.iri(verb)
    return iri.removeprefix(str(PG)) if iri and iri.startswith(str(PG)) else None


def _variable(token: Token) -> str:
    return f"?{token.text[1:]}"


def _output(text: str, name: str, value: Token, variables: dict[str, str]) -> str:
    """The variable that takes what is found."""
    if value.kind != "variable":
        raise at(text, value.start, f"pg:{name} is found by the search: give a variable")
    if _variable(value) in variables.values():
        raise at(text, value.start, f"{value.text} stands for something else already: take another variable")
    return _variable(value)


def _input(text: str, name: str, value: Token, names: Names) -> str:
    """An input as a search takes it."""
    if value.kind == "variable":
        raise at(text, value.start, f"pg:{name} is wanted before the query runs: write its value, not a variable")
    if name == "limit":
        if value.kind != "number" or not value.text.isdecimal():
            raise at(text, value.start, "pg:limit takes a whole number")
        return value.text
    if value.kind == "string":
        return unquote(value)
    iri = names.iri(value)
    if name == "query" or iri is None:
        raise at(text, value.start, f"pg:{name} takes a text in quotes{'' if name == 'query' else ', or an IRI'}")
    if name == "kind":
        return iri.removeprefix(str(PG))
    # A municipality is known by its code, the last part of its IRI; of a plan the whole is its name.
    return decode(iri.rpartition("/")[2]) if name == "municipality" else iri

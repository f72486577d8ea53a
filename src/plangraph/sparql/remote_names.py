"""Queries put so that a remote store answers them on one generation, whose graphs have names of their own there.

A generation's graph `<iri>` is stored remotely as `<iri>` with a mark behind it. Constants after GRAPH are rewritten, a
variable there is bound to the name without the mark, and FROM becomes the dataset that the protocol names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from plangraph.errors import QueryError
from plangraph.namespaces import PREFIXES
from plangraph.sparql.scan import iter_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangraph.sparql.admission import Admitted
    from plangraph.sparql.scan import Token

__all__ = ["Graphs", "Placed", "place"]

# Virtuoso calls its own functions by these schemes, some of which read files.
_OWN_SCHEMES: Final = re.compile(r"<(?:bif|sql):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Graphs:
    """The stable names of a generation's graphs, and the mark behind each of them in the remote store."""

    names: frozenset[str]
    mark: str

    def remote(self, name: str) -> str:
        """Its name in the remote store; of a graph that is not of the generation, a name that nothing has."""
        return f"{name}{self.mark}" if name in self.names else self.nothing

    @property
    def nothing(self) -> str:
        """The name of no graph."""
        return f"urn:plangraph:nothing{self.mark}"

    def all(self) -> tuple[str, ...]:
        """All names in the remote store, in order."""
        return tuple(sorted(map(self.remote, self.names)))


@dataclass(frozen=True, slots=True)
class Placed:
    """A query as the remote store gets it, its form, and the graphs of its dataset by their remote names."""

    text: str
    form: str
    default: tuple[str, ...]
    named: tuple[str, ...]


def place(
    admitted: Admitted,
    graphs: Graphs,
    default: Sequence[str] = (),
    named: Sequence[str] = (),
    *,
    base: str | None = None,
) -> Placed:
    """A judged query over one generation; `default` and `named` are those of the protocol, which beat FROM.

    Raises QueryError for what cannot be put so: `SELECT *` over `GRAPH ?g`, and that within EXISTS.
    """
    if _OWN_SCHEMES.search(admitted.text):
        raise QueryError("functions of the remote store's own (bif:, sql:) are not allowed")
    rewriting = _Rewriting(admitted.text, graphs, base)
    body = rewriting.rewritten()
    own = bool(default or named)
    default = default if own else rewriting.default
    named = named if own else rewriting.named
    if own or admitted.names_dataset:
        chosen = _remote(graphs, default), _remote(graphs, named)
    else:
        chosen = graphs.all() or (graphs.nothing,), graphs.all() or (graphs.nothing,)
    # Virtuoso counts a row for GRAPH with a name that is not in the dataset: the name of no graph is in it.
    named = tuple(dict.fromkeys((*chosen[1], graphs.nothing)))
    return Placed(f"{rewriting.prologue()}{body}", admitted.form, chosen[0], named)


def _remote(graphs: Graphs, names: Iterable[str]) -> tuple[str, ...]:
    # An empty list would mean the store's own choice.
    return tuple(dict.fromkeys(map(graphs.remote, names))) or (graphs.nothing,)


class _Rewriting:
    """One pass over the tokens, which collects edits: (start, end, what stands there instead)."""

    def __init__(self, text: str, graphs: Graphs, base: str | None) -> None:
        self.default: list[str] = []
        self.named: list[str] = []
        self._text, self._graphs, self._base = text, graphs, base
        self._tokens = list(iter_tokens(text))
        self._declared: dict[str, str] = {}
        self._edits: list[tuple[int, int, str]] = []
        self._variables = 0

    def rewritten(self) -> str:
        """The text with all edits made; line ends stay where they were."""
        for at, token in enumerate(self._tokens):
            if token.word == "PREFIX":
                self._declared[self._tokens[at + 1].text.rstrip(":")] = self._iri(self._next(at + 2), token)
            elif token.word == "BASE":
                self._base = self._iri(self._next(at + 1), token)
            elif token.word == "FROM":
                self._from(at)
            elif token.word == "GRAPH":
                self._graph(at)
        text = self._text
        for start, end, instead in sorted(self._edits, reverse=True):
            text = f"{text[:start]}{instead}{text[end:]}"
        return text

    def prologue(self) -> str:
        """The base, and the prefixes that need no declaration."""
        undeclared = (f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if name not in self._declared)
        used = {token.text.partition(":")[0] for token in self._tokens if token.kind == "name"}
        return "".join(line for line in undeclared if line.split()[1].rstrip(":") in used)

    def _next(self, at: int) -> Token:
        if at >= len(self._tokens):
            raise QueryError("the query cannot be read to its end")
        return self._tokens[at]

    def _from(self, at: int) -> None:
        is_named = self._next(at + 1).word == "NAMED"
        target = self._next(at + 1 + is_named)
        (self.named if is_named else self.default).append(self._iri(target, self._tokens[at]))
        self._edits.append((self._tokens[at].start, target.start + len(target.text), " "))

    def _graph(self, at: int) -> None:
        target = self._next(at + 1)
        if target.kind != "variable":
            iri = self._graphs.remote(self._iri(target, self._tokens[at]))
            self._edits.append((target.start, target.start + len(target.text), f"<{iri}>"))
            return
        end = self._closing(at + 2)
        self._see_can_be_bound(at)
        inner = f"?planGraphName{self._variables}"
        self._variables += 1
        bound = f' BIND(IRI(STRBEFORE(STR({inner}), "{self._graphs.mark}")) AS {target.text}) }}'
        start = self._tokens[at].start
        self._edits.append((start, start, "{ "))
        self._edits.append((target.start, target.start + len(target.text), inner))
        self._edits.append((self._tokens[end].start + 1, self._tokens[end].start + 1, bound))
        if any(token.text[1:] == target.text[1:] for token in self._tokens[at + 2 : end] if token.kind == "variable"):
            raise self._refused(f"GRAPH {target.text} that uses {target.text} inside its own braces")

    def _see_can_be_bound(self, at: int) -> None:
        for before, star in zip(self._tokens, self._tokens[1:], strict=False):
            if before.word in {"SELECT", "DISTINCT", "REDUCED", "DESCRIBE"} and star.text == "*":
                raise self._refused("SELECT * over GRAPH with a variable; name the variables")
        opened: list[bool] = []
        for place, token in enumerate(self._tokens[:at]):
            if token.kind == "sign" and token.text == "{":
                opened.append(self._tokens[place - 1].word in {"EXISTS", "MINUS"})
            elif token.kind == "sign" and token.text == "}" and opened:
                opened.pop()
        if any(opened):
            raise self._refused("GRAPH with a variable within EXISTS or MINUS")

    def _closing(self, at: int) -> int:
        """Where the braces end that open at a token."""
        depth = 0
        for place in range(at, len(self._tokens)):
            sign = self._tokens[place].text if self._tokens[place].kind == "sign" else ""
            depth += (sign == "{") - (sign == "}")
            if depth == 0:
                return place
        raise QueryError("the query cannot be read to its end")

    def _refused(self, what: str) -> QueryError:
        return QueryError(f"a remote store cannot be asked {what}: there, the graph's name is not the one you know")

    def _iri(self, token: Token, before: Token) -> str:
        if token.kind == "iri":
            return urljoin(self._base, token.text[1:-1]) if self._base else token.text[1:-1]
        prefix, found, local = token.text.partition(":")
        namespace = self._declared.get(prefix) or PREFIXES.get(prefix)
        if token.kind != "name" or not found or namespace is None:
            raise QueryError(f"unexpected {token.text!r} after {before.text}")
        return namespace + re.sub(r"\\(.)", r"\1", local)

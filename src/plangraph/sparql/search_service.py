"""What a query calls, resolved before the engine sees it: `SERVICE pg:search { … }`, `pg:similarity(…)`, and others.

A call is found where the text's tokens show it, made here, and its group replaced by the rows found (SPARQL 1.1, 10,
VALUES). What the tokens do not show as one stays a SERVICE, and is refused: the engine calls nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

import pyoxigraph as ox

from plangraph.errors import QueryError
from plangraph.sparql.admission import SEARCH, not_allowed, plain
from plangraph.sparql.comparisons import SIMILARITY, compared
from plangraph.sparql.faults import at
from plangraph.sparql.groups import Sought, read_group
from plangraph.sparql.names import Names, brackets, is_relative
from plangraph.sparql.scan import iter_tokens
from plangraph.sparql.services import MOST_SERVICES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from plangraph.model import Hit, Query, SearchResult
    from plangraph.sparql.calls import Call, Deadline
    from plangraph.sparql.scan import Token
    from plangraph.sparql.services import Services
    from plangraph.sparql.worker import Asked, Cosines

__all__ = ["MOST", "MOST_LETTERS", "SEARCH", "SIMILARITY", "Looked", "Meaning", "look"]

MOST: Final = 8
"""How many searches, and how many texts to compare with, one query may have: each costs the encoder its time."""
MOST_LETTERS: Final = 10_000
"""Longer queries are not looked through: that is done where nothing stops it, and what is no SPARQL can take long."""
# In a query too long to be looked through, what may be a search or a comparison.
_MEANT: Final = re.compile(r"[:#]search\b|similarity>?\s{0,99}\(", re.IGNORECASE)
_SERVICE: Final = re.compile(r"SERVICE", re.IGNORECASE)
# What a search calls its parameters → what a query calls them.
_TERMS: Final = {
    "q": "pg:query",
    "limit": "pg:limit",
    "city": "pg:municipality",
    "plan": "pg:plan",
    "kind": "pg:kind",
}


class Meaning(Protocol):
    """What searches and compares, over the same generation as the store; thread-safe."""

    def open(self) -> None:
        """Open what answers; until then nothing is searched or compared, and it may take longer than any query."""

    def search(self, query: Query) -> SearchResult:
        """What fits a query. Raises QueryError for parameters that do not fit."""

    def cosines(self, texts: Sequence[str]) -> Cosines:
        """How near each subject stands to each text. Raises QueryError for a text too long."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A call in a text: SERVICE, SILENT or not, whom, what its braces hold (None: they do not close), and its end."""

    service: Token
    silent: Token | None
    target: Token
    tokens: tuple[Token, ...] | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Looked:
    """A query that was looked through: its calls and the texts that it compares with.

    `asked` has a text of the same letters at the same places in which the calls are none, for the engine to parse and
    so to say what is wrong in terms of the text as it came.
    """

    asked: Asked
    text: str
    groups: tuple[_Group, ...]
    compared: tuple[str, ...]
    names: Names

    @property
    def means(self) -> bool:
        """Whether it searches or compares, and does not only call others."""
        return bool(self.compared) or any(self.names.iri(group.target) == SEARCH for group in self.groups)

    def resolve(
        self, meaning: Meaning | None, services: Services, deadline: Deadline, call: Call, gone: Future[None]
    ) -> Asked:
        """The query with its calls replaced by what they find, and with the cosines that it needs.

        Nothing is begun after the `deadline`. Raises QueryError where a search is not put rightly, QueryTimeoutError,
        and as `Services.solve`.
        """
        asked = self.asked
        if self.compared and meaning:
            asked = replace(asked, cosines=meaning.cosines(self.compared))
        text = self.text
        # From the end on, so that the places before stay what they are.
        for group in reversed(self.groups):
            deadline.left()
            if group.tokens is None:
                continue  # it stays a call; what is wrong with the braces, the engine says first
            iri = self.names.iri(group.target) or ""
            if iri in services.allowed:
                query = _query(self.text[group.start : group.end - 1], group.tokens, self.names)
                rows = services.solve(iri, query, deadline, call, gone, silent=group.silent is not None)
            else:
                assert meaning
                sought = read_group(self.text, group.tokens, self.names, group.service.start)
                rows = _rows(sought, _found(self.text, sought, meaning))
            text = f"{text[: group.service.start]}{rows}{text[group.end :]}"
        deadline.left()
        return replace(asked, resolved=text)


def look(asked: Asked, *, searches: bool, services: Collection[str]) -> Looked | None:
    """What a query calls and compares with, None where that is nothing; `searches`: there is an index for it.

    Raises QueryError for calls to others than `services`, for too many, and for comparisons that are not put rightly.
    """
    if len(asked.text) > MOST_LETTERS:
        if (searches and _MEANT.search(asked.text)) or (services and _SERVICE.search(asked.text)):
            raise QueryError(
                f"queries with SERVICE or pg:similarity have at most {MOST_LETTERS:,} characters; "
                f"this one has {len(asked.text):,}"
            )
        return None
    text = plain(asked.text)
    if not (_SERVICE.search(text) or "similarity" in text):
        return None
    tokens = _tokens(text)
    names, pairs = Names.of(tokens, asked.base), brackets(tokens)
    texts = tuple(dict.fromkeys(compared(text, tokens, names, pairs)))
    if len(texts) > MOST:
        raise QueryError(f"pg:similarity: a query may compare with {MOST} texts; this one has {len(texts)}")
    if texts and not searches:
        raise QueryError("pg:similarity: there is no index here to compare with")
    kept = _kept(text, islice(_groups(tokens, names, pairs), MOST + MOST_SERVICES + 1), names, searches, services)
    if not (kept or texts):
        return None
    masked = text
    for group in kept:
        masked = _mask(masked, group)
    return Looked(replace(asked, text=masked), text, kept, texts, names)


def _kept(
    text: str, groups: Iterator[_Group], names: Names, searches: bool, services: Collection[str]
) -> tuple[_Group, ...]:
    """The calls that are made, no more than may be. Raises QueryError for others, and for one within another."""
    kept: list[_Group] = []
    searched = called = 0
    for group in groups:
        start, iri = group.service.start, names.iri(group.target)
        if kept and start < kept[-1].end:
            raise at(text, start, "SERVICE within SERVICE: what is called calls nobody for you")
        called += iri in services
        searched += searches and iri == SEARCH
        if searched > MOST:
            raise at(text, start, f"pg:search: a query may search {MOST} times")
        if called > MOST_SERVICES:
            raise at(text, start, f"a query may call {MOST_SERVICES} times by SERVICE")
        if iri == SEARCH and not searches:
            raise at(
                text,
                start,
                "pg:search: there is no index here to search; a working dataset, which PLANGRAPH_WRITE_TOKEN turns on, "
                "has none: ask a server without that token",
            )
        if not (iri in services or iri == SEARCH):
            raise not_allowed(text, start, iri)
        kept.append(group)
    return tuple(kept)


def _tokens(text: str) -> list[Token]:
    """The tokens up to where the text is surely no SPARQL; to go on there could take time without end."""
    tokens = []
    for token in iter_tokens(text):
        if token.text == "\\":
            break
        tokens.append(token)
    return tokens


def _groups(tokens: Sequence[Token], names: Names, pairs: Mapping[int, int]) -> Iterator[_Group]:
    """The calls of a text, as its tokens show them."""
    for position, token in enumerate(tokens):
        if token.word != "SERVICE":
            continue
        rest = position + 1
        silent = tokens[rest] if rest < len(tokens) and tokens[rest].word == "SILENT" else None
        rest += silent is not None
        if rest + 1 >= len(tokens) or tokens[rest + 1].text != "{":
            continue
        target, opening = tokens[rest], tokens[rest + 1]
        if target.kind != "variable" and names.iri(target) is None:
            continue
        close, start = pairs.get(rest + 1), opening.start + 1
        if close is None:
            last = tokens[-1]
            yield _Group(token, silent, target, None, start, last.start + len(last.text))
        else:
            yield _Group(token, silent, target, tuple(tokens[rest + 2 : close]), start, tokens[close].start + 1)


def _mask(text: str, group: _Group) -> str:
    """The text with GRAPH for SERVICE, which the grammar lets stand at the same places (SPARQL 1.1, 19.8 [56])."""
    silent = group.silent
    if silent:
        text = f"{text[: silent.start]}{' ' * len(silent.text)}{text[silent.start + len(silent.text) :]}"
    start = group.service.start
    return f"{text[:start]}{'GRAPH':<{len(group.service.text)}}{text[start + len(group.service.text) :]}"


def _found(text: str, sought: Sought, meaning: Meaning) -> tuple[Hit, ...]:
    try:
        result = meaning.search(sought.query)
    except QueryError as error:
        field, _, problem = error.problem.partition(": ")
        if field not in _TERMS:
            raise at(text, sought.start, f"pg:search: {error.problem}") from None
        raise at(text, sought.places.get(field, sought.start), f"{_TERMS[field]}: {problem}") from None
    # Where nothing fits, a search still names what is nearest; that is no answer to join with.
    return result.hits if result.answerable else ()


def _rows(sought: Sought, hits: Sequence[Hit]) -> str:
    """The group in braces that stands for what was found, every term as the engine writes it."""
    rows = []
    for hit in hits:
        best = hit.passages[0].passage if hit.passages else None
        terms = {
            "hit": str(ox.NamedNode(hit.card.iri)),
            "score": str(ox.Literal(float(hit.score))),
            "passage": str(ox.Literal(best.text, language=best.language)) if best else "UNDEF",
        }
        rows.append(f"({' '.join(terms[wanted] for wanted in sought.variables)})")
    return f"{{ VALUES ({' '.join(sought.variables.values())}) {{ {' '.join(rows)} }} }}"


def _query(inner: str, tokens: Sequence[Token], names: Names) -> str:
    """The query that asks an endpoint for the solutions of a block, with the prefixes that it uses."""
    used = {token.text.partition(":")[0] for token in tokens if token.kind == "name"}
    prologue = [f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in names.prefixes.items() if prefix in used]
    if names.base and any(map(is_relative, tokens)):
        prologue.insert(0, f"BASE <{names.base}>\n")
    return f"{''.join(prologue)}SELECT * WHERE {{{inner}}}"

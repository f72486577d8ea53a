"""Meaning inside SPARQL: `SERVICE pg:search { … }` and `pg:similarity(…)`, resolved before the engine sees a query.

A search is found where the text's tokens show it, run here, and its group replaced by the rows found (SPARQL 1.1, 10,
VALUES). What the tokens do not show as one stays a SERVICE, and is refused like any other: nothing is ever called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

import pyoxigraph as ox

from plangraph.errors import QueryError
from plangraph.sparql.admission import at, plain
from plangraph.sparql.groups import Names, Sought, brackets, read_group, unquote
from plangraph.sparql.scan import iter_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plangraph.model import Hit, Query, SearchResult
    from plangraph.sparql.scan import Token
    from plangraph.sparql.worker import Asked, Cosines

__all__ = ["MOST", "MOST_LETTERS", "SEARCH", "SIMILARITY", "Meaning", "resolve"]

SEARCH: Final = "https://w3id.org/plangraph/ns#search"
SIMILARITY: Final = "https://w3id.org/plangraph/ns#similarity"
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

    def search(self, query: Query) -> SearchResult:
        """What fits a query. Raises QueryError for parameters that do not fit."""

    def cosines(self, texts: Sequence[str]) -> Cosines:
        """How near each subject stands to each text. Raises QueryError for a text too long."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A search in a text: SERVICE, SILENT or not, what its braces hold (None where they do not close), and its end."""

    service: Token
    silent: Token | None
    tokens: tuple[Token, ...] | None
    end: int


def resolve(asked: Asked, meaning: Meaning) -> Asked:
    """The query with its searches replaced by what they find, and with the cosines that it needs.

    Its `text` becomes one of the same letters at the same places where searches are no calls, for the engine to parse
    and so to say what is wrong in terms of the text as it came. Raises QueryError where a search is not put rightly.
    """
    if len(asked.text) > MOST_LETTERS:
        if _MEANT.search(asked.text):
            raise QueryError(
                f"queries with pg:search or pg:similarity have at most {MOST_LETTERS:,} characters; "
                f"this one has {len(asked.text):,}"
            )
        return asked
    text = plain(asked.text)
    searches = bool(_SERVICE.search(text)) and "search" in text
    if not (searches or "similarity" in text):
        return asked
    tokens = _tokens(text)
    names, pairs = Names.of(tokens, asked.base), brackets(tokens)
    texts = list(dict.fromkeys(_compared(tokens, names, pairs)))
    if len(texts) > MOST:
        raise QueryError(f"pg:similarity: a query may compare with {MOST} texts; this one has {len(texts)}")
    if texts:
        asked = replace(asked, cosines=meaning.cosines(texts))
    groups = list(islice(_groups(text, tokens, names, pairs), MOST + 1))
    if not groups:
        return asked
    if len(groups) > MOST:
        raise at(text, groups[MOST].service.start, f"pg:search: a query may search {MOST} times")
    masked, resolved = text, text
    # From the end on, so that the places before stay what they are.
    for group in reversed(groups):
        masked = _mask(masked, group)
        if group.tokens is None:
            continue  # it stays a call; what is wrong with the braces, the engine says first
        sought = read_group(text, group.tokens, names, group.service.start)
        rows = _rows(sought, _found(text, sought, meaning))
        resolved = f"{resolved[: group.service.start]}{rows}{resolved[group.end :]}"
    return replace(asked, text=masked, resolved=resolved)


def _tokens(text: str) -> list[Token]:
    """The tokens up to where the text is surely no SPARQL; to go on there could take time without end."""
    tokens = []
    for token in iter_tokens(text):
        if token.text == "\\":
            break
        tokens.append(token)
    return tokens


def _groups(text: str, tokens: Sequence[Token], names: Names, pairs: Mapping[int, int]) -> Iterator[_Group]:
    """The searches of a text, as its tokens show them."""
    for position, token in enumerate(tokens):
        if token.word != "SERVICE":
            continue
        rest = position + 1
        silent = tokens[rest] if rest < len(tokens) and tokens[rest].word == "SILENT" else None
        rest += silent is not None
        if rest + 1 >= len(tokens) or names.iri(tokens[rest]) != SEARCH or tokens[rest + 1].text != "{":
            continue
        close = pairs.get(rest + 1)
        if close is None:
            yield _Group(token, silent, None, len(text))
        else:
            yield _Group(token, silent, tuple(tokens[rest + 2 : close]), tokens[close].start + 1)


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


def _compared(tokens: Sequence[Token], names: Names, pairs: Mapping[int, int]) -> Iterator[str]:
    """The texts that stand, as texts, for the last argument of pg:similarity."""
    for position, token in enumerate(tokens[:-1]):
        if names.iri(token) != SIMILARITY or tokens[position + 1].text != "(":
            continue
        last = pairs.get(position + 1, 0) - 1
        # With a language or a datatype behind it, or bare.
        if tokens[last].kind == "tag":
            last -= 1
        elif tokens[last - 1].text == "^":
            last -= 3
        if last > position + 2 and tokens[last].kind == "string" and tokens[last - 1].text == ",":
            yield unquote(tokens[last])

"""`pg:similarity(?element, "…")` in a query's tokens: the texts that it compares with, known before it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph.sparql.faults import at
from plangraph.sparql.names import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plangraph.sparql.names import Names
    from plangraph.sparql.scan import Token

__all__ = ["SIMILARITY", "compared"]

SIMILARITY: Final = "https://w3id.org/plangraph/ns#similarity"
_OPERATORS: Final = frozenset("(,=<>!&|+-*/")
_BEFORE_CALLS: Final = frozenset({"FILTER", "BY", "HAVING"})


def compared(text: str, tokens: Sequence[Token], names: Names, pairs: Mapping[int, int]) -> Iterator[str]:
    """The texts that stand, as texts, for the last argument of pg:similarity. Raises QueryError where none does."""
    for position, token in enumerate(tokens[:-1]):
        if names.iri(token) != SIMILARITY or tokens[position + 1].text != "(" or position + 1 not in pairs:
            continue
        close = pairs[position + 1]
        commas = list(_commas(tokens, position + 2, close, pairs))
        if not commas and not _calls(tokens[position - 1]):
            continue  # a property with a list
        if len(commas) != 1 or commas[0] == position + 2:
            raise at(text, token.start, 'pg:similarity takes an element and a text: pg:similarity(?element, "…")')
        first, last = commas[0] + 1, close - 1
        # With a language or a datatype behind it, or bare.
        if tokens[last].kind == "tag":
            last -= 1
        elif tokens[last - 1].text == "^":
            last -= 3
        if first != last or tokens[last].kind != "string":
            place = tokens[min(first, close)].start
            raise at(
                text, place, "pg:similarity: the text is wanted before the query runs: write it in place, in quotes"
            )
        words = unquote(tokens[last])
        if not words.strip():
            raise at(text, tokens[last].start, "pg:similarity: the text to compare with is empty")
        yield words


def _commas(tokens: Sequence[Token], start: int, end: int, pairs: Mapping[int, int]) -> Iterator[int]:
    """Where arguments are set apart, brackets within them left out."""
    place = start
    while place < end:
        if tokens[place].text == ",":
            yield place
        place = pairs.get(place, place) + 1


def _calls(before: Token) -> bool:
    """Whether what follows a token, and has brackets behind it, is a function."""
    return before.text in _OPERATORS or before.word in _BEFORE_CALLS

"""Where a text stops being SPARQL, and what is wrong there.

The engine's parser tells the furthest place where any of its rules failed, and a rule for a keyword looks as far ahead
as the keyword is long: the place it tells may lie words behind the fault, or at the end of the text. Parsed once more
with room between its tokens, a text shows it: the first token that cannot stand where it stands is the one within whose
room the place lies. What is wrong in meaning alone has no place with the engine; the clause it stands in is named.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.errors import QueryError
from plangraph.namespaces import PREFIXES
from plangraph.sparql.names import Names, brackets
from plangraph.sparql.scan import iter_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plangraph.sparql.scan import Token

__all__ = ["at", "no_function", "syntax_error"]

_POSITION: Final = re.compile(r"\bat (\d+):(\d+)")
_FUNCTION: Final = re.compile(r"The custom function <(.+)> is not supported")
# More than the longest keyword has letters.
_ROOM: Final = " " * 40
# Longer texts would be parsed once more at some length; of those, what the engine says has to do.
_LONGEST: Final = 100_000
_SHOWN: Final = 60
# Signs that may be part of a longer one, or of a name, so that what follows stays where it is.
_OPEN_ENDED: Final = frozenset("^&|<>=!+-@_\\%?$:")
_IRI: Final = "IRI parsing failed"
# What the engine says of a fault in meaning: what we say, and the word that begins the clause that has it.
_MEANT: Final = {
    "Duplicated variable name in SELECT": ("SELECT has a variable twice", "SELECT"),
    "The SELECT contains a variable that is unbound": (
        "SELECT has a variable that is neither grouped by nor aggregated",
        "SELECT",
    ),
    "The SELECT contains an expression with a variable that is unbound": (
        "SELECT has an expression of a variable that is neither grouped by nor aggregated",
        "SELECT",
    ),
    "The SELECT overrides an existing variable": ("SELECT gives a value to a variable that has one already", "SELECT"),
    "SELECT * is not authorized with GROUP BY": (
        "SELECT * cannot stand with GROUP BY or an aggregate: name the variables",
        "SELECT",
    ),
    "Unexpected aggregate": ("an aggregate cannot stand in this clause", ""),
    "BIND is overriding an existing variable": ("BIND gives a value to a variable that has one already", "BIND"),
    "The VALUES clause rows should have": (
        "a row of VALUES has more or fewer values than variables; UNDEF stands for none",
        "VALUES",
    ),
    "Repeated variables are not allowed in VALUES": ("VALUES has a variable twice", "VALUES"),
    "Variables are not allowed in INSERT DATA": ("INSERT DATA takes no variables", "INSERT"),
    "Blank nodes are not allowed in DELETE WHERE": ("DELETE WHERE takes no blank nodes", "DELETE"),
    "Variables and blank nodes are not allowed in DELETE DATA": (
        "DELETE DATA takes no variables and no blank nodes",
        "DELETE",
    ),
}


def at(text: str, start: int, problem: str) -> QueryError:
    """An error at a position of a text, counted as people do."""
    line, column = _counted(text, start)
    return QueryError(problem, line=line, column=column)


def syntax_error(error: SyntaxError, text: str, parse: Callable[[str], object]) -> QueryError:
    """The engine's syntax error as one of ours: what is wrong, and where that can be told.

    `parse` is how the text was parsed, and is used once more. What the engine expected instead is left out: it lists
    characters, and at times its own extensions.
    """
    tokens = list(iter_tokens(text))
    place, told = (_stopped(tokens, parse) if len(text) <= _LONGEST else None) or (len(tokens), "")
    quote = _open_quote(tokens[: place + 1])
    if quote:
        return at(text, quote.start, f"the text that begins with {quote.text[0]} does not end")
    if not told:
        return _as_told(error)
    meant = next((meant for said, meant in _MEANT.items() if said in told), None)
    if meant:
        problem, word = meant
        clause = _clause(tokens, place, word)
        return at(text, clause.start, problem) if clause else QueryError(problem)
    return _unexpected(text, tokens, place, told) if place < len(tokens) else _at_end(text, tokens)


def no_function(error: RuntimeError, text: str, base: str | None) -> QueryError:
    """An error of the engine's while it runs a query: where it calls what is no function, with its place."""
    found = _FUNCTION.search(str(error))
    if not found:
        return QueryError(str(error))
    tokens = list(iter_tokens(text))
    names = Names.of(tokens, base)
    problem = f"there is no function <{found[1]}>"
    place = next((token.start for token in tokens if names.iri(token) == found[1]), None)
    return QueryError(problem) if place is None else at(text, place, problem)


def _counted(text: str, start: int) -> tuple[int, int]:
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _stopped(tokens: Sequence[Token], parse: Callable[[str], object]) -> tuple[int, str] | None:
    """Which token cannot stand where it does (behind the last: the text ends too early), and what the engine says.

    None where it parses with room between its tokens, which no standard says it may not.
    """
    spread, starts = "", []
    for former, token in zip([None, *tokens], tokens, strict=False):
        if former and not (former.start + len(former.text) == token.start and _belong(former, token)):
            spread += _ROOM
        starts.append(len(spread))
        spread += token.text
    spread += _ROOM
    found = _failed(spread, parse)
    if not found:
        return None
    place, told = found
    if place >= len(spread):
        return len(tokens), told
    stopped = max((n for n, start in enumerate(starts) if start <= place), default=0)
    if tokens[stopped].text == "}":
        # A fault in meaning shows when a group is closed, behind which keywords are looked for: cut there, none is.
        for cut in (spread[: starts[stopped]].rstrip(), spread[: starts[stopped] + 1]):
            end, hidden = _failed(cut, parse) or (0, "")
            told += hidden if end >= len(cut) and any(said in hidden for said in _MEANT) else ""
    return stopped, told


def _failed(text: str, parse: Callable[[str], object]) -> tuple[int, str] | None:
    """Where the engine fails to parse a text, and what it says; None where it does not."""
    try:
        parse(text)
    except SyntaxError as error:
        found = _POSITION.search(str(error))
        if found:
            before = text.split("\n")[: int(found[1]) - 1]
            return sum(len(line) + 1 for line in before) + int(found[2]) - 1, str(error)
    except (RuntimeError, ValueError, OSError):
        pass
    return None


def _open_quote(tokens: Sequence[Token]) -> Token | None:
    """What a text without an end begins with."""
    for n, token in enumerate(tokens):
        # Of three quotes, the first two look like a text without letters.
        former = tokens[n - 1] if n else token
        if former.text in {"''", '""'} and former.start + 2 == token.start and token.text[0] == former.text[0]:
            return former
        if token.text in {"'", '"'}:
            return token
    return None


def _belong(former: Token, token: Token) -> bool:
    """Whether two tokens without a gap may be one to the engine."""
    if token.kind == "tag" or (token.text == "^" and former.kind != "sign"):
        return True
    return former.kind == "sign" and (
        former.text in _OPEN_ENDED or former.text in "'\"" or (former.text == "." and token.kind == "number")
    )


def _as_told(error: SyntaxError) -> QueryError:
    """The place that the engine tells, which may be some words off."""
    found = _POSITION.search(str(error))
    if not found:
        return QueryError("this is no SPARQL, and the engine does not say where it is wrong")
    return QueryError("here or some words before, this is no SPARQL", line=int(found[1]), column=int(found[2]))


def _unexpected(text: str, tokens: Sequence[Token], place: int, told: str) -> QueryError:
    """A token that cannot stand where it does, in the words of what is wrong with it."""
    token, start = tokens[place], tokens[place].start
    problem = f"unexpected {_shown(token.text)}"
    if _IRI in told:
        first = max((n for n in range(place + 1) if tokens[n].kind == "iri" or tokens[n].text == "<"), default=place)
        start = tokens[first].start
        problem = f"{_shown(text[start : token.start + len(token.text)])} is no IRI; a relative one needs a BASE"
    elif token.kind == "name" and (prefix := token.text.partition(":")[0]) not in _declared(tokens):
        problem = f"the prefix {prefix}: is not declared"
    elif token.kind == "blank" and token.text in {former.text for former in tokens[:place]}:
        problem = "a blank node is named in two groups: use a variable"
    elif token.kind == "tag":
        problem = f"{_shown(token.text)} is no language tag"
    return at(text, start, problem)


def _at_end(text: str, tokens: Sequence[Token]) -> QueryError:
    """The text ends too early: where, and which bracket is open there."""
    end = tokens[-1].start + len(tokens[-1].text) if tokens else 0
    pairs = brackets(tokens)
    opened = [token for n, token in enumerate(tokens) if token.text in {"(", "[", "{"} and n not in pairs]
    if not opened:
        return at(text, end, "the query ends too early")
    line, column = _counted(text, opened[-1].start)
    return at(text, end, f"the query ends before '{opened[-1].text}' of line {line}, column {column} is closed")


def _clause(tokens: Sequence[Token], place: int, word: str) -> Token | None:
    """The last such word before a place, not within braces that were closed again before it."""
    depth = 0
    for token in reversed(tokens[:place]):
        if token.text in {"}", "{"}:
            depth += 1 if token.text == "}" else -1
        elif word and token.word == word and depth <= (1 if word in {"VALUES", "BIND"} else 0):
            return token
    return None


def _declared(tokens: Sequence[Token]) -> set[str]:
    """The prefixes that have a meaning."""
    return {*PREFIXES} | {
        token.text.partition(":")[0]
        for former, token in pairwise(tokens)
        if former.word == "PREFIX" and token.kind == "name"
    }


def _shown(text: str) -> str:
    """A piece of a text in quotes, cut where it is long."""
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")

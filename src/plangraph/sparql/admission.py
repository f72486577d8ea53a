"""Which queries are let in: one SPARQL 1.1 query that reads, and reads from this store alone.

The engine calls out to the network on SERVICE, so what it is given must be what was judged. Both parsers therefore
see the same text, with its codepoint escapes resolved (SPARQL 1.1, 19.2) and its line ends made one: a carriage
return ends a comment for the engine, and does not for the parser that judges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from plangraph.errors import QueryError
from plangraph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Admitted", "admit", "syntax_error"]

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_POSITION = re.compile(r"\bat (\d+):(\d+)")
_WORDLY = re.compile(r"[\w:]")
_WORD = re.compile(r"\s*([\w:]+|\S)")
_UPDATE = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A query that may run: its text as judged, its form, and whether it names its own dataset (FROM)."""

    text: str
    form: str
    names_dataset: bool


def admit(text: str) -> Admitted:
    """Judge a query by its parse tree.

    Raises QueryError for what is no SPARQL 1.1 query (with line and column), for updates and for SERVICE.
    """
    text = _plain(text)
    try:
        tree = parseQuery(text)
    except ParseBaseException as error:
        raise _refused(text, error) from None
    except RecursionError:
        raise QueryError("the query is nested too deeply") from None
    query = tree[1]
    parts = {node.name for node in _nodes(query)}
    if "ServiceGraphPattern" in parts:
        raise QueryError("SERVICE is not allowed: queries read from this store alone")
    _check_prefixes(text, tree[0], query)
    return Admitted(text, query.name.removesuffix("Query").upper(), "DatasetClause" in parts)


def syntax_error(error: SyntaxError, text: str) -> QueryError:
    """The engine's syntax error, with its position and the word it stumbled over.

    What the engine expected instead is left out: it lists characters, and at times its own extensions.
    """
    found = _POSITION.search(str(error))
    if not found:
        return QueryError(str(error))
    line, column = int(found[1]), int(found[2])
    rest = "\n".join(text.split("\n")[line - 1 :])
    # The engine may stop inside or right behind a word; the whole word is what a person looks for.
    while column > 1 and _WORDLY.match(rest[column - 2]):
        column -= 1
    word = _WORD.match(rest, column - 1)
    problem = f"unexpected {word[1]!r}" if word else "the query cannot be read to its end"
    return QueryError(problem, line=line, column=column)


def _plain(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    while _ESCAPE.search(text):
        try:
            text = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
        except (ValueError, OverflowError):
            raise QueryError("a codepoint escape names no character") from None
    return text


def _nodes(root: object) -> Iterator[CompValue]:
    """All nodes of the parse tree, each named by its grammar rule, at and below one."""
    pending = [root]
    while pending:
        current = pending.pop()
        if isinstance(current, CompValue):
            yield current
            pending.extend(current.values())
        # Parse results also pose as mappings, of the few parts that have a name.
        elif isinstance(current, (list, tuple, ParseResults)):
            pending.extend(current)


def _check_prefixes(text: str, prologue: object, query: object) -> None:
    """Name the first prefix that was not declared: the engine says only that it expected something else."""
    declared = {_prefix(node) for node in _nodes(prologue) if node.name == "PrefixDecl"}
    for node in _nodes(query):
        prefix = _prefix(node)
        if node.name == "pname" and prefix not in declared and prefix not in PREFIXES:
            used = text.find(f"{prefix}:")
            line = text.count("\n", 0, used) + 1
            raise QueryError(
                f"the prefix {prefix}: is not declared", line=line, column=used - text.rfind("\n", 0, used)
            )


def _prefix(node: CompValue) -> str:
    return str(node["prefix"]) if "prefix" in node else ""


def _refused(text: str, error: ParseBaseException) -> QueryError:
    """Why a text that is no query cannot be read, and where."""
    word = _UPDATE.match(text, error.loc)
    if word:
        return QueryError(f"{word[1].upper()} is not allowed: the endpoint answers queries, it takes no updates")
    if "service" not in text.lower():
        # The engine says more exactly where a text goes wrong. It may see only what could call nowhere.
        try:
            ox.Store().query(text)
        except SyntaxError as own:
            return syntax_error(own, text)
    return QueryError("this is not SPARQL 1.1", line=error.lineno, column=error.col)

"""Whether two answers are the same: graphs up to blank nodes, tables as bags, numbers by value."""

from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"
_ROW = "urn:row:"
_RS = "PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> SELECT * "
_RESULT_VARIABLES = _RS + "{ ?set rs:resultVariable ?v }"
_RESULT_ROWS = _RS + "{ ?set rs:solution ?row }"
_RESULT_CELLS = _RS + "{ ?row rs:binding [ rs:variable ?name ; rs:value ?value ] }"


def same_graph(expected: list[ox.Triple], got: list[ox.Triple]) -> bool:
    """Whether two graphs are isomorphic."""
    return _canonical(expected) == _canonical(got)


def same_results(expected: Any, got: Any) -> str | None:
    """What differs between two results as `ox.parse_query_results` gives them; None when they are the same."""
    if isinstance(expected, ox.QueryBoolean) or isinstance(got, ox.QueryBoolean):
        same = isinstance(expected, ox.QueryBoolean) and isinstance(got, ox.QueryBoolean)
        return None if same and bool(expected) == bool(got) else "another truth value"
    if {v.value for v in expected.variables} != {v.value for v in got.variables}:
        return "other variables"
    return None if same_graph(_rows(expected), _rows(got)) else "other rows"


def result_set(triples: list[ox.Triple]) -> Any:
    """A table that is written as a graph, in the terms of the W3C's result set vocabulary."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    names = [row["v"].value for row in store.query(_RESULT_VARIABLES)]
    cells: dict[Any, dict[str, Any]] = {row["row"]: {} for row in store.query(_RESULT_ROWS)}
    for cell in store.query(_RESULT_CELLS):
        cells[cell["row"]][cell["name"].value] = cell["value"]
    return Table([ox.Variable(name) for name in names], list(cells.values()))


class Table(list[Any]):
    """Rows, each a mapping, under their variables."""

    def __init__(self, variables: list[ox.Variable], rows: list[dict[str, Any]]) -> None:
        super().__init__({v.value: row.get(v.value) for v in variables} for row in rows)
        self.variables = variables


def same_csv(expected: bytes, got: bytes) -> str | None:
    """What differs between two tables in CSV: blank nodes have names of their own, numbers are values."""
    return None if _cells(expected) == _cells(got) else "other rows"


def _cells(body: bytes) -> Counter[tuple[tuple[str, str], ...]]:
    rows = csv.DictReader(io.StringIO(body.decode(), newline=""))
    return Counter(tuple(sorted((name, _cell(text)) for name, text in row.items())) for row in rows)


def _cell(text: str) -> str:
    if text.startswith("_:"):
        return "_:"
    try:
        return repr(float(text))
    except ValueError:
        return text


def _rows(solutions: Any) -> list[ox.Triple]:
    """A bag of rows as a graph, rows without blank nodes counted, so that no two nodes look alike for nothing."""
    names = sorted(v.value for v in solutions.variables)
    bag = Counter(tuple(_by_value(row[name]) for name in names) for row in solutions)
    triples = []
    for place, (row, count) in enumerate(bag.items()):
        node = ox.BlankNode(f"row{place}")
        triples.append(ox.Triple(node, ox.NamedNode(f"{_ROW}count"), ox.Literal(count)))
        for name, term in zip(names, row, strict=True):
            if term is not None:
                triples.append(ox.Triple(node, ox.NamedNode(f"{_ROW}{name}"), term))
    return triples


def _by_value(term: Any) -> Any:
    """A number or truth value in one way of writing it."""
    if not isinstance(term, ox.Literal) or not term.datatype.value.startswith(XSD):
        return term
    kind = term.datatype.value.removeprefix(XSD)
    if kind == "boolean":
        return ox.Literal({"0": "false", "1": "true"}.get(term.value, term.value), datatype=term.datatype)
    try:
        if kind in {"decimal", "integer"}:
            return ox.Literal(format(Decimal(term.value).normalize(), "f"), datatype=term.datatype)
        if kind in {"double", "float"}:
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
    except (ArithmeticError, ValueError):
        return term
    return term


def _canonical(triples: list[ox.Triple]) -> set[str]:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object, ox.DefaultGraph()) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}

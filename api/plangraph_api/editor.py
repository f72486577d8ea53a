"""What the page of the SPARQL endpoint shows: a query with its rows, charts or graph, or with what is wrong and where.

The page is the same with and without a script: the script asks for this page and puts its answer in place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from plangraph.errors import PlanGraphError, QueryError
from plangraph.namespaces import PREFIXES
from plangraph.pipeline import example_queries
from plangraph_api.bars import CHARTS_SHOWN, Cell, Chart, draw_bars, number_of
from plangraph_api.messages import complete
from plangraph_api.pages import page_language, render
from plangraph_api.phrases import say
from plangraph_api.problems import Problem, problem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import Request, Response

__all__ = ["LETTERS_SHOWN", "LONGEST_ADDRESS", "ROWS_SHOWN", "SHOWN_AS", "editor_page"]

ROWS_SHOWN: Final = 500
SHOWN_AS: Final = "application/sparql-results+json, text/turtle;q=0.9"
"""The Accept header of what the page can show."""
LETTERS_SHOWN: Final = 200_000
"""How much of a graph in Turtle the page shows."""
LONGEST_ADDRESS: Final = 8000
"""Letters that an address may have to be sure of its way through servers between; longer queries are posted."""
_FORMATS: Final = {
    "table": {"csv": "csv", "json": "json", "tsv": "tsv", "xml": "xml"},
    "graph": {"turtle": "ttl", "jsonld": "jsonld", "ntriples": "nt", "rdfxml": "rdf"},
}
_WORD: Final = re.compile(r"[^\s{}()\[\];,]+")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT that are shown, how many there are in all, and which columns hold numbers alone."""

    columns: tuple[str, ...]
    rows: tuple[tuple[dict[str, str] | None, ...], ...]
    total: int
    numeric: frozenset[str]
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem in the terms of the page: `before`, `word` and `after` are the line that it lies in."""

    title: str
    text: str
    line: int | None = None
    column: int | None = None
    before: str = ""
    word: str = ""
    after: str = ""


def editor_page(
    request: Request,
    query: str,
    outcome: tuple[str, bytes] | PlanGraphError | None,
    seconds: float,
    dataset: Sequence[tuple[str, str]] = (),
) -> Response:
    """The form, with what the query gave or why it gave nothing; without a query, with an example to begin with.

    `outcome` is media type and body of the answer, as asked for by `SHOWN_AS`, or what went wrong; it came after so
    many `seconds`. `dataset` holds the parameters of the protocol that name graphs.
    """
    facts: dict[str, Any] = {"table": None, "graph": None, "truth": None, "trouble": None, "took": ""}
    status: int = 200
    headers: dict[str, str] = {}
    language = complete(page_language(request)[0])
    examples = _examples(language)
    if isinstance(outcome, PlanGraphError):
        problem = problem_of(outcome)
        told = problem.said_in(language)
        status, headers, facts["trouble"] = problem.status, problem.headers, _trouble(told, outcome, query)
    elif outcome is not None:
        headers = {"Cache-Control": "no-cache"}  # it says how long it took, and is never the same
        facts |= _shown(*outcome, request.app.state.base) | {"took": f"{seconds:.2f}"}
    address = "/sparql?" + urlencode([("query", query), *dataset], quote_via=quote)
    return render(
        request,
        "sparql.html",
        status,
        headers,
        query=query,
        examples=examples,
        dataset=dataset,
        address=address,
        longest=LONGEST_ADDRESS,
        formats=_FORMATS["table" if facts["graph"] is None else "graph"],
        limit=f"{request.app.state.settings.sparql_timeout:g}",
        rows_shown=ROWS_SHOWN,
        letters_shown=LETTERS_SHOWN,
        charts_shown=CHARTS_SHOWN,
        **facts,
    )


def _examples(language: str) -> list[tuple[str, str]]:
    """Queries to begin with: their names and their texts."""
    return [(example.labels[language], example.text.strip()) for example in example_queries()]


def _shown(media_type: str, body: bytes, base: str) -> dict[str, Any]:
    """What the page shows of an answer: a table, a truth value, or a graph in Turtle."""
    if media_type == "text/turtle":
        return {"graph": body.decode()}
    results = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QueryBoolean):
        return {"truth": bool(results)}
    return {"table": _table(results, base)}


def _table(results: ox.QuerySolutions, base: str) -> Table:
    columns = tuple(variable.value for variable in results.variables)
    rows: list[tuple[Cell, ...]] = []
    total = 0
    # Those that are not shown are counted and let go: an answer may be larger than a page should ever be.
    for total, solution in enumerate(results, 1):
        if total <= ROWS_SHOWN:
            rows.append(tuple(solution))
    numeric = frozenset(
        name
        for at, name in enumerate(columns)
        if (held := [row[at] for row in rows if row[at] is not None])
        and all(number_of(cell) is not None for cell in held)
    )
    cells = tuple(tuple(None if cell is None else _cell(cell, base) for cell in row) for row in rows)
    return Table(columns, cells, total, numeric, tuple(draw_bars(columns, rows)))


def _cell(cell: Cell, base: str) -> dict[str, str]:
    """A term as text, with its IRI if it is one, its language, or its datatype where that says something."""
    if isinstance(cell, ox.NamedNode):
        return {"text": _short(cell.value, base), "iri": cell.value}
    if isinstance(cell, ox.Literal):
        return {"text": cell.value, "language": cell.language or "", "datatype": cell.datatype.value}
    return {"text": str(cell)}


def _short(iri: str, base: str) -> str:
    """An IRI by its prefix where that leaves a plain name, a thing of ours without the base, else as it is."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"\w[\w.-]*", local):
            return f"{prefix}:{local}"
    things = f"{base}id/"
    return f"…/{iri.removeprefix(things)}" if iri.startswith(things) else iri


def _trouble(problem: Problem, error: PlanGraphError, query: str) -> Trouble:
    """A problem, in the language of the page, with the line that it lies in and the word that it begins with."""
    if not isinstance(error, QueryError) or not error.line:
        return Trouble(problem.title, problem.detail)
    text = say(error.problem, problem.language) or error.problem
    lines = re.split(r"\r\n|\r|\n", query)
    if not error.column or error.line > len(lines):
        return Trouble(problem.title, text, error.line, error.column)
    line, start = lines[error.line - 1], error.column - 1
    found = _WORD.match(line, start)
    end = found.end() if found else start + 1
    return Trouble(problem.title, text, error.line, error.column, line[:start], line[start:end], line[end:])

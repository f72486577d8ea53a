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
from plangraph_api.windows import ROWS_SHOWN, TEXT_SHOWN, cut_graph, fitting, room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import Request, Response

__all__ = ["LONGEST_ADDRESS", "SHOWN_AS", "editor_page"]

SHOWN_AS: Final = "application/sparql-results+json, text/turtle;q=0.9"
"""The Accept header of what the page can show."""
LONGEST_ADDRESS: Final = 8000
"""Letters that an address may have to be sure of its way through servers between; longer queries are posted."""
_FORMATS: Final = {
    "table": {"csv": "csv", "json": "json", "tsv": "tsv", "xml": "xml"},
    "graph": {"turtle": "ttl", "jsonld": "jsonld", "ntriples": "nt", "rdfxml": "rdf"},
}
_WORD: Final = re.compile(r"[^\s{}()\[\];,]+")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT that are shown, how many there are in all, and which columns hold numbers alone.

    `first` is the number of the first of them, `before` that of the first row of the page before; `cut` says whether
    a text is shown in part.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[dict[str, str] | None, ...], ...]
    total: int
    numeric: frozenset[str]
    charts: tuple[Chart, ...]
    first: int
    before: int
    cut: bool

    @property
    def last(self) -> int:
        """The number of the last row that is shown."""
        return self.first + len(self.rows) - 1


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
    *,
    row: int = 1,
) -> Response:
    """The form, with what the query gave or why it gave nothing; without a query, with an example to begin with.

    `outcome` is media type and body of the answer, as asked for by `SHOWN_AS`, or what went wrong; it came after so
    many `seconds`. `dataset` holds the parameters of the protocol that name graphs. A table is shown from `row` on.
    """
    facts: dict[str, Any] = {"table": None, "graph": None, "letters": 0, "truth": None, "trouble": None, "took": ""}
    status: int = 200
    headers: dict[str, str] = {}
    address = "/sparql?" + urlencode([("query", query), *dataset], quote_via=quote)
    language = complete(page_language(request)[0])
    examples = _examples(language)
    if isinstance(outcome, PlanGraphError):
        problem = problem_of(outcome)
        told = problem.said_in(language)
        status, headers, facts["trouble"] = problem.status, problem.headers, _trouble(told, outcome, query)
    elif outcome is not None:
        headers = {"Cache-Control": "no-cache"}  # it says how long it took, and is never the same
        facts |= _shown(*outcome, request.app.state.base, row, room(address)) | {"took": f"{seconds:.2f}"}
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
        text_shown=TEXT_SHOWN,
        charts_shown=CHARTS_SHOWN,
        **facts,
    )


def _examples(language: str) -> list[tuple[str, str]]:
    """Queries to begin with: their names and their texts."""
    return [(example.labels[language], example.text.strip()) for example in example_queries()]


def _shown(media_type: str, body: bytes, base: str, row: int, space: int) -> dict[str, Any]:
    """What the page shows of an answer: a table, a truth value, or a graph in Turtle."""
    if media_type == "text/turtle":
        graph = body.decode()
        return {"graph": cut_graph(graph, space), "letters": len(graph)}
    results = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QueryBoolean):
        return {"truth": bool(results)}
    table = _table(results, base, row, space)
    if table.total and not table.rows:  # an address of a longer answer: from the start
        return _shown(media_type, body, base, 1, space)
    return {"table": table}


def _table(results: ox.QuerySolutions, base: str, first: int, space: int) -> Table:
    columns = tuple(variable.value for variable in results.variables)
    ahead: list[tuple[Cell, ...]] = []
    rows: list[tuple[Cell, ...]] = []
    total = 0
    # Those that are not shown are counted and let go: an answer may be larger than a page should ever be.
    for total, solution in enumerate(results, 1):
        if first - ROWS_SHOWN <= total < first:
            ahead.append(tuple(solution))
        elif first <= total < first + ROWS_SHOWN:
            rows.append(tuple(solution))
    shown = [_cells(row, base) for row in rows]
    kept = fitting(map(_said, shown), space)
    back = fitting((_said(_cells(row, base)) for row in reversed(ahead)), space)
    rows, shown = rows[:kept], shown[:kept]
    numeric = frozenset(
        name
        for at, name in enumerate(columns)
        if (held := [row[at] for row in rows if row[at] is not None])
        and all(number_of(cell) is not None for cell in held)
    )
    cut = any(len(text) > TEXT_SHOWN for row in shown for text, _ in _said(row))
    charts = tuple(draw_bars(columns, rows))
    return Table(columns, tuple(shown), total, numeric, charts, first, max(1, first - back) if ahead else 0, cut)


def _cells(row: tuple[Cell, ...], base: str) -> tuple[dict[str, str] | None, ...]:
    return tuple(None if cell is None else _cell(cell, base) for cell in row)


def _said(row: tuple[dict[str, str] | None, ...]) -> list[tuple[str, str]]:
    """The text and the IRI of each cell of a row."""
    return [("", "") if cell is None else (cell["text"], cell.get("iri", "")) for cell in row]


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

"""`sparql` and `export`: the graph as it is."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plangraph.commands.console import DEFAULT_WORKSPACE, WorkspaceOption, note, print_table, table

if TYPE_CHECKING:
    from plangraph.pipeline import EndpointFollower

__all__ = ["export", "sparql"]

_RESULTS_JSON = "application/sparql-results+json"


class SparqlFormat(StrEnum):
    """How results are printed; graphs (CONSTRUCT, DESCRIBE) are Turtle unless JSON is asked for."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


class ExportFormat(StrEnum):
    """What the graphs are written as; csv has one line an element or indicator."""

    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"
    CSV = "csv"


# SPARQL 1.1 Protocol, 2.1: one request names what it takes for results, and what for graphs.
_ACCEPT = {
    SparqlFormat.TABLE: f"{_RESULTS_JSON}, text/turtle",
    SparqlFormat.CSV: "text/csv",
    SparqlFormat.JSON: f"{_RESULTS_JSON}, application/ld+json",
    SparqlFormat.TURTLE: "text/turtle",
}


def sparql(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file with a query, or - for standard input.")],
    format: Annotated[SparqlFormat, typer.Option(help="How to print.")] = SparqlFormat.TABLE,  # noqa: A002 — the option's name
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Run a SPARQL query over the plans; all named graphs are seen as one."""
    from plangraph.pipeline import open_endpoint

    text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    with open_endpoint(workspace) as endpoint:
        _answer(endpoint, text, format)


def export(
    format: Annotated[ExportFormat, typer.Option(help="What to write.")] = ExportFormat.NQUADS,  # noqa: A002 — the option's name
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Write everything ingested to standard output, in an order that stays the same."""
    from plangraph.pipeline import export as write_export

    write_export(workspace, format.value, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _answer(endpoint: "EndpointFollower", text: str, format: SparqlFormat) -> None:  # noqa: A002 — as above
    answer = endpoint.query(text, _ACCEPT[format])
    if format is not SparqlFormat.TABLE or answer.media_type != _RESULTS_JSON:
        sys.stdout.buffer.write(answer.body)
        sys.stdout.buffer.flush()
        return
    import json

    results = json.loads(answer.body)
    if "boolean" in results:
        print("yes" if results["boolean"] else "no")
        return
    columns, rows = results["head"]["vars"], results["results"]["bindings"]
    shown = table(*columns)
    for row in rows:
        shown.add_row(*(row[name]["value"] if name in row else "" for name in columns))
    print_table(shown)
    note(f"{len(rows)} row(s)")

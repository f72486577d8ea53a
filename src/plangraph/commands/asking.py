"""`ask`: counting, listing and comparing questions, with the query that answers them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from plangraph.commands.console import (
    DEFAULT_WORKSPACE,
    JsonOption,
    WorkspaceOption,
    note,
    print_json,
    print_table,
    table,
    usage_error,
)
from plangraph.commands.searching import print_result

if TYPE_CHECKING:
    from plangraph.pipeline import Answer

__all__ = ["ask"]

_NUMBERS = frozenset({"count", "judged", "total"})


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What to count, list or compare.")],
    *,
    language: Annotated[str | None, typer.Option("--lang", help="Of the answer: ja or en; else as asked.")] = None,
    query: Annotated[bool, typer.Option("--query", help="Print the SPARQL query instead of its answer.")] = False,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Answer a question by an audited query; what no template can say is searched for, and said to be."""
    from plangraph.pipeline import answer_json, open_ask

    if language not in (None, "ja", "en"):
        raise usage_error(f"--lang: {language!r} is neither ja nor en")
    with open_ask(workspace) as opened:
        answer = opened.ask(question, language)
    if as_json:
        print_json(answer_json(answer))
    elif query and answer.answered:
        print(answer.query, end="")
    else:
        _print(answer)


def _print(answer: "Answer") -> None:
    if answer.search is not None:
        note(f"no answer by a query: {answer.why}")
        print_result(answer.search)
        return
    print(answer.title)
    sourced = any(row.source for row in answer.rows)
    headings = [*(label for _, label in answer.columns), *(["source"] if sourced else [])]
    numbers = tuple(label for name, label in answer.columns if name in _NUMBERS)
    shown = table(*headings, numbers=numbers, whole=("source",))
    for row in answer.rows:
        cells = [row.cells[name] or "" for name, _ in answer.columns]
        shown.add_row(*cells, *([_where(row.source)] if sourced else []))
    print_table(shown)
    if answer.total > len(answer.rows):
        note(f"the first {len(answer.rows)} of {answer.total} rows; --query prints the query that gives them all")
    for caveat in answer.caveats:
        note(caveat)


def _where(source: "dict[str, Any] | None") -> str:
    if not source or not source["document"]:
        return ""
    start, end = source["start_line"], source["end_line"]
    return f"{source['document']}:{start}" if end in (None, start) else f"{source['document']}:{start}-{end}"

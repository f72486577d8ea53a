"""`search`: from a question to elements and indicators, with their lines."""

from typing import TYPE_CHECKING, Annotated

import typer

from plangraph.commands.console import (
    DEFAULT_WORKSPACE,
    JsonOption,
    WorkspaceOption,
    note,
    print_json,
    print_table,
    table,
)

if TYPE_CHECKING:
    from plangraph.model import Card, Filter, Hit, Passage, PassageHit, SearchResult

__all__ = ["print_result", "search"]


Values = list[str] | None
# Letters shown before the first mark of a passage, and half of those after it.
_AROUND = 30


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to look for, in any language.")],
    *,
    city: Annotated[Values, typer.Option(help="Code or name of a municipality.")] = None,
    kind: Annotated[Values, typer.Option(help="Policy, Goal, Measure, Initiative, Pledge, Project, Indicator.")] = None,
    status: Annotated[Values, typer.Option(help="Achieved, OnTrack, MostlyOnTrack, Delayed …")] = None,
    department: Annotated[Values, typer.Option(help="Name of a department.")] = None,
    sdg: Annotated[Values, typer.Option(help="Number of a goal, 1 to 17.")] = None,
    field: Annotated[Values, typer.Option(help="Field of policy: name in any language, or IRI.")] = None,
    plan: Annotated[Values, typer.Option(help="IRI or last part of the IRI of a plan.")] = None,
    drop: Annotated[
        Values, typer.Option(help="A condition not to take from the words: a field (city) or a value (city:102041).")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many hits.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="How many hits to pass over.")] = 0,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each hit what found it, at what rank, and show the sentence.")
    ] = False,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Find elements and indicators. An option given twice means either value; different options must all hold."""
    from plangraph.model import Filter, Query
    from plangraph.pipeline import open_search, search_json

    given = {"city": city, "kind": kind, "status": status, "department": department, "sdg": sdg, "plan": plan}
    given["field"] = field
    filters = tuple(Filter(name, value, value) for name, values in given.items() for value in values or ())
    with open_search(workspace) as opened:
        result = opened.search(Query(query, filters, limit, offset, tuple(drop or ()), explain))
    if as_json:
        print_json(search_json(result))
    else:
        print_result(result)
        for hit in result.hits if explain else ():
            _print_reasons(hit)


def print_result(result: "SearchResult") -> None:
    """A result as a table, with how the question was understood on standard error."""
    understood = [_condition(found) for found in result.interpretation.filters]
    about = f"topic {result.interpretation.topic!r}" + (f", {', '.join(understood)}" if understood else "")
    if not result.answerable:
        note(f"nothing fits ({about})" + ("; these are the nearest:" if result.hits else ""))
    else:
        note(f"{result.total} found ({about})")
    if not result.hits:
        return
    columns = ("#", "score", "kind", "code", "title", "city", "departments", "status", "source")
    found = table(*columns, numbers=("#", "score"), whole=("kind", "source"))
    for hit in result.hits:
        card = hit.card
        found.add_row(
            str(hit.rank),
            f"{hit.score:.3f}",
            card.kind,
            card.notation or "",
            card.label,
            card.city_label,
            "、".join(card.departments),
            ", ".join(card.status),
            _where(card),
        )
    print_table(found)


def _print_reasons(hit: "Hit") -> None:
    """The legs that found a hit, best first, and its passages with what is marked in them."""
    print(f"\n#{hit.rank} {hit.card.label} ({hit.card.city_label})")
    for reason in sorted(hit.reasons, key=lambda reason: -reason.score):
        words = f"  {', '.join(reason.words)}" if reason.words else ""
        print(f"  {reason.leg:8} {reason.score:7.3f}  rank {reason.rank}{words}")
    for found in hit.passages:
        passage = found.passage
        print(f"  {_where(passage)} {passage.role}: {_marked(found)}")


def _marked(found: "PassageHit") -> str:
    """What surrounds the marks of a passage in one line, the marks in 【】."""
    text, pieces, at = found.passage.text, [], 0
    first = max(0, found.highlights[0][0] - _AROUND) if found.highlights else 0
    last = min(len(text), (found.highlights[0][1] if found.highlights else first) + 2 * _AROUND)
    at = first
    for start, end in found.highlights:
        if end <= last:
            pieces.append(f"{text[at:start]}【{text[start:end]}】")
            at = end
    line = " ".join("".join((*pieces, text[at:last])).split())
    return ("…" if first else "") + line + ("…" if last < len(text) else "")


def _condition(found: "Filter") -> str:
    """A condition that was understood: what it holds, that it only raises, and what is doubtful of it."""
    notes = [*(["raises"] if found.soft and not found.note else []), *([found.note] if found.note else [])]
    sign = "≠" if found.excluded else "="
    return f"{found.field}{sign}{found.label or found.value}" + (f" ({', '.join(notes)})" if notes else "")


def _where(card: "Card | Passage") -> str:
    page = card.sheet or (f"p. {card.page}" if card.page is not None else "")
    document = f"{card.document} {page}".rstrip()
    if card.start_line is None:
        return document
    lines = f"{card.start_line}" if card.end_line in (None, card.start_line) else f"{card.start_line}-{card.end_line}"
    return f"{document}:{lines}"

"""`diff`: what changed between two editions of a plan; `similar`: what is like a thing in other cities."""

from pathlib import Path
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
)

if TYPE_CHECKING:
    from plangraph.pipeline.editions import Entry

__all__ = ["compare", "diff", "similar"]

_WORDS = 60


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A document, a .trig, or a plan's IRI in the workspace.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The other edition, in any of these forms.")],
    *,
    municipality: Annotated[
        str | None, typer.Option(help="Whose plan it is, if a document does not say.", metavar="CODE")
    ] = None,
    municipality_name: Annotated[str, typer.Option(help="The municipality's name, if the text lacks it.")] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """List elements and indicators that were added, dropped, renamed or changed from edition A to edition B."""
    from plangraph.model import PlanFacts
    from plangraph.pipeline import diff as compare

    facts = PlanFacts(municipality=municipality, municipality_name=municipality_name)
    found = compare(before, after, Path(workspace), facts)
    if as_json:
        print_json(found.as_json())
        return
    if not found.changes:
        note("no difference")
        return
    made = table("", "kind", "before", "after", "what", "out", "in")
    for change in found.changes:
        entry = change.after or change.before
        kind = entry.kind if entry else ""
        rows = change.differences or (("", (), ()),)
        for number, (facet, out, put) in enumerate(rows):
            head = (change.kind, kind, _name(change.before), _name(change.after)) if number == 0 else ("", "", "", "")
            made.add_row(*head, facet, "\n".join(map(_short, out)), "\n".join(map(_short, put)))
    print_table(made)


def similar(
    iri: Annotated[str, typer.Argument(metavar="IRI", help="An element or indicator, as `search --json` names it.")],
    *,
    other_cities: Annotated[
        bool, typer.Option("--other-cities/--any", help="Of other cities only, or of any city.")
    ] = True,
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many at most.")] = 5,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """List what is most like an element or indicator, and whether indicators can be compared, or why not."""
    from plangraph.errors import QueryError
    from plangraph.pipeline import open_similar

    with open_similar(Path(workspace)) as opened:
        found = opened.to(iri, other_cities=other_cities, limit=limit)
    if found is None:
        raise QueryError(f"there is no element or indicator {iri} in {workspace}; `plangraph search --json` names them")
    if as_json:
        print_json(found)
        return
    note(f"like {found['label']} ({found['city']['label']})")
    made = table(
        "#", "score", "city", "kind", "title", "own indicator", "other indicator", "comparison", numbers=("#", "score")
    )
    for one in found["similar"]:
        head = (str(one["rank"]), f"{one['score']:.3f}", one["city"]["label"], one["kind"], one["label"])
        for pair in one["indicators"] or [None]:
            made.add_row(*head, *(_compared(pair) if pair else ("", "", "")))
            head = ("", "", "", "", "")
    print_table(made)


def compare(
    cities: Annotated[list[str], typer.Argument(metavar="CITY...", help="Two to four, by code or name.")],
    *,
    topic: Annotated[str, typer.Option(metavar="TOPIC", help="What to compare them on, in any language.")],
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Set cities side by side on a topic: what each has by field of policy, and indicators with near names."""
    from plangraph.pipeline import Compare, open_search, open_similar

    with open_search(workspace) as search, open_similar(workspace) as opened:
        found = Compare(workspace, search, opened).compare(cities, topic)
    if as_json:
        print_json(found)
        return
    names = {city["code"]: city["label"] for city in found["cities"]}
    for city in found["cities"]:
        shown = len(city["hits"])
        note(f"{city['label']}: {city['total']} found" + (f", {shown} shown" if shown < city["total"] else ""))
    titles = {
        hit["iri"]: f"{hit['notation'] or ''} {hit['label']}".strip()
        for city in found["cities"]
        for hit in city["hits"]
    }
    made = table("field", *names.values())
    for row in found["fields"]:
        cells = ("\n".join(titles[iri] for iri in cell["hits"]) or "–" for cell in row["cities"])
        made.add_row(row["label"] or "(none inferred)", *cells)
    print_table(made)
    if found["pairs"]:
        beside = table("city", "indicator", "other city", "other indicator", "comparison")
        for pair in found["pairs"]:
            own, other, told = _compared(pair)
            beside.add_row(names[pair["own_city"]], own, names[pair["other_city"]], other, told)
        print_table(beside)


def _compared(pair: dict[str, Any]) -> tuple[str, str, str]:
    """Both indicators and what can be said of them: values of one year, or what keeps them apart."""
    if pair["comparable"]:
        told = [
            f"{value['year']} {value['group']}".strip()
            + f": {value['own']}{value['own_unit']} / {value['other']}{value['other_unit']}"
            for value in pair["values"]
        ]
        told += [f"{each['name']}: {each['own']} / {each['other']}" for each in pair["notes"]]
    else:
        differences = [
            each["name"]
            if each["name"] == "name"
            else f"{each['name']} ({each['own'] or '–'} / {each['other'] or '–'})"
            for each in pair["because"]
        ]
        told = ["not comparable: " + ", ".join(differences)]
    return pair["own"]["label"], pair["other"]["label"], "\n".join(told)


def _name(entry: "Entry | None") -> str:
    return f"{entry.code} {entry.title}".strip() if entry else ""


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WORDS else line[: _WORDS - 1] + "…"

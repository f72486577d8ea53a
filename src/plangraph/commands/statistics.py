"""`statistics`: tables of the nation and of the UN beside the indicators of cities."""

from pathlib import Path
from typing import Annotated

import typer

from plangraph.commands.console import (
    DEFAULT_WORKSPACE,
    JsonOption,
    WorkspaceOption,
    follow,
    note,
    print_json,
    print_table,
    table,
)

__all__ = ["app"]

app = typer.Typer(help="Import official statistics, and find which of them indicators may be.", no_args_is_help=True)


@app.command(name="import")
def import_table(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="CSV or JSON.")],
    *,
    form: Annotated[
        str, typer.Option("--format", help="un-sdg, estat-json, estat-csv or plain; by its form where left out.")
    ] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Keep a table of the UN SDG database, of e-Stat or a plain one, as a named graph of its own."""
    from dataclasses import asdict

    from plangraph.commands.console import usage_error
    from plangraph.pipeline.statistics import import_statistics
    from plangraph.statistics import FORMATS

    if form and form not in FORMATS:
        raise usage_error(f"--format: {form} is none of {', '.join(FORMATS)}")
    with follow() as progress:
        cube = import_statistics(file, workspace, form, progress=progress)
    if as_json:
        print_json(asdict(cube))
        return
    if cube.replaced:
        note(f"{cube.name} takes the place of what was read from {cube.replaced}")
    print(
        f"{cube.name} ({cube.form}): {cube.observations} observations, {cube.missing} of them without a number, "
        f"{cube.series} series, {cube.places} areas, {cube.first} to {cube.last}; "
        "`plangraph build` puts them into the store"
    )


@app.command()
def candidates(
    *,
    city: Annotated[str, typer.Option("--city", help="Only indicators of this city, by its name.")] = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """List which series of official statistics each indicator may be: inferred, to be confirmed by a person."""
    from plangraph.pipeline.candidates import candidates as list_candidates

    rows = [row for row in list_candidates(workspace) if not city or row["city"] == city]
    if as_json:
        print_json(rows)
        return
    shown = table(
        "city", "indicator", "unit", "score", "series", "its unit", "units", "decided", "table", numbers=("score",)
    )
    for row in rows:
        agree = {True: "agree", False: "differ", None: ""}[row["agree"]]
        shown.add_row(
            *(row["city"], row["label"], row.get("unit", ""), f"{row['confidence']:.2f}"),
            *(row["name"], row.get("seriesUnit", ""), agree, row["decided"] or "", row["table"]),
        )
    print_table(shown)
    open_ones = sum(row["decided"] is None for row in rows)
    note(
        f"{len(rows)} pairs, inferred by name, definition and unit; {open_ones} to be confirmed or rejected with "
        "`plangraph curate confirm INDICATOR SERIES` (--json names both)"
    )

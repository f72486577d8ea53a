"""`curate`: what staff decide about links to goals and to official statistics, and about values."""

from typing import Annotated

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

__all__ = ["app", "confirm", "reject"]

app = typer.Typer(
    help="Confirm, reject or add links to the SDGs and to statistics, correct values; nothing printed is overwritten.",
    no_args_is_help=True,
)

_Thing = Annotated[str, typer.Argument(metavar="IRI", help="An element or indicator, as `search --json` names it.")]
_Goal = Annotated[
    str,
    typer.Argument(
        metavar="GOAL|SERIES",
        help="A goal or target, such as 11 or 11.b; of an indicator also a series of statistics by its IRI.",
    ),
]
_Role = Annotated[
    str, typer.Option("--role", envvar="PLANGRAPH_ROLE", help="The name of the role in which you decide, no person's.")
]
_Reason = Annotated[str, typer.Option("--reason", help="Why, in a sentence.")]


@app.command()
def confirm(
    iri: _Thing, goal: _Goal, *, role: _Role, reason: _Reason, workspace: WorkspaceOption = DEFAULT_WORKSPACE
) -> None:
    """Confirm a link that is stated or inferred."""
    _decide(workspace, "confirm", iri, role, reason, linked=goal)


@app.command()
def reject(
    iri: _Thing, goal: _Goal, *, role: _Role, reason: _Reason, workspace: WorkspaceOption = DEFAULT_WORKSPACE
) -> None:
    """Reject a link; it stays visible as rejected."""
    _decide(workspace, "reject", iri, role, reason, linked=goal)


@app.command()
def add(
    iri: _Thing, goal: _Goal, *, role: _Role, reason: _Reason, workspace: WorkspaceOption = DEFAULT_WORKSPACE
) -> None:
    """Add a link that nobody stated or inferred."""
    _decide(workspace, "add", iri, role, reason, linked=goal)


@app.command()
def correct(
    iri: Annotated[str, typer.Argument(metavar="VALUE-IRI", help="A value of an indicator, as the API names it.")],
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="What it should be, in the unit of the printed value.")
    ],
    *,
    role: _Role,
    reason: _Reason,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Put a corrected number beside a printed one, which stays visible."""
    _decide(workspace, "correct", iri, role, reason, value=number)


@app.command()
def withdraw(
    iri: Annotated[str, typer.Argument(metavar="IRI", help="What the decision is about: element, indicator or value.")],
    goal: Annotated[
        str | None, typer.Argument(metavar="GOAL|SERIES", help="Of a link: its goal, target or series.")
    ] = None,
    *,
    role: _Role,
    reason: _Reason,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Take back what was decided; both decisions are kept."""
    _decide(workspace, "withdraw", iri, role, reason, linked=goal)


@app.command(name="list")
def list_decisions(*, workspace: WorkspaceOption = DEFAULT_WORKSPACE, as_json: JsonOption = False) -> None:
    """List all decisions, those superseded and those whose element is gone among them."""
    from plangraph.pipeline import decisions

    found = decisions(workspace)
    if as_json:
        print_json(found)
        return
    if not found:
        note("nobody has decided anything yet")
        return
    shown = table("when", "role", "verdict", "goal or series", "value", "about", "reason", "state")
    for each in found:
        verdict = "Added" if each["added"] else each["verdict"]
        about = f"{each['label']}\n{each['about']}"
        shown.add_row(
            each["at"][:16],
            each["role"],
            verdict,
            each["sdg"] or each["series"] or "",
            each["value"] or "",
            about,
            each["reason"],
            each["state"],
        )
    print_table(shown)


def _decide(
    workspace: WorkspaceOption,
    kind: str,
    iri: str,
    role: str,
    reason: str,
    *,
    linked: str | None = None,
    value: str | None = None,
) -> None:
    from plangraph.pipeline import decide

    # Goals and targets have no colon, IRIs have.
    sdg, series = (None, linked) if linked and ":" in linked else (linked, None)
    made = decide(workspace, kind, iri, role=role, reason=reason, sdg=sdg, value=value, series=series)
    print(made["iri"])
    note("kept; pages and the API show it now, search and SPARQL after the next `plangraph build`")

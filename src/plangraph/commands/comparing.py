"""`diff`: what changed between two editions of a plan."""

from pathlib import Path
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
    from plangraph.pipeline.editions import Entry

__all__ = ["diff"]

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


def _name(entry: "Entry | None") -> str:
    return f"{entry.code} {entry.title}".strip() if entry else ""


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WORDS else line[: _WORDS - 1] + "…"

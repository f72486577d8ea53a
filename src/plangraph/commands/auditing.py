"""`audit`: where what is printed and what the figures say disagree."""

from plangraph.commands.console import (
    DEFAULT_WORKSPACE,
    JsonOption,
    WorkspaceOption,
    note,
    print_json,
    print_table,
    table,
)

__all__ = ["audit"]


def audit(*, workspace: WorkspaceOption = DEFAULT_WORKSPACE, as_json: JsonOption = False) -> None:
    """List indicators whose printed judgement and figures disagree: achieved under a text that says delayed."""
    from plangraph.pipeline import audit as find

    rows = find(workspace)
    if as_json:
        print_json(rows)
        return
    if not rows:
        note("no printed judgement disagrees with its figures")
        return
    shown = table("city", "indicator", "printed", "computed", "actual", "target", "direction", "source")
    for row in rows:
        way = row["direction"] or ""
        ground = f"{way} ({row['direction_ground']})" if way and row["direction_ground"] else way
        name = f"{row['label']} ({row['group']})" if row["group"] else row["label"]
        actual = f"{row['actual']} (corrected: {row['corrected']})" if row["corrected"] else row["actual"]
        figures = (actual, row["target"] or f"attainment {row['attainment']}")
        shown.add_row(
            row["city"], name, f"{row['grade']} ({row['status']})", row["computed"], *figures, ground, _source(row)
        )
    print_table(shown)
    note(f"{len(rows)} disagree; what the direction was inferred from stands in brackets")


def _source(row: dict[str, object]) -> str:
    """The document with the line of the value, and that of the judgement where it is another."""
    lines = [str(line) for line in dict.fromkeys((row["line"], row["judged_line"])) if line is not None]
    return f"{row['document'] or ''}:{', '.join(lines)}"

"""`build`, `validate` and `info`: the workspace itself."""

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

__all__ = ["build", "info", "validate"]


def build(workspace: WorkspaceOption = DEFAULT_WORKSPACE) -> None:
    """Index everything ingested into a new generation, and serve that from now on."""
    from plangraph.pipeline import build as build_generation

    with follow() as progress:
        built = build_generation(workspace, progress=progress)
    counts = ", ".join(f"{number} {name}" for name, number in built.counts.items())
    print(f"generation {built.generation}: {counts}")
    note(f"{built.seconds:.1f} s, {built.embedded} passages encoded anew")


def validate(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Check every graph against the shapes, and every file of the index against its manifest."""
    from plangraph.pipeline import validate as validate_workspace

    with follow() as progress:
        checked = validate_workspace(workspace, progress=progress)
    if as_json:
        print_json(checked.as_json())
    else:
        found = table("severity", "document", "lines", "what", "message")
        for violation in checked.violations:
            lines = "" if violation.start_line is None else f"{violation.start_line}-{violation.end_line}"
            found.add_row(violation.severity, violation.document, lines, violation.focus, violation.message)
        if checked.violations:
            print_table(found)
        for problem in checked.problems:
            print(problem)
        print(
            f"{checked.graphs} graph(s), {checked.errors} violation(s), "
            f"{len(checked.violations) - checked.errors} warning(s), {len(checked.problems)} damaged file(s)"
        )
    if not checked.sound:
        raise typer.Exit(1)


def info(
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Say what the workspace holds, which generation is served, and what built it."""
    from plangraph.pipeline import info as describe_workspace

    facts = describe_workspace(workspace)
    if as_json:
        print_json(facts)
        return
    shown = table("", "")
    shown.show_header = False
    for name, value in facts.items():
        if isinstance(value, dict):
            shown.add_row(name, "\n".join(f"{key}: {item}" for key, item in value.items()))
        elif isinstance(value, list):
            shown.add_row(name, "\n".join(str(item) for item in value))
        else:
            shown.add_row(name, "" if value is None else str(value))
    print_table(shown)

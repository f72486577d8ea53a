"""`sdg`: which Sustainable Development Goals texts and plans address."""

import sys
from dataclasses import asdict
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
    from plangraph.sdg import Measured

__all__ = ["app"]

app = typer.Typer(help="Find, import and measure links to the Sustainable Development Goals.", no_args_is_help=True)

_FILE = typer.Argument(metavar="FILE", help="UTF-8, one text a line; - reads standard input.")


@app.command()
def classify(file: Annotated[str, _FILE], *, as_json: JsonOption = False) -> None:
    """Say which goals (0 to 3) and targets each line addresses, how surely, and by which sentence."""
    import json

    from plangraph.errors import DocumentError
    from plangraph.pipeline.sdg import open_classifier

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(file, "it is no UTF-8; save it as UTF-8, one text a line") from error
    classifier = open_classifier()
    lines = text.splitlines()
    found = classifier.classify(lines)
    if as_json:
        for guesses in found:
            goals = [asdict(guess) for guess in guesses]
            print(json.dumps({"goals": goals, "model": classifier.head.version}, ensure_ascii=False))
        return
    rows = table("line", "goal", "target", "confidence", "evidence")
    for number, guesses in enumerate(found, 1):
        for guess in guesses:
            rows.add_row(str(number), str(guess.goal), guess.target, f"{guess.confidence:.2f}", guess.evidence)
        if not guesses:
            rows.add_row(str(number), "", "", "", "")
    print_table(rows)
    note(f"model {classifier.head.version}")


@app.command()
def evaluate(
    labelled: Annotated[Path, typer.Argument(metavar="LABELLED", exists=True, dir_okay=False, help="Texts, JSONL.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Measure the classifier on labelled texts: by goal, and how far confidence is from being right."""
    from plangraph.pipeline.sdg import evaluate_sdg

    measured = evaluate_sdg(labelled)
    if as_json:
        print_json(asdict(measured))
        return
    _print_measured(measured)


@app.command(name="import")
def import_taxonomy(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="The UN's, Turtle.")],
    *,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Keep an edition of the UN's taxonomy of goals, targets and indicators, as a named graph of its own."""
    from plangraph.pipeline.taxonomy import import_taxonomy as keep

    print(f"{keep(file, workspace)} triples of {file.name} are kept; `plangraph build` puts them into the store")


@app.command()
def matrix(*, workspace: WorkspaceOption = DEFAULT_WORKSPACE, as_json: JsonOption = False) -> None:
    """Count the elements of each city by goal: stated, inherited, inferred."""
    from plangraph.pipeline.taxonomy import coverage

    rows = coverage(workspace)
    if as_json:
        print_json(rows)
        return
    shown = table("city", "goal", "elements", "stated", "inherited", "inferred", "confirmed")
    for row in rows:
        shown.add_row(
            *(str(row[name]) for name in ("city", "goal", "elements", "stated", "inherited", "inferred", "confirmed"))
        )
    print_table(shown)


def _print_measured(measured: "Measured") -> None:
    rows = table("goal", "labelled", "said", "right", "precision", "recall")
    for row in measured.goals:
        precision = f"{row.right / row.said:.2f}" if row.said else ""
        recall = f"{row.right / row.labelled:.2f}" if row.labelled else ""
        rows.add_row(str(row.goal), str(row.labelled), str(row.said), str(row.right), precision, recall)
    print_table(rows)
    shown = table("confidence", "pairs", "mean confidence", "right")
    for at, each in enumerate(measured.bins):
        shown.add_row(
            f"{at / 10:.1f} to {(at + 1) / 10:.1f}", str(each.count), f"{each.confidence:.2f}", f"{each.right:.2f}"
        )
    print_table(shown)
    print(
        f"precision {measured.precision:.3f}, recall {measured.recall:.3f}, micro F1 {measured.f1:.3f}, "
        f"calibration error {measured.calibration_error:.3f}"
    )

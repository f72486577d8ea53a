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
    from collections.abc import Sequence

    from plangraph.pipeline.sdg_measures import Variant
    from plangraph.sdg import Measured
    from plangraph.sdg.snippets import Judged

__all__ = ["app"]

app = typer.Typer(help="Find, import and measure links to the Sustainable Development Goals.", no_args_is_help=True)

_FILE = typer.Argument(metavar="FILE", help="UTF-8, one text a line; - reads standard input.")


@app.command()
def classify(file: Annotated[str, _FILE], *, as_json: JsonOption = False) -> None:
    """Say which goals (0 to 3) and targets each line addresses, how surely, and by which sentence."""
    import json

    from plangraph.pipeline.sdg import open_classifier, read_texts

    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    lines = read_texts(data, "standard input" if file == "-" else file)
    classifier = open_classifier()
    found = classifier.classify(lines)
    if as_json:
        for guesses, sure in zip(found, classifier.confidences(lines) if lines else (), strict=True):
            goals = [asdict(guess) for guess in guesses]
            every = {str(goal): round(float(each), 3) for goal, each in enumerate(sure, 1)}
            answer = {"goals": goals, "confidences": every, "model": classifier.head.version}
            print(json.dumps(answer, ensure_ascii=False))
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
    snippets: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Texts judged for one goal each as well, JSONL.")
    ] = None,
    noise: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Texts of no policy, to see who is fooled, JSONL.")
    ] = None,
    ablate: Annotated[bool, typer.Option("--ablate", help="Measure it with parts left out as well.")] = False,
    diagram: Annotated[Path | None, typer.Option(dir_okay=False, help="Write the reliability diagram, SVG.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the classifier on labelled texts: by goal, how far confidence is from being right, texts a second."""
    from plangraph.pipeline.sdg_measures import (
        ablate_sdg,
        evaluate_noise,
        evaluate_sdg,
        evaluate_snippets,
        texts_a_second,
    )
    from plangraph.sdg.diagram import draw_reliability

    measured = evaluate_sdg(labelled)
    judged = evaluate_snippets(snippets) if snippets else None
    fooled = evaluate_noise(noise) if noise else []
    variants = ablate_sdg(labelled, snippets) if ablate else []
    rate = texts_a_second(labelled)
    if diagram is not None:
        diagram.write_text(draw_reliability(measured), encoding="utf-8")
    if as_json:
        more = {"snippets": asdict(judged) if judged else None, "variants": [asdict(each) for each in variants]}
        more["noise"] = [asdict(each) for each in fooled]
        print_json({**asdict(measured), **more, "texts_a_second": round(rate)})
        return
    _print_measured(measured)
    if judged is not None:
        _print_judged(judged)
    for each in fooled:
        print(f"of no policy, {each.language}, {each.split}: {each.given} of {each.count} are given a goal")
    if variants:
        _print_variants(variants)
    print(f"{rate:,.0f} texts a second with cached vectors")
    if diagram is not None:
        note(f"{diagram} shows confidence against correctness")


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
    """Count the elements of each city by goal: stated, inherited, inferred, confirmed, rejected."""
    from plangraph.pipeline.taxonomy import coverage

    rows = coverage(workspace)
    if as_json:
        print_json(rows)
        return
    columns = ("city", "goal", "elements", "stated", "inherited", "inferred", "confirmed", "rejected")
    shown = table(*columns)
    for row in rows:
        shown.add_row(*(str(row[name]) for name in columns))
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


def _print_judged(judged: "Judged") -> None:
    rows = table("goal", "snippets", "accuracy", "AUC")
    for row in judged.goals:
        rows.add_row(str(row.goal), str(row.count), f"{row.accuracy:.2f}", f"{row.auc:.2f}")
    print_table(rows)
    print(f"snippets, mean over goals: accuracy {judged.accuracy:.3f}, AUC {judged.auc:.3f}")


def _print_variants(variants: "Sequence[Variant]") -> None:
    rows = table("variant", "micro F1", "calibration error", "accuracy of snippets", "AUC of snippets")
    for each in variants:
        judged = (f"{each.snippets.accuracy:.3f}", f"{each.snippets.auc:.3f}") if each.snippets else ("", "")
        rows.add_row(each.name, f"{each.elements.f1:.3f}", f"{each.elements.calibration_error:.3f}", *judged)
    print_table(rows)

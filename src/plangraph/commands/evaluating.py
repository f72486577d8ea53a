"""`evaluate`: how well a search answers the topics of a test collection."""

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
    usage_error,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plangraph.evaluation.contrast import Difference
    from plangraph.evaluation.measures import Report
    from plangraph.evaluation.refusals import Point
    from plangraph.pipeline import Ablation

__all__ = ["evaluate", "print_ablations", "print_curve", "print_differences", "print_report"]


def evaluate(
    topics: Annotated[Path, typer.Argument(metavar="TOPICS", exists=True, dir_okay=False, help="Topics, JSONL.")],
    qrels: Annotated[Path, typer.Argument(metavar="QRELS", exists=True, dir_okay=False, help="Judgements, TREC.")],
    *,
    units: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Judged units, JSONL; without it judgements name IRIs."),
    ] = None,
    run: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Measure this run instead of searching.")
    ] = None,
    run_out: Annotated[Path | None, typer.Option(dir_okay=False, help="Write the run here, in TREC's form.")] = None,
    against: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="List topics by difference from this run.")
    ] = None,
    ablate: Annotated[bool, typer.Option("--ablate", help="Measure named variants of ranking instead.")] = False,
    variants: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Other variants than those that come along, TOML.")
    ] = None,
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
    as_json: JsonOption = False,
) -> None:
    """Measure search on topics with judged answers: nDCG@10, recall, rank, and what is refused."""
    from plangraph.evaluation import read_collection, read_variants, write_run
    from plangraph.pipeline import ablate as measure_variants
    from plangraph.pipeline import evaluate as measure

    ablate = ablate or variants is not None
    if ablate and (run or run_out or against):
        raise usage_error("--ablate makes a run for each variant; leave out --run, --run-out and --against")
    collection = read_collection(topics, qrels, units)
    if ablate:
        ablations = measure_variants(collection, workspace, read_variants(variants))
        if as_json:
            print_json({each.variant.name: each.report.as_json() for each in ablations})
        else:
            print_ablations(ablations)
        return
    found = measure(collection, workspace, run=run, against=against)
    if run_out is not None:
        write_run(run_out, found.run)
    if as_json:
        print_json(found.as_json())
        return
    print_report(found.report)
    print_curve(found.curve, found.separation)
    if found.differences is not None:
        print_differences(found.differences)


def print_report(report: "Report") -> None:
    """Means by category and over all, what was refused, and how many hits break a filter."""
    made = table("category", "topics", *report.overall, numbers=("topics", *report.overall))
    for name, values in report.categories.items():
        made.add_row(name, str(report.sizes[name]), *_figures(values))
    made.add_row("all answerable", str(sum(report.sizes.values())), *_figures(report.overall))
    print_table(made)
    refused = "no topic is without an answer" if report.refused is None else f"{report.refused:.0%} of those without"
    print(f"refused: {refused}; {report.falsely_refused:.1%} of the answerable")
    print(f"of the first ten hits, {report.judged:.0%} were judged; the others count as wrong")
    if report.violations is not None:
        broken = ", ".join(f"{field} {count}" for field, count in sorted(report.violations.items()))
        print(f"hits that break a filter of their topic: {broken or 'none'}")


def print_curve(curve: "Sequence[Point]", separation: float | None) -> None:
    """The least threshold for each share of rightly refused topics, and what else it refuses."""
    if not curve:
        return
    made = table(
        "refuse below", "without an answer", "answerable", numbers=("refuse below", "without an answer", "answerable")
    )
    # Between two of these a higher threshold refuses more answerable topics only.
    best = {point.refused: point for point in reversed(curve)}
    for point in sorted(best.values(), key=lambda point: point.threshold):
        made.add_row(f"{point.threshold:.4f}", f"{point.refused:.0%}", f"{point.falsely_refused:.1%}")
    print_table(made)
    print(f"area under this curve: {separation:.3f}")


def print_differences(found: "Sequence[Difference]") -> None:
    """Topics whose nDCG@10 differs, with what came into or fell out of the first ten."""
    if not found:
        note("no topic differs")
        return
    made = table(
        "topic", "category", "query", "before", "after", "change", "out", "in", numbers=("before", "after", "change")
    )
    for each in found:
        figures = (f"{each.before:.3f}", f"{each.after:.3f}", f"{each.change:+.3f}")
        names = ("\n".join(each.lost), "\n".join(each.gained))
        made.add_row(each.topic.id, each.topic.category, each.topic.query, *figures, *names)
    print_table(made)


def print_ablations(ablations: "Sequence[Ablation]") -> None:
    """One line a variant: nDCG@10 over all and by category, R@20, RR, and what was refused."""
    categories = list(ablations[0].report.categories)
    columns = ("nDCG@10", *categories, "R@20", "RR", "refused", "falsely")
    made = table("variant", *columns, numbers=columns)
    for each in ablations:
        report = each.report
        by_category = [f"{report.categories[name]['nDCG@10']:.3f}" for name in categories]
        overall = report.overall
        made.add_row(
            each.variant.name,
            f"{overall['nDCG@10']:.3f}",
            *by_category,
            f"{overall['R@20']:.3f}",
            f"{overall['RR']:.3f}",
            "" if report.refused is None else f"{report.refused:.0%}",
            f"{report.falsely_refused:.1%}",
        )
    print_table(made)


def _figures(values: "Mapping[str, float]") -> list[str]:
    return [f"{value:.3f}" for value in values.values()]

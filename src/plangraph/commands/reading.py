"""`ingest` and `inspect`: what a document says."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    usage_error,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from plangraph.model import Element, Plan, PlanFacts, Span, Violation
    from plangraph.pipeline import Ingested

__all__ = ["ingest", "inspect"]

MunicipalityOption = Annotated[str | None, typer.Option(help="Whose plan it is: a code of six digits.", metavar="CODE")]
NameOption = Annotated[str, typer.Option("--municipality-name", help="The municipality's name, if the text lacks it.")]
TitleOption = Annotated[str, typer.Option(help="The plan's title.")]
KindOption = Annotated[
    str | None,
    typer.Option(
        help=(
            "pledge-sheets, strategy, strategy-review, comprehensive-plan, manifesto-progress, project-review or other."
        )
    ),
]
PeriodOption = Annotated[str | None, typer.Option(help="First and last fiscal year.", metavar="2023/2027")]
SlugOption = Annotated[str, typer.Option(help="The plan's name in IRIs, such as manifesto-2025.")]


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, folders, or a corpus.toml.")],
    *,
    municipality: MunicipalityOption = None,
    municipality_name: NameOption = "",
    title: TitleOption = "",
    kind: KindOption = None,
    period: PeriodOption = None,
    slug: SlugOption = "",
    workspace: WorkspaceOption = DEFAULT_WORKSPACE,
) -> None:
    """Read plan documents, check them, and keep their graphs in the workspace."""
    facts = _facts(municipality, kind, period, municipality_name=municipality_name, title=title, slug=slug)
    from plangraph.errors import IngestError, ValidationError
    from plangraph.pipeline import Ingested, iter_ingest

    done, rejected = [], []
    with follow() as progress:
        for outcome in iter_ingest(paths, workspace, facts, progress=progress):
            if isinstance(outcome, Ingested):
                done.append(outcome)
            else:
                rejected.append(outcome)
    if done:
        print_table(_summary(done))
    for ingested in done:
        _warn(ingested.source.name, ingested.plan, ingested.violations)
    if rejected:
        for one in rejected:
            if isinstance(one.error, ValidationError):
                for line in one.error.report:
                    note(f"{one.source}: {line}")
        raise IngestError(tuple((str(one.source), one.error) for one in rejected), len(done) + len(rejected))


def inspect(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="One document.")],
    *,
    municipality: MunicipalityOption = None,
    municipality_name: NameOption = "",
    title: TitleOption = "",
    kind: KindOption = None,
    period: PeriodOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what would be read from a document, how each line was understood, and which lines were not."""
    facts = _facts(municipality, kind, period, municipality_name=municipality_name, title=title)
    from plangraph.pipeline import check, plan_json
    from plangraph.pipeline import inspect as inspect_document

    plan = inspect_document(path, facts)
    if as_json:
        print_json(plan_json(plan))
        return
    print(f"{plan.title}: {plan.municipality_name} ({plan.municipality}), {plan.kind}, {plan.slug}")
    encoding = f"encoding {plan.document.encoding}, " if plan.document.encoding else ""
    print(f"layout {plan.layout}, {encoding}text accounted for {plan.coverage:.1%}: {_shares(plan)}")
    print_table(_outline(plan))
    print_table(_understood(plan))
    _warn(path.name, plan, check(plan))
    unread = [_lines(reading.span) for reading in plan.readings if reading.role == "unread"]
    if unread:
        note(f"not understood: lines {', '.join(unread)}")


def _shares(plan: "Plan") -> str:
    shares = {"understood": plan.understood, "kept as text": plan.kept, "noise": plan.noise, "unread": plan.unread}
    return ", ".join(f"{name} {share:.1%}" for name, share in shares.items())


def _warn(name: str, plan: "Plan", violations: "Sequence[Violation]") -> None:
    """What a person should look at, the same for `ingest` and `inspect`: of the reading, then of the shapes."""
    for warned in plan.warnings:
        note(f"warning: {name}:{_lines(warned.span)}: {warned.message}")
    for violation in violations:
        what = violation.focus.rsplit("/", 1)[-1]
        place = f"{name}:{violation.start_line}" if violation.start_line else name
        note(f"{violation.severity}: {place}: {violation.message} ({what})")


def _facts(municipality: str | None, kind: str | None, period: str | None, **as_given: str) -> "PlanFacts":
    from plangraph.model import PlanFacts
    from plangraph.pipeline.corpus import parse_kind, parse_period

    try:
        return PlanFacts(
            municipality=municipality,
            kind=parse_kind(kind) if kind else None,
            period=parse_period(period) if period else None,
            **as_given,
        )
    except ValueError as error:
        raise usage_error(str(error)) from error


def _summary(done: "list[Ingested]") -> "Table":
    numbers = ("indicators", "observations", "departments", "warnings", "read")
    made = table("document", "city", "plan", "elements", *numbers, numbers=numbers, whole=("document", "city"))
    for one in done:
        made.add_row(
            one.source.name,
            one.plan.municipality_name or one.plan.municipality,
            one.plan.title + (" (replaced)" if one.replaced else ""),
            ", ".join(f"{number} {kind}" for kind, number in one.kinds.items()),
            *(str(one.counts[name]) for name in numbers[:-1]),
            f"{one.plan.understood + one.plan.noise:.1%}" + (f" +{one.plan.kept:.1%} kept" if one.plan.kept else ""),
        )
    return made


def _outline(plan: "Plan") -> "Table":
    made = table("lines", "kind", "code", "title", "indicators", "departments", numbers=("indicators",))

    def add(element: "Element", depth: int) -> None:
        units = dict.fromkeys(responsibility.unit for responsibility in element.responsibilities)
        made.add_row(
            _lines(element.span),
            element.kind.value,
            element.code or "",
            "  " * depth + element.title,
            str(len(element.indicators) or ""),
            "、".join(units),
        )
        for child in element.children:
            add(child, depth + 1)

    for element in plan.elements:
        add(element, 0)
    return made


def _understood(plan: "Plan") -> "Table":
    made = table("lines", "understood as", "by rule", "characters", "sure", numbers=("characters", "sure"))
    for reading in plan.readings:
        made.add_row(
            _lines(reading.span), reading.role, reading.rule, str(reading.characters), f"{reading.confidence:.2f}"
        )
    return made


def _lines(span: "Span") -> str:
    page = "" if span.page is None else f"p{span.page}:"
    return page + (str(span.start_line) if span.start_line == span.end_line else f"{span.start_line}-{span.end_line}")

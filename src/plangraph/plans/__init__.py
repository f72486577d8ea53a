"""Document → Plan: a layout recognised by its form reads the elements; what is known from outside completes them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from plangraph.errors import PlanError
from plangraph.model import Plan, PlanKind
from plangraph.plans.labels import set_labels_apart
from plangraph.plans.layouts import recognise
from plangraph.plans.municipalities import resolve
from plangraph.plans.years import find_period, find_years

if TYPE_CHECKING:
    from plangraph.model import Document, PlanFacts

__all__ = ["parse_plan"]


def parse_plan(document: Document, facts: PlanFacts) -> Plan:
    """Read a plan out of a document; `facts` from a corpus file or flags go before what the text says.

    Raises:
        PlanError: no known form of plan document fits, or nothing could be read.
        MunicipalityError: nobody says whose plan it is.

    """
    document = set_labels_apart(document)
    layout = recognise(document)
    if layout is None:
        raise PlanError(
            document.name,
            "no known form of plan was found in it (pledge sheets, table of indicators, chapters, system of measures, "
            "progress of pledges)",
        )
    draft = layout.read(document)
    if not draft.elements:
        raise PlanError(document.name, f"it looks like {layout.name}, but no element could be read")
    for block in document.blocks:
        if not block.span.end_line and not draft.ledger.claimed(block):
            draft.ledger.claim(block, "noise", "name of a sheet")
    municipality = resolve(document, facts)
    title = facts.title or draft.title or document.name
    kind = facts.kind or layout.kind
    period = facts.period or find_period(
        "\n".join(block.text for block in document.blocks[:40] if len(block.text) <= 80)
    )
    return Plan(
        municipality=municipality.code,
        municipality_name=municipality.name,
        title=title,
        kind=kind,
        slug=facts.slug or _slug(kind, period, title),
        document=document,
        elements=tuple(node.freeze() for node in draft.elements),
        period=period,
        scale=draft.scale,
        readings=draft.ledger.readings(),
        warnings=tuple(sorted(draft.ledger.warnings, key=lambda warned: warned.span)),
        layout=layout.name,
    )


def _slug(kind: PlanKind, period: tuple[int, int] | None, title: str) -> str:
    """Kind and period, and for what appears every year the fiscal year in its title: the same for a corrected file."""
    parts = [kind.value, *(str(year) for year in period or ())]
    year = next((y for y in find_years(title) if y.fiscal and not y.bare), None)
    if year is not None:
        parts.append(f"fy{year.value}")
    if len(parts) == 1 or kind is PlanKind.OTHER:  # the kind would make two plans of a city one
        parts.append(re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", title)).strip("-").lower())
    return "-".join(parts)

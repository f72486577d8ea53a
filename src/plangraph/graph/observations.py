"""Indicators and their values."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rdflib import Literal

from plangraph.graph.draft import decimal, gyear
from plangraph.graph.locals import local_name
from plangraph.graph.statements import add_assessment, add_responsibility, add_text
from plangraph.model import Bound
from plangraph.namespaces import PG, SKOS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdflib import URIRef

    from plangraph.graph.draft import Draft
    from plangraph.model import Indicator, Observation

__all__ = ["add_indicator"]

_BOUNDS: Final[dict[Bound, URIRef]] = {
    Bound.AT_LEAST: PG.AtLeast,
    Bound.AT_MOST: PG.AtMost,
    Bound.RISE: PG.Rise,
}


def add_indicator(draft: Draft, indicator: Indicator, local: str, scale: Mapping[str, URIRef]) -> None:
    """An indicator with everything that its row says; the elements that have it point to it themselves."""
    node = draft.thing(local)
    draft.type(node, PG.Indicator)
    draft.label(node, indicator.name or "(名称なし)")
    draft.belongs(node)
    draft.source(node, indicator.span)
    if indicator.definition:
        draft.add(node, SKOS.definition, draft.words(indicator.definition))
    if indicator.unit:
        draft.add(node, PG.unitText, Literal(indicator.unit))
    if indicator.direction is not None:
        draft.add(node, PG.direction, PG[indicator.direction.value])
    if indicator.owner_confidence is not None:
        draft.add(node, PG.ownerInferred, Literal(lexical_or_value=True))
        draft.add(node, PG.confidence, decimal(Decimal(f"{indicator.owner_confidence:.2f}")))
    for observation in indicator.observations:
        _add_observation(draft, node, local, indicator, observation)
    for text in indicator.texts:
        add_text(draft, node, local, text)
    for charge in indicator.responsibilities:
        add_responsibility(draft, node, local, charge)
    for assessment in indicator.assessments:
        add_assessment(draft, node, local, assessment, scale)


def _add_observation(
    draft: Draft, owner: URIRef, owner_local: str, indicator: Indicator, observation: Observation
) -> None:
    node = draft.claim(f"{owner_local}/{_name(observation)}")
    draft.type(node, PG.Observation)
    draft.add(node, PG.valueKind, PG[observation.kind.value])
    draft.add(node, PG.rawValue, Literal(observation.raw))
    if observation.value is not None:
        draft.add(node, PG.value, decimal(observation.value))
        unit = observation.unit or indicator.unit
        draft.add(node, PG.unitText, Literal(unit) if unit else None)
    if observation.fiscal_year is not None:
        draft.add(node, PG.fiscalYear, gyear(observation.fiscal_year))
    elif observation.calendar_year is not None:
        draft.add(node, PG.calendarYear, gyear(observation.calendar_year))
    if observation.group:
        draft.add(node, PG.group, Literal(observation.group))
    if observation.bound is not None:
        draft.add(node, PG.bound, _BOUNDS[observation.bound])
    if observation.missing is not None:
        draft.add(node, PG.missing, PG[observation.missing.value])
    if observation.cumulative is not None:
        draft.add(node, PG.cumulative, Literal(observation.cumulative))
    if observation.approximate:
        draft.add(node, PG.approximate, Literal(lexical_or_value=True))
    draft.source(node, observation.span)
    draft.add(owner, PG.observation, node)


def _name(observation: Observation) -> str:
    """`actual-fy2022`, `actual-cy2022`, or `actual-n` where no year is printed; then the group."""
    if observation.fiscal_year is not None:
        year = f"fy{observation.fiscal_year}"
    elif observation.calendar_year is not None:
        year = f"cy{observation.calendar_year}"
    else:
        year = "n"
    group = f"-{local_name(observation.group)}" if observation.group else ""
    return f"{observation.kind.value.lower()}-{year}{group}"

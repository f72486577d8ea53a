"""The form of the answer of `/api/v1/indicators`."""

from pydantic import BaseModel, Field

from plangraph_api.schemas import City, Plan
from plangraph_api.schemas_element import CellSource, Observation, Reference

__all__ = ["IndicatorsAnswer"]


class ListedIndicator(Reference):
    """An indicator with what it aims at and how far it has come."""

    definition: str | None
    unit: str | None
    direction: str | None
    direction_inferred: bool
    city: City
    plan: Plan
    elements: list[Reference] = Field(description="What it measures.")
    departments: list[str] = Field(description="Those in charge of it, else of what it measures.")
    fields: list[str] = Field(description="Concepts of the policy fields that it is of, inferred; the surest first.")
    baseline: Observation | None = Field(description="The oldest one.")
    actual: Observation | None = Field(description="The newest one; a number goes before words.")
    target: Observation | None = Field(description="The last one.")
    year_target: Observation | None = Field(description="That of the year of `actual`, which met and notMet speak of.")
    attainment: str | None = Field(description="How far from baseline to target, 1 at the target.")
    not_comparable: list[str] = Field(description="Why there is no attainment, by local name in `pg:`.")
    come: str = Field(description="met, underWay, noGain, notMet (the target of the year), or unknown.")
    statuses: list[str] = Field(description="The newest judgements on the common scale.")
    source: CellSource | None


class IndicatorsAnswer(BaseModel):
    """Indicators plan by plan, in the order of their documents."""

    total: int = Field(description="How many fit in all, of which `indicators` is a window.")
    offset: int
    limit: int
    more: int = Field(description="How many come after this window; the Link header leads to them.")
    indicators: list[ListedIndicator]

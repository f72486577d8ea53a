"""The form of the answer of `/api/v1/similar`."""

from pydantic import BaseModel, Field

from plangraph_api.schemas import City, Plan, Source
from plangraph_api.schemas_element import Observation

__all__ = ["SimilarAnswer"]


class Placed(BaseModel):
    """An element or indicator with its city and plan."""

    iri: str
    kind: str
    label: str
    notation: str | None
    city: City
    plan: Plan
    path: list[str]
    source: Source


class AlignedIndicator(BaseModel):
    """One indicator of a pair, with its newest observed value."""

    iri: str
    label: str | None
    notation: str | None
    definition: str | None
    unit: str | None
    direction: str | None
    newest: Observation | None


class Difference(BaseModel):
    """Something that differs between two indicators, with what each has."""

    name: str = Field(
        description="name, noNumber, unit, group, population, perCapita, cumulative, span, repeated, direction, year; "
        "in `notes` scale."
    )
    own: str
    other: str


class SideBySide(BaseModel):
    """Observed values of one year and group; nothing is converted."""

    year: int
    fiscal: bool
    group: str
    own: str
    own_unit: str
    other: str
    other_unit: str


class IndicatorPair(BaseModel):
    """Two indicators side by side; `because` says what keeps them from being compared."""

    own: AlignedIndicator
    other: AlignedIndicator
    names: float = Field(description="How near their names are, at most 1.")
    comparable: bool
    because: list[Difference]
    notes: list[Difference]
    values: list[SideBySide]


class SimilarThing(Placed):
    """Something like what was asked for; `score` compares within one index only."""

    rank: int
    score: float = Field(description="In standard deviations over the index; pages show what has 8 or more.")
    indicators: list[IndicatorPair]


class SimilarAnswer(Placed):
    """What was asked for, and what is most like it, best first."""

    other_cities: bool
    similar: list[SimilarThing]

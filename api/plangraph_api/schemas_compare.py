"""The form of the answer of `/api/v1/compare`."""

from pydantic import BaseModel, Field

from plangraph_api.schemas_element import (
    Assessment,
    CellSource,
    CityReference,
    FieldLink,
    PlanReference,
    Reference,
    SdgLink,
    Unit,
)
from plangraph_api.schemas_similar import AlignedIndicator, IndicatorPair, Placed

__all__ = ["CompareAnswer", "ThingsAnswer"]


class ComparedHit(Placed):
    """What a city has on the topic; `score` compares within one answer only."""

    score: float
    departments: list[str]
    status: list[str]
    fields: list[str] = Field(description="Concepts of the policy fields that it is of, inferred; the surest first.")


class ComparedCity(BaseModel):
    """A city with what it has on the topic, best first."""

    code: str
    label: str
    answerable: bool = Field(description="Whether anything of the city comes near the topic; if not, no hits.")
    total: int = Field(description="How many a search for the topic in this city finds; `hits` are the nearest.")
    hits: list[ComparedHit]


class FieldCell(BaseModel):
    """What one city has in a field, by IRI, and how much besides is a search away."""

    code: str
    hits: list[str]
    more: int = Field(description="Further ones that a search for the topic finds in this field.")
    wider: int = Field(description="Where it finds none, those that it finds in the field above, `wider` of the row.")
    other: int = Field(description="Where it finds none there either, what the city has in the field otherwise.")


class FieldRow(BaseModel):
    """A field of policy over the cities; `field` is null for what no field was inferred of."""

    field: str | None
    label: str | None
    wider: str | None = Field(description="The field above this one.")
    wider_label: str | None
    lacking: list[str] = Field(description="Codes of the cities whose plans hold nothing in it.")
    cities: list[FieldCell]


class SourcedIndicator(AlignedIndicator):
    """An indicator with where its first value was read."""

    source: CellSource | None


class CityPair(IndicatorPair):
    """Two indicators with near names, of two cities, by their codes."""

    own_city: str
    other_city: str
    own: SourcedIndicator
    other: SourcedIndicator


class ThingPair(IndicatorPair):
    """Two indicators of two things, by their IRIs: with near names, or themselves what was asked for."""

    own_thing: str
    other_thing: str
    own: SourcedIndicator
    other: SourcedIndicator


class UnpairedOfThing(BaseModel):
    """Indicators of a thing that no other one has a like name for."""

    thing: str
    indicators: list[SourcedIndicator]


class Unpaired(BaseModel):
    """Indicators of a city that no other city has a like name for."""

    city: str
    indicators: list[SourcedIndicator]


class CompareAnswer(BaseModel):
    """Cities side by side: fields in which a city has nothing first, pairs that can be compared first."""

    query: str
    topic: str = Field(description="The query less the conditions in its words.")
    cities: list[ComparedCity]
    fields: list[FieldRow]
    pairs: list[CityPair]
    unpaired: list[Unpaired]


class ComparedThing(Reference):
    """An element or indicator as it stands beside others: the newest judgements, and what staff rejected left in."""

    city: CityReference | None
    plan: PlanReference | None
    path: list[Reference]
    departments: list[Unit]
    assessments: list[Assessment] = Field(description="Those of the newest year or date.")
    sdgs: list[SdgLink]
    fields: list[FieldLink] = Field(description="Those that are sure enough.")
    term: str | None
    start: int | None
    deadline: int | None
    source: CellSource | None


class FactRow(BaseModel):
    """One fact over the things; those that differ come first, those that cannot be compared last."""

    name: str = Field(description="kind, status, sdg (number of a goal), field (IRI), term, start or deadline.")
    values: list[list[str]] = Field(description="What each has, in the order of the things.")
    shared: list[str] = Field(description="What all have.")
    comparable: bool
    same: bool | None = Field(description="Whether all have the same; null where that cannot be said.")
    because: list[str] = Field(
        description="Why not: lacking (nothing is said of one), unmapped (a grade on no step of the common scale), "
        "year (judgements of different years)."
    )


class ThingsAnswer(BaseModel):
    """Elements or indicators side by side, in the order in which they were named."""

    things: list[ComparedThing]
    facts: list[FactRow]
    pairs: list[ThingPair]
    unpaired: list[UnpairedOfThing]

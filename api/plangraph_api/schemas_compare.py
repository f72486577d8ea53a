"""The form of the answer of `/api/v1/compare`."""

from pydantic import BaseModel, Field

from plangraph_api.schemas_element import CellSource
from plangraph_api.schemas_similar import AlignedIndicator, IndicatorPair, Placed

__all__ = ["CompareAnswer"]


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
    answerable: bool = Field(description="Whether the city has anything on the topic; if not, there are no hits.")
    total: int = Field(description="How many fit, of the first 100 found; `hits` are the first 20 of them.")
    hits: list[ComparedHit]


class FieldCell(BaseModel):
    """What one city has in a field, by IRI."""

    code: str
    hits: list[str]


class FieldRow(BaseModel):
    """A field of policy over the cities; `field` is null for what no field was inferred of."""

    field: str | None
    label: str | None
    lacking: list[str] = Field(description="Codes of the cities that have nothing in it.")
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

"""The forms of JSON answers, as CONTRACT fixes them and as openapi.json publishes them."""

from __future__ import annotations

from pydantic import BaseModel, Field

__all__ = ["FacetAnswer", "ProblemDocument", "SearchAnswer"]


class Source(BaseModel):
    """Where something was read: lines from 1, both ends included, of a page or sheet (a sheet's page is its place)."""

    document: str | None
    start_line: int | None
    end_line: int | None
    page: int | None = None
    sheet: str | None = None


class AppliedFilter(BaseModel):
    """A filter found in the words of a query; a soft one raises what fits and drops nothing."""

    field: str = Field(
        description="city, prefecture, department, plan, kind, status, grade (printed), sdg, field, year or code."
    )
    value: str
    text: str = Field(description="The words that said it.")
    soft: bool
    label: str = Field("", description="A name of the value for people, where it has one.")
    note: str = Field(
        "",
        description="misspelt: a name one letter away; absent: no such place or unit; unmet: let go, nothing meets it.",
    )
    excluded: bool = Field(False, description="Whether hits are those without the value: 本庄市以外.")


class Interpretation(BaseModel):
    """How a query was understood."""

    topic: str
    language: str = Field(description="BCP 47 tag.")
    filters: list[AppliedFilter]


class City(BaseModel):
    """A municipality by its six-digit code."""

    code: str
    label: str


class Plan(BaseModel):
    """A plan."""

    iri: str
    label: str


class Sdg(BaseModel):
    """An attribution to a Sustainable Development Goal and what it rests on."""

    goal: int
    basis: str = Field(description="Stated, Inherited (stated by a section above), Inferred, or Confirmed by staff.")
    confidence: float


class PassageHit(BaseModel):
    """A passage that speaks for a hit; highlights are [start, end) in characters of `text`."""

    role: str
    text: str
    highlights: list[tuple[int, int]]
    source: Source


class Reason(BaseModel):
    """What one leg of the search says of a hit."""

    score: float = Field(description="What it adds to the score.")
    rank: int = Field(description="The hit's place in this leg, from 1, among all that the index holds.")
    words: list[str] = Field(
        description="Terms of the query, labels of fields, conditions, or titles of subjects below that it found."
    )


class Hit(BaseModel):
    """An element or indicator that was found; `score` compares hits of one answer only."""

    iri: str
    rank: int
    score: float
    kind: str
    label: str
    notation: str | None
    city: City
    plan: Plan
    path: list[str]
    departments: list[str]
    status: list[str]
    sdgs: list[Sdg]
    fields: list[str] = Field(description="Concepts of the policy fields that it is of, inferred; the surest first.")
    passages: list[PassageHit]
    source: Source
    why: dict[str, float | Reason] = Field(
        description="What each leg of the search gave to the score; with `explain`, its rank and words besides."
    )


class FacetValue(BaseModel):
    """A value and how many hits carry it."""

    value: str
    label: str
    count: int


class SearchAnswer(BaseModel):
    """Hits, best first; when nothing fits, `answerable` is false and any hits are only the nearest."""

    query: str
    interpretation: Interpretation
    answerable: bool
    total: int = Field(description="How many fit in all, of which `hits` is a window.")
    hits: list[Hit]
    facets: dict[str, list[FacetValue]]


class FacetAnswer(BaseModel):
    """What the hits of a query could be narrowed by."""

    query: str
    total: int
    facets: dict[str, list[FacetValue]]


class ParameterProblem(BaseModel):
    """What is wrong with one parameter."""

    parameter: str
    detail: str


class ProblemDocument(BaseModel):
    """What went wrong (RFC 9457); `line` and `column` for a query that cannot be read."""

    type: str
    title: str
    status: int
    detail: str
    line: int | None = None
    column: int | None = None
    errors: list[ParameterProblem] | None = None

"""The forms of JSON answers, as CONTRACT fixes them and as openapi.json publishes them."""

from __future__ import annotations

from pydantic import BaseModel, Field

__all__ = ["ElementAnswer", "FacetAnswer", "ProblemDocument", "SearchAnswer"]


class Source(BaseModel):
    """Where something was read: lines from 1, both ends included, of a page or sheet (a sheet's page is its place)."""

    document: str | None
    start_line: int | None
    end_line: int | None
    page: int | None = None
    sheet: str | None = None


class CellSource(Source):
    """The same, and the cell of a table that it stands in; null where it stands in none."""

    row: int | None = Field(default=None, description="Of its table, where the lines do not tell rows apart.")
    column: int | None = Field(default=None, description="From 1; of a merged cell, that of its upper left place.")
    cell: str | None = Field(default=None, description="As spreadsheets call it, such as C5.")


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
        description="misspelt: a name one letter away; absent: no plan of this place; unmet: let go, nothing meets it.",
    )


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
    basis: str = Field(description="Stated, Inferred, Confirmed or Rejected.")
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


class Reference(BaseModel):
    """Enough of a thing to link to it; `relation` says how it is referred to."""

    iri: str
    kind: str | None
    label: str | None
    notation: str | None
    relation: str | None = None


class Unit(BaseModel):
    """A department."""

    iri: str
    label: str


class CityReference(City):
    """A municipality with its IRI."""

    iri: str


class PlanReference(BaseModel):
    """A plan with its kind and its first and last fiscal year."""

    iri: str
    label: str | None
    kind: str | None
    period: list[int | None]


class Document(BaseModel):
    """A source document."""

    iri: str
    name: str | None
    sha256: str | None


class Text(BaseModel):
    """A text in one role, as printed; `printed_code` is the code of its row where that had slipped there."""

    role: str | None
    text: str
    language: str | None
    printed_code: str | None = None
    source: CellSource | None


class Responsibility(BaseModel):
    """A unit's charge with the fiscal years in which it holds it."""

    unit: Unit
    from_fiscal_year: int | None
    to_fiscal_year: int | None
    printed_code: str | None = None
    source: CellSource | None


class Assessment(BaseModel):
    """One printed judgement of progress."""

    grade: str | None
    label: str | None
    status: str | None
    fiscal_year: int | None
    as_of: str | None
    units: list[Unit]
    printed_code: str | None = None
    source: CellSource | None


class Observation(BaseModel):
    """One printed value of an indicator; `value` is a decimal string, or null where no number could be read."""

    iri: str
    kind: str | None = Field(description="Baseline, Actual or Target.")
    value: str | None
    unit: str | None
    fiscal_year: int | None
    calendar_year: int | None
    group: str | None
    bound: str | None
    missing: str | None
    cumulative: bool | None = Field(description="A sum over years, or the value of one year; null where unsaid.")
    attainment: str | None = Field(description="Of an actual value: how far from baseline to target, 1 at the target.")
    raw: str | None
    source: CellSource | None


class SdgLink(BaseModel):
    """An attribution to a goal or target with its grounds."""

    goal: int | None
    target: str | None
    basis: str | None
    confidence: str | None
    evidence: str | None
    inherited: bool
    printed_code: str | None = None


class FieldLink(BaseModel):
    """An inferred attribution to a field of policy; `assigned` where it is sure enough to filter and count by."""

    iri: str
    label: str | None
    basis: str | None
    confidence: str | None
    evidence: str | None
    assigned: bool


class Measured(Reference):
    """An indicator beside the element it measures."""

    definition: str | None
    unit: str | None
    direction: str | None
    direction_inferred: bool
    attainment: str | None
    not_comparable: list[str] = Field(description="Why there is no attainment, by local name in `pg:`.")
    observations: list[Observation]
    assessments: list[Assessment] = []


class ElementAnswer(Reference):
    """All that is known of an element or indicator. What only one of the two has is absent from the other."""

    code_inferred: bool
    title_inferred: bool
    parent_inferred: bool
    printed_parent: Reference | None = Field(description="Under what it is printed, where its parent was inferred.")
    row_inferred: bool
    printed_codes: list[str] = Field(description="Codes of other elements that rows of this one print.")
    mentioned_only: bool
    city: CityReference | None
    plan: PlanReference | None
    path: list[Reference]
    texts: list[Text]
    responsibilities: list[Responsibility]
    assessments: list[Assessment]
    sdgs: list[SdgLink]
    fields: list[FieldLink]
    source: CellSource | None
    document: Document | None
    referenced_by: list[Reference]
    term: str | None = None
    deadline: int | None = None
    deadline_text: str | None = None
    children: list[Reference] | None = None
    indicators: list[Measured] | None = None
    references: list[Reference] | None = None
    definition: str | None = None
    unit: str | None = None
    direction: str | None = None
    direction_inferred: bool | None = None
    attainment: str | None = None
    not_comparable: list[str] | None = None
    observations: list[Observation] | None = None
    elements: list[Reference] | None = None


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

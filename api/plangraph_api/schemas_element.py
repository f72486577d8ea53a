"""The form of all that is known of an element or an indicator."""

from __future__ import annotations

from pydantic import BaseModel, Field

from plangraph_api.schemas import City, Source
from plangraph_api.schemas_curation import Correction, Said  # noqa: TC001 — pydantic reads the annotations

__all__ = ["Disagreement", "ElementAnswer", "Observation"]


class CellSource(Source):
    """The same, and the cell of a table that it stands in; null where it stands in none."""

    iri: str | None = Field(default=None, description="The place itself; its page says what was read there.")
    row: int | None = Field(default=None, description="Of its table, where the lines do not tell rows apart.")
    column: int | None = Field(default=None, description="From 1; of a merged cell, that of its upper left place.")
    cell: str | None = Field(default=None, description="As spreadsheets call it, such as C5.")
    quotation: str | None = Field(
        default=None,
        description="What the document prints there; on the whole row of a cell unless it is long. Null if all is.",
    )


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
    """A unit's charge with the fiscal years in which it holds it; `inferred` where its row leaves the cell blank.

    `supporting` where the unit is named as helping another that leads.
    """

    unit: Unit
    from_fiscal_year: int | None
    to_fiscal_year: int | None
    printed_code: str | None = None
    inferred: bool = False
    supporting: bool = False
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


class Amount(BaseModel):
    """One printed amount of money; `value` is a decimal string in yen, or null where no unit is said."""

    kind: str | None = Field(description="Budgeted, Settled or ProjectCost.")
    name: str | None = Field(description="The column or label, as printed.")
    value: str | None
    unit: str | None
    fiscal_year: int | None
    raw: str | None
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
    not_comparable: list[str] = Field(description="Of an actual value of one group: why it has no attainment.")
    target_met: bool | None = Field(description="Of an actual value: whether it met the target of its year; computed.")
    target_of_year: str | None = Field(description="IRI of the observation that is that target.")
    target_ratio: str | None = Field(description="It divided by that target; where less is better, less is better.")
    target_not_comparable: list[str] = Field(description="Why nobody can say whether it met that target.")
    raw: str | None
    correction: Correction | None = Field(description="What staff put beside the printed value.")
    source: CellSource | None


class Disagreement(BaseModel):
    """A printed judgement and what the figures say, where the two disagree. Neither is corrected."""

    indicator: str
    city: str
    label: str
    group: str | None
    grade: str = Field(description="As printed.")
    status: str = Field(description="The same on the common scale.")
    computed: str = Field(description="met or notMet: the target of the year; noGain or underWay: by the attainment.")
    actual: str = Field(description="As printed.")
    corrected: str | None = Field(description="What staff put beside it; what is computed follows this.")
    target: str | None = Field(description="Of the year; null where the attainment was computed instead.")
    attainment: str | None
    direction: str | None
    direction_ground: str | None = Field(description="What the direction was inferred from; null where it is printed.")
    document: str | None
    line: int | None
    judged_line: int | None


class SdgLink(BaseModel):
    """An attribution to a goal or target with its grounds."""

    goal: int | None
    target: str | None
    basis: str | None
    confidence: str | None
    evidence: str | None
    inherited: bool
    model: str | None
    printed_code: str | None = None
    decided: str | None = Field(description="Confirmed or Rejected, where staff decided; null where nobody did.")
    decision: Said | None = Field(description="Of a link that staff confirmed or rejected: who, when and why.")


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
    direction_ground: str | None = Field(description="What the direction was inferred from.")
    attainment: str | None
    not_comparable: list[str] = Field(description="Why there is no attainment, by local name in `pg:`.")
    disagreements: list[Disagreement] = Field(description="Where the printed judgement and the figures disagree.")
    observations: list[Observation]
    assessments: list[Assessment] = []


class StatisticsValue(BaseModel):
    """A value of official statistics as a decimal string, or the mark that stands instead, and what it means."""

    value: str | None
    mark: str | None
    meaning: str | None


class StatisticsRow(BaseModel):
    """The values of a year, fiscal year or month ("2020-04"), in the order of the places; null where there is none."""

    time: str
    fiscal: bool
    values: list[StatisticsValue | None]


class StatisticsPlace(BaseModel):
    """A city, prefecture or country."""

    iri: str
    label: str | None


class StatisticsCandidate(BaseModel):
    """A series of official statistics that an indicator may be: inferred by name, definition and unit, to be confirmed.

    `confidence` is a score from 0 to 1, no probability; what staff confirmed or rejected says so (`decided`).
    `places` are those with values, the smallest first.
    """

    series: str
    label: str | None
    unit: str | None
    table: str | None
    basis: str | None
    decided: str | None = Field(description="Confirmed or Rejected, where staff decided; null where nobody did.")
    decision: Said | None = Field(description="Who confirmed or rejected it, when and why.")
    confidence: str | None
    units_agree: bool | None
    places: list[StatisticsPlace]
    rows: list[StatisticsRow]


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
    start: int | None = Field(default=None, description="The first fiscal year in which it is carried out.")
    start_text: str | None = None
    amounts: list[Amount] | None = None
    children: list[Reference] | None = None
    indicators: list[Measured] | None = None
    references: list[Reference] | None = None
    definition: str | None = None
    unit: str | None = None
    direction: str | None = None
    direction_inferred: bool | None = None
    direction_ground: str | None = None
    attainment: str | None = None
    not_comparable: list[str] | None = None
    disagreements: list[Disagreement] | None = None
    observations: list[Observation] | None = None
    elements: list[Reference] | None = None
    statistics: list[StatisticsCandidate] | None = None

"""The forms of decisions of staff."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

__all__ = ["Correction", "DecisionAnswer", "DecisionRequest", "Said"]


class Said(BaseModel):
    """Who decided, when (UTC) and why."""

    iri: str
    role: str
    at: str
    reason: str


class Correction(BaseModel):
    """The number that staff put beside the printed one, a decimal string in the same unit."""

    value: str
    decision: Said


class DecisionRequest(BaseModel):
    """What is decided. `sdg` or `series` for links, `value` for corrections; to withdraw, what was decided about."""

    kind: Literal["confirm", "reject", "add", "correct", "withdraw"]
    iri: str = Field(min_length=1, max_length=2000, description="An element or indicator; of a correction, a value.")
    role: str = Field(min_length=1, max_length=100, description="The name of a role, not of a person.")
    reason: str = Field(min_length=1, max_length=2000)
    sdg: str | None = Field(default=None, max_length=10, description="A goal or target, such as 11 or 11.b.")
    value: str | None = Field(default=None, max_length=40, description="A number, in the unit of the printed value.")
    series: str | None = Field(
        default=None, max_length=2000, description="Of an indicator: a series of official statistics by its IRI."
    )


class DecisionAnswer(BaseModel):
    """A decision as it is kept."""

    iri: str
    verdict: str = Field(description="Confirmed, Rejected, Corrected or Withdrawn.")
    about: str
    label: str = Field(description="What the thing was called when it was decided about.")
    role: str
    reason: str
    at: str
    sdg: str | None
    value: str | None
    series: str | None = Field(description="The IRI of the series of official statistics that the link leads to.")
    added: bool = Field(description="Whether nobody had stated or inferred the link that was confirmed.")
    state: str = Field(description="in force, superseded, withdrawal, or gone: kept while no plan has the thing.")

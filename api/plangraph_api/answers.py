"""The form of an answer to a question, as openapi.json publishes it."""

from __future__ import annotations

from pydantic import BaseModel, Field

from plangraph_api.schemas import SearchAnswer, Source  # noqa: TC001 — pydantic reads the annotations

__all__ = ["AskAnswer"]


class Condition(BaseModel):
    """A condition found in the words of a question."""

    field: str = Field(description="city, plan, department, kind, status, grade, sdg, year, code or value.")
    value: str
    label: str
    text: str


class Topic(BaseModel):
    """What the topic of a question was resolved to."""

    text: str
    words: list[str] = Field(description="The words that stand in the names or texts.")
    how: str = Field(description="name: in their names; parts: in names and definitions; text: in their texts.")
    subjects: list[str] = Field(description="IRIs, as they stand in the query.")


class Column(BaseModel):
    """A column, named as in the query, with its heading."""

    name: str
    label: str


class Row(BaseModel):
    """A row: cells by column, terms of ours by their local names; where it is of a thing, its IRI and lines."""

    iri: str | None
    cells: dict[str, str | None]
    source: Source | None


class AskAnswer(BaseModel):
    """An answer with its query; where no template has one, `why` says so and `search` has what was found."""

    question: str
    language: str
    answered: bool
    why: str | None
    generation: int = Field(description="The build of the index that answered.")
    title: str | None = Field(description="What was computed, in words.")
    template: str | None
    intent: str | None = Field(description="count, list, compare, value, attainment or superlative.")
    slots: list[Condition]
    topic: Topic | None
    columns: list[Column]
    rows: list[Row] = Field(description="At most 500; the query gives all.")
    total: int = Field(description="How many rows there are in all.")
    caveats: list[str]
    query: str | None = Field(description="SPARQL; run as it is at /sparql it gives the same rows.")
    search: SearchAnswer | None

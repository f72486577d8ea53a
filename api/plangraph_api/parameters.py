"""What can be asked of a search, the same over the API and in the address of the search page."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from fastapi import Query as Parameter
from pydantic import BaseModel, BeforeValidator

from plangraph.model import Filter, Query

__all__ = [
    "FACETS",
    "LONGEST",
    "ORDERS",
    "CompareParameters",
    "SearchParameters",
    "SearchedOnPage",
    "Values",
]

FACETS: Final = ("city", "kind", "status", "department", "sdg", "field", "plan", "year")
"""Filters, in the order in which they are shown."""
Order = Literal["relevance", "city", "plan", "year"]
ORDERS: Final[tuple[str, ...]] = get_args(Order)
"""What hits can be sorted by, the usual first."""

LONGEST: Final = 1000
"""Letters of a question."""


def _given(values: object) -> object:
    """A form sends its empty fields too."""
    return [value for value in values if value] if isinstance(values, list) else values


Values = Annotated[list[str], BeforeValidator(_given)]
"""A parameter that may be given several times, and empty."""


class SearchParameters(BaseModel):
    """Parameters of a search. One given several times means any of its values; different ones must all hold."""

    q: str = Parameter("", max_length=1000, description="What to look for, in any language.")
    city: Values = Parameter([], description="Code or name of a municipality.")
    kind: Values = Parameter([], description="Policy, Goal, Measure, Initiative, Pledge, Project or Indicator.")
    status: Values = Parameter([], description="Achieved, OnTrack, MostlyOnTrack, Delayed …")
    department: Values = Parameter([], description="Name of a department.")
    sdg: Values = Parameter([], description="Number of a Sustainable Development Goal, 1 to 17.")
    field: Values = Parameter(
        [], description="Field of policy: IRI, its last part, or preferred label in any language; covers narrower ones."
    )
    plan: Values = Parameter([], description="IRI of a plan.")
    year: Values = Parameter([], description="Fiscal year that lies in the period of the plan, such as 2025.")
    drop: Values = Parameter(
        [], description="A filter not to take from the words: `city`, or one value: `city:102041`."
    )
    sort: Order = Parameter(
        "relevance", description="Order of the hits; within a city, plan or year the more relevant comes first."
    )
    limit: int = Parameter(10, ge=1, le=100, description="How many hits at most.")
    offset: int = Parameter(0, ge=0, le=100_000, description="How many hits to pass over.")

    def query(self, *, explain: bool = False) -> Query:
        """The query that these mean."""
        # A year in the words of a query is one of values and deadlines; the one chosen here is of the plan.
        filters = tuple(Filter("period" if name == "year" else name, value, value) for name, value in self.pairs())
        return Query(self.q.strip(), filters, self.limit, self.offset, tuple(self.drop), explain, self.sort)

    def pairs(self) -> list[tuple[str, str]]:
        """The filters as pairs of name and value, each once."""
        return [(name, value) for name in FACETS for value in dict.fromkeys(getattr(self, name))]

    def address(
        self,
        *,
        without: tuple[str, str] | None = None,
        plus: tuple[str, str] | None = None,
        offset: int = 0,
        q: str | None = None,
        drop: str | None = None,
        sort: str | None = None,
    ) -> list[tuple[str, object]]:
        """The parameters of a search like this one, from `offset` on: a filter more or less, other words or order."""
        pairs: list[tuple[str, object]] = [("q", self.q if q is None else q)]
        pairs += [pair for pair in self.pairs() if pair != without]
        pairs += [plus] if plus else []
        pairs += [("drop", each) for each in dict.fromkeys((*self.drop, *([drop] if drop else [])))]
        pairs += [("sort", sort or self.sort)] if (sort or self.sort) != ORDERS[0] else []
        pairs += [("limit", self.limit)] if self.limit != 10 else []
        return [*pairs, ("offset", offset or "")]


class SearchedOnPage(SearchParameters):
    """A search as it is typed: one that is too long is told so on its page, where its words still stand."""

    q: str = Parameter("", description="What to look for, in any language.")
    without: Values = Parameter([], description="A filter to let go, `city:102041`: what a button can say of a form.")

    def left(self) -> list[tuple[str, object]]:
        """The parameters of this search when what it is to be without is gone."""
        gone = {tuple(each.split(":", 1)) for each in self.without}
        return [pair for pair in self.address(offset=self.offset) if pair not in gone]


class CompareParameters(BaseModel):
    """Parameters of a comparison; what is missing or unknown among them is the pipeline's to say."""

    q: str = Parameter("", max_length=1000, description="The topic, in any language.")
    city: Values = Parameter([], description="Code or name of a municipality; two to four.")
    lang: str = Parameter("", description="Language of the page or file, such as ja or en; an answer in JSON has none.")

    def address(self) -> list[tuple[str, object]]:
        """The parameters of this comparison."""
        return [("q", self.q), *(("city", each) for each in self.city)]

    def search(self, city: str, field: str | None = None, *, topic: str = "") -> list[tuple[str, object]]:
        """The parameters of a search for the topic, or for another, in one city and perhaps one field of policy.

        Places that the words name are let go, as in the comparison.
        """
        asked: list[tuple[str, object]] = [("q", topic or self.q.strip()), ("city", city)]
        return [*asked, *([("field", field)] if field else []), ("drop", "prefecture")]

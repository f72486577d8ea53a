"""`/compare`: cities side by side on one topic, as a page, as JSON, and as files for spreadsheets."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import ConfigDict

from plangraph.errors import QueryError
from plangraph_api.comparisons import about, to_sheets
from plangraph_api.exports import csv_file, today, xlsx_file
from plangraph_api.messages import messages
from plangraph_api.pages import page_language, render
from plangraph_api.parameters import CompareParameters, Values
from plangraph_api.routes.common import PROBLEM_RESPONSES, Held
from plangraph_api.schemas_compare import CompareAnswer, ThingsAnswer
from plangraph_api.spreadsheets import Sheet
from plangraph_api.troubles import said_on_page

__all__ = ["router"]

router = APIRouter(responses=PROBLEM_RESPONSES)


class Asked(CompareParameters):
    """A comparison that asks for nothing that there is not."""

    model_config = ConfigDict(extra="forbid")

    iri: Values = Query([], description="IRI of an element or indicator; two to four, without a city and a topic.")


@router.get("/api/v1/compare", response_model=CompareAnswer | ThingsAnswer, tags=["search"])
def compare(asked: Annotated[Asked, Query()], library: Held) -> dict[str, Any]:
    """What two to four cities have on a topic, or two to four elements or indicators, side by side.

    Cities by `city` and `q`, things by `iri`. Indicators are aligned where they can be compared, or come with the
    reason why not.
    """
    if not asked.iri:
        return library.compare(asked.city, asked.q)
    if asked.city or asked.q.strip():
        raise QueryError("iri: compare either elements by iri, or cities by city and q")
    return library.compare_things(asked.iri)


@router.get("/compare", response_class=Response, include_in_schema=False)
def compare_page(request: Request, asked: Annotated[CompareParameters, Query()], library: Held) -> Response:
    """The comparison below the form that asks for it; the form alone where nothing is asked, or what is wrong."""
    cities = library.cities()
    facts: dict[str, Any] = {"asked": asked, "cities": cities, "found": None, "trouble": None}
    if not (asked.city or asked.q.strip()):
        return render(request, "compare.html", **facts)
    try:
        facts["found"] = library.compare(asked.city, asked.q)
    except QueryError as error:
        facts["trouble"] = said_on_page(error.problem, page_language(request)[0])
        return render(request, "compare.html", 400, **facts)
    return render(request, "compare.html", **facts, made=today(), stamp=library.stamp())


@router.get("/compare.csv", response_class=Response, include_in_schema=False)
def compare_csv(request: Request, asked: Annotated[CompareParameters, Query()], library: Held) -> Response:
    """The comparison as CSV."""
    return csv_file("compare", *_tables(request, asked, library))


@router.get("/compare.xlsx", response_class=Response, include_in_schema=False)
def compare_xlsx(request: Request, asked: Annotated[CompareParameters, Query()], library: Held) -> Response:
    """The comparison as a workbook."""
    return xlsx_file("compare", *_tables(request, asked, library))


def _tables(request: Request, asked: CompareParameters, library: Held) -> tuple[list[str], list[Sheet], str]:
    """The lines above, the tables and the language."""
    found, words = library.compare(asked.city, asked.q), messages(page_language(request)[0])
    return about(found, words, today(), library.stamp()), to_sheets(found, words), words.language

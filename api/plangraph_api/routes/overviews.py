"""`/overview.csv` and `/overview.xlsx`: the tables of the page of a plan or a city, to take along."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from plangraph_api.exports import csv_file, today, xlsx_file
from plangraph_api.glances import in_order
from plangraph_api.messages import messages
from plangraph_api.overview_tables import about_overview, overview_sheets
from plangraph_api.pages import page_language
from plangraph_api.routes.common import PROBLEM_RESPONSES, Held
from plangraph_api.spreadsheets import Sheet

__all__ = ["router"]

router = APIRouter(include_in_schema=False, responses=PROBLEM_RESPONSES)

Asked = Annotated[str, Query(min_length=1, max_length=2000, description="IRI of a plan or municipality.")]


@router.get("/overview.csv", response_class=Response)
def overview_csv(request: Request, iri: Asked, library: Held) -> Response:
    """The tables as CSV, one below the other."""
    return csv_file("overview", *_tables(request, iri, library))


@router.get("/overview.xlsx", response_class=Response)
def overview_xlsx(request: Request, iri: Asked, library: Held) -> Response:
    """The tables as a workbook."""
    return xlsx_file("overview", *_tables(request, iri, library))


def _tables(request: Request, iri: str, library: Held) -> tuple[list[str], list[Sheet], str]:
    """The lines above, the tables and the language. Raises HTTPException (404)."""
    shown = library.plan(iri) or library.city(iri)
    if shown is None:
        raise HTTPException(404, f"there is no plan or municipality {iri}")
    words = messages(page_language(request)[0])
    about = about_overview(shown, words, today(), library.stamp())
    return about, overview_sheets(shown, in_order(request, shown["indicators"])[1], words), words.language

"""`/api/v1/indicators`: indicators with their values, narrowed by conditions, as JSON or CSV."""

from typing import Annotated, Any, Final, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from plangraph.errors import NotAcceptableError
from plangraph.model import Filter
from plangraph.negotiation import negotiate
from plangraph.pipeline import MOST_INDICATORS
from plangraph_api.addresses import JSON
from plangraph_api.indicator_table import as_csv
from plangraph_api.links import link
from plangraph_api.parameters import Values
from plangraph_api.routes.common import PROBLEM_RESPONSES, Held
from plangraph_api.schemas_indicators import IndicatorsAnswer
from plangraph_api.spreadsheets import CSV

__all__ = ["router"]

router = APIRouter(prefix="/api/v1", tags=["elements"], responses=PROBLEM_RESPONSES)

_CONDITIONS: Final = ("city", "plan", "kind", "department", "sdg", "field")
_CSV: Final = CSV.partition(";")[0]


class Asked(BaseModel):
    """What is asked of the list. One condition given several times means any of its values; different ones must hold.

    A condition is met by an indicator, or by an element that it measures.
    """

    model_config = ConfigDict(extra="forbid")

    q: str = Query("", max_length=1000, description="Words that all stand in its name, definition or what it measures.")
    city: Values = Query([], description="Code or name of a municipality.")
    plan: Values = Query([], description="IRI of a plan.")
    kind: Values = Query(
        [], description="Kind of what it measures: Policy, Goal, Measure, Initiative, Pledge, Project."
    )
    department: Values = Query([], description="Name of a department.")
    sdg: Values = Query([], description="Number of a Sustainable Development Goal, 1 to 17.")
    field: Values = Query(
        [], description="Field of policy: IRI, its last part, or preferred label; covers narrower ones."
    )
    unit: Values = Query([], description="Unit of the values, such as % or 人; spellings are one, scales do not count.")
    limit: int = Query(100, ge=1, le=MOST_INDICATORS, description="How many at most.")
    offset: int = Query(0, ge=0, le=1_000_000, description="How many to pass over.")
    format: Literal["json", "csv"] | None = Query(None, description="Else by Accept.")
    lang: str = Query("", description="Language of the page that links here; says nothing to the list.")

    def conditions(self) -> list[Filter]:
        """The conditions as a search knows them."""
        return [Filter(name, value, value) for name in _CONDITIONS for value in getattr(self, name)]


@router.get(
    "/indicators",
    response_model=IndicatorsAnswer,
    responses={200: {"content": {_CSV: {"schema": {"type": "string"}}}}},
)
def indicators(request: Request, asked: Annotated[Asked, Query()], library: Held) -> Any:
    """Indicators with baseline, newest actual value, target, attainment or why there is none, and the lines of each.

    As JSON, or as CSV with one indicator a row. `Link` leads to what comes next.
    """
    media_type = _media_type(request, asked)
    found = library.indicators(
        asked.conditions(), units=asked.unit, words=asked.q, limit=asked.limit, offset=asked.offset
    )
    headers = {"Vary": "Accept"}
    if found["more"]:
        headers["Link"] = link(_next(request, asked), "next", media_type)
    if media_type == _CSV:
        headers["Content-Disposition"] = 'attachment; filename="indicators.csv"'
        return Response(as_csv(found["indicators"]), headers=headers, media_type=CSV)
    body = IndicatorsAnswer.model_validate(found).model_dump_json(exclude_unset=True)
    return Response(body, headers=headers, media_type=JSON)


def _media_type(request: Request, asked: Asked) -> str:
    """That of `format`, else the one that the request prefers. Raises NotAcceptableError when it takes neither."""
    if asked.format:
        return _CSV if asked.format == "csv" else JSON
    chosen = negotiate(request.headers.get("accept"), (JSON, _CSV))
    if chosen is None:
        raise NotAcceptableError(request.headers["accept"], (JSON, _CSV))
    return chosen


def _next(request: Request, asked: Asked) -> str:
    given = [(name, value) for name, value in request.query_params.multi_items() if name != "offset"]
    return f"{request.url.path}?{urlencode([*given, ('offset', asked.offset + asked.limit)], quote_via=quote)}"

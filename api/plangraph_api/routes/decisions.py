"""`/api/v1/decisions` for programs with the token, `/decide` for forms of who is signed in."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from plangraph_api.methods import decides
from plangraph_api.routes.common import PROBLEM_RESPONSES, Bounded, Held, library_of
from plangraph_api.schemas_curation import DecisionAnswer, DecisionRequest
from plangraph_api.session import local, read_form, see_signed_in, see_staff

__all__ = ["router"]

router = APIRouter(tags=["elements"], responses=PROBLEM_RESPONSES, route_class=Bounded)


def _see_authorized(request: Request) -> None:
    see_staff(request)


_Authorized = Annotated[None, Depends(_see_authorized)]


@router.get("/api/v1/decisions", response_model=list[DecisionAnswer])
def decisions(library: Held) -> list[dict[str, Any]]:
    """All that staff decided, oldest first, each with whether it is in force; nothing is ever taken out."""
    return library.decisions()


@router.post("/api/v1/decisions", response_model=DecisionAnswer, status_code=201)
@decides
def decide(_: _Authorized, library: Held, asked: DecisionRequest) -> dict[str, Any]:
    """Confirm, reject or add a link, correct a value, or withdraw what was decided; takes the bearer token."""
    return library.decide(
        asked.kind,
        asked.iri,
        role=asked.role,
        reason=asked.reason,
        sdg=asked.sdg,
        value=asked.value,
        series=asked.series,
    )


@router.post("/decide", include_in_schema=False)
@decides
async def decide_by_form(request: Request) -> Response:
    """The same from a page, in the role that is signed in; back to the page."""
    form = await read_form(request)
    session = see_signed_in(request, form)
    library = library_of(request)
    await run_in_threadpool(
        library.decide,
        form.get("kind", ""),
        form.get("iri", ""),
        role=session.role,
        reason=form.get("reason", ""),
        sdg=form.get("sdg") or None,
        value=form.get("value") or None,
        series=form.get("series") or None,
    )
    return RedirectResponse(
        quote(local(form.get("back", "/")), safe="/%?=&-._~!$'()*+,;:@"), 303, {"Cache-Control": "no-store"}
    )

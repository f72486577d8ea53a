"""`/signin` and `/signout`: a form that takes the token and sets a cookie; off while no token is set."""

from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from plangraph_api.methods import decides
from plangraph_api.pages import render
from plangraph_api.session import begin, end, local, read_form, see_signed_in, signing_is_on

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/signin")
def show(request: Request) -> Response:
    """The form; 403 while nobody can sign in."""
    if not signing_is_on(request):
        raise HTTPException(403, "signing in is off: no PLANGRAPH_STAFF_TOKEN is set")
    return render(request, "signin.html", back=local(request.query_params.get("back", "/")))


@router.post("/signin")
@decides
async def sign_in(request: Request) -> Response:
    """Set the cookie, and go back to where the form was asked for."""
    form = await read_form(request)
    response = _to(form.get("back", "/"))
    begin(request, response, form.get("token", ""), form.get("role", ""))
    return response


@router.post("/signout")
@decides
async def sign_out(request: Request) -> Response:
    """Take the cookie back."""
    form = await read_form(request)
    see_signed_in(request, form)
    response = _to(form.get("back", "/"))
    end(response)
    return response


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(quote(local(path), safe="/%?=&-._~!$'()*+,;:@"), 303, {"Cache-Control": "no-store"})

"""`/signin` and `/signout`: a form that takes the token and sets a cookie; off while no token is set."""

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from plangraph_api.messages import complete
from plangraph_api.methods import decides
from plangraph_api.pages import page_language, render
from plangraph_api.phrases import say
from plangraph_api.session import begin, end, local, read_form, see_signed_in, signing_is_on

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
_FIELDS: Final = {400: "role", 401: "token", 429: "token"}
"""Which field an error of signing in is about."""


@router.get("/signin")
def show(request: Request) -> Response:
    """The form; 403 while nobody can sign in."""
    if not signing_is_on(request):
        raise HTTPException(403, "signing in is off: no PLANGRAPH_STAFF_TOKEN is set")
    return render(request, "signin.html", back=local(request.query_params.get("back", "/")), role="", trouble={})


@router.post("/signin")
@decides
async def sign_in(request: Request) -> Response:
    """Set the cookie, and go back to where the form was asked for; else the form again, and what is wrong with it."""
    form = await read_form(request)
    response = _to(form.get("back", "/"))
    try:
        begin(request, response, form.get("token", ""), form.get("role", ""))
    except HTTPException as error:
        if error.status_code not in _FIELDS:
            raise
        said = say(error.detail, complete(page_language(request)[0])) or error.detail
        facts = {"back": local(form.get("back", "/")), "role": form.get("role", "")}
        trouble = {_FIELDS[error.status_code]: said}
        return render(request, "signin.html", error.status_code, error.headers, trouble=trouble, **facts)
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

"""Who is signed in: a signed cookie for forms of this server, beside the bearer token that programs send.

The cookie carries the name of a role and when it ends, signed with the token of the settings (HMAC-SHA256): nothing is
kept here, and a new token ends all sessions. No other site can send it (`SameSite=Strict`) and no script read it
(`HttpOnly`); each form carries a second signature besides, so that a request comes from a page of ours.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from fastapi import HTTPException

from plangraph_api.protocol import read_body

if TYPE_CHECKING:
    from fastapi import FastAPI, Request, Response

    from plangraph_api.attempts import Attempts

__all__ = [
    "Session",
    "begin",
    "end",
    "local",
    "read_form",
    "see_signed_in",
    "see_staff",
    "session_of",
    "signing_is_on",
    "staff_token",
]

_COOKIE: Final = "plangraph_session"
_SECONDS: Final = 8 * 3600  # a working day
_FORM_BYTES: Final = 64 * 1024
_ROLE: Final = 100


@dataclass(frozen=True, slots=True)
class Session:
    """The role that is signed in, and what its forms must carry."""

    role: str
    csrf: str


def signing_is_on(request: Request) -> bool:
    """Whether there is a token to sign in with."""
    return bool(_token(request))


def begin(request: Request, response: Response, given: str, role: str) -> None:
    """Set the cookie for who gives the token.

    Raises HTTPException for another token (401), after many of them (429), and without a role (400).
    """
    token = _token(request)
    if not token:
        raise HTTPException(403, "signing in is off: no PLANGRAPH_STAFF_TOKEN is set")
    attempts: Attempts = request.app.state.attempts
    attempts.see_allowed(request)
    if not hmac.compare_digest(given.encode(), token.encode()):
        attempts.count(request)
        raise HTTPException(401, "this is not the token", {"WWW-Authenticate": "Bearer"})
    role = " ".join(role.split())
    if not role or len(role) > _ROLE:
        raise HTTPException(400, f"say in which role you sign in, in up to {_ROLE} letters")
    told = {"role": role, "until": int(time.time()) + _SECONDS, "nonce": secrets.token_hex(8)}
    body = base64.urlsafe_b64encode(json.dumps(told).encode()).decode()
    response.set_cookie(
        _COOKIE,
        f"{body}.{_sign(token, 'session', body)}",
        max_age=_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def end(response: Response) -> None:
    """Take the cookie back."""
    response.delete_cookie(_COOKIE, httponly=True, samesite="strict")


def session_of(request: Request) -> Session | None:
    """Who is signed in; None without a cookie, and for one that is ours no more."""
    token, cookie = _token(request), request.cookies.get(_COOKIE, "")
    body, _, signature = cookie.partition(".")
    if not token or not hmac.compare_digest(signature.encode(), _sign(token, "session", body).encode()):
        return None
    try:
        told = json.loads(base64.urlsafe_b64decode(body))
    except (binascii.Error, ValueError):  # signed by us, so it never happens but to a cookie of an older version
        return None
    if told["until"] < time.time():
        return None
    return Session(told["role"], _sign(token, "form", cookie))


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form (application/x-www-form-urlencoded), the last of each name."""
    try:
        return dict(parse_qsl((await read_body(request, _FORM_BYTES)).decode(), keep_blank_values=True))
    except UnicodeDecodeError:
        raise HTTPException(400, "the form is not UTF-8") from None


def see_signed_in(request: Request, form: dict[str, str]) -> Session:
    """The session of a form that one of our pages sent. Raises HTTPException (403) for any other."""
    if not signing_is_on(request):
        raise HTTPException(403, "nothing can be decided here: no PLANGRAPH_STAFF_TOKEN is set")
    session = session_of(request)
    if session is None:
        raise HTTPException(403, "sign in first: nobody is signed in, or the session has ended")
    if not hmac.compare_digest(form.get("csrf", "").encode(), session.csrf.encode()):
        raise HTTPException(403, "this form is of another session; open its page again")
    return session


def local(path: str) -> str:
    """A path on this server to go on to; the home page for an address elsewhere."""
    return path if path.startswith("/") and path[1:2] not in {"/", "\\"} and path.isprintable() else "/"


def staff_token(app: FastAPI) -> str:
    """What staff sign in with; "" where nobody can."""
    settings = app.state.settings
    return str(settings.staff_token.get_secret_value() or settings.write_token.get_secret_value())


def see_staff(request: Request) -> None:
    """Raise HTTPException unless decisions are taken here (else 403), with the bearer token (else 401; RFC 6750).

    After many wrong tokens, 429.
    """
    token = _token(request)
    if not token:
        raise HTTPException(403, "nothing can be decided here: no PLANGRAPH_STAFF_TOKEN is set")
    attempts: Attempts = request.app.state.attempts
    attempts.see_allowed(request)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        if given:
            attempts.count(request)
        raise HTTPException(
            401, "deciding takes the header `Authorization: Bearer` with the token", {"WWW-Authenticate": "Bearer"}
        )


def _token(request: Request) -> str:
    return staff_token(request.app)


def _sign(token: str, purpose: str, text: str) -> str:
    return hmac.new(token.encode(), f"{purpose}|{text}".encode(), hashlib.sha256).hexdigest()

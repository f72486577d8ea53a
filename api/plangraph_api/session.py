"""Who is signed in: a signed cookie for forms of this server, beside the bearer token that programs send.

The cookie carries the name of a role and when it ends, signed with a token of the settings (HMAC-SHA256): nothing is
kept here, and a new token ends all sessions. Which token it is signed with says whether an administrator is signed in.
No other site can send it (`SameSite=Strict`) and no script read it (`HttpOnly`); each form carries a second signature
besides, so that a request comes from a page of ours.
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
    "administered",
    "begin",
    "end",
    "local",
    "read_form",
    "see_administrator",
    "see_signed_in",
    "see_staff",
    "session_of",
    "signing_is_on",
    "staffed",
]

_COOKIE: Final = "plangraph_session"
_SECONDS: Final = 8 * 3600  # a working day
_FORM_BYTES: Final = 64 * 1024
_ROLE: Final = 100


@dataclass(frozen=True, slots=True)
class Session:
    """The role that is signed in, what its forms must carry, and whether it may add plans."""

    role: str
    csrf: str
    administrator: bool = False


def signing_is_on(request: Request) -> bool:
    """Whether there is a token to sign in with."""
    return staffed(request.app)


def begin(request: Request, response: Response, given: str, role: str) -> None:
    """Set the cookie for who gives the token.

    Raises HTTPException for another token (401), after many of them (429), and without a role (400).
    """
    if not signing_is_on(request):
        raise HTTPException(403, "signing in is off: no PLANGRAPH_STAFF_TOKEN is set")
    token = _matching(request, given)
    if token is None:
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
    cookie = request.cookies.get(_COOKIE, "")
    body, _, signature = cookie.partition(".")
    signed = [pair for pair in _tokens(request.app) if _same(signature, _sign(pair[0], "session", body))]
    if not signed:
        return None
    token, administrator = signed[0]
    try:
        told = json.loads(base64.urlsafe_b64decode(body))
    except (binascii.Error, ValueError):  # signed by us, so it never happens but to a cookie of an older version
        return None
    if told["until"] < time.time():
        return None
    return Session(told["role"], _sign(token, "form", cookie), administrator)


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
    if not _same(form.get("csrf", ""), session.csrf):
        raise HTTPException(403, "this form is of another session; open its page again")
    return session


def local(path: str) -> str:
    """A path on this server to go on to; the home page for an address elsewhere."""
    return path if path.startswith("/") and path[1:2] not in {"/", "\\"} and path.isprintable() else "/"


def staffed(app: FastAPI) -> bool:
    """Whether anybody can sign in."""
    return bool(_tokens(app))


def administered(app: FastAPI) -> bool:
    """Whether anybody can sign in to add plans."""
    return any(administrator for _, administrator in _tokens(app))


def see_staff(request: Request) -> None:
    """Raise HTTPException unless decisions are taken here (else 403), with the bearer token (else 401; RFC 6750).

    After many wrong tokens, 429.
    """
    if not signing_is_on(request):
        raise HTTPException(403, "nothing can be decided here: no PLANGRAPH_STAFF_TOKEN is set")
    if _bearer(request) is None:
        raise HTTPException(
            401, "deciding takes the header `Authorization: Bearer` with the token", {"WWW-Authenticate": "Bearer"}
        )


def see_administrator(request: Request) -> Session | None:
    """Who may add plans: a session of an administrator, or None where a program sends the token.

    Raises HTTPException unless plans can be added here (else 403), by who asks (else 401, or 403 for staff).
    """
    if not administered(request.app):
        raise HTTPException(403, "no plan can be added here: no PLANGRAPH_ADMIN_TOKEN is set")
    tokens = dict(_tokens(request.app))
    bearer = _bearer(request)
    session = session_of(request)
    if (bearer is not None and tokens[bearer]) or (session is not None and session.administrator):
        return session if bearer is None else None
    if bearer is not None or session is not None:
        raise HTTPException(403, "adding plans takes the token of administrators; this one is of staff")
    raise HTTPException(401, "sign in as administrator first, or send the token", {"WWW-Authenticate": "Bearer"})


def _tokens(app: FastAPI) -> list[tuple[str, bool]]:
    """The tokens that are set, each with whether it is that of administrators."""
    settings = app.state.settings
    staff = settings.staff_token.get_secret_value() or settings.write_token.get_secret_value()
    told = {str(staff): False, str(settings.admin_token.get_secret_value()): True}
    return [(token, administrator) for token, administrator in told.items() if token]


def _matching(request: Request, given: str) -> str | None:
    """The token that is given, None for another. Raises HTTPException (429) after many others."""
    attempts: Attempts = request.app.state.attempts
    attempts.see_allowed(request)
    found = [token for token, _ in _tokens(request.app) if _same(given, token)]
    if given and not found:
        attempts.count(request)
    return found[0] if found else None


def _bearer(request: Request) -> str | None:
    """The token that a program sends, if it is one of ours."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return _matching(request, given.strip()) if scheme.lower() == "bearer" else None


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _sign(token: str, purpose: str, text: str) -> str:
    return hmac.new(token.encode(), f"{purpose}|{text}".encode(), hashlib.sha256).hexdigest()

"""`/add`: pages on which an administrator adds a plan; `/api/v1/additions` says how far each is."""

import errno
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from plangraph.errors import AdditionError
from plangraph.model import PlanKind
from plangraph.pipeline import FACTS, FAMILIES, MOST_BYTES, SUFFIXES, Addition
from plangraph_api.messages import complete
from plangraph_api.methods import administers
from plangraph_api.pages import page_language, render
from plangraph_api.phrases import say
from plangraph_api.routes.common import PROBLEM_RESPONSES, Held, library_of
from plangraph_api.schemas_additions import AdditionAnswer, ShownLines
from plangraph_api.session import Session, administered, read_form, see_administrator, see_signed_in, session_of
from plangraph_api.uploads import NoFileError, read_upload

__all__ = ["router"]

router = APIRouter()
SHOWN: Final = 150
"""Lines of a document on one page."""
_ASKED: Final = ("build", "publish", "discard", "correct")


def _see_administrator(request: Request) -> None:
    see_administrator(request)


_Administrator = Annotated[None, Depends(_see_administrator)]


@router.get("/api/v1/additions", tags=["additions"], response_model=list[AdditionAnswer], responses=PROBLEM_RESPONSES)
def additions(_: _Administrator, library: Held, response: Response) -> list[dict[str, Any]]:
    """Plans that are being added and that were published so, newest first; for administrators alone."""
    response.headers["Cache-Control"] = "private, no-store"
    return [_answer(library, addition) for addition in library.additions.all()]


@router.get("/api/v1/additions/{name}", tags=["additions"], response_model=AdditionAnswer, responses=PROBLEM_RESPONSES)
def one_addition(_: _Administrator, name: str, library: Held, response: Response) -> dict[str, Any]:
    """How far a plan that is being added is, with the progress of what runs; for administrators alone."""
    response.headers["Cache-Control"] = "private, no-store"
    return _answer(library, _found(library, name))


@router.get("/add", include_in_schema=False)
def show_all(request: Request, library: Held) -> Response:
    """The form to upload a document, and what was uploaded before."""
    away = _sign_in_first(request)
    if away is not None:
        return away
    library.additions.work()
    return _form(request, library)


@router.post("/add", include_in_schema=False)
@administers
async def upload(request: Request) -> Response:
    """Take a document and have it read; on to its page."""
    _see_session(request)  # before anything is read
    library = library_of(request)
    try:
        form, file = await read_upload(request)
    except HTTPException as error:
        if error.status_code not in {400, 413}:
            raise
        typed = error.typed if isinstance(error, NoFileError) else {}
        return await run_in_threadpool(_form, request, library, error.status_code, typed, ("document", error.detail))
    try:
        session = see_signed_in(request, form)
        facts = {name: form.get(name, "") for name in FACTS}
        taken = await run_in_threadpool(library.additions.add, file.file, file.filename or "", facts, session.role)
    except AdditionError as error:
        told = (error.about or "document", str(error))
        return await run_in_threadpool(_form, request, library, 400, form, told)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise HTTPException(507, "the disk is full; free space on it and try again") from None
    finally:
        await file.close()
    return _to(f"/add/{taken.id}", request)


@router.get("/add/{name}", include_in_schema=False)
def show(request: Request, name: str, library: Held, asked: Annotated[ShownLines, Query()]) -> Response:
    """How far an addition is, how its lines were understood, and what can be done with it."""
    away = _sign_in_first(request)
    return _page(request, library, name, asked) if away is None else away


def _page(
    request: Request,
    library: Held,
    name: str,
    asked: ShownLines,
    refused: tuple[dict[str, str], dict[str, str]] | None = None,
) -> Response:
    """The page of an addition; where corrections were refused, with what was typed and what is wrong with it."""
    addition = _found(library, name)
    problem = addition.problem and (say(addition.problem, page_language(request)[0]) or addition.problem)
    lines = library.additions.lines(name) if addition.plan and not addition.published else []
    only = asked.only if asked.only in FAMILIES else ""
    fitting = [line for line in lines if only in {"", line["family"]}]
    facts: dict[str, Any] = {
        "addition": addition,
        "problem": problem,
        "progress": library.additions.progress(name) if addition.moving else {},
        "families": {each: sum(line["family"] == each for line in lines) for each in FAMILIES},
        "lines": fitting[asked.offset : asked.offset + SHOWN],
        "total": len(fitting),
        "shown": SHOWN,
        "family": only,
        "offset": asked.offset,
        "still": asked.still,
        "plan_kinds": list(PlanKind),
        "typed": refused[0] if refused else addition.facts,
        "trouble": refused[1] if refused else {},
    }
    return render(request, "addition.html", 400 if refused else 200, at=f"/add/{name}", **facts)


@router.post("/add/{name}/{asked}", include_in_schema=False)
@administers
async def ask(request: Request, name: str, asked: str) -> Response:
    """Correct what is known of a plan, build it, publish it or discard it."""
    if asked not in _ASKED:
        raise HTTPException(404, "Not Found")
    _see_session(request)
    form = await read_form(request)
    see_signed_in(request, form)
    desk = library_of(request).additions
    await run_in_threadpool(_found, library_of(request), name)
    if asked == "correct":
        typed = {fact: form.get(fact, "") for fact in FACTS}
        try:
            await run_in_threadpool(desk.correct, name, typed)
        except AdditionError as error:
            if not error.about:
                raise
            refused = (typed, _said_beside(request, (error.about, str(error))))
            return await run_in_threadpool(_page, request, library_of(request), name, ShownLines(), refused)
    else:
        await run_in_threadpool(getattr(desk, asked), name)
    return _to("/add" if asked == "discard" else f"/add/{name}", request)


def _form(
    request: Request,
    library: Held,
    status: int = 200,
    typed: dict[str, str] | None = None,
    trouble: tuple[str, str] | None = None,
) -> Response:
    """The page with the form as it was filled in, and beside a field what is wrong with it."""
    facts: dict[str, Any] = {"suffixes": SUFFIXES, "most": MOST_BYTES // 2**20, "plan_kinds": list(PlanKind)}
    facts |= {"typed": typed or {}, "trouble": _said_beside(request, trouble)}
    return render(request, "add.html", status, additions=library.additions.all(), **facts)


def _said_beside(request: Request, trouble: tuple[str, str] | None) -> dict[str, str]:
    """What is wrong with a field, by its name, in the language of the page; without the name, which stands there."""
    if trouble is None:
        return {}
    name, problem = trouble
    problem = problem.removeprefix(f"{name}: ")
    return {name: say(problem, complete(page_language(request)[0])) or problem}


def _found(library: Held, name: str) -> Addition:
    """An addition; what waits or runs is seen to by the way. Raises HTTPException (404)."""
    found = library.additions.get(name)
    if found is None:
        raise HTTPException(404, f"there is no addition {name}")
    if found.moving:
        library.additions.work()
    return found


def _answer(library: Held, addition: Addition) -> dict[str, Any]:
    named = ("id", "document", "size", "sha256", "role", "added_at", "facts", "step", "state", "problem", "plan")
    progress = library.additions.progress(addition.id) if addition.moving else {}
    return {name: getattr(addition, name) for name in (*named, "counts", "generation")} | {
        "progress": {name: {"done": done, "total": total} for name, (done, total) in progress.items()}
    }


def _sign_in_first(request: Request) -> Response | None:
    """The way to the form for who is not signed in as administrator. Raises HTTPException (403) where nobody can be."""
    session = session_of(request)
    if administered(request.app) and session is None:
        return _to("/signin?back=" + request.url.path, request)
    see_administrator(request)
    return None


def _see_session(request: Request) -> Session:
    session = see_administrator(request)
    if session is None:
        raise HTTPException(403, "sign in first: nobody is signed in, or the session has ended")
    return session


def _to(path: str, request: Request) -> Response:
    language, chosen = page_language(request)
    mark = "&" if "?" in path else "?"
    return RedirectResponse(f"{path}{mark}lang={language}" if chosen else path, 303, {"Cache-Control": "no-store"})

"""A client's SPARQL query from its turn to its answer: watched, so that it ends when nobody waits for it, and logged.

Those that wait hold no thread: however many there are, pages and searches go on.
"""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

import anyio.to_thread
from anyio import CapacityLimiter

from plangraph.errors import EndpointBusyError
from plangraph.pipeline import Call
from plangraph_api.access import record
from plangraph_api.clients import client_of
from plangraph_api.problems import problem_of
from plangraph_api.routes.common import library_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import Request

    from plangraph.pipeline import Turns

__all__ = ["answer_in_turn", "answer_query"]

T = TypeVar("T")


async def answer_query(
    request: Request, text: str, accept: str | None = None, form: str | None = None, **more: Any
) -> tuple[str, bytes]:
    """The media type and body of an answer, as of `EndpointFollower.query`, which takes `more` and raises the same."""

    def ask(call: Call) -> tuple[str, bytes]:
        answer = library_of(request).dataset.query(text, accept, form, call=call, **more)
        return answer.media_type, answer.body

    return await answer_in_turn(request, text, ask)


async def answer_in_turn(request: Request, text: str, ask: Callable[[Call], T]) -> T:
    """What `ask` gives in a thread, once it is the client's turn; logged as a query of that text.

    Of POST the body must have been read: what comes after it is the news that the client is gone.
    """
    call, status = Call(client_of(request)), 500
    watching = asyncio.create_task(_watch(request, call))
    try:
        answer = await _in_turn(request, call, partial(ask, call))
    except Exception as error:
        status = problem_of(error).status
        raise
    else:
        status = 200
        return answer
    finally:
        watching.cancel()
        call.abandon()
        record(request, call, text, status)


async def _watch(request: Request, call: Call) -> None:
    """Abandon a call when its client is gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    call.abandon()


async def _in_turn(request: Request, call: Call, ask: partial[T]) -> T:
    turns = await _turns(request)
    started = time.monotonic()
    turns.enter(call)
    try:
        if not call.turn.done():
            await _await_turn(turns, call)
        call.waited = time.monotonic() - started
        return await anyio.to_thread.run_sync(ask, limiter=request.app.state.sparql_threads)
    finally:
        turns.leave(call)


async def _turns(request: Request) -> Turns:
    """The queue of the endpoint, which the first to come opens."""
    state = request.app.state
    if not hasattr(state, "sparql_turns"):
        turns = await anyio.to_thread.run_sync(lambda: library_of(request).dataset.turns)
        # Only who has a turn takes a thread, so that none of these waits for one.
        state.sparql_threads, state.sparql_turns = CapacityLimiter(turns.quick + turns.slow), turns
    return cast("Turns", state.sparql_turns)


async def _await_turn(turns: Turns, call: Call) -> None:
    try:
        await asyncio.wait_for(asyncio.wrap_future(call.turn), turns.patience)
    except TimeoutError:
        raise EndpointBusyError(turns.patience) from None

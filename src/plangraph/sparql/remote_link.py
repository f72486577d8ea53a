"""HTTP to a remote SPARQL store: bounded in time and bytes, no redirect followed, credentials never told."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import httpx

from plangraph.errors import QueryAbandonedError, QueryError, QueryTimeoutError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Coroutine, Generator
    from concurrent.futures import Future

    from plangraph.sparql.calls import Call
    from plangraph.sparql.queueing import Turns

__all__ = ["Link", "Remote", "Reply"]

# A query that runs longer than this makes way for others.
_LONG_SECONDS: Final = 1.0
# Public endpoints want to know whom to ask about a query.
_AGENT: Final = "PlanGraph (https://w3id.org/plangraph/)"


@dataclass(frozen=True, slots=True)
class Remote:
    """Where a remote store answers queries and takes graphs (Graph Store Protocol), and by which account.

    `graphs` is empty for an endpoint that is only asked.
    """

    query: str
    graphs: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole response that is not an error of the server."""

    status: int
    headers: httpx.Headers
    body: bytes


class Link:
    """Requests to one remote store; safe to use from many threads. They run in a thread of its own."""

    def __init__(self, remote: Remote, *, result_bytes: int = 64 * 1024**2) -> None:
        self.remote, self._result_bytes = remote, result_bytes
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="remote store", daemon=True)
        self._thread.start()
        # Proxies and accounts of the environment (.netrc) are not ours to hand on.
        self._client = httpx.AsyncClient(
            auth=_Challenged(remote.user, remote.password) if remote.user else None, trust_env=False
        )

    def ask(self, form: list[tuple[str, str]], accept: str, seconds: float, call: Call, turns: Turns) -> Reply:
        """POST a query, as its form fields.

        Raises QueryTimeoutError, QueryAbandonedError, QueryError when the answer is too large, StoreUnavailableError.
        """
        content = urlencode(form).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        request = self._client.build_request("POST", self.remote.query, content=content, headers=headers, timeout=None)
        future = self._start(self._bounded(request, seconds))
        call.stop_by(future.cancel_now)
        try:
            return future.result(lambda: turns.step_aside(call))
        finally:
            call.stop_by(None)

    def send(self, method: str, graph: str, seconds: float, body: bytes = b"") -> Reply:
        """PUT or DELETE a graph, as N-Triples. Raises StoreUnavailableError, QueryTimeoutError."""
        url = httpx.URL(self.remote.graphs).copy_merge_params({"graph": graph})
        headers = {"Content-Type": "application/n-triples"} if method == "PUT" else {}
        request = self._client.build_request(method, url, content=body or None, headers=headers, timeout=None)
        return self._start(self._bounded(request, seconds)).result(lambda: True)

    def fetch(self, form: list[tuple[str, str]], accept: str, seconds: float, gone: Future[None]) -> Reply:
        """As `ask`, on behalf of a query that runs elsewhere; `gone` is done when nobody waits for it any more."""
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded", "User-Agent": _AGENT}
        content = urlencode(form).encode()
        request = self._client.build_request("POST", self.remote.query, content=content, headers=headers, timeout=None)
        running = self._start(self._bounded(request, seconds))
        gone.add_done_callback(lambda _: running.cancel_now())
        return running.result(lambda: True)

    def close(self) -> None:
        """End all requests and the thread."""
        asyncio.run_coroutine_threadsafe(self._client.aclose(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _start(self, work: Coroutine[None, None, Reply]) -> _Running:
        return _Running(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def _bounded(self, request: httpx.Request, seconds: float) -> Reply:
        where = request.url.copy_with(query=None)
        connected = False
        try:
            async with asyncio.timeout(seconds):
                response = await self._client.send(request, stream=True)
                connected = True
                try:
                    return await self._read(response, str(where))
                finally:
                    await response.aclose()
        except TimeoutError:
            raise QueryTimeoutError(seconds) from None
        except httpx.HTTPError as error:
            what = "broke off its answer" if connected else "cannot be reached"
            raise StoreUnavailableError(str(where), f"it {what} ({type(error).__name__})") from None

    async def _read(self, response: httpx.Response, where: str) -> Reply:
        chunks, size = [], 0
        async for chunk in response.aiter_bytes():
            chunks.append(chunk)
            size += len(chunk)
            if size > self._result_bytes:
                raise QueryError(f"the result is larger than {self._result_bytes:,} bytes; narrow it, or add a LIMIT")
        status = response.status_code
        if response.is_redirect:
            raise StoreUnavailableError(where, f"it answers {status} and points elsewhere, where we do not follow")
        if not self.remote.graphs:
            return Reply(status, response.headers, b"".join(chunks))  # not our store: no setting would help
        if status in {401, 403}:
            raise StoreUnavailableError(where, f"it answers {status}; see PLANGRAPH_GRAPH_USER and its password")
        if status == 404 and response.request.method == "POST":
            raise StoreUnavailableError(where, "it answers 404; see the address in PLANGRAPH_GRAPH")
        return Reply(status, response.headers, b"".join(chunks))


class _Running:
    """A request under way."""

    def __init__(self, future: Future[Reply]) -> None:
        self._future = future
        self._stopped = False

    def cancel_now(self) -> None:
        self._stopped = True
        self._future.cancel()

    def result(self, make_way: object) -> Reply:
        """Await the reply; while it takes long, `make_way` is called once a second until it is true."""
        assert callable(make_way)
        made_way, started = False, time.monotonic()
        event = threading.Event()
        self._future.add_done_callback(lambda _: event.set())
        while not event.wait(None if made_way else _LONG_SECONDS):
            made_way = time.monotonic() - started >= _LONG_SECONDS and bool(make_way())
        if self._stopped or self._future.cancelled():
            raise QueryAbandonedError
        return self._future.result()


class _Challenged(httpx.Auth):
    """Basic or Digest, whichever the server asks for; nothing is told to one that does not ask."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        # A server may refuse a large body by closing the connection: its challenge is asked for without one.
        has_body = request.method == "PUT"
        response = yield httpx.Request("GET", request.url) if has_body else request
        if response.status_code != 401 and has_body:
            response = yield request
        if response.status_code != 401:
            return
        wants_digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
        kind: httpx.Auth = (httpx.DigestAuth if wants_digest else httpx.BasicAuth)(self._user, self._password)
        flow = kind.auth_flow(request)
        again = next(flow)
        yield flow.send(response) if wants_digest else again

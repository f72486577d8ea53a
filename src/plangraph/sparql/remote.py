"""The endpoint over a remote SPARQL store: the same queries, limits and forms of answers as over the embedded one."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Final, Self

import pyoxigraph as ox

from plangraph.errors import GraphNotFoundError, QueryError, QueryTimeoutError, StoreUnavailableError
from plangraph.namespaces import PREFIXES
from plangraph.sparql.admission import admit, admit_plain, as_sent
from plangraph.sparql.calls import Call, Deadline
from plangraph.sparql.formats import GRAPHS, RESULTS, choose_format
from plangraph.sparql.names import named_nodes
from plangraph.sparql.preparing import Preparing
from plangraph.sparql.remote_link import Link
from plangraph.sparql.remote_names import Placed, place
from plangraph.sparql.worker import Answer, Asked, Limits

if TYPE_CHECKING:
    from typing import Unpack

    from plangraph.sparql.admission import Admitted
    from plangraph.sparql.queueing import Turns
    from plangraph.sparql.remote_link import Remote, Reply
    from plangraph.sparql.remote_names import Graphs
    from plangraph.sparql.search_service import Meaning
    from plangraph.sparql.services import Services
    from plangraph.sparql.worker import DatasetNames

__all__ = ["RemoteEndpoint", "count_triples"]

_TABLE: Final = "application/sparql-results+xml"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.5"
_WHOLE: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_TRUTH: Final = (b'{"head":{},"boolean":false}', b'{"head":{},"boolean":true}')
_COUNT: Final = "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"


class RemoteEndpoint:
    """As `Endpoint`, over one generation in a remote store; safe to call from many threads.

    Limits hold here: seconds cover sending and the last byte read, and the connection is closed when they are over.
    Memory is the remote server's to bound, and whether it stops what nobody awaits any more.
    """

    def __init__(
        self,
        remote: Remote,
        graphs: Graphs,
        *,
        limits: Limits,
        turns: Turns,
        meaning: Meaning | None = None,
        services: Services | None = None,
    ) -> None:
        self.turns, self.timeout = turns, limits.seconds
        self._preparing = Preparing(meaning, services, turns.quick + turns.slow)
        self._graphs, self._limits = graphs, limits
        self._link = Link(remote, result_bytes=limits.result_bytes)

    def query(
        self,
        text: str,
        accept: str | None = None,
        format: str | None = None,  # noqa: A002 — the name of the parameter over HTTP
        *,
        call: Call | None = None,
        **dataset: Unpack[DatasetNames],
    ) -> Answer:
        """As `Endpoint.query`; StoreUnavailableError besides, when the remote store does not answer."""
        call = call or Call()
        asked = Asked(text, accept, format, **dataset)
        named_nodes("default-graph-uri", asked.default_graphs)
        named_nodes("named-graph-uri", asked.named_graphs)
        with as_sent(text), self.turns.held(call):
            deadline = Deadline.after(self.timeout)
            # Searches run here: what the store gets are the rows found.
            admitted, deadline = self._admitted(asked, call, deadline)
            placed = place(admitted, self._graphs, asked.default_graphs, asked.named_graphs, base=asked.base)
            return self._answer(placed, accept, format, call, deadline=deadline)

    def fetch(
        self, graph: str | None, accept: str | None = None, form: str | None = None, *, call: Call | None = None
    ) -> Answer:
        """As `Endpoint.fetch`; StoreUnavailableError besides."""
        if graph is not None and graph not in self._graphs.names:
            raise GraphNotFoundError(graph)
        placed = place(admit(_WHOLE), self._graphs, [graph] if graph else [])
        return self._answer(placed, accept, form, call or Call(), whole=True)

    def close(self) -> None:
        """Free the connections."""
        self._preparing.close()
        self._link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _admitted(self, asked: Asked, call: Call, deadline: Deadline) -> tuple[Admitted, Deadline]:
        """The query judged, with its calls made, and when it must have ended.

        What the calls found is no longer a text with escapes to resolve.
        """
        looked = self._preparing.look(asked)
        if looked is None:
            return admit(asked.text), deadline
        if looked.compared:
            raise QueryError("pg:similarity: a remote store does not know the function; use SERVICE pg:search")
        admit(looked.asked.text)
        started = time.monotonic()

        def make_way() -> bool:
            return self.turns.step_aside(call)

        try:
            deadline = deadline.later(self._preparing.open(looked, call, make_way=make_way))
            done = self._preparing.run(looked, call, deadline, make_way=make_way)
        finally:
            call.seconds = time.monotonic() - started
            call.stop_by(None)
        return admit_plain(done.resolved or done.text), deadline

    def _answer(
        self,
        placed: Placed,
        accept: str | None,
        form: str | None,
        call: Call,
        *,
        whole: bool = False,
        deadline: Deadline | None = None,
    ) -> Answer:
        is_table = placed.form in {"SELECT", "ASK"}
        # What cannot be served is refused before the store is asked.
        _, media_type = choose_format(RESULTS, accept, form) if is_table else choose_format(GRAPHS, accept, form)
        with self.turns.held(call):
            started, before = time.monotonic(), call.seconds
            left = (deadline or Deadline.after(self.timeout)).left()
            try:
                reply = self._link.ask(_form(placed), _TABLE if is_table else _TRIPLES, left, call, self.turns)
            except QueryTimeoutError:
                raise QueryTimeoutError(self.timeout) from None
            finally:
                call.seconds = before + time.monotonic() - started
        _see_whole(reply, self._link.remote.query)
        try:
            body, rows = (_table if is_table else _triples)(reply, placed.form, accept, form, self._limits)
        except (SyntaxError, ValueError) as error:
            raise StoreUnavailableError(self._link.remote.query, f"its answer cannot be read: {error}") from None
        if len(body) > self._limits.result_bytes:
            raise QueryError(f"the result is larger than {self._limits.result_bytes:,} bytes; narrow it")
        if not is_table and "virtuoso" in reply.headers.get("server", "").lower():
            self._see_uncut(placed, rows or 0, whole=whole)
        cut = int(reply.headers.get("x-sparql-maxrows", 0))
        if cut and (rows or 0) >= cut:
            raise QueryError(f"the remote store cuts results at {cut:,} rows; add a smaller LIMIT")
        call.form, call.rows, call.size = placed.form, rows, len(body)
        return Answer(media_type, body, placed.form, rows)

    def _see_uncut(self, placed: Placed, rows: int, *, whole: bool) -> None:
        """Of graphs, Virtuoso cuts what exceeds its ResultSetMaxRows without a word; of whole ones, we can count."""
        if not whole:
            raise QueryError(f"{placed.form}: the remote store, Virtuoso, may cut graphs and not say so; use SELECT")
        expected = _count(self._link, placed.default, self._limits.seconds, self.turns)
        if rows != expected:
            raise QueryError(f"the remote store cuts results: it gave {rows:,} of {expected:,} triples")


def count_triples(link: Link, graph: str, seconds: float, turns: Turns) -> int:
    """How many triples a graph has, by the name that it has in the remote store. Raises as `Link.ask`."""
    return _count(link, (graph,), seconds, turns)


def _count(link: Link, graphs: tuple[str, ...], seconds: float, turns: Turns) -> int:
    placed = Placed(_COUNT, "SELECT", graphs, graphs)
    reply = link.ask(_form(placed), _TABLE, seconds, Call(), turns)
    _see_whole(reply, link.remote.query)
    solutions = ox.parse_query_results(reply.body, ox.QueryResultsFormat.XML)
    assert isinstance(solutions, ox.QuerySolutions)
    found = next(iter(solutions))["n"]
    return int(found.value) if isinstance(found, ox.Literal) else 0


def _form(placed: Placed) -> list[tuple[str, str]]:
    return [
        ("query", placed.text),
        *(("default-graph-uri", iri) for iri in placed.default),
        *(("named-graph-uri", iri) for iri in placed.named),
    ]


def _see_whole(reply: Reply, where: str) -> None:
    if reply.status == 400:
        lines = reply.body.decode(errors="replace").strip().splitlines() or [""]
        raise QueryError(f"the remote store refuses the query: {lines[0][:300]}")
    if reply.status != 200:
        raise StoreUnavailableError(where, f"it answers {reply.status}")
    if "x-sql-state" in reply.headers:
        raise QueryError("the remote store answered in part alone; narrow the query")


def _table(reply: Reply, form: str, accept: str | None, name: str | None, limits: Limits) -> tuple[bytes, int | None]:
    table, _ = choose_format(RESULTS, accept, name)
    found = ox.parse_query_results(reply.body, ox.QueryResultsFormat.XML)
    if isinstance(found, ox.QueryBoolean):
        return found.serialize(format=table.syntax) or b"", None
    # Read twice: writing uses it up.
    rows = 0
    for rows, _ in enumerate(found, 1):
        limits.check_rows(rows)
    if form == "ASK":
        # Virtuoso answers with a table that has a row, or none.
        truth = ox.parse_query_results(_TRUTH[rows > 0], ox.QueryResultsFormat.JSON)
        assert isinstance(truth, ox.QueryBoolean)
        return truth.serialize(format=table.syntax) or b"", None
    again = ox.parse_query_results(reply.body, ox.QueryResultsFormat.XML)
    assert isinstance(again, ox.QuerySolutions)
    return again.serialize(format=table.syntax) or b"", rows


def _triples(reply: Reply, _: str, accept: str | None, name: str | None, limits: Limits) -> tuple[bytes, int]:
    notation, _media_type = choose_format(GRAPHS, accept, name)
    is_turtle = reply.headers.get("content-type", "").startswith("text/turtle")
    syntax = ox.RdfFormat.TURTLE if is_turtle else ox.RdfFormat.N_TRIPLES
    # The sets of the standard: a store that unites graphs may send a triple twice.
    triples: dict[ox.Triple, None] = {}
    for quad in ox.parse(reply.body, format=syntax):
        triples[quad.triple] = None
        limits.check_rows(len(triples))
    out = io.BytesIO()
    ox.serialize(triples, out, format=notation.syntax, prefixes=PREFIXES)
    return out.getvalue(), len(triples)

"""`SERVICE <iri> { … }` (SPARQL 1.1 Federated Query): asked here, of endpoints on a list alone, and bounded.

The engine never calls anyone. A block goes to its endpoint as a query of its own; the solutions that come back take
its place (SPARQL 1.1, 10, VALUES).
"""

from __future__ import annotations

import re
import threading
import time
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pyoxigraph as ox

from plangraph.errors import QueryError, QueryTimeoutError, ServiceError, StoreUnavailableError
from plangraph.sparql.calls import Called
from plangraph.sparql.remote_link import Link, Remote

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from plangraph.sparql.calls import Call, Deadline
    from plangraph.sparql.remote_link import Reply

__all__ = ["MOST_BYTES", "MOST_ROWS", "MOST_SERVICES", "Services"]

MOST_SERVICES: Final = 4
"""How many blocks one query may send to other endpoints."""
MOST_ROWS: Final = 10_000
"""How many solutions a block may have; more are an error, never cut."""
MOST_BYTES: Final = 4 * 1024**2
"""How many bytes an endpoint may answer with; more are an error."""
_ACCEPT: Final = "application/sparql-results+xml, application/sparql-results+json;q=0.9"
_TABLES: Final = {
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
}
_VARIABLE: Final = re.compile(r"\w+")
# What SILENT leaves of a block that failed: one solution that binds nothing (SPARQL 1.1 Federated Query, 2.3).
_NOTHING_BOUND: Final = "{ VALUES () { () } }"
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Services:
    """The endpoints that queries may call, by their exact IRIs; safe to use from many threads.

    Each is asked over a connection that follows no redirect and tells no account. A block may take half of the time
    that its query has left, and at most `rows` and `size` bytes.
    """

    def __init__(self, allowed: Iterable[str] = (), *, rows: int = MOST_ROWS, size: int = MOST_BYTES) -> None:
        self.allowed = frozenset(allowed)
        self._rows, self._size = rows, size
        self._links: dict[str, Link] = {}
        self._lock = threading.Lock()

    def solve(self, where: str, query: str, deadline: Deadline, call: Call, gone: Future[None], *, silent: bool) -> str:
        """What `query` gives at the endpoint `where`, as a group in braces; the call is told what that cost.

        Raises ServiceError when the endpoint fails, unless `silent`; QueryError for an answer too large and for blank
        nodes, QueryAbandonedError when `gone` is done.
        """
        started, rows, size, failed = time.monotonic(), None, None, None
        try:
            reply = self._ask(where, query, deadline.left() / 2, gone)
            size = len(reply.body)
            lines, variables = self._lines(where, reply)
            rows = len(lines)
        except (ServiceError, QueryError) as error:
            failed = error.problem
            if silent and isinstance(error, ServiceError):
                return _NOTHING_BOUND
            raise
        finally:
            seconds = round(time.monotonic() - started, 4)
            call.services.append(Called(urlsplit(where).netloc.rpartition("@")[2], seconds, rows, size, failed))
        return f"{{ VALUES ({' '.join(variables)}) {{ {' '.join(lines)} }} }}"

    def close(self) -> None:
        """End all requests under way, and the connections."""
        with self._lock:
            links, self._links = list(self._links.values()), {}
        for link in links:
            link.close()

    def _ask(self, where: str, query: str, seconds: float, gone: Future[None]) -> Reply:
        with self._lock:
            if where not in self._links:
                assert where in self.allowed
                self._links[where] = Link(Remote(where, ""), result_bytes=self._size)
            link = self._links[where]
        try:
            return link.fetch([("query", query)], _ACCEPT, seconds, gone)
        except QueryTimeoutError:
            raise ServiceError(where, f"it gave no answer within {seconds:.3g} s") from None
        except StoreUnavailableError as error:
            raise ServiceError(where, error.problem) from None
        except QueryError:
            raise QueryError(
                f"SERVICE <{where}>: its answer is larger than {self._size:,} bytes; narrow the block"
            ) from None

    def _lines(self, where: str, reply: Reply) -> tuple[list[str], list[str]]:
        """Each solution in brackets, as VALUES takes it, and the variables in that order."""
        media_type = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        if reply.status != 200:
            raise ServiceError(where, f"it answers {reply.status}")
        if media_type not in _TABLES:
            raise ServiceError(where, f"it answers with {media_type or 'no media type'}, not with SPARQL results")
        lines: list[str] = []
        table = None
        try:
            table = ox.parse_query_results(reply.body, _TABLES[media_type])
            if isinstance(table, ox.QueryBoolean):
                raise ServiceError(where, "it answers yes or no to a question for solutions")
            names = [variable.value for variable in table.variables]
            for solution in table:
                if len(lines) == self._rows:
                    raise QueryError(f"SERVICE <{where}>: more than {self._rows:,} solutions; narrow the block")
                lines.append(f"({' '.join(_written(where, name, solution[name]) for name in names)})")
        except (SyntaxError, ValueError) as error:
            raise ServiceError(where, f"its answer cannot be read: {error}") from None
        finally:
            # The reader must end in the thread that it began in, and an error would carry it to the caller's.
            del table
        if not all(map(_VARIABLE.fullmatch, names)):
            raise ServiceError(where, "its answer has variables without a name")
        return lines, [f"?{name}" for name in names]


def _written(where: str, name: str, term: _Term | None) -> str:
    """A term as VALUES takes it, made anew by what checks it: the reader takes what comes."""
    match term:
        case None:
            return "UNDEF"
        case ox.NamedNode():
            return str(ox.NamedNode(term.value))
        case ox.Literal(language=str(language)):
            return str(ox.Literal(term.value, language=language))
        case ox.Literal():
            return str(ox.Literal(term.value, datatype=ox.NamedNode(term.datatype.value)))
    kind = "blank nodes" if isinstance(term, ox.BlankNode) else "triples as terms"
    raise QueryError(f"SERVICE <{where}>: ?{name} has {kind}, which join nothing: SELECT others in the block")

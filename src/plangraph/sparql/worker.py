"""The process that answers queries one after another and that may be killed at any moment."""

from __future__ import annotations

import signal
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Final, TypedDict

import pyoxigraph as ox

from plangraph.errors import NotAcceptableError, QueryError
from plangraph.namespaces import PG, PREFIXES
from plangraph.sparql import frames
from plangraph.sparql.admission import Admitted, admit, admit_plain
from plangraph.sparql.bounded import Bounded, Counted
from plangraph.sparql.faults import no_function, syntax_error
from plangraph.sparql.formats import GRAPHS, RESULTS, choose_format, legible
from plangraph.sparql.graphstore import Change, Changed, Fetch, Missing, change, fetch
from plangraph.sparql.names import named_nodes
from plangraph.sparql.sealing import seal

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator, Sequence


__all__ = [
    "Answer",
    "Asked",
    "Check",
    "Checked",
    "Cosines",
    "DatasetNames",
    "Limits",
    "Refused",
    "Reply",
    "Request",
    "answer",
    "main",
]

_GRACE_SECONDS: Final = 1.0
_SIMILARITY: Final = ox.NamedNode(str(PG.similarity))


@dataclass(frozen=True, slots=True)
class Cosines:
    """How near each subject, by its IRI, stands to each of some texts; values in the order of `subjects`."""

    subjects: tuple[str, ...] = ()
    texts: dict[str, array[float]] = field(default_factory=dict)


class DatasetNames(TypedDict, total=False):
    """What a caller names beside a query: the graphs of its dataset, and what relative IRIs begin with."""

    default_graphs: Sequence[str]
    named_graphs: Sequence[str]
    base: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it came: its text, the form wanted, and the dataset that the protocol names (SPARQL 1.1 P, 2.1.4).

    What `search_service` made of it: `resolved` is the text that runs, its searches done, where that is another one,
    and `text` was checked before; `cosines` is what pg:similarity looks up.
    """

    text: str
    accept: str | None = None
    format: str | None = None
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    base: str | None = None
    resolved: str | None = None
    cosines: Cosines | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A query to be judged and parsed, not run: whether it is one, and can be answered in the form wanted."""

    asked: Asked


@dataclass(frozen=True, slots=True)
class Checked:
    """Nothing is wrong with a query."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole result, written out in `media_type`: of a query of some form, with so many rows (None: of ASK)."""

    media_type: str
    body: bytes
    form: str | None = None
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """What was wrong with a query, in a form that survives the way between processes."""

    problem: str
    line: int | None = None
    column: int | None = None
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use: seconds, bytes of result, bytes of memory beyond an idle worker's, rows (0: any).

    `writable`: the store takes changes, and its default graph is one of its own, not the union of all.
    """

    seconds: float
    result_bytes: int
    memory_bytes: int = 0
    rows: int = 0
    writable: bool = False

    def check_rows(self, count: int) -> None:
        """Raises QueryError beyond the limit of rows."""
        if self.rows and count > self.rows:
            raise QueryError(f"the result has more than {self.rows:,} rows; narrow the query, or add a LIMIT")


_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Request = Asked | Check | Fetch | Change
Reply = Answer | Checked | Refused | Changed | Missing


def answer(store: ox.Store, asked: Asked, limits: Limits) -> Answer:
    """Judge, run and write one query. Raises QueryError and NotAcceptableError."""
    admitted = admit(asked.text) if asked.resolved is None else admit_plain(asked.resolved)
    count = None
    try:
        if admitted.form in {"SELECT", "ASK"}:
            table, media_type = choose_format(RESULTS, asked.accept, asked.format)
            rows = _run(store, admitted, asked, union=not limits.writable)
            assert not isinstance(rows, ox.QueryTriples)
            out = Bounded(limits, table.syntax if isinstance(rows, ox.QuerySolutions) else None)
            rows.serialize(out, table.syntax)
            if isinstance(rows, ox.QuerySolutions):
                count = out.rows()
        else:
            notation, media_type = choose_format(GRAPHS, asked.accept, asked.format)
            triples = _run(store, admitted, asked, union=not limits.writable)
            assert isinstance(triples, ox.QueryTriples)
            counted, out = Counted(triples, limits), Bounded(limits)
            ox.serialize(counted, out, notation.syntax)
            count = counted.count
    except SyntaxError as error:
        raise syntax_error(error, admitted.text, _parse(asked)) from None
    except RuntimeError as error:
        raise no_function(error, admitted.text, asked.base) from None
    except MemoryError:
        raise QueryError("the query needs more memory than it may have; narrow it") from None
    return Answer(media_type, legible(out.getvalue(), media_type), admitted.form, count)


def _check(asked: Asked) -> Checked:
    """Judge and parse a query, and see that it can be answered as wanted. Raises as `answer`."""
    admitted = admit(asked.text)
    try:
        _parse(asked)(admitted.text)
    except SyntaxError as error:
        raise syntax_error(error, admitted.text, _parse(asked)) from None
    except RuntimeError as error:
        raise no_function(error, admitted.text, asked.base) from None
    if admitted.form in {"SELECT", "ASK"}:
        choose_format(RESULTS, asked.accept, asked.format)
    else:
        choose_format(GRAPHS, asked.accept, asked.format)
    return Checked()


def _parse(asked: Asked) -> Callable[[str], object]:
    """What parses a text as a query and no more: an empty store has nothing to look through."""
    return lambda text: ox.Store().query(
        text, base_iri=asked.base, prefixes=PREFIXES, custom_functions={_SIMILARITY: lambda *_: None}
    )


def _similarity(cosines: Cosines) -> Callable[..., _Term | None]:
    """pg:similarity over what was compared beforehand; of anything else it is an error, which leaves it unbound."""
    places: dict[str, int] = {}

    def look_up(subject: object = None, text: object = None, *more: object) -> ox.Literal | None:
        if more or not isinstance(subject, ox.NamedNode) or not isinstance(text, ox.Literal):
            return None
        if not places:
            places.update((iri, place) for place, iri in enumerate(cosines.subjects))
        found, place = cosines.texts.get(text.value), places.get(subject.value)
        near = None if found is None or place is None else found[place]
        return None if near is None or isnan(near) else ox.Literal(near)

    return look_up


def _run(
    store: ox.Store, admitted: Admitted, asked: Asked, *, union: bool
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    functions = {_SIMILARITY: _similarity(asked.cosines or Cosines())}
    if asked.default_graphs or asked.named_graphs:
        return store.query(
            admitted.text,
            base_iri=asked.base,
            prefixes=PREFIXES,
            custom_functions=functions,
            default_graph=[*named_nodes("default-graph-uri", asked.default_graphs)],
            named_graphs=[*named_nodes("named-graph-uri", asked.named_graphs)],
        )
    # Told to unite all graphs, the engine would no longer look at FROM.
    unite = union and not admitted.names_dataset
    return store.query(
        admitted.text,
        base_iri=asked.base,
        prefixes=PREFIXES,
        custom_functions=functions,
        use_default_graph_as_union=unite,
    )


def main() -> None:
    """Over the socket that is standard input: told a store and limits say True or Refused, then reply to each Asked."""
    link = socket.socket(fileno=0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to handle
    store_dir, limits = frames.receive(link)
    try:
        store = ox.Store(store_dir) if limits.writable else ox.Store.read_only(store_dir)
    except (OSError, RuntimeError) as error:
        frames.send(link, Refused(str(error)))
        return
    seal(limits.memory_bytes, writes=limits.writable)
    frames.send(link, True)
    while True:
        try:
            asked = frames.receive(link)
        except EOFError:
            return
        with _deadline(limits.seconds):
            frames.send(link, _reply(store, asked, limits))


def _reply(store: ox.Store, asked: Request, limits: Limits) -> Reply:
    try:
        match asked:
            case Asked():
                reply: Reply = answer(store, asked, limits)
            case Check():
                reply = _check(asked.asked)
            case Fetch():
                out = Bounded(limits)
                media_type = fetch(store, asked, out, union=not limits.writable)
                reply = Answer(media_type, out.getvalue()) if isinstance(media_type, str) else media_type
            case _:
                reply = change(store, asked)
    except NotAcceptableError as error:
        return Refused(error.wanted, offered=error.offered)
    except QueryError as error:
        return Refused(error.problem, error.line, error.column)
    except (ValueError, OSError, RuntimeError) as error:
        # Such as DROP of a graph that is not there.
        return Refused(str(error))
    return reply


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """End this process soon after a query's time is up, for the case that the caller is no longer there to do it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)  # unhandled, the alarm ends a process
        yield
        signal.setitimer(signal.ITIMER_REAL, 0)
    else:
        yield

"""The process that answers queries one after another and that may be killed at any moment."""

from __future__ import annotations

import io
import pickle
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import pyoxigraph as ox

from plangraph.errors import NotAcceptableError, QueryError
from plangraph.namespaces import PREFIXES
from plangraph.sparql.admission import Admitted, admit, syntax_error
from plangraph.sparql.formats import GRAPHS, RESULTS, choose_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

__all__ = ["Answer", "Asked", "Limits", "Refused", "answer", "main"]

_GRACE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it came: its text, the form wanted, and the dataset that the protocol names (SPARQL 1.1 P, 2.1.4)."""

    text: str
    accept: str | None = None
    format: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole result, written out in `media_type`."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """What was wrong with a query, in a form that survives the way between processes."""

    problem: str
    line: int | None = None
    column: int | None = None
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use: seconds, bytes of result, bytes of memory beyond an idle worker's (0: any)."""

    seconds: float
    result_bytes: int
    memory_bytes: int = 0


class _Bounded(io.BytesIO):
    """A file to write to that fails beyond its limit, so that no result is cut without a word."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, chunk: Buffer) -> int:
        written = super().write(chunk)
        if self.tell() > self.limit:
            raise QueryError(f"the result is larger than {self.limit:,} bytes; narrow the query, or add a LIMIT")
        return written


def answer(store: ox.Store, asked: Asked, limits: Limits) -> Answer:
    """Judge, run and write one query. Raises QueryError and NotAcceptableError."""
    admitted = admit(asked.text)
    out = _Bounded(limits.result_bytes)
    try:
        if admitted.form in {"SELECT", "ASK"}:
            table, media_type = choose_format(RESULTS, asked.accept, asked.format)
            rows = _run(store, admitted, asked)
            assert not isinstance(rows, ox.QueryTriples)
            rows.serialize(out, table.syntax)
        else:
            notation, media_type = choose_format(GRAPHS, asked.accept, asked.format)
            triples = _run(store, admitted, asked)
            assert isinstance(triples, ox.QueryTriples)
            triples.serialize(out, notation.syntax)
    except SyntaxError as error:
        raise syntax_error(error, admitted.text) from None
    except MemoryError:
        raise QueryError("the query needs more memory than it may have; narrow it") from None
    return Answer(media_type, out.getvalue())


def _run(store: ox.Store, admitted: Admitted, asked: Asked) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    if asked.default_graphs or asked.named_graphs:
        return store.query(
            admitted.text,
            prefixes=PREFIXES,
            default_graph=[ox.NamedNode(iri) for iri in asked.default_graphs],
            named_graphs=[ox.NamedNode(iri) for iri in asked.named_graphs],
        )
    # Told to unite all graphs, the engine would no longer look at FROM.
    return store.query(admitted.text, prefixes=PREFIXES, use_default_graph_as_union=not admitted.names_dataset)


def main() -> None:
    """Over standard input and output: told a store and limits say True or Refused, then reply to each Asked."""
    # What else prints, prints elsewhere.
    source, sink, sys.stdout = sys.stdin.buffer, sys.stdout.buffer, sys.stderr
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to handle
    store_dir, limits = pickle.load(source)  # noqa: S301 — from our own caller
    try:
        store = ox.Store.read_only(store_dir)
    except OSError as error:
        _send(sink, Refused(str(error)))
        return
    _limit_memory(limits.memory_bytes)
    _send(sink, True)
    while True:
        try:
            asked = pickle.load(source)  # noqa: S301 — idem
        except EOFError:
            return
        with _deadline(limits.seconds):
            reply = _reply(store, asked, limits)
        _send(sink, reply)


def _reply(store: ox.Store, asked: Asked, limits: Limits) -> Answer | Refused:
    try:
        return answer(store, asked, limits)
    except NotAcceptableError as error:
        return Refused(error.wanted, offered=error.offered)
    except QueryError as error:
        return Refused(error.problem, error.line, error.column)
    except (ValueError, OSError) as error:
        return Refused(str(error))


def _send(sink: BinaryIO, message: object) -> None:
    pickle.dump(message, sink)
    sink.flush()


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """End this process soon after a query's time is up, for the case that the caller is no longer there to do it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)  # unhandled, the alarm ends a process
        yield
        signal.setitimer(signal.ITIMER_REAL, 0)
    else:
        yield


def _limit_memory(more: int) -> None:
    """Let the process grow by so many bytes of address space; only Linux says how many it has already."""
    size = Path("/proc/self/statm")
    if more and size.exists():
        import resource  # noqa: PLC0415 — not on every system

        limit = int(size.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

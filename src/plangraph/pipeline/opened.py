"""The current generation, opened for reading: search, RDF and SPARQL, each following newly published generations."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from plangraph.config import Settings as Bounds
from plangraph.config import load_settings
from plangraph.errors import WorkspaceError
from plangraph.model import Query
from plangraph.workspace import Follower, Following, Generation, Workspace, open_generation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Unpack

    from pyoxigraph import Store
    from rdflib import Dataset

    from plangraph.model import Card, Encode, Filter, Interpretation, SearchResult
    from plangraph.retrieval import Encoder, Searcher
    from plangraph.retrieval.settings import Settings
    from plangraph.sparql import Answer, Call, DatasetNames, Endpoint, RemoteEndpoint

__all__ = [
    "EndpointFollower",
    "Search",
    "current_generation",
    "open_endpoint",
    "open_graph",
    "open_search",
    "open_store",
]


class Search(Following["Searcher"]):
    """Search over a workspace; see `Following`.

    `settings` are those of ranking, where they are not the usual ones.
    """

    def __init__(self, workspace: Path, encoder: Encoder, settings: Settings | None = None) -> None:
        self.encoder, self._settings = encoder, settings
        self._opened: WeakValueDictionary[int, Searcher] = WeakValueDictionary()
        super().__init__(Follower(Workspace(workspace), self._open, lambda s: s.close()))

    def search(self, query: Query | str, *, passages: bool = True) -> SearchResult:
        """What fits the query (or its words), best first, with its passages unless nobody wants them.

        Raises QueryError for a filter that does not exist.
        """
        with self._follower.use() as searcher:
            return searcher.search(Query(query) if isinstance(query, str) else query, passages=passages)

    def having(self, conditions: Sequence[Filter]) -> tuple[Card, ...]:
        """All elements and indicators that meet conditions, by IRI. Raises QueryError for one that there is not."""
        with self._follower.use() as searcher:
            return searcher.having(conditions)

    def interpret(self, text: str) -> Interpretation:
        """How a query's text is understood, without searching for it."""
        with self._follower.use() as searcher:
            return searcher.interpret(text)

    def of(self, generation: Generation) -> Searcher:
        """The searcher of one generation, whether or not it is still the current one."""
        return self._opened.get(generation.number) or self._open(generation)

    @property
    def encode(self) -> Encode:
        """The encoder of queries and passages."""
        return self.encoder

    def _open(self, generation: Generation) -> Searcher:
        from plangraph.retrieval import Searcher, open_label_encoder  # noqa: PLC0415 — heavy

        record = generation.manifest.encoder
        if record.space != self.encoder.space:
            raise WorkspaceError(
                f"generation {generation.number} was built with the encoder {record.name} ({record.fingerprint}), "
                f"and the one set now is {self.encoder.name} ({self.encoder.fingerprint}); "
                f"set PLANGRAPH_ENCODER back, or run `plangraph build`"
            )
        searcher = Searcher.open(generation.index, self.encoder, self._settings, open_label_encoder())
        self._opened[generation.number] = searcher
        return searcher


class EndpointFollower(Following["Endpoint | RemoteEndpoint"]):
    """A SPARQL endpoint over the current generation, in the workspace or in a remote store; see `Following`.

    `turns` are the same for all generations. `search` opens what pg:search and pg:similarity ask, when the first query
    does.
    """

    def __init__(self, workspace: Path, bounds: Bounds, search: Callable[[], Search]) -> None:
        from plangraph.sparql import Services, Turns  # noqa: PLC0415 — heavy

        self.timeout, self._bounds, self._search = bounds.sparql_timeout, bounds, search
        self.turns = Turns(
            bounds.sparql_workers,
            slow=bounds.sparql_slow,
            waiting=bounds.sparql_waiting,
            each=bounds.sparql_client_queries,
            patience=bounds.sparql_patience,
        )
        self._services = Services(bounds.service_allow.split())
        super().__init__(Follower(Workspace(workspace), self._open, lambda e: e.close()))

    def close(self) -> None:
        """Frees what is open, when the last query has ended; who is called by SERVICE is hung up on."""
        super().close()
        self._services.close()

    def query(
        self,
        text: str,
        accept: str | None = None,
        format: str | None = None,  # noqa: A002 — the name of the parameter over HTTP
        *,
        call: Call | None = None,
        **dataset: Unpack[DatasetNames],
    ) -> Answer:
        """As `Endpoint.query`, on the current generation."""
        with self._follower.use() as endpoint:
            return endpoint.query(text, accept, format, call=call, **dataset)

    def fetch(
        self, graph: str | None, accept: str | None = None, form: str | None = None, *, call: Call | None = None
    ) -> Answer:
        """As `Endpoint.fetch`, on the current generation."""
        with self._follower.use() as endpoint:
            return endpoint.fetch(graph, accept, form, call=call)

    def _open(self, generation: Generation) -> Endpoint | RemoteEndpoint:
        from plangraph.pipeline.meaning import GenerationMeaning  # noqa: PLC0415 — loads the engine
        from plangraph.pipeline.remote import open_remote, remote_of  # noqa: PLC0415 — heavy
        from plangraph.sparql import Endpoint, Limits  # noqa: PLC0415 — heavy

        remote, meaning = remote_of(self._bounds), GenerationMeaning(self._search, generation)
        if remote:
            limits = Limits(self.timeout, self._bounds.sparql_result_bytes, rows=self._bounds.sparql_result_rows)
            return open_remote(remote, generation, limits, self.turns, meaning=meaning, services=self._services)
        return Endpoint(
            generation.store,
            timeout=self.timeout,
            result_bytes=self._bounds.sparql_result_bytes,
            result_rows=self._bounds.sparql_result_rows,
            memory_bytes=self._bounds.sparql_memory * 1024**2,
            turns=self.turns,
            meaning=meaning,
            services=self._services,
        )


def open_search(workspace: Path) -> Search:
    """The current generation, ready to be searched.

    Raises WorkspaceError when nothing was built, when files are damaged, or when another encoder built them.
    """
    from plangraph.retrieval import open_encoder  # noqa: PLC0415 — heavy

    open_generation(Workspace(workspace))  # what is wrong with the workspace is said before the encoder loads
    settings = load_settings()
    return Search(workspace, open_encoder(settings.encoder, settings.cache_dir))


def open_endpoint(workspace: Path, search: Callable[[], Search] | None = None) -> EndpointFollower:
    """A SPARQL endpoint over the workspace, with the limits and workers of the settings.

    `search` gives what pg:search and pg:similarity ask, so that the encoder is loaded once; left out, the first query
    that wants it opens its own.
    """
    return EndpointFollower(workspace, load_settings(), search or cache(lambda: open_search(workspace)))


def open_graph(workspace: Path) -> Dataset:
    """The current generation as an rdflib Dataset, all named graphs also seen as one; writing to it fails."""
    from oxrdflib import OxigraphStore  # noqa: PLC0415 — heavy
    from rdflib import Dataset  # noqa: PLC0415 — heavy

    return Dataset(store=OxigraphStore(store=open_store(workspace)), default_union=True)


_stores: dict[Path, tuple[Generation, Store]] = {}
_stores_lock = threading.Lock()


def open_store(workspace: Path) -> Store:
    """The Oxigraph store of the current generation, read-only; opened once for each generation."""
    return _held(workspace)[1]


def current_generation(workspace: Path) -> Generation:
    """The generation that `open_store` reads from. Raises WorkspaceError when there is none."""
    return _held(workspace)[0]


def _held(workspace: Path) -> tuple[Generation, Store]:
    from plangraph.graph import open_store as open_oxigraph  # noqa: PLC0415 — loads the validator

    place = Workspace(workspace)
    key = workspace.resolve()
    with _stores_lock:
        held = _stores.get(key)
        if held is None or held[0].number != place.current_number():
            generation = open_generation(place)
            held = generation, open_oxigraph(generation.store)
            # The former store closes when the last one who reads from it lets it go.
            _stores[key] = held
    return held

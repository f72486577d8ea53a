"""What the routes answer from: one workspace, opened on first use and followed from generation to generation."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from plangraph import pipeline
from plangraph.errors import PlanGraphError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rdflib import Graph

    from plangraph.model import Filter, Query, SearchResult
    from plangraph.pipeline import (
        Additions,
        Answer,
        Ask,
        Dump,
        EndpointFollower,
        Search,
        Similar,
        Stamp,
        Suggest,
        WorkingDataset,
    )

__all__ = ["Library"]

_log = logging.getLogger(__name__)
# Any word will do.
_FIRST: Final = "計画"
# Seconds after which overviews are left to those who ask for them.
_FILLING: Final = 30
T = TypeVar("T", bound="Search | EndpointFollower | Similar | Suggest")


class _Opened(Generic[T]):
    """Something of the pipeline that is opened once, by whoever comes first, and moved on with each use."""

    def __init__(self, open_it: Callable[[], T]) -> None:
        self._open_it = open_it
        self._opening, self._state = threading.Lock(), threading.Lock()
        self._closings = 0
        self._thing: T | None = None

    def get(self) -> T:
        thing = self._thing
        if thing is None:
            with self._opening:
                thing, closings = self._thing, self._closings
                if thing is None:
                    return self._keep(self._open_it(), closings)
        thing.refresh()
        return thing

    def close(self) -> None:
        """Free it; what another thread is just opening is awaited by nobody, and freed by that thread."""
        with self._state:
            thing, self._thing = self._thing, None
            self._closings += 1
        if thing is not None:
            thing.close()

    def _keep(self, thing: T, closings: int) -> T:
        with self._state:
            if closings == self._closings:
                self._thing = thing
                return thing
        thing.close()
        raise WorkspaceError("the server is being stopped")


class Library:
    """The pipeline's functions over one workspace; thread-safe, and cheap until the first question.

    Each method raises WorkspaceError while there is no generation to answer from.
    """

    def __init__(self, workspace: Path, *, writable: bool = False) -> None:
        self.workspace, self.writable = workspace, writable
        self._working: WorkingDataset | None = None
        self._working_lock = threading.Lock()
        self._search = _Opened(lambda: _open_search(workspace))
        self._endpoint = _Opened(lambda: pipeline.open_endpoint(workspace, self._search.get))
        self._similar = _Opened(lambda: pipeline.open_similar(workspace))
        self._suggest = _Opened(lambda: pipeline.open_suggest(workspace))
        self._opening = threading.Lock()
        self._asker: Ask | None = None
        self._additions = pipeline.open_additions(workspace)

    def search(self, query: Query) -> SearchResult:
        """What fits the query, on the newest generation. Raises QueryError for a filter that does not exist."""
        return self._search.get().search(query)

    def ask(self, question: str, language: str | None = None) -> Answer:
        """The answer to a question, else what a search finds. Raises QueryError for an empty or endless one."""
        return self._asking().ask(question, language)

    def answer(self, question: str, language: str) -> Answer:
        """The answer to a question, without a search where there is none."""
        return self._asking().answer(question, language)

    def sparql(
        self,
        text: str,
        accept: str | None = None,
        form: str | None = None,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> tuple[str, bytes]:
        """The media type and body of a query's answer; errors as of `pipeline.open_endpoint`."""
        endpoint = self._endpoint.get()
        answer = endpoint.query(text, accept, form, default_graphs=default_graphs, named_graphs=named_graphs)
        return answer.media_type, answer.body

    @property
    def dataset(self) -> EndpointFollower | WorkingDataset:
        """What is open to clients of SPARQL: the published generation, or where writing is on the working dataset."""
        return self.working if self.writable else self._endpoint.get()

    @property
    def working(self) -> WorkingDataset:
        """The working dataset, opened by whoever comes first."""
        with self._working_lock:
            if self._working is None:
                self._working = pipeline.open_working(self.workspace)
            return self._working

    def _asking(self) -> Ask:
        search, endpoint = self._search.get(), self._endpoint.get()
        if self._asker is None:
            # Two at once make two, of which either will do.
            self._asker = pipeline.Ask(self.workspace, search, endpoint)
        return self._asker

    def describe(self, iri: str) -> Graph | None:
        """The bounded description of a thing."""
        return pipeline.describe(self.workspace, iri)

    def knows(self, iri: str) -> bool:
        """Whether there is a description of a thing."""
        return pipeline.is_described(self.workspace, iri)

    def stamp(self) -> Stamp:
        """Which generation the descriptions are of, and when it was built."""
        return pipeline.stamp(self.workspace)

    def description(self, base: str, served_at: str) -> Graph:
        """The dataset's description of itself."""
        return pipeline.dataset_description(self.workspace, base, served_at)

    def dumps(self) -> dict[str, Dump]:
        """The files that hold everything, by name."""
        return pipeline.dumps(self.workspace)

    def named_graph(self, iri: str, syntax: str) -> bytes | None:
        """A named graph, written out."""
        return pipeline.named_graph(self.workspace, iri, syntax)

    def element(self, iri: str) -> dict[str, Any] | None:
        """All that is known of an element or indicator."""
        return pipeline.element(self.workspace, iri)

    def plan(self, iri: str) -> dict[str, Any] | None:
        """A plan at a glance."""
        return pipeline.plan_overview(self.workspace, iri)

    def city(self, iri: str) -> dict[str, Any] | None:
        """A municipality at a glance, with its plans."""
        return pipeline.city_overview(self.workspace, iri)

    def audit(self) -> list[dict[str, Any]]:
        """Where printed judgements and figures disagree."""
        return pipeline.audit(self.workspace)

    def decisions(self) -> list[dict[str, Any]]:
        """All that staff decided."""
        return pipeline.decisions(self.workspace)

    def decide(
        self,
        kind: str,
        iri: str,
        *,
        role: str,
        reason: str,
        sdg: str | None = None,
        value: str | None = None,
        series: str | None = None,
    ) -> dict[str, Any]:
        """Record a decision. Raises QueryError for what does not fit."""
        return pipeline.decide(self.workspace, kind, iri, role=role, reason=reason, sdg=sdg, value=value, series=series)

    @property
    def additions(self) -> Additions:
        """What administrators upload, on its way to being published."""
        return self._additions

    def similar(self, iri: str, *, other_cities: bool = True, limit: int = 5) -> dict[str, Any] | None:
        """What is most like an element or indicator."""
        return self._similar.get().to(iri, other_cities=other_cities, limit=limit)

    def cities(self) -> dict[str, str]:
        """The names of the cities that can be compared, by code."""
        return self._similar.get().cities()

    def compare(self, cities: Sequence[str], topic: str) -> dict[str, Any]:
        """What two to four cities have on a topic. Raises QueryError as `pipeline.Compare.compare` does."""
        return pipeline.Compare(self.workspace, self._search.get(), self._similar.get()).compare(cities, topic)

    def compare_things(self, iris: Sequence[str]) -> dict[str, Any]:
        """Two to four elements or indicators side by side. Raises QueryError as `pipeline.compare_things` does."""
        return pipeline.compare_things(self.workspace, self._similar.get(), iris)

    def indicators(
        self, conditions: Sequence[Filter], *, units: Sequence[str], words: str, limit: int, offset: int
    ) -> dict[str, Any]:
        """The indicators that meet conditions. Raises QueryError as `pipeline.list_indicators` does."""
        search = self._search.get()
        return pipeline.list_indicators(
            self.workspace, search, conditions, units=units, words=words, limit=limit, offset=offset
        )

    def suggest(self, typed: str, limit: int, language: str | None) -> list[dict[str, Any]]:
        """Names that start with what was typed."""
        return self._suggest.get().suggest(typed, limit, language)

    def generation(self) -> int | None:
        """The generation that answers, opened now if need be; None while another thread is opening it."""
        if not self._opening.acquire(blocking=False):
            return None
        try:
            self._endpoint.get()
            return self._search.get().generation
        finally:
            self._opening.release()

    def warm(self) -> None:
        """Open everything before the first question comes; what is wrong is logged, and said again when asked."""
        try:
            self.generation()
            self._similar.get()
            self._suggest.get()
            # Ready by now: who comes meanwhile is answered.
            self.ask(_FIRST)
            pipeline.fill_overviews(self.workspace, _FILLING)
            self.indicators((), units=(), words="", limit=1, offset=0)
        except PlanGraphError as error:
            _log.warning("not ready: %s", error)

    def close(self) -> None:
        """Free the index and end the SPARQL workers."""
        self._search.close()
        self._endpoint.close()
        self._similar.close()
        self._suggest.close()
        if self._working is not None:
            self._working.close()


def _open_search(workspace: Path) -> Search:
    """Search, once it has searched: dictionaries and vectors are read for the first time then, which takes seconds."""
    search = pipeline.open_search(workspace)
    search.search(_FIRST)
    return search

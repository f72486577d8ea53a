"""What SPARQL queries search and compare with: the index of the very generation whose graph they read."""

from __future__ import annotations

import threading
from array import array
from typing import TYPE_CHECKING

from plangraph.sparql import Cosines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plangraph.model import Query, SearchResult
    from plangraph.pipeline.opened import Search
    from plangraph.retrieval import Searcher
    from plangraph.workspace import Generation

__all__ = ["GenerationMeaning"]


class GenerationMeaning:
    """Search in one generation, opened with its encoder by the first query that wants it; thread-safe.

    All raise WorkspaceError when another encoder built the index, and QueryError for what cannot be searched.
    """

    def __init__(self, open_search: Callable[[], Search], generation: Generation) -> None:
        self._open_search, self._generation = open_search, generation
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None

    def open(self) -> None:
        """Open what answers, where that was not done; takes seconds."""
        self._opened()

    def search(self, query: Query) -> SearchResult:
        """What fits the query, best first."""
        return self._opened().search(query)

    def cosines(self, texts: Sequence[str]) -> Cosines:
        """How near each element and indicator stands to each text."""
        searcher = self._opened()
        return Cosines(searcher.subjects, {text: array("d", searcher.cosines(text).tobytes()) for text in texts})

    def _opened(self) -> Searcher:
        with self._lock:
            if self._searcher is None:
                self._searcher = self._open_search().of(self._generation)
            return self._searcher

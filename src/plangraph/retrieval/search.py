"""The searcher: one query in, ranked subjects with passages, highlights and facets out."""

from __future__ import annotations

import math
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.errors import QueryError, WorkspaceError
from plangraph.languages import LANGUAGES
from plangraph.model import Hit, Interpretation, PassageHit, Query, SearchResult
from plangraph.retrieval import index as files
from plangraph.retrieval.answerable import Doubt
from plangraph.retrieval.dense import DenseIndex
from plangraph.retrieval.facets import count_facets
from plangraph.retrieval.filters import ABSENT, FIELDS, UNMET, Filters, dropped
from plangraph.retrieval.fusion import Leg, weigh
from plangraph.retrieval.highlight import best_sentence, mark_terms
from plangraph.retrieval.interpret import Interpreter
from plangraph.retrieval.lexical import LexicalIndex
from plangraph.retrieval.ranking import rank_subjects, reach
from plangraph.retrieval.records import open_cards, open_passages
from plangraph.retrieval.settings import DEFAULTS, Settings
from plangraph.retrieval.tokens import analyse, terms

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from plangraph.model import Card, Encode, Filter, Passage
    from plangraph.retrieval.ranking import Ranked

__all__ = ["MAX_LIMIT", "MAX_QUERY", "Searcher"]

MAX_LIMIT: Final = 100
MAX_QUERY: Final = 2_000
"""Characters of a query; an encoder reads no more than 512 tokens anyway."""


class Searcher:
    """Searches one index, read-only and from any number of threads. Make it with `open`."""

    def __init__(
        self,
        *,
        cards: Sequence[Card],
        passages: Sequence[Passage],
        dense: DenseIndex,
        lexical: LexicalIndex,
        centroid: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
        encode: Encode,
        settings: Settings = DEFAULTS,
    ) -> None:
        positions = {card.iri: position for position, card in enumerate(cards)}
        self._cards, self._passages, self._encode, self._settings = cards, passages, encode, settings
        self._dense, self._lexical, self._centroid = dense, lexical, centroid
        self._subjects = np.array([positions[passage.subject] for passage in passages], dtype=np.int64)
        self._filters = Filters(cards)
        self._interpreter = Interpreter(cards)
        self._doubt = Doubt(self._nearest)
        self._tokens = lru_cache(maxsize=4_096)(lambda row: analyse(passages[row].text))

    @classmethod
    def open(cls, directory: Path, encode: Encode, settings: Settings = DEFAULTS) -> Searcher:
        """Open what `build_index` wrote. Raises WorkspaceError where it is missing, damaged or does not fit."""
        cards, passages = open_cards(directory / files.CARDS), open_passages(directory / files.PASSAGES)
        dense, lexical = DenseIndex.open(directory / files.VECTORS), LexicalIndex.open(directory / files.TEXT)
        if not len(passages) == dense.rows == lexical.rows:
            raise WorkspaceError(
                f"{directory}: {len(passages)} passages, {dense.rows} vectors, {lexical.rows} texts; build it again"
            )
        try:
            centroid = np.load(directory / files.CENTROID, allow_pickle=False)
        except (OSError, ValueError) as error:
            raise WorkspaceError(f"{directory / files.CENTROID} cannot be read ({error}); build it again") from error
        return cls(
            cards=cards,
            passages=passages,
            dense=dense,
            lexical=lexical,
            centroid=centroid,
            encode=encode,
            settings=settings,
        )

    def close(self) -> None:
        """Let go of cached texts; the mapped files go with the object."""
        self._tokens.cache_clear()

    def interpret(self, text: str) -> Interpretation:
        """How a query's text is understood."""
        return self._interpreter.interpret(text)

    def search(self, query: Query) -> SearchResult:
        """Answer a query. A field that the caller filters by is the caller's: words do not add to it.

        Conditions that the words name and nothing meets are let go, and the answer is then not answerable.

        Raises QueryError for an empty or endless text, a window out of bounds, and an unknown filter or value.
        """
        _check(query)
        read = self._interpreter.interpret(query.text)
        set_by_caller = {condition.field for condition in query.filters}
        taken = [item for item in read.filters if item.field not in set_by_caller and not dropped(item, query.dropped)]
        understood = self._filters.met(query.filters, taken)
        conditions = (*query.filters, *understood)
        bare = read.bare and not all(condition.soft for condition in conditions)
        read = Interpretation(read.topic, read.language, understood, bare)
        iris = self._filters.fitting(conditions)
        allowed = None
        if iris is not None:
            fits = np.array([card.iri in iris for card in self._cards], dtype=np.bool_)
            allowed = fits[self._subjects]

        words = terms(read.topic)
        vector = self._encode([read.topic], "query")[0]
        dense = Leg(*self._dense.search(vector, self._settings.depth, allowed))
        everywhere, trust = self._words(words, read.language, everything=allowed is not None)
        lexical = everywhere.among(allowed) if everywhere is not None else None
        ranked = rank_subjects(
            dense,
            lexical,
            trust,
            subjects=self._subjects,
            cards=self._cards,
            bonus=partial(self._bonus, conditions),
            settings=self._settings,
        )
        top = float(self._dense.search(vector, 1)[1][0]) if self._dense.rows else 0.0
        top_words = float(everywhere.scores[0]) if everywhere is not None and len(everywhere.scores) else 0.0
        # Where the words name conditions and no topic, whatever meets them is an answer.
        fitting = ranked if bare else reach(ranked, float(vector @ self._centroid), top, top_words, self._settings)
        answerable = bool(fitting) and (
            bare or self._answerable(read, words, max(item.cosine for item in ranked[:MAX_LIMIT]))
        )
        answerable = answerable and all(item.note not in {ABSENT, UNMET} for item in understood)
        shown = fitting or ranked[: self._settings.nearest]
        window = shown[query.offset : query.offset + query.limit]
        return SearchResult(
            query,
            read,
            answerable,
            len(shown),
            self._hits(window, query.offset, frozenset(words), dense),
            count_facets([item.card for item in shown]),
        )

    def _words(self, words: Sequence[str], language: str, *, everything: bool) -> tuple[Leg | None, float]:
        """What the lexical leg found, and how far to trust it; no leg where the language has none.

        A query in another language whose every word stands in the passages is an acronym or a name (DX, PFI).
        """
        known = LANGUAGES.get(language)
        if not words or not ((known and known.lexical) or all(map(self._lexical.frequency, words))):
            return None, 0.0
        settings = self._settings
        boosts = {"title": settings.title_boost, "context": settings.context_boost, "body": settings.body_boost}
        limit = self._lexical.rows if everything else settings.depth
        return weigh(self._lexical.search(words, boosts, limit))

    def _bonus(self, conditions: Sequence[Filter], card: Card) -> float:
        """What soft conditions add to a card that meets them."""
        return sum(
            self._settings.kind_bonus.get(condition.value, self._settings.soft_bonus)
            for condition in conditions
            if condition.soft and self._filters.meets(card, condition)
        )

    def _nearest(self, texts: tuple[str, ...]) -> list[float]:
        vectors = self._encode(texts, "query")
        return [float(self._dense.search(vector, 1)[1][0]) for vector in vectors]

    def _answerable(self, read: Interpretation, words: Sequence[str], cosine: float) -> bool:
        covered = None
        if LANGUAGES[read.language].lexical and words:
            weights = {word: self._lexical.rarity(word) for word in words}
            known = sum(weight for word, weight in weights.items() if self._lexical.frequency(word))
            covered = known / total if (total := sum(weights.values())) > 0 else 1.0
        return self._doubt.answerable(read.language, cosine, covered, self._settings.answer_margins)

    def _hits(self, window: Sequence[Ranked], offset: int, words: Collection[str], dense: Leg) -> tuple[Hit, ...]:
        weights: dict[str, float] | None = None
        hits = []
        for rank, item in enumerate(window, start=offset + 1):
            passages = []
            for row, score in list(zip(item.rows, item.scores, strict=True))[: self._settings.shown_passages]:
                marks = mark_terms(self._tokens(row), words)
                if not marks and self._passages[row].role != files.LABEL:
                    if weights is None:
                        weights = self._topic_weights(dense)
                    marks = self._sentence(row, weights)
                passages.append(PassageHit(self._passages[row], score, marks))
            legs = [("dense", item.cosine), ("lexical", item.words), ("soft", item.bonus)]
            why = tuple((name, value) for name, value in legs if value and not math.isnan(value))
            hits.append(Hit(item.card, rank, item.score, tuple(passages), why))
        return tuple(hits)

    def _topic_weights(self, dense: Leg) -> dict[str, float]:
        """The terms of the nearest passages, each weighed by in how many it stands, and by rarity."""
        weights: dict[str, float] = {}
        for row in dense.rows[: self._settings.feedback].tolist():
            for form in {token.form for token in self._tokens(row)}:
                weights[form] = weights.get(form, 0.0) + self._lexical.rarity(form)
        return weights

    def _sentence(self, row: int, weights: Mapping[str, float]) -> tuple[tuple[int, int], ...]:
        best = best_sentence(self._passages[row].text, self._tokens(row), weights)
        return (best,) if best else ()


def _check(query: Query) -> None:
    if not query.text.strip():
        raise QueryError("q: the query is empty; say in a few words what you look for")
    if len(query.text) > MAX_QUERY:
        raise QueryError(f"q: {len(query.text)} characters are too many; the most is {MAX_QUERY}")
    if not 1 <= query.limit <= MAX_LIMIT:
        raise QueryError(f"limit: {query.limit} is not between 1 and {MAX_LIMIT}")
    if query.offset < 0:
        raise QueryError(f"offset: {query.offset} is below 0")
    for each in query.dropped:
        if each.partition(":")[0] not in FIELDS:
            raise QueryError(f"drop: there is no filter {each.partition(':')[0]!r}; there are: {', '.join(FIELDS)}")

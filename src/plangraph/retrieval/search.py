"""The searcher: one query in, ranked subjects with passages, highlights and facets out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.errors import QueryError
from plangraph.model import Hit, Interpretation, Query, SearchResult
from plangraph.retrieval import index as files
from plangraph.retrieval.answerable import Clues, Doubt
from plangraph.retrieval.excerpts import Excerpts
from plangraph.retrieval.facets import Facets
from plangraph.retrieval.filters import ABSENT, FIELDS, UNMET, Filters, dropped
from plangraph.retrieval.fusion import contributions, standardise
from plangraph.retrieval.interpret import Interpreter
from plangraph.retrieval.legs import Legs
from plangraph.retrieval.orders import ORDERS, Orders
from plangraph.retrieval.phrases import Phrases
from plangraph.retrieval.ranking import child_credits, parents, rank
from plangraph.retrieval.reasons import Reasons
from plangraph.retrieval.records import open_cards, open_passages
from plangraph.retrieval.settings import DEFAULTS, Settings
from plangraph.retrieval.tokens import terms, unknown
from plangraph.retrieval.understanding.nonsense import says_something

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.model import Card, Encode, Filter
    from plangraph.retrieval.legs import Found

__all__ = ["MAX_LIMIT", "MAX_QUERY", "ORDERS", "Searcher"]

MAX_LIMIT: Final = 100
MAX_QUERY: Final = 2_000
"""Characters of a query; an encoder reads no more than 512 tokens anyway."""


class Searcher:
    """Searches one index, read-only and from any number of threads. Make it with `open`."""

    def __init__(self, directory: Path, encode: Encode, settings: Settings, encode_label: Encode | None) -> None:
        self._cards, passages = open_cards(directory / files.CARDS), open_passages(directory / files.PASSAGES)
        positions = {card.iri: position for position, card in enumerate(self._cards)}
        subjects = np.array([positions[passage.subject] for passage in passages], dtype=np.int64)
        self._encode, self._encode_label, self._settings = encode, encode_label, settings
        self._legs = Legs(directory, passages, subjects, encode, len(self._cards))
        phrases = Phrases.open(directory / files.PHRASES) if (directory / files.PHRASES).exists() else None
        self._excerpts = Excerpts(passages, subjects, self._legs.lexical, settings, phrases)
        self._parents = parents(self._cards)
        self._reasons = Reasons(self._cards, passages, self._parents, self._legs, self._excerpts)
        self._filters, self._facets = Filters(self._cards), Facets(self._cards)
        self._orders = Orders(self._cards)
        self._interpreter = Interpreter(self._cards)
        self._doubt = Doubt(self._look)

    @classmethod
    def open(
        cls, directory: Path, encode: Encode, settings: Settings | None = None, encode_label: Encode | None = None
    ) -> Searcher:
        """Open what `build_index` wrote. Raises WorkspaceError where it is missing, damaged or does not fit.

        `encode_label` is the encoder of labels that the index's wordings were made with; without it they rest.
        """
        return cls(directory, encode, settings or DEFAULTS, encode_label)

    def close(self) -> None:
        """Let go of cached texts; the mapped files go with the object."""
        self._excerpts.clear()

    def interpret(self, text: str) -> Interpretation:
        """How a query's text is understood."""
        return self._interpreter.interpret(text)

    def having(self, conditions: Sequence[Filter]) -> tuple[Card, ...]:
        """All subjects that meet conditions, whatever their words, by IRI. Raises QueryError as `search` does."""
        allowed = self._filters.allowed(conditions)
        return tuple(card for at, card in enumerate(self._cards) if allowed is None or allowed[at])

    def search(self, query: Query, *, passages: bool = True) -> SearchResult:
        """Answer a query. A field that the caller filters by is the caller's: words do not add to it.

        Hits come with their `passages` unless nobody wants them: finding these takes a good part of the time.

        Conditions that the words name and nothing meets are let go, and the answer is then not answerable. What is
        nearest is shown then as well, unless the topic is no word that a passage or the dictionary holds: asdfghjkl has
        no hits.

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

        words = terms(read.topic)
        found = self._legs.find(read.topic, words, read.language, self._settings, self._encode_label)
        legs = contributions(found.evidence, self._settings) | {"soft": self._bonus(conditions, bare=bare)}
        scores = np.sum(list(legs.values()), axis=0)
        legs |= self._feedback(scores)
        scores = np.sum(list(legs.values()), axis=0)
        legs["children"] = self._settings.child_credit * child_credits(scores, self._parents)
        scores = scores + legs["children"]
        allowed = self._filters.allowed(conditions)
        ranked = rank(scores, allowed)
        # Where the words name conditions and no topic, whatever meets them is an answer.
        fitting = ranked if bare else ranked[self._fits(scores, found)[ranked]]
        confidence = 1.0 if bare else self._confidence(read, found)
        chance = not self._doubt.answerable(confidence) and not self._heard(read.topic, words)
        if allowed is not None and not bare:
            confidence = self._narrowed(confidence, scores, allowed, found)
        answerable = bool(len(fitting)) and self._doubt.answerable(confidence)
        answerable = answerable and all(item.note not in {ABSENT, UNMET} for item in understood)
        near = fitting if len(fitting) else ranked[: self._settings.nearest]
        shown = self._orders.put(near[:0] if chance else near, query.order)
        return SearchResult(
            query,
            read,
            answerable,
            len(shown),
            self._hits(shown[query.offset : query.offset + query.limit], query, read, found, legs, passages=passages),
            self._facets.count(shown),
            confidence,
        )

    def cosines(self, text: str) -> NDArray[np.float64]:
        """How near each subject stands to a text by the encoder: the best cosine of its passages, NaN without any.

        Of shape (len(subjects),), in their order. Raises QueryError for an endless text.
        """
        if len(text) > MAX_QUERY:
            raise QueryError(f"{len(text)} characters are too many to compare with; the most is {MAX_QUERY}")
        return self._legs.nearest(text)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The IRIs of all subjects of the index."""
        return tuple(card.iri for card in self._cards)

    def _feedback(self, scores: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
        """The leg of what the first found share."""
        weight = self._settings.feedback_weight
        near = self._legs.feedback(scores, self._settings.feedback_subjects) if weight else None
        return {} if near is None else {"feedback": weight * standardise(near)}

    def _bonus(self, conditions: Sequence[Filter], *, bare: bool) -> NDArray[np.float64]:
        """What soft conditions add to the subjects that meet them; of a code and no topic, to what bears it itself."""
        bonus = np.zeros(len(self._cards))
        for condition in conditions:
            if condition.soft:
                raised = self._settings.kind_bonus.get(condition.value, self._settings.soft_bonus)
                if bare and condition.field == "status":
                    raised = self._settings.bare_bonus
                bonus += raised * self._filters.mask(condition)
            elif bare and condition.field == "code" and not condition.excluded:
                bonus += self._settings.bare_bonus * self._filters.bearing(condition)
        return bonus

    def _fits(self, scores: NDArray[np.float64], found: Found) -> NDArray[np.bool_]:
        """Which subjects come near enough to the best one of the whole index; see `Settings.fit_share`."""
        best = float(scores.max(initial=0.0))
        near = scores >= self._settings.fit_share * best
        if found.evidence.words is None:
            return near
        held = found.evidence.words
        return near | ((held > 0) & (held >= self._settings.fit_words * float(held.max(initial=0.0))))

    def _confidence(self, read: Interpretation, found: Found) -> float:
        if found.evidence.literal is None and not says_something(read.topic):
            return 0.0
        return self._doubt.confidence(read.language, self._legs.clues(read.topic, found))

    def _heard(self, topic: str, words: Sequence[str]) -> bool:
        """Whether a topic has a word: one that some passage holds, or one of the dictionary.

        Citizens ask in words that no plan has, and what is nearest may help them; of no word the order is by chance.
        """
        return says_something(topic) and (any(map(self._legs.lexical.frequency, words)) or not unknown(topic))

    def _narrowed(
        self, confidence: float, scores: NDArray[np.float64], allowed: NDArray[np.bool_], found: Found
    ) -> float:
        """The confidence that filters leave: what the whole index answers, the allowed subjects may not."""
        best, within = float(scores.max(initial=0.0)), scores[allowed]
        literal = found.evidence.literal
        if best <= 0 or not len(within) or (literal is not None and literal[allowed].any()):
            return confidence
        return self._doubt.narrowed(confidence, float(within.max()) / best)

    def _look(self, texts: tuple[str, ...]) -> list[Clues]:
        """The clues of questions that are asked to learn what nothing looks like."""
        found = (self._legs.find(text, (), "ja", self._settings, self._encode_label) for text in texts)
        return [self._legs.clues(text, each) for text, each in zip(texts, found, strict=True)]

    def _hits(
        self,
        window: NDArray[np.int64],
        query: Query,
        read: Interpretation,
        found: Found,
        legs: Mapping[str, NDArray[np.float64]],
        *,
        passages: bool,
    ) -> tuple[Hit, ...]:
        if not len(window):
            return ()
        sought = self._excerpts.sought(read.topic, found, meant=not read.bare)
        soft = [each for each in (*query.filters, *read.filters) if each.soft] if query.explain else []
        raised = [(each.label or each.value, self._filters.mask(each)) for each in soft]
        if query.explain and read.bare:
            codes = (each for each in (*query.filters, *read.filters) if each.field == "code" and not each.soft)
            raised += [(each.value, self._filters.bearing(each)) for each in codes]
        hits = []
        for place, position in enumerate(window.tolist(), start=query.offset + 1):
            met = [name for name, mask in raised if mask[position]]
            why = tuple((name, float(leg[position])) for name, leg in legs.items() if leg[position])
            hits.append(
                Hit(
                    self._cards[position],
                    place,
                    float(sum(value for _, value in why)),
                    self._excerpts.of(position, found, sought) if passages else (),
                    why,
                    self._reasons.of(position, legs, found, sought, met) if query.explain else (),
                )
            )
        return tuple(hits)


def _check(query: Query) -> None:
    if not query.text.strip():
        raise QueryError("q: the query is empty; say in a few words what you look for")
    if len(query.text) > MAX_QUERY:
        raise QueryError(f"q: {len(query.text)} characters are too many; the most is {MAX_QUERY}")
    if not 1 <= query.limit <= MAX_LIMIT:
        raise QueryError(f"limit: {query.limit} is not between 1 and {MAX_LIMIT}")
    if query.offset < 0:
        raise QueryError(f"offset: {query.offset} is below 0")
    if query.order not in ORDERS:
        raise QueryError(f"sort: there is no order {query.order!r}; there are: {', '.join(ORDERS)}")
    for each in query.dropped:
        if each.partition(":")[0] not in FIELDS:
            raise QueryError(f"drop: there is no filter {each.partition(':')[0]!r}; there are: {', '.join(FIELDS)}")

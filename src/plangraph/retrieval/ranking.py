"""Fused passages into ranked subjects, and which of them still fit the query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from plangraph.retrieval.fusion import fold, fuse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from plangraph.model import Card
    from plangraph.retrieval.fusion import Leg
    from plangraph.retrieval.settings import Settings

__all__ = ["Ranked", "rank_subjects", "reach"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A subject with its rows best first (and their fused scores), and what each leg gave its best passage."""

    card: Card
    score: float
    rows: tuple[int, ...]
    scores: tuple[float, ...]
    cosine: float
    words: float
    bonus: float


def rank_subjects(
    dense: Leg,
    lexical: Leg | None,
    trust: float,
    *,
    subjects: NDArray[np.int64],
    cards: Sequence[Card],
    bonus: Callable[[Card], float],
    settings: Settings,
) -> list[Ranked]:
    """Every subject that a leg found, once, best first, ties by IRI.

    `trust` is that of `weigh`; `subjects[row]` is the position of its card.
    """
    size = len(subjects)
    fused = fuse(dense, lexical, trust, size, settings)
    found = dense.rows if lexical is None else np.union1d(dense.rows, lexical.rows)
    cosines = dense.spread(size, float("nan"))
    words = np.zeros(size) if lexical is None else lexical.spread(size, 0.0)
    grouped: dict[int, list[int]] = {}
    for row in found[np.lexsort((found, -fused[found]))].tolist():
        grouped.setdefault(int(subjects[row]), []).append(row)
    folded = {position: fold(fused[rows].tolist(), settings) for position, rows in grouped.items()}
    below = _children(folded, cards)
    ranked = []
    for position, rows in grouped.items():
        card, extra = cards[position], bonus(cards[position])
        seen = cosines[rows][~np.isnan(cosines[rows])]
        ranked.append(
            Ranked(
                card=card,
                score=folded[position] + settings.child_credit * below.get(position, 0.0) + extra,
                rows=tuple(rows),
                scores=tuple(fused[rows].tolist()),
                cosine=float(seen.max()) if len(seen) else float("nan"),
                words=float(words[rows].max()),
                bonus=extra,
            )
        )
    return sorted(ranked, key=lambda item: (-item.score, item.card.iri))


def _children(scores: Mapping[int, float], cards: Sequence[Card]) -> dict[int, float]:
    """By subject, the sum of the three best positive scores of the subjects directly under it.

    A measure of whose initiatives several answer is an answer itself, even where its own words are general.
    """
    at = {(cards[position].plan, *cards[position].path, cards[position].label): position for position in scores}
    under: dict[int, list[float]] = {}
    for position, score in scores.items():
        above = at.get((cards[position].plan, *cards[position].path))
        if above is not None and above != position and score > 0:
            under.setdefault(above, []).append(score)
    return {above: sum(sorted(found, reverse=True)[:3]) for above, found in under.items()}


def reach(
    ranked: Sequence[Ranked], background: float, top_cosine: float, top_words: float, settings: Settings
) -> list[Ranked]:
    """Those that fit: near enough by meaning, or by words. Both bounds are relative to the best of the whole index.

    `background` is the query's mean cosine over all passages, so that the bound moves with language and encoder.
    """
    near = background + settings.fit_share * (top_cosine - background)
    enough = settings.fit_words * top_words
    return [item for item in ranked if item.cosine >= near or (top_words > 0 and item.words >= enough)]

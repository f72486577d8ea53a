"""Which series of official statistics a city's indicator may be: by name, definition and unit, to be confirmed.

The score is no probability: it was not fitted on judged pairs. Over half of it is how near the names are in meaning,
the rest how many of their letters they share; units that cannot be the same take two fifths off.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from plangraph.graph.queries import select
from plangraph.model import StatisticsLink
from plangraph.pipeline.alignment import unit_of
from plangraph.resources import read_query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pyoxigraph as ox
    from numpy.typing import NDArray

__all__ = ["candidates", "link_statistics"]

_MOST: Final = 3
_NEAREST: Final = 50
_LEAST: Final = 0.5
_MEANING: Final = 0.6
_LETTERS: Final = 0.4
# A definition says more than the name of a series, and is never quite it.
_DEFINITION: Final = 0.95
_OTHER_UNIT: Final = 0.6
_NO_UNIT: Final = 0.9
# The same name and unit may still be counted otherwise: a person has to look.
_MOST_SURE: Final = 0.95
_JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")


def link_statistics(store: ox.Store, encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> list[StatisticsLink]:
    """At most three candidates for each indicator of a store, the likeliest first; `encode` gives unit vectors."""
    series = select(store, read_query("plangraph.pipeline", "series"))
    indicators = select(store, read_query("plangraph.pipeline", "indicators")) if series else []
    if not indicators:
        return []
    names = encode([each["label"] for each in series])
    labels = encode([each["label"] for each in indicators])
    # Without a definition, the name stands for it, and cannot be nearer than it is.
    definitions = encode([each.get("definition") or each["label"] for each in indicators])
    found = []
    for at, each in enumerate(indicators):
        near = np.maximum(names @ labels[at], _DEFINITION * (names @ definitions[at]))
        # Of equally near ones the first by name.
        best = np.argsort(-near, kind="stable")[:_NEAREST]
        scored = [_score(each, series[int(row)], float(near[row])) for row in best]
        likely = sorted((link for link in scored if link.confidence >= _LEAST), key=lambda k: (-k.confidence, k.series))
        found.extend(likely[:_MOST])
    return found


def candidates(workspace: Path) -> list[dict[str, Any]]:
    """The candidates of the current generation: city, indicator, series, table, units, score and basis.

    `decided` is what staff decided of each by now: Confirmed, Rejected or None.
    """
    from plangraph.pipeline.curation import open_curated  # noqa: PLC0415 — loads the index
    from plangraph.pipeline.opened import open_store  # noqa: PLC0415 — loads the index

    rows = select(open_store(workspace), read_query("plangraph.pipeline", "candidates"))
    agree, curated = {"true": True, "false": False}, open_curated(workspace)
    return [
        {
            **row,
            "confidence": float(row["confidence"]),
            "agree": agree.get(row.get("agree", "")),
            "decided": curated.decided(row["indicator"], row["series"]),
        }
        for row in rows
    ]


def _score(indicator: dict[str, str], series: dict[str, str], near: float) -> StatisticsLink:
    label = series["label"]
    # Names in different languages share no letters; their meaning is all that there is.
    if bool(_JAPANESE.search(indicator["label"])) == bool(_JAPANESE.search(label)):
        near = _MEANING * near + _LETTERS * _shared(indicator["label"], label)
    agree = _units_agree(indicator.get("unit", ""), series.get("unit", ""))
    score = near * {True: 1.0, False: _OTHER_UNIT, None: _NO_UNIT}[agree]
    return StatisticsLink(indicator["indicator"], series["series"], min(max(score, 0.0), _MOST_SURE), label, agree)


def _units_agree(own: str, other: str) -> bool | None:
    """Whether both count the same thing, at whatever scale: 万人 and 人; None where either does not say."""
    return unit_of(own)[0] == unit_of(other)[0] if own and other else None


def _shared(one: str, other: str) -> float:
    """How many pairs of letters two names share (Dice's coefficient, 0 to 1)."""
    left, right = _pairs(one), _pairs(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _pairs(text: str) -> set[str]:
    folded = "".join(re.findall(r"\w", unicodedata.normalize("NFKC", text).casefold()))
    return {folded[at : at + 2] for at in range(len(folded) - 1)}

"""What is like an element or indicator in other cities, with indicators set side by side."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz

from plangraph.pipeline.alignment import align, newest
from plangraph.pipeline.answers import placed_json
from plangraph.pipeline.elements import indicators
from plangraph.workspace import Follower, Following, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from plangraph.model import Card
    from plangraph.retrieval import Likeness
    from plangraph.workspace import Generation

__all__ = ["NEAR_ENOUGH", "Similar", "indicator_json", "open_similar"]

# Names of indicators as near as this mean one thing. Of 211 pairs over five plans of four cities the only one above it
# does (.67), and none of those below (.52 and less).
_SAME: Final = 0.6

NEAR_ENOUGH: Final = 8.0
"""A score from which what is nearest elsewhere is about the same. Of the nearest of 503 things in four cities, one in
six has it; of those looked at below 6 few were about the same, and between 6 and 8 about half."""


class Similar(Following["Likeness"]):
    """Finds what is like a thing of a workspace, without an encoder; see `Following`."""

    def __init__(self, workspace: Path) -> None:
        super().__init__(Follower(Workspace(workspace), _open, lambda _: None))
        self._workspace = workspace

    def to(self, iri: str, *, other_cities: bool = True, limit: int = 5) -> dict[str, Any] | None:
        """What is most like an element or indicator, best first, as JSON; None where the index has no such one.

        An element is set beside elements of a like level, and of their indicators those whose names are near; an
        indicator beside indicators. Each pair says whether it can be compared, and if not, why.
        """
        with self._follower.use() as likeness:
            position = likeness.position(iri)
            if position is None:
                return None
            own = indicators(self._workspace, iri)
            found = likeness.nearest(position, limit, other_cities=other_cities)
            return {
                **placed_json(likeness.cards[position]),
                "other_cities": other_cities,
                "similar": [
                    {
                        **placed_json(card),
                        "rank": rank,
                        "score": round(score, 4),
                        "indicators": list(self._beside(likeness, own, card)),
                    }
                    for rank, (card, score) in enumerate(found, start=1)
                ],
            }

    def _beside(self, likeness: Likeness, own: Sequence[Mapping[str, Any]], card: Card) -> Iterator[dict[str, Any]]:
        others = indicators(self._workspace, card.iri) if own else []
        return _pairs(likeness, own, others, alone=card.kind == "Indicator")

    def aligned(
        self, own: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], *, alone: bool = False
    ) -> list[dict[str, Any]]:
        """Pairs of indicators whose names are near, each in one pair at most, the nearest first, in the form of `to`.

        Both sides are indicators as `pipeline.elements.indicators` tells them. Two that were named by who asks stand
        `alone`: they are a pair whatever their names.
        """
        with self._follower.use() as likeness:
            return list(_pairs(likeness, own, others, alone=alone))

    def cities(self) -> dict[str, str]:
        """The names of the cities that the index holds something of, by code and in its order."""
        with self._follower.use() as likeness:
            return dict(sorted({card.city: card.city_label for card in likeness.cards}.items()))


def _pairs(
    likeness: Likeness, own: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], *, alone: bool
) -> Iterator[dict[str, Any]]:
    """Pairs whose names are near; `alone`, of two indicators that are set side by side themselves, in any case."""
    if not own or not others:
        return
    near = likeness.titles([each["iri"] for each in own], [each["iri"] for each in others])
    order = sorted(
        (-max(float(near[at, to]), fuzz.ratio(own[at]["label"], others[to]["label"]) / 100), at, to)
        for at in range(len(own))
        for to in range(len(others))
    )
    taken: set[tuple[str, int]] = set()
    for likeness_of_names, at, to in order:
        same = -likeness_of_names >= _SAME
        if not (same or alone) or {("own", at), ("other", to)} & taken:
            continue
        taken |= {("own", at), ("other", to)}
        side = align(own[at], others[to], same_name=same)
        yield {
            "own": indicator_json(own[at]),
            "other": indicator_json(others[to]),
            "names": round(-likeness_of_names, 4),
            "comparable": side.comparable,
            "because": [asdict(each) for each in side.differences],
            "notes": [asdict(each) for each in side.notes],
            "values": [asdict(each) for each in side.values],
        }


def open_similar(workspace: Path) -> Similar:
    """Likeness over the current generation. Raises WorkspaceError when nothing was built, or files are damaged."""
    return Similar(workspace)


def _open(generation: Generation) -> Likeness:
    from plangraph.retrieval import Likeness  # noqa: PLC0415 — heavy

    return Likeness.open(generation.index)


def indicator_json(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is shown of an indicator beside another, with its newest observed value."""
    return {name: said[name] for name in ("iri", "label", "notation", "definition", "unit", "direction")} | {
        "newest": newest(said)
    }

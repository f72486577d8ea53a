"""Lines of names beside the heights of values → which lines are of which row, as likely as can be told.

A table is set in one way: values stand beside the first line of each name, beside the last, or at half its height.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import inf, log
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from plangraph.documents.pdf.breaks import break_odds, whole_odds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.documents.pdf.segments import Segment

__all__ = ["EVEN", "LEVEL", "Names", "Way"]

Way: TypeAlias = Literal["first", "last", "amid"]

LEVEL: Final = 0.3  # times the size: by so much heights differ of what stands beside each other
EVEN: Final = 0.08  # times the size: by so much the steps between lines differ that are set alike
_NONE: Final[tuple[float, tuple[int, ...]]] = (-inf, ())
_TALLEST: Final = 5  # lines of a name
_MOST_ALONE: Final = 2  # lines without values between two rows
_ALONE: Final = log(0.05)
_UNRULED: Final = log(0.02)  # two rows that no rule parts, where rules part most
_LEAST_WHITE: Final = 0.05  # times the size, more between two rows than between two lines
_FARTHEST: Final = 0.35  # times the size: so much wider than the least no step within a name is
_PER_STEP: Final = 40.0  # against a wider step within a name, as logarithm for each size
_WHITE: Final = 6.0  # for rows that wider white parts, as logarithm


@dataclass(frozen=True, slots=True)
class Names:
    """The lines of a column of names; `band`: between which rules each stands; `alone`: it is all its line."""

    lines: Sequence[Segment]
    band: Sequence[int]
    alone: Sequence[bool]

    def shared(self, heights: Sequence[float], way: Way) -> Iterator[tuple[float, tuple[int, ...]]]:
        """Ways to share the lines out, with their odds; -1 for a line that stands without values."""
        pairs = [*itertools.pairwise(self.lines)]
        size, edge = self.lines[0].size, max(each.x1 for each in self.lines)
        steps = [(below.middle - above.middle) / size for above, below in pairs]
        least = min(steps, default=0.0)
        ruled = len({*self.band}) >= len(heights) > 1
        crossed = [above != below for above, below in itertools.pairwise(self.band)]
        told = [break_odds(above, below, edge) for above, below in pairs]
        parted = [
            odds.parted + (_UNRULED if ruled and not across else 0.0)
            for odds, across in zip(told, crossed, strict=True)
        ]
        for by_hand in (False, True):
            joined = [
                -inf
                if across or step > least + _FARTHEST
                else (odds.by_hand if by_hand else odds.filled) - _PER_STEP * max(0.0, step - least - EVEN)
                for odds, across, step in zip(told, crossed, steps, strict=True)
            ]
            for most_alone in (0, _MOST_ALONE):
                score, rows = self._best(heights, way, joined, parted, most_alone)
                if score > -inf:
                    white = _WHITE if _parts(steps, rows) else 0.0
                    yield score + white + whole_odds(self.lines[0], self.lines[-1]), rows

    def _best(
        self, heights: Sequence[float], way: Way, joined: Sequence[float], parted: Sequence[float], most_alone: int
    ) -> tuple[float, tuple[int, ...]]:
        """The likeliest way to share all lines out among all heights."""
        count = len(self.lines)

        def names(row: int, first: int) -> Iterator[tuple[int, float]]:
            """Where a row's name may end that begins with a line, and how likely it is one name."""
            inner = parted[first - 1] if 0 < first < count else 0.0
            for end in range(first + 1, min(count, first + _TALLEST) + 1):
                inner += joined[end - 2] if end > first + 1 else 0.0
                if inner > -inf and self._stands(first, end, heights[row], way):
                    yield end, inner

        # From the first row on: the best for the rows so far, by the line that the next one may begin with.
        states: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        for row in range(len(heights) + 1):
            reached: dict[int, tuple[float, tuple[int, ...]]] = {}
            for begin, (told, rows) in states.items():
                for first in range(begin, min(count, begin + most_alone) + 1):
                    if not all(self.alone[begin:first]):
                        break
                    score = told + sum(parted[at - 1] + _ALONE for at in range(begin, first) if at)
                    left = (*rows, *(-1,) * (first - begin))
                    ends = names(row, first) if row < len(heights) else [(first, 0.0)]
                    for end, inner in ends:
                        reached[end] = max(reached.get(end, _NONE), (score + inner, (*left, *(row,) * (end - first))))
            states = reached
        return states.get(count, _NONE)

    def _stands(self, first: int, end: int, height: float, way: Way) -> bool:
        upper, lower = self.lines[first], self.lines[end - 1]
        middle = {"first": upper.middle, "last": lower.middle, "amid": (upper.middle + lower.middle) / 2}[way]
        return abs(middle - height) <= LEVEL * upper.size


def _parts(steps: Sequence[float], rows: Sequence[int]) -> bool:
    """Whether every step between two rows is wider than those within, by more than these differ from each other."""
    same = [above == below >= 0 for above, below in itertools.pairwise(rows)]
    within = [step for step, one in zip(steps, same, strict=True) if one]
    between = [step for step, one in zip(steps, same, strict=True) if not one]
    if not within or not between:
        return False
    return min(between) - max(within) > max(_LEAST_WHITE, max(within) - min(within))

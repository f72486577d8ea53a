"""Codes that slipped to a neighbouring row: where a table repeats a code, the rows' texts say whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.plans.outline import parse_marker, similar_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["CodedRow", "settle_codes"]

_LENGTH: Final = 4  # letters in a row that two texts of one matter share, and others hardly do
_ENOUGH: Final = 8  # such runs by which another order must fit better than the printed one


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row's printed code with its title (as one cell), and all that the row says beside."""

    cell: str
    text: str

    @property
    def code(self) -> str | None:
        """The printed code, if there is one."""
        marker = parse_marker(self.cell)
        return marker.code if marker else None


def settle_codes(rows: Sequence[CodedRow]) -> dict[int, int]:
    """Rows that belong to the code of another row: from the row's position to the position of that code's cell.

    Only where each of several rows prints a code and one of them is printed again: there a merged cell was filled
    down, perhaps from a wrong row. The codes keep their order, each has a row, and the texts must speak clearly.
    """
    settled: dict[int, int] = {}
    for first, last in _regions(rows):
        region = rows[first:last]
        heads = [i for i, row in enumerate(region) if i == 0 or row.code != region[i - 1].code]
        printed = [max(k for k, head in enumerate(heads) if head <= i) for i in range(len(region))]
        fits = _fits(region, heads)
        best = _best_order(fits, printed)
        gains = [fits[i][best[i]] - fits[i][printed[i]] for i in range(len(region)) if best[i] != printed[i]]
        if gains and min(gains) > 0 and sum(gains) >= _ENOUGH:
            settled |= {first + i: first + heads[k] for i, k in enumerate(best) if k != printed[i]}
    return settled


def _regions(rows: Sequence[CodedRow]) -> Iterator[tuple[int, int]]:
    """Stretches of rows that all print a code, of which one is printed again on the next row."""
    start = 0
    for at in range(len(rows) + 1):
        if at < len(rows) and rows[at].code is not None:
            continue
        codes = [row.code for row in rows[start:at]]
        runs = [code for i, code in enumerate(codes) if i == 0 or code != codes[i - 1]]
        if 1 < len(runs) == len(set(runs)) < len(codes):
            yield start, at
        start = at + 1


def _fits(region: Sequence[CodedRow], heads: Sequence[int]) -> list[list[int]]:
    """How many runs of letters each row shares with each title, and with no other title of the region."""
    titles = [_runs(region[head].cell) for head in heads]
    own = [runs - set().union(*(other for other in titles if other is not runs)) for runs in titles]
    texts = [_runs(row.text) for row in region]
    return [[len(text & runs) for runs in own] for text in texts]


def _runs(text: str) -> set[str]:
    key = similar_key(text)
    return {key[i : i + _LENGTH] for i in range(len(key) - _LENGTH + 1)}


def _best_order(fits: list[list[int]], printed: list[int]) -> list[int]:
    """A title for each row, in order and none left out, so that most runs are shared; the printed one wins ties."""
    count = len(fits[0])
    best: list[tuple[float, list[int]]] = [(float("-inf") if k else 0.0, []) for k in range(count)]
    for i, fit in enumerate(fits):
        # Row 0 takes the first title; each further row that of the row above, or the next one.
        options = [
            max((best[k], best[k - 1]) if k and i else (best[k],), key=lambda each: each[0]) for k in range(count)
        ]
        bonus = [0.5 / len(fits) if printed[i] == k else 0.0 for k in range(count)]
        best = [(score + fit[k] + bonus[k], [*path, k]) for k, (score, path) in enumerate(options)]
    return best[-1][1]

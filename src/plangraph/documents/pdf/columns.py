"""The order of reading: pages set in columns are read column by column, what spans them stands between."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from plangraph.documents.pdf.pages import Table
from plangraph.documents.pdf.parted import part_cells

if TYPE_CHECKING:
    from plangraph.documents.pdf.segments import Segment

__all__ = ["Column", "read_columns"]

_LEAST_LINES: Final = 4  # in each column
_PROSE: Final = 0.7  # of the column's breadth is filled by most of its lines
_FEW: Final = 0.1  # of them, where tables stand between the prose
_LEAST_FULL: Final = 6  # lines that end at the column's edge, where tables stand between the prose
_LEAST_LETTERS: Final = 12  # in a full line
_MOST_LEVEL: Final = 0.5  # of the full lines may stand as high as one beside them, as all do in a table
_LEAST_ALIKE: Final = 2  # labels that both columns print side by side
_SHARE_ALIKE: Final = 0.4  # of the lines
_LABEL: Final = re.compile(
    r"(?P<label>[【\[][^】\]]{2,12}[】\]]|(?!令和|平成|累計|延べ)[^\W\d_]{2,8}(?=[\s:(]?\s*\d|[\s:]))"
)
_CROSSING: Final = 0.25  # of the segments may span the columns


@dataclass(frozen=True, slots=True)
class Column:
    """Segments and tables that are read from above down; `whole` where the page has no other column beside."""

    atoms: tuple[Segment | Table, ...]
    whole: bool = True

    @property
    def left(self) -> float:
        """Where its lines begin."""
        return min(atom.x0 for atom in self.atoms)

    @property
    def right(self) -> float:
        """Where its wrapped lines end, or else its longest: a table may be wider than the prose around it."""
        full = _full_lines([atom for atom in self.atoms if not isinstance(atom, Table)])
        return max(atom.x1 for atom in (full if len(full) >= _LEAST_FULL and not self.whole else self.atoms))


def read_columns(atoms: list[Segment | Table], *, depth: int = 0) -> list[Column]:
    """The columns of a page in the order of reading; one column where no gutter parts the text."""
    atoms = sorted(atoms, key=lambda atom: (atom.top, atom.x0))
    if depth == 0:
        tables: list[Segment | Table] = [atom for atom in atoms if isinstance(atom, Table)]
        parted = part_cells([atom for atom in atoms if not isinstance(atom, Table)])
        atoms = sorted([*tables, *parted], key=lambda atom: (atom.top, atom.x0))
    gutter = _find_gutter(atoms) if depth < 3 else None
    if gutter is None:
        return [Column(tuple(atoms), whole=depth == 0)] if atoms else []
    columns: list[Column] = []
    beside: list[Segment | Table] = []

    def flush() -> None:
        left = [atom for atom in beside if atom.x1 <= gutter]
        right = [atom for atom in beside if atom.x1 > gutter]
        for side in (left, right):
            if side:
                columns.extend(read_columns(side, depth=depth + 1))
        beside.clear()

    spanning: list[Segment | Table] = []
    for atom in atoms:
        if atom.x0 < gutter < atom.x1:
            flush()
            spanning.append(atom)
            continue
        if spanning:
            columns.append(Column(tuple(spanning), whole=depth == 0))
            spanning = []
        beside.append(atom)
    flush()
    if spanning:
        columns.append(Column(tuple(spanning), whole=depth == 0))
    return columns


def _find_gutter(atoms: list[Segment | Table]) -> float | None:
    """The place that the fewest segments cross, if there is prose on both sides of it."""
    lines = [atom for atom in atoms if not isinstance(atom, Table)]
    if len(lines) < 2 * _LEAST_LINES:
        return None
    left, right = min(a.x0 for a in lines), max(a.x1 for a in lines)
    best: tuple[int, float, float] | None = None
    places = sorted({segment.x0 - 2 for segment in lines if left + 0.2 * (right - left) < segment.x0})
    for x in places[:: max(1, len(places) // 200)]:
        before = [s for s in lines if s.x1 <= x]
        after = [s for s in lines if s.x0 >= x]
        crossing = len(lines) - len(before) - len(after)
        prose = (_is_prose(before) and _is_prose(after)) or (
            crossing <= _FEW * len(lines) and _flow_apart(before, after)
        )
        if crossing > _CROSSING * len(lines) or not (prose or _are_alike(before, after)):
            continue
        low, high = max(before[0].top, after[0].top), min(before[-1].bottom, after[-1].bottom)
        if high - low < 0.3 * min(before[-1].bottom - before[0].top, after[-1].bottom - after[0].top):
            continue
        key = (crossing, -abs(len(before) - len(after)), x)
        if best is None or key < best:
            best = key
    return best[2] if best else None


def _are_alike(before: list[Segment], after: list[Segment]) -> bool:
    """Whether both sides print the same headings and labels side by side: 施策1 | 施策3, 【担当課】 | 【担当課】.

    The cells of a table's row are of different kinds, or are values.
    """
    if min(len(before), len(after)) < _LEAST_LINES:
        return False
    said = [
        word
        for left in before
        if (word := _begins(left))
        and any(abs(left.middle - right.middle) <= 0.45 * left.size and word == _begins(right) for right in after)
    ]
    return len(set(said)) >= _LEAST_ALIKE and len(said) >= _SHARE_ALIKE * max(len(before), len(after))


def _begins(segment: Segment) -> str:
    """The label, or the word before a number, that a line begins with; none where it begins with a number or year."""
    match = _LABEL.match(unicodedata.normalize("NFKC", segment.text))
    return match["label"] if match else ""


def _flow_apart(before: list[Segment], after: list[Segment]) -> bool:
    """Whether both sides hold wrapped text that goes on by itself, however many short cells of tables stand between.

    The lines of two cells of a row begin at one height, and so stand side by side; those of two columns seldom do.
    """
    left, right = _full_lines(before), _full_lines(after)
    if min(len(left), len(right)) < _LEAST_FULL:
        return False
    few, many = sorted((left, right), key=len)
    level = sum(any(abs(one.middle - other.middle) <= 0.2 * one.size for other in many) for one in few)
    return level <= _MOST_LEVEL * len(few)


def _full_lines(segments: list[Segment]) -> list[Segment]:
    """The long lines that end where most do; a table may be wider than the prose."""
    long = [s for s in segments if len(s.text) >= _LEAST_LETTERS]
    alike = ([s for s in long if abs(s.x1 - edge.x1) <= 0.6 * edge.size] for edge in long)
    return max(alike, key=len, default=[])


def _is_prose(segments: list[Segment]) -> bool:
    """Whether most lines fill the column, as wrapped text does and the cells of a table do not."""
    if len(segments) < _LEAST_LINES:
        return False
    breadth = max(s.x1 for s in segments) - min(s.x0 for s in segments)
    letters = median(len(s.text) for s in segments)
    return letters >= 8 and median(s.x1 - s.x0 for s in segments) >= _PROSE * breadth

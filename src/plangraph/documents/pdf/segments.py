"""Letters → segments: stretches of letters that stand close together on one line; readings above words go."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Final

from plangraph.documents.letters import as_shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.documents.pdf.marks import Glyph, PageMarks

__all__ = ["Segment", "join_words", "lines_of", "read_segments", "turned"]

_WIDEST_GAP: Final = 1.3  # in letters: beyond it another column or cell begins
_WIDE_GAP: Final = 0.6  # in letters: a blank
_KANA: Final = re.compile(r"[ぁ-ゖァ-ヺー・]")
_KANJI: Final = re.compile(r"[一-鿿㐀-䶿々〇豈-﫿]")
_SPREAD: Final = re.compile(r"(?:[^\x00-\x7f] ){2,}[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line; `parts` are what the wider blanks in it keep apart, if any."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    weight: int = 0
    parts: tuple[Segment, ...] = ()

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


def turned(marks: PageMarks, turn: int) -> list[Glyph]:
    """The letters of one direction, turned so that their lines run from left to right, and those from above down."""
    glyphs = [glyph for glyph in marks.glyphs if glyph.turn == turn]
    if turn > 0:
        return [replace(g, x0=g.top, x1=g.bottom, top=marks.width - g.x1, bottom=marks.width - g.x0) for g in glyphs]
    if turn < 0:
        return [replace(g, x0=marks.height - g.bottom, x1=marks.height - g.top, top=g.x0, bottom=g.x1) for g in glyphs]
    return glyphs


def read_segments(glyphs: list[Glyph]) -> list[Segment]:
    """Segments from letters that all run from left to right, sorted from above down, then from the left."""
    chains: list[list[Glyph]] = []
    # Chains by the heights they pass through, so that a letter meets only those of its own line.
    open_at: dict[int, list[list[Glyph]]] = defaultdict(list)
    for glyph in sorted(_without_ruby(glyphs), key=lambda g: (g.x0, g.top)):
        middle = (glyph.top + glyph.bottom) / 2
        best, best_gap = None, float("inf")
        for key in range(int(middle // 8) - 1, int(middle // 8) + 2):
            for chain in open_at[key]:
                last = chain[-1]
                size = max(last.size, glyph.size)
                gap = glyph.x0 - last.x1
                near = abs((last.top + last.bottom) / 2 - middle) <= 0.45 * size
                if near and -1.1 * size <= gap <= _WIDEST_GAP * size and abs(gap) < best_gap:
                    best, best_gap = chain, abs(gap)
        if best is None:
            best = []
            chains.append(best)
        elif best[-1].text == glyph.text and abs(best[-1].x0 - glyph.x0) < 0.3 * glyph.size:
            continue  # a letter that is printed twice to look bold
        best.append(glyph)
        mine = open_at[int(middle // 8)]
        if not any(chain is best for chain in mine):
            mine.append(best)
    segments = [_segment(chain) for chain in chains]
    return sorted(segments, key=lambda s: (s.top, s.x0))


def lines_of(segments: list[Segment]) -> list[list[Segment]]:
    """Segments of the same height together, from above down, each line from the left."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.middle, s.x0)):
        if lines and abs(segment.middle - lines[-1][0].middle) <= 0.45 * max(segment.size, lines[-1][0].size):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda s: s.x0) for line in lines]


def _segment(chain: list[Glyph]) -> Segment:
    text = chain[0].text
    cuts = [0]
    for at, (last, glyph) in enumerate(itertools.pairwise(chain), 1):
        gap = (glyph.x0 - last.x1) / max(glyph.size, last.size)
        latin = last.text[-1:].isascii() and glyph.text[:1].isascii()
        cuts += [at] if gap > _WIDE_GAP else []
        text += (" " if glyph.spaced or gap > (0.15 if latin else _WIDE_GAP) else "") + glyph.text
    text = as_shown(text)
    if _SPREAD.fullmatch(text):
        text = text.replace(" ", "")  # 令 和 ８ 年 度: letters spread over a line are one word
    sizes = [glyph.size for glyph in chain]
    return Segment(
        re.sub(r"[\x00-\x1f\u00ad\ufeff]", "", text),
        chain[0].x0,
        min(glyph.top for glyph in chain),
        max(glyph.x1 for glyph in chain),
        max(glyph.bottom for glyph in chain),
        round(median(sizes), 1),
        int(median(glyph.weight for glyph in chain)),
        tuple(_segment(chain[a:b]) for a, b in itertools.pairwise([*cuts, len(chain)])) if len(cuts) > 1 else (),
    )


def _without_ruby(glyphs: list[Glyph]) -> Iterable[Glyph]:
    """All but furigana: kana right above a kanji, of half its size or little more."""
    kanji: dict[int, list[Glyph]] = defaultdict(list)
    small = [glyph for glyph in glyphs if _KANA.fullmatch(glyph.text)]
    if not small or min(glyph.size for glyph in small) > 0.65 * max(glyph.size for glyph in glyphs):
        return glyphs
    for glyph in glyphs:
        if _KANJI.fullmatch(glyph.text):
            kanji[int(glyph.top // 16)].append(glyph)

    def reads(glyph: Glyph) -> bool:
        if not _KANA.fullmatch(glyph.text):
            return False
        for key in range(int(glyph.top // 16) - 1, int(glyph.bottom // 16) + 2):
            for base in kanji[key]:
                if (
                    glyph.size <= 0.65 * base.size
                    and -0.6 * base.size <= base.top - glyph.bottom <= 0.6 * base.size
                    and (glyph.top + glyph.bottom) / 2 < base.top + 0.25 * base.size
                    and glyph.x0 < base.x1 + 0.5 * glyph.size
                    and base.x0 - 0.5 * glyph.size < glyph.x1
                ):
                    return True
        return False

    return [glyph for glyph in glyphs if not reads(glyph)]


def join_words(first: str, second: str) -> str:
    """Two lines of one sentence: a space only between Latin words."""
    latin = first[-1:].isascii() and second[:1].isascii() and first[-1:].isalnum() and second[:1].isalnum()
    return f"{first} {second}" if latin else first + second

"""What of a passage is shown: the stretch around its highlights, as pieces that are marked or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["excerpt"]

_ENDS = "。．.！？!?\n"


def excerpt(text: str, highlights: Sequence[tuple[int, int]], width: int = 180) -> list[tuple[str, bool]]:
    """Pieces of `text` with whether each is highlighted; about `width` characters, cut ends shown by an ellipsis."""
    spans = sorted((start, end) for start, end in highlights if 0 <= start < end <= len(text))
    first, last = _window(text, spans[0][0] if spans else 0, width)
    pieces: list[tuple[str, bool]] = [("…", False)] if first else []
    here = first
    for start, end in spans:
        start, end = max(start, here), min(end, last)  # noqa: PLW2901 — overlaps and the window's end cut a span
        if start < end:
            pieces += [(text[here:start], False), (text[start:end], True)]
            here = end
    pieces += [(text[here:last], False)]
    if last < len(text):
        pieces += [("…", False)]
    return [piece for piece in pieces if piece[0]]


def _window(text: str, focus: int, width: int) -> tuple[int, int]:
    """Where the stretch starts and ends; it starts with a sentence if one starts shortly before the focus."""
    if len(text) <= width * 1.2:
        return 0, len(text)
    earliest = max(0, focus - width // 2)
    sentence = max(text.rfind(end, earliest, focus) for end in _ENDS)
    first = sentence + 1 if sentence >= 0 else earliest
    if first <= width // 6:
        first = 0
    return first, min(len(text), first + width)

"""Lines that explain marks, one a line (◎ 達成, ○ 順調, × 未着手): there ○ is no bullet of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["explained_marks"]

_MARKED: Final = re.compile(r"^(?P<mark>[◎○〇◯●△▲▽▼×✕☆★■□])\s*[^\s。].{0,38}[^\s。]$")
_BULLETS: Final = frozenset("○〇◯●◎■□")
_NO_BULLETS: Final = frozenset("△▲▽▼×✕")


def explained_marks(lines: Sequence[str]) -> dict[int, int]:
    """Where such lines begin → where they end: neighbours with a mark each, no two alike, one of them never a bullet.

    >>> explained_marks(["◎ 達成", "○ 順調", "× 未着手", "", "○ 道を直す", "○ 橋を直す"])
    {0: 3}
    """
    found: dict[int, int] = {}
    marks: list[str] = []
    for at in range(len(lines) + 1):
        match = _MARKED.match(lines[at].strip()) if at < len(lines) else None
        if match is not None and match["mark"] not in marks:
            marks.append(match["mark"])
            continue
        if _BULLETS & set(marks) and _NO_BULLETS & set(marks):
            found[at - len(marks)] = at
        marks = [match["mark"]] if match is not None else []
    return found

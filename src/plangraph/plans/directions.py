"""Which way an indicator should move, where a column or a mark behind its name says so: ↑, 減少, 現状維持."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Direction
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plangraph.model import Row
    from plangraph.plans.columns import Column

__all__ = ["direction_of", "holds_directions", "name_directions", "part_direction"]

# Not 今後の方向性 or コストの方向性 of a project, nor 増減, which may tell how the year before compares.
_WANTED: Final = r"(?:(?:めざす|目指す(?:べき)?|望ましい|[良よ]い|改善|指標|目標|目標値|数値|KPI|値)の?)"
_NAME: Final = re.compile(rf"{_WANTED}*(?:方向性?|向き)|{_WANTED}+(?:増減(?:の?方向性?)?|状態)")
_MORE: Final = r"(?:(?:数値|値)が)?(?:大き|高|多)い(?:ほど|方が|ほうが)(?:良|よ)い"
_LESS: Final = r"(?:(?:数値|値)が)?(?:小さ|低|少な)い(?:ほど|方が|ほうが)(?:良|よ)い"
_WORDS: Final = {
    Direction.INCREASE: r"[↑↗⬆⇧+]|増|増加(?:させる)?|増や(?:す|したい)|上昇|上げる|向上|高める|伸ばす|プラス|up|アップ|"
    + _MORE,
    Direction.DECREASE: r"[↓↘⬇⇩]|減|減少(?:させる)?|減ら(?:す|したい)|低下|下げる|抑制|削減|マイナス|down|ダウン|"
    + _LESS,
    Direction.MAINTAIN: r"[→⇒➡⇨↔]|(?:現状)?維持(?:する)?|横ばい|保つ",
}
_TAIL: Final = r"(?:傾向|方向|型|指標|目標)?"
_MARK: Final = r"[↑↗⬆⇧↓↘⬇⇩→⇒➡⇨↔]"
_SAID: Final = re.compile(
    "|".join(
        rf"(?P<{way.value}>(?:{words}){_TAIL}(?:\((?:{words}){_TAIL}\)|(?<={_MARK})[:：]?(?:{words}){_TAIL})?)"
        for way, words in _WORDS.items()
    ),
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(rf"(?P<name>.*[^\s(（\[［])\s*[(（\[［]?\s*(?P<mark>{_MARK})\s*[)）\]］]?", re.DOTALL)
_DASH: Final = re.compile(r"[-－ー―—–‐ 　/／]*")


def direction_of(text: str) -> Direction | None:
    """The direction that a cell prints as a mark or in words; None for any other text.

    >>> direction_of("↓"), direction_of("増加傾向"), direction_of("↑（増やす）"), direction_of("市民の参加を増やす")
    (<Direction.DECREASE: 'Decrease'>, <Direction.INCREASE: 'Increase'>, <Direction.INCREASE: 'Increase'>, None)
    """
    match = _SAID.fullmatch(fold(text))
    return Direction(match.lastgroup) if match and match.lastgroup else None


def part_direction(name: str) -> tuple[str, Direction | None]:
    """The name of an indicator without the mark of its direction behind it, and the direction.

    >>> part_direction("待機児童数 ↓"), part_direction("待機児童数")
    (('待機児童数', <Direction.DECREASE: 'Decrease'>), ('待機児童数', None))
    """
    match = _BEHIND.fullmatch(name)
    return (match["name"], direction_of(match["mark"])) if match else (name, None)


def name_directions(columns: Sequence[Column], body: Sequence[Row]) -> list[Column]:
    """The columns, with those that hold directions called so."""

    def cells(at: int) -> Iterator[str]:
        return (row.cells[at] for row in body if at < len(row.cells))

    return [replace(c, role="direction") if holds_directions(c.name, cells(c.index)) else c for c in columns]


def holds_directions(name: str, cells: Iterable[str]) -> bool:
    """Whether a column called 方向 or the like holds directions: each cell prints one, or a dash.

    Where all of them say 維持, the column may as well tell how a project goes on.
    """
    if not _NAME.fullmatch(fold(name.rsplit(maxsplit=1)[-1] if name.split() else "")):
        return False
    told = [direction_of(cell) for cell in cells if not _DASH.fullmatch(cell)]
    return None not in told and any(way is not Direction.MAINTAIN for way in told)

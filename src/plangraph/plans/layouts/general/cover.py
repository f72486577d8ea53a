"""The title of a document that goes over two lines of its cover: 第3期, and below it 汐鳴市総合戦略."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind
from plangraph.plans.outline import join_lines
from plangraph.plans.units import looks_like_units
from plangraph.plans.vocabulary import fold, section_role

if TYPE_CHECKING:
    from plangraph.model import Block

__all__ = ["is_above_title", "is_title", "rest_of_title"]

# What is no whole title: an ordinal, a municipality, a year, a word that goes on.
_BEGUN: Final = re.compile(
    r"(?:第\S{1,3}[期次版]|[^\s。]{1,8}[市町村区県都府道](?:第\S{1,3}[期次])?"
    r"|(?:令和|平成)?\S{1,4}年度?(?:改訂|改定)?版?|.{1,24}(?:[・のと]|及び|創生|づくり))"
)
_PLAN: Final = r"(?:計画|戦略|ビジョン|プラン|構想|大綱|方針|指針|プログラム|公約|マニフェスト)"
_ENDED: Final = re.compile(rf"[^\d。:：]\S*{_PLAN}(?:書|編)?(?:[(【〔][^()【】〔〕]{{1,14}}[)】〕])?")
# What a document tells of the plan that its first line names: 令和6年度進捗状況報告書, 効果検証結果（令和5年度実績）.
_TOLD: Final = re.compile(
    r"(?:(?:令和|平成)\S{1,2}年度の?)?(?:KPI|施策|事業|取組|実績|計画|の|・)*(?:(?:効果|進捗|達成|実施)(?:の?(?:検証|評価|状況))?|評価|検証|点検)"
    r"[^\d。:：]*(?:報告書?|結果|一覧表?|状況|調書|について)(?:[(【〔][^()【】〔〕]{1,14}[)】〕])?"
)
# What stands above a title: the day, the meeting and the number of the paper, one of them or several.
_DAY: Final = r"(?:令和|平成|[RH])?[\d元]{1,4}[年./][\d]{1,2}[月./]\d{1,2}日?(?:作成|公表|開催)?"
_MEETING: Final = (
    r"(?:(?:令和|平成)[\d元]{1,2}年度)?(?:第\d{1,2}回)?\S{2,30}(?:会議|審議会|委員会|協議会|懇談会|懇話会|部会)"
)
_PAPER: Final = r"(?:参考|配布|会議)?資料(?:No\.?)?\d{1,2}(?:-\d{1,2})?"
_OCCASION: Final = re.compile(rf"(?=.)(?:{_DAY})?(?:{_MEETING})?(?:{_PAPER})?")
_LONGEST: Final = 40  # letters
_CALLED: Final = re.compile(
    rf"(?:{_PLAN}|状況|結果|一覧表?|報告書?|調書|シート)(?:[(【〔][^()【】〔〕]{{1,14}}[)】〕])?$"
)


def is_above_title(line: str) -> bool:
    """Whether a line says of what day, what meeting or whose hand a paper is: 第3回審議会 資料2, 令和7年8月1日."""
    text = fold(line)
    return bool(_OCCASION.fullmatch(text)) or (looks_like_units(text) and not re.search(_PLAN, text))


def is_title(line: str) -> bool:
    """Whether a line that other lines of its paragraph stand below says by its last word that it names a document."""
    return "。" not in line and bool(_CALLED.search(fold(line)))


def rest_of_title(title: str, block: Block) -> str | None:
    """The whole title, where the first line of a document only begins one that this block right below ends.

    Or where it names a plan, and this block what the document tells of it.
    """
    line = join_lines(block.text)
    text = fold(line)
    if block.rows or block.kind is BlockKind.ITEM or len(line) > _LONGEST:
        return None
    named = bool(re.search(rf"{_PLAN}$", fold(title)))
    if named:
        told = _TOLD.fullmatch(text) and section_role(line) is None  # 進捗状況 opens what stands below it
        return f"{title} {line}" if told else None
    return f"{title}{line}" if _BEGUN.fullmatch(fold(title)) and _ENDED.fullmatch(text) else None

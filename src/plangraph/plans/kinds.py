"""What kind of plan a title names, where what was read of the document does not say."""

from __future__ import annotations

import re
from typing import Final

from plangraph.model import PlanKind

__all__ = ["kind_by_title"]

_STRATEGY: Final = re.compile(r"総合戦略|まち・?ひと・?しごと")
_COMPREHENSIVE: Final = re.compile(r"総合(?:振興)?計画|基本計画|振興計画")
_REVIEW: Final = re.compile(r"評価|検証|点検|進捗|(?:達成|実施|取組)状況|達成度|実績|進行管理|管理表")
_OF_A_CITY: Final = re.compile(r"総合(?:振興)?計画")  # 環境基本計画 is of one field
_PLEDGES: Final = re.compile(r"公約|(?<!廃棄物)マニフェスト")
_UNSAID: Final = frozenset({PlanKind.OTHER, PlanKind.COMPREHENSIVE_PLAN})


def kind_by_title(kind: PlanKind, title: str) -> PlanKind:
    """The kind that a document's elements or its form make it; where they say none, the one that its title names.

    A 総合戦略 is one, or a review of one; a plan that is both (総合計画・総合戦略) stays a comprehensive plan.

    >>> kind_by_title(PlanKind.OTHER, "第3期汐鳴市まち・ひと・しごと創生総合戦略").value
    'strategy'
    >>> kind_by_title(PlanKind.OTHER, "市長公約の工程表").value
    'manifesto-progress'
    """
    if kind is PlanKind.OTHER and _PLEDGES.search(title):
        return PlanKind.MANIFESTO_PROGRESS
    if kind is PlanKind.OTHER and _OF_A_CITY.search(title):
        return PlanKind.COMPREHENSIVE_PLAN
    if kind not in _UNSAID or not _STRATEGY.search(title) or _COMPREHENSIVE.search(title):
        return kind
    return PlanKind.STRATEGY_REVIEW if _REVIEW.search(title) else PlanKind.STRATEGY

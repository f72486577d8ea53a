"""What a plan is called in IRIs: from what the document says of itself, whatever else was ingested before it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from plangraph.model import PlanKind
from plangraph.plans.years import YEAR, find_years

__all__ = ["plan_slug"]

# What every title of a kind says; other words tell a plan from others of its city, kind and years.
_ORDINARY: Final = {
    PlanKind.COMPREHENSIVE_PLAN: r"総合(?:振興)?計画|[前中後]期|基本計画",
    PlanKind.STRATEGY: r"まち・?ひと・?しごと|創生|デジタル田園都市国家構想|総合戦略",
    PlanKind.STRATEGY_REVIEW: r"まち・?ひと・?しごと|創生|総合戦略|(?:効果)?検証|評価",
    PlanKind.MANIFESTO_PROGRESS: r"[市町村区]長|公約|マニフェスト|(?:達成|進捗)状況",
    PlanKind.PLEDGE_SHEETS: r"[市町村区]長|公約|マニフェスト|(?:実施)?目標|シート",
    PlanKind.PROJECT_REVIEW: r"事務事業|評価(?:シート|表)?|シート",
}
_ANYWHERE: Final = rf"第?\s*[0-9一二三四五六七八九十]+\s*[次期]|{YEAR}度?|年度|結果|報告書?|[\W_]|の|及び"


def plan_slug(kind: PlanKind, period: tuple[int, int] | None, title: str, municipality: str) -> str:
    """Kind, period, for what appears every year the fiscal year in its title, and the words that others lack.

    The same for a corrected file with the same title; short for a plan whose title says its kind and no more.

    >>> plan_slug(PlanKind.COMPREHENSIVE_PLAN, (2022, 2026), "汐鳴市総合計画 前期基本計画", "汐鳴市")
    'comprehensive-plan-2022-2026'
    >>> plan_slug(PlanKind.COMPREHENSIVE_PLAN, (2022, 2026), "汐鳴市第2次環境基本計画", "汐鳴市")
    'comprehensive-plan-2022-2026-環境'
    """
    parts = [kind.value, *(str(year) for year in period or ())]
    year = next((y for y in find_years(title) if y.fiscal and not y.bare), None)
    if year is not None:
        parts.append(f"fy{year.value}")
    folded = unicodedata.normalize("NFKC", title)
    if len(parts) == 1 or kind is PlanKind.OTHER:  # the kind would make two plans of a city one
        return "-".join([*parts, _hyphened(folded)])
    # 橡原市長 is the city and its mayor.
    words = re.sub(f"{re.escape(municipality)}長?", " ", folded) if municipality else folded
    words = _hyphened(re.sub(rf"{_ORDINARY[kind]}|{_ANYWHERE}", " ", words))
    return "-".join([*parts, words] if words else parts)


def _hyphened(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text).strip("-").lower()

"""What plans are called in IRIs: by what their own text says, so that neither files nor order matter."""

import pytest

from plangraph.model import PlanKind
from plangraph.plans.slugs import plan_slug

PERIOD = (2022, 2026)


@pytest.mark.parametrize(
    ("kind", "title", "expected"),
    [
        (PlanKind.COMPREHENSIVE_PLAN, "汐鳴市第3次総合計画 前期基本計画", "comprehensive-plan-2022-2026"),
        (PlanKind.COMPREHENSIVE_PLAN, "汐鳴市総合振興計画 後期基本計画", "comprehensive-plan-2022-2026"),
        (PlanKind.COMPREHENSIVE_PLAN, "汐鳴市第2次環境基本計画", "comprehensive-plan-2022-2026-環境"),
        (PlanKind.COMPREHENSIVE_PLAN, "汐鳴市総合計画 概要版", "comprehensive-plan-2022-2026-概要版"),
        (
            PlanKind.STRATEGY_REVIEW,
            "第2期まち・ひと・しごと創生総合戦略 令和5年度評価",
            "strategy-review-2022-2026-fy2023",
        ),
        (PlanKind.STRATEGY_REVIEW, "第２期汐鳴市総合戦略の検証結果報告書", "strategy-review-2022-2026"),
        (PlanKind.STRATEGY_REVIEW, "汐鳴市男女共同参画プランの評価", "strategy-review-2022-2026-男女共同参画プラン"),
        (PlanKind.PROJECT_REVIEW, "事務事業評価シート(福祉部)", "project-review-2022-2026-福祉部"),
        (PlanKind.PROJECT_REVIEW, "事務事業評価シート(建設部)", "project-review-2022-2026-建設部"),
        (PlanKind.OTHER, "汐鳴市 行動計画", "other-2022-2026-汐鳴市-行動計画"),
    ],
)
def test_a_title_adds_what_its_kind_does_not_say(kind, title, expected):
    """City, number, years and the ordinary words of the kind add nothing; every other word does."""
    assert expected == plan_slug(kind, PERIOD, title, "汐鳴市")


def test_without_period_and_year_the_whole_title_names_the_plan():
    """The kind alone would make two plans of a city one."""
    assert plan_slug(PlanKind.STRATEGY_REVIEW, None, "汐鳴市 総合戦略", "汐鳴市") == "strategy-review-汐鳴市-総合戦略"

"""Sums over years are told from values of one year where a name says it: the indicator's, or the column's."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.layouts.cells import over_years


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("空き家バンクの成約件数(累計)", True),
        ("新規就農者数（5年間の累計）", True),
        ("累計移住者数", True),
        ("宿泊者数(年間)", False),
        ("コミュニティバスの年間利用者数", False),
        ("教室に参加した年間延べ人数", False),
        ("年間累計利用者数", False),
        ("整備件数(単年度)", False),
        ("延べ参加者数", None),
        ("過去5年間の転入者数", None),
        ("年間計画を作った学校の数", None),
        ("累積赤字の比率", None),
        ("待機児童数", None),
    ],
)
def test_a_name_says_it_or_does_not(name, said):
    """累計 sums over years, 年間 is within one; 延べ counts heads, and a count of years is no year."""
    assert said is over_years(name)


def observations(header, row):
    above = "# 行動計画\n\n## 第1章 総論\n\n計画の目的です。\n\n### 1 職場\n\n休暇を取りやすくします。\n\n"
    text = f"{above}|{header}|\n|{'---|' * len(header.split('|'))}\n|{row}|\n"
    plan = parse_plan(
        read_document(text.encode(), "plan.md"),
        PlanFacts(municipality="990019", municipality_name="汐鳴市", title="試験の計画"),
    )
    (indicator,) = plan.indicators()
    return [each.cumulative for each in indicator.observations]


def test_the_value_beats_its_column_and_the_column_its_indicator():
    """What stands nearest to the number counts; without a number nothing is said."""
    assert [False, True] == observations("指標|現状値|目標値(累計)", "相談件数(年間)|10件|50件")
    assert [True, False] == observations("指標|現状値|目標値", "相談件数|累計10件|年20件")
    assert [None, True] == observations("指標|現状値|目標値", "相談件数(累計)|-|50件")

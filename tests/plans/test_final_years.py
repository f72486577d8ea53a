"""Registers say in columns of their own of which year the final target of an indicator is."""

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts, ValueKind
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市", title="令和5年度事務事業評価")


def parse(data, name):
    return parse_plan(read_document(data, name), FACTS)


def test_a_column_of_the_final_year_dates_the_final_targets_and_goals_stand_over_policies():
    """指標1_最終目標年度 is of 指標1_最終目標値; 総合計画_基本目標 is the uppermost level."""
    header = [
        "事務事業名",
        "担当課",
        "総合計画_基本目標",
        "総合計画_政策",
        "総合計画_施策",
        "指標1_名称",
        "指標1_令和5年度実績",
    ]
    rows = [
        [*header, "指標1_最終目標値", "指標1_最終目標年度", "総合評価"],
        ["桟橋の補修", "港湾課", "1 海の暮らし", "11 港", "111 桟橋", "船の数", "4隻", "6隻", "令和9年度", "順調"],
        ["灯台の公開", "観光課", "2 丘の暮らし", "21 丘", "211 灯台", "客の数", "3人", "5人", "令和7年", "順調"],
    ]
    plan = parse("\n".join(map(",".join, rows)).encode(), "r.csv")
    assert [(ElementKind.GOAL, "1"), (ElementKind.GOAL, "2")] == [(each.kind, each.code) for each in plan.elements]
    assert ["11", "21"] == [each.children[0].code for each in plan.elements]
    aims = [o for i in plan.indicators() for o in i.observations if o.kind is ValueKind.TARGET]
    assert [(2027, None), (None, 2025)] == [(each.fiscal_year, each.calendar_year) for each in aims]

"""The first row of a sheet is its title, and says at the edge of which day its judgements are."""

import pytest


@pytest.mark.parametrize("blank", [[], [[]]], ids=["right above", "apart"])
def test_the_first_row_of_a_sheet_prints_its_title_and_the_day_of_its_judgements(sheets, blank):
    """In one row, with empty cells between; below, a number over a title is its code, 達成目標年度 the deadline."""
    head = ["No.", "分野", "公約", "達成目標年度", "進捗状況", "担当課"]
    title = ["汐鳴市長公約の進捗管理表", None, None, None, None, "令和7年3月31日現在"]
    plan = sheets([title, *blank, head, [1, "１\n海の暮らし", "桟橋の補修", "令和8年度", "順調", "港湾課"]])
    (policy,) = plan.elements
    (pledge,) = policy.children
    assert ("汐鳴市長公約の進捗管理表", "1", "海の暮らし") == (plan.title, policy.code, policy.title)
    assert (["2025-03-31"], 2026) == ([each.as_of for each in pledge.assessments], pledge.deadline)

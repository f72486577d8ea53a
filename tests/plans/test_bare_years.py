"""A column named by a year alone holds results or aims where the document's own time tells which."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def parse(rows, title, above=""):
    table = "\n".join(f"|{row}|" for row in (rows[0], "|".join(["---"] * (rows[0].count("|") + 1)), *rows[1:]))
    text = f"# {title}\n\n{above}## 施策1 港\n\n{table}\n"
    return parse_plan(read_document(text.encode(), "plan.md"), FACTS)


def kinds(plan):
    return [(o.kind.value, o.fiscal_year) for i in plan.indicators() for o in i.observations]


BETWEEN = ("KPI|基準値R3|R4|R5|R6|目標値R7", "船の数|3隻|4隻|5隻|6隻|9隻")
ALONE = ("KPI|R4|R5|R6", "船の数|3隻|4隻|5隻")


@pytest.mark.parametrize("title", ["汐鳴市総合戦略（令和6年度実績）", "令和6年度 汐鳴市総合戦略の評価"])
def test_years_up_to_that_of_a_review_hold_results(title):
    """Beside a baseline and a target, and without them."""
    results = [("Actual", 2022), ("Actual", 2023), ("Actual", 2024)]
    assert [("Baseline", 2021), *results, ("Target", 2025)] == kinds(parse(BETWEEN, title))
    assert results == kinds(parse(ALONE, title))


def test_a_year_after_the_review_on_the_way_to_the_target_holds_an_aim():
    """No result of it can be known."""
    assert [("Baseline", 2021), ("Actual", 2022), ("Actual", 2023), ("Target", 2024), ("Target", 2025)] == kinds(
        parse(BETWEEN, "汐鳴市総合戦略（令和5年度実績）")
    )


def test_years_after_the_baseline_hold_aims_in_a_draft():
    """What is not yet decided has no results."""
    assert [("Baseline", 2021), *(("Target", year) for year in (2022, 2023, 2024, 2025))] == kinds(
        parse(BETWEEN, "汐鳴市計画（素案）")
    )


def test_years_before_the_document_was_made_hold_results_and_those_after_it_on_the_way_aims():
    """令和5年10月, on a line of its own; the values of that year itself may be either."""
    plan = parse(BETWEEN, "汐鳴市計画", "令和5年10月\n\n")
    assert [("Baseline", 2021), ("Actual", 2022), ("Target", 2024), ("Target", 2025)] == kinds(plan)
    assert any("R5" in warned.message for warned in plan.warnings)


def test_the_last_year_of_the_period_holds_the_aim_of_a_review():
    """Where no column is called one."""
    plan = parse(ALONE, "汐鳴市総合戦略（令和5年度実績）", "計画期間：令和4年度～令和6年度\n\n")
    assert [("Actual", 2022), ("Actual", 2023), ("Target", 2024)] == kinds(plan)


def test_a_year_after_the_review_that_nothing_explains_is_kept_as_text():
    """It is warned of, and its value is not lost."""
    plan = parse(ALONE, "汐鳴市総合戦略（令和5年度実績）")
    assert [("Actual", 2022), ("Actual", 2023)] == kinds(plan)
    assert ["R6：5隻"] == [text.text for i in plan.indicators() for text in i.texts]
    assert any("R6" in warned.message for warned in plan.warnings)


def test_years_of_a_document_without_a_time_stay_without_a_kind():
    """Between baseline and target they may be either."""
    plan = parse(BETWEEN, "汐鳴市計画")
    assert [("Baseline", 2021), ("Target", 2025)] == kinds(plan)
    assert ["R4：4隻", "R5：5隻", "R6：6隻"] == [text.text for i in plan.indicators() for text in i.texts]


def test_a_head_over_years_says_what_they_hold():
    """現状 over R4 and R5, 目標 over R8 and R10: nothing else is asked."""
    page = (
        "<h1>汐鳴市計画</h1><h2>施策1 港</h2><table><tr><th rowspan=2>KPI<th colspan=2>現状<th colspan=2>目標</tr>"
        "<tr><th>R4<th>R5<th>R8<th>R10</tr><tr><td>船の数<td>3隻<td>4隻<td>5隻<td>6隻</tr></table>"
    )
    plan = parse_plan(read_document(page.encode(), "plan.html"), FACTS)
    assert [("Baseline", 2022), ("Baseline", 2023), ("Target", 2026), ("Target", 2028)] == kinds(plan)


def headed(*body):
    """A review whose columns of years stand below 戦略策定時 and 進捗."""
    page = (
        "<h1>汐鳴市総合戦略の評価</h1><h2>施策1 港</h2><table><tr><th rowspan=2>KPI<th colspan=2>戦略策定時"
        "<th colspan=2>進捗<th>目標値<th rowspan=2>達成度</tr><tr><th>年度<th>数値<th>R5<th>R6<th>R9</tr>"
        f"{''.join('<tr>' + ''.join(f'<td>{cell}' for cell in row.split('|')) + '</tr>' for row in body)}</table>"
    )
    return parse_plan(read_document(page.encode(), "plan.html"), FACTS)


def test_numbers_below_the_progress_of_years_are_results():
    """A mark beside them is the judgement; the year of the start stands in a column of its own."""
    plan = headed("船の数|R3|2隻|3隻|4隻|9隻|Ａ", "客の数|R4|20人|－|40人|90人|Ｂ")
    assert [("Baseline", 2021), *[("Actual", year) for year in (2023, 2024)], ("Target", 2027)] == kinds(plan)[:4]
    assert [["Ａ"], ["Ｂ"]] == [[a.grade for a in i.assessments] for i in plan.indicators()]


def test_marks_below_the_progress_of_years_are_judgements():
    """Each of its year."""
    plan = headed("船の数|R3|2隻|○|◎|9隻|Ａ")
    assert [("Baseline", 2021), ("Target", 2027)] == kinds(plan)
    assert {("○", 2023), ("◎", 2024)} <= {(a.grade, a.fiscal_year) for i in plan.indicators() for a in i.assessments}


def test_all_years_after_the_present_of_a_plan_hold_aims():
    """現状（R5） of a plan that begins with R6: nothing of these years can be a result."""
    rows = ("KPI（指標）|R5（現状）|R6|R7|R8|R9（目標）", "船の数|3隻|4隻|5隻|6隻|9隻")
    aims = [("Target", year) for year in (2024, 2025, 2026, 2027)]
    assert kinds(parse(rows, "汐鳴市港湾計画", "計画期間：令和6年度～令和9年度\n\n")) == [("Baseline", 2023), *aims]


@pytest.mark.parametrize(
    ("title", "row"),
    [("汐鳴市港湾計画 進捗状況報告書", "船の数|3隻|4隻|5隻|6隻|9隻"), ("汐鳴市港湾計画", "船の数|3隻|4隻|||9隻")],
)
def test_years_after_the_present_stay_open_in_what_looks_back_or_leaves_years_empty(title, row):
    """They may be results that were filled in later."""
    rows = ("KPI（指標）|R5（現状）|R6|R7|R8|R9（目標）", row)
    plan = parse(rows, title, "計画期間：令和6年度～令和9年度\n\n")
    assert [("Baseline", 2023), ("Target", 2027)] == kinds(plan)

"""A goal that stands once above a sheet's table is above its measures: in one cell, in two, or over its title."""

import pytest

MEASURE = ["施策", "取組", "KPI", "基準値(R3)", "R5実績", "目標値(R8)", "進捗", "担当課"]
PROJECT = ["事業名", "担当課", "成果指標", "目標値", "実績値", "評価"]
LIST = ["施策", "具体的な取組", "担当課"]
# Many rows, so that a goal alone does not settle which form reads them.
ROWS = {
    "review": (MEASURE, ["({n}) {t}の施策{n}", "{t}の取組{n}", "{t}の件数{n}", "1件", "2件", "3件", "順調", "商工課"]),
    "projects": (PROJECT, ["{t}事業{n}", "商工課", "{t}の件数{n}", "3件", "2件", "A"]),
    "list": (LIST, ["{n} {t}の施策{n}", "{t}の取組{n}", "商工課"]),
}
ABOVE = {
    "one cell": lambda n, t: [[f"基本目標{n}　{t}"]],
    "brackets": lambda n, t: [[f"【基本目標{n}】{t}"]],
    "two cells": lambda n, t: [[f"基本目標{n}", t]],
    "a gap between": lambda n, t: [[f"基本目標{n}", None, t], []],
    "three cells": lambda n, t: [["基本目標", n, t]],
    "a charge beside": lambda n, t: [[f"基本目標{n}", t, "所管部", "産業部"]],
    "a text below": lambda n, t: [[f"基本目標{n}", t], ["基本的方向", "働く場を増やす。"]],
    "two rows": lambda n, t: [[f"基本目標{n}"], [t]],
}


def sheet(above, header, row, title):
    body = [[cell.format(n=n, t=title) for cell in row] for n in range(1, 21)]
    return [["汐鳴市総合戦略 進捗管理表"], [], *above, header, *body]


CASES = [(form, above) for form in ROWS for above in ABOVE if form == "list" or above in list(ABOVE)[:3]]


@pytest.mark.parametrize(("form", "above"), CASES)
def test_a_goal_above_the_table_of_a_sheet_is_above_its_measures(sheets, form, above):
    """On each sheet its own; what a sheet without one lists stands below none."""
    header, row = ROWS[form]
    plan = sheets(
        sheet(ABOVE[above](1, "港を育てる"), header, row, "港"),
        sheet(ABOVE[above](2, "浜を守る"), header, row, "浜"),
        sheet([], header, row, "町"),
    )
    first, second, *others = plan.elements
    assert [("Goal", "1", "港を育てる", 20), ("Goal", "2", "浜を守る", 20)] == [
        (each.kind.value, each.code, each.title, len(each.children)) for each in (first, second)
    ]
    assert {"港", "浜"} == {each.title[0] for goal in (first, second) for each in goal.children}
    assert (20, {"町"}) == (len(others), {each.title[0] for each in others})


def test_levels_above_a_form_are_above_what_it_tells(sheets):
    """基本目標1 | …, 施策1 | … at the head of a sheet of labels: the measure has the form's facts."""
    facts = [["担当課", "港湾課"], ["目的", "船を増やす。"], ["指標名", "船の数"], ["目標値(R8)", "5隻"]]
    plan = sheets(
        *([["施策評価シート"], ["基本目標1", "港を育てる"], [f"施策{n}", f"港の施策{n}"], *facts] for n in (1, 2))
    )
    (goal,) = plan.elements
    assert ("1", "港を育てる", ["1", "2"]) == (goal.code, goal.title, [each.code for each in goal.children])
    assert [["船の数"]] * 2 == [[one.name for one in each.indicators] for each in goal.children]


def test_a_list_of_goals_is_not_taken_apart(sheets):
    """基本目標1 | … over 基本目標2 | … is a table of them, and no goal is above the other's rows."""
    goals = [["基本目標1", "港を育てる"], ["基本目標2", "浜を守る"]]
    header, row = ROWS["list"]
    plan = sheets([["汐鳴市総合戦略"], [], *goals, [], header, [cell.format(n=1, t="港") for cell in row]])
    assert not any(each.title == "浜を守る" and each.children for each in plan.walk())


def test_goals_listed_above_one_table_are_above_none_of_its_rows(sheets):
    """Nothing says which of them a measure is of."""
    header, row = ROWS["review"]
    plan = sheets(
        [["汐鳴市総合戦略"], ["基本目標1　港を育てる"], ["基本目標2　浜を守る"], *sheet([], header, row, "港")[1:]]
    )
    assert {"Measure"} == {each.kind.value for each in plan.elements}

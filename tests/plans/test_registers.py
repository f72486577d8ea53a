"""The columns of registers say what stands below them: beginnings, years of values, aims, rates."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def parse(text, name="plan.csv"):
    return parse_plan(read_document(text.encode(), name), PlanFacts(municipality="990019", municipality_name="汐鳴市"))


def values(plan):
    return [
        (i.name, o.kind.value, o.value if o.value is None else int(o.value), o.fiscal_year)
        for i in plan.indicators()
        for o in i.observations
    ]


def said(plan):
    """All that the plan keeps as text."""
    things = [*plan.walk(), *plan.indicators()]
    return "\n".join(text.text for thing in things for text in thing.texts)


def test_the_year_in_which_something_begins_is_no_deadline():
    """It is the start; the column of the end says the deadline, where it says one."""
    plan = parse(
        "政策,施策,事務事業名,担当課,事業期間(開始),事業期間(終了)\n"
        "1 海,1-1 港,桟橋の管理,港湾課,S58,―\n1 海,1-1 港,灯台の公開,観光課,H3,R6\n"
    )
    projects = {e.title: e for e in plan.walk() if e.kind.value == "Project"}
    assert [None, 2024] == [each.deadline for each in projects.values()]
    assert [(1983, "S58"), (1991, "H3")] == [(each.start, each.start_text) for each in projects.values()]


def test_a_year_behind_a_value_is_that_values():
    """目標年度 beside 目標値 is no deadline of the measure, and 年度 behind 現状値 dates that value."""
    plan = parse(
        "施策,KPI,現状値,単位,年度,目標値,目標年度,担当課\n"
        "1-1 港,船の数,3,隻,R4,5,R9,港湾課\n1-2 浜,客の数,30,人,R3,50,R9,観光課\n"
    )
    assert [
        ("船の数", "Baseline", 3, 2022),
        ("船の数", "Target", 5, 2027),
        ("客の数", "Baseline", 30, 2021),
        ("客の数", "Target", 50, 2027),
    ] == values(plan)
    assert {None} == {element.deadline for element in plan.walk()}


def test_a_year_behind_aim_and_result_is_of_both():
    """The row says its year once for all its values."""
    plan = parse(
        "政策,事務事業名,指標名,目標値,実績値,年度\n"
        "1 海,桟橋の管理,船の数,5隻,4隻,R5\n1 海,灯台の公開,客の数,50人,30人,R5\n"
    )
    assert [("Target", 5, 2023), ("Actual", 4, 2023)] == [each[1:] for each in values(plan)[:2]]


@pytest.mark.parametrize("heading", ["### 施策1-1 港", "### 1 港"])
def test_years_behind_values_date_them_in_every_form(heading):
    """A plan of chapters, or any other: behind a value, or behind both what was aimed at and what came of it."""
    plan = parse(
        f"# 汐鳴市計画\n\n## 基本目標1 海\n\n{heading}\n\n|指標|現状値|年度|目標値|目標年度|\n|---|---|---|---|---|\n"
        "|船の数|3隻|R4|6隻|R9|\n\n|指標名|目標値|実績値|年度|\n|---|---|---|---|\n|客の数|50人|30人|R5|\n",
        "plan.md",
    )
    assert [
        ("船の数", "Baseline", 3, 2022),
        ("船の数", "Target", 6, 2027),
        ("客の数", "Target", 50, 2023),
        ("客の数", "Actual", 30, 2023),
    ] == values(plan)
    assert "" == said(plan)


@pytest.mark.parametrize("heading", ["### 施策1-1 港", "### 1 港"])
@pytest.mark.parametrize("name", ["plan.md", "plan.csv"])
def test_a_cell_of_years_that_says_none_is_a_text(heading, name):
    """毎年度 under 目標年度 is kept as it stands."""
    table = "|指標|現状値|目標値|目標年度|\n|---|---|---|---|\n|船の数|3隻|6隻|毎年度|\n|客の数|30人|50人|R9|\n"
    rows = "施策,指標,現状値,目標値,目標年度\n1-1 港,船の数,3隻,6隻,毎年度\n1-2 浜,客の数,30人,50人,R9\n"
    text = f"# 汐鳴市計画\n\n## 基本目標1 海\n\n{heading}\n\n{table}" if name == "plan.md" else rows
    plan = parse(text, name)
    assert [None, 2027] == [each.observations[-1].fiscal_year for each in plan.indicators()]
    assert "目標年度：毎年度" in said(plan)


def test_a_year_below_the_name_of_a_value_is_that_values():
    """現状値 over 値 | 年."""
    plan = parse(
        "基本目標,KPI,現状値,,目標値,,担当課\n,,値,年,値,年,\n"
        "1 海,船の数,3隻,2021,5隻,2029,港湾課\n2 山,客の数,30人,2022,50人,2029,観光課\n"
    )
    assert [(2021, 2029), (2022, 2029)] == [
        tuple(o.fiscal_year for o in each.observations) for each in plan.indicators()
    ]


def test_the_rate_of_achievement_is_kept_with_its_indicator():
    """It is no value of the indicator: it follows from the two before it."""
    plan = parse(
        "# 汐鳴市行政評価\n\n|政策|施策|事務事業|担当課|指標|R5目標|R5実績|達成率|総合評価|\n"
        "|---|---|---|---|---|---|---|---|---|\n"
        "|1 海|1-1 港|桟橋の管理|港湾課|船の数|5隻|4隻|80%|B|\n|1 海|1-2 浜|浜の清掃|環境課|回数|10回|11回|110%|A|\n",
        "plan.md",
    )
    assert [["達成率：80%"], ["達成率：110%"]] == [[t.text for t in each.texts] for each in plan.indicators()]
    assert 4 == len(values(plan))


@pytest.mark.parametrize("name", ["項目", "指標"])
def test_a_column_of_aims_names_no_indicators(name):
    """数値目標 over numbers is what is aimed at; the column beside it says of what."""
    plan = parse(
        f"# 汐鳴市計画\n\n## 基本目標1 海\n\n|{name}|主管課|数値目標|令和6年度実績|\n|---|---|---|---|\n"
        "|船を増やす|港湾課|5隻(R9)|3隻|\n|桟橋を直す|港湾課|令和8年度完成|設計済み|\n|客を呼ぶ|観光課|50人(R8)|30人|\n",
        "plan.md",
    )
    assert [("Target", 5, 2027), ("Actual", 3, 2024)] == [each[1:] for each in values(plan)[:2]]
    named = {*(each.name for each in plan.indicators()), *(each.title for each in plan.walk())}
    assert {"船を増やす", "桟橋を直す", "客を呼ぶ"} <= named
    assert not any("隻" in each for each in named)


def test_aims_of_pledges_are_their_targets():
    """Nothing is named after its value: the column's name is all the name that there is."""
    plan = parse(
        "# 汐鳴市公約\n\n|番号|公約|担当課|数値目標|進捗|\n|---|---|---|---|---|\n"
        "|1|船を増やす|港湾課|5隻(R9)|A|\n|2|客を呼ぶ|観光課|50人(R8)|B|\n",
        "plan.md",
    )
    assert [("数値目標", "Target", 5, 2027), ("数値目標", "Target", 50, 2026)] == values(plan)


def test_aims_beside_measures_name_no_indicators_in_a_review():
    """基本目標 | 施策 | 数値目標 | 実績値 | 評価: the aim and the result are the measure's."""
    plan = parse(
        "# 汐鳴市総合戦略の評価\n\n|基本目標|施策|数値目標|実績値(R5)|評価|担当課|\n|---|---|---|---|---|---|\n"
        "|1 海|(1)港|5隻(R9)|4隻|A|港湾課|\n|1 海|(2)浜|50人(R9)|40人|B|観光課|\n",
        "plan.md",
    )
    assert [("数値目標", "Target", 5, 2027), ("数値目標", "Actual", 4, 2023)] == values(plan)[:2]


def test_a_column_named_by_two_words_for_one_thing_is_known():
    """数値目標・KPI is a column of indicators, as each of its words is."""
    plan = parse(
        "基本目標,数値目標・KPI,現状値(R3),目標値(R9),担当課\n"
        "1 海,船の数,3隻,5隻,港湾課\n2 山,客の数,30人,50人,観光課\n"
    )
    assert ["船の数", "客の数"] == [each.name for each in plan.indicators()]


def test_a_column_of_the_last_year_holds_targets():
    """R8年度(最終), beside a value to start from."""
    plan = parse(
        "# 汐鳴市計画\n\n## 基本目標1 海\n\n|項目|R5(基準)|R8年度(最終)|\n|---|---|---|\n|船の数|3隻|5隻|\n", "plan.md"
    )
    assert [("船の数", "Baseline", 3, 2023), ("船の数", "Target", 5, 2026)] == values(plan)


def outline(plan):
    above = {id(child): element for element in plan.walk() for child in element.children}
    return [(e.kind.value, e.title, above[id(e)].title if id(e) in above else "") for e in plan.walk()]


def test_a_second_column_of_measures_is_what_those_of_the_first_consist_of():
    """基本施策 | 施策: where both are filled and differ, both are levels, and the project stands below the lower."""
    plan = parse(
        "政策,基本施策,施策,事務事業名,担当課\n"
        "1 海,1-1 港,①桟橋の管理,桟橋の補修,港湾課\n1 海,1-1 港,②灯台の管理,灯台の公開,観光課\n"
        "1 海,1-2 浜,①海岸の清掃,清掃の日,観光課\n"
    )
    assert [
        ("Policy", "海", ""),
        ("Measure", "港", "海"),
        ("Initiative", "桟橋の管理", "港"),
        ("Project", "桟橋の補修", "桟橋の管理"),
        ("Initiative", "灯台の管理", "港"),
        ("Project", "灯台の公開", "灯台の管理"),
        ("Measure", "浜", "海"),
        ("Initiative", "海岸の清掃", "浜"),
        ("Project", "清掃の日", "海岸の清掃"),
    ] == outline(plan)


def test_a_second_column_of_measures_stands_above_that_of_initiatives():
    """基本施策 | 施策 | 取組: the first is a level of its own above the second."""
    plan = parse(
        "基本施策,施策,取組,事務事業名,担当課\n1 海,1-1 港,①桟橋,桟橋の補修,港湾課\n1 海,1-2 浜,①海岸,清掃の日,観光課\n"
    )
    assert [
        ("Measure", "海", ""),
        ("Measure", "港", "海"),
        ("Initiative", "桟橋", "港"),
        ("Project", "桟橋の補修", "桟橋"),
        ("Measure", "浜", "海"),
        ("Initiative", "海岸", "浜"),
        ("Project", "清掃の日", "海岸"),
    ] == outline(plan)

"""A legend of grades may be a table, or stand in the name of a column; judgements mean what it says."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
KPIS = (
    ("施策", "KPI", "R5実績", "R9目標", "評価", "担当課"),
    ("1-1 港", "船の数", "3隻", "5隻", "Ａ", "港湾課"),
    ("1-2 浜", "客の数", "30人", "50人", "Ｂ", "観光課"),
)


def table(rows):
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) + "</tr>" for row in rows) + "</table>"


def parse(*tables):
    page = f"<!doctype html><h1>汐鳴市総合戦略の評価</h1>{''.join(map(table, tables))}"
    return parse_plan(read_document(page.encode(), "plan.html"), FACTS)


def statuses(plan):
    things = (*plan.walk(), *plan.indicators())
    return {(a.grade, a.status.value if a.status else None) for thing in things for a in thing.assessments}


LEGENDS = {
    "a grade a row": (("Ａ", "達成"), ("Ｂ", "順調"), ("Ｃ", "遅れ")),
    "a grade a row, below names": (("区分", "内容"), ("Ａ", "達成"), ("Ｂ", "順調"), ("Ｃ", "遅れ")),
    "side by side": (("評価区分", "Ａ 達成", "Ｂ 順調", "Ｃ 遅れ"),),
    "grades over words": (("Ａ", "Ｂ", "Ｃ"), ("達成", "順調", "遅れ")),
    "grades over words, behind a label": (("評価", "Ａ", "Ｂ", "Ｃ"), ("内容", "達成", "順調", "遅れ")),
}


@pytest.mark.parametrize(
    "legend", [pytest.param(rows, id=name) for name, rows in LEGENDS.items() if "目標" not in str(rows)]
)
def test_a_table_that_explains_grades_is_their_legend(legend):
    """It is no element, and no row of it is kept as a text."""
    plan = parse(legend, KPIS)
    assert {("Ａ", "Achieved"), ("Ｂ", "OnTrack")} == statuses(plan)
    assert [("Ａ", "達成"), ("Ｂ", "順調"), ("Ｃ", "遅れ")] == [(each.grade, each.label) for each in plan.scale]
    assert (0.0, 0.0) == (plan.kept, plan.unread)


def test_the_name_of_a_column_may_explain_its_grades():
    """評価（Ａ 達成、Ｂ 順調、Ｃ 遅れ）, with wide letters."""
    head = ("施策", "KPI", "R5実績", "R9目標", "評価（Ａ 達成、Ｂ 順調、Ｃ 遅れ）", "担当課")
    assert {("Ａ", "Achieved"), ("Ｂ", "OnTrack")} == statuses(parse((head, *KPIS[1:])))


def test_a_row_that_is_judged_twice_is_no_legend():
    """Its first cell names what was judged."""
    plan = parse((("施策", "一次評価", "二次評価"), ("1-1 港", "◎ 達成", "○ 順調"), ("1-2 浜", "○ 順調", "◎ 達成")))
    assert ["港", "浜"] == [element.title for element in plan.walk()]
    assert {("◎達成", "Achieved"), ("○順調", "OnTrack")} == statuses(plan)


def test_a_charge_merged_over_rows_of_a_review_is_that_of_each_of_them():
    """Each row has a judgement of its own; the row below, whose cell is blank, has no charge."""
    page = (
        "<!doctype html><h1>汐鳴市総合戦略の評価</h1><table>"
        "<tr><th>基本目標<th>施策<th>KPI<th>R5実績<th>R9目標<th>評価<th>担当課</tr>"
        "<tr><td rowspan=3>1 海<td rowspan=2>1-1 港<td>船の数<td>3隻<td>5隻<td>Ａ<td rowspan=2>港湾課</tr>"
        "<tr><td>桟橋の数<td>3本<td>5本<td>Ｂ</tr>"
        "<tr><td>1-2 浜<td>客の数<td>30人<td>50人<td>Ｃ<td></tr></table>"
    )
    plan = parse_plan(read_document(page.encode(), "plan.html"), FACTS)
    assert [
        ("船の数", ["港湾課"], [("Ａ", ("港湾課",))]),
        ("桟橋の数", ["港湾課"], [("Ｂ", ("港湾課",))]),
        ("客の数", [], [("Ｃ", ())]),
    ] == [
        (i.name, [r.unit for r in i.responsibilities], [(a.grade, a.units) for a in i.assessments])
        for i in plan.indicators()
    ]


def test_small_letters_are_grades_in_a_table():
    """ａ | 順調（達成率100％以上）, below 評価 | 内容."""
    legend = (("評価", "内容"), ("ａ", "順調（達成率100％以上）"), ("ｂ", "遅れている（達成率80％未満）"))
    kpis = tuple(tuple({"Ａ": "ａ", "Ｂ": "ｂ"}.get(cell, cell) for cell in row) for row in KPIS)
    assert {("ａ", "OnTrack"), ("ｂ", "Delayed")} == statuses(parse(legend, kpis))


def test_sentences_explain_grades_where_a_colon_parts_them_and_most_are_known():
    """◎：目標値を達成している | ○：…; a dash has its own, however it is drawn; what is not known stays unmapped."""
    legend = (
        ("Ａ：目標値を達成している", "Ｂ：基準値から改善しており、目標の達成が見込まれる"),
        ("Ｃ：海の色が青い", "－：実績値がなく評価できない", "Ｄ：基準値を下回っている"),
    )
    kpis = (*KPIS, ("1-3 灯", "灯の数", "-", "5灯", "−", "港湾課"), ("1-4 波", "波の数", "3回", "5回", "Ｃ", "港湾課"))
    expected = {("Ａ", "Achieved"), ("Ｂ", "OnTrack"), ("−", "NotAssessable"), ("Ｃ", None)}
    assert expected == statuses(parse(legend, kpis))


def test_two_words_for_one_grade_mean_the_one_that_promises_least():
    """一部実現・順調に進行中 holds for what is only partly achieved; with an unknown word it means nothing."""
    legend = (("Ａ：実現", "Ｂ：一部実現・順調に進行中", "Ｃ：未着手"),)
    assert {("Ａ", "Achieved"), ("Ｂ", "PartlyAchieved")} == statuses(parse(legend, KPIS))

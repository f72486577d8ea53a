"""What a project costs and when it runs are facts of the project, never values of an indicator."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def parse(rows, form="csv"):
    text = "\n".join(",".join(row) for row in rows)
    if form == "html":
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        text = f"<!doctype html><h1>汐鳴市計画</h1><h2>施策1 港</h2><table>{body}</table>"
    return parse_plan(read_document(text.encode(), f"plan.{form}"), FACTS)


def said(plan):
    return "\n".join(text.text for thing in (*plan.walk(), *plan.indicators()) for text in thing.texts)


def project(plan):
    return next(element for element in plan.walk() if element.kind.value == "Project")


def amounts(element):
    return [(each.kind.value, each.name, each.raw, each.value, each.fiscal_year) for each in element.amounts]


def values(plan):
    return [(i.name, o.kind.value, str(o.value)) for i in plan.indicators() for o in i.observations]


@pytest.mark.parametrize("form", ["csv", "html"])
def test_money_beside_an_indicator_is_the_elements_and_no_value_of_it(form):
    """予算 and 決算 of years are amounts of the measure, in yen where the column says its unit."""
    head = ("施策", "指標", "R5実績", "R9目標", "R5予算額（千円）", "R5決算額（千円）", "事業費")
    plan = parse([head, ("1-1 港", "船の数", "3隻", "5隻", "3000", "2900", "12000")], form)
    assert [("船の数", "Actual", "3"), ("船の数", "Target", "5")] == values(plan)
    assert [
        ("Budgeted", "R5予算額（千円）", "3000", 3_000_000, 2023),
        ("Settled", "R5決算額（千円）", "2900", 2_900_000, 2023),
        ("ProjectCost", "事業費", "12000", None, None),
    ] == amounts(next(each for each in plan.walk() if each.amounts))
    assert not [warned for warned in plan.warnings if "kind" in warned.message]


@pytest.mark.parametrize("form", ["csv", "html"])
def test_the_last_year_of_a_project_is_its_deadline_and_the_first_its_start(form):
    """事業開始年度 and 事業終了年度 in columns of their own."""
    head = ("事業名", "担当課", "事業開始年度", "事業終了年度", "決算額（千円）")
    plan = parse([head, ("桟橋の補修", "港湾課", "H25", "R9", "300"), ("灯台の公開", "観光課", "R2", "", "5")], form)
    piers, lights = (element for element in plan.walk() if element.kind.value == "Project")
    assert [(2027, "R9"), (None, "")] == [(each.deadline, each.deadline_text) for each in (piers, lights)]
    assert [(2013, "H25"), (2020, "R2")] == [(each.start, each.start_text) for each in (piers, lights)]
    assert [("Settled", "決算額（千円）", "300", 300_000, None)] == amounts(piers)


def test_years_beside_their_labels_in_a_form_head_no_columns():
    """事業開始年度 | 平成25年度 | 事業終了年度 | 令和9年度 is a row of a form, and nothing of it is lost."""
    plan = parse(
        [
            ("事業名", "桟橋の補修", "担当課", "港湾課"),
            ("事業開始年度", "平成25年度", "事業終了年度", "令和9年度"),
            ("事業の目的", "船が着く", "", ""),
            ("予算額（千円）", "3000", "決算額（千円）", "2900"),
        ],
        "html",
    )
    assert (2027, "令和9年度") == (project(plan).deadline, project(plan).deadline_text)
    assert (2013, "平成25年度") == (project(plan).start, project(plan).start_text)
    assert [3_000_000, 2_900_000] == [each.value for each in project(plan).amounts]
    assert [] == values(plan)


def test_a_criterion_is_said_with_its_name():
    """高 alone would say nothing."""
    head = ("事業名", "担当課", "会計区分", "妥当性評価", "総合評価")
    plan = parse([head, ("桟橋の補修", "港湾課", "一般会計", "高", "Ａ")])
    assert all(each in said(plan) for each in ("会計区分：一般会計", "妥当性評価：高"))
    assert ["Ａ"] == [each.grade for each in project(plan).assessments]

"""A unit within a unit is the same unit in every form: 部 and 課 in two columns, in one cell, on two lines."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Span
from plangraph.plans import parse_plan
from plangraph.plans.units import parse_responsibilities

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
HERE = Span(1, 1)


def charges(cell):
    return [(each.unit, each.division) for each in parse_responsibilities(cell, HERE)]


@pytest.mark.parametrize("cell", ["建設部<br>港湾課", "建設部\u3000港湾課", "建設部 港湾課", "建設部\n港湾課"])
def test_a_division_before_its_section_is_what_the_section_stands_in(cell):
    """As in a table with a column of each."""
    assert [("港湾課", "建設部")] == charges(cell)


@pytest.mark.parametrize("cell", ["総務部 総務課", "市民病院事務部 医事課", "建設部 管理課"])
def test_a_section_whose_name_does_not_say_which_it_is_keeps_that_of_its_division(cell):
    """More than one division has a 総務課, and a hospital's sections are not the town's."""
    assert [(cell.replace(" ", ""), "")] == charges(cell)


@pytest.mark.parametrize("cell", ["水産課\n漁港係", "水産課 漁港係"])
def test_a_subsection_behind_its_section_is_named_with_it(cell):
    """振興係 alone is in many sections."""
    assert [("水産課", ""), ("水産課漁港係", "")] == charges(cell)


def test_several_subsections_are_each_of_the_section_before_them():
    """水産課 漁港係 振興係 農政課 振興係: five names."""
    said = ["水産課", "水産課漁港係", "水産課振興係", "農政課", "農政課振興係"]
    assert said == [unit for unit, _ in charges("水産課 漁港係 振興係 農政課 振興係")]


@pytest.mark.parametrize("names", [("担当部", "担当課", "担当係"), ("部", "課", "係"), ("所管部", "所管課", "係名")])
def test_columns_of_all_three_say_the_same(names):
    """With the column 係 named in any way."""
    head = ",".join(("番号", *names, "施策名", "事務事業の名称", "総合評価"))
    table = f"{head}\n1,建設部,水産課,漁港係,港を守る,桟橋修繕事業,B\n2,建設部,水産課,振興係,港を守る,市場運営事業,A\n"
    plan = parse_plan(read_document(table.encode(), "plan.csv"), FACTS)
    found = [{(each.unit, each.division) for each in element.responsibilities} for element in plan.walk()]
    assert [{("水産課", "建設部")}, {("水産課", "建設部")}] == [
        {each for each in units if each[0] == "水産課"} for units in found if units
    ]
    assert ["水産課振興係", "水産課漁港係"] == sorted(
        unit for units in found for unit, _ in units if unit.endswith("係")
    )

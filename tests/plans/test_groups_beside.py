"""A name that holds for several rows has beside it the groups whose values these are: 男性, 女性."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")
TOP = "<h1>汐鳴市環境計画</h1><h2>基本目標1 海を守る</h2><h3>施策1 網の補助</h3>"


def indicators(data, name):
    plan = parse_plan(read_document(data.encode(), name), FACTS)
    (measure,) = plan.elements[0].children
    return {i.name: [(o.group, o.value) for o in i.observations] for i in measure.indicators}


def table(head, *rows):
    cells = ["".join(f"<td{each}</td>" if each[:1] in " >" else f"<td>{each}</td>" for each in row) for row in rows]
    return f"{TOP}<table><tr>{head}</tr>{''.join(f'<tr>{each}</tr>' for each in cells)}</table>"


VALUES = "<th>単位</th><th>基準値(R3)</th><th>目標値(R8)</th>"
OVER_BOTH = f'<th colspan="2">指標</th>{VALUES}'
OTHER = [' colspan="2">船の数', "隻", "3", "9"]


@pytest.mark.parametrize("head", [OVER_BOTH, *(f"<th>指標</th><th>{each}</th>{VALUES}" for each in ("部門", "区分"))])
@pytest.mark.parametrize(
    "groups", [("漁業の部", "商業の部", "家庭"), ("（男性）", "（女性）", "（全体）"), ("小6", "中3", "20歳以上")]
)
def test_words_beside_a_merged_name_are_the_groups_of_its_values(head, groups):
    """However the column is called, and in brackets or not."""
    first = [' rowspan="3">燃料の量', groups[0], "t", "10", "8"]
    rest = [[group, "t", str(n), "6"] for n, group in enumerate(groups[1:], 20)]
    bare = [each.strip("（）") for each in groups]
    values = [(bare[0], 10), (bare[0], 8), (bare[1], 20), (bare[1], 6), (bare[2], 21), (bare[2], 6)]
    assert {"燃料の量": values, "船の数": [("", 3), ("", 9)]} == indicators(
        table(head, first, *rest, OTHER), "plan.html"
    )


TEXT = """汐鳴市環境計画

基本目標1 海を守る

施策1 網の補助

【成果指標】
  指標名                     {head}
  船の数                      隻          3             9
  泳ぐ日数     （男性）       日         30            40
               （女性）       日         35            45
"""


def test_a_text_table_says_it_by_places_alone():
    """The name on the first row, nothing below it."""
    text = TEXT.format(
        head="単位       現状値        目標値\n                                        (R3)          (R8)"
    )
    values = [("男性", 30), ("男性", 40), ("女性", 35), ("女性", 45)]
    assert {"船の数": [("", 3), ("", 9)], "泳ぐ日数": values} == indicators(text, "plan.txt")


def test_a_text_table_that_has_no_place_for_groups_prints_them_in_the_name():
    """A group below another is of the same name."""
    text = TEXT.format(head="単位     基準値(R3)    目標値(R8)")
    men, women = [("", 30), ("", 40)], [("", 35), ("", 45)]
    found = indicators(text, "plan.txt")
    assert {"船の数": [("", 3), ("", 9)], "泳ぐ日数（男性）": men, "泳ぐ日数（女性）": women} == found


@pytest.mark.parametrize(("one", "other"), [("人", "件"), ("10", "20"), ("朝", "朝"), ("朝", "")])
def test_other_cells_beside_a_merged_name_are_no_groups(one, other):
    """Units, numbers, the same word twice, or one word alone."""
    rows = [[' rowspan="2">燃料の量', one, "t", "10", "8"], [other, "t", "20", "6"]]
    found = indicators(table(OVER_BOTH, *rows, OTHER), "plan.html")
    assert not any(group for values in found.values() for group, _ in values)

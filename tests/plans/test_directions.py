"""A column that says which way each indicator should move: a mark or a word, whatever the column is called."""

import pytest

from plangraph.documents import read_document
from plangraph.model import Direction, PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.directions import direction_of

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")
WAYS = {"船の数": Direction.INCREASE, "油の量": Direction.DECREASE, "客の数": Direction.MAINTAIN}


def directions(name, cells, before="政策,施策,"):
    rows = [
        ["1 海を守る", "1-1 網の補助", "船の数", "隻", cells[0], "3", "9"],
        ["", "", "油の量", "t", cells[1], "9", "3"],
        ["", "", "客の数", "人", cells[2], "30", "30"],
    ]
    text = f"汐鳴市総合計画,,,,,,\n{before}指標名,単位,{name},基準値（R3）,目標値（R8）\n" + "\n".join(
        map(",".join, rows)
    )
    plan = parse_plan(read_document(text.encode(), "plan.csv"), FACTS)
    return {i.name: i.direction for element in plan.walk() for i in element.indicators}, plan


@pytest.mark.parametrize("name", ["方向", "方向性", "めざす方向", "指標の方向性", "目標の向き", "望ましい増減"])
@pytest.mark.parametrize(
    "cells", [("↑", "↓", "→"), ("増加", "減少", "維持"), ("↑（増やす）", "↓（減らす）", "→（維持）")]
)
def test_a_column_of_directions_gives_each_indicator_its_own(name, cells):
    """Marks, words or both; they are no texts any more."""
    found, plan = directions(name, cells)
    assert found == WAYS
    assert not [text for element in plan.walk() for i in element.indicators for text in i.texts]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("方向性", ("拡充", "縮小", "継続")), ("方向", ("↑", "網を直す", "→")),
        ("今後の方向性", ("増加", "減少", "維持")),
        ("コストの方向性", ("増加", "削減", "維持")), ("増減", ("↑", "↓", "→")), ("方向性", ("維持", "維持", "維持")),
    ],
)  # fmt: skip
def test_a_column_that_says_anything_else_is_none_of_directions(name, cells):
    """How a project goes on, what it will cost, or how the year before compares."""
    found, _ = directions(name, cells)
    assert dict.fromkeys(WAYS) == found


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("↗", Direction.INCREASE), ("減", Direction.DECREASE), ("現状維持", Direction.MAINTAIN),
        ("低いほど良い", Direction.DECREASE),
        ("増加↓", None), ("参加者を増やす", None), ("", None), ("－", None),
    ],
)  # fmt: skip
def test_a_direction_is_all_that_a_cell_says(text, direction):
    """No sentence, and no mark that the word beside it contradicts."""
    assert direction == direction_of(text)


@pytest.mark.parametrize(
    ("printed", "name", "direction"),
    [
        ("空き店舗の数 ↓", "空き店舗の数", Direction.DECREASE),
        ("港の利用者数↑", "港の利用者数", Direction.INCREASE),
        ("海が好きな人の割合（↗）", "海が好きな人の割合", Direction.INCREASE),
        ("バスの便数 →", "バスの便数", Direction.MAINTAIN),
        ("桟橋の数", "桟橋の数", None),
    ],
)
def test_a_mark_behind_the_name_of_an_indicator_is_its_direction(printed, name, direction):
    table = f"| 指標名 | 現状値(R4) | 目標値(R8) |\n|---|---|---|\n| {printed} | 3 | 5 |\n"
    text = f"# 汐鳴市総合計画\n\n## 施策1 港の整備\n\n{table}"
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(text.encode(), "plan.md"), facts)
    (found,) = [indicator for element in plan.walk() for indicator in element.indicators]
    assert (name, direction) == (found.name, found.direction)

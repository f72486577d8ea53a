"""Tables of indicators whose levels are called as only one city calls them."""

import csv
import io

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def parse(*rows):
    out = io.StringIO()
    csv.writer(out).writerows(row.split("|") for row in rows)
    return parse_plan(read_document(out.getvalue().encode(), "kpi.csv"), FACTS)


def tree(plan):
    def told(element):
        return (element.code, element.title, [i.name for i in element.indicators], list(map(told, element.children)))

    return list(map(told, plan.elements))


VALUES = "指標|単位|基準値（R2）|実績値（R5）|目標値（R7）"
TREE = [
    (
        "1",
        "港の被害を最小限に抑える",
        [],
        [
            (
                "1-1",
                "高潮による浸水被害の拡大",
                [],
                [
                    (None, "護岸の改修の推進", ["護岸の改修率"], []),
                    (None, "水門の自動化の推進", ["自動化した水門の数"], []),
                ],
            ),
            ("1-2", "漁船の流出による被害の拡大", [], [(None, "係留施設の補強", ["補強した桟橋の数"], [])]),
        ],
    )
]


def test_levels_whose_cells_are_left_empty_where_they_go_on_stand_above_those_to_their_right():
    """番号 right before a level that covers several rows is that level's."""
    plan = parse(
        f"目標No.|事前に備えるべき目標|番号|起きてはならない最悪の事態|推進施策|{VALUES}|指標の進捗|担当課",
        "1|港の被害を最小限に抑える|1-1|高潮による浸水被害の拡大|護岸の改修の推進|護岸の改修率|％|20|31|50|順調|港湾課",
        "||||水門の自動化の推進|自動化した水門の数|基|1|2|6|遅れ|港湾課",
        "||1-2|漁船の流出による被害の拡大|係留施設の補強|補強した桟橋の数|か所|0|4|4|達成|水産課",
    )
    assert tree(plan) == [(c, t, i, k) for c, t, i, k in TREE]
    assert [a.status.value for i in plan.indicators() for a in i.assessments] == ["OnTrack", "Delayed", "Achieved"]


def test_levels_that_each_row_prints_again_are_the_same():
    """A table without merged cells."""
    plan = parse(
        f"番号|備えの目標|番号|リスクシナリオ|取組施策|{VALUES}",
        "1|港の被害を最小限に抑える|1-1|高潮による浸水被害の拡大|護岸の改修の推進|護岸の改修率|％|20|31|50",
        "1|港の被害を最小限に抑える|1-1|高潮による浸水被害の拡大|水門の自動化の推進|自動化した水門の数|基|1|2|6",
        "1|港の被害を最小限に抑える|1-2|漁船の流出による被害の拡大|係留施設の補強|補強した桟橋の数|か所|0|4|4",
    )
    assert tree(plan) == TREE


@pytest.mark.parametrize("name", ["まちの姿", "ありたい汐鳴", "みんなで目指すこと"])
def test_a_level_of_no_known_name_is_one_by_what_it_covers(name):
    """Two rows of one title, and a measure in each."""
    plan = parse(
        f"{name}|施策|{VALUES}",
        "海とともに暮らすまち|漁業の担い手づくり|新しい漁師の数|人|2|3|9",
        "|魚市場の活用|市場の来場者数|人|200|320|900",
        "だれもが学べるまち|図書館の充実|貸出冊数|冊|2000|3200|9000",
    )
    assert [(t, [k[1] for k in kids]) for _, t, _, kids in tree(plan)] == [
        ("海とともに暮らすまち", ["漁業の担い手づくり", "魚市場の活用"]),
        ("だれもが学べるまち", ["図書館の充実"]),
    ]


def test_numbers_of_the_rows_are_not_those_of_a_level():
    """No. 1, 2 and 3 beside a goal of two rows count the indicators."""
    plan = parse(
        f"No.|基本目標|施策|{VALUES}",
        "1|海とともに暮らすまち|漁業の担い手づくり|新しい漁師の数|人|2|3|9",
        "2||魚市場の活用|市場の来場者数|人|200|320|900",
        "3|だれもが学べるまち|図書館の充実|貸出冊数|冊|2000|3200|9000",
    )
    assert [code for code, *_ in tree(plan)] == [None, None]


def test_what_sorts_the_indicators_is_no_level():
    """活動 and 成果 by turns, and what an indicator means."""
    plan = parse(
        f"施策|指標の区分|指標の説明|{VALUES}",
        "漁業の担い手づくり|活動指標|説明会を開いた回数|説明会の回数|回|2|3|9",
        "|成果指標|漁師になった人の数|新しい漁師の数|人|2|3|9",
    )
    assert [(t, i) for _, t, i, _ in tree(plan)] == [("漁業の担い手づくり", ["説明会の回数", "新しい漁師の数"])]


@pytest.mark.parametrize("name", ["取り組むこと", "めざす港", "みんなのテーマ"])
def test_the_titles_before_the_indicators_are_what_these_are_of_where_no_heading_says_so(name):
    """Each row has its own, and the table is all there is."""
    plan = parse(
        f"{name}|{VALUES}|担当課",
        "漁業の担い手づくり|新しい漁師の数|人|2|3|9|水産課",
        "図書館の充実|貸出冊数|冊|2000|3200|9000|図書館課",
    )
    assert [(t, i) for _, t, i, _ in tree(plan)] == [
        ("漁業の担い手づくり", ["新しい漁師の数"]),
        ("図書館の充実", ["貸出冊数"]),
    ]


def test_a_table_without_a_title_is_of_no_kind_that_only_a_title_would_say():
    """Goals that are judged make no 総合戦略."""
    plan = parse(
        f"備えるべき目標|取組施策|{VALUES}|指標の進捗",
        "海とともに暮らすまち|漁業の担い手づくり|新しい漁師の数|人|2|3|9|順調",
        "だれもが学べるまち|図書館の充実|貸出冊数|冊|2000|3200|9000|遅れ",
    )
    assert (plan.kind.value, plan.title) == ("other", "汐鳴市 計画")


@pytest.mark.parametrize("name", ["基本的方向・具体的施策", "政策／施策", "基本目標及び施策"])
def test_a_column_named_by_several_levels_holds_the_lowest_of_them(name):
    """Its indicators are of what it names, and not of the goal above the table."""
    text = (
        "汐鳴市総合戦略 進捗状況\n\n基本目標1 港で働く\n\n"
        f"| {name} | KPI | 基準値(令和2年度) | 実績値(令和5年度) | 目標値(令和6年度) | 担当課 |\n|--|--|--|--|--|--|\n"
        "| (1) 桟橋の補修 | 直した桟橋の数 | 2基 | 5基 | 9基 | 港湾課 |\n"
        "|  | 直した灯台の数 | 1基 | 2基 | 3基 | 港湾課 |\n"
        "| (2) 漁師の育成 | 新しい漁師の数 | 3人 | 4人 | 8人 | 水産課 |\n"
    )
    (goal,) = parse_plan(read_document(text.encode(), "kpi.md"), FACTS).elements
    told = [(each.kind.value, each.title, len(each.indicators)) for each in goal.children]
    assert ([], [("Measure", "桟橋の補修", 2), ("Measure", "漁師の育成", 1)]) == (list(goal.indicators), told)


def test_columns_of_numbers_beside_the_titles_of_a_review_hold_their_codes():
    """A number of several parts does so where each title has one row alone; one that counts the rows does not."""
    head = "施策|KPI|単位|基準値（R2）|実績値（R5）|目標値（R6）|進捗|担当課"
    rows = ("桟橋の補修|直した桟橋の数|基|2|5|9|順調|港湾課", "漁師の育成|新しい漁師の数|人|3|4|8|遅れ|水産課")
    coded = parse(f"基本目標番号|基本目標|施策番号|{head}", f"1|港で働く|1-1|{rows[0]}", f"1|港で働く|1-2|{rows[1]}")
    counted = parse(f"基本目標|番号|{head}", f"港で働く|1|{rows[0]}", f"港で働く|2|{rows[1]}")
    assert "indicator-review" == coded.layout == counted.layout
    assert [("1", ["1-1", "1-2"])] == [(goal.code, [each.code for each in goal.children]) for goal in coded.elements]
    assert [(None, [None, None])] == [(goal.code, [each.code for each in goal.children]) for goal in counted.elements]


@pytest.mark.parametrize("none", ["-", "―", "指標なし", "設定なし"])
def test_a_row_that_says_that_it_has_no_indicator_tells_of_its_element_alone(none):
    """Its judgement and its charge are kept."""
    plan = parse(
        "番号|公約|指標|目標値（R10）|実績値（R6）|進捗状況|担当課",
        "1|桟橋を直します|直した桟橋の数|8基|5基|一部達成|港湾課",
        f"2|灯台をひらきます|{none}|-|-|達成|観光課",
    )
    lit = next(each for each in plan.walk() if each.code == "2")
    assert ["直した桟橋の数"] == [each.name for each in plan.indicators()]
    assert (["達成"], ["観光課"]) == ([a.grade for a in lit.assessments], [r.unit for r in lit.responsibilities])

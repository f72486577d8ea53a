"""Lines over a table that say what it is of: titles side by side, or labels with titles; years below kinds below."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.layouts.general.title_lines import headings_apart

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")
TITLE = ["汐鳴市総合戦略 進捗管理シート"]
NAMES = ["指標", "単位", "基準値(R3)", "目標値(R8)", "実績値(R6)", "評価"]
NETS, SHIPS = ["網の数", "張", 3, 9, 4, "順調"], ["船の数", "隻", 3, 9, 4, "遅れ"]


def tree(plan):
    def told(element):
        below = [told(each) for each in element.children]
        return (element.kind.value, element.code, element.title, [each.name for each in element.indicators], below)

    return [told(each) for each in plan.elements]


TITLES = {
    "a line each": [["基本目標１　港を守る"], ["施策（１）　網の補助"]],
    "one line": [["基本目標１　港を守る　施策（１）　網の補助"]],
    "one line, an arrow": [["基本目標１　港を守る　＞　施策（１）　網の補助"]],
    "one row": [["基本目標１　港を守る", None, None, "施策（１）　網の補助"]],
    "labels": [["基本目標", "１　港を守る"], ["施策", "（１）網の補助"]],
    "labels in one row": [["基本目標", "１　港を守る", None, "施策", "（１）網の補助"]],
}


def test_a_label_with_a_title_on_the_first_line_is_no_title_of_the_document(sheets):
    """基本目標：…, with no title above it, opens the goal that the measure below stands under."""
    plan = sheets([["基本目標：港を守る"], ["施策：網の補助"], NAMES, NETS])
    assert [("Goal", None, "港を守る", [], [("Measure", None, "網の補助", ["網の数"], [])])] == tree(plan)


@pytest.mark.parametrize("blank", [[], [[]]])
@pytest.mark.parametrize("form", TITLES)
def test_title_lines_say_what_the_table_below_is_of(sheets, form, blank):
    """However they are printed, the goal and its measure are opened, and the indicators are the measure's."""
    plan = sheets([TITLE, *TITLES[form], *blank, NAMES, NETS])
    assert [("Goal", "1", "港を守る", [], [("Measure", "1", "網の補助", ["網の数"], [])])] == tree(plan)


def test_each_sheet_has_title_lines_of_its_own(sheets):
    """A goal that is named again is the same; on one sheet a second measure follows the first."""
    first = [TITLE, ["基本目標", "１　港を守る"], ["施策", "１　網の補助"], [], NAMES, NETS]
    second = [["基本目標", "１　港を守る"], ["施策", "２　船の点検"], [], NAMES, SHIPS]
    goal = [("Measure", "1", "網の補助", ["網の数"], []), ("Measure", "2", "船の点検", ["船の数"], [])]
    assert [("Goal", "1", "港を守る", [], goal)] == tree(sheets(first, [TITLE, *second]))
    assert [("Goal", "1", "港を守る", [], goal)] == tree(sheets([*first, [], *second]))


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("基本目標1 海を守る 施策2 網を直す", ["基本目標1 海を守る", "施策2 網を直す"]),
        ("政策1 海 / 基本目標2 浜 / 施策3 網", ["政策1 海", "基本目標2 浜", "施策3 網"]),
        ("施策2 網を直す 基本目標1 海を守る", ["施策2 網を直す 基本目標1 海を守る"]),
        ("基本目標1 海と 浜を守る", ["基本目標1 海と 浜を守る"]),
        ("基本目標1 施策2 網を直す", ["基本目標1 施策2 網を直す"]),
        ("海を守る", ["海を守る"]),
    ],
)
def test_headings_side_by_side_are_parted_where_each_is_lower(line, titles):
    """Only what has a kind, a number and a title of its own is a heading beside another."""
    assert titles == headings_apart(line)


def test_years_may_stand_below_the_word_year_below_the_kind_of_value(sheets):
    """目標値 over 年度 over R4: the column holds values of that year, also the first below the word."""
    plan = sheets(
        [
            TITLE,
            [],
            ["施策", "指標", "現状値", "目標値", None, "実績値", None],
            [None, None, None, "年度", None, "年度", None],
            [None, None, "R3", "R5", "R6", "R5", "R6"],
            ["施策1 網の補助", "網の数", 3, 5, 6, 4, 7],
        ]
    )
    (net,) = plan.elements[0].indicators
    assert [
        ("Baseline", 3, 2021),
        ("Target", 5, 2023),
        ("Target", 6, 2024),
        ("Actual", 4, 2023),
        ("Actual", 7, 2024),
    ] == [(each.kind.value, each.value, each.fiscal_year) for each in net.observations]


CONTINUED = """# 汐鳴市みなと計画

## 基本目標1 港を守る

|{names}|
|{rule}|
|{first}|
|{second}|

|{names}|
|{rule}|
|{third}|
|{fourth}|
"""


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (
            "施策|取組|内容|担当課",
            ["助ける|網|配る。|水産課", "|船|直す。|港湾課", "|桟橋|塗る。|港湾課", "広める|祭|開く。|観光課"],
        ),
        ("施策|指標|基準値(R3)|目標値(R8)", ["助ける|網|3|9", "|船|1|2", "|桟橋|4|5", "広める|祭|1|3"]),
    ],
)
def test_a_table_that_goes_on_below_its_names_again_goes_on_below_the_cells_above(names, rows):
    """On a new page the first cell is empty where one of the page before covers it."""
    text = CONTINUED.format(
        names=names,
        rule="|".join("---" for _ in names.split("|")),
        **dict(zip(("first", "second", "third", "fourth"), rows, strict=True)),
    )
    measures = parse_plan(read_document(text.encode(), "plan.md"), FACTS).elements[0].children
    below = [(each.title, [x.title for x in each.children] or [x.name for x in each.indicators]) for each in measures]
    assert [("助ける", ["網", "船", "桟橋"]), ("広める", ["祭"])] == below


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_number_on_a_line_of_its_own_is_that_of_the_title_below_it(gap):
    """政策1, and on the next line what it is; a title that promises something is one as well."""
    text = (
        f"汐鳴市総合計画\n\n政策1{gap}海とともに生きるまちを目指します\n\n政策の目標\n\n船が集まるまちです。\n\n"
        f"取組1-1{gap}港の整備\n\n【担当課】港湾課\n\n■基本方針\n\n① 岸壁の補修\n\n- 岸壁を直します。\n\n"
        f"② 灯台の点検\n\n- 灯台を調べます。\n\n取組1-2{gap}浜の保全\n\n【担当課】環境課\n"
    )
    plan = parse_plan(read_document(text.encode(), "plan.txt"), FACTS)
    below = [
        (
            "Initiative",
            "1-1",
            "港の整備",
            [],
            [("Initiative", "①", "岸壁の補修", [], []), ("Initiative", "②", "灯台の点検", [], [])],
        ),
        ("Initiative", "1-2", "浜の保全", [], []),
    ]
    assert [("Policy", "1", "海とともに生きるまちを目指します", [], below)] == tree(plan)

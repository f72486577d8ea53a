"""Registers of projects: a row is a project with its indicators side by side; facts on the page are asserted here."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts, PlanKind, Status, TextRole, ValueKind
from plangraph.plans import parse_plan

YEARS = ("令和2年度", "令和3年度", "令和4年度", "令和5年度")


def parse(data, name):
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市", title="令和5年度事務事業評価")
    return parse_plan(read_document(data, name), facts)


def delimited(rows, delimiter=","):
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def workbook(rows, merged=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def wide_header():
    """104 columns: eight indicators of three parts and eight values each, and what is said of the project."""
    header = [
        "整理番号",
        "政策名",
        "施策番号",
        "施策名",
        "事務事業名",
        "所管部",
        "所管課",
        "事業の目的",
        "R5決算額(千円)",
    ]
    for number in range(1, 9):
        header += [f"指標{number}名称", f"指標{number}区分", f"指標{number}単位"]
        header += [f"指標{number}_{year}_{kind}" for year in YEARS for kind in ("目標値", "実績値")]
    return [*header, "一次評価", "総合評価", "課題", "今後の方向性", "委託先", "備考", "公開区分"]


def wide_row(number, title, *, measure=("1-1", "防災対策の推進"), department="危機管理課", grade="順調", indicators=()):
    row = [
        str(number),
        "安全・安心なまち",
        *measure,
        title,
        "総務部",
        department,
        f"{title}により市民を守る。",
        "1,234",
    ]
    for at in range(8):
        if at < len(indicators):
            name, unit, values = indicators[at]
            row += [name, "成果", unit, *values]
        else:
            row += [""] * 11
    return [*row, "A", grade, "周知が足りない。", "拡充", "", "", "公開"]


DRILLS = ("訓練参加者数", "人", ["100", "80", "110", "90", "1,200", "1,150", "130", "集計中"])
STOCKS = ("備蓄率", "%", ["50.0", "48.5", "60", "61.2", "70", "70", "80", "-"])


def wide():
    return [
        wide_header(),
        wide_row(101, "防災訓練事業", indicators=[DRILLS, STOCKS]),
        wide_row(102, "備蓄品整備事業", indicators=[STOCKS], grade="遅れ"),
        wide_row(
            103,
            "空き家対策事業",
            measure=("1-2", "住環境の整備"),
            department="都市計画課、建築指導課",
            indicators=[DRILLS],
        ),
    ]


@pytest.mark.parametrize("form", ["csv", "semicolons", "tsv", "xlsx"])
def test_a_wide_register_is_projects_under_measures_under_policies(form):
    """Hierarchy columns make the tree, each level once; the same table reads alike in every format."""
    data = {
        "csv": lambda: (delimited(wide()), "jigyo.csv"),
        "semicolons": lambda: (delimited(wide(), ";"), "jigyo.csv"),
        "tsv": lambda: (delimited(wide(), "\t"), "jigyo.tsv"),
        "xlsx": lambda: (workbook(wide()), "jigyo.xlsx"),
    }
    plan = parse(*data[form]())
    assert 104 == len(wide_header())
    assert ("project-review", PlanKind.PROJECT_REVIEW) == (plan.layout, plan.kind)
    assert [
        (ElementKind.POLICY, None, "安全・安心なまち"),
        (ElementKind.MEASURE, "1-1", "防災対策の推進"),
        (ElementKind.PROJECT, "101", "防災訓練事業"),
        (ElementKind.PROJECT, "102", "備蓄品整備事業"),
        (ElementKind.MEASURE, "1-2", "住環境の整備"),
        (ElementKind.PROJECT, "103", "空き家対策事業"),
    ] == [(e.kind, e.code, e.title) for e in plan.walk()]
    assert 1.0 == plan.coverage


def project(plan, code):
    (found,) = [e for e in plan.walk() if e.code == code]
    return found


def test_several_indicators_of_a_row_keep_their_own_years_and_values():
    """A column's number says whose value it is, its year when, its word what of."""
    drills, stocks = project(parse(delimited(wide()), "jigyo.csv"), "101").indicators
    assert ("訓練参加者数", "人", "備蓄率", "%") == (drills.name, drills.unit, stocks.name, stocks.unit)
    values = [(o.kind, o.fiscal_year, o.value) for o in drills.observations]
    assert (ValueKind.TARGET, 2022, Decimal(1200)) in values
    assert (ValueKind.ACTUAL, 2022, Decimal(1150)) in values
    assert (ValueKind.ACTUAL, 2020, Decimal(80)) in values
    assert 8 == len(values)
    assert [Decimal("48.5"), Decimal("61.2"), Decimal(70), None] == [
        o.value for o in stocks.observations if o.kind is ValueKind.ACTUAL
    ]


def test_charge_judgement_and_texts_of_a_row():
    """The section answers, not its division; both judgements stand; what no column name explains is kept as text."""
    plan = parse(delimited(wide()), "jigyo.csv")
    stock, houses = project(plan, "102"), project(plan, "103")
    assert ["都市計画課", "建築指導課"] == [r.unit for r in houses.responsibilities]
    assert [("A", None), ("遅れ", Status.DELAYED)] == [(a.grade, a.status) for a in stock.assessments]
    said = {text.role: text.text for text in stock.texts}
    assert ("周知が足りない。", "拡充") == (said[TextRole.CHALLENGE], said[TextRole.NEXT_STEP])
    assert [("1,234", 1_234_000, 2023)] == [(each.raw, each.value, each.fiscal_year) for each in stock.amounts]
    assert any("公開区分：公開" in text.text for text in stock.texts)
    assert any("公開区分" in warned.message for warned in plan.warnings)
    assert [3, 4] == [stock.span.start_line, houses.span.start_line]


def test_a_header_on_three_rows_with_merged_cells_is_read_by_position():
    """指標 over 名称, 目標値, 実績値 over years; cells merged down leave the rows below them empty."""
    rows = [
        ["令和5年度 事務事業評価一覧"],
        [],
        ["No.", "施策", "事務事業", "担当課", "成果指標①", *[None] * 5, "成果指標②", *[None] * 5, "総合評価"],
        [
            None,
            None,
            None,
            None,
            "名称",
            "単位",
            "目標値",
            None,
            "実績値",
            None,
            *["名称", "単位", "目標値", None, "実績値"],
        ],
        [*[None] * 6, "R4", "R5", "R4", "R5", None, None, "R4", "R5", "R4", "R5"],
        [
            1,
            "1 子育て支援",
            "保育所整備事業",
            "保育課",
            "待機児童数",
            "人",
            0,
            0,
            3,
            1,
            "定員",
            "人",
            500,
            520,
            500,
            515,
            "順調",
        ],
        [2, None, "児童館運営事業", "こども課", "利用者数", "人", 9000, 9500, 8800, 9700, *[None] * 6, "遅れ"],
    ]
    plan = parse(workbook(rows, ("B6:B7", "A3:A5", "E3:J3", "K3:P3", "G4:H4", "I4:J4")), "jigyo.xlsx")
    assert [("1", "子育て支援"), ("1", "保育所整備事業"), ("2", "児童館運営事業")] == [
        (e.code, e.title) for e in plan.walk()
    ]
    nursery, hall = plan.elements[0].children
    waiting, places = nursery.indicators
    assert [
        (ValueKind.TARGET, 2022, 0), (ValueKind.TARGET, 2023, 0),
        (ValueKind.ACTUAL, 2022, 3), (ValueKind.ACTUAL, 2023, 1),
    ] == [(o.kind, o.fiscal_year, o.value) for o in waiting.observations]  # fmt: skip
    assert [500, 520, 500, 515] == [o.value for o in places.observations]
    assert ["利用者数"] == [i.name for i in hall.indicators]
    assert (7, 1) == (hall.span.start_line, hall.span.page)
    assert [Status.DELAYED] == [a.status for a in hall.assessments]


def test_indicators_told_apart_by_repetition_alone():
    """指標名 that comes again begins the next indicator."""
    rows = [
        ["事業名", "担当課", "指標名", "単位", "目標値", "実績値", "指標名", "単位", "目標値", "実績値"],
        ["防犯灯設置事業", "生活安全課", "設置数", "基", "20", "22", "犯罪件数", "件", "100以下", "95"],
        ["交通安全事業", "生活安全課", "教室開催", "回", "12", "12", "", "", "", ""],
    ]
    plan = parse(delimited(rows), "jigyo.csv")
    assert [["設置数", "犯罪件数"], ["教室開催"]] == [[i.name for i in e.indicators] for e in plan.walk()]
    assert [Decimal(100), Decimal(95)] == [o.value for o in plan.elements[0].indicators[1].observations]


def test_one_project_on_several_rows_gathers_its_indicators():
    """A project whose cells are merged over two rows is one project with two indicators."""
    rows = [
        ["事務事業名", "所管課", "指標名", "単位", "実績値(R4)", "評価"],
        ["図書館運営事業", "図書館", "貸出冊数", "冊", "52,000", "A"],
        ["", "", "来館者数", "人", "30,000", ""],
        ["公民館運営事業", "生涯学習課", "講座数", "講座", "15", "B"],
    ]
    plan = parse(workbook([[cell or None for cell in row] for row in rows]), "jigyo.xlsx")
    assert [["貸出冊数", "来館者数"], ["講座数"]] == [[i.name for i in e.indicators] for e in plan.walk()]
    assert [(2, 3), (4, 4)] == [(e.span.start_line, e.span.end_line) for e in plan.walk()]


def test_a_row_can_say_its_year_for_the_columns_that_do_not():
    """年度 in a column of its own is the year of the actual value."""
    rows = [
        ["対象年度", "年度", "事務事業名", "担当課", "指標1名称", "指標1実績", "総合評価"],
        ["", "令和4年度", "緑化推進事業", "公園緑地課", "植樹数", "30本", "B"],
        ["", "令和4年度", "公園管理事業", "公園緑地課", "苦情件数", "4件", "A"],
    ]
    plan = parse(delimited(rows), "jigyo.csv")
    assert [2022, 2022] == [o.fiscal_year for e in plan.walk() for i in e.indicators for o in i.observations]
    assert [2022, 2022] == [a.fiscal_year for e in plan.walk() for a in e.assessments]


@pytest.mark.parametrize(
    "named",
    [("相談件数（電話）", "相談件数（窓口）"), ("相談件数（電話による相談）", "相談件数（窓口での相談）")],
    ids=["short", "long"],
)
def test_names_that_differ_only_in_brackets_are_two_indicators(named):
    """Side by side in a row or one on each row of a project, they keep what tells them apart; it is judged once."""
    beside = [wide_header(), wide_row(101, "相談事業", indicators=[(name, "件", ["8"] * 8) for name in named])]
    below = [["施策名", "事務事業名", "担当課", "指標", "単位", "R5目標値", "R5実績値", "評価"]]
    below += [["1-1 消費", "相談事業", "市民課", name, "件", "10", "9", "A"] for name in named]
    for rows, grades in ((beside, ["A", "順調"]), (below, ["A"])):
        plan = parse(delimited(rows), "jigyo.csv")
        *_, found = plan.walk()
        assert ("project-review", list(named)) == (plan.layout, [each.name for each in found.indicators])
        assert grades == [each.grade for each in found.assessments]


@pytest.mark.parametrize("heads", [("成果指標（電話）", "成果指標（窓口）"), ("成果指標", "活動指標")])
def test_columns_that_their_heads_tell_apart_are_two_indicators(heads):
    """A word in brackets does, and a kind over 指標名; where the rows name both alike, the word says which is which."""
    rows = [
        ["施策", "事務事業名", "担当課", heads[0], "", "", heads[1], "", "", "評価"],
        ["", "", "", "指標名", "目標値", "実績値", "指標名", "目標値", "実績値", ""],
        ["1-1 消費", "相談事業", "市民課", "相談件数", "10", "9", "相談件数", "30", "22", "A"],
    ]
    plan = parse(delimited(rows), "jigyo.csv")
    *_, found = plan.walk()
    assert "project-review" == plan.layout
    assert [[10, 9], [30, 22]] == [[each.value for each in one.observations] for one in found.indicators]
    assert [head.partition("（")[2].strip("）") for head in heads] == [each.definition for each in found.indicators]

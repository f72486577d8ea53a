"""The forms of plans read alike out of spreadsheets, CSV and Word documents."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import docx
import pytest
from openpyxl import Workbook

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts, Status, TextRole, ValueKind
from plangraph.plans import parse_plan


def as_xlsx(rows, title):
    book = Workbook()
    for row in ([title], [], *rows):
        book.active.append([cell if cell != "" else None for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue(), "plan.xlsx"


def as_csv(rows, title):
    out = StringIO()
    csv.writer(out).writerows([[title], [], *rows])
    return out.getvalue().encode("cp932"), "plan.csv"


def as_docx(rows, title):
    document = docx.Document()
    document.add_heading(title, 0)
    table = document.add_table(len(rows), max(map(len, rows)))
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            table.cell(at, place).text = str(cell)
    out = BytesIO()
    document.save(out)
    return out.getvalue(), "plan.docx"


FORMS = pytest.mark.parametrize("form", [as_xlsx, as_csv, as_docx])


def parse(data, name):
    return parse_plan(read_document(data, name), PlanFacts(municipality="990019", municipality_name="汐鳴市"))


def outline(plan):
    return [(e.kind, e.code, e.title, tuple(r.unit for r in e.responsibilities)) for e in plan.walk()]


KPI = [
    ["基本目標", "施策", "重要業績評価指標(KPI)", "単位", "基準値", "実績値", "", "目標値", "進捗", "担当課"],
    ["", "", "", "", "R1", "R3", "R4", "R6", "", ""],
    ["1 しごとをつくる", "① 創業の支援", "創業者数", "件", 10, 15, 18, 30, "順調", "商工課"],
    ["", "", "融資利用率", "%", 10.5, 12, 15.3, 30, "遅れ", "商工課"],
    ["", "② 農業の振興", "新規就農者数", "人", 3, 4, 2, 10, "遅れ", "農政課、農業委員会"],
]


@FORMS
def test_a_table_of_indicators_with_years_below_the_names(form):
    """Goals and measures in merged cells; each value has the year that stands over it."""
    plan = parse(*form(KPI, "総合戦略の検証"))
    assert ("indicator-review", "総合戦略の検証", 1.0) == (plan.layout, plan.title, plan.coverage)
    assert [
        (ElementKind.GOAL, "1", "しごとをつくる", ()),
        (ElementKind.MEASURE, "1-①", "創業の支援", ()),
        (ElementKind.MEASURE, "1-②", "農業の振興", ()),
    ] == outline(plan)
    founders, loans, farmers = plan.indicators()
    assert [
        (ValueKind.BASELINE, 2019, 10, "件"), (ValueKind.ACTUAL, 2021, 15, "件"),
        (ValueKind.ACTUAL, 2022, 18, "件"), (ValueKind.TARGET, 2024, 30, "件"),
    ] == [(o.kind, o.fiscal_year, o.value, o.unit) for o in founders.observations]  # fmt: skip
    assert Decimal("15.3") == loans.observations[2].value
    assert ["農政課", "農業委員会"] == [r.unit for r in farmers.responsibilities]
    assert [Status.ON_TRACK, Status.DELAYED] == [a.status for i in (founders, farmers) for a in i.assessments]


PLEDGES = [
    ["柱", "番号", "公約", "取組実績", "今後の予定", "進捗", "担当課"],
    ["1 安心のまち", "1", "子ども医療費を無料に", "高校生まで拡大した。", "継続する。", "達成", "子育て支援課"],
    ["", "2", "防災無線の更新", "設計を終えた。", "工事を始める。", "概ね順調", "危機管理課"],
    ["2 元気なまち", "3", "駅前の再整備", "権利者と話し合った。", "計画を決める。", "遅れ", "都市計画課、建設課"],
]


@FORMS
def test_progress_of_pledges_with_pillars_in_a_column(form):
    """The number of a pillar and that of a pledge do not get in each other's way."""
    plan = parse(*form(PLEDGES, "市長公約の進捗状況"))
    assert ("pledge-progress", 1.0) == (plan.layout, plan.coverage)
    assert [
        (ElementKind.POLICY, "1", "安心のまち", ()),
        (ElementKind.PLEDGE, "1", "子ども医療費を無料に", ("子育て支援課",)),
        (ElementKind.PLEDGE, "2", "防災無線の更新", ("危機管理課",)),
        (ElementKind.POLICY, "2", "元気なまち", ()),
        (ElementKind.PLEDGE, "3", "駅前の再整備", ("都市計画課", "建設課")),
    ] == outline(plan)
    pledge = plan.elements[0].children[0]
    assert [(TextRole.RESULT, "高校生まで拡大した。"), (TextRole.NEXT_STEP, "継続する。")] == [
        (t.role, t.text) for t in pledge.texts
    ]
    assert [Status.ACHIEVED] == [a.status for a in pledge.assessments]


MEASURES = [
    ["基本目標", "基本施策", "主な取組", "取組内容", "担当課", "指標名", "現状値(R4)", "目標値(R9)"],
    ["1 安心のまち", "1-1 防災対策", "(1) 避難所の整備", "発電機を置く。", "危機管理課", "避難所", "3か所", "20か所"],
    ["", "", "(2) 防災教育", "学校で訓練をする。", "学校教育課", "", "", ""],
    ["", "1-2 防犯対策", "(1) 見守り活動", "地域を支える。", "生活安全課", "犯罪件数", "210件", "150件以下"],
]  # fmt: skip


@FORMS
def test_a_list_of_measures_is_a_tree_of_its_columns(form):
    """A row is an initiative, with what is done, who does it, and its indicator."""
    plan = parse(*form(MEASURES, "施策一覧"))
    assert ("list-of-measures", "施策一覧", 1.0) == (plan.layout, plan.title, plan.coverage)
    assert [
        (ElementKind.GOAL, "1", "安心のまち", ()),
        (ElementKind.MEASURE, "1-1", "防災対策", ()),
        (ElementKind.INITIATIVE, "1", "避難所の整備", ("危機管理課",)),
        (ElementKind.INITIATIVE, "2", "防災教育", ("学校教育課",)),
        (ElementKind.MEASURE, "1-2", "防犯対策", ()),
        (ElementKind.INITIATIVE, "1", "見守り活動", ("生活安全課",)),
    ] == outline(plan)
    shelters, crimes = plan.indicators()
    assert [(2022, 3), (2027, 20)] == [(o.fiscal_year, o.value) for o in shelters.observations]
    assert [(ValueKind.BASELINE, 210), (ValueKind.TARGET, 150)] == [(o.kind, o.value) for o in crimes.observations]


def test_sheets_are_pages_of_one_plan():
    """Each goal on a sheet of its own: spans say the sheet, and the names of sheets are no text that is lost."""
    book = Workbook()
    book.remove(book.active)
    for name, row in (("目標1", KPI[2]), ("目標2", ["2 ひとの流れ", *KPI[4][1:]])):
        sheet = book.create_sheet(name)
        for each in (*KPI[:2], row):
            sheet.append([cell if cell != "" else None for cell in each])
    out = BytesIO()
    book.save(out)
    plan = parse(out.getvalue(), "plan.xlsx")
    assert [(1, 3, 1), (2, 3, 2)] == [
        (at, e.span.start_line, e.span.page) for at, e in enumerate(plan.elements, start=1)
    ]
    assert 1.0 == plan.coverage

"""Documents in hands and layouts that no rule was written for give what a person reads in them."""

import io
import re
import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, ValueKind
from plangraph.plans import parse_plan

OTHER = Path(__file__).parents[1] / "golden" / "other"
FACTS = ("elements", "observations", "departments", "statuses", "deadlines")
# (document, fact): why the program does not read it yet.
NOT_YET: dict[tuple[str, str], str] = {}
CASES = [
    pytest.param(
        path, fact, id=f"{path.stem}-{fact}", marks=[pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    )
    for path in sorted(OTHER.glob("*.toml"))
    for fact in FACTS
    for reason in [NOT_YET.get((path.stem, fact))]
    if fact in tomllib.loads(path.read_text(encoding="utf-8"))
]


def fold(text):
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def workbook(rows):
    """A sheet of tab-separated rows: ^ goes on with the cell above, the first row spans all columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    table = [line.split("\t") for line in rows.splitlines()]
    for at, row in enumerate(table, 1):
        for column, cell in enumerate(row, 1):
            if cell not in ("", "^"):
                number = re.fullmatch(r"[\d,]+(\.\d+)?", cell)
                sheet.cell(at, column, float(cell.replace(",", "")) if number else cell)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(table[1]))
    for column in range(len(table[1])):
        start = 1
        for at in range(1, len(table) + 1):
            if at < len(table) and column < len(table[at]) and table[at][column] == "^":
                continue
            if at - start > 1:
                sheet.merge_cells(start_row=start + 1, end_row=at, start_column=column + 1, end_column=column + 1)
            start = at
    for column, cell in enumerate(table[1], 1):
        if column > 1 and not cell:
            sheet.merge_cells(start_row=2, end_row=2, start_column=column - 1, end_column=column)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def sheets(text):
    """A workbook of tab-separated rows, `=== name` above each sheet; <br> breaks a line in a cell."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for part in text.split("=== ")[1:]:
        name, *rows = part.rstrip("\n").split("\n")
        sheet = book.create_sheet(name)
        for at, row in enumerate(rows, 1):
            for column, cell in enumerate(row.split("\t"), 1):
                if cell:
                    number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
                    sheet.cell(at, column, float(cell) if number else cell.replace("<br>", "\n"))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def word(text):
    """A Word file of Markdown's headings, tables and paragraphs."""
    made = docx.Document()
    for part in text.split("\n\n"):
        heading = re.match(r"(#+) (.*)", part)
        if heading:
            made.add_heading(heading[2].strip(), level=len(heading[1]))
        elif part.startswith("|"):
            rows = [line.strip("|").split("|") for line in part.strip().splitlines() if not line.startswith("|---")]
            table = made.add_table(rows=len(rows), cols=len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, said in zip(row.cells, cells, strict=True):
                    cell.text = said.strip()
        else:
            made.add_paragraph(part.strip())
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def read(path):
    """The plan that a document of the folder holds."""
    if path.name.endswith(".sheets.tsv"):
        document = read_document(sheets(path.read_text(encoding="utf-8")), "review.xlsx")
    elif path.suffix == ".tsv":
        document = read_document(workbook(path.read_text(encoding="utf-8")), "review.xlsx")
    elif path.name.endswith(".docx.md"):
        document = read_document(word(path.read_text(encoding="utf-8")), "strategy.docx")
    else:
        document = read_document(path)
    return parse_plan(document, PlanFacts(municipality="990043", municipality_name="某市"))


def parents(plan):
    return {id(child): element for element in plan.walk() for child in element.children}


def elements(plan):
    above = parents(plan)
    return [[e.kind.value, fold(e.title), fold(above[id(e)].title) if id(e) in above else ""] for e in plan.walk()]


def observations(plan):
    """Each stated value of each indicator, with the highest element that has it; a dash is no value."""
    seen = set()
    found = []
    for element in plan.walk():
        for indicator in element.indicators:
            if indicator not in seen:
                seen.add(indicator)
                found += [
                    [
                        fold(indicator.name),
                        fold(element.title),
                        o.kind.value,
                        o.value.normalize(),
                        o.unit,
                        o.fiscal_year,
                    ]
                    for o in indicator.observations
                    if o.value is not None
                ]
    return found


def subjects(plan):
    return [
        *((e.title, e) for e in plan.walk()),
        *((i.name, i) for i in plan.indicators()),
    ]


def departments(plan):
    return [[fold(name), r.unit] for name, thing in subjects(plan) for r in thing.responsibilities]


def statuses(plan):
    return [
        [fold(name), a.status.value if a.status else ""] for name, thing in subjects(plan) for a in thing.assessments
    ]


def deadlines(plan):
    return [[fold(e.title), e.deadline] for e in plan.walk() if e.deadline is not None]


READ = {
    "elements": elements,
    "observations": observations,
    "departments": departments,
    "statuses": statuses,
    "deadlines": deadlines,
}


@pytest.mark.parametrize(("path", "fact"), CASES)
def test_what_a_person_reads_is_read(path, fact):
    """Neither less nor more: elements with their parents, values with their years, charges, judgements."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    plan = read(OTHER / told["document"])
    expected = [[fold(cell) if isinstance(cell, str) else cell for cell in row] for row in told[fact]]
    if fact == "observations":
        expected = [[*row[:3], Decimal(row[3]).normalize(), row[4], row[5] or None] for row in expected]
        assert {kind.value for kind in ValueKind} >= {row[2] for row in expected}
    assert sorted(map(repr, expected)) == sorted(map(repr, READ[fact](plan)))


@pytest.mark.parametrize("path", sorted(OTHER.glob("*.toml")), ids=lambda path: path.stem)
def test_the_kind_of_plan_is_known_by_its_form(path):
    """Where the form says it."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    if "kind" in told:
        assert told["kind"] == read(OTHER / told["document"]).kind.value


def prose(text):
    return parse_plan(
        read_document(text.encode(), "plan.txt"), PlanFacts(municipality="990043", municipality_name="某市")
    )


def test_a_charge_below_the_last_initiative_is_the_measures():
    """Unless another initiative has a charge of its own."""
    text = "第1章 水\n\n1-1 下水\n\n主な取組\n\n① 管の更新\n\n{}② 雨水の貯留\n\n担当課：下水道課\n"
    assert [["下水", "下水道課"]] == departments(prose(text.format("")))
    assert [["管の更新", "工務課"], ["雨水の貯留", "下水道課"]] == departments(prose(text.format("担当課：工務課\n\n")))


def test_parts_of_a_book_are_no_policies_where_it_has_chapters():
    """第2編 and Ⅰ above 第1章; a part closes the chapter before it."""
    text = "第1編 計画\n\n第1章 水\n\n施策1 下水\n\n現状\n\n第2編 資料\n\n第2章 山\n\n施策2 林道\n\n課題\n"
    assert [
        ["Policy", "水", ""],
        ["Measure", "下水", "水"],
        ["Policy", "山", ""],
        ["Measure", "林道", "山"],
    ] == elements(prose(text))


@pytest.mark.parametrize(
    ("line", "name", "values"),
    [
        (
            "・自主防災組織の数：12団体（R4） ⇒ 20団体（R9）",
            "自主防災組織の数",
            [(12, "団体", 2022), (20, "団体", 2027)],
        ),
        ("鹿の捕獲頭数　現状値 310頭 → 目標値 450頭以上", "鹿の捕獲頭数", [(310, "頭", None), (450, "頭", None)]),
        (
            "指標：健診の受診率　基準値（R5）96.2%　目標値（R10）100%",
            "健診の受診率",
            [("96.2", "%", 2023), (100, "%", 2028)],
        ),
        ("赤字の施設の数　５ → ０", "赤字の施設の数", [(5, "", None), (0, "", None)]),
    ],
)
def test_an_indicator_on_a_line_is_read_with_both_its_values(line, name, values):
    """From → to, with what stands between name and value."""
    plan = prose(f"第1章 安心\n\n施策1 備え\n\n現状と課題\n\n山が近い。\n\n成果指標\n\n{line}\n")
    assert [
        [name, "備え", kind, Decimal(v).normalize(), unit, year]
        for kind, (v, unit, year) in zip(("Baseline", "Target"), values, strict=True)
    ] == observations(plan)


def test_an_arrow_in_a_sentence_makes_no_indicator():
    """Never a number that is not printed as an indicator's value."""
    plan = prose(
        "第1章 安心\n\n施策1 備え\n\n現状と課題\n\n山が近い。\n\n成果指標\n\n連絡 → 避難 → 確認の順で動きます。\n"
    )
    assert [] == observations(plan)


def test_a_label_of_departments_needs_no_colon():
    """担当課　甲課、乙課: a space is enough where departments follow."""
    plan = prose("第1章 安心\n\n施策1 備え\n\n現状と課題\n\n山が近い。\n\n担当課　防災課、土木課\n\n施策2 川\n")
    assert [["備え", "防災課"], ["備え", "土木課"]] == departments(plan)


def test_columns_of_plain_text_are_kept_apart_by_spaces():
    """Values stand below the names of their columns, also where a row leaves some empty."""
    text = (
        "基本目標１　人を呼ぶ\n\n　　指標　　　　　　単位　　基準値（R5）　　目標値（R10）\n"
        "　　移住者数　　　　人　　　　　１２　　　　　　　３０\n"
        "　　相談件数　　　　件　　　　　　　　　　　　　　８０\n"
    )
    assert [
        ["移住者数", "人を呼ぶ", "Baseline", Decimal(12), "人", 2023],
        ["移住者数", "人を呼ぶ", "Target", Decimal(30).normalize(), "人", 2028],
        ["相談件数", "人を呼ぶ", "Target", Decimal(80).normalize(), "件", 2028],
    ] == observations(prose(text))


def test_goals_stand_under_the_chapter_that_names_a_field():
    """A chapter that only says that goals follow is none."""
    goal = "基本目標{0}　{1}\n\n施策{0}-1　{2}\n\n担当課：{3}\n\n"
    text = "第1章　{}\n\n" + goal.format(1, "海", "港", "水産課") + goal.format(2, "山", "森", "林務課")
    assert [["Policy", "恵みの里", ""], ["Goal", "海", "恵みの里"]] == elements(prose(text.format("恵みの里")))[:2]
    assert ["Goal", "海", ""] == elements(prose(text.format("基本目標と施策")))[0]


def test_a_register_says_until_when():
    """R7～R9 ends in 2027; R7～ has no end; a row of totals is no element."""
    plan = prose(
        "一覧\n\n|取組項目|担当課|実施時期|\n|---|---|---|\n|窓口の統合|市民課|R7～R9|\n|会議の見直し|総務課|R7～|\n|合計|||\n"
    )
    assert [["窓口の統合", 2027]] == deadlines(plan)
    assert ["窓口の統合", "会議の見直し"] == [element.title for element in plan.walk()]


def test_values_of_no_kind_are_left_out_and_said():
    """Bare years between 基準値 and 目標値 are targets in a plan and results in a review: nobody says which."""
    plan = prose(
        "# 計画\n\n## 施策1 港\n\n|指標|基準値R5|R7|R8|目標値R9|\n|---|---|---|---|---|\n|船の数|3隻|4隻|5隻|6隻|\n"
    )
    assert [("Baseline", 2023), ("Target", 2027)] == [(kind, year) for _, _, kind, _, _, year in observations(plan)]
    assert any("R7、R8" in warned.message for warned in plan.warnings)


def test_a_speech_is_read_by_what_its_headings_name():
    """次に、「海と生きるまち」についてであります。 names a field, and a heading that only speaks names none."""
    plan = prose(
        "# 施政方針\n\n## はじめに、「海と生きるまち」についてであります。\n\n港を直します。\n\n"
        "## 以上、申し上げました。\n\n## 次に、「山を守るまち」についてであります。\n\n木を植えます。\n"
    )
    assert ["海と生きるまち", "山を守るまち"] == [element.title for element in plan.walk()]

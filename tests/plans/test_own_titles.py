"""Titles that stand beside the text: above the pages, in a column, on a tab, in the file's properties."""

import io
import re
import zipfile

import docx
import pytest
from openpyxl import Workbook
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from plangraph.documents import read_document
from plangraph.model import PlanFacts, PlanKind
from plangraph.plans import parse_plan

MEASURES = ["海を守る", "浜を守る", "森を守る"]
COLUMNS = ["施策", "指標名", "単位", "基準値（R5年度）", "目標値（R10年度）"]


def parse(data, name, **facts):
    return parse_plan(read_document(data, name), PlanFacts(**facts))


def told(plan, words):
    return [each.message for each in plan.warnings if words in each.message]


def pdf(*, head="", title=""):
    """A sheet a page, without a title, below what heads each page; `title` is in the file's properties."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    out = io.BytesIO()
    canvas = Canvas(out, (595, 842))
    canvas.setTitle(title)
    for number, measure in enumerate(MEASURES, 1):
        lines = [
            (30, head),
            (100, f"施策1-{number} {measure}"),
            (140, "現状と課題"),
            (160, f"{measure}人が減っています。"),
        ]
        lines += [
            (200, "主な取組"),
            (220, f"（１）{measure}人を育てる"),
            (240, "講習を開きます。"),
            (815, f"- {number} -"),
        ]
        for y, text in lines:
            canvas.setFont("HeiseiMin-W3", 16 if y == 100 else 10)
            canvas.drawString(60, 842 - y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def csv(*names):
    measures = zip(names, MEASURES, strict=True)
    rows = [[name, f"1-{n} {m}", f"{m}人の数", "人", "3", "5"] for n, (name, m) in enumerate(measures, 1)]
    return "\n".join(",".join(row) for row in [["計画名", *COLUMNS], *rows]).encode()


def saved(file):
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def word(title, *, head="", foot=""):
    document = docx.Document()
    document.core_properties.title = title
    for margin, text in ((document.sections[0].header, head), (document.sections[0].footer, foot)):
        if text:
            margin.paragraphs[0].text = text
    for number, measure in enumerate(MEASURES, 1):
        document.add_heading(f"施策1-{number} {measure}", 2)
        document.add_paragraph("【主な取組】")
        document.add_paragraph("講習を開きます。")
    return saved(document)


def workbook(rows, *, title=None, sheet="Sheet1"):
    book = Workbook()
    book.properties.title = title
    book.active.title = sheet
    for row in [*rows, COLUMNS, *([f"{n} {m}", f"{m}人の数", "人", 3, 5] for n, m in enumerate(MEASURES, 1))]:
        book.active.append(row)
    return saved(book)


def test_what_heads_each_page_says_what_a_plan_is_and_whose():
    """No line of the text does; both are inferred, and warned of."""
    plan = parse(pdf(head="第4次糸島市総合計画 後期基本計画"), "plan.pdf")
    assert ("糸島市", "第4次糸島市総合計画後期基本計画") == (plan.municipality_name, plan.title)
    assert PlanKind.COMPREHENSIVE_PLAN is plan.kind
    assert told(plan, "糸島市 is inferred from 第4次糸島市総合計画 後期基本計画, which heads its pages")
    assert told(plan, "is inferred from what heads its pages")


@pytest.mark.parametrize("margins", [{"head": "糸島市総合計画"}, {"foot": "糸島市総合計画", "head": "施策の展開"}])
def test_a_text_document_says_once_what_heads_or_foots_its_pages(margins):
    """It is no part of the text, and no element."""
    plan = parse(word("", **margins), "plan.docx")
    assert ("糸島市総合計画", "糸島市", PlanKind.COMPREHENSIVE_PLAN) == (plan.title, plan.municipality_name, plan.kind)
    assert set(margins.values()) == {block.text for block in plan.document.furniture}
    assert MEASURES == [each.title for each in plan.elements]


@pytest.mark.parametrize("head", ["第2章 総合計画の施策", "施策の展開"])
def test_a_chapter_or_a_label_above_pages_is_no_title(head):
    plan = parse(pdf(head=head), "plan.pdf", municipality="糸島市")
    assert told(plan, "no title stands in the document")
    assert head not in plan.title


def test_open_data_say_in_each_row_of_which_plan_it_is():
    plan = parse(csv(*["第3期糸島市総合戦略"] * 3), "plan.csv", municipality="糸島市")
    assert ("第3期糸島市総合戦略", PlanKind.STRATEGY) == (plan.title, plan.kind)
    assert told(plan, "is inferred from a column of its tables")


def test_rows_of_several_plans_have_no_title():
    plan = parse(csv("第3期糸島市総合戦略", "浜松市総合戦略", "浜松市総合戦略"), "plan.csv", municipality="糸島市")
    assert told(plan, "no title stands in the document")


TITLE = "第3期糸島市総合戦略"
FILES = {
    "plan.pdf": lambda title: pdf(title=title),
    "plan.docx": word,
    "plan.xlsx": lambda title: workbook([], title=title),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("title", [TITLE, f"Microsoft Word - {TITLE}.docx"])
def test_the_properties_of_a_file_say_what_its_text_does_not(name, title):
    """Without what a program wrote around it."""
    plan = parse(FILES[name](title), name)
    assert (TITLE, "糸島市", PlanKind.STRATEGY) == (plan.title, plan.municipality_name, plan.kind)
    assert told(plan, f"{TITLE}, the title in the properties of its file")
    assert told(plan, "is inferred from the properties of its file")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("title", ["", "Word 文書", "浜松市の子育て計画", "02_シート.xlsx"])
def test_properties_that_name_no_plan_of_the_city_are_passed_over(name, title):
    """As those that were copied with a file of another city."""
    plan = parse(FILES[name](title), name, municipality="糸島市")
    assert told(plan, "no title stands in the document")
    assert not title or title not in plan.title


def test_the_tab_of_a_sheet_may_have_the_title():
    plan = parse(workbook([], sheet=TITLE), "plan.xlsx", municipality="糸島市")
    assert TITLE == plan.title
    assert told(plan, "is inferred from the name of a sheet")


def test_a_merged_first_row_has_the_title_and_who_keeps_the_table():
    """At the edge, as a day may stand."""
    head = ["糸島市まち・ひと・しごと創生総合戦略 KPI管理表", None, None, None, "企画部企画課"]
    plan = parse(workbook([head, []]), "plan.xlsx")
    assert ("糸島市まち・ひと・しごと創生総合戦略 KPI管理表", "糸島市") == (plan.title, plan.municipality_name)
    assert PlanKind.STRATEGY_REVIEW is plan.kind
    assert ["企画部企画課"] == [text.text for text in plan.texts]


def test_a_file_without_properties_is_read_as_ever():
    """As some programs write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(TITLE))) as whole, zipfile.ZipFile(out, "w") as bare:
        for part in set(whole.namelist()) - {"docProps/core.xml"}:
            text = whole.read(part).decode("utf-8", "surrogateescape")
            if part == "_rels/.rels":
                text = re.sub(r"<Relationship [^>]*core\.xml[^>]*>", "", text)
            bare.writestr(part, text.encode("utf-8", "surrogateescape"))
    document = read_document(out.getvalue(), "plan.docx")
    assert ("", "施策1-1 海を守る") == (document.file_title, document.blocks[0].text)

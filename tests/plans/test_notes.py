"""Notes below tables are texts of what they stand below, and say why a sign stands in place of a number."""

import io

import openpyxl
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
HEAD = ("施策", "KPI", "R4実績", "R5実績", "R9目標", "担当課")
ROWS = (("1-1 港", "船の数", "3隻", "－", "5隻", "港湾課"), ("1-2 浜", "砂の量", "…", "＊", "5トン", "観光課"))


def parse(notes, form="csv"):
    """A table of two measures, with notes in the rows below it, or on lines of their own."""
    if form == "csv":
        text = "\n".join(",".join(row) for row in (HEAD, *ROWS, *((note, *[""] * 5) for note in notes)))
    elif form == "xlsx":
        book = openpyxl.Workbook()
        for row in (("汐鳴市計画",), HEAD, *ROWS, *((note,) for note in notes)):
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        return parse_plan(read_document(out.getvalue(), "plan.xlsx"), FACTS)
    else:
        rows = "\n".join(f"|{'|'.join(row)}|" for row in (HEAD, ["---"] * 6, *ROWS))
        text = f"# 汐鳴市計画\n\n{rows}\n\n" + "\n\n".join(notes) + "\n"
    return parse_plan(read_document(text.encode(), f"plan.{form}"), FACTS)


def missing(plan):
    return [o.missing.value for i in plan.indicators() for o in i.observations if o.missing]


FORMS = ("csv", "xlsx", "md")


@pytest.mark.parametrize("form", FORMS)
def test_a_note_below_a_table_of_several_elements_is_a_text_of_the_plan(form):
    """It is neither noise nor an element, wherever it stands."""
    plan = parse(("※数値は年度末のもの", "注：砂の量は推計"), form)
    assert ["※数値は年度末のもの", "注：砂の量は推計"] == [text.text for text in plan.texts]
    assert ["港", "浜"] == [element.title for element in plan.walk()]
    assert (0.0, 0.0) == (plan.noise, plan.unread)


def test_a_note_below_the_table_of_one_element_is_a_text_of_it():
    """The next heading begins another one."""
    plan = parse_plan(
        read_document(
            "# 汐鳴市計画\n\n## 施策1 港\n\n|KPI|R5実績|R9目標|\n|---|---|---|\n|船の数|3隻|5隻|\n\n"
            "※漁船を含む\n\n## 施策2 浜\n\n砂を入れる。\n".encode(),
            "plan.md",
        ),
        FACTS,
    )
    port, beach = plan.walk()
    assert (["※漁船を含む"], ["砂を入れる。"]) == ([t.text for t in port.texts], [t.text for t in beach.texts])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("※「－」は調査を行わなかった年度を示す。", ["NotMeasured", "NotApplicable", "NotApplicable"]),
        ("※－は、アンケート未実施", ["NotMeasured", "NotApplicable", "NotApplicable"]),
        ("※…：集計中、＊：調査の廃止", ["NotApplicable", "NotPublished", "Abolished"]),
        ("注：表中の「…」は未公表", ["NotApplicable", "NotPublished", "NotApplicable"]),
        ("※数値は年度末のもの", ["NotApplicable", "NotApplicable", "NotApplicable"]),
    ],
)
def test_a_sign_in_place_of_a_number_means_what_a_note_says(form, note, expected):
    """A dash, dots or a star; where no note explains it, nothing applies."""
    assert expected == missing(parse((note,), form))


def test_notes_of_two_sheets_explain_the_signs_of_their_own():
    """The same dash is not measured on one sheet and not published on the other."""
    book = openpyxl.Workbook()
    for name, note in (("港", "※「－」は調査なし"), ("浜", "※「－」は未公表")):
        sheet = book.create_sheet(name)
        for row in (HEAD, (f"1-1 {name}", f"{name}の数", "3隻", "－", "5隻", "港湾課"), (note,)):
            sheet.append(row)
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    plan = parse_plan(read_document(out.getvalue(), "plan.xlsx"), FACTS)
    assert ["NotMeasured", "NotPublished"] == missing(plan)


def test_words_that_say_that_nothing_was_measured_are_that_reason():
    """調査未実施 in the cell itself."""
    plan = parse_plan(
        read_document("施策,KPI,R5実績,R9目標,担当課\n1-1 港,船の数,調査未実施,5隻,港湾課\n".encode(), "plan.csv"),
        FACTS,
    )
    assert ["NotMeasured"] == missing(plan)


def test_a_note_on_surveys_says_nothing_of_aims():
    """A dash in the column of targets is none that was not measured."""
    plan = parse_plan(
        read_document(
            "施策,KPI,R5実績,R9目標,担当課\n1-1 港,船の数,－,－,港湾課\n※「－」は調査なし,,,,\n".encode(), "plan.csv"
        ),
        FACTS,
    )
    assert ["NotMeasured", "NotApplicable"] == missing(plan)

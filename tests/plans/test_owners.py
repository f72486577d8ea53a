"""Whose a judgement or charge is in a table of indicators: the measure's over whose rows it goes, or the row's own."""

from io import BytesIO

from openpyxl import Workbook

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

HEAD = ["施策", "担当課", "指標", "単位", "R4実績", "R6実績", "R6目標"]
ROWS = [
    ["1-1 港の整備", "港湾課", "桟橋の数", "本", 3, 4, 5],
    [None, None, "船の数", "隻", 10, 12, 11],
    ["1-2 灯台の保全", "海事課", "点検数", "件", 3, 3, 3],
]


def read(name, judged, merges):
    """The sheet with a column of judgements behind it, and cells merged."""
    book = Workbook()
    for row in (["汐鳴市の施策"], [*HEAD, name], *([*row, grade] for row, grade in zip(ROWS, judged, strict=True))):
        book.active.append(row)
    for cells in ("A3:A4", "B3:B4", *merges):
        book.active.merge_cells(cells)
    out = BytesIO()
    book.save(out)
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    return list(parse_plan(read_document(out.getvalue(), "plan.xlsx"), facts).walk())


def grades(thing):
    return [each.grade for each in thing.assessments]


def test_what_is_merged_over_the_rows_of_a_measure_is_the_measures():
    """Judgement and charge go over two indicators, as the measure does: it has both, and the indicators none."""
    port, light = read("施策の評価", ["遅れ", None, "順調"], ["H3:H4"])
    assert [["遅れ"], ["順調"]] == [grades(port), grades(light)]
    assert ["港湾課"] == [each.unit for each in port.responsibilities]
    assert [([], ())] * 3 == [(grades(i), i.responsibilities) for e in (port, light) for i in e.indicators]


def test_a_judgement_in_each_row_is_that_of_the_rows_indicator():
    """Each of two indicators of a measure has a judgement of its own; the measure has none."""
    port, _ = read("評価", ["遅れ", "順調", "順調"], [])
    assert [["遅れ"], ["順調"]] == [grades(each) for each in port.indicators]
    assert [] == grades(port)


def test_elements_and_indicators_say_the_cell_that_names_them():
    """A measure over two rows begins in A3; its indicators stand in the third column."""
    port, light = read("施策の評価", ["遅れ", None, "順調"], ["H3:H4"])
    assert ["A3", "A5"] == [port.span.cell, light.span.cell]
    assert (3, 4) == (port.span.start_line, port.span.end_line)
    assert ["C3", "C4"] == [each.span.cell for each in port.indicators]

"""A unit in the name of a column, or behind an indicator's name, is that of the numbers below or beside it."""

import io

import openpyxl
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.value_units import unit_in_brackets

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def parse(rows, form):
    """The same table as a sheet, a file of commas, a web page, or Markdown."""
    if form == "xlsx":
        book = openpyxl.Workbook()
        for row in (("汐鳴市計画",), *rows):
            book.active.append([cell or None for cell in row])
        out = io.BytesIO()
        book.save(out)
        return parse_plan(read_document(out.getvalue(), "plan.xlsx"), FACTS)
    if form == "csv":
        text = "\n".join(",".join(row) for row in rows)
    elif form == "html":
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        text = f"<!doctype html><h1>汐鳴市計画</h1><table>{body}</table>"
    else:
        text = "# 汐鳴市計画\n\n" + "\n".join(f"|{'|'.join(row)}|" for row in rows) + "\n"
    return parse_plan(read_document(text.encode(), f"plan.{form}"), FACTS)


def values(plan):
    return [
        (i.name, i.unit, o.kind.value, str(o.value), o.unit, o.raw) for i in plan.indicators() for o in i.observations
    ]


FORMS = ("xlsx", "csv", "html", "md")


@pytest.mark.parametrize("form", FORMS)
def test_a_unit_in_the_name_of_a_column_of_values_goes_to_its_numbers(form):
    """千人 scales, as it does behind a number, and what is printed says so; a percentage stays what it is."""
    plan = parse(
        [
            ("施策", "KPI", "R6実績（千人）", "R9目標（千人）"),
            ("1-1 港", "船の客", "3.5", "5"),
            ("1-2 浜", "泳ぐ人", "7", "8"),
        ],
        form,
    )
    assert [
        ("船の客", "人", "Actual", "3500", "人", "3.5"),
        ("船の客", "人", "Target", "5000", "人", "5"),
        ("泳ぐ人", "人", "Actual", "7000", "人", "7"),
        ("泳ぐ人", "人", "Target", "8000", "人", "8"),
    ] == values(plan)


@pytest.mark.parametrize("form", FORMS)
def test_a_unit_in_the_name_of_the_column_of_indicators_goes_to_all_its_numbers(form):
    """Unless the name of their own column, or a unit behind the number, says another."""
    plan = parse(
        [
            ("施策", "KPI（人）", "R6実績", "R9目標（％）"),
            ("1-1 港", "船の客", "3", "50"),
            ("1-2 浜", "泳ぐ人", "7組", "80"),
        ],
        form,
    )
    assert [("3", "人"), ("50", "%"), ("7", "組"), ("80", "%")] == [
        (number, unit) for _, _, _, number, unit, _ in values(plan)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_unit_behind_the_name_of_an_indicator_is_that_of_its_numbers(form):
    """来場者（千人） beside 3 and 5, in every layout of tables."""
    plan = parse(
        [
            ("施策", "KPI", "R6実績", "R9目標"),
            ("1-1 港", "来場者（千人）", "3", "5"),
            ("1-2 浜", "受講率（％）", "7", "8"),
        ],
        form,
    )
    assert [("3000", "人"), ("5000", "人"), ("7", "%"), ("8", "%")] == [
        (number, unit) for _, _, _, number, unit, _ in values(plan)
    ]


def test_a_column_of_units_scales_and_leaves_what_is_printed():
    """2 in 億円 is 200000000 円, and 3以上 at least 300000000; the raw values are what their own cells print."""
    plan = parse([("施策", "KPI", "単位", "R6実績", "R9目標"), ("1-1 港", "漁獲高", "億円", "2", "3以上")], "csv")
    assert [("200000000", "円", "2"), ("300000000", "円", "3以上")] == [
        (number, unit, raw) for _, _, _, number, unit, raw in values(plan)
    ]


@pytest.mark.parametrize("name", ["目標（年）", "目標（令和9）", "目標（最終）", "目標（見込）"])
def test_a_bracket_that_names_no_unit_gives_none(name):
    """A time, a note: the numbers stay bare."""
    plan = parse([("施策", "KPI", "R6実績", name), ("1-1 港", "船の数", "3", "5")], "csv")
    assert ["", ""] == [unit for _, _, _, _, unit, _ in values(plan)]


def test_a_unit_that_says_it_is_one_needs_not_be_known():
    """（単位：艘） is a unit, whatever the word."""
    plan = parse([("施策", "KPI", "R6実績（単位：艘）", "R9目標（単位：艘）"), ("1-1 港", "船の数", "3", "5")], "csv")
    assert ["艘", "艘"] == [unit for _, _, _, _, unit, _ in values(plan)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("立地企業数（社・累計）", ("立地企業数(累計)", "社")),
        ("立地企業数（社、累計）", ("立地企業数(累計)", "社")),
        ("利用者数（年間・人）", ("利用者数(年間)", "人")),
        ("就農者数（人/年）", ("就農者数", "人/年")),
        ("就農者数（人／年）", ("就農者数", "人/年")),
        ("利用者数（延べ）", ("利用者数（延べ）", "")),
        ("利用者数（市内・港）", ("利用者数（市内・港）", "")),
    ],
)
def test_a_unit_in_brackets_may_stand_beside_how_it_was_counted(printed, expected):
    """How something was counted stays in its name; what is no unit is none."""
    assert expected == unit_in_brackets(printed)

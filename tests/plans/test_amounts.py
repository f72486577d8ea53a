"""Amounts of money and spans of years: what columns, labels and forms say that something costs and when it runs."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Span
from plangraph.plans import parse_plan
from plangraph.plans.amounts import amount_kind, read_amounts
from plangraph.plans.years import start_of

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
LINE = Span(1, 1)


def parse(text, name="plan.md"):
    return parse_plan(read_document(text.encode(), name), FACTS)


def told(plan):
    return {
        each.title: [(a.kind.value, a.raw, a.value, a.unit, a.fiscal_year) for a in each.amounts]
        for each in plan.walk()
        if each.amounts
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("予算額", "Budgeted"),
        ("R6予算", "Budgeted"),
        ("令和6年度\n当初予算額（千円）", "Budgeted"),
        ("事業費（予算額）", "Budgeted"),
        ("決算額（千円）", "Settled"),
        ("2023年度決算", "Settled"),
        ("総事業費", "ProjectCost"),
        ("人件費", None),
        ("うち一般財源", None),
        ("決算見込額", None),
        ("予算・決算", None),
        ("事業名", None),
    ],
)
def test_names_of_columns_say_what_money_it_is(name, kind):
    """Whole amounts only: parts of them, and what is only expected, stay texts."""
    found = amount_kind(name)
    assert kind == (found.value if found else None)


@pytest.mark.parametrize(
    ("name", "text", "value", "unit", "raw"),
    [
        ("予算額（千円）", "1,200", 1_200_000, "円", "1,200"),
        ("予算額（円）", "1,200", 1_200, "円", "1,200"),
        ("予算額", "1,200千円", 1_200_000, "円", "1,200千円"),
        ("予算額", "3億2千万円", 320_000_000, "円", "3億2千万円"),
        ("予算額（百万円）", "12", 12_000_000, "円", "12"),
        ("予算額", "1,200", None, "", "1,200"),
    ],
)
def test_an_amount_is_in_yen_or_has_no_value(name, text, value, unit, raw):
    """千, 万 and 億 are scaled into the number; of a number without a unit only the print is kept."""
    assert [(value, unit, raw)] == [(each.value, each.unit, each.raw) for each in read_amounts(name, text, LINE)]


@pytest.mark.parametrize("text", ["3人", "県の事業に含む", "―", "1,000～2,000千円", "5年間で3億円", "一般財源 300千円"])
def test_what_is_no_single_amount_of_money_is_none(text):
    """It is kept as a text, as it is printed."""
    assert () == read_amounts("事業費", text, LINE)


def test_a_year_in_a_cell_goes_before_that_of_its_column():
    """As it does for values of indicators; a calendar year dates no amount."""
    found = [read_amounts("R5予算額（千円）", text, LINE) for text in ("12", "12（R6）")]
    assert [2023, 2024] == [each.fiscal_year for (each,) in found]


@pytest.mark.parametrize(
    ("text", "year"),
    [("R5～R7", 2023), ("R6～", 2024), ("令和6～10年度", 2024), ("平成31年4月～令和6年3月", 2019), ("R7", None),
     ("令和5年度以降", 2023), ("2022年から2026年", None), ("毎年度", None)],
)  # fmt: skip
def test_a_span_of_years_begins_with_its_first(text, year):
    """A year alone does not begin anything, and a calendar year is no fiscal one."""
    assert year == start_of(text)


LINES = """\
# 汐鳴市港湾プラン

## 施策1 桟橋の補修

担当課：港湾課
事業期間：R5～R7
【予算】1,200千円
決算額：1,100千円（R5）

## 施策2 灯台の公開

担当課：観光課
開始年度：令和5年度
予算額：120万円
"""


def test_labels_tell_amounts_and_years():
    """【予算】 in brackets as well as 決算額： before a colon."""
    plan = parse(LINES)
    assert {
        "桟橋の補修": [
            ("Budgeted", "1,200千円", 1_200_000, "円", None),
            ("Settled", "1,100千円（R5）", 1_100_000, "円", 2023),
        ],
        "灯台の公開": [("Budgeted", "120万円", 1_200_000, "円", None)],
    } == told(plan)
    assert [(2023, 2025, "R5～R7"), (2023, None, "")] == [(e.start, e.deadline, e.deadline_text) for e in plan.walk()]


@pytest.mark.parametrize("name", ["plan.csv", "plan.md"])
def test_columns_of_a_list_tell_amounts_and_years(name):
    """Of each project its own."""
    rows = [
        ("事業名", "担当課", "実施期間", "R6予算（千円）", "R5決算額"),
        ("板の取替え", "港湾課", "R5～R7", "1200", "1100"),
        ("杭の点検", "港湾課", "R6～", "300", "250千円"),
    ]
    if name.endswith("csv"):
        text = "\n".join(map(",".join, rows))
    else:
        body = [f"| {' | '.join(row)} |" for row in (rows[0], ("---",) * 5, *rows[1:])]
        text = "\n".join(["# 汐鳴市港湾プラン", "", "## 施策1 桟橋", "", *body])
    plan = parse(text, name)
    assert {
        "板の取替え": [("Budgeted", "1200", 1_200_000, "円", 2024), ("Settled", "1100", None, "", 2023)],
        "杭の点検": [("Budgeted", "300", 300_000, "円", 2024), ("Settled", "250千円", 250_000, "円", 2023)],
    } == told(plan)
    assert [2023, 2024] == [each.start for each in plan.walk() if each.title in ("板の取替え", "杭の点検")]


def test_a_form_tells_amounts_and_the_first_year():
    """開始年度 | 令和5年度 on a row of its own heads no columns."""
    body = [("事業名", "板の取替え"), ("担当課", "港湾課"), ("開始年度", "令和5年度"), ("事業費（千円）", "1,200")]
    table = "".join(f"<tr><th>{label}</th><td>{text}</td></tr>" for label, text in body)
    plan = parse(f"<!doctype html><h1>汐鳴市港湾プラン</h1><h2>施策1 桟橋</h2><table>{table}</table>", "plan.html")
    assert {"板の取替え": [("ProjectCost", "1,200", 1_200_000, "円", None)]} == told(plan)
    assert [2023] == [each.start for each in plan.walk() if each.title == "板の取替え"]


UNIT_LINES = [
    "(単位：千円)",
    "（事業費の単位：千円）",
    "事業費の単位は千円です。",
    "年度別の経費（単位：千円）",
    "（頭数の単位：千頭）",
    "",
]


@pytest.mark.parametrize("line", UNIT_LINES)
def test_years_over_a_row_of_money_date_its_amounts(line):
    """A line above the table says the unit of all of it, or of its amounts, but not of something else."""
    table = "| 区分 | R5 | R6 |\n|---|---|---|\n| 事業費 | 1,200 | 1,300 |\n"
    text = f"# 汐鳴市港湾プラン\n\n## 施策1 桟橋\n\n{line}\n\n{table}"
    values = [1_200_000, 1_300_000] if "円" in line else [None, None]
    assert [(values[0], 2023), (values[1], 2024)] == [(each[2], each[4]) for each in told(parse(text))["桟橋"]]


def test_a_number_that_could_be_a_year_is_an_amount_in_a_column_of_money():
    """1,905 below 千円 is no year before something."""
    found = [read_amounts("令和4年度決算額(千円)", said, LINE) for said in ("1,905", "2023")]
    assert [(1905000, 2022), (2023000, 2022)] == [(a.value, a.fiscal_year) for (a,) in found]

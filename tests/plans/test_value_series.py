"""A line of an indicator may give three values, each behind its label and year."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Status
from plangraph.plans import parse_plan
from plangraph.plans.vocabulary import status_of

NAMED = "貸出冊数"
PARTS = ("現状（令和3年度）40冊", "目標（令和7年度）90冊", "実績（令和6年度）65冊")
ALL = [("Baseline", 2021, 40, "冊"), ("Target", 2025, 90, "冊"), ("Actual", 2024, 65, "冊")]


def values(text, name):
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(text.encode(), name), facts)
    return [
        (i.name, [(o.kind.value, o.fiscal_year, o.value and int(o.value), o.unit) for o in i.observations])
        for i in plan.indicators()
    ]


LINES = [
    "{}　{} → {}　{}",
    "{}<br>{}<br>{}<br>{}",
    "{}：{}、{}、{}",
    "{} {} {} {}",
]


@pytest.mark.parametrize("line", LINES)
def test_three_labelled_values_in_a_cell_of_a_form_are_three_values_with_their_years(line):
    """However the page parts them."""
    cell = line.format(NAMED, *PARTS)
    rows = f"<tr><th>指標</th><td>{cell}</td></tr><tr><th>担当課</th><td>図書館課</td></tr>"
    page = f'<html lang="ja"><body><h1>市長の公約</h1><h2>公約1 本を増やします</h2><table>{rows}</table></body></html>'
    assert [(NAMED, ALL)] == values(page, "page.html")


@pytest.mark.parametrize("line", [each for each in LINES if "<br>" not in each])
def test_three_labelled_values_on_a_line_below_the_label_of_indicators_are_read_alike(line):
    """As an item of a list."""
    text = f"第1章 学び\n\n施策1 読書\n\n成果指標\n\n・{line.format(NAMED, *PARTS)}\n"
    assert [(NAMED, ALL)] == values(text, "plan.txt")


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("順調に進行中", Status.ON_TRACK),
        ("順調に推移", Status.ON_TRACK),
        ("順調に実施している", Status.ON_TRACK),
        ("計画どおり進捗している", Status.ON_TRACK),
        ("概ね順調に進捗", Status.MOSTLY_ON_TRACK),
        ("おおむね順調に進行中", Status.MOSTLY_ON_TRACK),
    ],
)
def test_a_known_judgement_that_goes_on_is_the_same_judgement(printed, status):
    """に, and how it goes on."""
    assert status.value == status_of(printed)

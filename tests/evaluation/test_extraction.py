"""The measure itself: facts of a plan against golden tables."""

from dataclasses import replace
from decimal import Decimal

import pytest

from plangraph.evaluation import Score, compare, digest, fold, read_golden
from plangraph.model import (
    Assessment,
    Document,
    Element,
    ElementKind,
    Indicator,
    Observation,
    Plan,
    PlanKind,
    Reference,
    ReferenceKind,
    Responsibility,
    Span,
    Status,
    Term,
    ValueKind,
)

AT = Span(7, 9)
OBSERVATION = Observation(ValueKind.TARGET, "1.5万人", AT, Decimal("15000.0"), "人", fiscal_year=2024)
INDICATOR = Indicator(
    "来場者数(年間)",
    AT,
    observations=(OBSERVATION,),
    assessments=(Assessment("順調", AT, Status.ON_TRACK, 2023, units=("観光課", "商工課")),),
)
MEASURE = Element(
    ElementKind.MEASURE,
    "まちの「魅力」発信",
    AT,
    "1-①",
    indicators=(INDICATOR,),
    responsibilities=(Responsibility("観光課", AT, 2024), Responsibility("観光課", Span(8, 8), 2024)),
    references=(Reference(ReferenceKind.PROJECT, "観光事業", AT),),
    term=Term.SHORT,
    deadline=2024,
)
GOAL = Element(ElementKind.GOAL, "にぎわい", Span(5, 9), "1", children=(MEASURE,))
PLAN = Plan(
    "990027",
    "花槻市",
    "計画",
    PlanKind.STRATEGY_REVIEW,
    "plan",
    Document("plan.txt", "0" * 64, "text/plain", "utf-8", "ja", ()),
    (GOAL,),
)
TABLES = {
    "elements": f"""kind code title lines parent notes
Goal 1 {digest("にぎわい")} 5-9 _ _
Measure 1-① {digest("まちの魅力発信")}|{digest("町の魅力発信")} 2,7-9 1 seen""",
    "indicators": f"name owner line notes\n{digest('来場者数(年間)')} 1-① 7 _",
    "observations": f"""indicator kind value unit fiscal_year calendar_year group bound missing line notes
{digest("来場者数(年間)")} Target 15000 人 2024 _ _ _ _ 7 _""",
    "departments": "of unit from to line notes\n1-① 観光課 2024 _ 7 _",
    "statuses": f"""of grade status fiscal_year as_of units line notes
kpi:{digest("来場者数(年間)")} 順調 OnTrack 2023 _ 商工課;観光課 7 _""",
    "references": f"of kind code title line notes\n1-① project _ {digest('観光事業')} 7 _",
    "terms": "of term deadline line notes\n1-① ShortTerm 2024 7 _",
}


@pytest.fixture
def golden(tmp_path):
    for name, table in TABLES.items():
        text = table.replace(" ", "\t").replace("_\t", "\t").replace("_\n", "\n").removesuffix("_")
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    return read_golden(tmp_path)


def scores(golden, plan):
    return {name: comparison.score for name, comparison in compare(golden, plan).items()}


def changed(**fields):
    return replace(PLAN, elements=(replace(GOAL, children=(replace(MEASURE, **fields),)),))


def test_what_was_read_as_printed_scores_full(golden):
    """Width, marks, order of units and trailing zeros make no difference; a span may be one of several places."""
    found = scores(golden, PLAN)
    assert {1.0} == {score.f1 for score in found.values()}
    assert Score(2) == found["elements"]
    assert Score(2) == found["terms"]


@pytest.mark.parametrize(
    ("plan", "wrong"),
    [
        (changed(title="別の題"), {"elements"}),
        (changed(title="町の魅力発信"), set()),
        (changed(span=Span(7, 8)), {"lines"}),
        (replace(PLAN, elements=(replace(GOAL, children=()), MEASURE)), {"parents"}),
        (changed(responsibilities=(Responsibility("観光課", AT),)), {"departments"}),
        (changed(references=()), {"references"}),
        (changed(deadline=2025), {"terms"}),
        (changed(indicators=()), {"indicators", "values", "years", "observations", "statuses"}),
    ],
)
def test_a_difference_shows_in_its_type_alone(golden, plan, wrong):
    """Each type of facts is measured for itself."""
    assert wrong == {name for name, score in scores(golden, plan).items() if score.f1 < 1}


@pytest.mark.parametrize(
    ("observation", "wrong"),
    [
        (replace(OBSERVATION, value=Decimal(15)), {"values", "observations"}),
        (replace(OBSERVATION, fiscal_year=None, calendar_year=2024), {"years", "observations"}),
    ],
)
def test_values_and_years_are_told_apart(golden, observation, wrong):
    """A wrong number leaves the year right, and a calendar year is no fiscal year."""
    plan = changed(indicators=(replace(INDICATOR, observations=(observation,)),))
    assert wrong == {name for name, score in scores(golden, plan).items() if score.f1 < 1}


def test_a_mismatch_carries_the_note_of_the_reader(golden):
    """What is missed says why a person read it so; what is extra stands beside it."""
    elements = compare(golden, changed(title="別の題"))["elements"]
    assert [note for _, note in elements.missed] == ["seen"]
    assert elements.extra == (("Measure", "1-1", digest("別の題")),)


def test_measures_are_those_of_the_book():
    """Precision, recall and F1 of 3 right, 1 missed, 2 extra."""
    score = Score(2, 1, 1) + Score(1, 0, 1)
    assert (3 / 5, 3 / 4, 2 / 3) == (score.precision, score.recall, pytest.approx(score.f1))
    assert Score().f1 == Score().precision == Score().recall == 1


def test_folding_keeps_letters_and_digits_alone():
    """Markup, width, case, spaces and marks fall away; a long vowel is a letter."""
    assert "abc12センターii" == fold("ＡＢＣ <br>12・センター※ [*] Ⅱ")

"""What a bracket or a ※ behind a value says: when it is of, when it will be known, that it is provisional."""

import pytest

from plangraph.model import Missing
from plangraph.plans.values import parse_quantities


@pytest.mark.parametrize(
    "cell",
    [
        "12件（R7確定予定）",
        "12件（令和7年公表予定）",
        "12件(R7.10月公表)",
        "12件※R7に確定見込み",
        "12件（公表：R7年度）",
    ],
)
def test_the_year_in_which_a_value_becomes_known_is_not_the_values(cell):
    """The number stands, and its column dates it."""
    (q,) = parse_quantities(cell)
    assert ("12", "件", None, cell) == (str(q.value), q.unit, q.year, q.raw)


@pytest.mark.parametrize("cell", ["未確定（R7.3公表）", "集計中※R7年度公表", "－（R7公表予定）"])
def test_the_year_in_which_a_missing_value_will_be_known_is_not_the_values_either(cell):
    """It is not published yet."""
    (q,) = parse_quantities(cell)
    assert (None, None) == (q.value, q.year)


@pytest.mark.parametrize("cell", ["45.2%※R5調査", "45.2%\n※R5調査", "45.2%（R5調査）", "45.2% ※令和5年度の調査による"])
def test_the_year_of_a_survey_behind_a_value_is_the_values(cell):
    """A remark behind ※ is as good as one in brackets."""
    (q,) = parse_quantities(cell)
    assert ("45.2", "%", 2023) == (str(q.value), q.unit, q.fiscal_year)


@pytest.mark.parametrize("cell", ["3,000人（速報値）", "3,000人（見込）", "3,000人※暫定値", "3,000人（R5確定値）"])
def test_a_provisional_value_is_a_value_and_its_raw_text_says_that_it_is_provisional(cell):
    """The number is read; what stands behind it stays."""
    (q,) = parse_quantities(cell)
    assert ("3000", "人", cell) == (str(q.value), q.unit, q.raw)


def test_a_remark_on_each_line_is_of_its_line():
    """男性 and 女性, each with its year."""
    assert [("男性", 2023), ("女性", 2022)] == [
        (q.group, q.fiscal_year) for q in parse_quantities("男性12人※R5調査\n女性13人※R4調査")
    ]


@pytest.mark.parametrize("cell", ["…", "‥", "・・・", "***", "－"])
def test_dots_and_dashes_in_place_of_a_value_are_none(cell):
    """Official statistics print them where there is no figure."""
    (q,) = parse_quantities(cell)
    assert (None, Missing.NOT_APPLICABLE) == (q.value, q.missing)

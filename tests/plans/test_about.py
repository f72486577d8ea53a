"""A value that is printed as approximate is marked so, and its number stays as it is."""

import pytest

from plangraph.plans.values import parse_quantities


@pytest.mark.parametrize("text", ["約380kW", "およそ380kW", "おおむね380kW", "概ね 380kW", "380kW程度", "380kW前後"])
def test_words_before_or_behind_a_number_say_that_it_is_not_exact(text):
    """And none of them is the name of a group or a part of the unit."""
    (found,) = parse_quantities(text)
    assert (380, "kW", "", True) == (found.value, found.unit, found.group, found.approximate)


def test_both_ends_of_a_range_are_approximate():
    """40～60%程度."""
    assert [True, True] == [each.approximate for each in parse_quantities("40～60%程度")]


@pytest.mark.parametrize("text", ["380kW", "公約380件", "380kW以上", "現状維持"])
def test_what_says_no_such_thing_is_not(text):
    """公約 is no 約."""
    assert not any(each.approximate for each in parse_quantities(text))

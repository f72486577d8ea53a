"""How documents state goals of the SDGs."""

import pytest

from plangraph.model import Span
from plangraph.plans.layouts.cells import parse_sdgs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SDGs 3, 11", ["3", "11"]),
        ("目標11", ["11"]),
        ("ゴール11", ["11"]),
        ("11 住み続けられるまちづくりを", ["11"]),
        ("[3][10]", ["3", "10"]),
        ("11.5、11.b", ["11.5", "11.b"]),
        ("目標3～5", ["3", "4", "5"]),
        ("目標3から目標5", ["3", "4", "5"]),
        ("2020～2024年度", []),
    ],
)
def test_goals_and_targets_are_read_in_each_form(text, expected):
    """Numbers, targets and ranges; a span of years is none."""
    assert expected == [each.target or str(each.goal) for each in parse_sdgs(text, Span(1, 1))]

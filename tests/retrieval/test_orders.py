"""The orders that hits can stand in."""

import numpy as np
import pytest

from plangraph.model import Card
from plangraph.retrieval.orders import ORDERS, Orders


def card(city, plan, period=()):
    return Card(f"urn:{city}:{plan}", "Pledge", "公約", city, "市", f"urn:{plan}", plan, period=period)


CARDS = [
    card("990027", "乙計画", (2024, 2025)),
    card("990019", "丙計画"),
    card("990027", "甲計画", (2026,)),
    card("990019", "丁計画", (2024, 2025)),
]


@pytest.mark.parametrize(
    ("order", "places"),
    [
        ("relevance", [3, 0, 2, 1]),
        ("city", [3, 1, 0, 2]),
        ("plan", [3, 1, 0, 2]),
        ("year", [2, 3, 0, 1]),
    ],
)
def test_what_is_equal_in_an_order_stays_as_it_stood(order, places):
    """By city, by plan within it, or the newest plan first and one without years last; else as relevance has it."""
    assert places == Orders(CARDS).put(np.array([3, 0, 2, 1]), order).tolist()


def test_relevance_is_the_usual_order():
    """It comes first."""
    assert ("relevance", "city", "plan", "year") == ORDERS

"""Plans drawn at random, printed in many forms: of each format enough is read, and next to nothing is read wrongly."""

from __future__ import annotations

from importlib import import_module
from random import Random
from typing import TYPE_CHECKING

import pytest
from reading import formats
from synthetic.facts import Tally, compare

from plangraph.model import PlanFacts
from plangraph.pipeline import inspect

if TYPE_CHECKING:
    from pathlib import Path

DRAWN = 12
# By module of bench/synthetic: the least share of facts that is read rightly, and the most that is wrong or spurious.
FLOORS = {
    "layout": (0.93, 0.03),
    "ocr": (0.94, 0.01),
    "pages": (0.96, 0.01),
    "pasted": (0.94, 0.01),
    "records": (0.98, 0.005),
    "sheets": (0.98, 0.005),
    "web": (0.97, 0.01),
    "word": (0.98, 0.005),
}


def test_every_format_that_plans_are_printed_in_is_measured() -> None:
    assert set(formats()) == set(FLOORS)


@pytest.mark.parametrize("name", FLOORS)
def test_of_plans_drawn_at_random_enough_is_read_and_next_to_nothing_wrongly(name: str, tmp_path: Path) -> None:
    tally, (right, wrong) = Tally(), FLOORS[name]
    for number in range(DRAWN):
        printed = import_module(f"synthetic.{name}").render(Random(number))
        path = tmp_path / f"{number}{printed.suffix}"
        path.write_bytes(printed.data)
        plan = inspect(path, PlanFacts(municipality="990019", municipality_name=printed.plan.city))
        tally += compare(printed, plan)
    total = tally.total()
    assert total["right"] >= right * total.total(), tally.faults[:20]
    assert total["wrong"] + total["spurious"] <= wrong * total.total(), tally.faults[:20]

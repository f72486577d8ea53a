"""Plans kept as workbooks: lists, on a sheet or on one a goal, and forms, one a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synthetic.facts import Printed
from synthetic.sheet_forms import FORMS
from synthetic.sheet_grids import Draw, to_xlsx
from synthetic.sheet_lists import GENRES

if TYPE_CHECKING:
    from random import Random

KINDS: Final = GENRES | FORMS


def render(rng: Random) -> Printed:
    """One drawn plan and its print as a workbook."""
    draw = Draw(rng)
    plan, sheets, codes = KINDS[draw.pick("genre", *KINDS)](draw, workbook=True)
    return Printed(to_xlsx(sheets), ".xlsx", plan, draw.traits, codes)

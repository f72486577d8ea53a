"""Plans kept as CSV: the same lists as in workbooks, in the encodings and with the delimiters that offices save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from synthetic.facts import Printed
from synthetic.sheet_grids import Draw, to_csv
from synthetic.sheet_lists import GENRES

if TYPE_CHECKING:
    from random import Random

ENCODINGS: Final = ("cp932", "utf-8-sig", "utf-8")


def render(rng: Random) -> Printed:
    """One drawn plan and its print as CSV."""
    draw = Draw(rng)
    plan, (sheet, *_), codes = GENRES[draw.pick("genre", *GENRES)](draw, workbook=False)
    encoding, delimiter = draw.pick("encoding", *ENCODINGS), draw.pick("delimiter", ",", ",", "\t", ";")
    return Printed(to_csv(sheet, delimiter=delimiter, encoding=encoding), ".csv", plan, draw.traits, codes)

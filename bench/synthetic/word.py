"""A plan as a Word file: chapters with text and tables, or one sheet a measure; headings by style or by looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synthetic.plans import GRADES, draw_plan
from synthetic.word_chapters import Chapters
from synthetic.word_figures import Figures
from synthetic.word_lists import Lists
from synthetic.word_sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from synthetic.facts import Printed


def render(rng: Random) -> Printed:
    """One drawn plan and its print."""
    traits: dict[str, str] = {}

    def pick(trait: str, choices: Sequence[str]) -> str:
        traits[trait] = rng.choice(choices)
        return traits[trait]

    review = pick("document", ("plan", "plan", "review")) == "review"
    genre = pick("genre", ("chapters", "chapters", "sheets", "lists"))
    plan = draw_plan(rng, review=review)
    figures = Figures(pick, review, GRADES, tabled=review or genre == "lists")
    return {"chapters": Chapters, "sheets": Sheets, "lists": Lists}[genre](
        plan, pick, traits, figures, review
    ).printed()

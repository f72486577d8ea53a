"""Forms of plan documents: each says by a document's form, never its name, whether it can read it, and reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plangraph.model import PlanKind
from plangraph.plans.layouts.chapters import Chapters
from plangraph.plans.layouts.general import General
from plangraph.plans.layouts.general.promised import PLEDGE_KINDS
from plangraph.plans.layouts.headings import Headings
from plangraph.plans.layouts.lists import Lists
from plangraph.plans.layouts.progress import Progress
from plangraph.plans.layouts.project_review import ProjectReview
from plangraph.plans.layouts.review import Review
from plangraph.plans.layouts.sheets import Sheets
from plangraph.plans.layouts.system import System

if TYPE_CHECKING:
    from plangraph.model import Document
    from plangraph.plans.layouts.draft import Layout

__all__ = ["LAYOUTS", "recognise"]

_FITS: Final = 0.3  # of a form, for a word from outside to put it first
# Most specific first: ties go to the earlier one.
LAYOUTS: tuple[Layout, ...] = (
    Sheets(),
    Progress(),
    ProjectReview(),
    Review(),
    System(),
    Chapters(),
    Lists(),
    General(),
    Headings(),
)


def recognise(document: Document, kind: PlanKind | None = None) -> list[Layout]:
    """The layouts that may fit a document, best first; empty where none fits at all.

    What kind of document it is, where somebody says so, goes before how well each fits.
    """
    layouts = [
        General(pledges=True) if layout.name == "general" and kind in PLEDGE_KINDS else layout for layout in LAYOUTS
    ]
    scored = [(_score(layout, document, kind), -at, layout) for at, layout in enumerate(layouts)]
    return [layout for score, _, layout in sorted(scored, key=lambda each: each[:2], reverse=True) if score > 0]


def _score(layout: Layout, document: Document, kind: PlanKind | None) -> float:
    score = layout.recognise(document)
    return score + 1.0 if score >= _FITS and kind not in (None, PlanKind.OTHER) and layout.kind is kind else score

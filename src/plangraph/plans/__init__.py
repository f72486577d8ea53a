"""Document → Plan: a layout recognised by its form reads the elements; what is known from outside completes them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.errors import PlanError
from plangraph.model import BlockKind, Plan, PlanKind, Span
from plangraph.plans.before import start_before
from plangraph.plans.dittos import fill_dittos
from plangraph.plans.goal_boxes import join_goal_boxes
from plangraph.plans.goal_tables import read_goal_tables
from plangraph.plans.judged import date_judgements
from plangraph.plans.kinds import kind_by_title
from plangraph.plans.labels import set_labels_apart
from plangraph.plans.last_tables import place_last_tables
from plangraph.plans.layouts import recognise
from plangraph.plans.layouts.choice import choose
from plangraph.plans.layouts.stacked import warn_unparted
from plangraph.plans.leftovers import keep_leftovers
from plangraph.plans.level_rows import set_levels_apart
from plangraph.plans.municipalities import resolve
from plangraph.plans.notes import explain_signs, keep_notes, set_notes_apart
from plangraph.plans.own_titles import find_title
from plangraph.plans.running_levels import open_running_levels
from plangraph.plans.same_names import tell_apart
from plangraph.plans.slipped_rows import put_in_place, warn_slipped
from plangraph.plans.slugs import plan_slug
from plangraph.plans.spaced_labels import close_labels
from plangraph.plans.ticked import take_ticked
from plangraph.plans.title_codes import take_codes
from plangraph.plans.vocabulary import form_role, section_role, structure_role
from plangraph.plans.years import find_named_period, find_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Block, Document, PlanFacts
    from plangraph.plans.layouts.draft import Draft

__all__ = ["parse_plan"]

# What a plan without a title is called: its kind, as the vocabulary of kinds labels it.
_CALLED: Final = {
    PlanKind.PLEDGE_SHEETS: "公約実施シート",
    PlanKind.STRATEGY: "総合戦略",
    PlanKind.STRATEGY_REVIEW: "総合戦略の評価",
    PlanKind.COMPREHENSIVE_PLAN: "総合計画",
    PlanKind.MANIFESTO_PROGRESS: "公約の進捗状況",
    PlanKind.PROJECT_REVIEW: "事務事業評価",
    PlanKind.OTHER: "計画",
}
_LABEL: Final = re.compile(r"^(?!計画|期間|推進期間)(?P<label>[^:：\s]{2,10})\s*[:：]")  # 計画期間：… is the plan's own
_OWN: Final = re.compile(r"^計画の?期間\s*[:：]")  # below the heading of a goal, it may be of that goal alone
_NUMBER: Final = re.compile(r"^(?:第\s*\S{1,3}\s*[章節編部]|[0-9０-９Ⅰ-Ⅹ]{1,2}[.．、]?)\s*")
_NO_FORM: Final = (
    "no known form of plan was found in it (pledge sheets, table of indicators, chapters, system of measures, "
    "progress of pledges, review of projects, headings)"
)


def parse_plan(document: Document, facts: PlanFacts) -> Plan:
    """Read a plan out of a document; `facts` from a corpus file or flags go before what the text says.

    Raises:
        PlanError: no known form of plan document fits, or nothing could be read.
        MunicipalityError: nobody says whose plan it is.

    """
    document = join_goal_boxes(open_running_levels(document))
    printed = document.blocks
    document, slips = put_in_place(close_labels(take_ticked(document)))
    document = set_notes_apart(fill_dittos(set_levels_apart(set_labels_apart(document))))
    layouts = recognise(document, facts.kind)
    if not layouts:
        raise PlanError(document.name, _NO_FORM)
    layout, draft = choose(document, layouts)
    if draft is None and layout.name == "general":
        raise PlanError(document.name, _NO_FORM)
    if draft is None:
        raise PlanError(document.name, f"it looks like {layout.name}, but no element could be read")
    warn_slipped(draft.ledger, slips)
    for block in draft.ledger.document.blocks:
        if not block.span.end_line and not draft.ledger.claimed(block):
            draft.ledger.claim(block, "noise", "name of a sheet")
    tell_apart(draft)
    place_last_tables(draft)
    keep_notes(draft)
    explain_signs(draft)
    keep_leftovers(draft)
    read_goal_tables(draft)
    date_judgements(draft)
    warn_unparted(draft)
    take_codes(draft.elements)
    municipality = resolve(document, replace(facts, title=facts.title or draft.title))
    if municipality.evidence:
        told = f"that it is of {municipality.name} is inferred from {municipality.evidence}"
        draft.ledger.warn(f"{told}; give --municipality where it is another's", Span(1, 1))
    if municipality.notice:
        draft.ledger.warn(
            f"{municipality.notice}; its plans stay under its own code, give another with --municipality", Span(1, 1)
        )
    title = facts.title or draft.title or _title_beside(document, draft, municipality.name)
    kind = facts.kind or kind_by_title(draft.kind or layout.kind, title)
    if not title:
        title = f"{municipality.name} {_CALLED[kind]}"
        draft.ledger.warn(f"no title stands in the document; it is called {title}: give one with --title", Span(1, 1))
    opening = list(_opening(document, draft))
    period = facts.period or find_period("\n".join(text for text in opening if len(text) <= 80))
    period = period or next(filter(None, map(find_named_period, opening)), None)
    if period is not None:
        start_before(draft.elements, period[0])
    return Plan(
        municipality=municipality.code,
        municipality_name=municipality.name,
        title=title,
        kind=kind,
        slug=facts.slug or plan_slug(kind, period, title, municipality.name),
        document=document,
        elements=tuple(node.freeze() for node in draft.elements),
        period=period,
        scale=draft.scale,
        readings=draft.ledger.readings(),
        warnings=tuple(sorted(draft.ledger.warnings, key=lambda warned: warned.span)),
        layout=layout.name,
        printed=printed,
        texts=tuple(sorted(draft.texts, key=lambda text: text.span)),
    )


def _title_beside(document: Document, draft: Draft, municipality: str) -> str:
    """A title that stands beside the text, with a warning of where; "" where none does."""
    title, place = find_title(document, municipality)
    if title:
        told = f"no title stands in the text; that it is {title} is inferred from {place}"
        draft.ledger.warn(f"{told}; give another with --title", Span(1, 1))
    return title


def _opening(document: Document, draft: Draft) -> Iterator[str]:
    """The texts that may tell the period; 計画期間：… below an element does only under a heading about the plan.

    What names another plan, as one that an element is related to, says when that one runs.
    """
    others = [ref.span for root in draft.elements for node in root.walk() for ref in node.references]
    first = min((node.span for node in draft.elements), default=None)
    own = {text.span for text in draft.texts}
    about = False
    for block in document.blocks[:40]:
        if block.kind is BlockKind.HEADING:
            about = structure_role(_NUMBER.sub("", block.text)) == "about"
        below = first is not None and first < block.span and block.span not in own and not about
        at = block.span
        named = any(at.page == span.page and at.start_line <= span.start_line <= at.end_line for span in others)
        if not _is_within(block) and not named and not (below and _OWN.match(block.text)):
            yield block.text


def _is_within(block: Block) -> bool:
    """Whether a line is of an element alone: it stands in an item of a list, or tells how long something is done."""
    if block.kind is not BlockKind.HEADING and block.level:
        return True
    label = _LABEL.match(block.text)
    return label is not None and (
        form_role(label["label"]) in ("term", "deadline") or section_role(label["label"]) == "related_plans"
    )

"""Which of two readings of a document says more: by the facts that each found, less what no plan would say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import BlockKind, ValueKind
from plangraph.plans.layouts.general.ranks import read_heading
from plangraph.plans.layouts.general.refine import FIGURES
from plangraph.plans.vocabulary import column_role, form_role, section_role, status_of, structure_role
from plangraph.plans.years import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Document, Indicator
    from plangraph.plans.layouts.draft import Draft, Layout
    from plangraph.plans.tree import Node

__all__ = ["choose", "weigh"]

# A title that is a sentence, a number of a page or a heading of columns; an indicator called 実績値.
_NONSENSE: Final = re.compile(r"。|^[\d\s.,%／/-]*$|^$|[.…]{3,}\s*\d+$|^(?:計画|目標|実績|基準|現状)(?:値)?$")


# The general reading must say clearly more than the form's own: a form knows what its documents lack and misprint.
_CLEARLY: Final = 1.08
_LITTLE: Final = 1.02
# Forms that settle what a page misplaced: another reading must say half as much again.
_SURELY: Final = 1.5
_SETTLING: Final = frozenset({"system-of-measures", "pledge-sheets"})
# Forms whose tables are read the same way in both: a little is enough.
_BY_TABLES: Final = frozenset({"indicator-review", "pledge-progress", "project-review", "list-of-measures"})
# A form of two levels that meets three in the file's own headings: the general reading keeps all of them.
_NEARLY: Final = 0.9
_NOTED: Final = 0.03  # of the text, by which one reading must leave less aside
_UPPER_STEPS: Final = frozenset({"top"})
_WHOLLY: Final = 0.95
# A table of so many rows that a form fits wholly is not read twice.
_LONG: Final = 1500


def choose(document: Document, layouts: Sequence[Layout]) -> tuple[Layout, Draft | None]:
    """The layout that reads a document, and what it read: the best form that gives elements, or the general reading.

    `layouts` come best first; the draft is None where none of them gives an element.
    """
    forms = [layout for layout in layouts if layout.name != "general"]
    general = next((layout for layout in layouts if layout.name == "general"), None)
    # A form may seem to fit and give nothing: then the next best reads.
    read = ((layout, layout.read(document)) for layout in forms)
    found = next(((layout, draft) for layout, draft in read if draft.elements), None)
    rows = sum(len(block.rows) for block in document.blocks)
    if general is None or (found is not None and rows > _LONG and found[0].recognise(document) >= _WHOLLY):
        return found or (layouts[0], None)
    other = general.read(document)
    if not other.elements:
        return found or (layouts[0], None)
    if found is None:
        return general, other
    mine, its = weigh(other), weigh(found[1])
    if found[0].name == "headings-only":  # it makes an element of every heading: facts decide
        return (general, other) if weigh(other, elements=0.0) >= weigh(found[1], elements=0.0) else found
    clearly = _CLEARLY
    if found[0].name in _SETTLING and found[0].recognise(document) >= _WHOLLY:
        clearly = _SURELY
    elif found[0].name in _BY_TABLES:
        clearly = _LITTLE
    # The same facts, and columns of no known name beside them; or nearly the same, and a level more.
    noted = (
        found[0].name in _BY_TABLES | {"plan-chapters"} and mine >= its and _unread(other) + _NOTED < _unread(found[1])
    )
    stacked = found[0].name == "plan-chapters" and mine >= its * _NEARLY and _is_stacked(document)
    outlined = found[0].name == "plan-chapters" and mine >= its and _is_against_outline(found[1])
    return (general, other) if noted or stacked or outlined or mine > max(its * clearly, its + 0.5) else found


def _is_against_outline(draft: Draft) -> bool:
    """Whether a reading puts what a heading of the file opens below what another one as low, or lower, opens."""
    document = draft.ledger.document
    levels = {
        (each.span.page, each.span.start_line): each.level for each in document.blocks if each.kind is BlockKind.HEADING
    }

    def level(node: Node) -> int:
        return levels.get((node.span.page, node.span.start_line), 0)

    return any(0 < level(child) <= level(node) for node in _walk(draft.elements) for child in node.children)


def _is_stacked(document: Document) -> bool:
    """Whether headings of the file put policies or chapters below goals, or goals below policies, by their levels.

    基本目標2 over 政策2-1 over 施策2-1-1: chapters of prose have one level above measures.
    """
    open_: list[tuple[int, str]] = []
    for block in document.blocks:
        heading = read_heading(block) if block.kind is BlockKind.HEADING else None
        if heading is None or heading.step not in _UPPER_STEPS:
            continue
        while open_ and open_[-1][0] >= heading.level:
            open_.pop()
        if any(heading.style != style for _, style in open_):
            return True
        open_.append((heading.level, heading.style))
    return False


def _unread(draft: Draft) -> float:
    """The share of the text that a reading left aside."""
    readings = draft.ledger.readings()
    total = sum(each.characters for each in readings)
    return sum(each.characters for each in readings if each.role == "unread") / total if total else 0.0


def weigh(draft: Draft, *, elements: float = 1.0) -> float:
    """The more, the more was understood: elements, values with years and units, charges, judgements, times, amounts.

    `elements` is what one of these weighs.
    """
    total = 0.0
    seen: set[tuple[str, str, int, int]] = set()
    for node in _walk(draft.elements):
        total += -3.0 if _nonsense(node.title) else elements
        total += 1.0 * len(node.responsibilities) + 0.5 * (node.deadline is not None)
        total += 0.5 * (node.start is not None) + 0.5 * len(node.amounts)
        total += sum(1.0 if each.status else 0.5 for each in node.assessments)
        for indicator in node.indicators:
            key = (indicator.name, indicator.definition, indicator.span.start_line, indicator.span.page or 0)
            if key not in seen:
                seen.add(key)
                total += _weigh_indicator(indicator)
    return total


def _weigh_indicator(indicator: Indicator) -> float:
    if _nonsense(indicator.name) and not FIGURES.fullmatch(indicator.name):
        return -3.0
    values = [each for each in indicator.observations if each.value is not None]
    dated = sum(each.fiscal_year is not None or each.calendar_year is not None for each in values)
    kinds = len({each.kind for each in values} & {ValueKind.BASELINE, ValueKind.TARGET, ValueKind.ACTUAL})
    judged = sum(1.0 if each.status else 0.5 for each in indicator.assessments)
    return 0.5 * len(values) + 0.5 * dated + 0.2 * kinds + judged + len(indicator.responsibilities)


def _nonsense(title: str) -> bool:
    if _NONSENSE.search(title) or re.fullmatch(YEAR + "末?", title.strip()):
        return True
    if status_of(title) or structure_role(title):
        return True
    return len(title) <= 12 and bool(section_role(title) or (column_role(title) and form_role(title)))


def _walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)

"""Reviews of a strategy: tables of one indicator a row, under goals and measures in merged cells to the left."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import (
    Assessment,
    BlockKind,
    Document,
    ElementKind,
    Indicator,
    PlanKind,
    Row,
    Status,
    Text,
    TextRole,
)
from plangraph.plans.alignment import align
from plangraph.plans.judged import year_beside
from plangraph.plans.layouts.cells import explain_missing, part_numbered, read_indicator
from plangraph.plans.layouts.draft import Draft, iter_tables
from plangraph.plans.layouts.general.level_columns import number_levels
from plangraph.plans.layouts.general.owners import is_of_element
from plangraph.plans.layouts.headed import heading_above, heading_across, numbered_above
from plangraph.plans.layouts.hierarchy import LEVELS, Hierarchy, enter_headed, opens, read_line
from plangraph.plans.layouts.kept import claim_header, keep, left_cells, sure_part, values_and_charge
from plangraph.plans.layouts.register_facts import told_anew
from plangraph.plans.layouts.scale import meaning_of, read_scale
from plangraph.plans.layouts.stacked import part_stacked
from plangraph.plans.layouts.times import take_amounts
from plangraph.plans.outline import join_lines, numbered_title, parse_marker, similar_key
from plangraph.plans.shares import is_share, share_text
from plangraph.plans.tree import Ledger
from plangraph.plans.units import parse_responsibilities
from plangraph.plans.vocabulary import fold, is_no_level, status_of

if TYPE_CHECKING:
    from plangraph.model import Block, Responsibility
    from plangraph.plans.columns import Cells, Header
    from plangraph.plans.layouts.headed import Headed

__all__ = ["Review"]

_TEXTS: Final = (
    ("result", TextRole.RESULT),
    ("delayReason", TextRole.DELAY_REASON),
    ("challenge", TextRole.CHALLENGE),
    ("nextStep", TextRole.NEXT_STEP),
    ("action", TextRole.ACTION),
)
_TAKEN: Final = frozenset(
    {"grade", "initiative", *(role for role, _ in (*LEVELS, *_TEXTS)), *(f"{role}_code" for role, _ in LEVELS)}
)


def _judges_indicators(block: Block, header: Header) -> bool:
    """Whether no judgement is of a measure, over the rows of its indicators."""
    body = block.rows[header.depth :]
    told = [column for column in header.columns if column.role == "grade"]
    return "initiative" in header.roles or not any(is_of_element(each, header.columns, body) for each in told)


def _fits(header: Header) -> bool:
    levels = {role for role, _ in LEVELS}
    return "indicator" in header.roles and bool(levels & header.roles) and bool({"actual", "grade"} & header.roles)


class Review:
    """総合戦略 KPI 評価 and its like."""

    name = "indicator-review"
    kind = PlanKind.STRATEGY_REVIEW

    def recognise(self, document: Document) -> float:
        """Share of the tables that review indicators under a hierarchy."""
        tables = [block for block in document.blocks if block.kind is BlockKind.TABLE]
        found = [_fits(header) and _judges_indicators(block, header) for block, header in iter_tables(document)]
        return sum(found) / len(tables) if tables else 0.0

    def read(self, document: Document) -> Draft:
        """All rows of all such tables, as one table that goes on over pages."""
        draft = Draft(Ledger(document))
        draft.scale = read_scale(document, draft.ledger)
        texts = (b for b in document.blocks if not b.rows and b.span.end_line and not opens(heading_above(b)))
        draft.title = next((block.text for block in texts), "").split("\n")[0]
        for block in document.blocks:
            if not block.rows and block.text.split("\n")[0] == draft.title:
                draft.ledger.claim(block, "title", "first line of the document")
                if rest := block.text.partition("\n")[2]:
                    draft.say(rest, block.span)
        hierarchy = Hierarchy(draft)
        headers = dict(iter_tables(document))
        above: list[tuple[Block, Headed]] = []
        numbered = numbered_above(document)
        for block in document.blocks:
            header = headers.get(block)
            if header is None or not _fits(header):
                above = read_line(block, above, hierarchy, numbered)
                continue
            enter_headed(above, hierarchy, draft)
            above = []
            claim_header(draft.ledger, header, block.rows)
            hierarchy.order_by(header.columns, block.rows[header.depth :])
            header = replace(header, columns=tuple(number_levels(header.columns, block.rows[header.depth :])))
            body = [align(row, header) for row in block.rows[header.depth :]]
            hierarchy.width = max(
                (len(line) for cells, _ in body for line in cells.get("initiative", "").split("\n")), default=0
            )
            names = [column.name for column in header.columns]
            rows = block.rows[header.depth :]
            for at, row in enumerate(rows):
                if draft.ledger.claimed(row):
                    continue
                if headed := heading_across(rows, at, names):
                    hierarchy.enter_headed(headed, row.span)
                    draft.ledger.claim(row, "heading", "heading across a table")
                else:
                    _read_row(row, header, hierarchy, draft)
        return draft


def _read_row(printed_row: Row, header: Header, hierarchy: Hierarchy, draft: Draft) -> None:
    if header.repeats(printed_row):
        draft.ledger.claim(printed_row, "header", "names of columns, again")
        return
    row, moved = sure_part(draft.ledger, header.columns, printed_row)
    cells, slipped = align(row, header)
    printed = cells
    if not slipped:
        cells = _charged_above(row, header, cells)
    cells = _fill_skipped_level(cells, hierarchy)
    if slipped:
        draft.ledger.warn(f"the row had slipped by {slipped} column(s) and was realigned by its contents", row.span)
    for role, kind in hierarchy.levels:
        if is_no_level(cells.get(role, "")):
            hierarchy.leave(role)
        elif cells.get(role):
            code = fold(cells.get(f"{role}_code", "")).strip("().、")
            hierarchy.enter(role, kind, cells[role], cells.span(role), code=code, inferred=not printed.get(role))
    measure = hierarchy.lowest
    told, charged = _charge_of_level(cells, header)
    found = [_indicator(part, header, row, draft) for part in part_stacked(told)]
    read = [each for each in found if each is not None]
    if measure is None or not read:
        draft.ledger.warn("the row names no indicator, or stands under no measure", row.span)
        return
    hierarchy.grow(row.span)
    measure.responsibilities.extend(told_anew(charged, measure.responsibilities))
    left = left_cells(row, cells, header, values_and_charge(cells) | _TAKEN, slipped=bool(slipped)) + moved
    taken = set() if slipped else take_amounts(measure, left, row)
    left = [(column, cell) for column, cell in left if column.index not in taken]
    kept = keep(draft.ledger, left, row)
    whole = (replace(each, texts=(*each.texts, *kept)) for each in read)
    indicators = [part for each in whole for part in part_numbered(each)]
    measure.indicators.extend(indicators)
    for number, title in _initiatives(_initiative(cells, row, header, hierarchy), hierarchy.width):
        key = similar_key(title)
        node = next((n for n in measure.children if similar_key(n.title) == key and n.code == number), None)
        node = node or measure.child(ElementKind.INITIATIVE, title, cells.span("initiative"), number)
        node.grow(row.span)
        node.indicators.extend(indicators)
    draft.ledger.claim(
        printed_row,
        "Indicator",
        "row of a review" + (", realigned" if slipped else ""),
        confidence=0.9 if slipped else 1.0,
        kept=tuple(cell for _, cell in left),
    )


def _charged_above(row: Row, header: Header, cells: Cells) -> Cells:
    """A charge in a cell that is merged over several rows, where the document says so, is that of each of them."""
    at = next((column.index for column in header.columns if column.role == "department"), None)
    if at is None or cells.get("department") or not row.whole(at):
        return cells
    return cells.saying({"department": row.whole(at)})


def _charge_of_level(cells: Cells, header: Header) -> tuple[Cells, tuple[Responsibility, ...]]:
    """A charge between all levels and the indicators is the lowest level's: 施策 | 担当課 | 成果指標."""
    places = {column.role: column.index for column in header.columns}
    before = [at for role, at in places.items() if role in {name for name, _ in LEVELS}]
    if "initiative" in places or not max(before) < places.get("department", -1) < places["indicator"]:
        return cells, ()
    units = parse_responsibilities(cells.get("department", ""), cells.span("department"))
    return (cells.saying({"department": ""}), units) if units else (cells, ())


def _fill_skipped_level(cells: Cells, hierarchy: Hierarchy) -> Cells:
    """A title in the top column, none below it, but a measure: if its number goes on with the level below, it is that.

    `1 | 2 ひとの流れの創出 | ①` printed as `2 ひとの流れの創出 | | ①` has lost the merged cell before it.
    """
    if not (cells.get("goal") and "subgoal" in cells and not cells["subgoal"] and cells.get("measure")):
        return cells
    marker, last = parse_marker(cells["goal"]), hierarchy.numbers.get("subgoal")
    if marker and last and last.code.isdecimal() and marker.code == str(int(last.code) + 1):
        return cells.move("goal", "subgoal")
    return cells


def _indicator(cells: Cells, header: Header, row: Row, draft: Draft) -> Indicator | None:
    indicator = read_indicator(cells, header, cells.span("indicator"))
    if indicator is None:
        return None
    grade = join_lines(cells.get("grade", ""))
    grade = "" if _DASH.fullmatch(grade) else grade
    share, grade = (grade, "") if is_share(grade) else ("", grade)
    status = meaning_of(grade, draft.scale) or status_of(grade)
    if grade and not status:
        draft.ledger.warn(f"the judgement {grade!r} is on no known scale and was kept as printed", row.span)
    texts = [
        Text(role, _unwrap(cells[key]), cells.span(key))
        for key, role in _TEXTS
        if cells.get(key) and not _DASH.fullmatch(cells[key])
    ]
    if share:
        name = next((column.name for column in header.columns if column.role == "grade"), "")
        texts.append(share_text(name, share, cells.span("grade")))
    year = year_beside(header.columns)
    responsibilities = parse_responsibilities(cells.get("department", ""), cells.span("department"))
    return replace(
        indicator,
        observations=tuple(explain_missing(o, cells.get("delayReason", "")) for o in indicator.observations),
        texts=tuple(texts),
        responsibilities=responsibilities,
        assessments=(
            Assessment(
                grade, cells.span("grade"), Status(status) if status else None,
                fiscal_year=year.value if year and year.fiscal else None,
                units=tuple(r.unit for r in responsibilities),
            ),
        ) if grade else (),
    )  # fmt: skip


def _initiative(cells: Cells, row: Row, header: Header, hierarchy: Hierarchy) -> str:
    """The cell of a row's initiatives; one initiative alone goes on below its cell, merged or left empty there.

    Below a list of several nothing says whose the indicators of further rows are.
    """
    cell = cells.get("initiative", "")
    if not cell and len(_initiatives(hierarchy.open, hierarchy.width)) == 1:
        at = next(column.index for column in header.columns if column.role == "initiative")
        named = [cells.place(role) for role, _ in hierarchy.levels if cells.get(role)]
        if row.whole(at) or all(place is not None and place > at for place in named):
            cell = hierarchy.open
    hierarchy.open = "" if _DASH.fullmatch(cell) else cell
    return hierarchy.open


def _initiatives(cell: str, width: int) -> list[tuple[str | None, str]]:
    """Codes and titles in a cell: one a line, but a line that the page wrapped goes on with the one above.

    A column no wider than a printed one was wrapped by the page; there, a line as long as the column that has no
    usual ending (…の推進, …支援, …整備) goes on below. `width` is the widest line of the column, in characters.
    """
    titles: list[str] = []
    filled = 0
    for line in (each.removeprefix("・").strip() for each in cell.split("\n")):
        if not line:
            continue
        if titles and _goes_on(titles[-1], line, filled, width):
            titles[-1] += line
        else:
            titles.append(line)
        filled = len(line)
    return [numbered_title(title) for title in titles]


_DASH: Final = re.compile(r"[-－ー―—–]+")
_PRINTED_WIDTH: Final = 22
_ENDING: Final = re.compile(
    r"(?:推進|支援|充実|強化|整備|育成|活用|促進|開催|啓発|向上|連携|確保|創出|拡大|実施|発信|振興|提供|醸成|見直し|づくり|PR|"
    r"実現|誘導|配置|運行|体制|対策|管理|策定|普及|改善|運営|事業|[)）])$",
)


def _goes_on(above: str, line: str, filled: int, width: int) -> bool:
    if above.endswith(("・", "、")) or re.match(r"[のをにとやがへ]|及び|など", line):
        return True
    if parse_marker(line):
        return False
    return width <= _PRINTED_WIDTH and filled >= width * 0.8 and not _ENDING.search(above)


def _unwrap(text: str) -> str:
    """A text that the page wrapped, as sentences: a line goes on unless it ended or a bullet begins."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and not re.search(r"[。!！?？:：]$", lines[-1]) and not re.match(r"[・※○●①-⑳\-]|[(（]\d", line):
            lines[-1] = join_lines(f"{lines[-1]}\n{line}")
        else:
            lines.append(line)
    return "\n".join(lines)

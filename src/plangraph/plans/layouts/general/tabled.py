"""A table of any document: frames around an indicator, grids, forms; what none of these is stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from plangraph.model import Block, BlockKind, ElementKind, TextRole
from plangraph.plans.bare_years import name_bare_years, when_of
from plangraph.plans.columns import Column
from plangraph.plans.headers import is_form_head
from plangraph.plans.labels import label_role, spaced_label
from plangraph.plans.layouts.general.beneath import lower_measures
from plangraph.plans.layouts.general.coded import numbered_owners
from plangraph.plans.layouts.general.column_names import is_form_row
from plangraph.plans.layouts.general.facts import TEXTS, name_grades, tell, tell_beside
from plangraph.plans.layouts.general.forms import SUBJECTS, apply_fields, read_fields
from plangraph.plans.layouts.general.grid import HIERARCHY, segments
from plangraph.plans.layouts.general.indicators import read_value_rows
from plangraph.plans.layouts.general.labelled import UNIT_NOTE
from plangraph.plans.layouts.general.level_columns import name_only_level
from plangraph.plans.layouts.general.opening import open_heading
from plangraph.plans.layouts.general.owners import owners
from plangraph.plans.layouts.general.pairs import read_pair_rows
from plangraph.plans.layouts.general.ranks import PARTS, Heading, read_heading
from plangraph.plans.layouts.general.refine import name_pledges
from plangraph.plans.layouts.general.row_cells import led_kind
from plangraph.plans.layouts.general.settle import is_of_pledges
from plangraph.plans.layouts.general.tables import GridReader
from plangraph.plans.layouts.general.title_lines import headings_apart, is_lower, named_heading
from plangraph.plans.layouts.headed import heading_across
from plangraph.plans.layouts.kept import keep
from plangraph.plans.outline import join_lines
from plangraph.plans.pledge_columns import name_actions
from plangraph.plans.stated_years import date_by_text
from plangraph.plans.units import looks_like_units
from plangraph.plans.value_units import unit_in_brackets, unit_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row, Span
    from plangraph.plans.layouts.general.grid import Grid, Segment
    from plangraph.plans.layouts.general.state import State
    from plangraph.plans.layouts.headed import Headed

__all__ = ["read_numbered_title", "read_table"]

_LONGEST_TITLE: Final = 60  # letters
_NUMBER_AND_TITLE: Final = 2  # cells
_CODE: Final = re.compile(r"[0-9０-９]{1,2}[-－‐−][0-9０-９]{1,2}")
_DASHES: Final = str.maketrans("０１２３４５６７８９－‐−", "0123456789---")
_WHEN: Final = re.compile(r"[\d元][)）]?\s*[年月日度]末?日?\s*(?:現在|時点|作成|更新|公表|版)?$")
_FACT: Final = re.compile(r"^[^\s:：。]{2,10}\s*[:：]\s*\S")  # 計画期間：令和4年度～令和8年度


def read_table(state: State, block: Block) -> None:
    """Read a table below the heading and the label that are open."""
    claim = state.draft.ledger.claim
    if state.about and not _leave_about(state, block):
        for row in block.rows:
            state.draft.say(" | ".join(join_lines(cell) for cell in row.cells if cell), row.span)
            claim(row, "description", "table about the document itself: text of the plan", confidence=0.4)
        return
    if read_pair_rows(state, block.rows) or read_value_rows(block.rows, state):
        for row in block.rows:
            claim(row, "Indicator", "values of an indicator with their labels")
        state.give_up()
        return
    for segment in segments(block, state.grid):
        if segment.grid is not None:
            _grid(state, segment, segment.grid)
        elif not any(rule(state, segment) for rule in (_head_of_sheet, _form, _labelled_texts)):
            for row in segment.rows:
                if not _banner(state, row, len(row.cells)):
                    _unknown(state, row)


def read_numbered_title(state: State, block: Block) -> bool:
    """1-1 | 多数の死傷者の発生, a table of its own below 目標1: a heading, its number in the cell before it."""
    within = [each.heading.code for each in state.path if each.node is not None]
    code, title, *rest = [join_lines(cell) for cell in block.rows[0].cells if cell] + [""] * 2
    if state.about or len(block.rows) > 1 or any(rest) or not _CODE.fullmatch(code) or not title or "。" in title:
        return False
    number = code.translate(_DASHES).rpartition("-")[0]
    line = replace(block, kind=BlockKind.PARAGRAPH, rows=(), text=f"{code}\u3000{title}")
    heading = read_heading(replace(line, kind=BlockKind.HEADING)) if number in within else None
    if heading is None or not open_heading(state, replace(heading, level=0), line):
        return False
    state.draft.ledger.claim(block.rows[0], "heading", "heading across a table")
    return True


def _leave_about(state: State, block: Block) -> bool:
    """Whether a table is a form about a measure, a project or the like and its charge, which ends what is not."""
    said = {each.role: each.value for each in read_fields(block.rows)} if all(map(is_form_row, block.rows[:2])) else {}
    if not any(said.get(role) for role in (*SUBJECTS, "measure")) or not looks_like_units(said.get("department", "")):
        return False
    state.path.clear()
    return True


def _grid(state: State, segment: Segment, grid: Grid) -> None:
    if is_of_pledges(state.draft):
        grid = replace(grid, columns=name_pledges(grid.columns))
    grid = replace(grid, columns=name_actions(grid.columns, segment.rows[grid.depth :]))
    if state.when is None:
        state.when = when_of(state.draft.ledger.document, state.draft.title)
    if state.current is None and not state.draft.elements:
        grid = replace(grid, columns=name_only_level(grid.columns, segment.rows[grid.depth :]))
    columns = lower_measures(state, grid.columns, segment.rows[grid.depth :])
    columns = name_grades(columns, segment.rows[grid.depth :], state.draft.scale)
    columns = name_bare_years(columns, state.when, segment.rows[grid.depth :])
    grid = replace(grid, columns=date_by_text(columns, state.years))
    grid = replace(grid, owned=tuple(owners(grid, segment.rows[grid.depth :], state.grid).items()))
    note = UNIT_NOTE.search(state.label)
    numbers, numbered = numbered_owners(state, grid, segment.rows[grid.depth :])
    said = replace(grid, columns=tuple(column for column in grid.columns if column.index != numbers))
    reader = GridReader(state, said, unit_in_brackets(f"x{note[0]}")[1] if note else "", numbered=numbered)
    if _goes_on_below(state.grid, grid, segment.rows):
        reader.open = dict(state.rows_open)
    reader.lead, reader.noted = led_kind(state.lead), reader.unit or unit_line(state.lead)
    for row in segment.rows[: grid.depth]:
        state.draft.ledger.claim(row, "header", "names of columns")
    body, names = segment.rows[grid.depth :], [column.name for column in grid.columns]
    for at, row in enumerate(body):
        across = heading_across(body, at, names)
        banner = _banner(state, row, len(grid.columns)) or (across is not None and _across(state, row, across))
        if not banner and not reader.read(row):
            _unknown(state, row, [column for column in grid.columns if column.name])
    state.grid, state.rows_open = grid, reader.open  # a banner within the table does not end it


def _goes_on_below(before: Grid | None, grid: Grid, rows: Sequence[Row]) -> bool:
    """Whether a table goes on with the one before, as on a new page: the first row leaves empty what covers it."""
    if before is None or [each.name for each in before.columns] != [each.name for each in grid.columns]:
        return False
    top = next((each.index for role in HIERARCHY for each in grid.columns if each.role == role), None)
    return top is not None and len(rows) > grid.depth and not any(rows[grid.depth].cells[top : top + 1])


def _form(state: State, segment: Segment) -> bool:
    heads = [row for row in segment.rows if is_form_head(row)]
    fields = read_fields([row for row in segment.rows if row not in heads])
    known = sum(each.known for each in fields)
    if not known or known * 2 < len(fields) or not apply_fields(state, fields):
        return False
    ledger = state.draft.ledger
    for row in heads:
        ledger.claim(row, "header", "names of columns")
    for row in segment.rows:
        if not ledger.claimed(row):
            ledger.claim(row, "kept", "row that goes on with a field of a form", confidence=0.6)
    return True


def _banner(state: State, row: Row, width: int) -> bool:
    """One cell across the table: 基本目標1 …, as a heading within it, perhaps with facts at the edge: 計画期間：…."""
    filled = [cell for cell in row.cells if cell]
    titles = headings_apart("\u3000".join(filled[: sum(not _FACT.match(cell) for cell in filled)]))
    facts = [cell for cell in filled if _FACT.match(cell)]
    if not filled or width < 2 or not row.cells[0] or len(titles) + len(facts) < len(filled):
        return False
    block = Block(BlockKind.PARAGRAPH, row.span, titles[0])
    heading = read_heading(block)
    if heading is None:
        return False
    below = not state.about and heading.code.rpartition("-")[0] in {e.heading.code for e in state.path if e.node} - {""}
    if heading.kind is None and heading.step not in PARTS - {"part"} and not below:
        return False
    if len(filled) > 1 and heading.kind is None:
        return False
    opened = open_heading(state, heading, block)
    for title in titles[1:] if opened else ():
        lower = Block(BlockKind.PARAGRAPH, row.span, title)
        opened = (found := read_heading(lower)) is not None and open_heading(state, found, lower)
    node = state.current if opened else None
    told = [fact for fact in facts if node and tell_beside(node, fact, row.span, state.draft.scale)]
    kept = tuple(fact for fact in facts if fact not in told)
    state.draft.ledger.claim(row, "heading", "heading across a table", kept=kept)
    return opened


def _across(state: State, row: Row, headed: Headed) -> bool:
    """One text at the left edge over rows that number otherwise: 1 …, as a goal."""
    kind = ElementKind.POLICY if headed.level == "policy" else ElementKind.GOAL
    heading = Heading(0, "across", headed.code, headed.title, kind, "top")
    opened = open_heading(state, heading, Block(BlockKind.PARAGRAPH, row.span, row.cells[0]))
    if opened:
        state.draft.ledger.claim(row, "heading", "heading across a table")
    return opened


def _head_of_sheet(state: State, segment: Segment) -> bool:
    """政策1 … over 施策1-1 | … | SDGs 3・11, and fields: headings one over another, what is of the lowest at its edge.

    Below them, the rest of the table is a form: 主管課 | 環境課.
    """
    found = takewhile(lambda head: head.heading is not None, map(_head, segment.rows))
    heads = [(row, head.heading, head.facts) for row, head in zip(segment.rows, found, strict=False) if head.heading]
    rows = segment.rows[len(heads) :]
    edge = any(facts for _, _, facts in heads)
    if not heads or not (rows or (edge and len(heads) > 1)) or not all(each.known for each in read_fields(rows)):
        return False
    if any(not is_lower(upper, lower) for (_, upper, _), (_, lower, _) in pairwise(heads)):
        return False
    state.leave_form()
    for row, heading, _ in heads:
        open_heading(state, heading, Block(BlockKind.PARAGRAPH, row.span, heading.title))
        state.draft.ledger.claim(row, "heading", "heading across a table")
    for span, role, text in (fact for _, _, facts in heads for fact in facts):
        if state.current is not None:
            tell(state.current, role, ("", text), span)
    return not rows or _form(state, replace(segment, rows=rows))


class _Head(NamedTuple):
    heading: Heading | None
    facts: list[tuple[Span, str, str]]  # where, of what role, what it says


def _head(row: Row) -> _Head:
    """A row as a heading that says what it is, its number perhaps in a cell before it, and the facts at its edge."""
    cells = [(at, join_lines(cell), spaced_label(cell.replace("\n", "\u3000"))) for at, cell in enumerate(row.cells)]
    said = [cell for _, cell, told in cells if cell and not told]
    facts = [(row.cell_span(at), role, text) for at, _, told in cells for role, text in told]
    return _Head(named_heading("\u3000".join(said)) if len(said) <= _NUMBER_AND_TITLE else None, facts)


def _labelled_texts(state: State, segment: Segment) -> bool:
    """現状と課題 | めざす姿 over sentences, or 主な取組 over points and what is done: texts of the open element.

    A cell is below the nearest label to its left.
    """
    head, *rows = segment.rows
    labels = {at: cell for at, cell in enumerate(head.cells) if cell}
    roles = {at: TEXTS.get(label_role(cell) or "") for at, cell in labels.items()}
    node, claim = state.current, state.draft.ledger.claim
    if node is None or not rows or 0 not in roles or None in roles.values():
        return False
    claim(head, "header", "names of columns")
    for (at, label), (end, _) in pairwise([*labels.items(), (len(head.cells), "")]):
        for row in rows:
            text = "\u3000".join(filter(None, row.cells[at:end]))
            if text:
                node.say(roles[at] or TextRole.DESCRIPTION, text, row.cell_span(at))
                claim(row, (roles[at] or TextRole.DESCRIPTION).value, f"text below: {label}", confidence=0.8)
    return True


def _title(state: State, row: Row) -> bool:
    """The first row of a sheet: the title and, at the edge, of when it is or who keeps it.

    進捗管理表 | 令和7年3月末現在, 進捗管理表 | 企画部企画課.
    """
    draft, (title, *rest) = state.draft, [cell for cell in row.cells if cell] or [""]
    first = next((each for each in draft.ledger.document.blocks if each.span.end_line), None)  # not a sheet's name
    begun = draft.title or draft.elements or state.path or first is None or (row,) != first.rows[:1]
    if begun or "。" in title or not 2 < len(title) <= _LONGEST_TITLE or not all(map(_beside_title, rest)):
        return False
    draft.title = join_lines(title)
    for cell in rest:
        draft.say(join_lines(cell), row.span)
    draft.ledger.claim(row, "title", "first row of the document", confidence=0.8)
    return True


def _beside_title(cell: str) -> bool:
    return _WHEN.search(cell) is not None or looks_like_units(cell)


def _unknown(state: State, row: Row, columns: Sequence[Column] = ()) -> None:
    """A row that no rule reads is a text; where its columns have names, each cell has its own."""
    if not columns and _title(state, row):
        return
    node, named = state.current, {column.index: column for column in columns}
    cells = [(named.get(at, Column(at, None, "", None)), join_lines(cell)) for at, cell in enumerate(row.cells) if cell]
    if node is not None and cells:
        text = " / ".join(each.text for each in keep(state.draft.ledger, cells, row))
        node.say(TextRole.DESCRIPTION, text, row.span)
        state.draft.ledger.claim(row, "kept", "row of a table of no known form", confidence=0.4)

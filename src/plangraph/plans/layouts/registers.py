"""Registers → elements: each row an element with its texts, charge, judgements and indicators, under its hierarchy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from plangraph.model import TextRole
from plangraph.plans.layouts.draft import Draft
from plangraph.plans.layouts.headed import heading_above, heading_across, numbered_above
from plangraph.plans.layouts.kept import unmoved, warn_unknown
from plangraph.plans.layouts.register_columns import read_register
from plangraph.plans.layouts.register_facts import charges, judgements, tell_facts, told_anew, told_by_indicator
from plangraph.plans.layouts.register_rows import (
    LEVELS,
    ROW_ROLES,
    cells_by_role,
    code_and_title,
    counts_rows,
    goes_on,
    iter_indicators,
    named_at,
    says_more,
)
from plangraph.plans.layouts.scale import read_scale
from plangraph.plans.level_order import level_order
from plangraph.plans.listed_titles import listed_titles
from plangraph.plans.outline import join_lines, numbered_title, similar_key
from plangraph.plans.tree import Ledger, Node
from plangraph.plans.value_units import unit_line
from plangraph.plans.vocabulary import fold, is_no_level, is_total, noise_rule
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plangraph.model import Block, Document, Row, Span
    from plangraph.plans.layouts.headed import Headed
    from plangraph.plans.layouts.register_columns import Register

__all__ = ["iter_registers", "read_registers", "row_role"]

_COUNT: Final = re.compile(r"[0-9０-９]{1,2}")  # of rows


def row_role(register: Register) -> str | None:
    """The role of the column that names what a row is about, None where there is none."""
    return next((role for role in ROW_ROLES if role in register.roles), None)


def iter_registers(document: Document) -> Iterator[tuple[Block, Register]]:
    """Tables with a row's title among their columns; one without a header goes on with the one before it."""
    last: Register | None = None
    for block in document.blocks:
        if not block.rows:
            continue
        register = read_register(block)
        # A much narrower table is another one, as a legend is.
        if register is None and last is not None and _width(last) >= len(block.rows[0].cells) > _width(last) // 2:
            register = replace(last, depth=0)
        if register is not None and row_role(register):
            yield block, register
            last = register


def _width(register: Register) -> int:
    groups = (column for each in register.indicators for column in each.columns)
    return max(column.index for column in (*register.columns, *groups)) + 1


def read_registers(document: Document) -> Draft:
    """A draft of a document of registers: the lines above tables, and their rows."""
    draft = Draft(Ledger(document))
    draft.scale = read_scale(document, draft.ledger)
    reader = _Reader(draft, numbered_above(document))
    registers = dict(iter_registers(document))
    for block in document.blocks:
        if block.rows and block in registers:
            reader.table(block, registers[block])
        elif not draft.ledger.claimed(block):
            reader.other(block)
    return draft


@dataclass(slots=True)
class _Reader:
    """Goes through the tables of a document; `draft` receives the elements."""

    draft: Draft
    numbered: Mapping[Block, Headed]  # lines that number the tables on
    path: dict[str, Node] = field(default_factory=dict)
    above: dict[str, Node] = field(default_factory=dict)  # what the headings over the tables opened
    node: Node | None = None  # of the last row
    title: str = ""  # what the last row is called, by its own cell or by one from above
    unit: str = ""  # that a line above the tables says of their amounts of money
    order: tuple[str, ...] = tuple(LEVELS)  # of the levels that its rows name, from the top
    register: Register | None = None  # of the table before, if no heading is between
    counting: bool = False  # whether the table's column of codes only counts its rows
    of_indicators: frozenset[int] = frozenset()  # the columns that tell of a row's indicator, not of its element
    # By what stands above, title and code: rows are counted in thousands, so siblings are not gone through for each.
    entered: dict[tuple[int, str, str | None], Node] = field(default_factory=dict)

    def other(self, block: Block) -> None:
        """A block that is no register: the title, or furniture."""
        ledger, rule = self.draft.ledger, noise_rule(block.text)
        if block.rows:
            return
        self.unit = unit_line(block.text) or self.unit
        if rule:
            ledger.claim(block, "noise", f"noise: {rule}")
        elif self._heading(block):
            ledger.claim(block, "heading", "numbered heading above a table")
        elif not self.draft.title and self.node is None and block.span.end_line:
            first, _, rest = block.text.partition("\n")
            self.draft.title = join_lines(first)
            if rest:
                self.draft.say(rest, block.span)
            ledger.claim(block, "title", "first line of the document")

    def _heading(self, block: Block) -> bool:
        """基本目標Ⅰ …, 政策1 …, 施策1-1 …: what the rows of the tables below belong to."""
        if not block.span.end_line:  # what was open is of the sheet before
            self.above.clear()
        headed = self.numbered.get(block) or heading_above(block)
        if headed is not None:
            self._open(headed, block.span)
        return headed is not None

    def _open(self, headed: Headed, span: Span) -> None:
        order = list(LEVELS)
        for lower in order[order.index(headed.level) :]:
            self.above.pop(lower, None)
        over = next((self.above[upper] for upper in reversed(order) if upper in self.above), None)
        node = Node(LEVELS[headed.level], headed.title, span, headed.code or None)
        (over.children if over else self.draft.elements).append(node)
        self.above[headed.level] = node
        self.node = self.register = None

    def _goes_on(self, block: Block, register: Register) -> bool:
        """Whether a table goes on with the one before, as on a new page: its first row leaves empty what covers it."""
        before = self.register
        if before is None or [c.name for c in before.columns] != [c.name for c in register.columns]:
            return False
        cells = cells_by_role(block.rows[register.depth], register) if len(block.rows) > register.depth else {}
        top = next((each for each in self.order if each in cells and each != row_role(register)), None)
        return top is not None and not cells[top][0]

    def table(self, block: Block, register: Register) -> None:
        """The rows below the header, which may come again on a new page."""
        ledger = self.draft.ledger
        names = {fold(cell) for row in block.rows[: register.depth] for cell in row.cells if cell}
        for row in block.rows[: register.depth]:
            ledger.claim(row, "header", "names of columns")
        if register.depth:
            if not self._goes_on(block, register):
                self.path = dict(self.above)
            self.node, self.title, self.register = None, "", register
            self.order = level_order(tuple(LEVELS), register.columns, block.rows[register.depth :])
            warn_unknown(ledger, register.columns, block.rows[register.depth - 1])
            self.of_indicators = told_by_indicator(register, block.rows[register.depth :])
            self.counting = counts_rows(block.rows[register.depth :], register, row_role(register) or "")
        named = [column.name for column in sorted(register.columns, key=lambda column: column.index)]
        body = block.rows[register.depth :]
        for at, row in enumerate(body):
            if ledger.claimed(row):  # a legend
                continue
            if headed := heading_across(body, at, named):
                self._open(headed, row.span)
                self.path, self.register = dict(self.above), register
                ledger.claim(row, "heading", "heading across a table")
                continue
            if any(row.cells) and is_total(next(cell for cell in row.cells if cell)):
                ledger.claim(row, "noise", "row of totals")
            elif all(fold(cell) in names for cell in row.cells if cell):
                ledger.claim(row, "header", "names of columns, again")
            elif any(row.cells):
                self._row(row, register)

    def _row(self, printed: Row, register: Register) -> None:
        groups = (column for each in register.indicators for column in each.columns)
        columns = sorted((*register.columns, *groups), key=lambda column: column.index)
        sure = unmoved(self.draft.ledger, columns, printed)
        row = printed if sure is None else replace(printed, cells=printed.cells[:sure])
        cells = cells_by_role(row, register)
        role = row_role(register) or ""
        last = self.node
        self._enter(cells, role, row, register)
        title = cells.get(role, [""])[0]
        listed = listed_titles(title) if role in ("title", "initiative") and self.path else []
        if len(listed) > 1:  # what the row is about consists of these
            self.node = next(self.path[level] for level in reversed(self.order) if level in self.path)
            for each in listed:
                code, name = numbered_title(each)
                self._add(Node(ROW_ROLES[role], name, named_at(row, register, role), code), self.node)
        elif is_no_level(title) and self.path:  # （数値目標）: the row is of what is above
            self.node = next(self.path[level] for level in reversed(self.order) if level in self.path)
        elif title or (self.node is None and (title := goes_on(self.title, row, register, role))):
            self.node = self._element(title, cells, role, named_at(row, register, role))
        elif self.node is None and self.path and says_more(row, register):
            self.node = next(self.path[level] for level in reversed(self.order) if level in self.path)
        self.title = title or (self.title if self.node is last else "")
        node = self.node
        if node is None:
            if not any(self.path):
                self.draft.ledger.warn("a row without a name stands under none", row.span)
            self.draft.ledger.claim(printed, "heading", "row that only names what is above", confidence=0.6)
            return
        node.grow(row.span)
        year = parse_year(cells.get("year", [""])[0])
        known = {(each.name, each.definition) for each in node.indicators}
        new = [each for each in iter_indicators(row, register, year) if (each.name, each.definition) not in known]
        grades = {column.index for column in register.columns if column.role == "grade"}
        own = self.of_indicators if new else frozenset()
        charged = charges(row, register)
        units = {c.index for c in register.columns if c.role == "department"}
        by_row = bool(charged) and bool(units) and units <= own
        kept = tell_facts(self.draft, node, register, row, charged=() if by_row else charged, unit=self.unit)
        if by_row:
            new = [replace(each, responsibilities=charged) for each in new]
        told = judgements(row, register, year, charged, self.draft.scale, columns=grades - own)
        node.assessments.extend(told_anew(told, node.assessments))
        judged = tuple(judgements(row, register, year, charged, self.draft.scale, columns=own))
        node.indicators.extend(replace(each, assessments=(*each.assessments, *judged)) for each in new)
        beyond = tuple(cell for cell in row.cells[_width(register) :] if cell)
        if sure is not None:
            moved = tuple(cell for cell in printed.cells[sure:] if cell)
            node.say(TextRole.DESCRIPTION, " / ".join(moved), printed.span, join=False)
            beyond, kept = (), (*kept, *moved)
        self.draft.ledger.claim(printed, node.kind.value, "row of a register", unread=beyond, kept=kept)

    def _enter(self, cells: dict[str, list[str]], role: str, row: Row, register: Register) -> None:
        """Go into the levels that the row names; those it leaves empty are covered by merged cells above."""
        levels = [each for each in self.order if each != role and each in cells]
        for at, level in enumerate(levels):
            cell = cells[level][0]
            upper = self.order[: self.order.index(level)]
            above = next((self.path[each] for each in reversed(upper) if each in self.path), None)
            if not cell:
                continue
            if is_no_level(cell):
                for each in levels[at:]:
                    self.path.pop(each, None)
                self.node = None
                continue
            code, title = code_and_title(cell, cells.get(f"{level}_code", [""])[0])
            known = self.path.get(level)
            if known is not None and similar_key(known.title) == similar_key(title) and known.code == code:
                continue
            found = self.entered.get((id(above), similar_key(title), code))
            if found is None:
                found = self._add(Node(LEVELS[level], title, named_at(row, register, level), code), above)
            self.path[level], self.node = found, None
            for lower in levels[at + 1 :]:
                self.path.pop(lower, None)

    def _element(self, cell: str, cells: dict[str, list[str]], role: str, span: Span) -> Node:
        own, plain = (cells.get(key, [""])[0] for key in (f"{role}_code", "code"))
        # 3 | (1) 桟橋の補修: a column that only counts rows says less than the number before the title.
        counted = self.counting or (_COUNT.fullmatch(plain) and numbered_title(cell)[0])
        code, title = code_and_title(cell, own or ("" if counted else plain))
        headed = self.above.get("measure") if role == "measure" else None
        if headed is not None and similar_key(headed.title) == similar_key(title) and code in (None, headed.code):
            self.path.pop("measure", None)  # the heading's own measure: the other rows are of those beside it
            return headed
        above = next((self.path[level] for level in reversed(self.order) if level in self.path), None)
        last = self.node
        # One project on several rows, one for each of its indicators or departments.
        if last is not None and similar_key(last.title) == similar_key(title) and code in (None, last.code):
            return last
        return self._add(Node(ROW_ROLES[role], title, span, code), above)

    def _add(self, node: Node, above: Node | None) -> Node:
        (above.children if above else self.draft.elements).append(node)
        self.entered.setdefault((id(above), similar_key(node.title), node.code), node)
        return node

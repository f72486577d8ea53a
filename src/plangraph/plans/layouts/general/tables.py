"""Tables of any header → elements and indicators below the open heading; what a row goes on with is put together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from plangraph.model import Text, TextRole
from plangraph.plans.columns import Cells, Column
from plangraph.plans.layouts.cells import part_numbered
from plangraph.plans.layouts.general.coded import below_pledge
from plangraph.plans.layouts.general.column_names import VALUES, kind_of
from plangraph.plans.layouts.general.facts import (
    LONGEST_MARK,
    SILENT,
    TEXTS,
    charge,
    judgements_among,
    only_units,
    tell,
    texts_among,
)
from plangraph.plans.layouts.general.figures import read_figures
from plangraph.plans.layouts.general.grid import HIERARCHY, Grid
from plangraph.plans.layouts.general.indicators import add_indicator
from plangraph.plans.layouts.general.owners import ROW_ELEMENTS
from plangraph.plans.layouts.general.row_cells import (
    adds_up,
    apart,
    charges_apart,
    code_beside,
    for_group,
    goes_on,
    is_judged_above,
    lined_grades,
    named_row,
    once,
    own_code,
    place_of,
    read_part,
    says_of_values,
    says_something,
    take_schedule,
    unbracketed,
    values_of,
)
from plangraph.plans.layouts.kept import keep, sure_part
from plangraph.plans.layouts.stacked import part_stacked
from plangraph.plans.layouts.times import take_amounts, take_yearly
from plangraph.plans.listed_titles import is_list, listed_titles, lists_projects
from plangraph.plans.outline import join_lines
from plangraph.plans.shares import shares_among
from plangraph.plans.units import leading
from plangraph.plans.vocabulary import is_no_level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plangraph.model import Indicator, Responsibility, Row, Span
    from plangraph.plans.layouts.general.state import State
    from plangraph.plans.tree import Node

__all__ = ["GridReader"]

_LISTED: Final = ("initiative", "title")
_OF_ALL_ROWS: Final = frozenset({"department", "division", "grade", "deadline"})


@dataclass(slots=True)
class GridReader:
    """Reads the rows below one header; merged cells above go on covering the rows below them."""

    state: State
    grid: Grid
    unit: str = ""
    noted: str = ""  # the unit that a label or a line above the table says of its amounts of money
    open: dict[str, Node] = field(default_factory=dict)
    lead: str = ""  # what kind of values the text above the table says that bare years hold
    carried: dict[str, str] = field(default_factory=dict)
    element: Node | None = None
    charges: dict[int, tuple[str, Span]] = field(default_factory=dict)  # the last printed below each element, and where
    used: set[int] = field(default_factory=set)  # columns of the row whose cells a rule took
    kept: list[str] = field(default_factory=list)  # cells of the row that are kept as text
    numbered: dict[Row, Node] = field(default_factory=dict)  # whose rows are, by the number of an element
    owned: dict[int, str] = field(init=False)  # columns that tell of elements, in a table of indicators

    def __post_init__(self) -> None:
        """Look up once what each row asks."""
        self.owned = dict(self.grid.owned)

    def read(self, row: Row) -> bool:
        """Understand one row; False where it says nothing that is known."""
        filled = [cell for cell in row.cells if cell]
        if not filled:
            return True
        if (again := self.grid.repeats(filled)) or adds_up(self.grid.columns, row):
            said = ("header", "names of columns, again") if again else ("noise", "row of totals")
            self.state.draft.ledger.claim(row, *said)
            return True
        cells, self.kept = self._cells(row), []
        self.used = {column.index for column, _ in cells if column.role == "count"}
        self._levels(cells, row)
        self.used |= take_amounts(self.element, cells, row, self.noted) if self.element is not None else set()
        about = self.element or self.state.current
        yearly, steps = take_yearly(about, cells, row, self.noted), take_schedule(about, cells, row)
        if yearly or steps:
            self.used |= yearly | steps
            role, rule = ("cost", "amounts below years") if yearly else ("action", "schedule")
            self._claim(row, cells, role, rule, 0.8)
            return True
        if "indicator" in self.grid.roles or "yearly" in self.grid.roles or "kind" in self.grid.roles:
            told = self._owned_facts(cells, row)
            found = any(list(map(partial(self._indicator, row), apart(cells))))
            if found or self.element is None:
                self._claim(row, cells, "Indicator", "row of a table", 0.8)
                return found or told
        if self.element is None:
            return False
        self._owned_facts([each for each in cells if self.owned.get(each[0].index)], row)
        self._facts(self.element, cells, row)
        self._claim(row, cells, self.element.kind.value, "row of a table of elements", 0.9)
        return True

    def _claim(self, row: Row, cells: Sequence[tuple[Column, str]], role: str, rule: str, confidence: float) -> None:
        """Say how the row was understood; what no rule took of it is a text of its element."""
        left = self._rest(cells)
        node = self.element or (self.state.current if self.owned else None)
        if node is not None:
            for text in keep(self.state.draft.ledger, left, row):
                node.say(text.role, text.text, text.span, join=False)
            self.kept += [cell for _, cell in left]
            left = []
        self.state.draft.ledger.claim(
            row, role, rule, confidence=confidence, unread=tuple(cell for _, cell in left), kept=tuple(self.kept)
        )

    def _rest(self, cells: Sequence[tuple[Column, str]]) -> list[tuple[Column, str]]:
        """The cells that say something and that no rule took."""
        return [(column, cell) for column, cell in cells if column.index not in self.used and not SILENT.match(cell)]

    def _cells(self, row: Row) -> list[tuple[Column, str]]:
        """The filled cells; those that are merged over rows and say something of each hold for all of these."""
        named = any(
            c.role == "indicator" and row.cells[c.index : c.index + 1] not in ((), ("",)) for c in self.grid.columns
        )
        of_all = _OF_ALL_ROWS | (VALUES | {"unit", "yearly"} if named else frozenset())
        begins = self._begins(row)
        cells = [
            (c, row.whole(c.index) if c.role in of_all and begins(c) else "".join(row.cells[c.index : c.index + 1]))
            for c in self.grid.columns
        ]
        sure, moved = sure_part(self.state.draft.ledger, self.grid.columns, row)
        return [(c, cell) for c, cell in cells if cell and (sure is row or c.index < len(sure.cells))] + moved

    def _begins(self, row: Row) -> Callable[[Column], bool]:
        """Whether a row may say again what a cell above it says: of an element only where it names another one."""
        if self._about_element() or "indicator" not in self.grid.roles:
            return lambda _: True
        entered = any(c.role in HIERARCHY and any(row.cells[c.index : c.index + 1]) for c in self.grid.columns)
        return lambda column: entered or column.index not in self.owned

    def _owned_facts(self, cells: Sequence[tuple[Column, str]], row: Row) -> bool:
        """Tell elements what columns say of them in a table of indicators; whether one was told anything."""
        before = set(self.used)
        for level in sorted(set(self.owned.values())):
            node = self.open.get(level) or self.element or self.state.current
            mine = [(column, cell) for column, cell in cells if self.owned.get(column.index) == level]
            if node is not None and mine:
                self._facts(node, mine, row)
        return self.used != before

    def _levels(self, cells: Sequence[tuple[Column, str]], row: Row) -> None:
        """Go into what the row names, from the top; what it leaves empty is covered by cells above."""
        named = {column.role: (cell, column.index) for column, cell in reversed(cells) if column.role in HIERARCHY}
        named |= goes_on(self.grid, row, named, self.open)
        roles = [role for role in self.grid.order if role in self.grid.roles]
        for at, role in enumerate(roles):
            cell, place = named.get(role, ("", -1))
            if is_no_level(cell):  # （数値目標）: of what is above
                self.used |= {column.index for column, each in cells if column.role == role and each == cell}
                self.open = {level: each for level, each in self.open.items() if level not in roles[at:]}
            if not cell or is_no_level(cell):
                continue
            above = next((self.open[r] for r in reversed(roles[:at]) if r in self.open), None) or self.state.outside(
                role
            )
            lowest, alone = at == len(roles) - 1, "indicator" not in self.grid.roles
            if role in _LISTED and above is not None and is_list(cell):
                for title in listed_titles(cell):  # what the row is about consists of these
                    self.state.enter(role, title, row.cell_span(place), above)
                self.used.add(place)
                self.open.pop(role, None)
                continue
            code = code_beside(cells, role, place, alone=alone) if lowest else own_code(cells, role)
            above = (below_pledge(self.state, cell, code and code[1]) if role == "pledge" else None) or above
            node = self.state.enter(role, cell, row.cell_span(place), above, code[1] if code else None)
            if node is None:
                continue
            self.used |= {place, *(code[:1] if code else ())}
            self.open[role] = node
            self.open = {level: each for level, each in self.open.items() if level not in roles[at + 1 :]}
            self.carried = {}
            node.grow(row.span)
        lowest_open = next((self.open[role] for role in reversed(roles) if role in self.open), None)
        self.element = self.numbered.get(row, lowest_open)

    def _indicator(self, row: Row, cells: Sequence[tuple[Column, str]]) -> bool:
        """The indicator of a row; one that names none gives its values to the name above."""
        kind = next((kind_of(cell) for column, cell in cells if column.role == "kind"), None)
        name = "\n".join(cell for column, cell in cells if column.role == "indicator")
        if not name and "indicator" not in self.grid.roles:
            at, name, told = named_row(cells, self.lead)
            self.used |= {at} if told else set()
            kind = told or kind
        said, columns, places = values_of(cells, kind)
        if name:
            self.carried = {k: said[k] for k in ("unit", "definition", "direction") if k in said} | {"indicator": name}
        said = {**self.carried, **said}
        called = name or said.get("indicator", "") or (self.state.pending or ("",))[0]
        target = self.element or self.state.current
        if target is None or not called or not columns:
            return False
        place = place_of(cells, row, "indicator") if name else row.span
        parts = part_stacked(Cells.of_row({**said, "indicator": called}, row, places))
        read = [read_part(part, columns, place, self.grid.columns, self.unit) for part in parts]
        good = partial(says_something, named="indicator" in self.grid.roles)
        found = [(at, each) for at, each in enumerate(read) if each is not None and good(each)]
        if not found:
            return False
        whom = next((unbracketed(join_lines(cell)) for column, cell in cells if column.role == "whom"), "")
        self.used |= {c.index for c in columns} | {c.index for c, _ in cells if c.role in ("indicator", "kind", "whom")}
        self.used |= {next(c.index for c, _ in cells if c.role == role) for role in said if says_of_values(role, cells)}
        judged = [self._judged(for_group(each, whom), lined_grades(cells, at, len(read)), row) for at, each in found]
        texts: list[Text] = []
        if not self._about_element():
            left = [(column, cell) for column, cell in self._rest(cells) if column.index not in self.owned]
            texts = keep(self.state.draft.ledger, left, row)
            self.used |= {column.index for column, _ in left}
            self.kept += [cell for _, cell in left]
        self.state.served(called)
        for indicator in judged:
            for each in part_numbered(replace(indicator, texts=(*indicator.texts, *texts))):
                add_indicator(target, each)
        return True

    def _judged(self, indicator: Indicator, cells: Sequence[tuple[Column, str]], row: Row) -> Indicator:
        """Charge and judgement of an indicator's row, unless the row is about an element that has them."""
        cells = [(column, cell) for column, cell in cells if column.index not in self.owned]
        (_, charged), *others = charges_apart(cells, "department") or [("", [])]
        department, place = "\n".join(cell for _, cell in charged), place_of(charged, row, "department")
        units = charge(department, place)
        if not department and not self.state.draft.ledger.document.merges:
            # A cell merged over several rows is printed in the first of them, but nothing says that this one is.
            department, place = self.charges.get(id(self.element), ("", place))
            units = tuple(replace(each, inferred=True) for each in charge(department, place))
        self.charges[id(self.element)] = department, place
        if only_units(department) or SILENT.match(department):
            self.used |= {column.index for column, _ in charged}
        for column, cell in (each for _, other in others for each in other):
            helping = charge(cell, row.cell_span(column.index)) if only_units(cell) else ()
            units = leading((*units, *(replace(each, supporting=True) for each in helping)))
            self.used |= {column.index} if helping else set()
        self.used |= {
            c.index for c, cell in cells if c.role in TEXTS or (c.role == "grade" and len(cell) <= LONGEST_MARK)
        }
        held = tuple(each.unit for each in units or self._charged() if not each.supporting)
        grades = judgements_among(cells, row, self.state.draft.scale, held)
        said = (*indicator.texts, *texts_among(cells, row), *shares_among(cells, row))
        return replace(indicator, responsibilities=units, assessments=grades, texts=said)

    def _charged(self) -> tuple[Responsibility, ...]:
        """Who is in charge of the element, and with it of an indicator that says nothing else."""
        of_element = any(self.grid.columns[at].role == "department" for at in self.owned)
        return leading(self.element.responsibilities) if self.element is not None and of_element else ()

    def _about_element(self) -> bool:
        return bool(ROW_ELEMENTS & self.grid.roles)

    def _facts(self, node: Node, cells: Sequence[tuple[Column, str]], row: Row) -> None:
        """What columns say of an element."""
        if "indicator" not in self.grid.roles:
            self.used |= read_figures(node, cells, row, self.used)
        for role in ("department", "division"):  # the charge first: judgements say whose they are
            for label, said in charges_apart(cells, role):
                text = "\n".join(cell for _, cell in said)
                if text and tell(node, role, (label, text), place_of(said, row, role)) and only_units(text):
                    self.used |= {column.index for column, _ in said}
        for column, cell in (each for each in cells if each[0].index not in self.used):
            role, label, place = column.role or "", join_lines(column.name), row.cell_span(column.index)
            if (role in TEXTS or role == "description") and not SILENT.match(cell):
                node.say(TEXTS.get(role, TextRole.DESCRIPTION), cell, place, join=False)
                self.used.add(column.index)
            elif role in ("grade", "deadline", "start", "sdgs") or lists_projects(column.name):
                role = "projects" if lists_projects(column.name) else role
                above = is_judged_above(node, role, cell, row.cells[column.index : column.index + 1])
                if above or tell(node, role, (label, cell), place, self.state.draft.scale):
                    self.used.add(column.index)
        node.assessments = once(node.assessments, dated="year" in self.grid.roles)

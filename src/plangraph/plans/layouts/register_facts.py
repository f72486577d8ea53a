"""What a row of a register says beside titles and values, of its element or its indicator: charge, judgement, texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from plangraph.model import Assessment, ElementKind, Responsibility, TextRole
from plangraph.plans.layouts.cells import parse_sdgs
from plangraph.plans.layouts.general.facts import judgement
from plangraph.plans.layouts.general.owners import is_of_element
from plangraph.plans.layouts.kept import keep
from plangraph.plans.layouts.register_rows import SILENT, TEXTS, cells_by_role, filled, left_of, place_of
from plangraph.plans.layouts.times import take_amounts, tell_time
from plangraph.plans.listed_titles import listed_titles, lists_projects
from plangraph.plans.outline import numbered_title
from plangraph.plans.shares import is_share
from plangraph.plans.units import parse_responsibilities, within
from plangraph.plans.vocabulary import fold, is_supporting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from plangraph.model import Grade, Row
    from plangraph.plans.columns import Column
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.layouts.register_columns import Register
    from plangraph.plans.tree import Node
    from plangraph.plans.years import Year

__all__ = ["charges", "judgements", "tell_facts", "told_anew", "told_by_indicator"]

_Told = TypeVar("_Told", Assessment, Responsibility)


def charges(row: Row, register: Register) -> tuple[Responsibility, ...]:
    """The units that a row names, those of columns such as 関係課 as helping."""
    cells = cells_by_role(row, register)
    named = list(filter(None, cells.get("department", [])))
    charge = "\n".join(named) or cells.get("division", [""])[0]
    if charge in SILENT:
        return ()
    place = place_of(row, register, "department" if named else "division")
    helping = {
        each.unit
        for column, cell in filled(row, register, "department")
        if is_supporting(column.name.split("\n")[-1])
        for each in parse_responsibilities(cell, place)
    }
    found = within(parse_responsibilities(charge, place), cells.get("division", [""])[0])
    return tuple(replace(each, supporting=each.unit in helping) for each in found)


def told_by_indicator(register: Register, rows: Sequence[Row]) -> frozenset[int]:
    """The columns of judgements and charges that each row has for itself, where an element has several indicators.

    Where a row says its year, the judgements of an element's rows are those of years.
    """
    if len(register.indicators) != 1 or "year" in register.roles:
        return frozenset()
    columns = sorted((*register.columns, *register.indicators[0].columns), key=lambda column: column.index)
    told = (column for column in register.columns if column.role in ("grade", "department", "division"))
    return frozenset(each.index for each in told if not is_of_element(each, columns, rows, known=True))


def judgements(
    row: Row,
    register: Register,
    year: Year | None,
    charged: Iterable[Responsibility],
    scale: tuple[Grade, ...],
    *,
    columns: Collection[int],
) -> Iterator[Assessment]:
    """What the row says in those of its columns of judgements that have an index among `columns`, by the legend."""
    units = list(charged)
    leading = tuple(dict.fromkeys(each.unit for each in units if not each.supporting))
    leading = leading or tuple(dict.fromkeys(each.unit for each in units))
    for column, cell in filled(row, register, "grade"):
        if column.index in columns and not is_share(cell):
            yield judgement(cell, row.cell_span(column.index), scale, column.year or year, leading)


def told_anew(told: Iterable[_Told], known: Sequence[_Told]) -> list[_Told]:
    """What was not yet told in the same words by a cell above, which is merged over this row or repeated in it."""
    return [
        each for each in told if not any(replace(each, span=old.span) == old for old in known if _is_above(old, each))
    ]


def _is_above(old: Assessment | Responsibility, new: Assessment | Responsibility) -> bool:
    """Whether one stands in another row of the other's column; those of one row were meant to be two."""
    return old.span.column == new.span.column and old.span != new.span


def tell_facts(
    draft: Draft, node: Node, register: Register, row: Row, *, charged: tuple[Responsibility, ...], unit: str
) -> tuple[str, ...]:
    """Tell the element what the row says; what is only kept as text is handed back."""
    cells = cells_by_role(row, register)
    for role, text_role in TEXTS.items():
        for column, cell in filled(row, register, role):
            described = [c for c in register.columns if c.role == role == "description" and not _sorts(c)]
            labelled = len(described) > 1 or _sorts(column)
            text = f"{column.name}：{cell}" if labelled else cell
            node.say(text_role, text, row.cell_span(column.index), join=False)
    node.responsibilities.extend(told_anew(charged, node.responsibilities))
    for role in ("start", "deadline"):
        for _, cell in filled(row, register, role):
            tell_time(node, role, cell)
    known = {(statement.goal, statement.target) for statement in node.sdgs}
    stated = parse_sdgs(cells.get("sdgs", [""])[0], place_of(row, register, "sdgs"))
    node.sdgs.extend(statement for statement in stated if (statement.goal, statement.target) not in known)
    for column, cell in filled(row, register, "project"):
        for title in listed_titles(cell) if lists_projects(column.name) else ():
            code, name = numbered_title(title)
            node.child(ElementKind.PROJECT, name, row.cell_span(column.index), code)
    left = list(left_of(row, register, charged=bool(charges(row, register))))
    taken = take_amounts(node, left, row, unit)
    left = [(column, cell) for column, cell in left if column.index not in taken]
    rest = [text.text for text in keep(draft.ledger, left, row)]
    if rest:
        node.say(TextRole.DESCRIPTION, "\n".join(rest), row.span, join=False)
    return tuple(cell for _, cell in left)


def _sorts(column: Column) -> bool:
    """Whether a column says of what sort a project is (新規, 継続, 高), which without its name would say nothing."""
    return column.role == "description" and fold(column.name).endswith(("区分", "の別", "会計", "評価", "性", "度"))

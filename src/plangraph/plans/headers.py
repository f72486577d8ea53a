"""Table headers of one row or two → columns with roles and years."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.plans.alignment import fit, numbering_styles
from plangraph.plans.columns import HIERARCHY, VALUES, Column, Header
from plangraph.plans.directions import name_directions
from plangraph.plans.judging_columns import name_judgements
from plangraph.plans.pledge_columns import name_actions
from plangraph.plans.value_years import date_columns
from plangraph.plans.vocabulary import column_role, fold, is_column_group
from plangraph.plans.years import YEAR, parse_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Block, Row

__all__ = ["is_form_head", "name_goals", "read_header"]

_PARTS: Final = frozenset({"値", "数値"})  # below a name that says of what
_YEAR_ALONE: Final = re.compile(rf"^{YEAR}末?$")
_YEAR_BELOW: Final = re.compile(rf"^[(]?{YEAR}(?:末|時点)?[)]?$")  # 現状値 over (令和6年度)

# 項目 | 内容, over labels and what they say.
_FORM_HEAD: Final = (
    re.compile(r"(?:評価|記載|記入|調査)?(?:項目|区分|欄)名?"),
    re.compile(r"(?:記載|記入|評価)?(?:内容|事項|欄)|説明"),
)


def is_form_head(row: Row) -> bool:
    """Whether a row only names the two columns of a form, and heads no table: 項目 | 内容."""
    filled = [fold(cell) for cell in row.cells if cell]
    pairs = zip(_FORM_HEAD, filled, strict=False)
    return len(filled) == len(_FORM_HEAD) and all(pattern.fullmatch(cell) for pattern, cell in pairs)


def read_header(block: Block) -> Header | None:
    """The header of a table, of one row or two; None where no row names at least two known columns."""
    rows = block.rows
    for top in range(min(2, len(rows))):
        if not _is_header(rows[top]):
            continue
        upper = rows[top]
        if top + 1 < len(rows) and _completes(rows[top + 1], upper):
            columns = name_goals(date_columns(_stacked(upper, rows[top + 1]), rows[top + 2 :]))
            columns = name_judgements(name_directions(columns, rows[top + 2 :]), rows[top + 2 :])
            columns = name_actions(columns, rows[top + 2 :])
            return Header(columns, top + 2, numbering_styles(columns, rows[top + 2 :]))
        lower = rows[top + 1] if top + 1 < len(rows) and _is_header(rows[top + 1]) else None
        body = rows[top + (2 if lower else 1) :]
        columns = name_goals(date_columns(_columns(upper, lower, body), body))
        columns = name_actions(name_judgements(name_directions(columns, body), body), body)
        return Header(columns, top + (2 if lower else 1), numbering_styles(columns, body))
    return None


def name_goals(columns: Sequence[Column]) -> tuple[Column, ...]:
    """目標 | 指標 | 現状値 | 目標値: a column called 目標 before the indicators, beside one of targets, holds goals."""
    targets = [column for column in columns if column.role == "target"]
    first = next((at for at, column in enumerate(columns) if column.role == "indicator"), 0)
    goals = {column.index for column in columns[:first] if column.role == "target" and fold(column.name) == "目標"}
    if not goals or len(goals) == len(targets):
        return tuple(columns)
    return tuple(replace(each, role="goal") if each.index in goals else each for each in columns)


def _is_header(row: Row) -> bool:
    cells = [cell for cell in row.cells if cell]
    known = sum(column_role(cell) is not None or is_column_group(cell) for cell in cells)
    return known >= 2 and known * 2 >= len(cells) and all(len(cell) <= 40 for cell in cells)


def _completes(lower: Row, upper: Row) -> bool:
    """Whether two rows of a header fill each other's gaps, as where cells are merged across or down: read by place.

    A lower row that names the hierarchy is a header of its own, and what stands above it may be out of place.
    """
    if len(lower.cells) != len(upper.cells):
        return False
    roles = {below: column_role(below) for below in lower.cells if below}
    named = all(_YEAR_BELOW.match(fold(below)) or role or fold(below) in _PARTS for below, role in roles.items())
    pairs = list(zip(upper.cells, lower.cells, strict=True))
    return (
        bool(roles)
        and named
        and not any(role in HIERARCHY for role in roles.values())
        and all(above or below for above, below in pairs)
        and any(above and not below for above, below in pairs)
    )


def _stacked(upper: Row, lower: Row) -> tuple[Column, ...]:
    """Columns named by both rows; a name of the upper one goes on to the right over what stands below it."""
    columns: list[Column] = []
    group = ""
    for index, (above, below) in enumerate(zip(upper.cells, lower.cells, strict=True)):
        group = above or (group if below else "")
        role, of = column_role(below) if below else None, column_role(group)
        # 基準値 over 年度 | 値: the year of each row's value stands in a column of its own.
        role = f"{of}_year" if role == "year" and of in VALUES else role or of
        name = "\n".join(filter(None, (group, below)))
        columns.append(Column(index, role, name, parse_year(below) or parse_year(group)))
    return tuple(columns)


def _columns(upper: Row, lower: Row | None, body: Sequence[Row]) -> tuple[Column, ...]:
    named = [(cell, column_role(cell)) for cell in (lower or upper).cells]
    roles = [role for _, role in named]
    if "indicator" in roles and "baseline" not in roles:
        # 指標 | 令和5年度 | 目標値: a column named by a year alone, before the target, holds the values to start from.
        named = [
            (name, "baseline" if role is None and _YEAR_ALONE.match(fold(name)) and "target" in roles[i:] else role)
            for i, (name, role) in enumerate(named)
        ]
    if lower is None:
        return tuple(Column(i, role, name, parse_year(name)) for i, (name, role) in enumerate(named))
    have = {role for _, role in named if role}
    # A name that only the upper row prints (担当課 over a wrong column) is tried at every place, and content decides.
    extra = [
        (cell, role)
        for cell in upper.cells
        if (role := column_role(cell)) and role not in have and not is_column_group(cell)
    ]
    order = [(name, role) for name, role in named if name or role]
    for name, role in extra:
        places = [[*order[:i], (name, role), *order[i:]] for i in range(len(order) + 1)]
        order = max(places, key=lambda each: fit(each, body[:12]))
    return tuple(Column(i, role, name, parse_year(name)) for i, (name, role) in enumerate(order))

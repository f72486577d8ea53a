"""Tables of indicators whose rows begin with the number of an element read before: 公約番号 | 指標 | 目標値."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind
from plangraph.plans.layouts.general.facts import SILENT
from plangraph.plans.layouts.general.grid import HIERARCHY
from plangraph.plans.layouts.general.state import code_and_title
from plangraph.plans.outline import parse_marker, similar_key
from plangraph.plans.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.model import Row
    from plangraph.plans.layouts.general.grid import Grid
    from plangraph.plans.layouts.general.state import State
    from plangraph.plans.tree import Node

__all__ = ["below_pledge", "numbered_owners"]

# Whose number it is: 公約番号, 施策No.
_KINDS: Final = (
    (re.compile(r"公約|マニフェスト|約束"), (ElementKind.PLEDGE,)),
    (re.compile(r"施策|項目"), (ElementKind.MEASURE, ElementKind.INITIATIVE, ElementKind.PLEDGE)),
    (re.compile(r"事業|取組"), (ElementKind.PROJECT, ElementKind.INITIATIVE)),
    (re.compile(r"目標"), (ElementKind.GOAL,)),
    (re.compile(r"政策|方針"), (ElementKind.POLICY,)),
)
_WORDS: Final = re.compile(r"^(?:公約|マニフェスト|約束|施策|取組|事業|目標|政策|項目|No\.?|NO\.?)\s*(?=[0-9Ⅰ-Ⅹ①-⑳])")


def numbered_owners(state: State, grid: Grid, rows: Sequence[Row]) -> tuple[int | None, dict[Row, Node]]:
    """The column of numbers and the element of each row; neither unless every number is that of just one element.

    A number without a name for it (番号) is that of a pledge, or counts the rows: 1, 2 and 3 may.
    """
    column = next((each for each in grid.columns if each.role == "code"), None)
    if column is None or "indicator" not in grid.roles or grid.roles & set(HIERARCHY):
        return None, {}
    kinds = next((kinds for pattern, kinds in _KINDS if pattern.search(fold(column.name))), (ElementKind.PLEDGE,))
    named = any(pattern.search(fold(column.name)) for pattern, _ in _KINDS)
    by_code: dict[str, list[Node]] = {}
    for node in _walk(state.draft.elements):
        if node.code and node.kind in kinds:
            by_code.setdefault(node.code, []).append(node)
    found: dict[Row, Node] = {}
    for row in rows:
        cell = row.whole(column.index) if column.index < len(row.cells) else ""
        code = _code(cell)
        if not any(row.cells) or (SILENT.match(cell) and len([each for each in row.cells if each]) <= 1):
            continue
        if len(by_code.get(code, ())) != 1 or (not named and "-" not in code):
            return None, {}
        found[row] = by_code[code][0]
    return (column.index, found) if found else (None, {})


def below_pledge(state: State, cell: str, code: str | None) -> Node | None:
    """The pledge that a heading opened right above a table, where a row of another title is a part of it.

    公約１ over 1-1 and 1-2; or over any rows, where nothing else is said of 公約１ itself.
    """
    node = state.path[-1].node if state.path else None
    if node is None or node.kind is not ElementKind.PLEDGE or state.subject is not None or id(node) in state.listed:
        return None
    printed, title = code_and_title(cell)
    code = code or printed
    if code and node.code and code.startswith(f"{node.code}-"):
        return node
    told = node.assessments or node.responsibilities or node.deadline_text or node.indicators
    around = (None, *(each.node for each in state.path if each.node is not node))
    known = any((id(above), node.kind.value, similar_key(title)) in state.entered for above in around)
    return None if told or known else node


def _code(cell: str) -> str:
    text = _WORDS.sub("", fold(cell)).strip("()（）.．")
    marker = parse_marker(f"施策{text} x")
    return marker.code.removeprefix("施策") if marker else text


def _walk(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)

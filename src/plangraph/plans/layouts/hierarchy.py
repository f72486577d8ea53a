"""The goals and measures that merged cells to the left of a table still cover: one a level, from the top."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind
from plangraph.plans.layouts.headed import heading_above
from plangraph.plans.level_order import level_order
from plangraph.plans.outline import Marker, join_lines, similar_key, title_marker
from plangraph.plans.tree import Node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plangraph.model import Block, Row, Span
    from plangraph.plans.columns import Column
    from plangraph.plans.layouts.draft import Draft
    from plangraph.plans.layouts.headed import Headed

__all__ = ["LEVELS", "Hierarchy", "enter_headed", "opens", "read_line"]

LEVELS: Final = (
    ("policy", ElementKind.POLICY),
    ("goal", ElementKind.GOAL),
    ("subgoal", ElementKind.GOAL),
    ("measure", ElementKind.MEASURE),
)


@dataclass(slots=True)
class Hierarchy:
    """The nodes that merged cells still cover: one a level, from the top."""

    draft: Draft
    nodes: dict[str, Node] = field(default_factory=dict)
    numbers: dict[str, Marker] = field(default_factory=dict)
    levels: tuple[tuple[str, ElementKind], ...] = LEVELS  # of the table that is read
    width: int = 0  # of the widest line in the table's column of initiatives, in characters
    headed: bool = False  # whether a heading above the table opened any of them
    open: str = ""  # the cell of that column which goes on below

    def enter(
        self, role: str, kind: ElementKind, cell: str, span: Span, *, code: str = "", inferred: bool = False
    ) -> None:
        """Go into the node that a cell names: an old one by its number and title, or a new one.

        `code` is the number that a column of its own gives to a title without one; `inferred` says that the cell
        stands in the column of another level.
        """
        marker = title_marker(cell)
        title = marker.title if marker else join_lines(cell)
        self._enter(role, kind, marker.code if marker else code or None, title, span, inferred=inferred)
        if marker:
            self.numbers[role] = marker

    def enter_headed(self, headed: Headed, span: Span) -> None:
        """Go into what a heading above the table names, for all its rows."""
        self._enter(headed.level, dict(LEVELS)[headed.level], headed.code or None, headed.title, span)
        self.headed = True

    def leave_headed(self) -> None:
        """A new sheet begins: what a heading of the one before opened ends there."""
        if self.headed:
            self.nodes.clear()
            self.headed = False

    def _enter(
        self, role: str, kind: ElementKind, number: str | None, title: str, span: Span, *, inferred: bool = False
    ) -> None:
        above = self._above(role)
        siblings = above.children if above else self.draft.elements
        key = similar_key(title)
        node = next((n for n in siblings if similar_key(n.title) == key), None)
        if node is None:
            whole = number is not None and (above is None or above.code is None or number.startswith(f"{above.code}-"))
            code = number if whole or number is None or above is None else f"{above.code}-{number}"
            node = Node(kind, title, span, code, code_inferred=code != number)
            node.parent_inferred = inferred and above is not None
            siblings.append(node)
        self.leave(role)
        self.nodes[role] = node

    def order_by(self, columns: Sequence[Column], body: Sequence[Row]) -> None:
        """The levels of the rows to come, from the top, as the columns of their table are nested."""
        self.open = ""
        kinds = dict(LEVELS)
        self.levels = tuple((role, kinds[role]) for role in level_order(tuple(kinds), columns, body))

    def grow(self, span: Span) -> None:
        """A row belongs to every node it stands under."""
        for node in self.nodes.values():
            node.grow(span)

    @property
    def lowest(self) -> Node | None:
        """The node that a row belongs to."""
        return next((self.nodes[role] for role, _ in reversed(self.levels) if role in self.nodes), None)

    def _above(self, role: str) -> Node | None:
        order = [each for each, _ in self.levels]
        return next((self.nodes[r] for r in reversed(order[: order.index(role)]) if r in self.nodes), None)

    def leave(self, role: str) -> None:
        """What follows is of no node of a level, nor of those below it."""
        order = [each for each, _ in self.levels]
        for lower in order[order.index(role) :]:
            self.nodes.pop(lower, None)


def opens(headed: Headed | None) -> bool:
    """Whether a heading says of itself that it is a policy or goal; chapters part reviews otherwise."""
    return headed is not None and headed.named and headed.level in ("policy", "goal")


def read_line(
    block: Block, above: list[tuple[Block, Headed]], hierarchy: Hierarchy, numbered: Mapping[Block, Headed]
) -> list[tuple[Block, Headed]]:
    """The goals and policies that lines since the last table name, with this one; a new sheet begins with none."""
    if not block.span.end_line:
        hierarchy.leave_headed()
        above = []
    headed = numbered.get(block) or heading_above(block)
    return [*above, (block, headed)] if headed is not None and opens(headed) else above


def enter_headed(above: Sequence[tuple[Block, Headed]], hierarchy: Hierarchy, draft: Draft) -> None:
    """Go into what the lines above a table name; several of one level are a list of them, and over no table."""
    names = {headed for _, headed in above}
    if len({headed.level for headed in names}) < len(names):
        return
    for block, headed in above:
        hierarchy.enter_headed(headed, block.span)
        draft.ledger.claim(block, "heading", "heading above a table of a review")

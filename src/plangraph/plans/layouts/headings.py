"""A document of no known form: its headings are its elements, and what stands below a heading is its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from plangraph.model import Block, BlockKind, Document, ElementKind, Indicator, PlanKind, TextRole
from plangraph.plans.alignment import align
from plangraph.plans.headers import read_header
from plangraph.plans.layouts.cells import read_indicators
from plangraph.plans.layouts.draft import Draft
from plangraph.plans.outline import join_lines, parse_marker
from plangraph.plans.tree import Ledger, Node
from plangraph.plans.vocabulary import noise_rule, section_role

__all__ = ["Headings"]

_KINDS: Final = (ElementKind.POLICY, ElementKind.MEASURE, ElementKind.INITIATIVE)
_LONGEST: Final = 50  # characters; what is longer is a sentence, not a heading


class Headings:
    """The last resort: said to be one, by its name and by the confidence of its readings."""

    name = "headings-only"
    kind = PlanKind.OTHER

    def recognise(self, document: Document) -> float:
        """0.1, less than any form that was recognised, where there are three headings or more."""
        return 0.1 if sum(_style(block) is not None for block in document.blocks) >= 3 else 0.0

    def read(self, document: Document) -> Draft:
        """A tree by Markdown level, or by the order in which the numbering systems first appear."""
        reader = _Reader(Draft(Ledger(document)))
        for block in document.blocks:
            reader.read(block)
        return reader.draft


def _style(block: Block) -> str | None:
    """What a heading is numbered or marked by; None for any other block."""
    if block.kind is BlockKind.HEADING and len(block.text) <= 2 * _LONGEST:  # said to be one by the file itself
        return f"{block.level:02d}"
    if block.rows or block.kind is BlockKind.ITEM or len(block.text) > _LONGEST or "。" in block.text:
        return None
    marker = parse_marker(block.text)
    return marker.style if marker else None


@dataclass(slots=True)
class _Reader:
    draft: Draft
    styles: list[str] = field(default_factory=list)
    path: list[tuple[int, Node]] = field(default_factory=list)

    def read(self, block: Block) -> None:
        style, ledger = _style(block), self.draft.ledger
        if block.rows:
            self._table(block)
        elif noise_rule(block.text):
            ledger.claim(block, "noise", f"noise: {noise_rule(block.text)}")
        elif not self.draft.title and not self.path and (style in (None, "01")):
            self.draft.title = join_lines(block.text)
            ledger.claim(block, "title", "first line of the document", confidence=0.7)
        elif style is not None:
            self._heading(block, style)
        elif self.path:
            node = self.path[-1][1]
            node.say(TextRole.DESCRIPTION, block.text, block.span)
            ledger.claim(block, "description", "text below a heading", confidence=0.5)

    def _heading(self, block: Block, style: str) -> None:
        if style not in self.styles:
            self.styles = sorted([*self.styles, style]) if style.isdigit() else [*self.styles, style]
        depth = self.styles.index(style)
        while self.path and self.path[-1][0] >= depth:
            self.path.pop()
        marker = parse_marker(block.text)
        if section_role(marker.title if marker else block.text) is not None:  # 成果指標 names what is below it
            self.path = [(at, node) for at, node in self.path if at < depth]
            self.draft.ledger.claim(block, "label", "heading that is a label, of no known form", confidence=0.5)
            return
        kind = _KINDS[min(len(self.path), len(_KINDS) - 1)]
        title = marker.title if marker else join_lines(block.text)
        if self.path:
            node = self.path[-1][1].child(kind, title, block.span)
        else:
            node = Node(kind, title, block.span)
            self.draft.elements.append(node)
        node.code = marker.code or None if marker else None
        self.path.append((depth, node))
        self.draft.ledger.claim(block, kind.value, f"heading by {style}, of no known form", confidence=0.5)

    def _table(self, block: Block) -> None:
        """Indicators where the columns say so; else each row is a text."""
        if not self.path:
            return
        node, header = self.path[-1][1], read_header(block)
        values = header is not None and {"indicator"} < header.roles & {"indicator", "baseline", "actual", "target"}
        for at, row in enumerate(block.rows):
            indicators: tuple[Indicator, ...] = ()
            if header is not None and at < header.depth:
                self.draft.ledger.claim(row, "header", "names of columns")
                continue
            if header is not None and values:
                indicators = read_indicators(align(row, header)[0], header, row.span)
            if indicators:
                node.indicators.extend(indicators)
                node.grow(row.span)
                self.draft.ledger.claim(row, "Indicator", "row of a table of indicators")
            else:
                node.say(TextRole.DESCRIPTION, " / ".join(join_lines(cell) for cell in row.cells if cell), row.span)
                self.draft.ledger.claim(row, "kept", "row of a table of no known form", confidence=0.4)

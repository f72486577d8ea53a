"""What a reader builds while it goes through a document: nodes that grow, and a ledger of how each line was read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, Element, ElementKind, Reading, Row, Span, Text, TextRole, Warned
from plangraph.plans.units import leading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import (
        Amount,
        Assessment,
        Document,
        Indicator,
        Reference,
        Responsibility,
        SdgStatement,
        Term,
    )

__all__ = ["Ledger", "Node", "characters"]


_PLACED: Final = 0.5  # how sure a description is at most that nothing but its place says to be one
_KEPT: Final = 0.4  # how sure it is that a cell kept as text is understood


def characters(text: str) -> int:
    """The count of a text's characters without white space, by which coverage is measured."""
    return sum(not c.isspace() for c in text)


@dataclass(slots=True)
class Node:
    """An element in the making."""

    kind: ElementKind
    title: str
    span: Span
    code: str | None = None
    code_inferred: bool = False
    title_inferred: bool = False
    parent_inferred: bool = False
    printed_parent: Reference | None = None
    texts: list[Text] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    sdgs: list[SdgStatement] = field(default_factory=list)
    term: Term | None = None
    deadline: int | None = None
    deadline_text: str = ""
    start: int | None = None
    start_text: str = ""
    amounts: list[Amount] = field(default_factory=list)
    division: str = ""  # the 部 that alone is named as in charge so far
    texts_until: int = 0  # how many children there were when the last text was added

    def child(self, kind: ElementKind, title: str, span: Span, code: str | None = None) -> Node:
        """A new node below this one."""
        node = Node(kind, title, span, code)
        self.children.append(node)
        return node

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def grow(self, span: Span) -> None:
        """Take a further stretch of the document as part of this node."""
        self.span = self.span.to(span)

    def say(self, role: TextRole, text: str, span: Span, *, join: bool = True) -> None:
        """Add a text; with `join`, lines that follow in the same role, with no child between, go on with it."""
        self.grow(span)
        goes_on = bool(self.texts) and self.texts[-1].role is role and self.texts_until == len(self.children)
        self.texts_until = len(self.children)
        if join and goes_on:
            last = self.texts[-1]
            self.texts[-1] = Text(role, f"{last.text}\n{text}", last.span.to(span))
        else:
            self.texts.append(Text(role, text, span))

    def note_printed_code(self, code: str, row: Span) -> None:
        """Mark what was read from a row as printed beside the code of another element."""

        def settled(span: Span) -> bool:
            return (span.page, span.start_line, span.end_line) == (row.page, row.start_line, row.end_line)

        self.texts = [replace(each, printed_code=code) if settled(each.span) else each for each in self.texts]
        self.responsibilities = [
            replace(each, printed_code=code) if settled(each.span) else each for each in self.responsibilities
        ]
        self.assessments = [
            replace(each, printed_code=code) if settled(each.span) else each for each in self.assessments
        ]
        self.references = [replace(each, printed_code=code) if settled(each.span) else each for each in self.references]
        self.sdgs = [replace(each, printed_code=code) if settled(each.span) else each for each in self.sdgs]

    def freeze(self) -> Element:
        """The finished element; a parent's span covers its children's."""
        children = tuple(child.freeze() for child in self.children)
        span = self.span
        for child in children:
            span = span.to(child.span)
        return Element(
            kind=self.kind, title=self.title, span=span, code=self.code, code_inferred=self.code_inferred,
            title_inferred=self.title_inferred, parent_inferred=self.parent_inferred,
            printed_parent=self.printed_parent, texts=tuple(self.texts), children=children,
            indicators=tuple(self.indicators), responsibilities=leading(self.responsibilities),
            assessments=tuple(self.assessments), references=tuple(dict.fromkeys(self.references)),
            sdgs=tuple(self.sdgs), term=self.term, deadline=self.deadline, deadline_text=self.deadline_text,
            start=self.start, start_text=self.start_text, amounts=tuple(dict.fromkeys(self.amounts)),
        )  # fmt: skip


class Ledger:
    """Who claimed which block or row, as what and by which rule; what nobody claimed is unread."""

    def __init__(self, document: Document) -> None:
        self._document = document
        # By the unit itself: in a page of one line, many units have the same span.
        self._claims: dict[Block | Row, list[Reading]] = {}
        self.warnings: list[Warned] = []
        self._warned: set[Warned] = set()
        self.unexplained: set[str] = set()  # names of columns whose values nothing explains, as was said

    @property
    def document(self) -> Document:
        """The document as its reader took it apart, whose blocks and rows are claimed."""
        return self._document

    def claim(
        self,
        unit: Block | Row,
        role: str,
        rule: str,
        *,
        confidence: float = 1.0,
        unread: tuple[str, ...] = (),
        kept: tuple[str, ...] = (),
    ) -> None:
        """Say how a block or row was understood: `kept` are its cells that are only kept as text, `unread` are lost.

        A description that only its place gives to an element, by no label or column, is kept as well.
        """
        if role == TextRole.DESCRIPTION.value and confidence <= _PLACED:
            role = "kept"
        lost, plain = (sum(characters(cell) for cell in cells) for cells in (unread, kept))
        total = sum(characters(cell) for cell in unit.cells) if isinstance(unit, Row) else characters(unit.text)
        readings = [Reading(unit.span, role, rule, max(0, total - lost - plain), confidence)]
        if plain:
            readings.append(Reading(unit.span, "kept", "cell that no rule takes, kept as text", plain, _KEPT))
        if lost:
            readings.append(Reading(unit.span, "unread", "column without a known name", lost))
        self._claims[unit] = readings

    def doubt(self, unit: Block | Row, why: str, confidence: float) -> None:
        """Say of what was claimed why it is less sure, unless it is only kept."""
        self._claims[unit] = [
            each
            if each.role in ("kept", "unread", "header")
            else replace(each, rule=f"{each.rule}; {why}", confidence=min(each.confidence, confidence))
            for each in self._claims.get(unit, [])
        ]

    def warn(self, message: str, span: Span) -> None:
        """Note something that a person should look at, once."""
        warned = Warned(message, span)
        if warned not in self._warned:
            self._warned.add(warned)
            self.warnings.append(warned)

    def claimed(self, unit: Block | Row) -> bool:
        """Whether a block or row has been claimed."""
        return unit in self._claims

    def rule(self, unit: Block | Row) -> str:
        """The rule by which a block or row was claimed; "" where nobody did."""
        return self._claims[unit][0].rule if unit in self._claims else ""

    def readings(self) -> tuple[Reading, ...]:
        """All readings in document order, the unread among them; page furniture, which is no block, comes last."""
        found: list[Reading] = []
        for block in self._document.blocks:
            for unit in block.rows or (block,):
                if unit in self._claims:
                    found.extend(self._claims[unit])
                else:
                    text = "".join(unit.cells) if isinstance(unit, Row) else unit.text
                    found.append(Reading(unit.span, "unread", "no rule", characters(text), 0.0))
        found += [
            Reading(block.span, "noise", "noise: page furniture", characters(block.text))
            for block in self._document.furniture
        ]
        return tuple(found)

"""What a layout makes of a document before anybody said whose plan it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from plangraph.model import Text, TextRole
from plangraph.plans.columns import Header
from plangraph.plans.headers import read_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.model import Block, Document, Grade, PlanKind, Span
    from plangraph.plans.tree import Ledger, Node

__all__ = ["Draft", "Layout", "iter_tables"]


@dataclass(slots=True)
class Draft:
    """Elements, scale and title as the text gives them; the ledger holds how each line was read."""

    ledger: Ledger
    elements: list[Node] = field(default_factory=list)
    title: str = ""
    scale: tuple[Grade, ...] = ()
    kind: PlanKind | None = None  # where what was read says it better than the form
    pledges: bool = False  # whether it is known to list pledges, whatever its title
    texts: list[Text] = field(default_factory=list)  # of the plan itself: above its first element, about the document

    def say(self, text: str, span: Span) -> None:
        """Keep a text of the plan itself, in the order of the document."""
        self.texts.append(Text(TextRole.DESCRIPTION, text, span))


class Layout(Protocol):
    """One form of plan documents."""

    @property
    def name(self) -> str:
        """How `inspect` calls it."""

    @property
    def kind(self) -> PlanKind:
        """What kind of plan has this form."""

    def recognise(self, document: Document) -> float:
        """How well the document's form fits, 0 (not at all) to 1."""

    def read(self, document: Document) -> Draft:
        """Read the document."""


def iter_tables(document: Document) -> Iterator[tuple[Block, Header]]:
    """Tables with a header that is understood; a table without one goes on with the columns of the one before."""
    last: Header | None = None
    for block in document.blocks:
        if not block.rows:
            continue
        header = read_header(block)
        if header is None and last is not None and len(block.rows[0].cells) == len(last.columns):
            header = Header(last.columns, 0, last.styles)
        if header is not None:
            yield block, header
            last = header

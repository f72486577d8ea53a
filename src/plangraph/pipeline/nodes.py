"""Nodes of the graph read as plain JSON values: labels, local names, years, and the lines a thing was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plangraph.model import ElementKind
from plangraph.namespaces import PG, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node, URIRef

    from plangraph.pipeline.triples import Triples

__all__ = ["NodeReader"]

_KINDS: Final = (*(kind.value for kind in ElementKind), "Indicator", "PlanElement")


class NodeReader:
    """Reads what the triples say of a node."""

    def __init__(self, data: Triples) -> None:
        self.data = data

    def kind(self, node: Node) -> str | None:
        """The kind of an element or indicator, "PlanElement" where it is only named, None for all else."""
        classes = {str(cls).removeprefix(str(PG)) for cls in self.data.objects(node, RDF.type)}
        return next((kind for kind in _KINDS if kind in classes), None)

    def reference(self, node: Node) -> dict[str, Any]:
        """Enough of a thing to link to it."""
        return {
            "iri": str(node),
            "kind": self.kind(node),
            "label": self.text(node, RDFS.label),
            "notation": self.text(node, SKOS.notation),
        }

    def unit(self, node: Node) -> dict[str, Any]:
        """A department."""
        return {"iri": str(node), "label": self.text(node, RDFS.label) or ""}

    def source(self, node: Node) -> dict[str, Any] | None:
        """The first place that a thing was read from."""
        read = [
            {
                "iri": str(span),
                "document": self.text(self.data.value(span, PG.document), RDFS.label),
                "start_line": self.number(span, PG.startLine),
                "end_line": self.number(span, PG.endLine),
                "page": self.number(span, PG.page),
                "sheet": self.text(span, PG.sheet),
                "row": self.number(span, PG.row),
                "column": self.number(span, PG.column),
                "cell": self.text(span, PG.cell),
                "quotation": self.text(span, PG.quotation),
            }
            for span in self.data.objects(node, PG.source)
        ]
        return min(read, key=_place, default=None)

    def ordered(self, nodes: Iterable[Node]) -> list[Node]:
        """Things in the order in which their document has them."""

        def place(node: Node) -> tuple[tuple[int, ...], int, str]:
            return _place(self.source(node) or {})[:2], self.number(node, PG.position) or 0, str(node)

        return sorted(set(nodes), key=place)

    def text(self, node: Node | None, predicate: URIRef) -> str | None:
        """The value of a property; of several (labels in two languages) the first in Japanese, else by alphabet."""
        values = sorted(
            self.data.objects(node, predicate), key=lambda v: (getattr(v, "language", None) != "ja", str(v))
        )
        return str(values[0]) if values else None

    def local(self, node: Node, predicate: URIRef) -> str | None:
        """The value of a property, a term of ours by its local name."""
        value = self.text(node, predicate)
        return None if value is None else value.removeprefix(str(PG))

    def locals(self, node: Node, predicate: URIRef) -> list[str]:
        """All values of a property, terms of ours by their local names, in the order of the alphabet."""
        return sorted(str(value).removeprefix(str(PG)) for value in self.data.objects(node, predicate))

    def year(self, node: Node, predicate: URIRef) -> int | None:
        """An xsd:gYear; it may carry a time zone (XSD 1.1, 3.3.12)."""
        value = self.text(node, predicate)
        return int(value[:4]) if value else None

    def number(self, node: Node, predicate: URIRef) -> int | None:
        """An xsd:integer."""
        value = self.text(node, predicate)
        return int(value) if value else None

    def flag(self, node: Node, predicate: URIRef) -> bool:
        """An xsd:boolean; absent is false."""
        return self.text(node, predicate) == "true"


def _place(source: dict[str, Any]) -> tuple[int, ...]:
    return tuple(source.get(name) or 0 for name in ("page", "start_line", "end_line", "row", "column"))

"""The glossary: every term of the ontology with its Japanese and English name and definition, as Markdown.

`python -m plangraph.graph.glossary > docs/GLOSSARY.md` writes it again.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final, TypeGuard

from rdflib import OWL, Graph, Literal, URIRef

from plangraph.graph.dataset import ontology_graph
from plangraph.graph.queries import iter_questions
from plangraph.namespaces import PG, PGF, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["render_glossary"]

_HEAD: Final = """# Glossary

Made from the ontology by `python -m plangraph.graph.glossary`; change the Turtle, not this file.
*Asked by* names the competency questions (`ontology/competency/`) that a term serves.
"""
_TERM: Final = re.compile(r"\bpg:([A-Za-z0-9]+)")


def render_glossary(graph: Graph | None = None) -> str:
    """The glossary of an ontology graph, by default the one that ships."""
    graph = ontology_graph() if graph is None else graph
    asked = _asked_by()
    parts = [_HEAD]
    classes = _terms(graph, OWL.Class)
    properties = _terms(graph, OWL.ObjectProperty) + _terms(graph, OWL.DatatypeProperty)
    parts.append(_table("Classes", graph, sorted(classes), asked))
    parts.append(_table("Properties", graph, sorted(properties), asked))
    for scheme in _terms(graph, SKOS.ConceptScheme):
        members = (node for node in graph.subjects(SKOS.inScheme, scheme) if isinstance(node, URIRef))
        concepts = sorted(node for node in members if _is_listed(node, graph))
        parts.append(_table(f"{_word(graph, scheme, 'ja')} ({_word(graph, scheme, 'en')})", graph, concepts, asked))
    return "\n".join(parts)


def _is_listed(concept: Node, graph: Graph) -> TypeGuard[URIRef]:
    """Of the many fields of policy only those that have others under them; the rest is in the vocabulary."""
    if not isinstance(concept, URIRef):
        return False
    return not concept.startswith(PGF) or (None, SKOS.broader, concept) in graph


def _asked_by() -> dict[str, list[str]]:
    asked: dict[str, list[str]] = {}
    for question in iter_questions():
        for term in sorted(set(_TERM.findall(question.text))):
            asked.setdefault(term, []).append(question.name)
    return asked


def _terms(graph: Graph, cls: URIRef) -> list[URIRef]:
    found = {node for node in graph.subjects(RDF.type, cls) if isinstance(node, URIRef) and node.startswith(str(PG))}
    return sorted(found)


def _table(title: str, graph: Graph, terms: list[URIRef], asked: dict[str, list[str]]) -> str:
    lines = [
        f"## {title}",
        "",
        "| term | 日本語 | English | 定義 | definition | asked by |",
        "|---|---|---|---|---|---|",
    ]
    for term in terms:
        local = term.removeprefix(str(PG))
        cells = (
            f"`pgf:{term.removeprefix(str(PGF))}`" if term.startswith(PGF) else f"`pg:{local}`",
            _word(graph, term, "ja"),
            _word(graph, term, "en"),
            _word(graph, term, "ja", SKOS.definition),
            _word(graph, term, "en", SKOS.definition),
            ", ".join(asked.get(local, ())),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _word(graph: Graph, node: Node, language: str, predicate: URIRef = RDFS.label) -> str:
    words = (w for w in graph.objects(node, predicate) if isinstance(w, Literal) and w.language == language)
    return str(min(words, default=""))


if __name__ == "__main__":
    sys.stdout.write(render_glossary())

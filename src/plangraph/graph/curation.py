"""Decisions of staff as RDF: each is kept for ever, and the newest about a thing is the one in force (PROV-O)."""

from __future__ import annotations

import hashlib
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from plangraph.errors import WorkspaceError
from plangraph.graph.trig import open_trig, save_graph
from plangraph.graph.verdicts import Decision, goal_of, in_force, rejection
from plangraph.namespaces import BASE, PG, PREFIXES, PROV, RDF, RDFS, SDG, XSD, Iris

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rdflib.term import Node

__all__ = ["apply_decisions", "corrected_graph", "derive_decisions", "open_decisions", "save_decisions"]

_REJECTED: Final = ox.NamedNode(str(PG.Rejected))
_VERDICTS: Final = {
    "Confirmed": PG.Confirmation,
    "Rejected": PG.Rejection,
    "Corrected": PG.Correction,
    "Withdrawn": PG.Withdrawal,
}


def open_decisions(path: Path) -> list[Decision]:
    """All decisions of a file, oldest first; none where there is no file. WorkspaceError where it cannot be read."""
    if not path.is_file():
        return []
    graph = open_trig(path)
    try:
        found = [_read(graph, node) for node in graph.subjects(RDF.type, PG.Decision)]
    except (InvalidOperation, KeyError) as error:
        raise WorkspaceError(f"{path} holds a decision that cannot be read ({error}); restore the file") from error
    return sorted(found, key=lambda decision: (decision.at, decision.iri))


def save_decisions(decisions: Iterable[Decision], path: Path, base: str = BASE) -> None:
    """Write them as one named graph, `…/graph/curation`; the file is either the old one or the new one."""
    graph = Graph(identifier=URIRef(f"{Iris(base).base}graph/curation"))
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri, replace=True)
    for decision in decisions:
        node, role = URIRef(decision.iri), _role(decision.role, base)
        graph.add((node, RDF.type, PG.Decision))
        graph.add((node, PG.verdict, _VERDICTS[decision.verdict]))
        graph.add((node, PG.about, URIRef(decision.about)))
        graph.add((node, PG.aboutLabel, Literal(decision.label)))
        graph.add((node, PG.reason, Literal(decision.reason)))
        graph.add((node, PROV.endedAtTime, Literal(decision.at, datatype=XSD.dateTime)))
        graph.add((node, PROV.wasAssociatedWith, role))
        graph.add((role, RDF.type, PROV.Agent))
        graph.add((role, RDFS.label, Literal(decision.role)))
        if decision.sdg is not None:
            graph.add((node, PG.sdg, SDG[decision.sdg]))
        if decision.series is not None:
            graph.add((node, PG.series, URIRef(decision.series)))
        if decision.value is not None:
            graph.add((node, PG.correctedValue, Literal(format(decision.value, "f"), datatype=XSD.decimal)))
        if decision.added:
            graph.add((node, PG.added, Literal(lexical_or_value="true", datatype=XSD.boolean)))
    save_graph(graph, path)


def derive_decisions(decisions: Sequence[Decision], known: Iterable[str], base: str = BASE) -> Graph:
    """What follows for the things that are there (`known`), under the name of the derived graph `curation`; pure.

    Links with the basis Confirmed or Rejected, and corrected values beside the printed ones; what this says of a link
    that was read or inferred is told by `apply_decisions`.
    """
    derived, there = Graph(identifier=Iris(base).derived("curation")), set(known)
    for decision in in_force(decisions):
        subject = URIRef(decision.about)
        if decision.about not in there:
            continue
        if decision.value is not None:
            number = Literal(format(decision.value, "f"), datatype=XSD.decimal)
            derived.add((subject, PG.correctedValue, number))
        if decision.series is not None:
            _derive_series(derived, subject, decision, decision.series)
        if decision.sdg is not None:
            _derive_goal(derived, subject, decision, decision.sdg)
    return derived


def _derive_goal(derived: Graph, subject: URIRef, decision: Decision, code: str) -> None:
    node = URIRef(f"{decision.about}/sdg/{decision.verdict.lower()}-{code}")
    derived.add((subject, PG.sdgLink, node))
    derived.add((node, RDF.type, PG.SdgLink))
    derived.add((node, PG.sdg, SDG[code]))
    _ground(derived, node, decision)
    if decision.verdict == "Confirmed":
        for each in {code, goal_of(code)}:
            derived.add((subject, PG.sdg, SDG[each]))


def _derive_series(derived: Graph, subject: URIRef, decision: Decision, series: str) -> None:
    name = hashlib.sha256(series.encode()).hexdigest()[:12]
    node = URIRef(f"{decision.about}/statistics/{decision.verdict.lower()}-{name}")
    derived.add((subject, PG.statisticsLink, node))
    derived.add((node, RDF.type, PG.StatisticsLink))
    derived.add((node, PG.series, URIRef(series)))
    _ground(derived, node, decision)


def _ground(derived: Graph, node: URIRef, decision: Decision) -> None:
    derived.add((node, PG.basis, PG[decision.verdict]))
    derived.add((node, PG.evidence, Literal(decision.reason)))
    derived.add((node, PROV.wasGeneratedBy, URIRef(decision.iri)))


def corrected_graph(graph: Graph, decisions: Sequence[Decision]) -> Graph:
    """A plan's graph as facts are to be computed from it: corrected numbers in the place of the printed ones.

    The graph itself stays as it is; without corrections of its values it comes back.
    """
    values = {URIRef(each.about): each.value for each in in_force(decisions) if each.value is not None}
    own = {node: value for node, value in values.items() if (node, RDF.type, PG.Observation) in graph}
    if not own:
        return graph
    changed = Graph(identifier=graph.identifier)
    for triple in graph:
        if triple[0] not in own or triple[1] != PG.value:
            changed.add(triple)
    for node, value in own.items():
        changed.add((node, PG.value, Literal(format(value, "f"), datatype=XSD.decimal)))
    return changed


def apply_decisions(directory: Path, decisions: Sequence[Decision], base: str = BASE) -> None:
    """Mark in a store what was rejected: each such link is `prov:wasInvalidatedBy` the decision, and stays.

    The shortcuts (`pg:sdg` on an element) to it go, but for those that another link of the element still bears. The
    marks are in the derived graph `curation`.
    """
    holding = in_force(decisions)
    rejected = sorted({decision.about for decision in holding if decision.verdict == "Rejected"})
    if not rejected:
        return
    store, name = ox.Store(str(directory)), ox.NamedNode(str(Iris(base).derived("curation")))
    for about in rejected:
        subject, held = ox.NamedNode(about), set()
        for link, code in list(_links(store, subject)):
            by = rejection(holding, about, code)
            if by is None:
                held |= {code, goal_of(code)}
            elif not any(store.quads_for_pattern(link, ox.NamedNode(str(PG.basis)), _REJECTED, None)):
                store.add(ox.Quad(link, ox.NamedNode(str(PROV.wasInvalidatedBy)), ox.NamedNode(by.iri), name))
        for quad in list(store.quads_for_pattern(subject, ox.NamedNode(str(PG.sdg)), None, None)):
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.removeprefix(str(SDG)) not in held:
                store.remove(quad)
    store.flush()


def _links(store: ox.Store, subject: ox.NamedNode) -> Iterator[tuple[ox.NamedNode | ox.BlankNode, str]]:
    """The links of a thing with what they lead to: the code of a goal or target, or the IRI of a series."""
    for kind, target in ((PG.sdgLink, PG.sdg), (PG.statisticsLink, PG.series)):
        for link in store.quads_for_pattern(subject, ox.NamedNode(str(kind)), None, None):
            if not isinstance(link.object, ox.NamedNode | ox.BlankNode):
                continue
            for quad in store.quads_for_pattern(link.object, ox.NamedNode(str(target)), None, None):
                if isinstance(quad.object, ox.NamedNode):
                    yield link.object, quad.object.value.removeprefix(str(SDG))


def _read(graph: Graph, node: Node) -> Decision:
    value = graph.value(node, PG.correctedValue)
    code, series = graph.value(node, PG.sdg), graph.value(node, PG.series)
    named: dict[Node | None, str] = {concept: name for name, concept in _VERDICTS.items()}
    return Decision(
        iri=str(node),
        verdict=named[graph.value(node, PG.verdict)],
        about=str(graph.value(node, PG.about)),
        role=str(graph.value(graph.value(node, PROV.wasAssociatedWith), RDFS.label)),
        reason=str(graph.value(node, PG.reason)),
        at=str(graph.value(node, PROV.endedAtTime)),
        label=str(graph.value(node, PG.aboutLabel) or ""),
        sdg=None if code is None else str(code).removeprefix(str(SDG)),
        value=None if value is None else Decimal(str(value)),
        added=str(graph.value(node, PG.added)) == "true",
        series=None if series is None else str(series),
    )


def _role(name: str, base: str) -> URIRef:
    return Iris(base).at(f"curation/role/{name}")

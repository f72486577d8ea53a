"""Decisions of staff as RDF: each is kept for ever, and the newest about a thing is the one in force (PROV-O)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from plangraph.errors import WorkspaceError
from plangraph.graph.trig import open_trig, save_graph
from plangraph.namespaces import BASE, PG, PREFIXES, PROV, RDF, RDFS, SDG, XSD, Iris

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rdflib.term import Node

__all__ = [
    "Decision",
    "apply_decisions",
    "corrected_graph",
    "derive_decisions",
    "in_force",
    "is_rejected",
    "open_decisions",
    "rejects",
    "save_decisions",
]

_VERDICTS: Final = {
    "Confirmed": PG.Confirmation,
    "Rejected": PG.Rejection,
    "Corrected": PG.Correction,
    "Withdrawn": PG.Withdrawal,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody in a role decided, when and why.

    `verdict` is Confirmed or Rejected (of the link of `about`, an element or indicator, to `sdg`, a goal or target such
    as "11" or "11.b"), Corrected (of `about`, an observation, whose number is `value`), or Withdrawn (what was decided
    of the same before no longer holds). `added` tells a link that nobody had stated or inferred. `label` is what the
    thing was called then, so that a decision can be read when the thing is gone. `at` is xsd:dateTime in UTC.
    """

    iri: str
    verdict: str
    about: str
    role: str
    reason: str
    at: str
    label: str = ""
    sdg: str | None = None
    value: Decimal | None = None
    added: bool = False

    @property
    def matter(self) -> tuple[str, str | None]:
        """What it decides: the newest decision on the same matter is in force."""
        return self.about, self.sdg


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
        if decision.value is not None:
            graph.add((node, PG.correctedValue, Literal(format(decision.value, "f"), datatype=XSD.decimal)))
        if decision.added:
            graph.add((node, PG.added, Literal(lexical_or_value="true", datatype=XSD.boolean)))
    save_graph(graph, path)


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The newest of each matter, without what was withdrawn; `decisions` come oldest first, and so do these."""
    newest = {decision.matter: decision for decision in decisions}
    held = [decision for decision in newest.values() if decision.verdict != "Withdrawn"]
    return sorted(held, key=lambda decision: (decision.at, decision.iri))


def rejects(decision: Decision, code: str) -> bool:
    """Whether it rejects a link to a goal or target: that very one, or with a goal all of its targets."""
    return decision.verdict == "Rejected" and decision.sdg in {code, code.split(".", maxsplit=1)[0]}


def is_rejected(decisions: Iterable[Decision], about: str, code: str) -> bool:
    """Whether the newest of the decisions (oldest first) on a thing's link to a goal or target rejects it."""
    own = [each for each in decisions if each.about == about and (rejects(each, code) or each.sdg == code)]
    return bool(own) and own[-1].verdict == "Rejected"


def derive_decisions(decisions: Sequence[Decision], known: Iterable[str], base: str = BASE) -> Graph:
    """What follows for the things that are there (`known`), under the name of the derived graph `curation`; pure.

    Links with the basis Confirmed or Rejected, and corrected values beside the printed ones.
    """
    derived, there = Graph(identifier=Iris(base).derived("curation")), set(known)
    for decision in in_force(decisions):
        subject = URIRef(decision.about)
        if decision.about not in there:
            continue
        if decision.sdg is None:
            if decision.value is not None:
                number = Literal(format(decision.value, "f"), datatype=XSD.decimal)
                derived.add((subject, PG.correctedValue, number))
            continue
        node = URIRef(f"{decision.about}/sdg/{decision.verdict.lower()}-{decision.sdg}")
        derived.add((subject, PG.sdgLink, node))
        derived.add((node, RDF.type, PG.SdgLink))
        derived.add((node, PG.sdg, SDG[decision.sdg]))
        derived.add((node, PG.basis, PG[decision.verdict]))
        derived.add((node, PG.evidence, Literal(decision.reason)))
        derived.add((node, PROV.wasGeneratedBy, URIRef(decision.iri)))
        if decision.verdict == "Confirmed":
            for code in {decision.sdg, decision.sdg.split(".")[0]}:
                derived.add((subject, PG.sdg, SDG[code]))
    return derived


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


def apply_decisions(directory: Path, decisions: Sequence[Decision]) -> None:
    """Take the shortcuts (`pg:sdg` on an element) to what was rejected out of a store; the links themselves stay.

    A shortcut stays that another link of the element still bears.
    """
    holding = in_force(decisions)
    rejected = sorted({decision.about for decision in holding if decision.verdict == "Rejected"})
    if not rejected:
        return
    store = ox.Store(str(directory))
    for about in rejected:
        subject = ox.NamedNode(about)
        held = {code for code in _codes(store, subject) if not is_rejected(holding, about, code)}
        kept = held | {code.split(".")[0] for code in held}
        for quad in list(store.quads_for_pattern(subject, ox.NamedNode(str(PG.sdg)), None, None)):
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.removeprefix(str(SDG)) not in kept:
                store.remove(quad)
    store.flush()


def _codes(store: ox.Store, subject: ox.NamedNode) -> Iterator[str]:
    for link in store.quads_for_pattern(subject, ox.NamedNode(str(PG.sdgLink)), None, None):
        if not isinstance(link.object, ox.NamedNode | ox.BlankNode):
            continue
        for quad in store.quads_for_pattern(link.object, ox.NamedNode(str(PG.sdg)), None, None):
            if isinstance(quad.object, ox.NamedNode):
                yield quad.object.value.removeprefix(str(SDG))


def _read(graph: Graph, node: Node) -> Decision:
    value = graph.value(node, PG.correctedValue)
    code = graph.value(node, PG.sdg)
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
    )


def _role(name: str, base: str) -> URIRef:
    return Iris(base).at(f"curation/role/{name}")

"""Which goals and policy fields an element addresses, by whose word and with what evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plangraph.namespaces import PG, SDG, SKOS
from plangraph.pipeline.curation import said_by

if TYPE_CHECKING:
    from rdflib.term import Node

    from plangraph.pipeline.curation import Curated
    from plangraph.pipeline.nodes import NodeReader

__all__ = ["fields_of", "goals_of"]


def goals_of(reader: NodeReader, curated: Curated, node: Node) -> list[dict[str, Any]]:
    """Stated and inferred links with what staff decided of them, then their decisions, as they are now."""
    found = []
    for link in reader.data.objects(node, PG.sdgLink):
        code, basis = str(reader.data.value(link, PG.sdg) or "").removeprefix(str(SDG)), reader.local(link, PG.basis)
        if basis in {"Confirmed", "Rejected"}:
            continue  # of the time of the build; the decisions in force come below
        found.append(
            {
                **_goal(code),
                "basis": basis,
                "confidence": reader.text(link, PG.confidence),
                "evidence": reader.text(link, PG.evidence),
                "inherited": reader.flag(link, PG.inherited),
                "model": reader.text(link, PG.modelVersion),
                "printed_code": reader.text(link, PG.printedCode),
                "decided": curated.decided(str(node), code),
                "decision": None,
            }
        )
    found += [
        {
            **_goal(decision.sdg or ""),
            "basis": decision.verdict,
            **dict.fromkeys(("confidence", "evidence", "model", "printed_code")),
            "inherited": False,
            "decided": decision.verdict,
            "decision": said_by(decision),
        }
        for decision in curated.links(str(node))
    ]
    return sorted(found, key=lambda s: (s["goal"] or 0, s["target"] or "", s["basis"] or ""))


def fields_of(reader: NodeReader, node: Node) -> list[dict[str, Any]]:
    """Policy fields with confidence and evidence, the surest first; `assigned` where sure enough to count."""
    found = []
    for link in reader.data.objects(node, PG.fieldLink):
        field = reader.data.value(link, PG.field)
        found.append(
            {
                "iri": str(field),
                "label": reader.text(field, SKOS.prefLabel),
                "basis": reader.local(link, PG.basis),
                "confidence": reader.text(link, PG.confidence),
                "evidence": reader.text(link, PG.evidence),
                "assigned": field in set(reader.data.objects(node, PG.field)),
            }
        )
    return sorted(found, key=lambda f: (-float(f["confidence"] or 0), f["iri"]))


def _goal(code: str) -> dict[str, Any]:
    goal = code.split(".", maxsplit=1)[0]
    return {"goal": int(goal) if goal.isdigit() else None, "target": code if "." in code else None}

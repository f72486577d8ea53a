"""One edition of a plan as entries that can be laid beside those of another: from a document or a graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plangraph.config import load_settings
from plangraph.errors import DocumentError
from plangraph.graph import build_graph, open_trig
from plangraph.model import ElementKind, PlanFacts, TextRole
from plangraph.namespaces import PG, RDF, RDFS, SKOS, Iris
from plangraph.pipeline.ingestion import inspect
from plangraph.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph, URIRef
    from rdflib.term import Node

__all__ = ["Edition", "Entry", "read_edition"]

_KINDS: Final = (*(kind.value for kind in ElementKind), "Indicator")
_ANYBODY: Final = PlanFacts()


@dataclass(frozen=True, slots=True)
class Entry:
    """An element or indicator: `local` names it in its plan, `owner` is the IRI of what it stands under.

    `facets` is what it says, by kind of saying.
    """

    iri: str
    local: str
    kind: str
    code: str
    title: str
    owner: str
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_indicator(self) -> bool:
        """Whether it is an indicator, not an element."""
        return self.kind == "Indicator"


@dataclass(frozen=True, slots=True)
class Edition:
    """A plan in one edition: its title and all its entries, in the order of their IRIs."""

    name: str
    title: str
    entries: tuple[Entry, ...]


def read_edition(name: str, workspace: Path, facts: PlanFacts = _ANYBODY) -> Edition:
    """An edition by the path of a document or of a TriG file, or by the IRI of a plan or graph of the workspace.

    A TriG file may be named as it lies below `graphs/`. Raises DocumentError, PlanError or WorkspaceError.
    """
    graph = _graph(name, workspace, facts)
    plan = graph.value(predicate=RDF.type, object=PG.Plan)
    return Edition(name, _label(graph, plan), tuple(sorted(_entries(graph), key=lambda entry: entry.iri)))


def _graph(name: str, workspace: Path, facts: PlanFacts) -> Graph:
    place, iris = Workspace(workspace), Iris(load_settings().base_iri)
    for start in (f"{iris.base}id/", f"{iris.base}graph/"):
        code, _, slug = name.removeprefix(start).partition("/")
        if name.startswith(start) and slug:
            return _open(name, place.graph_path(code, slug))
    path = Path(name)
    if path.suffix == ".trig":
        return _open(name, path if path.exists() else place.graphs / path)
    return build_graph(inspect(path, facts), iris)


def _open(name: str, path: Path) -> Graph:
    if not path.is_file():
        raise DocumentError(name, f"there is no such plan; {path} does not exist")
    return open_trig(path)


def _entries(graph: Graph) -> Iterator[Entry]:
    plan = str(graph.value(predicate=RDF.type, object=PG.Plan))
    for kind in _KINDS:
        for node in graph.subjects(RDF.type, PG[kind]):
            if (node, PG.mentionedOnly, None) in graph:
                continue
            owners = graph.subjects(PG.indicator, node) if kind == "Indicator" else graph.objects(node, PG.parent)
            yield Entry(
                iri=str(node),
                local=str(node).removeprefix(plan),
                kind=kind,
                code=_text(graph, node, SKOS.notation),
                title=_label(graph, node),
                # An indicator of several elements is named under the shallowest, whose IRI is the shortest.
                owner=min((str(owner) for owner in owners), key=lambda iri: (len(iri), iri), default=""),
                facets={
                    "texts": _texts(graph, node),
                    "departments": _several(_charge(graph, each) for each in graph.objects(node, PG.responsibility)),
                    "statuses": _judgements(graph, node),
                    "observations": _several(_value(graph, each) for each in graph.objects(node, PG.observation)),
                    "amounts": _several(_amount(graph, each) for each in graph.objects(node, PG.amount)),
                },
            )


def _several(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


def _texts(graph: Graph, node: Node) -> tuple[str, ...]:
    roles = ("definition", SKOS.definition), *((role.value, PG[role.value]) for role in TextRole)
    return tuple(f"{name}: {words}" for name, role in roles for words in sorted(map(str, graph.objects(node, role))))


def _charge(graph: Graph, node: Node) -> str:
    since, until = _text(graph, node, PG.fromFiscalYear), _text(graph, node, PG.toFiscalYear)
    years = f" ({since}–{until})" if since or until else ""
    return "、".join(sorted(_label(graph, unit) for unit in graph.objects(node, PG.unit))) + years


def _judgements(graph: Graph, node: Node) -> tuple[str, ...]:
    found = list(graph.objects(node, PG.assessment))
    # Whose work a judgement is of matters where there are several; of one, the departments say it.
    return _several(_judgement(graph, each, whose=len(found) > 1) for each in found)


def _judgement(graph: Graph, node: Node, *, whose: bool) -> str:
    when = _text(graph, node, PG.asOf) or _text(graph, node, PG.fiscalYear)
    units = "、".join(sorted(_label(graph, unit) for unit in graph.objects(node, PG.unit))) if whose else ""
    said = ", ".join(each for each in (when, units) if each)
    return _text(graph, node, PG.grade) + (f" ({said})" if said else "")


def _value(graph: Graph, node: Node) -> str:
    kind = _text(graph, node, PG.valueKind).rpartition("#")[2]
    year = _text(graph, node, PG.fiscalYear) or _text(graph, node, PG.calendarYear)
    said = (kind, year, _text(graph, node, PG.group), " ".join(_text(graph, node, PG.rawValue).split()))
    return " ".join(each for each in said if each)


def _amount(graph: Graph, node: Node) -> str:
    """What an amount of money is called, and how much it is, as printed: R5予算額（千円） 4,820千円."""
    return f"{_label(graph, node)} {_text(graph, node, PG.rawValue)}"


def _label(graph: Graph, node: Node | None) -> str:
    return _text(graph, node, RDFS.label)


def _text(graph: Graph, node: Node | None, predicate: URIRef) -> str:
    return str(graph.value(node, predicate) or "")

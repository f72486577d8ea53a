"""From documents to validated graphs in a workspace, all or nothing for each document."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plangraph.config import load_settings
from plangraph.documents import read_document
from plangraph.errors import DocumentError, IngestError, PlanError, PlanGraphError, ValidationError
from plangraph.graph import build_graph, open_trig, save_graph, validate_graph
from plangraph.model import PlanFacts, Progress
from plangraph.namespaces import PG, RDF, RDFS, Iris
from plangraph.pipeline.corpus import list_sources
from plangraph.plans import parse_plan
from plangraph.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rdflib import Graph

    from plangraph.model import Plan, Violation
    from plangraph.pipeline.corpus import Source

__all__ = ["Ingested", "Rejected", "ingest", "inspect", "iter_ingest"]

_log = logging.getLogger(__name__)
_ANYBODY = PlanFacts()


@dataclass(frozen=True, slots=True)
class Ingested:
    """A document that is in the workspace now. `violations` are warnings of the shapes: errors would have kept it out.

    `replaced` says that the workspace held a graph of the same plan before.
    """

    source: Path
    plan: Plan
    graph_path: Path
    violations: tuple[Violation, ...]
    replaced: bool

    @property
    def kinds(self) -> dict[str, int]:
        """How many elements of each kind, in the order of the plan."""
        return dict(Counter(element.kind.value for element in self.plan.walk()))

    @property
    def counts(self) -> dict[str, int]:
        """Elements, and distinct indicators, observations of these, distinct departments, warnings."""
        elements = list(self.plan.walk())
        # A row that several elements share is one indicator, as it is in the graph.
        indicators = list(dict.fromkeys(indicator for element in elements for indicator in element.indicators))
        charges = [r for element in elements for r in element.responsibilities]
        charges += [r for indicator in indicators for r in indicator.responsibilities]
        return {
            "elements": len(elements),
            "indicators": len(indicators),
            "observations": sum(len(indicator.observations) for indicator in indicators),
            "departments": len({charge.unit for charge in charges}),
            "warnings": len(self.plan.warnings) + len(self.violations),
        }


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that is not in the workspace, and why; what the workspace held of it before stays."""

    source: Path
    error: PlanGraphError


def ingest(
    paths: Sequence[Path],
    workspace: Path,
    facts: PlanFacts = _ANYBODY,
    *,
    progress: Callable[[Progress], None] | None = None,
) -> list[Ingested]:
    """Reads files, folders or a corpus.toml into `workspace`; `facts` win over what a corpus file says.

    A faulty document keeps no other out. Raises IngestError at the end, naming each document that was rejected.
    """
    outcomes = list(iter_ingest(paths, workspace, facts, progress=progress))
    rejected = tuple((str(o.source), o.error) for o in outcomes if isinstance(o, Rejected))
    if rejected:
        raise IngestError(rejected, len(outcomes))
    return [outcome for outcome in outcomes if isinstance(outcome, Ingested)]


def iter_ingest(
    paths: Sequence[Path],
    workspace: Path,
    facts: PlanFacts = _ANYBODY,
    *,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[Ingested | Rejected]:
    """Like `ingest`, one outcome a document as it comes. Raises DocumentError for a path that names no documents."""
    sources = list_sources(paths, facts)
    if len(sources) > 1 and (facts.title or facts.slug):
        raise DocumentError(str(paths[0]), f"a title or slug names one document, but there are {len(sources)}")
    iris = Iris(load_settings().base_iri)
    written: dict[Path, Path] = {}
    for number, source in enumerate(sources):
        if progress:
            progress(Progress("ingest", number, len(sources)))
        try:
            outcome = _ingest(source, Workspace(workspace), iris, written)
        except PlanGraphError as error:
            yield Rejected(source.path, error)
        else:
            written[outcome.graph_path] = source.path
            yield outcome
    if progress:
        progress(Progress("ingest", len(sources), len(sources)))


def inspect(path: Path, facts: PlanFacts = _ANYBODY) -> Plan:
    """What would be read from one document, nothing written. Raises DocumentError or PlanError."""
    sources = list_sources([path], facts)
    if len(sources) != 1:
        raise DocumentError(str(path), f"inspect takes one document, and this names {len(sources)}")
    return _parse(sources[0])


def _ingest(source: Source, workspace: Workspace, iris: Iris, written: dict[Path, Path]) -> Ingested:
    plan = _parse(source)
    name = str(source.path)
    target = workspace.graph_path(plan.municipality, plan.slug)
    if target in written:
        raise PlanError(name, f"{written[target]} is {plan.slug!r} already; give one of them a --slug of its own")
    replaced = target.exists()
    if replaced and not source.facts.slug:
        former = _title(open_trig(target))
        if former not in (None, plan.title):
            raise PlanError(
                name,
                f"the workspace holds {former!r} as {plan.slug!r}; give --slug NEW to keep both, "
                f"or --slug {plan.slug} to replace it",
            )
    graph = build_graph(plan, iris)
    violations = validate_graph(graph)
    errors = tuple(_line(violation) for violation in violations if violation.severity == "violation")
    if errors:
        raise ValidationError(name, errors)
    try:
        save_graph(graph, target)
    except OSError as error:
        raise DocumentError(name, f"its graph cannot be written to {target}: {error.strerror or error}") from error
    return Ingested(source.path, plan, target, violations, replaced)


def _parse(source: Source) -> Plan:
    name = str(source.path)
    try:
        return parse_plan(read_document(source.path, source.path.name), source.facts)
    except PlanGraphError:
        raise
    except OSError as error:
        raise DocumentError(name, f"cannot be read: {error.strerror or error}") from error
    except Exception as error:
        # One document that trips the parser must not keep the others out; the log has the traceback.
        _log.debug("reading %s failed", name, exc_info=True)
        raise PlanError(name, f"a fault in PlanGraph kept it from being read ({error!r}); please report it") from error


def _title(graph: Graph) -> str | None:
    plan = graph.value(predicate=RDF.type, object=PG.Plan)
    label = graph.value(plan, RDFS.label)
    return None if label is None else str(label)


def _line(violation: Violation) -> str:
    where = f"line {violation.start_line}: " if violation.start_line else ""
    return f"{where}{violation.message} ({violation.focus})"

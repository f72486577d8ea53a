"""One document → all that is to be kept of it, judged by itself: nothing is written, no other document is asked."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plangraph.documents import read_document
from plangraph.errors import DocumentError, PlanError, PlanGraphError, ValidationError
from plangraph.graph import build_graph, open_trig, serialize_trig, validate_graph
from plangraph.namespaces import PG, RDF, RDFS, Iris
from plangraph.plans import parse_plan
from plangraph.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Graph

    from plangraph.model import Plan, Violation
    from plangraph.pipeline.corpus import Source

__all__ = ["Prepared", "Unfit", "parse_source", "prepare"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that may go into the workspace: its plan, its graph as TriG, and the file that it belongs in.

    `replaced` says that the workspace holds a graph of the same plan already.
    """

    plan: Plan
    trig: str
    target: Path
    violations: tuple[Violation, ...]
    replaced: bool


@dataclass(frozen=True, slots=True)
class Unfit:
    """A document that may not, and why; `target` is where its graph would have gone, if it came so far."""

    error: PlanGraphError
    target: Path | None = None


def prepare(source: Source, workspace: Path, base_iri: str) -> Prepared | Unfit:
    """Read, parse, build and check one document against the workspace as it stands. Raises nothing."""
    name = str(source.path)
    target = None
    try:
        plan = parse_source(source)
        target = Workspace(workspace).graph_path(plan.municipality, plan.slug)
        return _checked(source, plan, target, base_iri)
    except PlanGraphError as error:
        found = error
    except Exception as error:  # noqa: BLE001 — one document that trips us must not keep the others out
        found = _fault(name, error)
    return Unfit(found, target)


def parse_source(source: Source) -> Plan:
    """What a document says, by the name of its file. Raises DocumentError or PlanError, and nothing else."""
    name = str(source.path)
    try:
        return parse_plan(read_document(source.path, source.path.name), source.facts)
    except PlanGraphError:
        raise
    except OSError as error:
        raise DocumentError(name, f"cannot be read: {error.strerror or error}") from error
    except Exception as error:
        raise _fault(name, error) from error


def _checked(source: Source, plan: Plan, target: Path, base_iri: str) -> Prepared:
    name = str(source.path)
    replaced = target.exists()
    if replaced and not source.facts.slug:
        former = _title(open_trig(target))
        if former not in (None, plan.title):
            raise PlanError(
                name,
                f"the workspace holds {former!r} as {plan.slug!r}; give --slug NEW to keep both, "
                f"or --slug {plan.slug} to replace it",
            )
    graph = build_graph(plan, Iris(base_iri))
    violations = validate_graph(graph)
    errors = tuple(_line(violation) for violation in violations if violation.severity == "violation")
    if errors:
        raise ValidationError(name, errors)
    return Prepared(plan, serialize_trig(graph), target, violations, replaced)


def _fault(name: str, error: Exception) -> PlanGraphError:
    """Our own failure, for a person; the log has the traceback."""
    if isinstance(error, MemoryError):
        return DocumentError(name, "reading it needs more memory than it may have; split the file")
    _log.debug("reading %s failed", name, exc_info=error)
    return PlanError(name, f"a fault in PlanGraph kept it from being read ({error!r}); please report it")


def _title(graph: Graph) -> str | None:
    plan = graph.value(predicate=RDF.type, object=PG.Plan)
    label = graph.value(plan, RDFS.label)
    return None if label is None else str(label)


def _line(violation: Violation) -> str:
    where = f"line {violation.start_line}: " if violation.start_line else ""
    return f"{where}{violation.message} ({violation.focus})"

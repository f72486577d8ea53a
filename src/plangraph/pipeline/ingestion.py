"""From documents to validated graphs in a workspace, all or nothing for each document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plangraph.config import load_settings
from plangraph.errors import DocumentError, IngestError, PlanError, PlanGraphError
from plangraph.graph import build_graph, save_trig, validate_graph
from plangraph.model import PlanFacts, Progress
from plangraph.namespaces import Iris
from plangraph.pipeline.corpus import list_sources
from plangraph.pipeline.reading import Prepared, Unfit, parse_source, prepare
from plangraph.pipeline.reading_pool import prepare_all
from plangraph.pipeline.reading_worker import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plangraph.model import Plan, Violation
    from plangraph.pipeline.corpus import Source

__all__ = ["Ingested", "Rejected", "check", "ingest", "inspect", "iter_ingest"]

_ANYBODY = PlanFacts()
# What reading one of several documents may take. One alone is read in this process, and takes what it takes.
_SECONDS: Final = 60.0
_MEMORY: Final = 2_000_000_000


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
    settings = load_settings()
    terms = Terms(Path(workspace), settings.base_iri, _SECONDS, _MEMORY)
    written: dict[Path, Path] = {}
    if progress:
        progress(Progress("ingest", 0, len(sources)))
    prepared = _prepared(sources, terms, settings.ingest_workers)
    for number, (source, found) in enumerate(zip(sources, prepared, strict=True), start=1):
        outcome = _settle(source, found, written)
        if isinstance(outcome, Ingested):
            written[outcome.graph_path] = source.path
        if progress:
            progress(Progress("ingest", number, len(sources)))
        yield outcome


def _prepared(sources: Sequence[Source], terms: Terms, workers: int) -> Iterator[Prepared | Unfit]:
    if len(sources) == 1:  # not worth a process
        return iter((prepare(sources[0], terms.workspace, terms.base_iri),))
    return prepare_all(sources, terms, workers)


def _settle(source: Source, found: Prepared | Unfit, written: dict[Path, Path]) -> Ingested | Rejected:
    """Keep what was prepared, unless a document before it in this run has its place."""
    name = str(source.path)
    if found.target in written:
        slug = found.target.stem
        problem = f"{written[found.target]} is {slug!r} already; give one of them a --slug of its own"
        return Rejected(source.path, PlanError(name, problem))
    if isinstance(found, Unfit):
        return Rejected(source.path, found.error)
    try:
        save_trig(found.trig, found.target)
    except OSError as error:
        problem = f"its graph cannot be written to {found.target}: {error.strerror or error}"
        return Rejected(source.path, DocumentError(name, problem))
    return Ingested(source.path, found.plan, found.target, found.violations, found.replaced)


def inspect(path: Path, facts: PlanFacts = _ANYBODY) -> Plan:
    """What would be read from one document, nothing written. Raises DocumentError or PlanError."""
    sources = list_sources([path], facts)
    if len(sources) != 1:
        raise DocumentError(str(path), f"inspect takes one document, and this names {len(sources)}")
    return parse_source(sources[0])


def check(plan: Plan) -> tuple[Violation, ...]:
    """What the shapes say of an inspected plan: the warnings of `ingest`, and the errors that would keep it out."""
    return validate_graph(build_graph(plan, Iris(load_settings().base_iri)))

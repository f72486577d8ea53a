"""The three steps of an addition: read the document, build it beside all other plans, publish what was built.

Nothing that is served, and no file of the workspace's graphs, is touched before the last step; that one can be done
again from any point at which it was broken off.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plangraph.config import load_settings
from plangraph.errors import AdditionError, WorkspaceError
from plangraph.graph import save_trig
from plangraph.model import PlanFacts
from plangraph.pipeline.additions.record import write_json
from plangraph.pipeline.additions.understood import lines_of, summary_of
from plangraph.pipeline.corpus import Source, parse_kind, parse_period
from plangraph.pipeline.indexing import build
from plangraph.pipeline.reading import Prepared
from plangraph.pipeline.reading_pool import prepare_all
from plangraph.pipeline.reading_worker import Terms
from plangraph.pipeline.remote import drop_old, remote_of, upload
from plangraph.workspace import Workspace, draft_generation, open_generation
from plangraph.workspace.manifest import NAME, digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from plangraph.model import Progress
    from plangraph.pipeline.additions.record import Addition, Place

__all__ = ["FACTS", "build_step", "publish_step", "read_step", "see_facts"]

FACTS: Final = ("municipality", "title", "kind", "period", "slug")
"""What may be told beside a document."""
_SECONDS: Final = 60.0
_MEMORY: Final = 2_000_000_000
_LONGEST: Final = 200
_STALE: Final = "other plans were published since this one was built; build it again"


def see_facts(told: dict[str, str]) -> PlanFacts:
    """What a person told of a plan. Raises AdditionError for what cannot be."""
    facts = {name: " ".join(told.get(name, "").split()) for name in FACTS}
    for name, text in facts.items():
        if len(text) > _LONGEST or not text.isprintable():
            raise AdditionError(f"{name}: give it in up to {_LONGEST} letters, on one line", name)
    for name in FACTS:
        try:
            _facts(dict.fromkeys(FACTS, "") | {name: facts[name]})
        except ValueError as error:
            raise AdditionError(str(error), name) from None
    return _facts(facts)


def _facts(told: dict[str, str]) -> PlanFacts:
    return PlanFacts(
        municipality=told["municipality"] or None,
        title=told["title"],
        kind=parse_kind(told["kind"]) if told["kind"] else None,
        period=parse_period(told["period"]) if told["period"] else None,
        slug=told["slug"],
    )


def read_step(workspace: Workspace, place: Place, addition: Addition, _: Callable[[Progress], None]) -> dict[str, Any]:
    """Read the document as `ingest` does, in a process with bounded time and memory. Raises what keeps it out."""
    source = Source(place.upload / addition.document, see_facts(addition.facts))
    terms = Terms(workspace.path, load_settings().base_iri, _SECONDS, _MEMORY)
    (found,) = prepare_all([source], terms, 1)
    if not isinstance(found, Prepared):
        raise found.error
    write_json(place.lines, lines_of(found.plan))
    place.graph.write_text(found.trig, encoding="utf-8")
    return {"plan": summary_of(found.plan, found.violations, replaced=found.replaced), "counts": None, "base": None}


def build_step(
    workspace: Workspace, place: Place, addition: Addition, progress: Callable[[Progress], None]
) -> dict[str, Any]:
    """Build a generation in a workspace of the addition's own: the plan beside all that was ingested."""
    shutil.rmtree(place.staged, ignore_errors=True)
    try:
        base, target = workspace.current_number(), _target(workspace, addition)
        replaces = digest(target) if target.is_file() else None
        staged = _stage(workspace, place, addition)
        built = build(staged.path, progress=progress, remote_store=False)
    except BaseException:
        shutil.rmtree(place.staged, ignore_errors=True)  # first of all, for the case that the disk is full
        raise
    before = open_generation(workspace).manifest.counts if base is not None else {}
    return {"counts": {"before": before, "after": built.counts}, "base": base, "replaces": replaces}


def publish_step(
    workspace: Workspace, place: Place, addition: Addition, _: Callable[[Progress], None]
) -> dict[str, Any]:
    """Put the graph into the workspace and serve the generation that was built with it.

    Raises AdditionError when plans or generations have changed since: what is served stays as it was.
    """
    staged = open_generation(Workspace(place.staged), full=True)
    target = _target(workspace, addition)
    name = target.relative_to(workspace.path).as_posix()
    wanted = digest(place.graph)
    served = workspace.current_number()
    if served != addition.base:
        if served is not None and open_generation(workspace).manifest.graphs.get(name) == wanted:
            return {"generation": served}  # it was published, and broken off before that was noted
        raise AdditionError(_STALE)
    remote = remote_of(load_settings())
    with draft_generation(workspace) as draft:
        _see_unchanged(workspace, staged.manifest.graphs, name, {addition.replaces, wanted})
        shutil.copytree(
            staged.directory,
            draft.directory,
            copy_function=_link,
            ignore=lambda folder, _: {NAME} if Path(folder) == staged.directory else set(),
            dirs_exist_ok=True,
        )
        if remote:
            upload(remote, workspace, draft.directory)
        save_trig(place.graph.read_text(encoding="utf-8"), target)
        generation = draft.publish(staged.manifest)
        if remote:
            drop_old(remote, workspace)
    return {"generation": generation.number}


def _stage(workspace: Workspace, place: Place, addition: Addition) -> Workspace:
    """A workspace with all graphs and the new one; what the build only reads, or shares, is the workspace's own."""
    staged = Workspace(place.staged)
    staged.graphs.mkdir(parents=True)
    for path in _graphs(workspace):
        copy = staged.path / path.relative_to(workspace.path)
        copy.parent.mkdir(exist_ok=True)
        _link(path, copy)
    save_trig(place.graph.read_text(encoding="utf-8"), _target(staged, addition))
    if workspace.curation.is_file():
        _link(workspace.curation, staged.curation)
    workspace.cache.mkdir(parents=True, exist_ok=True)
    for shared in (workspace.cache, workspace.statistics, workspace.taxonomy.parent):
        if shared.is_dir():
            (staged.path / shared.name).symlink_to(shared.resolve())
    return staged


def _see_unchanged(workspace: Workspace, built: dict[str, str], name: str, own: set[str | None]) -> None:
    """Raise AdditionError unless the workspace's graphs are those that were built, the new one there or not yet."""
    held: dict[str, str | None] = {
        path.relative_to(workspace.path).as_posix(): digest(path) for path in _graphs(workspace)
    }
    if held.pop(name, None) not in own or held != {other: found for other, found in built.items() if other != name}:
        raise AdditionError(_STALE)


def _graphs(workspace: Workspace) -> list[Path]:
    try:
        return workspace.graph_paths()
    except WorkspaceError:  # the first plan of all
        return []


def _target(workspace: Workspace, addition: Addition) -> Path:
    assert addition.plan is not None
    return workspace.graph_path(addition.plan["municipality"], addition.plan["slug"])


def _link(source: str | Path, target: str | Path) -> str | Path:
    """Give a file that nobody writes to a second name; where the disk has none, copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target

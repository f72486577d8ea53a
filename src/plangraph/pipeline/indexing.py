"""From the graphs of a workspace to a new generation: store, passages, vectors, text index, manifest."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from plangraph.config import load_settings
from plangraph.errors import BuildError
from plangraph.graph import (
    add_graph,
    apply_decisions,
    build_store,
    corrected_graph,
    derive_attainment,
    derive_decisions,
    derive_fields,
    derive_sdgs,
    derive_statistics,
    describe_store,
    in_force,
    open_decisions,
    open_store,
    open_trig,
    project,
    write_dumps,
)
from plangraph.model import Progress
from plangraph.pipeline.candidates import link_statistics
from plangraph.pipeline.inferring import infer_goals, with_goals
from plangraph.pipeline.remote import drop_old, remote_of, upload
from plangraph.pipeline.statistics import imported_cubes
from plangraph.retrieval import (
    FIELD_MODEL,
    EmbeddingCache,
    Wording,
    build_index,
    make_vectors,
    open_encoder,
    open_label_encoder,
    open_thesaurus,
    passage_text,
    phrases_of,
)
from plangraph.workspace import EncoderRecord, Manifest, Workspace, draft_generation
from plangraph.workspace.manifest import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from rdflib import Graph

    from plangraph.model import Card

__all__ = ["Built", "build"]


@dataclass(frozen=True, slots=True)
class Built:
    """A published generation; `embedded` passages were encoded now, the others came from the cache."""

    generation: int
    directory: Path
    counts: dict[str, int]
    embedded: int
    seconds: float


def build(workspace: Path, *, progress: Callable[[Progress], None] | None = None, remote_store: bool = True) -> Built:
    """Indexes everything ingested into a new generation and makes it the one that is served.

    Without `remote_store` it stays out of the remote store of the settings; who publishes it elsewhere uploads it.
    Raises WorkspaceError when nothing was ingested, BuildError when another build runs, the disk is full, or a remote
    store does not take the graphs.
    """
    started = time.monotonic()
    step = _steps(progress)
    place, settings = Workspace(workspace), load_settings()
    paths = place.graph_paths()
    with draft_generation(place) as draft:
        digests = {path.relative_to(place.path).as_posix(): digest(path) for path in paths}
        step("read graphs")
        graphs = [open_trig(path) for path in paths]
        decisions = open_decisions(place.curation)
        curated = derive_decisions(decisions, _subjects(graphs) if decisions else (), settings.base_iri)
        cards, passages = project(graphs, [curated])
        if not passages:
            raise BuildError(f"the plans in {place.path} hold no text to search")
        step("load encoder")
        encoder = open_encoder(settings.encoder, settings.cache_dir, progress)
        cache = EmbeddingCache(place.cache)
        vectors = cache.encode(encoder, [passage_text(passage) for passage in passages], "passage", progress)
        encoded = cache.encoded
        labels = open_label_encoder()
        wording = Wording(
            cache.encode(labels, [passage.text for passage in passages], "passage", progress),
            make_vectors(open_thesaurus(), encoder, labels, settings.cache_dir, progress),
            cache.encode(labels, [each for passage in passages for each in phrases_of(passage)], "passage", progress),
        )
        step("index passages")
        goals, model = infer_goals(
            cards,
            passages,
            vectors,
            wording.vectors,
            space=f"{encoder.space} {labels.space}",
            encode=lambda texts: np.hstack([cache.encode(each, texts, "passage") for each in (encoder, labels)]),
        )
        cards = with_goals(cards, goals, in_force(decisions))
        links = build_index(draft.index, cards, passages, vectors, wording)
        step("store triples")
        derived = [
            *(derive_attainment(corrected_graph(graph, decisions), settings.base_iri) for graph in graphs),
            derive_fields(links, FIELD_MODEL.assigned, settings.base_iri),
            derive_sdgs(goals, model, settings.base_iri),
            curated,
        ]
        kept = (path for path in (place.taxonomy, place.curation) if path.is_file())
        cubes = imported_cubes(place, settings.base_iri)
        build_store(draft.store, [*paths, *kept], derived, cubes=cubes, base=settings.base_iri)
        if place.statistics_paths():
            step("link statistics")
            found = link_statistics(open_store(draft.store), lambda texts: cache.encode(labels, texts, "passage"))
            add_graph(draft.store, derive_statistics(found, settings.base_iri))
        apply_decisions(draft.store, decisions, settings.base_iri)
        built_at = datetime.now(UTC).isoformat(timespec="seconds")
        describe_store(draft.store, built_at, base=settings.base_iri, publisher=settings.publisher)
        write_dumps(draft.store, draft.dumps)
        if digests != {path.relative_to(place.path).as_posix(): digest(path) for path in place.graph_paths()}:
            raise BuildError(f"the plans in {place.path} changed while they were indexed; run `plangraph build` again")
        step("publish")
        remote = remote_of(settings) if remote_store else None
        if remote:
            upload(remote, place, draft.directory)
        manifest = Manifest(
            generation=draft.number,
            built_at=built_at,
            base_iri=settings.base_iri,
            encoder=EncoderRecord(encoder.name, encoder.space, encoder.fingerprint, encoder.dimension),
            counts={"plans": len(paths), "passages": len(passages), **_kinds(cards)},
            graphs=digests,
        )
        generation = draft.publish(manifest)
        if remote:
            drop_old(remote, place)
    step("done")
    return Built(
        generation.number, generation.directory, generation.manifest.counts, encoded, time.monotonic() - started
    )


_STEPS = ("read graphs", "load encoder", "index passages", "store triples", "link statistics", "publish", "done")


def _steps(progress: Callable[[Progress], None] | None) -> Callable[[str], None]:
    def step(name: str) -> None:
        if progress:
            progress(Progress("build", _STEPS.index(name), len(_STEPS) - 1))

    return step


def _subjects(graphs: Iterable[Graph]) -> set[str]:
    return {str(subject) for graph in graphs for subject in graph.subjects()}


def _kinds(cards: list[Card]) -> dict[str, int]:
    return {"subjects": len(cards), **dict(sorted(Counter(card.kind for card in cards).items()))}

"""Search measured against a test collection: one run, its difference from another, and ablations."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from plangraph.config import load_settings
from plangraph.errors import EvaluationError
from plangraph.evaluation import ask, differences, measure, read_run, refusal_curve, separation
from plangraph.pipeline.opened import Search
from plangraph.workspace import Workspace, open_generation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from plangraph.evaluation.collection import Collection
    from plangraph.evaluation.contrast import Difference
    from plangraph.evaluation.measures import Report
    from plangraph.evaluation.refusals import Point
    from plangraph.evaluation.runs import Run
    from plangraph.evaluation.variants import Variant
    from plangraph.retrieval import Encoder
    from plangraph.retrieval.settings import Settings

__all__ = ["Ablation", "Evaluation", "ablate", "evaluate"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run and its measures; `differences` to the run that it was held against, the largest first."""

    run: Run
    report: Report
    curve: tuple[Point, ...]
    separation: float | None
    differences: tuple[Difference, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        """Everything but the rankings, in plain values."""
        made = self.report.as_json() | {
            "separation": None if self.separation is None else round(self.separation, 4),
            "curve": [{name: round(value, 4) for name, value in asdict(point).items()} for point in self.curve],
        }
        if self.differences is not None:
            made["differences"] = [
                {
                    "topic": each.topic.id,
                    "query": each.topic.query,
                    "before": round(each.before, 4),
                    "after": round(each.after, 4),
                    "gained": list(each.gained),
                    "lost": list(each.lost),
                }
                for each in self.differences
            ]
        return made


@dataclass(frozen=True, slots=True)
class Ablation:
    """A variant of retrieval and what it reaches."""

    variant: Variant
    report: Report


def evaluate(
    collection: Collection, workspace: Path, *, run: Path | None = None, against: Path | None = None
) -> Evaluation:
    """Measure the search of a workspace, or an existing run; and say how it differs from another run.

    Raises EvaluationError for runs that cannot be read, WorkspaceError as `open_search` does.
    """
    topics, qrels = collection.topics, collection.qrels
    made = _ask(collection, workspace, _encoder(workspace)) if run is None else read_run(run, topics)
    report = measure(topics, qrels, made)
    found = None
    if against is not None:
        other = read_run(against, topics)
        found = differences(topics, qrels, (other, measure(topics, qrels, other)), (made, report))
    return Evaluation(made, report, refusal_curve(topics, qrels, made), separation(topics, qrels, made), found)


def ablate(collection: Collection, workspace: Path, variants: Iterable[Variant]) -> tuple[Ablation, ...]:
    """Measure each variant of retrieval on the same index. Raises EvaluationError for a setting that does not exist."""
    settings = [(variant, _settings(variant)) for variant in variants]
    encoder = _Remembering(_encoder(workspace))
    return tuple(
        Ablation(variant, measure(collection.topics, collection.qrels, _ask(collection, workspace, encoder, changed)))
        for variant, changed in settings
    )


def _ask(collection: Collection, workspace: Path, encoder: Encoder, settings: Settings | None = None) -> Run:
    from plangraph.evaluation.conditions import violated  # noqa: PLC0415 — beside what it is handed
    from plangraph.plans.vocabulary import status_of  # noqa: PLC0415 — loads the words of documents

    with Search(workspace, encoder, settings) as search:
        return ask(
            collection.topics,
            search.search,
            collection.name,
            confidence=lambda result: result.confidence,
            breaks=lambda topic, hit: violated(topic, hit, status_of),
        )


def _encoder(workspace: Path) -> Encoder:
    from plangraph.retrieval import open_encoder  # noqa: PLC0415 — heavy

    open_generation(Workspace(workspace))  # what is wrong with the workspace is said before the encoder loads
    settings = load_settings()
    return open_encoder(settings.encoder, settings.cache_dir)


def _settings(variant: Variant) -> Settings:
    from plangraph.retrieval.settings import DEFAULTS  # noqa: PLC0415 — beside the encoder

    known = {field.name for field in fields(DEFAULTS)}
    for name in variant.changes:
        if name not in known:
            raise EvaluationError(
                f"variant {variant.name!r}", f"there is no setting {name!r}; use one of {sorted(known)}"
            )
    return replace(DEFAULTS, **variant.changes)  # type: ignore[arg-type]  # a file's values have the fields' types


class _Remembering:
    """An encoder that reads the same texts once: what differs between variants comes after the encoding."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.space, self.fingerprint = encoder.name, encoder.space, encoder.fingerprint
        self.dimension, self.note = encoder.dimension, encoder.note
        self._encoder = encoder
        self._known: dict[tuple[tuple[str, ...], str], NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:
        """As the encoder."""
        key = tuple(texts), kind
        if key not in self._known:
            self._known[key] = self._encoder(texts, kind)
        return self._known[key]

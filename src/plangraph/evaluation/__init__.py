"""How well things are done, in numbers: what was read against what a person read, what was found against what counts.

Names load their modules when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from plangraph.evaluation.collection import Collection, read_collection
    from plangraph.evaluation.conditions import violated
    from plangraph.evaluation.contrast import Difference, differences
    from plangraph.evaluation.extraction import FACT_TYPES, Comparison, Score, compare, facts_of
    from plangraph.evaluation.floors import missed_floors, read_floors
    from plangraph.evaluation.folding import digest, fold
    from plangraph.evaluation.golden import Golden, read_golden
    from plangraph.evaluation.measures import MEASURES, Report, measure
    from plangraph.evaluation.names import Units, own_names
    from plangraph.evaluation.qrels import read_qrels
    from plangraph.evaluation.refusals import Point, refusal_curve, separation
    from plangraph.evaluation.runs import Answer, Run, ask, read_run, write_run
    from plangraph.evaluation.topics import Topic, read_topics
    from plangraph.evaluation.variants import Variant, read_variants

__all__ = [
    "FACT_TYPES",
    "MEASURES",
    "Answer",
    "Collection",
    "Comparison",
    "Difference",
    "Golden",
    "Point",
    "Report",
    "Run",
    "Score",
    "Topic",
    "Units",
    "Variant",
    "ask",
    "compare",
    "differences",
    "digest",
    "facts_of",
    "fold",
    "measure",
    "missed_floors",
    "own_names",
    "read_collection",
    "read_floors",
    "read_golden",
    "read_qrels",
    "read_run",
    "read_topics",
    "read_variants",
    "refusal_curve",
    "separation",
    "violated",
    "write_run",
]

_HOMES: Final = {
    "FACT_TYPES": "extraction",
    "MEASURES": "measures",
    "Answer": "runs",
    "Collection": "collection",
    "Comparison": "extraction",
    "Difference": "contrast",
    "Golden": "golden",
    "Point": "refusals",
    "Report": "measures",
    "Run": "runs",
    "Score": "extraction",
    "Topic": "topics",
    "Units": "names",
    "Variant": "variants",
    "ask": "runs",
    "compare": "extraction",
    "differences": "contrast",
    "digest": "folding",
    "facts_of": "extraction",
    "fold": "folding",
    "measure": "measures",
    "missed_floors": "floors",
    "own_names": "names",
    "read_collection": "collection",
    "read_floors": "floors",
    "read_golden": "golden",
    "read_qrels": "qrels",
    "read_run": "runs",
    "read_topics": "topics",
    "read_variants": "variants",
    "refusal_curve": "refusals",
    "separation": "refusals",
    "violated": "conditions",
    "write_run": "runs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

"""What the doors call: the stages put together over a workspace. Each function loads its stages when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plangraph.pipeline.additions import FACTS, FAMILIES, MOST_BYTES, SUFFIXES, Addition, Additions, open_additions
    from plangraph.pipeline.answers import answer_json, plan_json, search_json, source_json
    from plangraph.pipeline.asking import Answer, Ask, ask, open_ask
    from plangraph.pipeline.calls import Call, Turns, fingerprint, graph_media_type
    from plangraph.pipeline.cells import plain_text, shown_plainly
    from plangraph.pipeline.compared import MOST_CITIES, MOST_HITS, Compare
    from plangraph.pipeline.compared_things import compare_things
    from plangraph.pipeline.comparison import Diff, diff
    from plangraph.pipeline.curation import decide, decisions
    from plangraph.pipeline.description import describe, is_described
    from plangraph.pipeline.disagreements import audit
    from plangraph.pipeline.elements import element
    from plangraph.pipeline.evaluation import Ablation, Evaluation, ablate, evaluate
    from plangraph.pipeline.examples import Example, example_queries
    from plangraph.pipeline.fields import FieldCount, field_counts, field_name
    from plangraph.pipeline.health import Checked, info, validate
    from plangraph.pipeline.indexing import Built, build
    from plangraph.pipeline.indicator_list import MOST_INDICATORS, list_indicators
    from plangraph.pipeline.ingestion import Ingested, Rejected, check, ingest, inspect, iter_ingest
    from plangraph.pipeline.interchange import EXPORT_FORMATS, export
    from plangraph.pipeline.opened import EndpointFollower, Search, open_endpoint, open_graph, open_search
    from plangraph.pipeline.overviews import city_overview, fill_overviews, plan_overview
    from plangraph.pipeline.published import Dump, Stamp, dataset_description, dumps, named_graph, stamp
    from plangraph.pipeline.similar import NEAR_ENOUGH, Similar, open_similar
    from plangraph.pipeline.suggestions import Suggest, open_suggest
    from plangraph.pipeline.working import WorkingDataset, open_working

__all__ = [
    "EXPORT_FORMATS",
    "FACTS",
    "FAMILIES",
    "MOST_BYTES",
    "MOST_CITIES",
    "MOST_HITS",
    "MOST_INDICATORS",
    "NEAR_ENOUGH",
    "SUFFIXES",
    "Ablation",
    "Addition",
    "Additions",
    "Answer",
    "Ask",
    "Built",
    "Call",
    "Checked",
    "Compare",
    "Diff",
    "Dump",
    "EndpointFollower",
    "Evaluation",
    "Example",
    "FieldCount",
    "Ingested",
    "Rejected",
    "Search",
    "Similar",
    "Stamp",
    "Suggest",
    "Turns",
    "WorkingDataset",
    "ablate",
    "answer_json",
    "ask",
    "audit",
    "build",
    "check",
    "city_overview",
    "compare_things",
    "dataset_description",
    "decide",
    "decisions",
    "describe",
    "diff",
    "dumps",
    "element",
    "evaluate",
    "example_queries",
    "export",
    "field_counts",
    "field_name",
    "fill_overviews",
    "fingerprint",
    "graph_media_type",
    "info",
    "ingest",
    "inspect",
    "is_described",
    "iter_ingest",
    "list_indicators",
    "named_graph",
    "open_additions",
    "open_ask",
    "open_endpoint",
    "open_graph",
    "open_search",
    "open_similar",
    "open_suggest",
    "open_working",
    "plain_text",
    "plan_json",
    "plan_overview",
    "search_json",
    "shown_plainly",
    "source_json",
    "stamp",
    "validate",
]

_MODULES = {
    "additions": ("FACTS", "FAMILIES", "MOST_BYTES", "SUFFIXES", "Addition", "Additions", "open_additions"),
    "answers": ("answer_json", "plan_json", "search_json", "source_json"),
    "asking": ("Answer", "Ask", "ask", "open_ask"),
    "calls": ("Call", "Turns", "fingerprint", "graph_media_type"),
    "curation": ("decide", "decisions"),
    "description": ("describe", "is_described"),
    "cells": ("plain_text", "shown_plainly"),
    "compared": ("MOST_CITIES", "MOST_HITS", "Compare"),
    "compared_things": ("compare_things",),
    "comparison": ("Diff", "diff"),
    "disagreements": ("audit",),
    "elements": ("element",),
    "evaluation": ("Ablation", "Evaluation", "ablate", "evaluate"),
    "examples": ("Example", "example_queries"),
    "fields": ("FieldCount", "field_counts", "field_name"),
    "health": ("Checked", "info", "validate"),
    "indexing": ("Built", "build"),
    "indicator_list": ("MOST_INDICATORS", "list_indicators"),
    "ingestion": ("Ingested", "Rejected", "check", "ingest", "inspect", "iter_ingest"),
    "interchange": ("EXPORT_FORMATS", "export"),
    "opened": ("EndpointFollower", "Search", "open_endpoint", "open_graph", "open_search"),
    "overviews": ("city_overview", "fill_overviews", "plan_overview"),
    "published": ("Dump", "Stamp", "dataset_description", "dumps", "named_graph", "stamp"),
    "similar": ("NEAR_ENOUGH", "Similar", "open_similar"),
    "suggestions": ("Suggest", "open_suggest"),
    "working": ("WorkingDataset", "open_working"),
}
_WHERE = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Loads a function where it is defined (PEP 562): `plangraph search` never loads the validator."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)

"""Plan → graph → passages: building, keeping, validating and projecting the RDF of plans."""

from __future__ import annotations

from plangraph.graph.attainment import derive_attainment
from plangraph.graph.build import build_graph
from plangraph.graph.curation import apply_decisions, corrected_graph, derive_decisions, open_decisions
from plangraph.graph.dataset import add_graph, build_store, ontology_graph, ontology_graph_iri, open_dataset, open_store
from plangraph.graph.description import DUMPS, describe_store, description_graph_iri, write_dumps
from plangraph.graph.fields import derive_fields
from plangraph.graph.passages import project
from plangraph.graph.queries import Question, iter_examples
from plangraph.graph.sdgs import derive_sdgs
from plangraph.graph.statistics import derive_statistics
from plangraph.graph.trig import open_trig, save_graph, save_trig, serialize_trig
from plangraph.graph.validate import validate_graph
from plangraph.graph.verdicts import in_force

__all__ = [
    "DUMPS",
    "Question",
    "add_graph",
    "apply_decisions",
    "build_graph",
    "build_store",
    "corrected_graph",
    "derive_attainment",
    "derive_decisions",
    "derive_fields",
    "derive_sdgs",
    "derive_statistics",
    "describe_store",
    "description_graph_iri",
    "in_force",
    "iter_examples",
    "ontology_graph",
    "ontology_graph_iri",
    "open_dataset",
    "open_decisions",
    "open_store",
    "open_trig",
    "project",
    "save_graph",
    "save_trig",
    "serialize_trig",
    "validate_graph",
    "write_dumps",
]

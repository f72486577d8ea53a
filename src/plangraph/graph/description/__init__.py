"""The dataset described in its own terms: VoID, DCAT and the example queries, as one named graph of the store."""

from plangraph.graph.description.describe import describe_store, description_graph_iri, write_dumps
from plangraph.graph.description.void import DUMPS

__all__ = ["DUMPS", "describe_store", "description_graph_iri", "write_dumps"]

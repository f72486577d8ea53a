"""query → a safe, standard answer: SPARQL 1.1 over a store on disk, within limits of time, size and memory."""

from plangraph.sparql.endpoint import Endpoint
from plangraph.sparql.worker import Answer

__all__ = ["Answer", "Endpoint"]

"""query → a safe, standard answer: SPARQL 1.1 over a store on disk, within limits of time, size and memory."""

from plangraph.sparql.calls import Call
from plangraph.sparql.endpoint import Endpoint
from plangraph.sparql.fingerprint import fingerprint
from plangraph.sparql.graphstore import Change, Put, Remove, Update
from plangraph.sparql.queueing import Turns
from plangraph.sparql.worker import Answer, Cosines

__all__ = ["Answer", "Call", "Change", "Cosines", "Endpoint", "Put", "Remove", "Turns", "Update", "fingerprint"]

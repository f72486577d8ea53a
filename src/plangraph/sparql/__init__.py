"""query → a safe, standard answer: SPARQL 1.1 over a store on disk, within limits of time, size and memory."""

from plangraph.sparql.calls import Call
from plangraph.sparql.endpoint import Endpoint
from plangraph.sparql.fingerprint import fingerprint
from plangraph.sparql.formats import graph_media_type
from plangraph.sparql.graphstore import Change, Put, Remove, Update
from plangraph.sparql.queueing import Turns
from plangraph.sparql.remote import RemoteEndpoint, count_triples
from plangraph.sparql.remote_link import Link, Remote
from plangraph.sparql.remote_names import Graphs
from plangraph.sparql.search_service import Meaning
from plangraph.sparql.services import Services
from plangraph.sparql.worker import Answer, Cosines, DatasetNames, Limits

__all__ = [
    "Answer",
    "Call",
    "Change",
    "Cosines",
    "DatasetNames",
    "Endpoint",
    "Graphs",
    "Limits",
    "Link",
    "Meaning",
    "Put",
    "Remote",
    "RemoteEndpoint",
    "Remove",
    "Services",
    "Turns",
    "Update",
    "count_triples",
    "fingerprint",
    "graph_media_type",
]

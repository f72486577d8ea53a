"""What a door needs to let many clients query: calls that can be given up, a name for a query's text, and for forms."""

from plangraph.sparql import Call, Turns, fingerprint, graph_media_type

__all__ = ["Call", "Turns", "fingerprint", "graph_media_type"]

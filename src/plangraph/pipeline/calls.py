"""What a door needs to let many clients query: calls that can be given up, and a name for a query's text."""

from plangraph.sparql import Call, Turns, fingerprint

__all__ = ["Call", "Turns", "fingerprint"]

"""The HTTP door of PlanGraph: search page, JSON API, SPARQL endpoint, linked data."""

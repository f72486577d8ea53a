"""The W3C's SPARQL 1.1 cases: read from their manifests, run over HTTP, their answers compared."""

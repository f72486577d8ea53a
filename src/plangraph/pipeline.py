"""Composes the stages into what the doors open onto: ingest, inspect, build, search, query, describe."""

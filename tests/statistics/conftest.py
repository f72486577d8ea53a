"""Tables of invented figures in each form, and what a table of them becomes as RDF."""

import gzip
import io

import pyoxigraph as ox
import pytest

from plangraph.graph.queries import select
from plangraph.statistics import iter_portions, open_table, write_cube

PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX pg: <https://w3id.org/plangraph/ns#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sa: <http://purl.org/linked-data/sdmx/2009/attribute#>
PREFIX sc: <http://purl.org/linked-data/sdmx/2009/code#>
PREFIX sd: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sm: <http://purl.org/linked-data/sdmx/2009/measure#>
"""


class Read:
    """A written cube, to be asked."""

    def __init__(self, cube, store):
        self.cube, self.store = cube, store

    def rows(self, text, *names):
        return {tuple(row.get(name) for name in names) for row in select(self.store, PREFIXES + text)}

    def values(self):
        """Series, area, time and value of each observation, or the mark with its meaning."""
        found = self.rows(
            """SELECT ?series ?area ?time ?said ?meaning WHERE {
              ?slice a qb:Slice ; rdfs:label ?series ; qb:observation ?o .
              ?o a qb:Observation ; qb:dataSet ?data ; sd:refArea ?place ; sd:timePeriod ?time .
              ?data a qb:DataSet ; qb:slice ?slice .
              BIND(REPLACE(STR(?place), "^.*/(id|statistics/[^/]*)/", "") AS ?area)
              OPTIONAL { ?o sm:obsValue ?value }
              OPTIONAL { ?o sa:obsStatus ?status ; pg:rawValue ?mark . OPTIONAL { ?status skos:prefLabel ?meaning } }
              BIND(COALESCE(STR(?value), ?mark) AS ?said)
            }""",
            *("series", "area", "time", "said", "meaning"),
        )
        return sorted(found, key=str)


@pytest.fixture
def read(tmp_path):
    """Writes a text to a file of that name, reads it as a table, and gives what was made of it."""

    def make(name, text, encoding="utf-8", form=""):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        out = io.StringIO()
        with open_table(path, form) as (_, table):
            cube = write_cube(table, out, file=name, sha256="0" * 64)
        packed = tmp_path / "cube.ttl.gz"
        packed.write_bytes(gzip.compress(out.getvalue().encode()))
        store = ox.Store()
        for portion in iter_portions(packed):
            store.load(portion, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("http://example.org/g"))
        return Read(cube, store)

    return make

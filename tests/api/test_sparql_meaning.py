"""Meaning inside SPARQL, over HTTP and from the command line: the rows of a search, joined with the graph."""

import json

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from typer.testing import CliRunner

from plangraph.cli import app
from plangraph.namespaces import PG
from plangraph.pipeline import build, open_endpoint, open_search
from plangraph.pipeline.meaning import GenerationMeaning
from plangraph.workspace import Workspace, open_generation
from plangraph_api.service import service_graph

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SEARCH = """SELECT ?hit ?score ?text ?label WHERE {
  SERVICE pg:search { ?hit pg:query "防災" ; pg:limit 20 ; pg:score ?score ; pg:passage ?text }
  ?hit rdfs:label ?label
} ORDER BY DESC(?score)"""
EXAMPLES = (
    "nearest-in-each-city",
    "near-and-unmeasured",
    "search-and-departments",
    "search-and-status",
    "search-and-values",
)


def bindings(answer):
    return json.loads(answer)["results"]["bindings"]


def test_a_query_finds_what_a_search_finds(client):
    """The same hits with the same scores and passages as the API of search gives, in their order."""
    found = client.get("/api/v1/search", params={"q": "防災", "limit": 20}).json()
    rows = bindings(client.get("/sparql", params={"query": SEARCH}).content)
    assert found["answerable"]
    assert sorted(hit["iri"] for hit in found["hits"]) == sorted(row["hit"]["value"] for row in rows)
    assert {hit["label"] for hit in found["hits"]} == {row["label"]["value"] for row in rows}
    assert rows
    assert {"ja"} == {row["text"]["xml:lang"] for row in rows}


def test_a_search_is_narrowed_as_elsewhere(client):
    """By the city's IRI and the kind: only such things come."""
    query = """SELECT DISTINCT ?city ?kind WHERE {
      SERVICE pg:search { ?hit pg:query "防災" ; pg:kind pg:Pledge ;
                          pg:municipality <https://w3id.org/plangraph/id/990027> }
      ?hit a ?kind ; pg:municipality ?city FILTER(?kind = pg:Pledge) }"""
    rows = bindings(client.post("/sparql", data={"query": query}).content)
    assert [("https://w3id.org/plangraph/id/990027", str(PG.Pledge))] == [
        (row["city"]["value"], row["kind"]["value"]) for row in rows
    ]


def test_a_search_put_wrongly_is_a_bad_request_with_its_place(client):
    """400, and the problem document says line, column and what to do."""
    query = 'SELECT * {\n  SERVICE pg:search { ?hit pg:query "x" ; pg:limit 1000 }\n}'
    answer = client.get("/sparql", params={"query": query})
    column = query.splitlines()[1].index("1000") + 1
    assert (400, 2, column) == (answer.status_code, answer.json()["line"], answer.json()["column"])
    assert "between 1 and 100" in answer.json()["detail"]


def test_similarity_is_a_cosine_of_the_index(client):
    """Between -1 and 1, for each element and indicator; a plan has none."""
    query = 'SELECT ?x ?near { ?x a pg:Indicator BIND(pg:similarity(?x, "人口") AS ?near) }'
    rows = bindings(client.get("/sparql", params={"query": query}).content)
    assert rows
    assert all(-1.001 <= float(row["near"]["value"]) <= 1.001 for row in rows)
    query = 'SELECT ?x ?near { ?x a pg:Plan BIND(pg:similarity(?x, "人口") AS ?near) }'
    assert [row for row in bindings(client.get("/sparql", params={"query": query}).content) if "near" in row] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_among_those_described(client, name):
    """Each of the five is a SHACL executable of the dataset."""
    described = Graph().parse(data=client.get("/dataset.ttl").content, format="turtle")
    assert any(str(node).endswith(f"#query-{name}") for node in described.subjects(RDF.type))


def test_the_service_announces_both(client):
    """A feature and a function, with terms that the ontology defines; where there is no index, neither."""
    address = URIRef("http://testserver/sparql")
    described = Graph().parse(data=client.get("/sparql").content, format="turtle", publicID=str(address))
    assert {SD.UnionDefaultGraph, PG.search} == set(described.objects(address, SD.feature))
    assert [PG.similarity] == list(described.objects(address, SD.extensionFunction))
    bare = service_graph(str(address), writable=True)
    assert [] == [*bare.objects(address, SD.feature), *bare.objects(address, SD.extensionFunction)]


def test_the_service_over_a_remote_store_announces_the_search_alone():
    """The function is ours, and no other engine has it."""
    address = URIRef("http://testserver/sparql")
    remote = service_graph(str(address), remote=True)
    assert PG.search in set(remote.objects(address, SD.feature))
    assert [] == list(remote.objects(address, SD.extensionFunction))


def test_the_command_line_answers_likewise(sample_workspace, tmp_path):
    """`plangraph sparql` gives the rows of the search."""
    file = tmp_path / "search.rq"
    file.write_text(SEARCH, encoding="utf-8")
    result = CliRunner().invoke(app, ["sparql", str(file), "--format", "csv", "--workspace", str(sample_workspace)])
    assert 0 == result.exit_code, result.output
    assert "hit,score,text,label" == result.stdout.splitlines()[0]
    assert len(result.stdout.splitlines()) > 1


def test_index_and_graph_are_of_one_generation(sample_workspace):
    """Where search moved on before the endpoint did, the endpoint still asks the index of its own graph."""
    former = open_generation(Workspace(sample_workspace))
    with open_search(sample_workspace) as search, open_endpoint(sample_workspace, lambda: search) as endpoint:
        first = search.of(former)
        meaning = GenerationMeaning(lambda: search, former)
        build(sample_workspace)
        assert search.refresh()
        assert first is meaning._opened()
        newer = search.of(open_generation(Workspace(sample_workspace)))
        assert newer is not first
        assert bindings(endpoint.query(SEARCH).body)
        assert former.number == endpoint.generation

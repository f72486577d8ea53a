"""`/sparql` over HTTP."""

import csv
import io

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient
from rdflib import Graph

from plangraph_api.app import create_app

PLEDGES = "SELECT ?pledge ?label WHERE { ?pledge a pg:Pledge ; rdfs:label ?label } ORDER BY ?pledge LIMIT 3"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }"
PAGE = {"Accept": "text/html,*/*;q=0.8"}


def asked_in_three_ways(client, query, **headers):
    direct = {"Content-Type": "application/sparql-query", **headers}
    yield client.get("/sparql", params={"query": query}, headers=headers)
    yield client.post("/sparql", data={"query": query}, headers=headers)
    yield client.post("/sparql", content=query.encode(), headers=direct)


def test_three_ways_of_asking_give_one_answer(client):
    """By address, by form and directly (SPARQL 1.1 Protocol, 2.1)."""
    answers = list(asked_in_three_ways(client, PLEDGES))
    assert {200} == {answer.status_code for answer in answers}
    assert {"application/sparql-results+json"} == {answer.headers["content-type"] for answer in answers}
    assert 1 == len({answer.content for answer in answers})
    assert 3 == len(answers[0].json()["results"]["bindings"])


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/json", "application/json"),
    ],
)
def test_a_table_takes_the_form_preferred(client, accept, media_type):
    """The Accept header decides about the form of results."""
    response = client.get("/sparql", params={"query": PLEDGES}, headers={"Accept": accept})
    assert (200, media_type) == (response.status_code, response.headers["content-type"])


def test_the_parameter_beats_the_header(client):
    """`format=csv` needs no header, and is for a browser's address bar as well."""
    response = client.get("/sparql", params={"query": PLEDGES, "format": "csv"}, headers=PAGE)
    rows = list(csv.reader(io.StringIO(response.text)))
    assert ["pledge", "label"] == rows[0]
    assert 4 == len(rows)


@pytest.mark.parametrize("media_type", ["text/turtle", "application/ld+json", "application/rdf+xml"])
def test_a_graph_takes_the_form_preferred(client, media_type):
    """CONSTRUCT gives RDF that parses back."""
    query = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a pg:Plan ; rdfs:label ?o }"
    response = client.get("/sparql", params={"query": query}, headers={"Accept": media_type})
    assert media_type == response.headers["content-type"].partition(";")[0]
    assert 5 == len(list(ox.parse(response.content, format=ox.RdfFormat.from_media_type(media_type))))


def test_what_no_form_fits_is_said(client):
    """A table cannot be a picture."""
    response = client.get("/sparql", params={"query": PLEDGES}, headers={"Accept": "image/png"})
    assert 406 == response.status_code
    assert "text/csv" in response.json()["offered"]


def test_a_malformed_query_is_located(client):
    """Syntax errors have line and column, whichever way the query came."""
    for response in asked_in_three_ways(client, "SELECT * {\n  ?s nonsense ?o }"):
        problem = response.json()
        assert (400, 2, "/docs#query") == (problem["status"], problem["line"], problem["type"])
        assert problem["column"] > 1


@pytest.mark.parametrize(
    "query", ["INSERT DATA { <a:a> <a:b> <a:c> }", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"]
)
def test_updates_and_service_are_refused(client, query):
    """The endpoint reads, and reads here."""
    for response in asked_in_three_ways(client, query):
        assert 400 == response.status_code
        assert "not allowed" in response.json()["detail"]


def test_updates_by_the_protocol_are_refused(client):
    """Neither `update=` nor its media type gets anywhere, with a token or without."""
    as_body = {"Content-Type": "application/sparql-update", "Authorization": "Bearer x"}
    for response in (
        client.post("/sparql", data={"update": "CLEAR ALL"}),
        client.post("/sparql", content="CLEAR ALL", headers=as_body),
    ):
        assert 403 == response.status_code
        assert "updates are not allowed" in response.json()["detail"]
    assert 405 == client.get("/sparql", params={"update": "CLEAR ALL"}).status_code


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"data": {"other": "x"}}, 400),
        ({"content": "query", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}}, 400),
        ({"content": b"#" * 1_100_000, "headers": {"Content-Type": "application/sparql-query"}}, 413),
    ],
)
def test_bodies_that_are_no_query_are_refused(client, options, status):
    """Each wrong body has its own status, and a problem document."""
    response = client.post("/sparql", **options)
    assert (status, "application/problem+json") == (response.status_code, response.headers["content-type"])


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/sparql", {"GET", "HEAD", "OPTIONS", "POST"}), ("/rdf-graph-store", {"GET", "HEAD", "OPTIONS"})],
)
def test_a_method_that_is_none_of_the_protocol_is_told_the_others(client, path, methods):
    """405 names all methods that the address takes where nobody may write, and any origin may read it."""
    response = client.patch(path)
    assert (405, "*") == (response.status_code, response.headers["access-control-allow-origin"])
    assert methods == set(response.headers["allow"].split(", "))


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"params": {"query": "SELECT * { ?s nonsense }"}}, 400),
        ({"params": {"query": "ASK { }"}, "headers": {"Accept": "image/png"}}, 406),
        ({"params": {"query": "ASK { }", "format": "docx"}}, 406),
        ({"params": {"query": "ASK { }", "default-graph-uri": "no iri"}}, 400),
        ({"params": b"query=%ff"}, 400),
    ],
)
def test_errors_may_be_read_from_any_origin(client, options, status):
    """Every error is a problem document with CORS headers; HEAD gives the same without a body."""
    response, head = client.get("/sparql", **options), client.head("/sparql", **options)
    assert (status, "application/problem+json") == (response.status_code, response.headers["content-type"])
    assert (status, b"") == (head.status_code, head.content)
    assert "*" == response.headers["access-control-allow-origin"] == head.headers["access-control-allow-origin"]


def test_an_iri_with_percent_signs_and_letters_is_kept(client):
    """What a query names comes back as it was written, by all ways of asking and in all forms."""
    iri = "http://example.org/防災/%E5%B8%82"
    for response in asked_in_three_ways(client, f"SELECT (<{iri}> AS ?x) {{ }}"):
        assert iri == response.json()["results"]["bindings"][0]["x"]["value"]
    query = f"CONSTRUCT {{ <{iri}> <{iri}> <{iri}> }} WHERE {{ }}"
    for name in ("turtle", "ntriples", "jsonld"):
        assert iri in client.get("/sparql", params={"query": query, "format": name}).text


def test_relative_iris_are_resolved_by_the_address(client):
    """Without BASE, an IRI is relative to the endpoint (SPARQL 1.1 Protocol, 2.1.6)."""
    answer = client.get("/sparql", params={"query": "SELECT (<x> AS ?x) { }"}).json()
    assert "http://testserver/x" == answer["results"]["bindings"][0]["x"]["value"]


def test_two_queries_are_one_too_many(client):
    """The protocol takes exactly one."""
    assert 400 == client.get("/sparql", params={"query": [PLEDGES, PLEDGES]}).status_code


def test_the_protocol_may_name_the_dataset(client):
    """`default-graph-uri` narrows what a query sees."""
    parameters = {"query": "ASK { ?s ?p ?o }", "default-graph-uri": "https://w3id.org/plangraph/graph/000000/none"}
    assert client.get("/sparql", params=parameters).json() == {"head": {}, "boolean": False}


def test_a_program_that_asks_nothing_gets_the_service_description(client):
    """The description names this endpoint and says that all graphs are one."""
    response = client.get("/sparql")
    graph = Graph().parse(data=response.text, format="turtle")
    assert "text/turtle" in response.headers["content-type"]
    row = next(
        iter(
            graph.query(
                "SELECT ?at ?feature { ?s sd:endpoint ?at ; sd:feature ?feature }",
                initNs={"sd": "http://www.w3.org/ns/sparql-service-description#"},
            )
        )
    )
    assert "http://testserver/sparql" == str(row[0])
    assert str(row[1]).endswith("UnionDefaultGraph")


def test_a_browser_gets_a_form_and_a_table(client, browser):
    """The form works without a script, keeps the query, and links IRIs of ours to their pages."""
    assert "<textarea" in browser("/sparql").text
    page = browser("/sparql", params={"query": PLEDGES}).text
    assert "SELECT ?pledge" in page
    assert 'href="/page/' in page
    posted = client.post("/sparql", data={"query": "ASK { ?s ?p ?o }"}, headers=PAGE)
    assert "true" in posted.text


def test_a_browser_sees_what_is_wrong_beside_its_query(browser):
    """A malformed query stays in the form, with the place of the error."""
    response = browser("/sparql", "en", params={"query": "SELECT * {\n ?s bad ?o }"})
    assert 400 == response.status_code
    assert "line 2, column" in response.text
    assert "?s bad ?o" in response.text


def test_a_query_over_time_is_stopped_and_the_next_one_served(built_samples, tiny, monkeypatch):
    """A product of all triples four times over ends at the limit; the endpoint goes on."""
    monkeypatch.setenv("PLANGRAPH_SPARQL_TIMEOUT", "1")
    monkeypatch.setenv("PLANGRAPH_SPARQL_WORKERS", "1")
    app = create_app(built_samples)
    client = TestClient(app)
    response = client.get("/sparql", params={"query": ENDLESS})
    assert (503, "/docs#timeout") == (response.status_code, response.json()["type"])
    assert response.headers["retry-after"].isdigit()
    # A worker that has just been started may need more than such a limit.
    statuses = (client.get("/sparql", params={"query": PLEDGES}).status_code for _ in range(100))
    assert 200 in statuses
    app.state.library.close()


NAMES = {
    "text/turtle": ("turtle", "ttl", "Turtle"),
    "application/ld+json": ("jsonld", "json-ld", "json"),
    "application/n-triples": ("ntriples", "nt", "n-triples"),
    "application/rdf+xml": ("rdfxml", "rdf", "xml", "rdf+xml", "rdf-xml", "application/rdf+xml"),
}


@pytest.mark.parametrize(("media_type", "name"), [(kind, name) for kind, names in NAMES.items() for name in names])
def test_all_usual_names_of_forms_are_known(client, media_type, name):
    """Of the service description and of graphs that a query makes: endings, and what clients say; json is JSON-LD."""
    query = "CONSTRUCT { ?s a pg:Plan } WHERE { ?s a pg:Plan }"
    for asked in ({}, {"query": query}):
        response = client.get("/sparql", params={"format": name, **asked})
        assert (200, media_type) == (response.status_code, response.headers["content-type"].partition(";")[0])
        assert len(list(ox.parse(response.content, format=ox.RdfFormat.from_media_type(media_type)))) >= 5
    assert 200 == client.get(f"/sparql?format={name}").status_code  # where a plus stands bare


def test_a_name_of_no_form_is_refused(client):
    """A description is no table."""
    for name in ("csv", "docx"):
        assert 406 == client.get("/sparql", params={"format": name}).status_code


def test_the_default_graph_has_a_tag_of_the_generation(client):
    """Who has it is told so before it is written out again; another form is another one."""
    held = client.get("/rdf-graph-store?default")
    assert held.headers["etag"]
    tag = {"If-None-Match": held.headers["etag"]}
    assert (304, b"") == ((again := client.get("/rdf-graph-store?default", headers=tag)).status_code, again.content)
    assert 200 == client.get("/rdf-graph-store?default&format=nt", headers=tag).status_code
    assert 404 == client.get("/rdf-graph-store?graph=x:none", headers={"If-None-Match": "*"}).status_code

"""Updates and whole graphs over HTTP, with the token and without."""

import pytest
from fastapi.testclient import TestClient

from plangraph_api.app import create_app

TOKEN = {"Authorization": "Bearer open-sesame"}
G = "http://example.org/防災/%E5%B8%82"
TURTLE = {"Content-Type": "text/turtle"}
STORE = "/rdf-graph-store"


@pytest.fixture(scope="module")
def writable(tmp_path_factory):
    """A client of an application whose working dataset takes changes; nothing is built there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANGRAPH_WRITE_TOKEN", "open-sesame")
        app = create_app(tmp_path_factory.mktemp("writable"))
    yield TestClient(app)
    app.state.library.close()


@pytest.fixture
def empty(writable):
    """The same, with nothing in its dataset."""
    assert 204 == writable.post("/sparql", data={"update": "DROP ALL"}, headers=TOKEN).status_code
    return writable


def test_writing_takes_the_token(empty):
    """Without it, or with another, nothing is changed (RFC 6750, 3)."""
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic open-sesame"}):
        for response in (
            empty.post("/sparql", data={"update": "INSERT DATA { <x:s> <x:p> 1 }"}, headers=headers),
            empty.put(STORE, params={"graph": G}, content="<x:s> <x:p> 1 .", headers=TURTLE | headers),
            empty.delete(STORE, params={"graph": G}, headers=headers),
        ):
            assert (401, "Bearer") == (response.status_code, response.headers["www-authenticate"])
            assert "*" == response.headers["access-control-allow-origin"]
    assert not empty.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"]


def test_nothing_is_written_where_writing_is_off(client):
    """The public configuration refuses graphs with any token, and its preflight names no PUT."""
    for response in (
        client.put(STORE, params={"graph": G}, content="<x:s> <x:p> 1 .", headers=TURTLE | TOKEN),
        client.post(STORE, content="<x:s> <x:p> 1 .", headers=TURTLE | TOKEN),
        client.delete(STORE, params={"graph": G}, headers=TOKEN),
    ):
        assert (403, "*") == (response.status_code, response.headers["access-control-allow-origin"])
    assert "PUT" not in client.options(STORE).headers["access-control-allow-methods"]


def test_an_update_comes_by_form_or_as_the_body(empty):
    """Both ways change the dataset that queries see."""
    direct = {"Content-Type": "application/sparql-update", **TOKEN}
    assert 204 == empty.post("/sparql", data={"update": "INSERT DATA { <x:a> <x:p> 1 }"}, headers=TOKEN).status_code
    assert 204 == empty.post("/sparql", content="INSERT DATA { <x:b> <x:p> '市' }".encode(), headers=direct).status_code
    rows = empty.get("/sparql", params={"query": "SELECT ?s { ?s <x:p> ?o }", "format": "csv"}).text.split()
    assert ["s", "x:a", "x:b"] == sorted(rows)


@pytest.mark.parametrize("update", ["LOAD <http://127.0.0.1:9/>", "CLEAR XYZ", "SELECT * { ?s ?p ?o }"])
def test_an_update_that_is_none_is_refused(empty, update):
    """Neither what fetches, nor what cannot be read, nor a query."""
    assert 400 == empty.post("/sparql", data={"update": update}, headers=TOKEN).status_code


def test_a_graph_with_a_japanese_iri_goes_there_and_back(empty):
    """Percent signs and letters of the IRI are kept as they are, however the address writes them."""
    made = empty.put(STORE, params={"graph": G}, content="<x:s> <x:p> '避難所'@ja .".encode(), headers=TURTLE | TOKEN)
    assert 201 == made.status_code
    assert "避難所" in empty.get(STORE, params={"graph": G}).text
    query = {"query": f"ASK {{ GRAPH <{G}> {{ ?s ?p ?o }} }}"}
    assert empty.get("/sparql", params=query).json()["boolean"]
    assert empty.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "default-graph-uri": G}).json()["boolean"]
    head = empty.head(STORE, params={"graph": G})
    assert (200, b"", "text/turtle; charset=utf-8") == (head.status_code, head.content, head.headers["content-type"])
    assert 200 == empty.delete(STORE, params={"graph": G}, headers=TOKEN).status_code
    assert 404 == empty.get(STORE, params={"graph": G}).status_code


def test_a_graph_may_be_named_by_the_address_itself(empty):
    """Below the store, the address of the request is the IRI of the graph; a new one is given its address."""
    assert 201 == empty.put(f"{STORE}/person/1", content="<> a <x:P> .", headers=TURTLE | TOKEN).status_code
    assert f"<http://testserver{STORE}/person/1>" in empty.get(f"{STORE}/person/1?format=ntriples").text
    made = empty.post(STORE, content="<> a <x:P> .", headers=TURTLE | TOKEN)
    assert 201 == made.status_code
    assert 200 == empty.get(made.headers["location"]).status_code


@pytest.mark.parametrize(
    ("method", "parameters", "headers", "body", "status"),
    [
        ("GET", {}, {}, None, 400),
        ("GET", {"graph": "no iri"}, {}, None, 400),
        ("GET", {"graph": ["x:a", "x:b"]}, {}, None, 400),
        ("GET", {"default": ""}, {"Accept": "image/png"}, None, 406),
        ("GET", {"default": "", "format": "csv"}, {}, None, 406),
        ("PUT", {"graph": G}, TOKEN | {"Content-Type": "text/csv"}, "a", 415),
        ("PUT", {"graph": G}, TOKEN | {"Content-Type": "text/turtle; charset=shift_jis"}, "a", 415),
        ("PUT", {"graph": G}, TOKEN | TURTLE, "<x:s> <x:p> ", 400),
        ("PUT", {}, TOKEN | TURTLE, "", 400),
        ("DELETE", {"graph": "x:none"}, TOKEN, None, 404),
        ("PATCH", {"graph": G}, TOKEN, "", 405),
    ],
)
def test_what_is_wrong_with_a_graph_has_its_status(empty, method, parameters, headers, body, status):
    """Each fault has its status and a problem document."""
    response = empty.request(method, STORE, params=parameters, headers=headers, content=body)
    assert (status, "application/problem+json") == (response.status_code, response.headers["content-type"])


def test_the_description_says_what_may_be_done(empty, client):
    """With writing on, updates are a supported language; published graphs are read as one, working ones are not."""
    working = empty.get("/sparql", headers={"Accept": "text/turtle"}).text
    published = client.get("/sparql", params={"format": "ntriples"})
    assert ("SPARQL11Update" in working, "UnionDefaultGraph" in working) == (True, False)
    assert ("SPARQL11Update" in published.text, "UnionDefaultGraph" in published.text) == (False, True)
    assert "application/n-triples" in published.headers["content-type"]


def test_the_graph_store_is_open_to_readers(client):
    """Each graph of a plan can be fetched whole, from any origin; the default graph is all of them."""
    rows = client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s a pg:Plan } }"}).json()
    graphs = [row["g"]["value"] for row in rows["results"]["bindings"]]
    assert 5 == len(graphs)
    found = client.get(STORE, params={"graph": graphs[0]}, headers={"Accept": "application/n-triples"})
    everything = client.get(STORE, params={"default": ""}, headers={"Accept": "application/n-triples"})
    assert "*" == found.headers["access-control-allow-origin"]
    assert set(found.text.splitlines()) < set(everything.text.splitlines())


def test_a_search_says_why_there_is_none(empty):
    """A working dataset has no index: that is the reason given, in both languages; an update can never search."""
    query = 'SELECT * { SERVICE pg:search { ?hit pg:query "防災" } }'
    for tag, said in (("en", "pg:search: there is no index here"), ("ja", "ここには検索する索引がありません")):
        answer = empty.get("/sparql", params={"query": query}, headers={"Accept-Language": tag})
        assert (400, True) == (answer.status_code, said in answer.json()["detail"])
        assert "SERVICE_ALLOW" not in answer.json()["detail"]
    update = 'INSERT { ?hit <x:p> 1 } WHERE { SERVICE pg:search { ?hit pg:query "防災" } }'
    answer = empty.post("/sparql", data={"update": update}, headers=TOKEN)
    assert (400, True) == (answer.status_code, "an update cannot search" in answer.json()["detail"])


def test_a_graph_that_changes_has_a_tag_of_what_it_holds(empty):
    """The default graph as well, however large; it is another one after a change."""
    where = {"default": ""}
    lines = "".join(f"<x:s{n}> <x:p> '{'市' * 100}' .\n" for n in range(4000))
    assert empty.put(STORE, params=where, content=lines.encode(), headers=TURTLE | TOKEN).is_success
    held = empty.get(STORE, params=where)
    assert len(held.content) > 2**20
    tag = {"If-None-Match": held.headers["etag"]}
    assert (304, b"") == ((again := empty.get(STORE, params=where, headers=tag)).status_code, again.content)
    empty.post("/sparql", data={"update": "INSERT DATA { <x:s> <x:p> 1 }"}, headers=TOKEN)
    assert 200 == empty.get(STORE, params=where, headers=tag).status_code

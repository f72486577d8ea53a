"""The dataset's description of itself: its figures are those of the data, and what it lists can be had."""

import gzip
import shutil
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, OWL, RDF, RDFS, VOID, Graph, Literal, Namespace, URIRef

from plangraph.graph import describe_store
from plangraph.namespaces import AREA, PG, SDG, SH
from plangraph.pipeline import example_queries, open_graph

BASE = "https://w3id.org/plangraph/"
DATASET = URIRef(f"{BASE}dataset")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
HERE = "http://testserver/"


@pytest.fixture(scope="module")
def described(client):
    """What /.well-known/void says."""
    response = client.get("/.well-known/void")
    assert "text/turtle; charset=utf-8" == response.headers["content-type"]
    return Graph().parse(data=response.content, format="turtle")


def rows(client, query):
    """The rows of a query at the endpoint, as tuples of texts."""
    answer = client.get("/sparql", params={"query": query, "format": "json"}).json()
    return {tuple(row[name]["value"] for name in answer["head"]["vars"]) for row in answer["results"]["bindings"]}


def test_it_counts_what_the_endpoint_counts(client, described):
    """Triples, subjects and things are those that a query finds, the description itself included."""
    figures = tuple(str(described.value(DATASET, VOID[name])) for name in ("triples", "distinctSubjects"))
    query = "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) { ?s ?p ?o }"
    assert rows(client, query) == {figures}
    things = f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}id/")) }}'
    assert rows(client, things) == {(str(described.value(DATASET, VOID.entities)),)}


def test_every_class_is_a_partition(client, described):
    """Each class in use stands with the number of its things."""
    parts = {
        (str(described.value(part, VOID["class"])), str(described.value(part, VOID.entities)))
        for part in described.objects(DATASET, VOID.classPartition)
    }
    assert rows(client, "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class") == parts


def test_every_property_is_a_partition(client, described):
    """Each property in use stands with the number of its triples."""
    parts = {
        (str(described.value(part, VOID.property)), str(described.value(part, VOID.triples)))
        for part in described.objects(DATASET, VOID.propertyPartition)
    }
    assert rows(client, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p") == parts


def test_every_named_graph_is_a_part(client, described):
    """Each with its triples, the graph of the description among them."""
    parts = {(str(part), str(described.value(part, VOID.triples))) for part in described.subjects(RDF.type, SD.Graph)}
    assert (f"{BASE}graph/description", str(len(rows(client, every(f"{BASE}graph/description"))))) in parts
    assert rows(client, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g") == parts


def every(graph):
    return f"SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"


def test_links_to_others_are_linksets(client, described):
    """What leads to the goals of the United Nations is counted, and what of the areas leads to those of e-Stat."""
    by = {described.value(links, VOID.linkPredicate): links for links in described.subjects(RDF.type, VOID.Linkset)}
    assert {PG.sdg, OWL.sameAs} == by.keys()
    for predicate, space in ((PG.sdg, SDG), (OWL.sameAs, AREA)):
        query = f'SELECT (COUNT(*) AS ?n) {{ ?s <{predicate}> ?o FILTER(STRSTARTS(STR(?o), "{space}")) }}'
        assert rows(client, query) == {(str(described.value(by[predicate], VOID.triples)),)}


def test_addresses_are_those_that_were_asked(described):
    """Endpoint and files lie where the description was had from; names stay under the base."""
    assert URIRef(f"{HERE}sparql") == described.value(DATASET, VOID.sparqlEndpoint)
    assert {URIRef(f"{HERE}dumps/plangraph.{ending}.gz") for ending in ("nq", "trig")} == set(
        described.objects(DATASET, VOID.dataDump)
    )


def test_the_dataset_describes_itself_inside(client):
    """A query finds the description in a graph of its own."""
    query = f"ASK {{ GRAPH <{BASE}graph/description> {{ <{DATASET}> a void:Dataset, dcat:Dataset }} }}"
    prefixes = f"PREFIX void: <{VOID}> PREFIX dcat: <{DCAT}> "
    assert client.get("/sparql", params={"query": prefixes + query, "format": "json"}).json()["boolean"]


def test_each_plan_is_listed_with_publisher_and_period(client, described):
    """Publisher is the municipality; a fiscal period runs from April to March."""
    listed = set(described.objects(URIRef(f"{BASE}catalogue"), DCAT.dataset)) - {DATASET}
    assert {str(plan) for plan in listed} == {plan for (plan,) in rows(client, "SELECT ?plan { ?plan a pg:Plan }")}
    plan = URIRef(f"{BASE}id/990027/strategy-review-2020-2024-fy2023")
    assert URIRef(f"{BASE}id/990027") == described.value(plan, DCTERMS.publisher)
    period = described.value(plan, DCTERMS.temporal)
    dates = [str(described.value(period, edge)) for edge in (DCAT.startDate, DCAT.endDate)]
    assert ["2020-04-01", "2025-03-31"] == dates
    assert described.value(plan, DCTERMS.title)


def test_no_licence_is_invented(described):
    """Nothing states a licence; that it is not known is said in both languages, of the whole and of each plan."""
    assert [] == list(described.triples((None, DCTERMS.license, None)))
    assert {URIRef(f"{BASE}dataset#rights")} == set(described.objects(None, DCTERMS.rights))
    assert set(described.subjects(RDF.type, DCAT.Dataset)) == set(described.subjects(DCTERMS.rights))
    said = described.objects(URIRef(f"{BASE}dataset#rights"), RDFS.label)
    assert {"ja", "en"} == {text.language for text in said}


def test_nobody_is_said_to_publish_who_was_not_named(described):
    """Plans are published by their cities; of the whole, the setting says it, and here it says nothing."""
    assert [] == list(described.objects(DATASET, DCTERMS.publisher))
    assert [] == list(described.objects(URIRef(f"{BASE}catalogue"), DCTERMS.publisher))


def test_a_publisher_that_is_named_is_said(built_samples, tmp_path):
    """Of the dataset and of the catalogue, by name."""
    store = shutil.copytree(built_samples / "generations" / "1" / "store", tmp_path / "store")
    opened = ox.Store(str(store))
    opened.remove_graph(ox.NamedNode(f"{BASE}graph/description"))
    opened.flush()
    del opened
    describe_store(store, "2026-04-01T00:00:00+00:00", publisher="群馬の計画を読む会")
    query = "SELECT ?of ?name { ?of <http://purl.org/dc/terms/publisher>/<http://xmlns.com/foaf/0.1/name> ?name }"
    found = ox.Store.read_only(str(store)).query(query, use_default_graph_as_union=True)
    expected = {(f"{BASE}{of}", "群馬の計画を読む会") for of in ("dataset", "catalogue")}
    assert expected == {(row["of"].value, row["name"].value) for row in found}


def test_the_catalogue_holds_to_dcat(described):
    """What catalogues that harvest others ask for is there, as what they expect it to be."""
    shapes = Graph().parse(Path(__file__).with_name("dcat.ttl"))
    conforms, _, report = pyshacl.validate(described, shacl_graph=shapes)
    assert conforms, report


def test_the_files_of_a_plan_hold_its_graph(client, described):
    """Each distribution can be downloaded, as what it says it is, and all hold the same triples."""
    plan = URIRef(f"{BASE}id/990027/manifesto-progress-2025-2028")
    found = {}
    for node in described.objects(plan, DCAT.distribution):
        response = client.get(str(described.value(node, DCAT.downloadURL)))
        media_type = response.headers["content-type"].partition(";")[0]
        assert str(described.value(node, DCAT.mediaType)).endswith(media_type)
        found[media_type] = sum(1 for _ in ox.parse(response.content, format=ox.RdfFormat.from_media_type(media_type)))
    (triples,) = described.objects(URIRef(f"{BASE}graph/990027/manifesto-progress-2025-2028"), VOID.triples)
    assert dict.fromkeys(found, int(triples)) == found
    assert 4 == len(found)


def test_there_is_no_graph_but_those_listed(client):
    """404 for others; an Accept that fits nothing is 406."""
    assert 404 == client.get("/graph/000000/none.ttl").status_code
    assert 406 == client.get("/graph/ontology", headers={"Accept": "image/png"}).status_code


@pytest.mark.parametrize("name", ["plangraph.nq", "plangraph.trig"])
def test_dumps_hold_everything(client, built_samples, name):
    """Every quad of the store, gzipped or as text, on the way compressed where the client takes that."""
    form = ox.RdfFormat.from_extension(name.partition(".")[2])
    packed = client.get(f"/dumps/{name}.gz")
    assert "application/gzip" == packed.headers["content-type"]
    text = gzip.decompress(packed.content)
    assert text == client.get(f"/dumps/{name}", headers={"Accept-Encoding": "identity"}).content
    on_the_way = client.get(f"/dumps/{name}", headers={"Accept-Encoding": "gzip"})
    assert ("gzip", text) == (on_the_way.headers["content-encoding"], on_the_way.content)
    assert sum(1 for _ in ox.parse(text, format=form)) == len(list(open_graph(built_samples).quads()))
    assert 404 == client.get("/dumps/else.nq.gz").status_code


def test_dumps_say_their_size(client, described):
    """In bytes, as they come."""
    for node in described.objects(DATASET, DCAT.distribution):
        size = described.value(node, DCAT.byteSize)
        address = str(described.value(node, DCAT.downloadURL))
        assert int(str(size)) == int(client.head(address).headers["content-length"])


def test_examples_are_executables(described):
    """Each example query stands with its text, its words in both languages and its prefixes."""
    nodes = {str(node).rpartition("#query-")[2]: node for node in described.subjects(RDF.type, SH.SPARQLExecutable)}
    assert {example.name for example in example_queries()} == set(nodes)
    for example in example_queries():
        node = nodes[example.name]
        assert (node, RDF.type, SH[f"SPARQL{example.form.title()}Executable"]) in described
        assert example.text == str(described.value(node, SH[example.form.lower()]))
        labels = {text.language: str(text) for text in described.objects(node, RDFS.label)}
        assert example.labels == labels
    prefixes = described.value(nodes["classes"], SH.prefixes)
    declared = {
        str(described.value(node, SH.prefix)): described.value(node, SH.namespace)
        for node in described.objects(prefixes, SH.declare)
    }
    assert str(PG) == str(declared["pg"])


def test_the_service_says_which_graphs_it_has(client, described):
    """The default graph and each named graph, with the triples that the dataset's description gives."""
    service = Graph().parse(data=client.get("/sparql").content, format="turtle")
    endpoint = URIRef(f"{HERE}sparql")
    assert (endpoint, RDF.type, SD.Service) in service
    assert endpoint == service.value(endpoint, SD.endpoint)
    assert SD.UnionDefaultGraph in set(service.objects(endpoint, SD.feature))
    assert [] == list(service.objects(endpoint, SD.inputFormat))
    dataset = service.value(endpoint, SD.defaultDataset)
    union = service.value(dataset, SD.defaultGraph)
    assert described.value(DATASET, VOID.triples) == service.value(union, VOID.triples)
    named = {service.value(node, SD.name) for node in service.objects(dataset, SD.namedGraph)}
    assert set(described.subjects(RDF.type, SD.Graph)) == named
    assert all(isinstance(service.value(name, VOID.triples), Literal) for name in named)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_dataset_has_a_page(browser, described, language):
    """With its triples, its plans and its files."""
    page = browser("/dataset", language)
    assert 200 == page.status_code
    assert f"{int(str(described.value(DATASET, VOID.triples))):,}" in page.text
    assert "/page/990027/manifesto-progress-2025-2028" in page.text
    assert "/dumps/plangraph.nq.gz" in page.text


@pytest.mark.parametrize("path", ["/dataset.jsonld", "/catalogue.jsonld", "/.well-known/void", "/dataset"])
def test_the_description_comes_in_every_form(client, described, path):
    """By ending or by Accept, the same triples."""
    response = client.get(path, headers={"Accept": "application/ld+json"})
    assert "application/ld+json" == response.headers["content-type"]
    assert len(described) == sum(1 for _ in ox.parse(response.content, format=ox.RdfFormat.JSON_LD))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip;q=0.5", "gzip"), ("br, *", "gzip"), ("gzip;q=0.000", None), ("identity", None), ("*;q=0, identity", None)],
)
def test_dumps_are_packed_only_for_who_takes_it(client, accepted, encoding):
    """By the quality of gzip, else of anything; HEAD says the same and has no body."""
    for method in (client.get, client.head):
        response = method("/dumps/plangraph.nq", headers={"Accept-Encoding": accepted})
        assert (200, encoding) == (response.status_code, response.headers.get("content-encoding"))


def test_heads_of_dumps_unpack_nothing(client, monkeypatch):
    """Who asks for the headers of a dump as text does not make the server read the file."""
    monkeypatch.setattr("plangraph_api.routes.dataset._unpacked", None)
    response = client.head("/dumps/plangraph.nq", headers={"Accept-Encoding": "identity"})
    assert (200, b"") == (response.status_code, response.content)

"""What strict clients of linked data expect: names lead somewhere, answers say what they are and how fresh."""

import json
import re
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.compare import to_isomorphic
from starlette.requests import Request

from plangraph.namespaces import PG, PREFIXES
from plangraph.pipeline import Stamp, describe, open_graph
from plangraph_api.addresses import local_path
from plangraph_api.context import context
from plangraph_api.freshness import Freshness

BASE = "https://w3id.org/plangraph/"
PLEDGE = "990027/manifesto-progress-2025-2028/1-1-1"


def follow(client, path, **headers):
    """What a name leads to in the end."""
    response = client.get(path, headers=headers)
    while response.is_redirect:
        response = client.get(response.headers["location"], headers=headers)
    return response


@pytest.fixture(scope="module")
def names(built_samples):
    """One name of ours of each kind: of each class, each shape of IRI, each property that leads there."""
    kinds = {}
    for subject, predicate, value, graph in open_graph(built_samples).quads():
        for term in (subject, predicate, value, graph):
            if isinstance(term, URIRef) and term.startswith(BASE):
                shape = re.sub(
                    r"[^/#]*[^\x00-\x7f][^/#]*|[\w.-]*\d[\w.-]*|(?<=#).*|(?<=field/).*", "*", term.removeprefix(BASE)
                )
                kinds.setdefault((shape, str(value) if predicate == RDF.type and term == subject else ""), str(term))
    return sorted(set(kinds.values()))


def test_every_kind_of_name_leads_to_data_and_to_a_page(client, names):
    """Municipalities, departments, documents, spans, values, links, fields, graphs, terms: none is a dead end."""
    assert len(names) > 50
    dead = []
    for name in names:
        path = "/" + quote(name.removeprefix(BASE).partition("#")[0], safe="%/")
        for accept in ("text/turtle", "text/html,*/*;q=0.1"):
            response = follow(client, path, Accept=accept)
            if response.status_code != 200:
                dead.append((name, accept, response.status_code))
    assert [] == dead


def test_data_is_about_its_name(client, names):
    """What a thing's name leads to says something of it."""
    silent = []
    for name in names:
        if name.startswith(f"{BASE}id/"):
            path = "/" + quote(name.removeprefix(BASE), safe="%/")
            triples = Graph().parse(data=follow(client, path, Accept="application/n-triples").content, format="nt")
            if (URIRef(name), None, None) not in triples:
                silent.append(name)
    assert [] == silent


def test_every_term_in_use_has_an_anchor(browser, built_samples):
    """The page of the ontology has a place for each class, property and concept that the data uses."""
    page = browser("/ontology").text
    anchors = set(re.findall(r'<tr id="([^"]+)"', page))
    used = {
        str(term).removeprefix(str(PG))
        for quad in open_graph(built_samples).quads()
        for term in quad[:3]
        if isinstance(term, URIRef) and term in PG
    }
    assert set() == used - anchors - {""}  # the namespace itself is a vocabulary of the dataset


def test_every_term_in_use_is_in_the_data_of_the_ontology(client, built_samples):
    """Who follows the IRI of a term finds its label, be it a concept's."""
    ontology = Graph().parse(data=follow(client, "/ns", Accept="text/turtle").content, format="turtle")
    terms = {o for _, p, o, _ in open_graph(built_samples).quads() if p == PG.status}
    assert terms
    assert [] == [term for term in terms if (term, RDFS.label, None) not in ontology]


def test_the_page_of_the_ontology_says_what_a_term_is_tied_to(browser):
    """Domain and range stand as links, labels and definitions in both languages."""
    page = browser("/ontology", "en").text
    row = page.partition('<tr id="periodStart">')[2].partition("</tr>")[0]
    assert 'href="/ontology#Plan"' in row
    assert "xsd:gYear" in row
    assert 'lang="ja"' in row
    assert 'lang="en"' in row


def agreed(body, form, context=None):
    """A graph that two readers which know nothing of each other, Oxigraph's and rdflib's, find in a body.

    A context stands for one that a reader was handed: rdflib takes it as such, Oxigraph within.
    """
    handed = json.dumps({**context, **json.loads(body)}).encode() if context else body
    written = "".join(f"{q.triple} .\n" for q in ox.parse(handed, format=form))
    found = [
        Graph().parse(data=written, format="nt"),
        Graph().parse(data=body, format=form.media_type, **({"context": context} if context else {})),
    ]
    assert to_isomorphic(found[0]) == to_isomorphic(found[1])
    return to_isomorphic(found[0])


LD_PATHS = (f"/data/{PLEDGE}", "/data/990027/unit/危機管理課", "/ontology", "/shapes", "/dataset", "/field/childcare")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # which rdflib's reader makes
@pytest.mark.parametrize("path", LD_PATHS)
def test_json_ld_needs_no_network(client, path):
    """It carries the part of the published context that it uses, and readers get what the N-Triples say."""
    document = client.get(f"{path}.jsonld")
    inside = json.loads(document.content)["@context"]
    assert {name: context()["@context"][name] for name in inside} == inside
    assert "json-ld#context" not in document.headers.get("link", "")
    expected = agreed(client.get(f"{path}.nt").content, ox.RdfFormat.N_TRIPLES)
    assert expected == agreed(document.content, ox.RdfFormat.JSON_LD)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # which rdflib's reader makes
@pytest.mark.parametrize("path", LD_PATHS)
def test_json_is_json_ld_by_the_published_context(client, path):
    """Who hands the context that the link names to a reader gets what the N-Triples say."""
    document = client.get(f"{path}.json")
    assert ("application/json", "@context" in document.json()) == (document.headers["content-type"], False)
    first = document.headers["link"].split(", ")[0]
    assert '</context.jsonld>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"' == first
    published = client.get("/context.jsonld").json()
    expected = agreed(client.get(f"{path}.nt").content, ox.RdfFormat.N_TRIPLES)
    assert expected == agreed(document.content, ox.RdfFormat.JSON_LD, published)


def test_a_name_of_the_context_is_a_prefix_or_a_term():
    """The property pg:sdg takes the name that the prefix of the goals has elsewhere; goals are written whole."""
    terms = context()["@context"]
    taken = [prefix for prefix, namespace in PREFIXES.items() if terms[prefix] != namespace]
    assert (["sdg"], {"@id": "pg:sdg", "@type": "@id"}) == (taken, terms["sdg"])
    assert {"/", "#"} == {namespace[-1] for namespace in PREFIXES.values()}


def test_json_ld_has_short_names(client):
    """Properties of ours by their local names, as the published context has them."""
    published = client.get("/context.jsonld")
    assert "application/ld+json" == published.headers["content-type"]
    terms = published.json()["@context"]
    assert {"@id": "pg:parent", "@type": "@id"} == terms["parent"]
    assert {"@id": "pg:fiscalYear", "@type": "xsd:gYear"} == terms["fiscalYear"]
    nodes = client.get(f"/data/{PLEDGE}.jsonld").json()["@graph"]
    pledge = next(node for node in nodes if node["id"] == f"{BASE}id/{PLEDGE}")
    assert set(pledge) <= set(terms)
    assert {"Pledge", "PlanElement"} == set(pledge["type"])


def test_who_takes_json_gets_json(client):
    """Accept: application/json and the ending lead to the same, under that name."""
    response = follow(client, f"/id/{PLEDGE}", Accept="application/json")
    assert "application/json" == response.headers["content-type"]
    assert f"{BASE}id/{PLEDGE}" in {node["id"] for node in response.json()["@graph"]}
    for path in (f"/id/{PLEDGE}.json", f"/data/{PLEDGE}.json", f"/data/{PLEDGE}"):
        assert response.json() == follow(client, path, Accept="application/json").json()
    assert "application/json" == client.get("/graph/ontology.json").headers["content-type"]


def test_a_cut_description_says_so(built_samples):
    """Where too much points to a thing, a comment says how much there is; else there is none."""
    plan = f"{BASE}id/990019/comprehensive-plan-2025-2029"
    document = URIRef(plan.replace("/id/", "/data/"))
    whole, cut = describe(built_samples, plan), describe(built_samples, plan, limit=60)
    assert [] == list(whole.objects(document, RDFS.comment))
    assert {"ja", "en"} == {text.language for text in cut.objects(document, RDFS.comment)}
    count = len(list(whole.subjects(PG.plan, URIRef(plan))))
    english = next(str(text) for text in cut.objects(document, RDFS.comment) if text.language == "en")
    assert f"of the {count:,} things" in english
    assert len(cut) < 80


def test_owned_nodes_say_whose_they_are(built_samples, indicator):
    """From a value back to its indicator is one step."""
    graph = describe(built_samples, indicator["iri"])
    value = next(graph.objects(URIRef(indicator["iri"]), PG.observation))
    assert (URIRef(indicator["iri"]), PG.observation, value) in describe(built_samples, str(value))


def links(response):
    """The links of a response: target and media type by relation."""
    found = {}
    for target, relation, kind in re.findall(
        r'<([^>]*)>; rel="([^"]+)"(?:; type="([^"]+)")?', response.headers["link"]
    ):
        found.setdefault(relation, set()).add((target, kind))
    return found


def test_data_links_to_its_other_forms(client):
    """Every other form, the page, the thing itself, its types, and the dataset; each leads somewhere."""
    found = links(client.get(f"/data/{PLEDGE}.ttl"))
    alternates = {(f"/data/{PLEDGE}.jsonld", "application/ld+json"), (f"/data/{PLEDGE}.nt", "application/n-triples")}
    alternates |= {(f"/data/{PLEDGE}.rdf", "application/rdf+xml"), (f"/page/{PLEDGE}", "text/html")}
    assert alternates == found["alternate"]
    assert {(f"{BASE}id/{PLEDGE}", "")} == found["about"]
    assert {(str(PG.Pledge), ""), (str(PG.PlanElement), "")} == found["type"]
    assert {("/.well-known/void", "text/turtle")} == found["describedby"]
    assert [200] * 4 == [client.get(target).status_code for target, _ in sorted(alternates)]


def test_pages_and_the_ontology_link_too(client, browser):
    """A page to its data; the ontology to its licence, the only one that is known."""
    assert (f"/data/{PLEDGE}.ttl", "text/turtle") in links(browser(f"/page/{PLEDGE}"))["alternate"]
    assert {("https://www.apache.org/licenses/LICENSE-2.0", "")} == links(client.get("/ontology"))["license"]
    assert "license" not in links(client.get(f"/data/{PLEDGE}.ttl"))


@pytest.mark.parametrize(
    "path",
    [
        *(
            f"/data/{PLEDGE}.ttl",
            f"/page/{PLEDGE}",
            "/dataset",
            "/.well-known/void",
            "/ontology.ttl",
            "/context.jsonld",
        ),
        *(
            "/graph/derived/attainment.nt",
            "/dumps/plangraph.nq.gz",
            "/dumps/plangraph.nq",
            "/field/disaster-prevention",
        ),
        *("/shapes.ttl", "/data/990027/unit/危機管理課.rdf"),
    ],
)
def test_who_has_it_gets_nothing(client, path):
    """304 without a body for the tag that was given, with the tag again; another tag gets all."""
    first = client.get(path)
    tag = first.headers["etag"]
    again = client.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (304, b"", tag) == (again.status_code, again.content, again.headers["etag"])
    assert 200 == client.get(path, headers={"If-None-Match": '"other"'}).status_code
    assert first.headers.get("vary") == again.headers.get("vary")
    assert 304 == client.get(path, headers={"If-None-Match": "*"}).status_code
    head = client.head(path)
    assert (200, b"", tag) == (head.status_code, head.content, head.headers["etag"])


def test_tags_differ_by_form_and_by_thing(client):
    """Turtle is not JSON-LD, one thing not another, Japanese not English."""
    paths = (f"/data/{PLEDGE}.ttl", f"/data/{PLEDGE}.nt", "/data/990027.ttl", f"/page/{PLEDGE}?lang=ja")
    assert 4 == len({client.get(path).headers["etag"] for path in paths})
    page = f"/page/{PLEDGE}"
    tags = {client.get(page, headers={"Accept-Language": tag}).headers["etag"] for tag in ("ja", "en")}
    assert 2 == len(tags)


def test_time_counts_where_no_tag_is_sent(client):
    """If-Modified-Since the build is 304; before it, or in a form that is no date, 200."""
    path = f"/data/{PLEDGE}.ttl"
    built = client.get(path).headers["last-modified"]
    assert 304 == client.get(path, headers={"If-Modified-Since": built}).status_code
    for earlier in ("Mon, 01 Jan 2001 00:00:00 GMT", "yesterday"):
        assert 200 == client.get(path, headers={"If-Modified-Since": earlier}).status_code
    both = {"If-Modified-Since": built, "If-None-Match": '"other"'}
    assert 200 == client.get(path, headers=both).status_code


def test_a_new_generation_has_new_tags():
    """What was built anew is not what a client has."""
    request = Request({"type": "http", "method": "GET", "path": "/data/a", "headers": [], "query_string": b""})
    built = datetime(2026, 4, 1, tzinfo=UTC)
    tags = [Freshness(request, Stamp(number, built), "text/turtle").tag for number in (1, 1, 2)]
    assert (True, False) == (tags[0] == tags[1], tags[1] == tags[2])


@pytest.mark.parametrize("name", ["危機管理課", quote("危機管理課"), quote("危機管理課").lower()])
def test_a_department_is_found_however_it_is_written(client, name):
    """Bare or percent-encoded, in either case of the digits (RFC 3986, 6.2.2.1)."""
    response = client.get(f"/id/990027/unit/{name}", headers={"Accept": "text/turtle"})
    data = client.get(urlsplit(response.headers["location"]).path)
    assert f"<{BASE}id/990027/unit/危機管理課>" in data.text


@pytest.mark.parametrize("path", ["/ontology.foo", "/dataset.foo", "/shapes.foo", "/field/none", "/ontology.html.x"])
def test_what_there_is_not_is_not_found(client, path):
    """404 with what there is."""
    assert 404 == client.get(path).status_code


def test_local_paths_are_those_of_links(client, indicator):
    """The path of a Japanese name in a Link header is the one that pages link to."""
    path = local_path(BASE, indicator["iri"])
    found = links(client.get(f"/data/{path}.ttl"))
    assert (f"/page/{path}", "text/html") in found["alternate"]


@pytest.mark.parametrize("path", ["/graph/%ff", "/graph/%ED%A0%80.ttl", "/graph/a%20b"])
def test_an_address_that_no_iri_has_is_not_found(client, path):
    """Whatever letters it holds, it is an address of nothing."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("ending", ["ttl", "jsonld", "nt", "rdf", "html"])
def test_the_namespace_leads_on_by_ending(client, ending):
    """The document of the terms comes in each form, by its own name as well; what has no form is not found."""
    response = client.get(f"/ns.{ending}")
    assert (303, f"/ontology.{ending}") == (response.status_code, response.headers["location"])
    assert ("/ontology.ttl", "text/turtle") in links(response)["alternate"]
    assert 200 == client.get(response.headers["location"]).status_code
    assert 404 == client.get("/ns.foo").status_code


@pytest.mark.parametrize("path", ["/.well-known/void", "/dataset.ttl", "/catalogue.ttl"])
def test_the_description_links_to_its_forms_and_types(client, path):
    """What it is about, the other forms, and the classes that it says itself."""
    found = links(client.get(path))
    name = "catalogue" if "catalogue" in path else "dataset"
    assert {(f"{BASE}{name}", "")} == found["about"]
    assert (f"/{name}.jsonld", "application/ld+json") in found["alternate"]
    assert (f"/{name}.html", "text/html") in found["alternate"]
    assert ("http://www.w3.org/ns/dcat#" + ("Catalog" if name == "catalogue" else "Dataset"), "") in found["type"]


def test_browsers_are_led_to_pages(browser):
    """The description leads to the page of the dataset, and data by the ending of pages to the page."""
    assert "/dataset" == browser("/.well-known/void").headers["location"]
    assert f"/page/{PLEDGE}" == browser(f"/data/{PLEDGE}.html").headers["location"]


@pytest.mark.parametrize("path", [f"/data/{PLEDGE}", f"/id/{PLEDGE}", "/dataset", "/graph/ontology", "/ontology"])
def test_what_cannot_be_served_varies(client, path):
    """406 depends on what was asked for, so that no cache gives it to others."""
    response = client.get(path, headers={"Accept": "image/png"})
    assert (406, "Accept, Accept-Language") == (response.status_code, response.headers["vary"])

"""Linked data: names, pages and data."""

from urllib.parse import quote, urlsplit

import lxml.html
import pyoxigraph as ox
import pytest
from rdflib import RDFS, Graph, URIRef

from plangraph_api.addresses import iri_at, local_path, split_ending

BASE = "https://w3id.org/plangraph/"


def path_of(hit):
    return local_path(BASE, hit["iri"])


@pytest.mark.parametrize(
    ("accept", "ending", "target"),
    [
        ("text/html,*/*;q=0.8", "", "/page/{path}"),
        ("*/*", "", "/data/{path}.ttl"),
        (None, "", "/data/{path}.ttl"),
        ("application/ld+json", "", "/data/{path}.jsonld"),
        ("application/n-triples", "", "/data/{path}.nt"),
        ("application/rdf+xml, text/turtle;q=0.9", "", "/data/{path}.rdf"),
        ("text/html", ".ttl", "/data/{path}.ttl"),
        ("text/turtle", ".html", "/page/{path}"),
        ("text/html", ".jsonld", "/data/{path}.jsonld"),
    ],
)
def test_a_name_leads_to_page_or_data(client, indicator, accept, ending, target):
    """303 by Accept, and an ending beats it (Cool URIs for the Semantic Web, 4.3)."""
    path = path_of(indicator)
    headers = {"Accept": accept} if accept else {"Accept": ""}
    response = client.get(f"/id/{path}{ending}", headers=headers)
    assert (303, target.format(path=path)) == (response.status_code, response.headers["location"])


def test_a_form_that_there_is_not_is_refused(client, pledge):
    """406 lists what there is."""
    response = client.get(f"/id/{path_of(pledge)}", headers={"Accept": "image/png"})
    assert 406 == response.status_code
    assert "text/turtle" in response.json()["offered"]


@pytest.mark.parametrize("ending", ["ttl", "jsonld", "nt", "rdf"])
def test_data_says_the_same_in_every_form(client, indicator, ending):
    """Each form parses to the same triples about the thing."""

    def triples(ending):
        response = client.get(f"/data/{path_of(indicator)}.{ending}")
        quads = ox.parse(response.content, format=ox.RdfFormat.from_extension(ending))
        # Turtle may write 150 as 150.0, which is the same number.
        return {(q.subject, q.predicate, getattr(q.object, "value", "").removesuffix(".0")) for q in quads}

    label = (ox.NamedNode(indicator["iri"]), ox.NamedNode(str(RDFS.label)), indicator["label"])
    assert label in triples(ending)
    assert triples("nt") == triples(ending)


def test_a_japanese_name_survives_the_whole_way(client, browser, indicator):
    """Followed from /id/ as a browser does, encoded or not, a Japanese IRI comes out as it went in."""
    raw = indicator["iri"].removeprefix(BASE + "id/")
    assert not raw.isascii()
    for path in (raw, quote(raw)):
        response = browser(f"/id/{path}")
        page = browser(urlsplit(response.headers["location"]).path)
        assert 200 == page.status_code
        assert indicator["iri"] in page.text


@pytest.mark.parametrize("local", ["1-1/kpi/待機児童数", "公約I/100%25達成", "a%20b", "指標(年)'s"])
def test_iri_and_path_are_inverse(local):
    """From an IRI to its path and back nothing changes, percent signs included."""
    iri = f"{BASE}id/990019/plan/{local}"
    path = local_path(BASE, iri)
    assert path.isascii()
    assert URIRef(iri) == iri_at(BASE, path)


def test_other_peoples_iris_have_no_page_here():
    """Only what lies below our own base is ours to show."""
    assert local_path(BASE, "http://metadata.un.org/sdg/11") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a/1.2", ("a/1.2", None)), ("a.ttl", ("a", "text/turtle")), ("a", ("a", None)), ("a.html", ("a", "text/html"))],
)
def test_only_known_endings_are_endings(path, expected):
    """A point in a code is part of it."""
    assert expected == split_ending(path)


@pytest.mark.parametrize("door", ["page", "data"])
def test_what_nobody_speaks_of_is_not_found(client, browser, door):
    """404, as a page for browsers and as a problem for programs."""
    assert 404 == browser(f"/{door}/000000/none").status_code
    response = client.get(f"/{door}/000000/none")
    assert (404, "application/problem+json") == (response.status_code, response.headers["content-type"])


def test_plans_cities_and_departments_have_pages(browser, client, pledge):
    """From an element the pages of its plan, its city and its department are one step away, and lead on."""
    element = client.get("/api/v1/elements", params={"iri": pledge["iri"]}).json()
    iris = [element["plan"]["iri"], element["city"]["iri"], element["responsibilities"][0]["unit"]["iri"]]
    for iri in iris:
        page = browser(f"/page/{local_path(BASE, iri)}")
        assert 200 == page.status_code
        assert f'href="/page/{iri.removeprefix(BASE + "id/")[:6]}' in page.text


def test_the_ontology_comes_as_page_and_as_data(client, browser):
    """By Accept and by ending; terms have anchors."""
    assert 'id="Pledge"' in browser("/ontology").text
    for response in (client.get("/ontology", headers={"Accept": "text/turtle"}), client.get("/ontology.ttl")):
        graph = Graph().parse(data=response.text, format="turtle")
        assert (URIRef("https://w3id.org/plangraph/ns#Pledge"), None, None) in graph
    assert "json" in client.get("/ontology.jsonld").headers["content-type"]


def test_what_nothing_has_for_a_name_is_not_there(client, pledge):
    """404 at once, not a redirect to one; an ending changes nothing about it."""
    for path in ("nope", "nope.ttl", "nope.html", "000000/none"):
        assert 404 == client.get(f"/id/{path}").status_code, path
    assert 303 == client.get(f"/id/{path_of(pledge)}.ttl").status_code


def test_each_source_leads_to_what_was_read_there(client):
    """From a fact of an element to the page of its place, which quotes the text and leads back."""
    address = "/page/990027/manifesto-progress-2025-2028/1-1-1"
    html = lxml.html.fromstring(client.get(f"{address}?lang=ja", headers={"Accept": "text/html"}).text)
    (text,) = html.xpath("(//div[@class='text'])[1]")
    (link,) = text.xpath(".//cite[@class='source']/a")
    place = lxml.html.fromstring(client.get(link.get("href"), headers={"Accept": "text/html"}).text)
    assert link.text == place.xpath("string(//h1)")
    assert text.xpath("string(./p)") in [
        quote.text for quote in place.xpath("//section[@aria-labelledby='there']//blockquote")
    ]
    assert f"{address}?lang=ja" in place.xpath("//section[@aria-labelledby='there']//a/@href")


def test_a_fact_shows_the_lines_of_the_document(client):
    """Beside a judgement and a value, and on the page of its place: what is printed there, other cells included."""
    for address, column in (
        ("/page/990027/manifesto-progress-2025-2028/1-1-1", " | B | "),
        ("/page/990027/strategy-review-2020-2024-fy2023/1-1-1/kpi/創業相談件数", "52件"),
    ):
        html = lxml.html.fromstring(client.get(f"{address}?lang=ja", headers={"Accept": "text/html"}).text)
        unfolded = html.xpath("//td/details[@class='quoted']")[0]
        quoted = unfolded.xpath("string(./blockquote)")
        assert column in quoted
        (link,) = unfolded.xpath("../cite/a/@href")
        place = lxml.html.fromstring(client.get(link, headers={"Accept": "text/html"}).text)
        assert quoted == place.xpath("string(//section[@aria-labelledby='quotation']//blockquote)")


def test_the_page_of_a_field_says_the_city_of_each_thing(client):
    """Also where all are of one; words that only a search knows are folded, and named in words."""
    html = lxml.html.fromstring(client.get("/field/childcare?lang=ja", headers={"Accept": "text/html"}).text)
    listed = html.xpath("//section[@aria-labelledby='things']//li")
    assert len(listed) == len(html.xpath("//section[@aria-labelledby='things']//li/b"))
    rows = html.xpath("//tr[th/small[contains(., 'altLabel') or contains(., 'hiddenLabel')]]")
    assert [len(rows) > 0, []] == [True, [row for row in rows if not row.xpath("./td/details")]]

"""Fields of policy over HTTP: filter, facet, page and data."""

import pytest
from rdflib import Graph

from plangraph.namespaces import PGF, SKOS

IRI = PGF["security-lighting"]


@pytest.mark.parametrize(
    ("accept", "ending", "media_type"),
    [
        ("text/turtle", "", "text/turtle"),
        ("*/*", ".nt", "application/n-triples"),
    ],
)
def test_a_field_has_data(client, accept, ending, media_type):
    """By `Accept` or by ending: labels, and the names of what is above and below."""
    answer = client.get(f"/field/security-lighting{ending}", headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    graph = Graph().parse(data=answer.text, format="turtle")
    assert graph.value(IRI, SKOS.broader) == PGF["crime-prevention"]


def test_a_field_has_a_page(browser):
    """Browsers get a page, with links to its data."""
    page = browser("/field/security-lighting")
    assert page.status_code == 200
    assert "防犯灯の整備" in page.text
    assert "/field/security-lighting.ttl" in page.text


def test_an_unknown_field_is_a_problem(client):
    """It is named."""
    answer = client.get("/field/nonsense")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert "nonsense" in answer.json()["detail"]


def test_search_is_kept_to_a_field_and_counts_by_it(client):
    """What comes with a filter by field is as many as the facet said."""
    facet = client.get("/api/v1/search", params={"q": "支援"}).json()["facets"]["field"]
    first = facet[0]
    found = client.get("/api/v1/search", params={"q": "支援", "field": first["value"], "limit": 100}).json()
    assert found["hits"]
    assert all(hit["fields"] for hit in found["hits"])


def test_the_page_names_fields_in_its_language(browser):
    """The facet has a title and English names."""
    page = browser("/search?q=支援", language="en")
    assert 'id="facet-field"' in page.text
    assert "Field of policy" in page.text


def test_the_page_of_a_field_says_whose_each_thing_is(client):
    """Two cities have indicators of nearly the same name: the list tells them apart, and the badge says what it is."""
    page = client.get("/field/childcare", headers={"Accept": "text/html", "Accept-Language": "ja"}).text
    assert (True, True) == ('<b lang="ja">汐鳴市</b>' in page, '<b lang="ja">花槻市</b>' in page)
    assert '<span class="badge kind">政策分野</span>' in page

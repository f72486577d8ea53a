"""Pages of named graphs and of the shapes: what browsers get where programs get data."""

import re

import pytest

from plangraph_api.shapes import shapes_graph, shapes_shown

GRAPH = "/graph/990027/manifesto-progress-2025-2028"
ENDINGS = ("ttl", "jsonld", "nt", "rdf")


def hrefs(page):
    return set(re.findall(r'href="([^"#]+)', page.text))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "path", [GRAPH, "/graph/derived/attainment", "/graph/ontology", "/graph/description", "/shapes"]
)
def test_browsers_get_a_page_with_every_form(client, browser, path, language):
    """In their language, with links to the data that lead there, and no script."""
    page = browser(path, language)
    assert (200, language, "text/html") == (
        page.status_code,
        page.headers["content-language"],
        page.headers["content-type"].partition(";")[0],
    )
    assert {f"{path}.{ending}" for ending in ENDINGS} <= hrefs(page)
    assert [200] * 4 == [client.head(f"{path}.{ending}").status_code for ending in ENDINGS]
    assert "<script" not in page.text
    assert "text/html; charset=utf-8" == client.head(f"{path}.html").headers["content-type"]


def test_a_graph_says_what_it_holds(client, browser):
    """Its triples as they are counted, its classes, and the things that have names."""
    page = browser(GRAPH, "en").text
    lines = client.get(f"{GRAPH}.nt").text.strip().splitlines()
    assert f"<dd>{len(lines):,}</dd>" in page
    pledges = sum("22-rdf-syntax-ns#type> <https://w3id.org/plangraph/ns#Pledge>" in line for line in lines)
    row = page.partition("<code>pg:Pledge</code>")[2]
    assert f"<td>{pledges}</td>" in row[:40]
    assert 'href="/page/990027/manifesto-progress-2025-2028/1-1-1"' in page


def test_a_graph_that_there_is_not_has_no_page(browser):
    """404, as for its data."""
    assert 404 == browser("/graph/000000/none").status_code
    assert 404 == browser("/graph/000000/none.html").status_code


def test_the_dataset_leads_to_its_graphs(browser):
    """Each named graph that the page lists is a link to its page, the chosen language carried along."""
    page = browser("/dataset?lang=en")
    assert f"{GRAPH}?lang=en" in hrefs(page)
    assert 200 == browser(f"{GRAPH}?lang=en").status_code


def test_every_shape_is_on_its_page(browser):
    """Each rule has an anchor where its IRI leads, with its message in the language of the page."""
    page = browser("/shapes", "en").text
    anchors = set(re.findall(r'id="([^"]+)"', page))
    named = {one["name"] for shape in shapes_shown() for one in (shape, *shape["constraints"])}
    assert len(named) > 100
    assert set() == named - anchors
    assert "The municipality&#39;s code must be six digits." in page
    assert all(one["messages"].keys() <= {"ja", "en"} for shape in shapes_shown() for one in shape["constraints"])
    assert len(shapes_graph()) > 500

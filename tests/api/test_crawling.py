"""What pages say of themselves to search engines and to those who share them."""

import json
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
import pytest

PLAN = "990027/manifesto-progress-2025-2028"


def test_the_sitemap_lists_pages_that_are_there(client, browser):
    """Plans, cities and elements stand in it once each, by their absolute addresses."""
    response = client.get("/sitemap.xml")
    root = lxml.etree.fromstring(response.content)
    paths = [urlsplit(node.text).path for node in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(paths) == len(set(paths)) > 200
    assert {"/", "/page/990027", f"/page/{PLAN}", f"/page/{PLAN}/1-1-1"} <= set(paths)
    assert [] == [path for path in paths[::40] if browser(path).status_code != 200]


def test_robots_are_told_what_to_leave_out(client):
    """Searches and queries have no end, so they are left out; the sitemap is named."""
    lines = client.get("/robots.txt").text.splitlines()
    assert {"User-agent: *", "Disallow: /search?", "Disallow: /sparql?"} <= set(lines)
    assert lines[-1].endswith("/sitemap.xml")


@pytest.mark.parametrize("path", [PLAN, f"{PLAN}/1-1-1"])
def test_a_page_describes_its_thing_by_schema_org(browser, client, path):
    """The block says the name, the city and, of an element, the plan that it is part of."""
    root = lxml.html.fromstring(browser(f"/page/{path}").text)
    work, way = described(root)
    iri = f"https://w3id.org/plangraph/id/{path}"
    assert (iri, "CreativeWork", "GovernmentOrganization") == (work["@id"], work["@type"], work["publisher"]["@type"])
    assert path == PLAN or work["isPartOf"]["@id"] == f"https://w3id.org/plangraph/id/{PLAN}"
    steps = way["itemListElement"]
    assert (list(range(1, len(steps) + 1)), iri) == ([step["position"] for step in steps], steps[-1]["item"])
    assert "https://w3id.org/plangraph/id/990027" == steps[0]["item"]


def test_a_page_of_a_city_describes_it_with_its_plans(browser, client):
    """An organization by its code, and each plan as a work that it published, with its years."""
    city, *works = described(lxml.html.fromstring(browser("/page/990027").text))
    assert ("GovernmentOrganization", "990027", "花槻市") == (city["@type"], city["identifier"], city["name"])
    assert "https://w3id.org/plangraph/id/990027" == city["@id"]
    assert [city["@id"]] * 2 == [work["publisher"]["@id"] for work in works]
    assert f"https://w3id.org/plangraph/id/{PLAN}" in {work["@id"] for work in works}
    alone, _ = described(lxml.html.fromstring(browser(f"/page/{PLAN}").text))
    listed = next(work for work in works if work["@id"] == alone["@id"])
    assert all(alone[name] == listed[name] for name in ("name", "temporalCoverage", "inLanguage"))


def described(root):
    """The nodes that the one block of a page describes."""
    (block,) = root.xpath("//script[@type='application/ld+json']")
    said = json.loads(block.text)
    assert "https://schema.org" == said["@context"]
    return said["@graph"]


@pytest.mark.parametrize("path", ["/", "/page/990027", f"/page/{PLAN}", f"/page/{PLAN}/1-1-1", "/search?q=防災"])
def test_a_page_says_what_to_show_where_it_is_shared(browser, path):
    """Its Open Graph title is that of the page, and there is a description in words."""
    root = lxml.html.fromstring(browser(path).text)
    said = {node.get("property"): node.get("content") for node in root.xpath("//meta[@property]")}
    assert said["og:title"] in root.xpath("string(//title)")
    assert said["og:description"].strip()

"""What pages say of themselves to search engines and to those who share them."""

import json
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
import pytest
from fastapi.testclient import TestClient

from plangraph_api.app import create_app
from plangraph_api.messages import LANGUAGES

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
    assert 200 == browser(said["og:image"].removeprefix("http://testserver")).status_code


def heads(root):
    """The canonical address of a page, what is shared of it, and its addresses by language."""
    (canonical,) = root.xpath("//link[@rel='canonical']/@href")
    (shared,) = root.xpath("//meta[@property='og:url']/@content")
    found = root.xpath("//link[@rel='alternate'][@hreflang]")
    return canonical, shared, {node.get("hreflang"): node.get("href") for node in found}


def test_a_page_names_its_address_and_those_in_other_languages(browser):
    """The language is in it where it was chosen; each of the others is there."""
    root = lxml.html.fromstring(browser("/search?q=防災&kind=Pledge&lang=vi").text)
    canonical, shared, languages = heads(root)
    stem = "http://testserver/search?q=%E9%98%B2%E7%81%BD&kind=Pledge"
    assert canonical == shared == f"{stem}&lang=vi"
    assert {tag: f"{stem}&lang={tag}" for tag in LANGUAGES} | {"x-default": stem} == languages
    assert {"ja", "en", "x-default"} == set(heads(lxml.html.fromstring(browser("/docs").text))[2])
    # The address of what is not there is nobody's.
    assert [] == lxml.html.fromstring(browser("/nowhere").text).xpath("//link[@rel='canonical']")


def test_the_address_of_the_site_can_be_set(built_samples, tiny_environment, monkeypatch):
    """Then nobody's Host header is believed: robots, sitemap and pages name the site."""
    for name, value in {**tiny_environment, "PLANGRAPH_SITE": "https://plans.example/town"}.items():
        monkeypatch.setenv(name, value)
    opened = TestClient(create_app(built_samples), headers={"Host": "evil.example"})
    robots, sitemap = (opened.get(f"/{name}").text for name in ("robots.txt", "sitemap.xml"))
    page = opened.get("/page/990027", headers={"Accept": "text/html"}).text
    assert "Sitemap: https://plans.example/town/sitemap.xml" in robots
    assert "<loc>https://plans.example/town/page/990027</loc>" in sitemap
    assert "https://plans.example/town/page/990027" == heads(lxml.html.fromstring(page))[0]
    assert "evil.example" not in robots + sitemap + page


def test_an_icon_is_where_programs_look_for_it(client):
    """It is a picture, though no page was read."""
    icon = client.get("/favicon.ico")
    assert (200, "image/x-icon", b"\x00\x00\x01\x00") == (
        icon.status_code,
        icon.headers["content-type"],
        icon.content[:4],
    )

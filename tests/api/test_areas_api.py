"""Areas have names of their own, whether or not plans are of them."""

import pytest
from rdflib import OWL, SKOS, Graph, URIRef

BASE = "https://w3id.org/plangraph/"


def test_an_area_without_plans_has_data(client):
    """Its name, codes and prefecture, and e-Stat's name of it."""
    graph = Graph().parse(data=client.get("/data/132063.ttl").content, format="turtle")
    area = URIRef(f"{BASE}id/132063")
    assert {"132063", "13206"} == {str(code) for code in graph.objects(area, SKOS.notation)}
    assert URIRef("http://data.e-stat.go.jp/lod/sac/C13206") == graph.value(area, OWL.sameAs)
    assert URIRef(f"{BASE}id/130001") == graph.value(area, SKOS.broader)


@pytest.mark.parametrize(("path", "name", "within"), [("132063", "府中市", "東京都"), ("130001", "東京都", "全国")])
def test_an_area_without_plans_has_a_page(browser, path, name, within):
    """Called by its name, with what it is part of."""
    html = browser(f"/page/{path}").text
    assert f"<title>{name}" in html
    assert within in html


def test_a_former_ward_says_what_it_became(browser):
    """浜松市中区 is 浜松市中央区 since 2024."""
    html = browser("/page/221317").text
    assert "浜松市中央区" in html
    assert "2024-01-01" in html

"""The vocabulary of areas as triples: every municipality, ward and prefecture of Japan, and codes that are no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rdflib import URIRef

from plangraph.areas import Area, area_of, areas, former_areas
from plangraph.namespaces import AREA, BASE, DCTERMS, PG, PROV, RDF, SKOS, XSD, Iris

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["areas_graph_iri", "iter_areas"]

_SAME: Final = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")
_KINDS: Final = {
    "prefecture": PG.PrefectureArea,
    "designated-city": PG.DesignatedCityArea,
    "city": PG.CityArea,
    "special-ward": PG.SpecialWardArea,
    "town": PG.TownArea,
    "village": PG.VillageArea,
    "ward": PG.WardArea,
}

_Triple = tuple[ox.NamedNode, ox.NamedNode, "ox.NamedNode | ox.Literal"]


def areas_graph_iri(base: str = BASE) -> URIRef:
    """The named graph of the vocabulary of areas."""
    return URIRef(f"{base.rstrip('/')}/graph/vocabulary/areas")


def iter_areas(base: str = BASE) -> Iterator[_Triple]:
    """The triples of all areas, under the IRIs that municipalities have in plans, and of the country.

    Codes stand with and without the check digit, names in kanji, in katakana (ja-Kana) and, where known, in romaji.
    """
    iris = Iris(base)
    japan = ox.NamedNode(str(iris.municipality("japan")))
    yield japan, _node(RDF.type), _node(SKOS.Concept)
    yield japan, _node(SKOS.inScheme), _node(PG.Areas)
    yield japan, _node(SKOS.prefLabel), ox.Literal("全国", language="ja")
    yield japan, _node(SKOS.prefLabel), ox.Literal("Japan", language="en")
    yield japan, _SAME, _node(AREA["00000"])
    for area in (*areas(), *former_areas()):
        subject = ox.NamedNode(str(iris.municipality(area.code)))
        for predicate, value in _said(area, iris):
            yield subject, predicate, value


def _said(area: Area, iris: Iris) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    yield _node(RDF.type), _node(SKOS.Concept)
    yield _node(SKOS.inScheme), _node(PG.Areas)
    yield _node(PG.areaKind), _node(_KINDS[area.kind])
    yield _node(SKOS.notation), ox.Literal(area.code)
    yield _node(SKOS.notation), ox.Literal(area.five)
    yield _node(SKOS.prefLabel), ox.Literal(area.name, language="ja")
    yield _node(SKOS.altLabel), ox.Literal(area.kana, language="ja-Kana")
    if area.romaji:
        yield _node(SKOS.altLabel), ox.Literal(area.romaji, language="ja-Latn")
    yield _SAME, _node(AREA[area.five])
    above = _above(area)
    if above:
        yield _node(SKOS.broader), ox.NamedNode(str(iris.municipality(above)))
    if area.until:
        when = ox.Literal(f"{area.until}T00:00:00+09:00", datatype=_node(XSD.dateTime))
        yield _node(PROV.invalidatedAtTime), when
        for code in area.into:
            yield _node(DCTERMS.isReplacedBy), ox.NamedNode(str(iris.municipality(code)))


def _above(area: Area) -> str:
    """Whose part it is: of a ward its city, of a prefecture the country, of all others the prefecture."""
    if area.kind == "prefecture":
        return "japan"
    if area.kind == "ward" and not area.until:
        # Wards have the numbers after their city's: 27100 is followed by 27102 to 27128.
        city = next(
            (found for number in range(int(area.five), int(area.five) - 45, -1)
             if (found := area_of(f"{number:05}")) and found.kind == "designated-city"),
            None,
        )  # fmt: skip
        assert city is not None, area
        assert area.name.startswith(city.name), area
        return city.code
    return area.prefecture_code


def _node(iri: URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(iri))

"""Cities side by side on a topic, on the sample plans."""

import pytest

from plangraph.errors import QueryError
from plangraph.model import Card, Hit
from plangraph.pipeline import MOST_HITS, Compare, open_search, open_similar
from plangraph.pipeline.compared import _rows

TWO = ["990019", "990027"]
PGF = "https://w3id.org/plangraph/field/"


@pytest.fixture(scope="module")
def compare(built_samples, tiny_environment):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        with open_search(built_samples) as search, open_similar(built_samples) as similar:
            yield Compare(built_samples, search, similar)


@pytest.fixture(scope="module")
def found(compare):
    return compare.compare([*TWO, "990035"], "空き家")


def test_cities_stand_in_the_order_in_which_they_were_named(compare):
    """By code or by name, each once."""
    found = compare.compare(["花槻市", "990019", "990027"], "空き家")
    assert ["990027", "990019"] == [city["code"] for city in found["cities"]]


def test_each_city_has_what_is_its_own_alone(found):
    """Hits of a city are of that city, best first, at most as many as are shown."""
    for city in found["cities"]:
        assert {hit["city"]["code"] for hit in city["hits"]} <= {city["code"]}
        scores = [hit["score"] for hit in city["hits"]]
        assert sorted(scores, reverse=True) == scores
        assert len(scores) == min(city["total"], MOST_HITS)
        assert city["answerable"] or not city["hits"]


def test_every_hit_stands_in_a_row_and_no_row_is_empty(found):
    """What is of several fields stands in several rows, what is of none in the last."""
    hits = {hit["iri"] for city in found["cities"] for hit in city["hits"]}
    rows = [{iri for cell in row["cities"] for iri in cell["hits"]} for row in found["fields"]]
    assert hits
    assert hits == set().union(*rows)
    assert all(rows)


def test_the_topic_names_no_city_but_those_asked_for(compare):
    """A city in the words of the topic is let go."""
    assert "空き家" == compare.compare(TWO, "橡原市の空き家")["topic"]


def test_pairs_are_of_two_cities_and_say_whether_they_can_be_compared(compare):
    """Comparable pairs have values of one year and no reason, others a reason; each indicator is in one list alone."""
    found = compare.compare(TWO, "空き家バンクの成約件数")
    assert found["pairs"]
    for pair in found["pairs"]:
        assert TWO == [pair["own_city"], pair["other_city"]]
        assert pair["comparable"] == (not pair["because"]) == bool(pair["values"])
        assert pair["own"]["source"]["document"]
    paired = {pair[side]["iri"] for pair in found["pairs"] for side in ("own", "other")}
    alone = {each["iri"] for city in found["unpaired"] for each in city["indicators"]}
    assert set() == paired & alone


def test_two_runs_are_the_same(compare, found):
    """Ties are broken."""
    assert found == compare.compare([*TWO, "990035"], "空き家")


@pytest.mark.parametrize(
    ("cities", "topic", "said"),
    [
        (["990019"], "空き家", "two to 4 cities to compare, not 1"),
        (["990019", "汐鳴市"], "空き家", "two to 4 cities to compare, not 1"),
        (["990019", "131016"], "空き家", "nothing is called '131016' here; use one of: 990019 (汐鳴市)"),
        (TWO, " ", "the query is empty"),
    ],
)
def test_what_cannot_be_compared_is_said(compare, cities, topic, said):
    """Too few cities, one that is not here, no topic."""
    with pytest.raises(QueryError) as refused:
        compare.compare(cities, topic)
    assert said in refused.value.problem


def hit(number, score, *fields):
    return Hit(
        Card(f"x:{number}", "Measure", "", "", "", "", "", fields=tuple(PGF + each for each in fields)), 1, score
    )


def test_fields_that_a_city_lacks_come_first():
    """Then those of the best hits; a hit counts in all of its fields, and what is of none lacks nothing."""
    shown = {
        "a": [hit(1, 9, "childcare"), hit(2, 5, "vacant-houses"), hit(3, 2)],
        "b": [hit(4, 7, "sewerage", "childcare")],
    }
    rows = _rows(shown)
    told = [([cell["hits"] for cell in row["cities"]], row["lacking"]) for row in rows]
    assert [
        ([[], ["x:4"]], ["a"]),
        ([["x:2"], []], ["b"]),
        ([["x:1"], ["x:4"]], []),
        ([["x:3"], []], []),
    ] == told
    assert rows[-1]["field"] is None

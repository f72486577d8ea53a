"""Cities side by side on a topic, on the sample plans."""

import pytest

from plangraph.errors import QueryError
from plangraph.model import Card, Filter, Hit, Query
from plangraph.pipeline import MOST_HITS, Compare, open_search, open_similar
from plangraph.pipeline.compared import _Counted, _rows
from plangraph.retrieval.fields.thesaurus import above

TWO = ["990019", "990027"]
PGF = "https://w3id.org/plangraph/field/"


@pytest.fixture(scope="module")
def searcher(built_samples, tiny_environment):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        with open_search(built_samples) as search:
            yield search


@pytest.fixture(scope="module")
def compare(built_samples, searcher):
    with open_similar(built_samples) as similar:
        yield Compare(built_samples, searcher, similar)


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
        assert len(scores) <= min(city["total"], MOST_HITS)
        assert city["answerable"] == bool(city["hits"])


def test_a_city_has_the_same_whatever_stands_beside_it(compare, found):
    """Its hits and its cells are those of a comparison with fewer cities; only rows of the others are added."""
    alone = compare.compare(TWO, "空き家")
    assert alone["cities"] == found["cities"][:2]
    cells = {row["field"]: row["cities"][:2] for row in found["fields"]}
    for row in alone["fields"]:
        assert cells[row["field"]] == row["cities"]


def test_what_is_cut_is_counted_as_the_search_finds_it(compare, searcher):
    """A search in the city, and in the field, has what is listed and what is counted besides."""
    seen = set()
    for topic in ("空き家", "防災", "子育て支援", "観光"):
        found = compare.compare([*TWO, "990035"], topic)

        def total(code, *fields, topic=topic):
            filters = (Filter("city", code, code), *(Filter("field", each, each) for each in fields))
            return searcher.search(Query(topic, filters, 1, 0, ("prefecture",)), passages=False).total

        assert [total(city["code"]) for city in found["cities"]] == [city["total"] for city in found["cities"]]
        cells = [(row, cell) for row in found["fields"] if row["field"] for cell in row["cities"]]
        for row, cell in cells:
            code = cell["code"]
            having = searcher.having([Filter("city", code, code), Filter("field", row["field"], row["field"])])
            counted = {"more": total(code, row["field"]) - len(cell["hits"]), "other": len(having)}
            counted["wider"] = total(code, row["wider"]) if row["wider"] else 0
            told = {name for name in counted if cell[name]}
            seen |= told
            assert {name: counted[name] for name in told} == {name: cell[name] for name in told}
            assert (not told and not cell["hits"]) == (code in row["lacking"])
            assert not (code in row["lacking"] and having)
    assert seen


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
    rows = _rows(shown, dict.fromkeys(shown, _Counted({}, {})))
    told = [([cell["hits"] for cell in row["cities"]], row["lacking"]) for row in rows]
    assert [
        ([[], ["x:4"]], ["a"]),
        ([["x:2"], []], ["b"]),
        ([["x:1"], ["x:4"]], []),
        ([["x:3"], []], []),
    ] == told
    assert rows[-1]["field"] is None


def test_what_a_city_has_beside_the_hits_is_no_lack():
    """More on the topic in the field, else in the field above, else of the field without the topic."""
    childcare, wider, sewerage = PGF + "childcare", above(PGF + "childcare")[1], PGF + "sewerage"
    shown = {"a": [hit(1, 9, "childcare"), hit(2, 8, "sewerage")], "b": [], "c": []}
    counted = {
        "a": _Counted({childcare: 3, sewerage: 1}, {}),
        "b": _Counted({wider: 2}, {childcare: 5}),
        "c": _Counted({}, {childcare: 4}),
    }
    rows = {row["field"]: row for row in _rows(shown, counted)}
    told = [[cell[name] for name in ("more", "wider", "other")] for cell in rows[childcare]["cities"]]
    assert [[2, 0, 0], [0, 2, 0], [0, 0, 4]] == told
    assert [] == rows[childcare]["lacking"]
    assert ["b", "c"] == rows[sewerage]["lacking"]

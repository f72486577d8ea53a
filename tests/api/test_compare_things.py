"""Elements and indicators side by side over the API."""

from urllib.parse import urlencode

import pytest

from plangraph.model import ElementKind
from plangraph.pipeline import open_similar
from plangraph.pipeline.compared_things import _facts


@pytest.fixture(scope="module")
def iris(client):
    """Two elements with indicators, of two cities, and two indicators of theirs."""
    found = client.get("/api/v1/indicators?limit=1000").json()["indicators"]
    first = found[0]
    second = next(each for each in found if each["city"] != first["city"] and each["elements"])
    return [first["elements"][0]["iri"], second["elements"][0]["iri"], first["iri"], second["iri"]]


def compare(client, *iris, **more):
    return client.get(f"/api/v1/compare?{urlencode([*(('iri', iri) for iri in iris), *more.items()])}")


def test_things_stand_in_the_order_in_which_they_were_named(client, iris):
    """Each once, with its city, plan, path and lines, as the API says of each alone."""
    found = compare(client, iris[1], iris[0], iris[1]).json()
    assert [iris[1], iris[0]] == [thing["iri"] for thing in found["things"]]
    for thing in found["things"]:
        alone = client.get("/api/v1/elements", params={"iri": thing["iri"]}).json()
        for name in ("label", "kind", "city", "plan", "source"):
            assert alone[name] == thing[name]


def test_indicators_are_in_a_pair_or_alone(client, iris):
    """A pair that can be compared has values and no reason, another a reason; nothing is in both lists."""
    found = compare(client, *iris[:2]).json()
    paired = [pair[side]["iri"] for pair in found["pairs"] for side in ("own", "other")]
    alone = [each["iri"] for side in found["unpaired"] for each in side["indicators"]]
    told = {client.get("/api/v1/elements", params={"iri": iri}).json()["iri"] for iri in (*paired, *alone)}
    assert iris[2] in told
    assert set() == set(paired) & set(alone)
    for pair in found["pairs"]:
        assert bool(pair["values"]) == pair["comparable"] == (not pair["because"])


def test_two_indicators_are_a_pair_whatever_their_names(client, iris):
    """Who names them wants them side by side; what keeps them apart is said."""
    found = compare(client, *iris[2:]).json()
    assert [(iris[2], iris[3])] == [(pair["own"]["iri"], pair["other"]["iri"]) for pair in found["pairs"]]
    assert found["pairs"][0]["comparable"] or found["pairs"][0]["because"]
    assert [[], []] == [side["indicators"] for side in found["unpaired"]]


def test_four_are_compared_two_by_two(client, iris):
    """A pair says of which two it is."""
    found = compare(client, *iris).json()
    assert 4 == len(found["things"])
    assert {(pair["own_thing"], pair["other_thing"]) for pair in found["pairs"]} >= {(iris[2], iris[3])}


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ([0], "比べる要素や指標は2つから4つまで選んでください（今は1）"),
        ([0, 1, 2, 3, "x:5"], "比べる要素や指標は2つから4つまで選んでください（今は5）"),
        ([0, "https://example.org/nothing"], "要素も指標も https://example.org/nothing という IRI のものはありません"),
    ],
)
def test_what_cannot_be_compared_is_said(client, iris, named, said):
    """Too few, too many, and what is not there."""
    asked = [iris[each] if isinstance(each, int) else each for each in named]
    query = urlencode([("iri", iri) for iri in asked])
    answer = client.get(f"/api/v1/compare?{query}", headers={"Accept-Language": "ja"})
    assert (400, f"iri：{said}") == (answer.status_code, answer.json()["detail"])


def test_things_and_cities_are_not_mixed(client, iris):
    """A topic beside IRIs would be passed over, so it is refused."""
    answer = compare(client, *iris[:2], q="防災")
    assert (400, "iri: compare either elements by iri, or cities by city and q") == (
        answer.status_code,
        answer.json()["detail"],
    )


def thing(kind, *judgements, sdgs=(), deadline=None):
    links = [{"goal": goal, "basis": "Stated", "decided": None} for goal in sdgs]
    judged = [{"status": status, "fiscal_year": year, "as_of": None} for status, year in judgements]
    dated = {"term": None, "start": None, "deadline": deadline}
    return {"kind": kind.value, "assessments": judged, "sdgs": links, "fields": [], **dated}


def test_facts_that_differ_come_first_and_those_that_cannot_be_compared_last():
    """With what is shared, and the reason."""
    one = thing(ElementKind.MEASURE, ("OnTrack", 2023), sdgs=(3, 11), deadline=2026)
    two = thing(ElementKind.MEASURE, ("Delayed", 2023), sdgs=(11,))
    rows = _facts([one, two])
    assert ["status", "sdg", "kind", "deadline"] == [row["name"] for row in rows]
    assert [False, False, True, None] == [row["same"] for row in rows]
    assert ["11"] == rows[1]["shared"]
    assert ["lacking"] == rows[3]["because"]


@pytest.mark.parametrize(
    ("judged", "because"),
    [
        ([("OnTrack", 2022), ("OnTrack", 2023)], ["year"]),
        ([(None, 2023), ("OnTrack", 2023)], ["unmapped"]),
        ([("OnTrack", 2023), ("OnTrack", 2023)], []),
    ],
)
def test_judgements_are_compared_of_one_year_and_on_one_scale(judged, because):
    """Otherwise the row says why not."""
    rows = _facts([thing(ElementKind.PLEDGE, one) for one in judged])
    assert because == next(row["because"] for row in rows if row["name"] == "status")


def test_what_staff_rejected_is_not_shared():
    """A goal of which somebody said no is no fact of the thing."""
    rejected = thing(ElementKind.PLEDGE)
    rejected["sdgs"] = [{"goal": 3, "basis": "Inferred", "decided": "Rejected"}]
    assert ["kind"] == [row["name"] for row in _facts([rejected, rejected])]


def test_near_names_are_asked_of_the_vectors_alone(built_samples):
    """Comparing opens no encoder, as likeness needs none."""
    with open_similar(built_samples) as similar:
        assert [] == similar.aligned([], [], alone=True)

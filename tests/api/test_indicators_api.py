"""`/api/v1/indicators`: which are listed, what is said of each, and what is cut."""

import csv
import io
from decimal import Decimal

import pytest

from plangraph_api.indicator_table import as_csv


@pytest.fixture(scope="module")
def every(client):
    return client.get("/api/v1/indicators?limit=1000").json()


def listed(client, **asked):
    return client.get("/api/v1/indicators", params={"limit": 1000, **asked}).json()


def rows(response):
    return list(csv.DictReader(io.StringIO(response.text)))


def test_all_indicators_are_listed_without_a_condition(client, every):
    """As many as the statistics of the dataset count, each once, plan by plan."""
    counted = "SELECT (COUNT(DISTINCT ?i) AS ?n) { ?i a pg:Indicator FILTER NOT EXISTS { ?i pg:mentionedOnly true } }"
    found = client.get("/sparql", params={"query": counted, "format": "json"}).json()
    iris = [each["iri"] for each in every["indicators"]]
    assert int(found["results"]["bindings"][0]["n"]["value"]) == every["total"] == len(set(iris)) == len(iris)
    plans = [each["plan"]["iri"] for each in every["indicators"]]
    assert list(dict.fromkeys(plans)) == sorted(set(plans))
    assert 0 == every["more"]


def test_an_indicator_has_what_its_page_says(client, every):
    """Values with their years, attainment or the reason why there is none, and lines."""
    for each in every["indicators"]:
        alone = client.get("/api/v1/elements", params={"iri": each["iri"]}).json()
        for name, kind in (("baseline", "Baseline"), ("actual", "Actual"), ("target", "Target")):
            of_kind = [one for one in alone["observations"] if one["kind"] == kind]
            assert (each[name] in of_kind) if of_kind else each[name] is None
        assert alone["source"] == each["source"]
        assert each["source"]["document"]
        assert [one["iri"] for one in alone["elements"]] == [one["iri"] for one in each["elements"]]
        assert (each["attainment"] is None) or each["come"] in {"met", "underWay", "noGain"}


def test_a_verdict_stands_beside_the_target_that_it_speaks_of(client, every):
    """That of the year of the actual value, in JSON and CSV; an attainment beside values of its own group."""
    judged = [each for each in every["indicators"] if each["attainment"] is None and each["come"] != "unknown"]
    assert judged
    for each in judged:
        assert each["actual"]["target_of_year"] == each["year_target"]["iri"]
        assert each["actual"]["target_met"] == (each["come"] == "met")
    told = {row["iri"]: row for row in rows(client.get("/api/v1/indicators?limit=1000&format=csv"))}
    for each in judged:
        assert (each["year_target"]["raw"] or "").lstrip("'") == told[each["iri"]]["year_target_raw"].lstrip("'")
    for each in every["indicators"]:
        if each["attainment"] is not None:
            assert 1 == len({each[name]["group"] for name in ("baseline", "actual", "target")})


@pytest.mark.parametrize(
    ("name", "value_of"),
    [
        ("city", lambda each: each["city"]["code"]),
        ("city", lambda each: each["city"]["label"]),
        ("plan", lambda each: each["plan"]["iri"]),
        ("department", lambda each: each["departments"][0]),
        ("kind", lambda each: each["elements"][0]["kind"]),
        ("unit", lambda each: each["unit"] or each["baseline"]["unit"]),
        ("field", lambda each: each["fields"][0]),
    ],
)
def test_a_condition_keeps_what_meets_it(client, every, name, value_of):
    """All that come meet it, and the one that it was taken from is among them."""
    carrying = [each for each in every["indicators"] if each["departments"] and each["elements"] and each["fields"]]
    one = carrying[0] if carrying else pytest.fail("the samples have an indicator with all of it")
    found = listed(client, **{name: value_of(one)})
    assert one["iri"] in {each["iri"] for each in found["indicators"]}
    assert 0 < found["total"] == len(found["indicators"])
    if name in {"city", "plan"}:
        assert {value_of(one)} == {value_of(each) for each in found["indicators"]}


def test_a_goal_of_what_it_measures_is_a_condition_too(client, every):
    """Goals are stated of measures, and who asks for a goal wants their indicators."""
    for goal in range(1, 18):
        found = {each["iri"] for each in listed(client, sdg=goal)["indicators"]}
        of_elements = client.get("/api/v1/search", params={"q": "計画", "sdg": goal, "limit": 100}).json()["hits"]
        addressed = {hit["iri"] for hit in of_elements}
        measuring = {
            each["iri"] for each in every["indicators"] if addressed & {one["iri"] for one in each["elements"]}
        }
        assert measuring <= found


def test_conditions_hold_together_and_values_are_alternatives(client, every):
    """Two cities are both listed, a city and a plan of another are nothing."""
    cities = sorted({each["city"]["code"] for each in every["indicators"]})
    both = client.get("/api/v1/indicators", params=[("city", code) for code in cities[:2]]).json()
    assert sum(listed(client, city=code)["total"] for code in cities[:2]) == both["total"]
    other = next(each["plan"]["iri"] for each in every["indicators"] if each["city"]["code"] == cities[1])
    assert 0 == listed(client, city=cities[0], plan=other)["total"]


def test_words_must_all_stand_in_names(client, every):
    """In the indicator's, its definition, or what it measures; in whatever spelling."""
    one = every["indicators"][0]
    found = listed(client, q=f"{one['label'][:3]} {one['elements'][0]['label'][:2]}")
    assert one["iri"] in {each["iri"] for each in found["indicators"]}
    assert 0 == listed(client, q=f"{one['label'][:3]} どこにもないことば")["total"]


def test_spellings_of_a_unit_are_one(client):
    """名 is 人, as where two indicators are compared; full width is half width."""
    assert listed(client, unit="人")["indicators"] == listed(client, unit="名")["indicators"]
    assert listed(client, unit="%")["indicators"] == listed(client, unit="％")["indicators"] != []


@pytest.mark.parametrize("asked", ["city=nowhere", "unit=光年", "kind=Foo", "sdg=18", "cities=990019", "limit=1001"])
def test_what_is_not_there_is_said(client, asked):
    """With status 400 and, where there is one, the list to choose from."""
    answer = client.get(f"/api/v1/indicators?{asked}")
    assert (400, "application/problem+json") == (answer.status_code, answer.headers["content-type"])
    assert asked.partition("=")[0] in answer.text


def test_it_says_what_it_cuts_and_leads_on(client, every):
    """`more` counts what is left; following `Link` gives all of it once."""
    found, address = [], "/api/v1/indicators?limit=7"
    while address:
        answer = client.get(address)
        page = answer.json()
        found += page["indicators"]
        assert every["total"] - len(found) == page["more"]
        address = answer.headers["link"].partition(">")[0].lstrip("<") if page["more"] else None
    assert every["indicators"] == found


@pytest.mark.parametrize("how", [{"params": {"format": "csv"}}, {"headers": {"Accept": "text/csv"}}])
def test_the_csv_has_the_same(client, every, how):
    """A row each under names that are those of the JSON; decimals as they are."""
    answer = client.get("/api/v1/indicators", **how)
    assert "text/csv; charset=utf-8" == answer.headers["content-type"]
    read = rows(answer)
    assert [each["iri"] for each in every["indicators"][: len(read)]] == [row["iri"] for row in read]
    for row, each in zip(read, every["indicators"], strict=False):
        for name in ("baseline", "actual", "target"):
            assert ((each[name] or {}).get("value") or "") == row[name]
        assert (each["attainment"] or "") == row["attainment"]
        assert str(each["source"]["start_line"] or "") == row["start_line"]


def test_json_is_what_is_sent_to_who_takes_anything(client):
    """Neither of the two is 406."""
    assert "application/json" == client.get("/api/v1/indicators").headers["content-type"]
    assert 406 == client.get("/api/v1/indicators", headers={"Accept": "image/png"}).status_code


def test_no_cell_becomes_a_formula():
    """Texts have ' before what a spreadsheet would compute; a number below zero stays a number."""
    seen = {"value": "-2.50", "unit": "=x", "fiscal_year": 2023, "calendar_year": None, "raw": "@y"}
    row = {
        **dict.fromkeys(("iri", "label", "unit", "direction", "come"), "=1+1"),
        "city": {"code": "990019", "label": "+市"},
        "plan": {"iri": "x", "label": "-計画"},
        "elements": [{"iri": "=e"}],
        "departments": ["＝課"],
        "statuses": [],
        "not_comparable": [],
        "baseline": None,
        "actual": seen,
        "target": None,
        "year_target": None,
        "attainment": None,
        "source": None,
    }
    read = next(csv.DictReader(io.StringIO(as_csv([row]).decode())))
    assert ["'=1+1", "'+市", "'-計画", "'=e", "'＝課"] == [
        read[name] for name in ("label", "city_label", "plan_label", "elements", "departments")
    ]
    assert (Decimal("-2.50"), "'=x", "FY2023", "'@y") == (
        Decimal(read["actual"]),
        read["actual_unit"],
        read["actual_year"],
        read["actual_raw"],
    )

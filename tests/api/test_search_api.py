"""`/api/v1/search`, `/facets` and `/elements`."""

import csv
import io

import lxml.html
import pytest

from plangraph.pipeline import element
from plangraph.retrieval import orders
from plangraph_api import parameters


def search(client, **parameters):
    return client.get("/api/v1/search", params=parameters)


def test_a_search_has_the_form_of_the_contract(client):
    """The answer's keys, and those of a hit, are those that CONTRACT fixes."""
    answer = search(client, q="防災に関する施策").json()
    assert {"query", "interpretation", "answerable", "total", "hits", "facets"} == set(answer)
    hit = answer["hits"][0]
    contract = {"iri", "rank", "score", "kind", "label", "notation", "city", "plan", "path", "departments", "status"}
    assert contract | {"sdgs", "passages"} <= set(hit)
    assert {"role", "text", "highlights", "source"} == set(hit["passages"][0])
    assert {"document", "start_line", "end_line"} <= set(hit["passages"][0]["source"])
    assert {"city", "kind", "status", "department", "sdg"} <= set(answer["facets"])
    kind = {"field": "kind", "value": "Measure", "text": "施策", "soft": True, "label": "", "note": ""}
    assert [kind | {"excluded": False}] == answer["interpretation"]["filters"]


def test_what_a_query_excludes_is_told_and_can_be_dropped(client):
    """No hit is of the city that is not to be among them, until that condition is dropped."""
    without = search(client, q="花槻市以外の防災", limit=100).json()
    assert [("990027", True)] == [(f["value"], f["excluded"]) for f in without["interpretation"]["filters"]]
    assert "990027" not in {hit["city"]["code"] for hit in without["hits"]}
    dropped = search(client, q="花槻市以外の防災", drop="city:990027", limit=100).json()
    assert "990027" in {hit["city"]["code"] for hit in dropped["hits"]}


def test_a_filter_or_department_that_there_is_not_is_a_problem_that_names_it(client):
    """A misspelt parameter is no wider search, and an unknown department no empty answer."""
    misspelt = search(client, q="防災", departmnt="危機管理課")
    assert (400, True) == (misspelt.status_code, "departmnt" in misspelt.text)
    nobody = search(client, q="防災", department="zzz")
    # Pages carry the language that was chosen along.
    assert 200 == search(client, q="防災", lang="en").status_code
    assert (400, True) == (nobody.status_code, "危機管理課" in nobody.json()["detail"])


def test_a_condition_of_the_words_can_be_dropped(client):
    """`drop` takes one condition out and leaves the topic; a field that is none is named."""
    whole = search(client, q="花槻市の防災", limit=100).json()
    assert ["city"] == [found["field"] for found in whole["interpretation"]["filters"]]
    freed = search(client, q="花槻市の防災", drop="city:990027", limit=100).json()
    assert ("防災", []) == (freed["interpretation"]["topic"], freed["interpretation"]["filters"])
    assert freed["total"] > whole["total"]
    assert 400 == search(client, q="防災", drop="colour:red").status_code


def test_why_tells_the_rank_and_words_of_each_leg_when_asked_to(client):
    """`why` holds what each leg gave; with `explain` its rank and words, which leave the answer as it is."""
    plain = search(client, q="防災に関する施策").json()["hits"][0]
    told = search(client, q="防災に関する施策", explain="true").json()["hits"][0]
    assert {leg: each["score"] for leg, each in told["why"].items()} == plain["why"]
    assert "防災" in told["why"]["lexical"]["words"]
    assert all(each["rank"] >= 1 for each in told["why"].values())


def test_filters_narrow_and_limit_and_offset_window(client):
    """A hard filter holds for every hit; a window continues where the former ended."""
    answer = search(client, q="防災", kind="Pledge", limit=2).json()
    assert {"Pledge"} == {hit["kind"] for hit in answer["hits"]}
    following = search(client, q="防災", kind="Pledge", limit=2, offset=2).json()
    assert [1, 2, 3] == [hit["rank"] for hit in (*answer["hits"], *following["hits"])][:3]
    assert answer["hits"][0]["iri"] not in {hit["iri"] for hit in following["hits"]}


def test_values_of_one_filter_are_alternatives(client):
    """A filter given twice takes either value."""
    answer = client.get("/api/v1/search?q=防災&kind=Pledge&kind=Measure&limit=100").json()
    assert {"Pledge", "Measure"} == {hit["kind"] for hit in answer["hits"]}


def test_empty_fields_of_a_form_are_no_filters(client):
    """`city=` says nothing about the city."""
    assert search(client, q="防災").json()["total"] == search(client, q="防災", city="").json()["total"]


@pytest.mark.parametrize(
    ("parameters", "parameter"),
    [
        ({}, "q"),
        ({"q": " "}, "q"),
        ({"q": "防災", "limit": 101}, "limit"),
        ({"q": "防災", "limit": "many"}, "limit"),
        ({"q": "防災", "offset": -1}, "offset"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(client, parameters, parameter):
    """A wrong parameter is a problem of status 400 that names it."""
    response = search(client, **parameters)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (400, "/docs#parameters") == (problem["status"], problem["type"])
    assert [parameter] == [error["parameter"] for error in problem["errors"]]


@pytest.mark.parametrize(
    "q",
    [
        "\x00",
        "\x00\x1f防災",
        "🚌🚌",
        "のはがを",
        'title:"防災" AND (*)^9',
        "?s ?p ?o } UNION {",
        "\u202e防災\u202c",
        "進捗が" * 300,
    ],
)
def test_an_odd_question_is_answered(client, q):
    """Control characters, signs and syntax of query languages are words or nothing, never an error of the server."""
    assert 200 == search(client, q=q).status_code


def test_an_endless_question_is_refused(client):
    """More than can be read is a problem that names the parameter."""
    problem = search(client, q="a" * 10_000).json()
    assert (400, ["q"]) == (problem["status"], [error["parameter"] for error in problem["errors"]])


def test_a_filter_value_that_does_not_exist_is_named(client):
    """An unknown city is a problem, not an empty answer."""
    problem = search(client, q="防災", city="ここにない市").json()
    assert (400, "/docs#query") == (problem["status"], problem["type"])
    assert "ここにない市" in problem["detail"]


def test_facets_are_those_of_the_search(client):
    """`/facets` gives what `/search` gives, without the hits."""
    answer = search(client, q="防災").json()
    facets = client.get("/api/v1/facets", params={"q": "防災"}).json()
    assert {"query": "防災", "total": answer["total"], "facets": answer["facets"]} == facets


def test_an_element_comes_whole(client, pledge, indicator, built_samples):
    """What the API shows of an element or indicator is all that the pipeline knows, nothing added, nothing lost."""
    for iri in (pledge["iri"], indicator["iri"]):
        assert element(built_samples, iri) == client.get("/api/v1/elements", params={"iri": iri}).json()


def test_an_unknown_element_is_a_problem(client):
    """An IRI that nobody uses gives 404 and is repeated."""
    problem = client.get("/api/v1/elements", params={"iri": "https://w3id.org/plangraph/id/000000/無"}).json()
    assert (404, "/docs#not-found") == (problem["status"], problem["type"])
    assert "000000/無" in problem["detail"]


def test_what_is_like_a_thing_elsewhere_can_be_asked_for(client, pledge):
    """`similar` names things of other cities, unless any city is asked for; a stranger is 404."""
    asked = {"iri": pledge["iri"], "limit": 4}
    answer = client.get("/api/v1/similar", params=asked).json()
    assert (pledge["iri"], 4) == (answer["iri"], len(answer["similar"]))
    assert "990027" not in {one["city"]["code"] for one in answer["similar"]}
    anywhere = client.get("/api/v1/similar", params={**asked, "other_cities": "false", "limit": 50}).json()
    assert "990027" in {one["city"]["code"] for one in anywhere["similar"]}
    assert 404 == client.get("/api/v1/similar", params={"iri": "https://example.org/nothing"}).status_code


def test_suggestions_come_by_the_start_of_a_word_or_its_reading(client):
    """防災 is suggested for kanji and kana, of any width; an empty box gets none, a language that is unknown 400."""

    def texts(**asked):
        return [each["text"] for each in client.get("/api/v1/suggest", params=asked).json()["suggestions"]]

    assert texts(q="防災") == texts(q="  防災 ")
    assert any("防災" in text for text in texts(q="ぼうさ"))
    assert texts(q="ぼうさ") == texts(q="ﾎﾞｳｻ")
    assert [] == texts(q="") == texts(q="あ" * 500)
    assert 2 == len(texts(q="防災", limit=2))
    assert any("disaster" in text for text in texts(q="disas", lang="en"))
    assert [] == texts(q="phòng", lang="en")
    assert 400 == client.get("/api/v1/suggest", params={"q": "防災", "lang": "xx"}).status_code


def test_the_orders_of_the_api_are_those_of_a_search():
    """Each is offered, none that there is not."""
    assert orders.ORDERS == parameters.ORDERS


@pytest.mark.parametrize("order", ["city", "plan", "year"])
def test_hits_can_be_sorted(client, order):
    """The same hits come in another order, and the pages of it go on where the one before ended."""
    usual = search(client, q="防災", limit=100).json()["hits"]
    put = search(client, q="防災", limit=100, sort=order).json()["hits"]
    assert {hit["iri"] for hit in usual} == {hit["iri"] for hit in put}
    if order == "city":
        assert sorted(hit["city"]["code"] for hit in usual) == [hit["city"]["code"] for hit in put]
    behind = search(client, q="防災", sort=order, limit=5, offset=5).json()["hits"]
    assert [hit["iri"] for hit in put[5:10]] == [hit["iri"] for hit in behind]
    assert 400 == search(client, q="防災", sort="colour").status_code


def test_a_year_is_one_of_the_plans_period(client):
    """Hits are counted by the fiscal years of their plans, and chosen by them; a year of no plan is named."""
    counts = {each["value"]: each["count"] for each in search(client, q="防災").json()["facets"]["year"]}
    year = next(iter(counts))
    assert counts[year] == search(client, q="防災", year=year).json()["total"]
    refused = search(client, q="防災", year="1850")
    assert (400, True) == (refused.status_code, "1850" in refused.json()["detail"])


def test_json_and_csv_of_a_page_are_of_what_it_shows(client, browser):
    """Order, filters and place go along: the third page's files hold the third page's hits."""
    state = "q=防災&kind=Measure&kind=Indicator&sort=city&offset=10&limit=5"
    root = lxml.html.fromstring(browser(f"/search?{state}").text)
    shown = [node.text_content().strip() for node in root.xpath("//article//h3/a")]
    assert 5 == len(shown)
    (program,) = root.xpath("//link[@rel='alternate'][@type='application/json']/@href")
    (table,) = root.xpath("//link[@rel='alternate'][@type='text/csv']/@href")
    assert [program, table] == [*reversed(root.xpath("//p[@class='data']/a/@href"))]
    assert shown == [hit["label"] for hit in client.get(program).json()["hits"]]
    rows = list(csv.reader(io.StringIO(client.get(table).content.decode("utf-8-sig"))))
    assert [str(number) for number in range(11, 16)] == [row[0] for row in rows[-5:]]
    assert shown == [row[5] for row in rows[-5:]]


def test_a_page_offers_its_orders_and_keeps_the_one_that_was_chosen(browser):
    """A link for each, without a script; words typed anew, filters and pages keep it."""
    root = lxml.html.fromstring(browser("/search?q=防災&sort=city").text)
    links = root.xpath("//p[@class='sorts']/a")
    assert 4 == len(links)
    assert ["true"] == [link.get("aria-current") for link in links if "sort=city" in link.get("href")]
    assert ["city"] == root.xpath("//form[@role='search']/input[@name='sort']/@value")
    others = root.xpath("//nav[@id='facets']//li/a[not(@class)]/@href | //a[@rel='next']/@href")
    assert [] == [address for address in others if "sort=city" not in address]

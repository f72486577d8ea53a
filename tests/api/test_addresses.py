"""Addresses as clients write them: each leads to a thing, to where it is, or to a reason why not."""

import unicodedata
from urllib.parse import quote

import pytest

PLAN = "990027/manifesto-progress-2025-2028"


@pytest.fixture(scope="module")
def composed(client):
    """The path of a thing whose name has a letter that can also be written as two."""
    query = 'SELECT ?s { ?s pg:municipality ?city FILTER(REGEX(STR(?s), "/id/.*[がごじだでどぶガグデドジバパプ]")) }'
    rows = client.get("/sparql", params={"query": query, "format": "json"}).json()["results"]["bindings"]
    return rows[0]["s"]["value"].partition("/id/")[2]


@pytest.mark.parametrize("door", ["data", "page"])
def test_decomposed_letters_lead_to_the_composed(client, composed, door):
    """Some systems write が as か and a mark: from there a client is led to the name as we write it."""
    apart = unicodedata.normalize("NFD", composed)
    assert apart != composed
    for written in (apart, quote(apart, safe="/")):
        answer = client.get(f"/{door}/{written}")
        assert (303, f"/{door}/{quote(composed, safe='/')}") == (answer.status_code, answer.headers["location"])
        assert 200 == client.get(answer.headers["location"]).status_code


@pytest.mark.parametrize(
    ("path", "there"),
    [
        (f"/data/{PLAN}/", f"/data/{PLAN}"),
        (f"/data/{PLAN}.ttl/", f"/data/{PLAN}.ttl"),
        (f"/page/{PLAN}//", f"/page/{PLAN}"),
        (f"/page/{PLAN}.html", f"/page/{PLAN}"),
        (f"/data/990027//{PLAN.partition('/')[2]}.nt", f"/data/{PLAN}.nt"),
        (f"/graph/{PLAN}/", f"/graph/{PLAN}"),
        ("/dataset/", "http://testserver/dataset"),
        ("/shapes/?lang=en", "http://testserver/shapes?lang=en"),
    ],
)
def test_slashes_too_many_lead_on(client, path, there):
    """To the address without them, which answers."""
    answer = client.get(path)
    assert (there, "*") == (answer.headers["location"], answer.headers["access-control-allow-origin"])
    assert answer.status_code in {303, 307}
    assert 200 == client.get(there).status_code


DOORS = ("id", "data", "page", "graph", "field", "dumps", "static", "ontology", "rdf-graph-store")
RESTS = (
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/x",
    "%00",
    "a%00b",
    "%ff",
    "%zz",
    "a%5Cb",
    "a%3Fb",
    "a%23b",
    "a%0d%0aX:y",
)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("rest", [*RESTS, "a" * 3000])
def test_what_leads_nowhere_says_so(client, door, rest):
    """404 or 400 with a reason that any origin can read; /id/ knows no things, and leads to where that is said."""
    answer = client.get(f"/{door}/{rest}")
    while answer.is_redirect:
        answer = client.get(answer.headers["location"])
    assert answer.status_code in {400, 404}
    assert ("application/problem+json", "*") == (
        answer.headers["content-type"],
        answer.headers["access-control-allow-origin"],
    )
    assert answer.json()["detail"]


def test_steps_up_are_not_taken_from_names(client):
    """/id/ does not lead out of where data lies."""
    assert 404 == client.get("/id/%2e%2e/dataset").status_code
    assert 404 == client.get("/id/").status_code


def test_a_question_mark_in_a_name_is_part_of_it(client):
    """Percent-encoded, it begins no parameters."""
    detail = client.get("/data/990027/a%3Fb%23c").json()["detail"]
    assert "nothing is said here of https://w3id.org/plangraph/id/990027/a%3Fb%23c" == detail


NO_HOSTS = ("", "a b", "<x>", "x/../y", "a:b", "a:99999", "a:123456", "user@a", "[::1", "防災".encode())


@pytest.mark.parametrize("host", NO_HOSTS)
def test_a_host_that_is_none_is_refused(client, host):
    """400 for what is no name of a host, in the language of the request (RFC 9112, 3.2)."""
    answer = client.get("/dataset", headers={"Host": host, "Accept-Language": "ja"})
    assert (400, "*", "no-cache") == (
        answer.status_code,
        answer.headers["access-control-allow-origin"],
        answer.headers["cache-control"],
    )
    assert "Host" in answer.json()["detail"]
    assert "ja" == answer.headers["content-language"]


@pytest.mark.parametrize("host", ["a", "a:8000", "a.example.", "127.0.0.1", "[::1]:80", "xn--u9jzb.example", "a:"])
def test_a_host_that_is_one_is_taken(client, host):
    """Names, addresses and ports; the description has its addresses there."""
    assert 200 == client.head("/dataset.ttl", headers={"Host": host}).status_code

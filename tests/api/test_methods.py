"""Which methods each route takes, and says that it takes."""

import pytest
from fastapi.testclient import TestClient

from plangraph_api.app import create_app

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
READ = "GET, HEAD, OPTIONS"
ASKED = "GET, HEAD, POST, OPTIONS"
WRITTEN = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
STORE = "/rdf-graph-store"
# What else writes where a token is set.
WRITES = {"/api/v1/decisions": ("POST",), "/add": ("POST",)}


@pytest.fixture(scope="module")
def writable(built_samples, tiny_environment):
    """A client of a server that may be written to."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**tiny_environment, "PLANGRAPH_WRITE_TOKEN": "t" * 32}.items():
            patch.setenv(name, value)
        yield TestClient(create_app(built_samples), follow_redirects=False)


def test_each_path_says_by_options_what_it_takes(client, route):
    """OPTIONS names what the routes take: only queries come by POST where nothing can be written."""
    response = client.options(route)
    expected = ASKED if route == "/sparql" else READ
    assert (expected, expected) == (response.headers["allow"], response.headers["access-control-allow-methods"])


def test_each_method_not_named_is_refused_with_those_that_are(client, route):
    """405 carries the same list; a store that is not written to forbids what it would take otherwise."""
    allowed = client.options(route).headers["allow"]
    for method in METHODS:
        response = client.request(method, route)
        if method in allowed.split(", "):
            assert response.status_code != 405
        elif method in (("POST", "PUT", "DELETE") if route.startswith(STORE) else WRITES.get(route, ())):
            assert 403 == response.status_code
        else:
            assert (405, allowed) == (response.status_code, response.headers["allow"])


def test_every_route_is_among_those_asked(client, routes):
    """A route that is new has to say what it takes as well."""
    known = {path for path in client.get("/openapi.json").json()["paths"] if "{" not in path}
    assert set() == known - set(routes)


@pytest.mark.parametrize("path", [STORE, f"{STORE}/x"])
def test_a_store_that_is_written_to_says_so(writable, path):
    """With a token set, graphs are put, added to and dropped."""
    assert WRITTEN == writable.options(path).headers["allow"]
    assert WRITTEN == writable.patch(path).headers["allow"]


def test_an_update_by_get_is_told_to_come_by_post(client):
    """A route that refuses a method in one case alone names what it takes in that case."""
    response = client.get("/sparql", params={"update": "CLEAR ALL"})
    assert (405, "POST") == (response.status_code, response.headers["allow"])

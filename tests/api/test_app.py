"""The application around its routes."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from plangraph.pipeline import build
from plangraph_api.app import create_app

SNAPSHOT = Path(__file__).parents[2] / "api" / "openapi.json"


def test_the_contract_of_the_api_is_the_committed_one(client):
    """api/openapi.json is what the application publishes; `python -m plangraph_api.openapi` writes it anew."""
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == client.get("/openapi.json").json()


def test_the_description_tells_of_our_errors_only(client):
    """Errors are problem documents; the framework's own form of errors is not described."""
    text = client.get("/openapi.json").text
    assert "HTTPValidationError" not in text
    assert "ProblemDocument" in text


@pytest.mark.parametrize(
    ("path", "status"),
    [("/healthz", 200), ("/api/v1/search", 400), ("/nowhere", 404), ("/sparql?query=x", 400), ("/static/none", 404)],
)
def test_every_response_may_be_read_from_anywhere(client, path, status):
    """CORS and security headers are on answers and errors alike."""
    response = client.get(path, headers={"Origin": "https://example.org"})
    assert status == response.status_code
    assert "*" == response.headers["access-control-allow-origin"]
    assert "nosniff" == response.headers["x-content-type-options"]
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def test_a_preflight_is_answered_everywhere(client):
    """A browser may ask before it posts a query from another origin."""
    response = client.options(
        "/sparql", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )
    assert 204 == response.status_code
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "Content-Type" in response.headers["access-control-allow-headers"]


def test_a_crash_is_a_problem_with_all_headers(built_samples, tiny):
    """What nobody foresaw is status 500, says nothing of the inside, and may be read from anywhere."""
    app = create_app(built_samples)

    @app.get("/crash")
    def crash():
        raise RuntimeError("secret inside")

    response = TestClient(app, raise_server_exceptions=False).get("/crash")
    assert (500, "application/problem+json") == (response.status_code, response.headers["content-type"])
    assert "*" == response.headers["access-control-allow-origin"]
    assert "secret" not in response.text


def test_a_wrong_method_is_a_problem(client):
    """405 names the methods that there are."""
    response = client.post("/api/v1/search")
    assert (405, "application/problem+json") == (response.status_code, response.headers["content-type"])
    assert "GET" in response.headers["allow"]


def test_head_is_get_without_a_body(client):
    """Link checkers ask with HEAD."""
    response = client.head("/", headers={"Accept": "text/html"})
    assert (200, b"") == (response.status_code, response.content)
    assert response.headers["content-type"].startswith("text/html")


def test_it_starts_before_anything_is_built(tmp_path, tiny):
    """Alive but not ready: /healthz is 200, all else says what to do, to programs and to browsers."""
    client = TestClient(create_app(tmp_path / "empty"))
    assert 200 == client.get("/healthz").status_code
    for path in ("/readyz", "/api/v1/search?q=x", "/sparql?query=ASK{}"):
        response = client.get(path)
        assert (503, "/docs#not-ready") == (response.status_code, response.json()["type"])
        assert response.headers["retry-after"].isdigit()
    page = client.get("/", headers={"Accept": "text/html"})
    assert 503 == page.status_code
    assert "plangraph build" in page.text


def test_a_new_generation_is_served_without_a_restart(sample_workspace):
    """After a build the same application answers from the new generation."""
    app = create_app(sample_workspace)
    client = TestClient(app)
    assert {"status": "ready", "generation": 1} == client.get("/readyz").json()
    build(sample_workspace)
    assert 200 == client.get("/api/v1/search?q=防災").status_code
    assert {"status": "ready", "generation": 2} == client.get("/readyz").json()
    app.state.library.close()


def test_many_ask_at_once(client):
    """Searches and queries from many threads all get their answer."""
    paths = ["/api/v1/search?q=防災", "/sparql?query=ASK{?s ?p ?o}", "/search?q=子育て"] * 8
    with ThreadPoolExecutor(8) as threads:
        assert {200} == {response.status_code for response in threads.map(client.get, paths)}

"""A client of the application over the sample plans."""

import pytest
from fastapi.testclient import TestClient

from plangraph_api.app import create_app


@pytest.fixture(scope="session")
def client(built_samples, tiny_environment):
    """A client that follows no redirects and asks as a program does; the index is opened once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        with TestClient(create_app(built_samples), follow_redirects=False) as opened:
            yield opened


@pytest.fixture(scope="session")
def browser(client):
    """Asks for a path as a browser does, in a language."""

    def ask(path, language="ja", **options):
        headers = {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": language,
        }
        return client.get(path, headers=headers, **options)

    return ask


@pytest.fixture(scope="session")
def pledge(client):
    """An element of the samples that is a pledge with texts and a department, as the API finds it."""
    found = client.get("/api/v1/search", params={"q": "防災士", "kind": "Pledge", "city": "990027"}).json()
    return next(hit for hit in found["hits"] if hit["departments"])


@pytest.fixture(scope="session")
def indicator(client):
    """An indicator of the samples with a Japanese IRI."""
    found = client.get("/api/v1/search", params={"q": "防災", "kind": "Indicator"}).json()
    return found["hits"][0]

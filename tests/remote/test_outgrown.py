"""The whole service over a remote store: built there, asked there."""

import json
import shutil

import pytest
from fastapi.testclient import TestClient

from plangraph.cli import main
from plangraph.config import load_settings
from plangraph.errors import QueryError, SettingsError
from plangraph.pipeline import build, open_endpoint

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def number(body):
    return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])


@pytest.fixture
def outgrown(remote, built_samples, tiny, tmp_path, monkeypatch):
    """A workspace built into the remote store, and how many triples the same build has in the workspace."""
    workspace = tmp_path / "workspace"
    shutil.copytree(built_samples, workspace)
    monkeypatch.setenv("PLANGRAPH_GRAPH", f"sparql+{remote.query}")
    monkeypatch.setenv("PLANGRAPH_GRAPH_STORE", remote.graphs)
    monkeypatch.setenv("PLANGRAPH_GRAPH_USER", remote.user)
    monkeypatch.setenv("PLANGRAPH_GRAPH_PASSWORD", remote.password)
    build(workspace)
    return workspace


def test_the_service_answers_alike(outgrown, monkeypatch):
    """The endpoint counts the same over the remote store and over the embedded one; pages and dumps are there."""
    from plangraph_api.app import create_app

    monkeypatch.setenv("PLANGRAPH_WORKSPACE", str(outgrown))
    with TestClient(create_app()) as client:
        remote = number(client.get("/sparql", params={"query": COUNT, "format": "json"}).content)
        found = [client.get(path).status_code for path in ("/", "/.well-known/void")]
        monkeypatch.delenv("PLANGRAPH_GRAPH")
    with open_endpoint(outgrown) as embedded:
        assert number(embedded.query(COUNT, format="json").body) == remote
    assert [200, 200] == found


SEARCH = """PREFIX pg: <https://w3id.org/plangraph/ns#>
SELECT ?hit ?score ?label WHERE {
  SERVICE pg:search { ?hit pg:query "防災" ; pg:limit 5 ; pg:score ?score }
  GRAPH ?plan { ?hit <http://www.w3.org/2000/01/rdf-schema#label> ?label }
} ORDER BY DESC(?score)"""
SIMILAR = 'PREFIX pg: <https://w3id.org/plangraph/ns#> SELECT (pg:similarity(?s, "防災") AS ?near) { ?s a ?kind }'


def test_searches_inside_sparql_run_here(outgrown, monkeypatch):
    """The remote store gets the rows found, so that it answers as the embedded one; what it cannot compute is said."""
    with open_endpoint(outgrown) as remote:
        found = json.loads(remote.query(SEARCH, format="json").body)["results"]["bindings"]
        with pytest.raises(QueryError, match="pg:similarity"):
            remote.query(SIMILAR)
    monkeypatch.delenv("PLANGRAPH_GRAPH")
    with open_endpoint(outgrown) as embedded:
        assert json.loads(embedded.query(SEARCH, format="json").body)["results"]["bindings"] == found
    assert found


def test_a_store_that_went_away_is_told_with_when_to_ask_again(outgrown, remote, monkeypatch):
    """503 with Retry-After."""
    from plangraph_api.app import create_app

    record = outgrown / "generations" / (outgrown / "CURRENT").read_text().strip() / "remote.json"
    manifest = record.with_name("manifest.json")
    data = json.loads(manifest.read_text(encoding="utf-8"))
    del data["files"]["remote.json"]
    manifest.write_text(json.dumps(data), encoding="utf-8")
    record.write_text(record.read_text(encoding="utf-8").replace(remote.query, "http://127.0.0.1:9/q"), "utf-8")
    monkeypatch.setenv("PLANGRAPH_GRAPH", "sparql+http://127.0.0.1:9/q")
    monkeypatch.setenv("PLANGRAPH_WORKSPACE", str(outgrown))
    with TestClient(create_app()) as client:
        answer = client.get("/sparql", params={"query": COUNT, "format": "json"})
    assert (503, "5", True) == (
        answer.status_code,
        answer.headers["Retry-After"],
        "cannot be reached" in answer.json()["detail"],
    )


def test_a_failed_build_leaves_what_is_served(built_samples, tiny, tmp_path, monkeypatch, capsys):
    """A build that the store does not take ends in one line, and CURRENT stays."""
    workspace = tmp_path / "workspace"
    shutil.copytree(built_samples, workspace)
    before = (workspace / "CURRENT").read_text()
    monkeypatch.setenv("PLANGRAPH_GRAPH", "sparql+http://127.0.0.1:9/query")
    monkeypatch.setattr("sys.argv", ["plangraph", "build", "--workspace", str(workspace)])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().err
    assert ("could not be published" in told, before) == (True, (workspace / "CURRENT").read_text())


def test_info_names_the_store_without_credentials(built_samples, tiny, monkeypatch, capsys):
    """`plangraph info` shows the address, and no password."""
    monkeypatch.setenv("PLANGRAPH_GRAPH", "sparql+https://store.example/query")
    monkeypatch.setenv("PLANGRAPH_GRAPH_PASSWORD", "tell-nobody")
    monkeypatch.setattr("sys.argv", ["plangraph", "info", "--json", "--workspace", str(built_samples)])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().out
    assert (0, "https://store.example/query", False) == (
        ended.value.code or 0,
        json.loads(told)["store"],
        "tell-nobody" in told,
    )


@pytest.mark.parametrize("address", ["https://store.example/query", "sparql+https://user:secret@store.example/query"])
def test_an_address_that_does_not_fit_is_refused(address, monkeypatch):
    """The scheme says what it is, and an account does not belong into an address."""
    monkeypatch.setenv("PLANGRAPH_GRAPH", address)
    with pytest.raises(SettingsError, match="PLANGRAPH_GRAPH") as caught:
        load_settings()
    assert "secret" not in str(caught.value)

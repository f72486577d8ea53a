"""A client of the application over the sample plans."""

import importlib.util
import shutil
from pathlib import Path

import lxml.html
import pytest
from fastapi.testclient import TestClient

from plangraph.pipeline.additions import steps, worker
from plangraph.pipeline.reading import prepare
from plangraph_api.app import create_app

BINARY = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ADMIN_TOKEN = "a token for the tests alone"
# A path for each route; those that FastAPI adds to describe itself are among them.
ROUTES = (
    *("/", "/search", "/sparql", "/sparql/terms", "/rdf-graph-store", "/rdf-graph-store/x"),
    *("/id/x", "/data/x.ttl", "/page/x", "/add", "/add/x", "/api/v1/additions", "/api/v1/additions/x"),
    *("/compare", "/compare.csv", "/compare.xlsx", "/search.csv", "/overview.csv", "/overview.xlsx"),
    *("/.well-known/void", "/dataset", "/dataset.ttl", "/catalogue", "/catalogue.ttl", "/graph/x", "/field/x"),
    *("/dumps", "/dumps/x", "/docs", "/openapi.json", "/ontology", "/ontology.ttl", "/ns", "/ns.ttl", "/ns/1"),
    *(
        "/shapes",
        "/shapes.ttl",
        "/context.jsonld",
        "/healthz",
        "/readyz",
        "/robots.txt",
        "/sitemap.xml",
        "/favicon.ico",
        "/static/style.css",
    ),
    *(
        f"/api/v1/{name}"
        for name in ("search", "facets", "ask", "elements", "audit", "decisions", "similar", "suggest", "compare")
    ),
    "/api/v1/indicators",
)
PLAN = "990027/manifesto-progress-2025-2028"
IRI = f"https://w3id.org/plangraph/id/{PLAN}/1-1-1"
CITIES = "q=防災&city=990019&city=990027"
# The same routes where they have something to say.
ANSWERED = (
    *(f"/id/{PLAN}/1-1-1", f"/data/{PLAN}/1-1-1.json", f"/page/{PLAN}/1-1-1", f"/graph/{PLAN}", f"/graph/{PLAN}.html"),
    *("/field/childcare", "/dumps/plangraph.nq.gz", "/dumps/plangraph.nq", "/dataset.json", "/sparql?query=ASK{}"),
    *(f"/api/v1/{name}?q=防災" for name in ("search", "facets", "ask", "suggest")),
    *(f"/overview.{form}?iri=https://w3id.org/plangraph/id/{PLAN}" for form in ("csv", "xlsx")),
    *(f"{path}?{CITIES}" for path in ("/compare", "/compare.csv", "/compare.xlsx", "/api/v1/compare")),
    *(f"/api/v1/{name}?iri={IRI}" for name in ("elements", "similar")),
    *(f"/api/v1/compare?iri={IRI}&iri={IRI.removesuffix('1')}2", "/api/v1/indicators?q=率&format=csv"),
    *(
        f"/rdf-graph-store?graph=https://w3id.org/plangraph/graph/{PLAN}",
        "/search?q=防災",
        "/search.csv?q=防災",
        "/static/style.css?other",
    ),
)


def pytest_generate_tests(metafunc):
    """A test that takes `route` runs on a path of each route, one that takes `asked_at` on those with an answer too."""
    for name, values in (("route", ROUTES), ("asked_at", ROUTES + ANSWERED)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, values)


@pytest.fixture(scope="session")
def routes():
    """A path of each route."""
    return ROUTES


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


@pytest.fixture(scope="module")
def server(built_samples, tiny_environment, serving):
    """The address of a server of the sample plans on this machine."""
    own = {"PLANGRAPH_SPARQL_TIMEOUT": "10", "PLANGRAPH_ADMIN_TOKEN": ADMIN_TOKEN}
    with serving(built_samples, {**tiny_environment, **own}) as address:
        yield address


@pytest.fixture(scope="session")
def admin_token():
    """What administrators sign in with at `server`."""
    return ADMIN_TOKEN


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    """A browser with one page."""
    if BINARY is None:
        pytest.skip("no Chromium on this machine: pages are not opened in a browser")
    spec = importlib.util.spec_from_file_location("chromium", Path(__file__).with_name("chromium.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    opened = module.Chromium(BINARY, tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture
def place(sample_workspace, monkeypatch):
    """A client of a server with both tokens, over a workspace of its own; what is asked for is done at once."""
    monkeypatch.setenv("PLANGRAPH_ADMIN_TOKEN", "token-of-administrators")
    monkeypatch.setenv("PLANGRAPH_STAFF_TOKEN", "token-of-staff")
    monkeypatch.setattr(
        steps,
        "prepare_all",
        lambda sources, terms, _: iter([prepare(s, terms.workspace, terms.base_iri) for s in sources]),
    )
    app = create_app(sample_workspace)
    monkeypatch.setattr(app.state.library.additions, "work", lambda: worker.drain(sample_workspace))
    # Warming up in a thread changes the filters of warnings under those who make the next application.
    monkeypatch.setattr(app.state.library, "warm", lambda: None)
    with TestClient(app, follow_redirects=False, base_url="https://testserver") as opened:
        yield opened


@pytest.fixture(scope="session")
def harmless():
    """Reads a page, and sees that nothing that a document or a person said has become a part of it."""

    def see(html, where):
        """No element, attribute or address of a page comes from a document, and no template of it was filled in."""
        root = lxml.html.fromstring(html)
        for node in (node for node in root.iter() if isinstance(node.tag, str)):
            if node.tag == "script" and node.get("type") != "application/ld+json":
                assert node.get("src", "").startswith("/static/"), where
                assert not (node.text or "").strip(), where
            assert node.tag not in {"b", "img"} or node.get("src") != "x", where
            assert [name for name in node.attrib if name.startswith("on")] == [], where
            for name in ("href", "src", "action"):
                assert not node.get(name, "").strip().lower().startswith(("javascript:", "data:")), where
        assert 1 == len(root.xpath("//title[not(ancestor::svg)]")), where
        assert "1337" not in html, where
        return root

    return see

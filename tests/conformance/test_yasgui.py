"""YASGUI on a page of another origin asks the endpoint, in a real browser."""

import functools
import http.server
import importlib.util
import json
import shutil
import threading
from pathlib import Path

import pytest
from clients.asking import node_modules
from w3c.server import SPARQL, serve

BINARY = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.skipif(BINARY is None, reason="no Chromium on this machine: YASGUI is not run"),
    pytest.mark.xdist_group("chromium"),
]
PREFIXES = "PREFIX pg: <https://w3id.org/plangraph/ns#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
LABELS = f"{PREFIXES}SELECT ?label {{ ?city a pg:Municipality ; rdfs:label ?label }} ORDER BY ?label"
WRONG = "SELECT nonsense"
CELLS = "[...document.querySelectorAll('.yasr_results tbody td')].map(cell => cell.textContent.trim())"
SAID = "document.querySelector('.yasr .errorResult')?.textContent"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, without a line for each on standard error."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    path = Path(__file__).parents[1] / "api" / "chromium.py"
    spec = importlib.util.spec_from_file_location("chromium", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    opened = module.Chromium(BINARY, tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """The address of a page with YASGUI alone; it takes what it asks, and of which endpoint, as `parameters`."""
    build = next((node_modules() / name / "yasgui" / "build" for name in ("@zazuko", "@triply")), None)
    if build is None or not (build / "yasgui.min.js").is_file():
        pytest.skip("no YASGUI in PLANGRAPH_NODE_MODULES")
    folder = tmp_path_factory.mktemp("elsewhere")
    for name in ("yasgui.min.js", "yasgui.min.css"):
        shutil.copy(build / name, folder / name)
    page = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="yasgui.min.css"><div id="yasgui"></div>
    <script src="yasgui.min.js"></script>
    <script>Yasgui.Yasqe.defaults.autocompleters = []; // of which one asks an address elsewhere</script>"""
    (folder / "index.html").write_text(page, encoding="utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def endpoint(built_samples, tmp_path_factory):
    """The address of the real server's endpoint."""
    with serve(built_samples, tmp_path_factory.mktemp("yasgui") / "log") as client:
        yield f"http://{client.host}{SPARQL}"


@pytest.fixture
def ask(browser, elsewhere, endpoint):
    """Opens the page, and has YASGUI ask a query by a method."""

    def run(query, method):
        browser.open(elsewhere)
        browser.run("localStorage.clear()")
        asked = {"endpoint": endpoint, "method": method}
        browser.run(
            f"window.yasgui = new Yasgui(document.getElementById('yasgui'), {{requestConfig: {json.dumps(asked)}}});"
            f"yasgui.getTab().setQuery({json.dumps(query)}); yasgui.getTab().query().catch(() => null); null"
        )
        return browser

    return run


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_yasgui_shows_an_answer_across_origins(ask, method):
    """The cities of the samples, in its table."""
    page = ask(LABELS, method)
    page.wait(f"{CELLS}.length > 0")
    shown = " ".join(page.run(CELLS))
    assert [True] * 3 == [city in shown for city in ("橡原市", "汐鳴市", "花槻市")]


def test_yasgui_shows_what_is_wrong_across_origins(ask):
    """A problem may be read by other origins as well, not only that there was one."""
    page = ask(WRONG, "POST")
    assert "nonsense" in page.wait(SAID)

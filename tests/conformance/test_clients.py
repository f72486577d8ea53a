"""Other people's clients get the same answers to the same queries as the engine gives over the same store."""

import functools
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from clients.asking import CLIENTS, METHODS, engine, form_of
from w3c.server import SPARQL, serve

from plangraph.pipeline import example_queries
from plangraph.workspace import Workspace, open_generation

EXAMPLES = ("classes", "goals-as-a-network", "graphs", "is-anything-delayed", "values-as-a-cube")
OWN = sorted((Path(__file__).parent / "clients" / "queries").glob("*.rq"))
QUERIES = {example.name: example.text for example in example_queries() if example.name in EXAMPLES} | {
    path.stem: path.read_text(encoding="utf-8") for path in OWN
}


@pytest.fixture(scope="module")
def expected(built_samples):
    """What the engine says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        return engine(ox.Store.read_only(str(open_generation(Workspace(built_samples)).store)), QUERIES)


@pytest.fixture(scope="module")
def answers(built_samples, tmp_path_factory):
    """All answers that a client gets by a method from the real server over the samples; it is asked once."""
    with serve(built_samples, tmp_path_factory.mktemp("clients") / "log") as served:

        @functools.cache
        def ask(client, method):
            with pytest.MonkeyPatch.context() as patch:
                # Terms as they were written, not as rdflib would write their values.
                patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
                return CLIENTS[client](f"http://{served.host}{SPARQL}", method, QUERIES)

        yield ask


def test_the_queries_are_of_every_form(expected):
    """Twenty queries of four forms, of which only one is answered by nothing."""
    assert 20 == len(QUERIES)
    assert {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"} == {form_of(query) for query in QUERIES.values()}
    assert ["nothing"] == [name for name, answer in expected.items() if not answer]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # which SPARQLWrapper takes
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("name", QUERIES)
def test_a_client_gets_what_the_engine_says(name, client, method, answers, expected):
    """Every term as it was written, solutions in their order, graphs up to names of blank nodes."""
    assert expected[name] == answers(client, method)[name]

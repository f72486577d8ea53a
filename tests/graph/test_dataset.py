"""Many graphs as one store, built once and opened read-only."""

from dataclasses import replace

import pytest

from plangraph.errors import BuildError, QueryError, WorkspaceError
from plangraph.graph import build_graph, build_store, derive_attainment, open_dataset, open_store, save_graph
from plangraph.graph.dataset import ontology_graph_iri, organizations_graph_iri
from plangraph.graph.places import areas_graph_iri
from plangraph.graph.queries import select
from plangraph.namespaces import PG, RDF


@pytest.fixture
def directory(plan, iris, tmp_path):
    graphs = [build_graph(plan, iris), build_graph(replace(plan, municipality="990023", slug="b"), iris)]
    paths = []
    for number, graph in enumerate(graphs):
        paths.append(tmp_path / f"{number}.trig")
        save_graph(graph, paths[-1])
    build_store(tmp_path / "store", paths, [derive_attainment(graph) for graph in graphs])
    return tmp_path / "store"


def test_store_holds_each_document_in_its_own_graph(directory, iris, plan):
    """Plans, derived facts and the ontology lie in named graphs of their own."""
    names = {graph.value for graph in open_store(directory).named_graphs()}
    assert names == {
        str(iris.graph("990015", plan.slug)),
        str(iris.graph("990023", "b")),
        str(iris.derived("attainment")),
        str(ontology_graph_iri()),
        str(organizations_graph_iri()),
        str(areas_graph_iri()),
    }


def test_no_triple_stands_in_two_graphs(plan, iris, tmp_path):
    """Two plans of one city say its name once, so that counts over the union of graphs are right."""
    paths = []
    for slug in ("a", "b"):
        paths.append(tmp_path / f"{slug}.trig")
        save_graph(build_graph(replace(plan, slug=slug), iris), paths[-1])
    build_store(tmp_path / "store", paths)
    store = open_store(tmp_path / "store")
    quads = list(store)
    assert len({quad.triple for quad in quads}) == len(quads)
    cities = select(
        store,
        "SELECT ?c { ?p a <https://w3id.org/plangraph/ns#Plan> . ?c a <https://w3id.org/plangraph/ns#Municipality> }",
    )
    assert len(cities) == 2


def test_a_store_can_be_opened_many_times(directory):
    """Readers share a store."""
    first, second = open_store(directory), open_store(directory)
    assert len(first) == len(second) > 1000


# rdflib 7.6 calls its own deprecated property whenever a Dataset's triples are walked.
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
def test_dataset_is_the_union_of_all_graphs(directory):
    """As rdflib's dataset, a plan's triples and the vocabulary's are found together."""
    dataset = open_dataset(directory)
    assert len(list(dataset.subjects(RDF.type, PG.Plan))) == 2
    assert dataset.value(PG.Achieved, RDF.type) is not None


def test_select_rejects_what_is_no_select(directory):
    """A query that does not parse, or gives no rows, is a QueryError."""
    store = open_store(directory)
    for text in ("SELECT", "ASK { ?s ?p ?o }"):
        with pytest.raises(QueryError):
            select(store, text)


def test_a_missing_store_is_a_clear_error(tmp_path):
    """The error says what to do."""
    with pytest.raises(WorkspaceError, match="plangraph build"):
        open_store(tmp_path / "nothing")


def test_a_broken_file_is_named(tmp_path):
    """BuildError names the file that cannot be loaded."""
    (tmp_path / "broken.trig").write_text("<a> {", encoding="utf-8")
    with pytest.raises(BuildError, match=r"broken\.trig"):
        build_store(tmp_path / "store", [tmp_path / "broken.trig"])

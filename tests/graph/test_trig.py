"""A named graph as a file that can be read, diffed and read back."""

import pytest
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from plangraph.errors import WorkspaceError
from plangraph.graph import build_graph, open_trig, save_graph, serialize_trig
from plangraph.namespaces import PG

NAME = URIRef("https://w3id.org/plangraph/graph/990015/plan")
THINGS = "https://w3id.org/plangraph/id/990015/plan/"


def test_a_saved_graph_is_read_back(plan, iris, tmp_path):
    """Name and triples survive the file."""
    graph = build_graph(plan, iris)
    save_graph(graph, tmp_path / "990015" / "plan.trig")
    back = open_trig(tmp_path / "990015" / "plan.trig")
    assert (back.identifier, isomorphic(graph, back)) == (graph.identifier, True)


def test_the_text_does_not_depend_on_the_order_of_triples(plan, iris):
    """The same triples give the same text, whichever came first."""
    graph = build_graph(plan, iris)
    shuffled = Graph(identifier=graph.identifier)
    for triple in sorted(graph, key=str, reverse=True):
        shuffled.add(triple)
    assert serialize_trig(graph) == serialize_trig(shuffled)


def test_numbers_sort_by_value():
    """1-2-10 stands after 1-2-9."""
    graph = Graph(identifier=NAME)
    for local in ("1-2-10", "1-2-9", "1-2"):
        graph.add((URIRef(THINGS + local), RDF.type, PG.Pledge))
    subjects = [line for line in serialize_trig(graph).splitlines() if line.startswith("<") and "{" not in line]
    assert subjects == ["<1-2>", "<1-2-9>", "<1-2-10>"]


@pytest.mark.parametrize(
    "local",
    [
        "a:b/c",
        "b/c:d",
        "a//b",
        "./a",
        "a/../b",
        "公約/取組「あ」(1)",
        "%20a",
        "100%25",
        "a,b;c",
        "~x",
        "kpi/若者(15~24歳)",
    ],
)
def test_relative_iris_read_back_as_they_were(local, tmp_path):
    """Whatever a title holds, its IRI is read back the same by rdflib and by Oxigraph."""
    import pyoxigraph as ox

    subject = URIRef(THINGS + local)
    graph = Graph(identifier=NAME)
    graph.add((subject, RDF.type, PG.Pledge))
    save_graph(graph, tmp_path / "x.trig")
    assert list(open_trig(tmp_path / "x.trig").subjects()) == [subject]
    quads = list(ox.parse(path=str(tmp_path / "x.trig"), format=ox.RdfFormat.TRIG))
    assert [(quad.subject.value, quad.graph_name.value) for quad in quads] == [(str(subject), str(NAME))]


@pytest.mark.parametrize(
    "literal",
    [
        Literal('a "quoted" \\ text\nof two lines', lang="ja"),
        Literal("007", datatype=XSD.integer),
        Literal("2022", datatype=XSD.gYear),
        Literal("40.0", datatype=XSD.decimal),
        Literal(lexical_or_value=True),
        Literal('末尾の引用符"', lang="ja"),
        Literal("改行\r\nと\tタブ"),
    ],
)
def test_literals_keep_their_form(literal, tmp_path):
    """Quotes, lines, languages, leading zeros: a literal is read back as it was."""
    graph = Graph(identifier=NAME)
    graph.add((URIRef(THINGS + "1"), RDFS.label, literal))
    save_graph(graph, tmp_path / "x.trig")
    (back,) = open_trig(tmp_path / "x.trig").objects()
    assert (str(back), back.language, back.datatype) == (str(literal), literal.language, literal.datatype)


def test_a_file_that_is_no_trig_is_a_clear_error(tmp_path):
    """The error names the file."""
    path = tmp_path / "broken.trig"
    path.write_text("<a> {", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="broken"):
        open_trig(path)


def test_a_file_without_a_named_graph_is_a_clear_error(tmp_path):
    """Triples outside a named graph are nobody's."""
    path = tmp_path / "bare.trig"
    path.write_text("<http://example.org/a> a <http://example.org/B> .", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="0 named graphs"):
        open_trig(path)


def test_nothing_is_left_beside_the_file(plan, iris, tmp_path):
    """The temporary name is gone after saving, and after a failure too."""
    save_graph(build_graph(plan, iris), tmp_path / "plan.trig")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):
        save_graph(build_graph(plan, iris), tmp_path / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "plan.trig"]

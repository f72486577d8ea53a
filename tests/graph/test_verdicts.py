"""What staff decided of goals and targets is one truth: page, search, coverage and graph agree after any decisions."""

import pyoxigraph as ox
import pytest
from rdflib import URIRef

from plangraph.documents import read_document
from plangraph.graph import apply_decisions, build_graph, derive_decisions, in_force, project, serialize_trig
from plangraph.graph.queries import select
from plangraph.graph.verdicts import Decision
from plangraph.model import Element, ElementKind, Plan, PlanKind, SdgStatement, Span
from plangraph.namespaces import PG, SDG, Iris
from plangraph.pipeline.addressed import goals_of
from plangraph.pipeline.curation import Curated
from plangraph.pipeline.nodes import NodeReader
from plangraph.pipeline.triples import Triples
from plangraph.resources import read_query

HERE = Span(1, 1)
ELEMENT = f"{Iris().base}id/990019/a/1"
VERDICTS = {"+": "Confirmed", "-": "Rejected", "0": "Withdrawn"}


def decisions(words):
    """`+11.5 -11`: 11.5 was confirmed, then 11 rejected."""
    return [
        Decision(
            f"urn:d:{at}", VERDICTS[word[0]], ELEMENT, "企画課", "理由", f"2026-04-01T09:{at:02}:00+00:00", sdg=word[1:]
        )
        for at, word in enumerate(words.split())
    ]


def plan_graph(stated):
    """A plan of one element that states these goals and targets."""
    told = tuple(
        SdgStatement(int(code.split(".")[0]), code, HERE, code if "." in code else None) for code in stated.split()
    )
    one = Element(ElementKind.MEASURE, "防災の推進", HERE, code="1", sdgs=told)
    document = read_document("防災の推進".encode(), "plan.txt")
    return build_graph(Plan("990019", "汐鳴市", "計画", PlanKind.OTHER, "a", document, (one,)), Iris())


def surfaces(tmp_path, stated, words):
    """Goals and targets that stand, as page, search, coverage and shortcuts of the graph have them."""
    graph, made = plan_graph(stated), decisions(words)
    curated = derive_decisions(made, [ELEMENT])
    store = ox.Store(str(tmp_path))
    for each in (graph, curated):
        store.load(serialize_trig(each).encode(), format=ox.RdfFormat.TRIG)
    store.flush()
    del store
    apply_decisions(tmp_path, made)
    store = ox.Store.read_only(str(tmp_path))
    data, node = Triples(store), URIRef(ELEMENT)
    page = [
        one for one in goals_of(NodeReader(data), Curated(tuple(in_force(made))), node) if one["decided"] != "Rejected"
    ]
    (card,) = project([graph], [curated])[0]
    codes = {str(sdg).removeprefix(str(SDG)) for sdg in data.objects(node, PG.sdg)}
    counted = [
        row for row in select(store, read_query("plangraph.pipeline", "sdg-matrix"), {}) if row["elements"] != "0"
    ]
    return {
        "page": ({one["goal"] for one in page}, {one["target"] for one in page} - {None}),
        "search": {goal for goal, _, _ in card.sdgs},
        "coverage": {int(row["goal"]) for row in counted if row["elements"] != "0"},
        "graph": ({int(code) for code in codes if "." not in code}, {code for code in codes if "." in code}),
    }


@pytest.mark.parametrize(
    ("stated", "words", "goals", "targets"),
    [
        ("11", "", {11}, set()),
        ("11.5", "+11.5 -11", set(), set()),
        ("11 11.5", "+11.5 -11", set(), set()),
        ("11 13", "+11.5 -11", {13}, set()),
        ("11 11.5", "-11 +11.5", {11}, {"11.5"}),
        ("11 11.3", "-11 +11.5", {11}, {"11.5"}),
        ("11.3 11.5", "-11.5", {11}, {"11.3"}),
        ("11 11.5", "-11.5", {11}, set()),
        ("11 11.5", "+11.5 -11 011", {11}, {"11.5"}),
        ("11 11.5", "+11.5 -11 011.5", set(), set()),
        ("11 11.5", "-11 +11", {11}, {"11.5"}),
        ("11.5", "+11.5 -11.5", set(), set()),
    ],
)
def test_every_face_tells_the_same_of_what_staff_decided(tmp_path, stated, words, goals, targets):
    """A goal's rejection takes its targets along, confirmed ones too, but not what is confirmed later."""
    assert {"page": (goals, targets), "search": goals, "coverage": goals, "graph": (goals, targets)} == surfaces(
        tmp_path, stated, words
    )

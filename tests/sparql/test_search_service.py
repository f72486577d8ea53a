"""Searches inside SPARQL: what they become, what is refused and where, and that nothing is ever called."""

import json
from array import array
from threading import Event

import pyoxigraph as ox
import pytest

from plangraph.errors import QueryError
from plangraph.model import Card, Filter, Hit, Interpretation, Passage, PassageHit, Query, SearchResult
from plangraph.sparql import Cosines, Endpoint

EX = "http://example.org/"
NASTY = 'a "quoted" } SERVICE <x:y> { ?s \\u0022 \\ \n<tag> ?p'


class Found:
    """Finds two things for whatever it is asked, and remembers what that was."""

    def __init__(self):
        self.asked = []

    def open(self):
        """There is nothing to open."""

    def search(self, query):
        self.asked.append(query)
        if query.limit > 100:
            raise QueryError(f"limit: {query.limit} is not between 1 and 100")
        if any(each.value == "nowhere" for each in query.filters):
            raise QueryError("city: nothing is called 'nowhere' here; use one of: 1")
        hits = tuple(
            Hit(Card(f"{EX}{n}", "Measure", "", "", "", "", ""), n + 1, 2.5 - n, passages)
            for n, passages in enumerate([(PassageHit(Passage("", "", "text", NASTY), 1.0),), ()])
        )
        return SearchResult(query, Interpretation(query.text, "ja"), query.text != "nothing", 2, hits)

    def cosines(self, texts):
        return Cosines((f"{EX}0", f"{EX}1"), {text: array("d", [0.5, float("nan")]) for text in texts})


@pytest.fixture
def found():
    return Found()


@pytest.fixture(scope="module")
def store_dir(tmp_path_factory):
    path = tmp_path_factory.mktemp("meaning") / "store"
    store = ox.Store(str(path))
    for number in range(3):
        graph, label = ox.NamedNode(f"{EX}graph"), ox.NamedNode(f"{EX}label")
        store.add(ox.Quad(ox.NamedNode(f"{EX}{number}"), label, ox.Literal(f"label {number}"), graph))
    store.flush()
    del store
    return path


@pytest.fixture(scope="module")
def shared(store_dir):
    with Endpoint(store_dir, timeout=60, workers=1, meaning=Found()) as opened:
        yield opened


@pytest.fixture
def endpoint(shared, found, monkeypatch):
    monkeypatch.setattr(shared._preparing, "meaning", found)
    return shared


def rows(endpoint, query, **more):
    results = json.loads(endpoint.query(query, **more).body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in results]


def search(inner, around="SELECT * WHERE {{ {} }}"):
    return around.format(f"SERVICE pg:search {{ {inner} }}")


def refusal(endpoint, query):
    with pytest.raises(QueryError) as caught:
        endpoint.query(query)
    return caught.value


def test_a_search_binds_hit_score_and_passage(endpoint, found):
    """Whatever stands in a passage comes back as it is, and a hit without one leaves it unbound."""
    query = search('?hit pg:query "防災" ; pg:limit 20 ; pg:score ?score ; pg:passage ?text')
    expected = [
        {"hit": f"{EX}0", "score": "2.5", "text": NASTY},
        {"hit": f"{EX}1", "score": "1.5"},
    ]
    assert expected == rows(endpoint, query)
    assert [Query("防災", limit=20)] == found.asked


def test_what_is_found_joins_with_the_graph(endpoint):
    """A search stands beside patterns, in OPTIONAL, UNION, GRAPH, subselects and FILTER."""
    labels = ["label 0", "label 1"]
    found = '?hit pg:query "x"'
    for around in (
        f"SELECT ?l WHERE {{{{ {{}} ?hit <{EX}label> ?l }}}} ORDER BY ?l",
        f"SELECT ?l WHERE {{{{ GRAPH ?g {{{{ ?hit <{EX}label> ?l . {{}} }}}} }}}} ORDER BY ?l",
        f"SELECT ?l WHERE {{{{ {{{{ SELECT * WHERE {{{{ {{}} }}}} }}}} ?hit <{EX}label> ?l }}}} ORDER BY ?l",
        f"SELECT ?l WHERE {{{{ ?hit <{EX}label> ?l FILTER EXISTS {{{{ {{}} }}}} }}}} ORDER BY ?l",
        f"SELECT ?l WHERE {{{{ {{{{ {{}} }}}} UNION {{{{ ?hit <{EX}none> ?l }}}} ?hit <{EX}label> ?l }}}} ORDER BY ?l",
    ):
        assert labels == [row["l"] for row in rows(endpoint, search(found, around))]
    optional = f"SELECT ?l ?s WHERE {{{{ ?hit <{EX}label> ?l OPTIONAL {{{{ {{}} }}}} }}}} ORDER BY ?l"
    assert ["2.5", "1.5", None] == [row.get("s") for row in rows(endpoint, search(found + "; pg:score ?s", optional))]


def test_searches_may_be_several(endpoint, found):
    """Each is run with its own words, and their rows join."""
    query = 'SELECT ?hit { SERVICE pg:search { ?hit pg:query "a" } SERVICE SILENT pg:search { ?hit pg:query "b" } }'
    assert 2 == len(rows(endpoint, query))
    assert ["a", "b"] == sorted(each.text for each in found.asked)


def test_a_search_is_narrowed_by_city_plan_and_kind(endpoint, found):
    """IRIs and plain words alike; more than one value are alternatives."""
    rows(
        endpoint,
        search(
            '?hit pg:query "x"@ja ; pg:municipality <http://a.b/id/102041>, "本庄市" ; pg:plan <http://a.b/id/102041/p>'
            " . ?hit pg:kind pg:Measure."
        ),
    )
    filters = (
        Filter("city", "102041"),
        Filter("city", "本庄市"),
        Filter("plan", "http://a.b/id/102041/p"),
        Filter("kind", "Measure"),
    )
    assert [Query("x", filters)] == found.asked


def test_where_nothing_fits_there_are_no_rows(endpoint):
    """What a search only calls nearest is no row to join with."""
    assert [] == rows(endpoint, search('?hit pg:query "nothing" ; pg:score ?s'))


def test_the_prologue_decides_what_a_name_means(endpoint, found):
    """Another prefix and a base may name the search; where pg: is declared otherwise, it is a call and refused."""
    for query in (
        'PREFIX : <https://w3id.org/plangraph/ns#> SELECT * { SERVICE :search { ?hit :query "x" } }',
        'BASE <https://w3id.org/plangraph/ns> SELECT * { SERVICE <#search> { ?hit <#query> "x" } }',
        'SELECT * { SERVICE <https://w3id.org/plangraph/ns#search> { ?hit pg:query "x" } }',
        "select * { service #\n pg:search{ ?hit pg:query '''x''' } }",
    ):
        assert 2 == len(rows(endpoint, query))
    other = f"PREFIX pg: <{EX}> " + search('?hit pg:query "x"')
    assert "SERVICE is not allowed" in str(refusal(endpoint, other))
    assert ["x"] * 4 == [each.text for each in found.asked]


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { SERVICE <http://127.0.0.1:9/#search> { ?hit pg:query "x" } }',
        'SELECT * { SERVICE pg:search { ?hit pg:query "x" } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }',
        'SELECT * { SERVICE pg:search { ?hit pg:query "x" } FILTER(trueSERVICE<http://127.0.0.1:9/>{ ?s ?p ?o }',
        'SELECT * { SERVICE ?any { ?hit pg:query "x" } }',
        'SELECT * { BIND(true AS ?x)SERVICEpg:search { ?hit pg:query "x" } }',
    ],
)
def test_any_other_call_stays_refused(endpoint, query):
    """Beside a search, in its look, or where tokens hide it."""
    refusal(endpoint, query)


@pytest.mark.parametrize(
    ("inner", "word", "problem"),
    [
        ("?hit pg:score ?s", "SERVICE", 'add pg:query "…"'),
        ("", "SERVICE", "needs a text"),
        ("?hit pg:query ?words", "?words", "not a variable"),
        ("?hit pg:query 5", "5", "a text in quotes"),
        ('?hit pg:query "x" ; pg:limit 200', "200", "between 1 and 100"),
        ('?hit pg:query "x" ; pg:limit "5"', '"5"', "whole number"),
        ('?hit pg:query "x" ; pg:limit 5, 6', "6", "twice"),
        ('?hit pg:query "x" ; pg:colour "red"', "pg:colour", "pg:municipality"),
        ('?hit pg:query "x" ; pg:municipality "nowhere"', '"nowhere"', "pg:municipality: nothing is called"),
        ('?hit pg:query "x" ; pg:score 1', "1", "give a variable"),
        ('?hit pg:query "x" ; pg:score ?hit', "?hit }", "another variable"),
        ('?hit pg:query "x" . ?other pg:score ?s', "?other", "one variable"),
        ('[] pg:query "x"', "[", "unexpected '['"),
        ('?hit pg:query "x" FILTER(true)', "FILTER", "unexpected 'FILTER'"),
        ('OPTIONAL { ?hit pg:query "x" }', "OPTIONAL", "unexpected 'OPTIONAL'"),
    ],
)
def test_what_is_put_wrongly_is_told_with_its_place(endpoint, inner, word, problem):
    """Line and column are those of the text as it came."""
    query = "SELECT *\nWHERE { " + search(inner, "{}") + " }"
    error = refusal(endpoint, query)
    line = query.split("\n")[1]
    assert problem in error.problem
    assert (2, line.index(word) + 1) == (error.line, error.column)


def test_syntax_errors_keep_their_place(endpoint):
    """Behind a search, and in a text whose braces do not close, the engine's position is of the text as it came."""
    for rest in ("?a ?b }", "} }", "SELEKT ?a ?b }", ""):
        query = f'SELECT * {{\n SERVICE SILENT pg:search {{ ?hit pg:query "x" }} {rest}'
        alike = query.replace("SERVICE SILENT", "GRAPH         ")
        error, expected = refusal(endpoint, query), refusal(endpoint, alike)
        assert (expected.line, expected.column, expected.problem) == (error.line, error.column, error.problem)
    error = refusal(endpoint, 'SELECT * {\n SERVICE pg:search { ?hit pg:query "x" ')
    assert (2, False) == (error.line, "SERVICE is not allowed" in error.problem)


def test_there_is_an_end_to_searches(endpoint):
    """More than eight searches, or texts to compare with, are too many."""
    assert "8 times" in str(refusal(endpoint, "SELECT * {" + 9 * 'SERVICE pg:search { ?hit pg:query "x" }' + "}"))
    texts = " ".join(f'BIND(pg:similarity(?s, "{n}") AS ?x{n})' for n in range(9))
    assert "8 texts" in str(refusal(endpoint, f"SELECT * {{ ?s ?p ?o {texts} }}"))


def test_what_could_take_long_is_not_looked_through(endpoint, found):
    """Neither an endless query nor what stands behind a stray backslash; neither is answered without its searches."""
    endless = "#" * 10_001 + "\n"
    compared = f'SELECT * {{ ?s <{EX}label> ?l FILTER(pg:similarity(?s, "x") > 0.5) }}'
    for query in (search('?hit pg:query "x"'), compared):
        assert "at most 10,000 characters" in str(refusal(endpoint, endless + query))
    assert rows(endpoint, f"{endless}SELECT ?l {{ <{EX}0> <{EX}label> ?l }}")
    assert "SERVICE is not allowed" in str(refusal(endpoint, "\\' " + search('?hit pg:query "x"')))
    assert [] == found.asked


def test_similarity_compares_with_a_text(endpoint):
    """A double for a thing of the index; nothing for what has no vector, and for a text that is not written there."""
    compared = f'?s <{EX}label> ?l BIND(pg:similarity(?s, "防災"@ja) AS ?near)'
    query = f"SELECT ?l ?near {{ {compared} }} ORDER BY ?l"
    assert ["0.5", None, None] == [row.get("near") for row in rows(endpoint, query)]
    for text in ('"防災"', "'防災'^^xsd:string", '"""防災"""'):
        one = f"SELECT ?n {{ BIND(pg:similarity(<{EX}0>, {text}) AS ?n) }}"
        assert [{"n": "0.5"}] == rows(endpoint, one)
    assert [{"l": "label 0"}] == rows(endpoint, f"SELECT ?l {{ {compared} FILTER(?near > 0.4) }}")


@pytest.mark.parametrize(
    ("call", "word", "problem"),
    [
        ("pg:similarity(?s, ?t)", "?t", "write it in place"),
        ('pg:similarity(?s, CONCAT("a", "b"))', "CONCAT", "write it in place"),
        ("pg:similarity(?s, )", ")", "write it in place"),
        ('pg:similarity(?s, "")', '""', "empty"),
        ('pg:similarity(?s, " "@ja)', '" "', "empty"),
        ("pg:similarity(?s)", "pg:similarity", "an element and a text"),
        ('pg:similarity(?s, "a", "b")', "pg:similarity", "an element and a text"),
        ('pg:similarity(, "a")', "pg:similarity", "an element and a text"),
    ],
)
def test_a_comparison_that_would_never_have_a_value_is_refused(endpoint, call, word, problem):
    """With what to do, and the place: left unbound, nobody would know why."""
    query = f"SELECT * {{ ?s <{EX}label> ?t\n BIND({call} AS ?near) }}"
    error = refusal(endpoint, query)
    assert problem in error.problem
    assert (2, query.split("\n")[1].index(word) + 1) == (error.line, error.column)


def test_a_property_with_a_list_is_no_comparison(endpoint):
    """The name of the function may stand where a property does."""
    assert [] == rows(endpoint, 'SELECT * { ?s pg:similarity ("a") }')


class Opening(Found):
    """Takes longer to open than any query may take."""

    def open(self):
        assert not Event().wait(1.5)


def test_the_time_of_opening_an_index_is_no_querys(store_dir):
    """Whoever asks first waits for it, and has all of the time that a query may take afterwards."""
    with Endpoint(store_dir, timeout=60, workers=1, meaning=Opening()) as opened:
        opened.query("ASK { }")
        opened.timeout = 1.0
        assert 2 == len(rows(opened, search('?hit pg:query "x"')))


def test_without_an_index_a_search_says_so(store_dir):
    """The reason is that there is none here, not that calls are forbidden."""
    with Endpoint(store_dir, timeout=60, workers=1) as opened, pytest.raises(QueryError) as caught:
        opened.query(search('?hit pg:query "x"'))
    assert "pg:search: there is no index here to search" in str(caught.value)
    assert "PLANGRAPH_SERVICE_ALLOW" not in str(caught.value)
    assert (1, 18) == (caught.value.line, caught.value.column)

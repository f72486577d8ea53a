"""Which queries are let in."""

import pyoxigraph as ox
import pytest

from plangraph.errors import QueryError
from plangraph.sparql import Endpoint, Update
from plangraph.sparql.admission import admit, admit_update
from plangraph.sparql.worker import Asked, Limits, answer

SERVICE = "SERVICE <http://example.org/sparql> { ?a ?b ?c }"


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("# a comment\nPREFIX ex: <http://example.org/> ask { ?s ex:p ?o }", "ASK"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <http://example.org/市>", "DESCRIBE"),
    ],
)
def test_reads_the_form(query, form):
    """The form of a query is read from its parse tree."""
    assert form == admit(query).form


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {SERVICE} }}",
        f"SELECT * {{ {SERVICE.lower()} }}",
        "SELECT * { SERVICE SILENT ?where { ?a ?b ?c } }",
        f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {SERVICE} }} }}",
        f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ {SERVICE} }} }} }} }}",
        f"SELECT * {{ ?s ?p ?o BIND(EXISTS {{ {SERVICE} }} AS ?x) }}",
        f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {{ ?s ?p ?o }} UNION {{ {SERVICE} }} }}",
    ],
)
def test_refuses_service_wherever_it_stands(query):
    """SERVICE is refused at any depth of the pattern."""
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        admit(query)


def test_a_carriage_return_hides_no_service():
    """The engine ends a comment at a carriage return, so the judge must as well."""
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        admit(f"SELECT * {{ # a comment\r{SERVICE} }}")


def test_a_codepoint_escape_hides_no_service():
    """What the engine is given has its escapes resolved: here the quote ends the string for both parsers."""
    admitted = admit(f'SELECT * {{ ?s ?p "x\\u0022, " {SERVICE} #"\n }}')
    assert "\\u" not in admitted.text
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        admit(f"SELECT * {{ \\u0053{SERVICE[1:]} }}")


def test_escapes_of_escapes_are_refused():
    """Escapes are resolved once (SPARQL 1.1, 19.2): one that writes another is refused, so that none is left."""
    with pytest.raises(QueryError, match="writes another one"):
        admit("SELECT * { ?s ?p 'a\\u005Cu0062' }")


def test_an_escape_of_no_character_is_refused():
    """Half of a surrogate pair is no character."""
    with pytest.raises(QueryError, match="names no character"):
        admit("SELECT * { ?s ?p '\\uD800' }")


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(?a <?b)SERVICE?x#>\n{} }",
        "ASK { ?s ?p trueSERVICE<x:y>{} }",
        "PREFIX : <http://example.org/> ASK { ?s ?p trueSERVICE:x{} }",
        "ASK { ?s ?p 1SERVICE<x:y>{} }",
        "PREFIX : <http://example.org/> ASK { ?s ?p :o.SERVICE:x{} }",
        "ASK { ?s ?p 'it'SERVICE #'{}\n<x:y> {} }",
        "ASK { ?s ?p ?o FILTER(?s <?p)SERVICE<x:y>{} }",
        "ASK { SERVICE SILENT#comment { }\n?x#{ }\n{ } }",
        "ASK { ?s ?p 'a\\'SERVICE', \"SERVICE\" SERVICE ?x{} }",
        "ASK { SERVICE ?x\u0301 {} }",
    ],
)
def test_no_way_of_reading_hides_service(query):
    """What the engine may read as SERVICE, by whatever cut of the text into tokens, is refused."""
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        admit(query)


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT ?service ?o { ?service a sd:Service }",
        "SELECT ?service { GRAPH ?service { ?s ?p ?o FILTER(?o < 3 && ?o > 1) } }",
        "SELECT * { ?s <http://example.org/service#of> ?o . { ?o ?p 'service' } }",
        "SELECT * { ?SERVICE ?p 'SERVICE <http://x> { }' } # SERVICE",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:SERVICE <http://example.org/SERVICE> }",
    ],
)
def test_a_mere_word_service_is_let_in(query):
    """In a variable, a string, a comment or a name, the word means nothing."""
    assert admit(query).form == "SELECT"


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX ex: <http://example.org/>\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/>",
        "CLEAR ALL",
        "drop graph <http://example.org/>",
        "WITH <http://example.org/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_refuses_updates_by_name(query):
    """An update is refused with the word that makes it one."""
    with pytest.raises(QueryError, match="takes no updates"):
        admit(query)


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://example.org/>",
        "LOAD <http://example.org/> INTO GRAPH <http://example.org/g>",
        "CLEAR ALL;load<http://example.org/>",
        "PREFIX a: <http://example.org/>LOAD a:b",
        "# <\nLOAD # >\n <http://example.org/>",
        "\\u004CO\\u0041D <http://example.org/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "DELETE WHERE { ?s ?p ?o } ; INSERT { ?s ?p ?o } WHERE { { SERVICE SILENT ?x { ?s ?p ?o } } }",
    ],
)
def test_updates_that_would_fetch_are_refused(update):
    """Neither LOAD nor SERVICE is let into an update, wherever it stands and however it is written."""
    with pytest.raises(QueryError, match=r"(LOAD|SERVICE) is not allowed"):
        admit_update(update)


def test_a_silent_load_does_nothing():
    """LOAD SILENT fails without a word, and what stands around it runs."""
    update = "LOAD SILENT <http://example.org/a> INTO GRAPH <http://example.org/g> ; INSERT DATA { <x:a> <x:b> 'LOAD' }"
    assert "INSERT DATA {} ; INSERT DATA { <x:a> <x:b> 'LOAD' }" == admit_update(update)


def test_the_protocol_names_the_dataset_of_an_update():
    """`using-graph-uri` stands before each WHERE, DELETE WHERE written out; with USING in the text it is refused."""
    assert "INSERT { ?a ?b ?c }  USING <x:g> WHERE { ?a ?b ?c }" == admit_update(
        "INSERT { ?a ?b ?c } WHERE { ?a ?b ?c }", ["<x:g>"]
    )
    assert "DELETE { ?a ?b '}' } USING NAMED <x:g> WHERE { ?a ?b '}' }" == admit_update(
        "DELETE WHERE { ?a ?b '}' }", [], ["<x:g>"]
    )
    with pytest.raises(QueryError, match="name the graphs once"):
        admit_update("INSERT { ?a ?b ?c } USING <x:h> WHERE { ?a ?b ?c }", ["<x:g>"])


def test_tells_whether_the_dataset_is_named():
    """FROM and FROM NAMED set `names_dataset`; the word in a string does not."""
    assert admit("SELECT * FROM <http://example.org/g> { ?s ?p ?o }").names_dataset
    assert admit("SELECT * FROM NAMED <http://example.org/g> { GRAPH ?g { ?s ?p ?o } }").names_dataset
    assert not admit("SELECT * { ?s ?p 'FROM <http://example.org/g>' }").names_dataset


@pytest.mark.parametrize(
    ("query", "line", "column", "problem"),
    [
        ("SELECT * {\n  ?s ?p ?o .\n  nonsense here }", 3, 3, "nonsense"),
        ("SELECT * { ?s ?p ?o", 1, 20, "ends before '{' of line 1, column 10 is closed"),
        ("SELECT ?s, ?p {\n ?s ?p ?o }", 1, 10, "unexpected ','"),
        ("SELECT ?x {\n ?x ?y }", 2, 8, "unexpected '}'"),
        ("SELECT * {\n ?s ?p ?o\n ORDER BY ?s }", 3, 2, "unexpected 'ORDER'"),
        ("SELECT * {\n FILTER REGEX(?s, 'x'\n}", 3, 1, "unexpected '}'"),
        ("SELECT * { ?s ?p '''x'''^^zz:t }", 1, 27, "the prefix zz: is not declared"),
        ("CONSTRUCT { _:a ?p 1 } WHERE { ?s ?p ?o } LIMIT 1 LIMIT 2", 1, 51, "unexpected 'LIMIT'"),
        ("SELECT * {\n ?s ?p 'abc }", 2, 8, "begins with ' does not end"),
        ('SELECT * {\n ?s ?p """abc" }', 2, 8, 'begins with " does not end'),
        ('SELECT * { ?s ?p "a\nb" }', 1, 18, 'begins with " does not end'),
        ("SELECT * { ?s ?p <http://a/b c> }", 1, 18, "'<http://a/b c>' is no IRI"),
        ("SELECT * { ?s ?p 'x'@toolongalanguage }", 1, 21, "'@toolongalanguage' is no language tag"),
        ("SELECT * { ?s ?p ?o\n BIND(1 AS ?s) }", 2, 2, "BIND gives a value to a variable that has one"),
        ("SELECT * {\n VALUES (?a ?b) { (1) } }", 2, 2, "more or fewer values than variables"),
        ("SELECT * { ?s ?p ?o\n { SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c } } }", 2, 4, "neither grouped by"),
        ("SELECT * {\n ?s ?p ?o } GROUP BY ?s", 1, 1, "name the variables"),
        ("SELECT * { _:a ?p ?o\n OPTIONAL { _:a ?q ?r } }", 2, 13, "named in two groups"),
        ("SELECT (pg:nothing(1) AS ?x) { }", 1, 9, "there is no function <https://w3id.org/plangraph/ns#nothing>"),
        ("DESCRIBE", 1, 9, "ends too early"),
        ("SELECT * {\n ?s zz:p ?o }", 2, 5, "the prefix zz: is not declared"),
        ("SELECT * {\r\n ?s zz:p ?o }", 2, 5, "the prefix zz: is not declared"),
    ],
)
def test_says_where_a_query_goes_wrong(query, line, column, problem):
    """A syntax error has its line and column, counted from 1, whatever the line ends."""
    with pytest.raises(QueryError, match=problem) as raised:
        answer(ox.Store(), Asked(query), Limits(10, 1000))
    assert (line, column) == (raised.value.line, raised.value.column)


def test_says_where_an_update_goes_wrong(tmp_path):
    """As of a query, by the words of the text."""
    with (
        Endpoint(tmp_path / "store", writable=True) as opened,
        pytest.raises(QueryError, match="no variables") as raised,
    ):
        opened.change(Update("INSERT DATA {\n ?s <x:p> 1 }"))
    assert (1, 1) == (raised.value.line, raised.value.column)


def test_what_is_too_long_to_be_parsed_again_has_the_engines_place():
    """It may be some words off, and the error says so."""
    query = f"SELECT * {{ ?s ?p ?o ORDER BY ?s }} #{'x' * 200_000}"
    with pytest.raises(QueryError, match="here or some words before") as raised:
        answer(ox.Store(), Asked(query), Limits(10, 1000))
    assert raised.value.line == 1


def test_known_prefixes_need_no_declaration():
    """The prefixes of the project may be used as they are."""
    assert admit("SELECT * { ?s a pg:Pledge ; rdfs:label ?label }").form == "SELECT"


def test_refuses_what_is_nested_beyond_reading():
    """Thousands of nested groups are an error of the query, not of the server."""
    with pytest.raises(QueryError, match="nested too deeply"):
        admit("SELECT * " + "{" * 3000 + "}" * 3000)


def test_refuses_extensions_of_the_engine():
    """Only what both parsers read is let in: LATERAL is no SPARQL 1.1."""
    with pytest.raises(QueryError, match=r"not SPARQL 1\.1"):
        admit("SELECT * { ?s ?p ?o LATERAL { ?s ?q ?r } }")

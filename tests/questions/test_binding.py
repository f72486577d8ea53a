"""Values go into VALUES blocks and nowhere else, whatever a question holds."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyparsing import ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from plangraph.errors import QueryError
from plangraph.questions import Understood, bind, slots_of, template, templates, terms_of
from plangraph.questions.recognise import normalise

LINE = re.compile(r"^ *VALUES .*# slot: \w+$", re.MULTILINE)
HOSTILE = st.text(
    st.sampled_from("{}<>\"'`;#?$\\\n\r\x00\x1f } DROP ALL SELECT WHERE 「」公約の数はいくつ空き家3-1"), max_size=60
)


def shape(node):
    """A parsed query without what stands in its VALUES blocks."""
    if isinstance(node, CompValue):
        if node.name == "InlineData":
            return ("InlineData", tuple(map(str, node["var"])))
        return (node.name, tuple((key, shape(value)) for key, value in sorted(node.items())))
    if isinstance(node, (list, tuple, ParseResults)):
        return tuple(shape(part) for part in node)
    return str(node)


SHAPES = {each.name: shape(parseQuery(each.query)) for each in templates()}


def test_the_shape_tells_queries_apart():
    """Any change but in VALUES is seen, so that the comparisons below mean something."""
    query = template("count").query
    bound = query.replace("{ UNDEF } # slot: kind", "{ <http://a/1> <http://a/2> } # slot: kind")
    assert bound != query
    assert SHAPES["count"] == shape(parseQuery(bound))
    for old, new in (("mentionedOnly true", "mentionedOnly false"), ("pg:plan ?plan", "pg:plan ?other")):
        assert SHAPES["count"] != shape(parseQuery(query.replace(old, new)))


@settings(max_examples=25)  # parsing with rdflib is slow
@given(word=HOSTILE)
def test_no_word_of_a_question_changes_the_shape_of_a_query(read, word):
    """The parsed query equals the template's but for VALUES, with the word in a place where a topic is expected."""
    for text in (f"{word}の目標値は?", f"{word}に関する公約はいくつ?", f"how many pledges about {word}?", f"{word}"):
        found = read(text)
        if isinstance(found, Understood):
            query = bind(found.template.query, terms_of(found, ["https://w3id.org/plangraph/id/990001/p/1"]))
            assert SHAPES[found.template.name] == shape(parseQuery(query))
            assert LINE.sub("", found.template.query) == LINE.sub("", query)


@settings(max_examples=25)
@given(values=st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=40), min_size=1, max_size=3))
def test_no_literal_ends_its_block(values):
    """Quotes, braces, line ends and null bytes are written as N-Triples writes them."""
    query = bind(template("values-of-code").query, {"code": [(ox.Literal(value),) for value in values]})
    assert SHAPES["values-of-code"] == shape(parseQuery(query))
    assert LINE.sub("", template("values-of-code").query) == LINE.sub("", query)
    list(ox.Store().query(query))


@pytest.mark.parametrize("iri", ["http://a/> } DROP ALL #", "http://a/\n", 'http://a/"<', "no iri at all"])
def test_no_iri_ends_its_block(iri):
    """What is no IRI is refused before it is written."""
    with pytest.raises(ValueError, match="IRI"):
        ox.NamedNode(iri)


@given(text=st.text(max_size=300))
def test_masks_and_control_characters_leave_every_text(text):
    """A text cannot bring the letters that stand for understood words, nor control characters."""
    assert not re.search("[\ue000-\uf8ff\x00-\x1f\x7f-\x9f]", normalise(text))


@given(text=st.text(max_size=200) | HOSTILE)
def test_any_text_is_understood_or_declined(read, text):
    """Nothing that can be typed is an error."""
    assert type(read(text)).__name__ in {"Understood", "Declined"}


def test_a_slot_that_a_template_lacks_is_an_error():
    """So that no condition is lost on its way into the query."""
    with pytest.raises(QueryError, match="no slot colour"):
        bind(template("count").query, {"colour": [(ox.Literal("red"),)]})
    with pytest.raises(QueryError, match="2 value"):
        bind(template("count").query, {"city": [(ox.Literal("1"), ox.Literal("2"))]})


@pytest.mark.parametrize("each", templates(), ids=lambda each: each.name)
def test_a_template_has_a_line_for_every_slot_it_declares(each):
    """What a question may say, the query can hold: nothing is accepted and then ignored."""
    declared = {slot for need in each.needs for slot in need.split("|")} | each.allows
    assert set() == declared - slots_of(each.query)
    assert len(slots_of(each.query)) == len(LINE.findall(each.query))


@pytest.mark.parametrize("each", templates(), ids=lambda each: each.name)
def test_a_template_says_what_it_asks_in_two_languages(each):
    """Banner, descriptions, titles; an intent of the six; every column is selected and has a heading."""
    assert each.query.startswith("# ")
    assert {"ja", "en"} == set(each.description) == set(each.title)
    assert each.intent in {"count", "list", "compare", "value", "attainment", "superlative"}
    head = each.query[: each.query.index("WHERE")]
    assert [] == [column for column in each.columns if not re.search(rf"\?{column}\b", head)]

"""No way of cutting a text into tokens hides a call."""

import pyoxigraph as ox
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plangraph.errors import QueryError
from plangraph.sparql.admission import admit, admit_update
from plangraph.sparql.scan import iter_calls, iter_tokens

GAPS = st.sampled_from(["", "", " ", "\n", "#\n", "#>\n", "#'\n", '#"\n', "#<\n", "#SERVICE\n", "#{\n", "#}\n"])
PIECES = st.sampled_from(
    [
        ["?s", "?p", "true"],
        ["?s", "?p", "1"],
        ["?s", "?p", "1.5e3"],
        ["?s", "a", ":o"],
        ["?s", ":p", "'it'"],
        ["?s", ":p", '"it"', "@en"],
        ["?s", "<x:service#p>", "'SERVICE ?x { }'"],
        ["?s", "?service", "?o"],
        ["?s", ":service", "service:o"],
        ["?s", ":a.b", '"""a"b""SERVICE ?x{}"""'],
        ["?s", ":p", "''"],
        ["?s", ":p", r"'\''"],
        ["?s", ":p", "_:service"],
        ["?s", ":p", r":a\#SERVICE"],
        ["FILTER", "(", "?a", "<", "?b", ")"],
        ["FILTER", "(", "?a", ">", "?b", ")"],
        ["FILTER", "(", "'>'", "<", "?b", ")"],
        ["FILTER", "(", "?a", "<", "'>'", ")"],
        ["FILTER", "EXISTS", "{", "?a", "?b", "?c", "}"],
        ["BIND", "(", "'>#'", "AS", "?c", ")"],
        ["SERVICE", "?x", "{", "}"],
        ["SERVICE", "<x:y>", "{", "?a", "?b", "?c", "}"],
        ["service", "SILENT", ":x", "{", "}"],
        ["sErViCe", ":x.y", "{", "}"],
        ["."],
        ["{", "?a", "?b", "?c", "}"],
    ]
)


@st.composite
def queries(draw):
    tokens = [token for piece in draw(st.lists(PIECES, min_size=1, max_size=6)) for token in piece]
    return "PREFIX : <x:> PREFIX service: <x:> ASK {" + "".join(token + draw(GAPS) for token in tokens) + "}"


def reads(text):
    """Whether the engine's parser takes a text."""
    try:
        ox.Store().query(text)
    except SyntaxError:
        return False
    except (OSError, RuntimeError, ValueError):
        return True
    return True


@settings(max_examples=1500)
@given(queries())
@example("PREFIX : <x:> ASK {FILTER(?a <?b)SERVICE?x#>\n{}}")
@example("PREFIX : <x:> ASK {?s ?p trueSERVICE:x{}}")
def test_what_is_let_in_has_no_service_for_the_engine(query):
    """Where the engine saw SERVICE as the keyword, it could not read the text with another word in its place."""
    try:
        admit(query)
    except QueryError:
        return
    other = query.replace("SERVICE", "SERVICX").replace("service", "servicx").replace("sErViCe", "sErViCx")
    assert reads(query) == reads(other)


def test_a_call_is_told_with_its_target():
    """Who would be called, and whether failing were silent, stands in the call."""
    text = "ASK { SERVICE SILENT <http://example.org/> { } }"
    (call,) = iter_calls(text, "SERVICE")
    assert (True, "<http://example.org/>", 6) == (call.silent, call.target, call.start)


def test_tokens_are_cut_by_longest_match():
    """An IRI is one token, and so is a prefixed name with a full stop inside."""
    kinds = [(token.kind, token.text) for token in iter_tokens("<a#b> ex:a.b.?x 'it''s' # end")]
    assert [
        ("iri", "<a#b>"),
        ("name", "ex:a.b."),
        ("variable", "?x"),
        ("string", "'it'"),
        ("string", "'s'"),
    ] == kinds


def test_a_word_load_is_let_into_updates():
    """In a string, a name or a comment, the word means nothing."""
    update = "PREFIX ex: <http://example.org/load#> INSERT DATA { ex:load ex:upload 'LOAD <x:y>' } # LOAD <x:y>"
    assert update == admit_update(update)

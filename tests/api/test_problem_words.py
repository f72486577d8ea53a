"""What errors say in the language of the request."""

import ast
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from plangraph import errors
from plangraph.sparql import admission, faults
from plangraph_api import wire
from plangraph_api.messages import messages
from plangraph_api.phrases import say
from plangraph_api.problems import PROBLEMS, problem_of

SOURCES = Path(__file__).parents[2]
# Where errors arise that a request can meet, and what makes them there.
PLACES = (
    "api/plangraph_api",
    "src/plangraph/sparql",
    "src/plangraph/pipeline/curation.py",
    "src/plangraph/retrieval/filters.py",
    "src/plangraph/retrieval/search.py",
    "src/plangraph/pipeline/compared.py",
    "src/plangraph/pipeline/compared_things.py",
    "src/plangraph/pipeline/indicator_list.py",
)
MAKERS = {"QueryError": 0, "HTTPException": 1, "ServiceError": 1, "StoreUnavailableError": 1, "at": 2, "_refused": 0}
# Texts that are put together of others; each is among the COMPOSED in full.
PARTS = {"{}", "{}{}", "{}: {}", "pg:search: {}", "it {} ({})", "SERVICE is not allowed to call {}{}: {}"}
PARTS |= {"a remote store cannot be asked {}: there, the graph's name is not the one you know"}
COMPOSED = (
    *(problem for problem, _ in faults._MEANT.values()),
    *wire._DETAILS.values(),
    *(admission.not_allowed("", 0, iri, where).problem for iri in (None, "x:y") for where in ("", " in an update")),
    *("pg:search: 1,001 characters are too many; the most is 1,000", "pg:limit: 0 is not between 1 and 100"),
    *("pg:municipality: nothing is called '市' here; use one of: 汐鳴市, … (12 in all)",),
    *("the remote store http://a.example/: it cannot be reached (ConnectError)",),
    *("SERVICE <http://a.example/>: more than 10,000 solutions; narrow the block",),
    *(
        f"a remote store cannot be asked {what}: there, the graph's name is not the one you know"
        for what in (
            "SELECT * over GRAPH with a variable; name the variables",
            "GRAPH ?g that uses ?g inside its own braces",
        )
    ),
)
SEARCH = 'SELECT * {{ SERVICE pg:search {{ ?hit pg:query "x" ; {} }} }}'
KNOWN = "pg:query, pg:limit, pg:municipality, pg:plan, pg:kind, pg:score, pg:passage"
KINDS = "Policy, Goal, Measure, Initiative, Pledge, Project, Indicator"
SAMPLES = ("1,000", "'市 a'", "https://example.org/防災")


def worded():
    """The words of every error that the sources make, gaps filled with samples; where each stands."""
    for place in PLACES:
        path = SOURCES / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
                if name in MAKERS and len(node.args) > MAKERS[name]:
                    for text in texts(node.args[MAKERS[name]]):
                        yield f"{file.name}:{node.lineno}", text


def texts(node):
    """What an expression of text can say: each branch, with {} for what is only known when it runs."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        found = [""]
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            branches = texts(inner) if isinstance(inner, ast.Constant | ast.IfExp) else ["{}"]
            found = [begun + branch for begun in found for branch in branches]
        return found
    if isinstance(node, ast.IfExp):
        return [text for branch in (node.body, node.orelse) for text in texts(branch)]
    return ["{}"]


def test_every_error_has_words_in_japanese():
    """No sentence that the sources raise is left out, whatever stands in its gaps."""
    found = [(where, text) for where, text in worded() if text not in PARTS]
    assert len(found) > 60
    silent = [
        (where, text) for where, text in found for sample in SAMPLES if say(text.replace("{}", sample), "ja") is None
    ]
    assert [] == silent
    assert [] == [text for text in COMPOSED if say(text, "ja") is None]


@pytest.mark.parametrize(
    "error",
    [
        errors.QueryError("the prefix x: is not declared", line=3, column=14),
        errors.QueryTimeoutError(12.5),
        errors.EndpointBusyError(60),
        errors.ClientBusyError(24),
        errors.QueryAbandonedError(),
        errors.StoreUnavailableError("http://store.example/query", "it cannot be reached (ConnectError)"),
        errors.ServiceError("http://a.example/sparql", "it answers 500"),
        errors.GraphNotFoundError("http://example.org/防災"),
        errors.NotAcceptableError("image/png", ("text/turtle", "text/csv")),
        errors.WorkspaceError("the index is being opened"),
    ],
)
def test_no_fact_is_lost_on_the_way(error):
    """Numbers, positions, addresses and names stand in the Japanese as in the English."""
    english, japanese = (problem_of(error).said_in(tag) for tag in ("en", "ja"))
    assert str(error) == english.detail
    facts = re.findall(r"https?://[^\s>:]+|\d[\d.,]*\d|\d|\w+/\w+|(?<=\()\w+(?=\))", english.detail)
    assert [] == [fact for fact in facts if fact not in japanese.detail]
    assert re.search("[ぁ-ん]", japanese.detail)
    assert english.more == japanese.more


def test_what_has_no_words_is_kept_as_it_is():
    """A sentence that is not listed stands behind what kind of error it is."""
    problem = problem_of(errors.WorkspaceError("vectors.faiss is no vector index (magic)")).said_in("ja")
    assert f"{problem.title}（vectors.faiss is no vector index (magic)）" == problem.detail


def test_long_texts_of_clients_take_no_time():
    """What a client sent at length is not looked through."""
    assert say("a: " * 100_000, "ja") is None
    assert say("a: " * 600, "ja") is None


def test_every_type_has_a_title():
    """In each language, and no other type has."""
    for tag in ("ja", "en"):
        titles = {key.removeprefix("problem.title.") for key in messages(tag).words if key.startswith("problem.title.")}
        assert set(PROBLEMS) == titles


@pytest.mark.parametrize(
    ("path", "japanese"),
    [
        ("/sparql?query=SELECT%20nonsense", "1行8列：'nonsense' は予期しないものです"),
        ("/data/000000/none", "https://w3id.org/plangraph/id/000000/none については、ここには何もありません"),
        ("/api/v1/search?q=a&limit=1000", "limit: 100以下の値にしてください"),
        ("/api/v1/search", "q: 必須の項目です"),
        ("/nowhere", "このアドレスには何もありません"),
        (
            "/graph/none",
            "グラフ https://w3id.org/plangraph/graph/none はありません。/.well-known/void に一覧があります",
        ),
        ("/rdf-graph-store", "どのグラフかを示してください：?graph= に IRI を書くか、?default"),
        (
            f"/sparql?query={quote(SEARCH.format('pg:limit 1000'))}",
            "1行61列：pg:limit：1000 は1から100までの値ではありません",
        ),
        (f"/sparql?query={quote(SEARCH.format('pg:limit 1.5'))}", "1行61列：pg:limit は整数を取ります"),
        (
            f"/sparql?query={quote(SEARCH.format('pg:foo 1'))}",
            f"1行52列：pg:foo は検索で使えません。使えるもの：{KNOWN}",
        ),
        (
            f"/sparql?query={quote(SEARCH.format('pg:kind pg:Foo'))}",
            "1行60列：pg:kind：'Foo' という名のものはありません。次のどれかを使ってください：" + KINDS,
        ),
    ],
)
def test_the_request_decides_the_language(client, path, japanese):
    """Accept-Language does; English where it says nothing, and the answer says what it is and depends on."""
    told = {}
    for tag, header in (("en", None), ("en", "fr, *"), ("en", "en-GB, ja;q=0.5"), ("ja", "ja-JP, en;q=0.8")):
        response = client.get(path, headers={"Accept-Language": header} if header else {})
        assert tag == response.headers["content-language"]
        assert {"Accept", "Accept-Language"} <= set(re.split(", *", response.headers["vary"]))
        told.setdefault(tag, set()).add(response.json()["detail"])
    assert {japanese} == told["ja"]
    assert 1 == len(told["en"])
    assert str(next(iter(told["en"]))).isascii()


def test_positions_and_limits_stay_members(client):
    """What programs read does not depend on the language."""
    query = {"query": "SELECT * {\n ?s nope:p ?o }"}
    answers = [client.get("/sparql", params=query, headers={"Accept-Language": tag}).json() for tag in ("en", "ja")]
    assert [(2, 5)] * 2 == [(answer["line"], answer["column"]) for answer in answers]
    assert answers[0]["type"] == answers[1]["type"]
    parameters = client.get("/api/v1/search?q=a&nope=1", headers={"Accept-Language": "ja"}).json()["errors"]
    assert [{"parameter": "nope", "detail": "この名のパラメータはありません"}] == parameters


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "接頭辞 nope: が宣言されていません"), ("en", "the prefix nope: is not declared")]
)
def test_pages_say_the_same(browser, language, said):
    """The page of the endpoint, at the place; the page of an error, with its title."""
    page = browser("/sparql", language, params={"query": "SELECT * { ?s nope:p ?o }"})
    assert said in page.text
    assert messages(language)("problem.title.query") in page.text
    lost = browser("/page/000000/none", language)
    assert (404, language) == (lost.status_code, lost.headers["content-language"])
    assert messages(language)("problem.title.not-found") in lost.text


def test_the_search_page_says_which_value_there_is_not(browser):
    """In Japanese as well, with what there is."""
    page = browser("/search", params={"q": "防災", "city": "nowhere"})
    assert "という名のものはありません" in page.text
    assert "花槻市" in page.text


def test_what_there_is_to_choose_from_is_no_english(client):
    """Media types that may be sent, and the values of a parameter, are set apart as the language does it."""
    for response in (
        client.post("/sparql", content="x", headers={"Content-Type": "text/plain", "Accept-Language": "ja"}),
        client.put("/rdf-graph-store?default", headers={"Accept-Language": "ja"}),
        client.get("/api/v1/ask?q=x&lang=fr", headers={"Accept-Language": "ja"}),
    ):
        assert response.status_code >= 400
        told = f"{response.json()['title']} {response.json()['detail']}"
        assert re.search("[ぁ-ん]", told)
        assert not re.search(r" or | and |\bor\b", told)

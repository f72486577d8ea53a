"""`/api/v1/ask`, and the answer above the hits of the search page."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from plangraph_api.messages import messages

QUESTION = "花槻市で順調なKPIはいくつ?"


def as_parameter(question):
    """The question as the parameter of an address."""
    return urlencode({"q": question})


def test_a_question_is_answered_with_its_query(client):
    """The query runs as it is at /sparql and gives the same number."""
    answer = client.get("/api/v1/ask", params={"q": QUESTION}).json()
    assert (True, "花槻市の指標のうち、評価が「順調」のもの：6件（18件中）") == (answer["answered"], answer["title"])
    headers = {"Accept": "application/sparql-results+json"}
    rows = client.get("/sparql", params={"query": answer["query"]}, headers=headers).json()["results"]["bindings"]
    assert ["6"] == [row["count"]["value"] for row in rows] == [row["cells"]["count"] for row in answer["rows"]]


def test_what_no_template_says_comes_with_the_hits_of_a_search(client):
    """In the form of /api/v1/search, to the letter."""
    answer = client.get("/api/v1/ask", params={"q": "防災に関する施策"}).json()
    assert (False, None) == (answer["answered"], answer["title"])
    assert client.get("/api/v1/search", params={"q": "防災に関する施策"}).json() == answer["search"]


def test_the_language_of_the_answer_is_asked_for(client):
    """`lang` is ja or en."""
    answer = client.get("/api/v1/ask", params={"q": QUESTION, "lang": "en"}).json()
    assert ("en", "Indicators of 花槻市 judged “on track”: 6 of 18") == (answer["language"], answer["title"])


@pytest.mark.parametrize("parameters", [{}, {"q": ""}, {"q": " "}, {"q": "あ" * 1001}, {"q": "公約の数", "lang": "fr"}])
def test_a_question_that_cannot_be_is_a_problem(client, parameters):
    """400 with a reason, never a crash."""
    response = client.get("/api/v1/ask", params=parameters)
    assert (400, "application/problem+json") == (response.status_code, response.headers["content-type"])


@pytest.mark.parametrize(
    "question",
    [
        '" } DROP ALL #の目標値は?',
        "空き家\x00の公約はいくつ?",
        "{{ 7*7 }}の公約はいくつ?",
        "<script>の公約はいくつ?",
        "🏙" * 900,
    ],
)
def test_hostile_questions_are_answered_or_searched_for(client, browser, question):
    """Over the API and on the page, where their text stays text."""
    assert 200 == client.get("/api/v1/ask", params={"q": question}).status_code
    response = browser(f"/search?{as_parameter(question)}")
    assert 200 == response.status_code
    assert ["<script src="] == sorted({found[:12] for found in re.findall(r"<script.{5}", response.text)})


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ja", "花槻市の指標のうち、評価が「順調」のもの：6件（18件中）"),
        ("en", "Indicators of 花槻市 judged “on track”: 6 of 18"),
    ],
)
def test_the_search_page_shows_the_answer_above_the_hits(browser, language, title):
    """With the query behind a fold, and a link that opens it in the editor; no script in the page."""
    page = browser(f"/search?{as_parameter(QUESTION)}", language).text
    assert title in page
    assert page.index(title) < page.index('id="results"')
    assert "<details>" in page
    assert "<script>" not in page
    link = next(part for part in page.split('href="') if part.startswith("/sparql?query="))
    query = parse_qs(urlsplit(link.split('"')[0].replace("&amp;", "&")).query)["query"][0]
    assert query.startswith("# How many things of a kind have a given status")


def test_a_listed_thing_is_linked_with_its_lines(browser):
    """Rows of things lead to their pages and to their documents."""
    page = browser(f"/search?{as_parameter('危機管理課の担当は?')}").text
    box = page[page.index("answer box") : page.index('id="results"')]
    assert 'href="/page/990027/manifesto-progress-2025-2028/1-1-1"' in box
    assert "hanatsuki_manifesto_progress.txt L25" in box


def test_an_answered_question_is_never_said_to_fit_nothing(browser):
    """The answer stands alone where no text says it as well: that nothing fits would contradict it."""
    page = browser("/search?q=公約が最も多い市は?").text
    assert (True, False) == ("公約が最も多いのは花槻市" in page, messages("ja")("search.nothing") in page)


@pytest.mark.parametrize("more", ["&kind=Pledge", "&offset=10", "&city=990027"])
def test_a_search_that_is_narrowed_shows_no_answer(browser, more):
    """A condition set beside the words asks something else than the words do."""
    assert "answer box" not in browser(f"/search?{as_parameter('公約を市ごとに数えて')}{more}").text


def test_an_everyday_search_shows_no_answer(browser):
    """防災に関する施策 counts nothing and lists nothing."""
    assert "answer box" not in browser(f"/search?{as_parameter('防災に関する施策')}").text

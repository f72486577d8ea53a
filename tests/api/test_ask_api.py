"""`/api/v1/ask`, and the answer above the hits of the search page."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import lxml.html
import pytest

from plangraph_api.messages import messages
from plangraph_api.routes.pages import COUNTED

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


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("vi", "Có bao nhiêu biện pháp phòng chống thiên tai?"),
        ("pt", "Quantas medidas de prevenção de desastres existem?"),
        ("zh-Hans", "有多少防灾措施？"),
        ("ja-simple", "Quantos KPI em 花槻市?"),
        ("en", "방재 시책은 몇 개?"),
    ],
)
def test_a_question_in_another_language_is_told_which_are_understood(browser, client, language, question):
    """In the language of the page, above what a search found; the API says the same."""
    page = browser(f"/search?{as_parameter(question)}&lang={language}").text
    assert messages(language)("ask.languages") in page
    assert messages(language)("ask.searched") in page
    assert "answer box" not in page
    assert 'id="results"' in page
    answer = client.get("/api/v1/ask", params={"q": question, "lang": "en"}).json()
    assert (False, "questions that count or compare are understood in Japanese and English alone") == (
        answer["answered"],
        answer["why"],
    )


def test_a_question_that_could_not_be_counted_says_why(browser):
    """In Japanese and English, where a count was asked for."""
    page = browser(f"/search?{as_parameter('ほげほげの施策はいくつ？')}").text
    assert messages("ja")("ask.declined") in page
    assert "「ほげほげ」を名称や本文に含むものが見つかりませんでした。" in page


@pytest.mark.parametrize("question", ["防災", "観光客数を増やす", "número de turistas", "số lượng khách du lịch"])
def test_an_everyday_search_is_told_nothing_of_questions(browser, question):
    """A number of people is a topic."""
    page = browser(f"/search?{as_parameter(question)}").text
    assert messages("ja")("ask.languages") not in page
    assert messages("ja")("ask.declined") not in page


@pytest.mark.parametrize(("language", "question"), COUNTED)
def test_the_questions_that_are_shown_as_examples_are_answered(client, language, question):
    """In the language that they are in."""
    answer = client.get("/api/v1/ask", params={"q": question}).json()
    assert (True, language) == (answer["answered"], answer["language"])
    assert int(answer["total"]) > 1


def editable(page, query):
    """Whether a page has a field that holds the query and can be written in."""
    root = lxml.html.fromstring(page)
    (field,) = root.xpath("//textarea[@name='query']")
    return query.strip() == field.text_content().strip() and not {"readonly", "disabled"} & set(field.attrib)


@pytest.mark.parametrize("language", ["ja", "en", "vi"])
def test_the_query_of_an_answer_opens_in_the_editor_to_be_changed(browser, client, language):
    """By the link; a query that is too long for an address goes as a form, to the same editor."""
    query = client.get("/api/v1/ask", params={"q": QUESTION, "lang": "en"}).json()["query"]
    page = browser(f"/search?{as_parameter(QUESTION)}&lang={language}").text
    link = next(part for part in page.split('href="') if part.startswith("/sparql?query="))
    address = link.split('"')[0].replace("&amp;", "&")
    assert editable(browser(address).text, query)
    long = f"{query}\n# {'あ' * 9000}"
    assert editable(client.post("/sparql", data={"query": long}, headers={"Accept": "text/html"}).text, long)


@pytest.mark.parametrize(("language", "worded"), [("pt", "en"), ("vi", "en"), ("zh-Hans", "en"), ("ja-simple", "ja")])
def test_the_json_of_an_answer_is_there_in_each_language(client, browser, language, worded):
    """A page in any language links to its answer, which is in the nearer of the two that answers are in."""
    page = lxml.html.fromstring(browser(f"/search?q=市ごとの指標の数は？&lang={language}").text)
    (address,) = page.xpath("//section[contains(@class, 'answer')]//p[@class='data']/a[contains(@href, '/ask')]/@href")
    answer = client.get(address)
    assert (200, worded, True) == (answer.status_code, answer.json()["language"], answer.json()["answered"])


def test_what_lies_beside_an_answer_is_folded_and_the_question_is_no_topic(client):
    """An answered question has no topic left, and its hits are not taken for what the answer counts."""
    asked = {"q": "花槻市で順調なKPIはいくつ?", "lang": "ja"}
    html = lxml.html.fromstring(client.get("/search", params=asked, headers={"Accept": "text/html"}).text)
    assert 1 == len(html.find_class("answer"))
    assert [] == html.xpath("//*[@class='chip plain']")
    hits = html.find_class("hit")
    assert all(hit.xpath("ancestor::details[@class='beside-answer'][not(@open)]") for hit in hits)
    plain = lxml.html.fromstring(client.get("/search?q=防災&lang=ja", headers={"Accept": "text/html"}).text)
    assert [] == plain.find_class("beside-answer")
    assert 1 == len(plain.xpath("//*[@class='chip plain']"))

"""Cities side by side: the page, the API, and the files to take along."""

import csv
import io
import re
from datetime import date
from decimal import Decimal
from html import escape
from urllib.parse import quote, urlencode

import pytest
from openpyxl import load_workbook

from plangraph_api.messages import messages
from plangraph_api.spreadsheets import Sheet, plain_cell, write_csv, write_xlsx

ASKED = "q=空き家&city=990019&city=990027"
WRONG = [
    ("q=空き家&city=990019", "比べる市町村は2つから4つまで"),
    ("q=空き家", "比べる市町村は2つから4つまで"),
    ("q=空き家&city=990019&city=131016", "'131016' という名のものはありません"),
    ("q=+&city=990019&city=990027", "検索のことばが空です"),
]
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A1"]


@pytest.fixture(scope="module")
def found(client):
    return client.get(f"/api/v1/compare?{ASKED}").json()


def rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_api_says_what_each_city_has(found):
    """The form is the one of the OpenAPI description; each city answers for itself."""
    assert ["990019", "990027"] == [city["code"] for city in found["cities"]]
    assert all(city["hits"] for city in found["cities"])
    assert {"query", "topic", "cities", "fields", "pairs", "unpaired"} == found.keys()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_shows_all_that_the_api_says(browser, client, found, language):
    """Every hit with its link and lines, cities as column headers, fields as row headers."""
    page = browser(f"/compare?{ASKED}", language)
    assert (200, language) == (page.status_code, page.headers["content-language"])
    for hit in (hit for city in found["cities"] for hit in city["hits"]):
        assert hit["label"] in page.text
        assert hit["source"]["document"] in page.text
    headers = page.text.count('<th role="rowheader" scope="row">')
    assert len(found["fields"]) + len(found["pairs"]) == headers
    for city in found["cities"]:
        assert f'<th role="columnheader" scope="col"><span lang="ja">{city["label"]}</span>' in page.text
    assert messages(language)("compare.fields_note") in page.text


def test_the_form_offers_the_cities_that_are_here(browser):
    """Without a question all cities can be chosen; with one, those asked for are."""
    empty = browser("/compare")
    assert (200, 3, 0) == (empty.status_code, empty.text.count('type="checkbox"'), empty.text.count(" checked"))
    asked = browser(f"/compare?{ASKED}").text
    assert (3, 2) == (asked.count('type="checkbox"'), asked.count(" checked"))


@pytest.mark.parametrize(("asked", "said"), WRONG)
def test_what_cannot_be_compared_is_said_above_the_form(browser, asked, said):
    """With what to do, status 400, and what was typed still there."""
    page = browser(f"/compare?{asked}")
    assert 400 == page.status_code
    assert 'role="alert"' in page.text
    assert said in page.text.replace("&#39;", "'")
    assert 'type="checkbox"' in page.text


@pytest.mark.parametrize("path", ["/api/v1/compare", "/compare.csv", "/compare.xlsx"])
@pytest.mark.parametrize(("asked", "said"), WRONG)
def test_programs_get_a_problem_that_says_the_same(client, path, asked, said):
    """Of the API and of the files, in the language asked for."""
    problem = client.get(f"{path}?{asked}", headers={"Accept-Language": "ja"})
    assert (400, "application/problem+json") == (problem.status_code, problem.headers["content-type"])
    assert said in problem.json()["detail"]


def test_a_parameter_that_the_api_does_not_know_is_refused(client):
    """A misspelt one is no wider comparison."""
    assert 400 == client.get(f"/api/v1/compare?{ASKED}&cities=990035").status_code


def test_comparing_is_a_link_away(browser):
    """From the home page, and from what a search found, on its topic."""
    assert 'href="/compare"' in browser("/").text
    address = re.search(r'href="(/compare\?[^"]+)"', browser("/search?q=汐鳴市の空き家").text)[1].replace("&amp;", "&")
    page = browser(address)
    assert 200 == page.status_code
    assert 'value="空き家"' in page.text


@pytest.mark.parametrize(
    "topic", ["<script>alert(1)</script>空き家", '"><b>空き家', "{{ 7 * 7 }}空き家", "{topic}空き家"]
)
def test_what_is_asked_shows_as_text(browser, topic):
    """Markup and templates in a topic are letters, on the page and in a file."""
    page = browser(f"/compare?{urlencode({'q': topic})}&city=990019&city=990027")
    assert 200 == page.status_code
    assert f"「{escape(topic, quote=True).replace('&quot;', '&#34;')}」の比較" in page.text
    assert "<script>alert" not in page.text
    assert (
        f"「{topic}」の比較" in rows(browser(f"/compare.csv?{urlencode({'q': topic})}&city=990019&city=990027"))[0][0]
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_csv_holds_what_the_page_shows(client, found, language):
    """Below title, date and source; all rows are of one length, and Excel sees that it is UTF-8."""
    answer = client.get(f"/compare.csv?{ASKED}&lang={language}")
    words = messages(language)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert 'attachment; filename="compare.csv"' == answer.headers["content-disposition"]
    lines = rows(answer)
    assert 1 == len({len(line) for line in lines})
    told = {cell for line in lines for cell in line}
    assert lines[0][0].startswith(words("compare.heading", topic="空き家"))
    assert re.search(r"\d{4}-\d\d-\d\d", lines[1][0])
    assert {words("compare.fields"), words("compare.indicators"), words("compare.documents")} <= told
    hits = [hit for city in found["cities"] for hit in city["hits"]]
    assert {hit["iri"] for hit in hits} | {hit["source"]["document"] for hit in hits} <= told
    if any(row["lacking"] for row in found["fields"]):
        assert words("compare.lacking") in told


def test_what_is_cut_is_said_and_a_link_away(browser, client, found):
    """On the page and in the file: how many there are, how many of them are shown, and how many more in a field."""
    page, words = browser(f"/compare?{ASKED}", "en").text, messages("en")
    told = {cell for line in rows(client.get(f"/compare.csv?{ASKED}&lang=en")) for cell in line}
    assert any(city["total"] > len(city["hits"]) for city in found["cities"])
    for city in found["cities"]:
        said = words("compare.found_cut", count=city["total"], shown=len(city["hits"]))
        assert said in page
        assert f"{city['label']}: {said}" in told
    cells = [(row, cell) for row in found["fields"] if row["field"] for cell in row["cities"] if not cell["hits"]]
    for row, cell in cells:
        if cell["code"] in row["lacking"]:
            continue
        field = row["wider"] if cell["wider"] else row["field"]
        assert re.search(rf"/search\?q=[^&\"]+&amp;city={cell['code']}&amp;field={quote(field, safe='')}", page)


def test_what_a_city_has_without_the_topic_is_a_search_for_its_name_away(browser, client, found, monkeypatch):
    """A cell with neither hits nor more of the topic leads to what the city has in the field."""
    row = next(row for row in found["fields"] if row["field"])
    bare, *others = row["cities"]
    cells = [bare | {"hits": [], "more": 0, "wider": 0, "other": 3}, *others]
    told = found | {"fields": [row | {"lacking": [], "cities": cells}]}
    monkeypatch.setattr(client.app.state.library, "compare", lambda *_: told)
    page = browser(f"/compare?{ASKED}", "en")
    name = next(city["label"] for city in found["cities"] if city["code"] == bare["code"])
    assert (200, True) == (page.status_code, f"/search?q={quote(name)}&amp;city={bare['code']}" in page.text)
    assert messages("en")("compare.other", count=3) in page.text


def test_the_workbook_holds_the_same_and_stays_the_same(client):
    """A sheet for each table, cell by cell as in the CSV; made twice on one day it is the same file."""
    answer = client.get(f"/compare.xlsx?{ASKED}")
    assert answer.content == client.get(f"/compare.xlsx?{ASKED}").content
    book = load_workbook(io.BytesIO(answer.content))
    read = {str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line if cell}
    read |= {sheet.title for sheet in book}
    assert read == {cell for line in rows(client.get(f"/compare.csv?{ASKED}")) for cell in line if cell}
    assert 4 == len(book.sheetnames)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text):
    """In CSV and XLSX, in title, header and cells, an apostrophe stands before what a spreadsheet would compute."""
    sheets = [Sheet("t", (text,), ((text,),))]
    lines = list(csv.reader(io.StringIO(write_csv([text], sheets).decode("utf-8-sig"), newline="")))
    written = [line[0] for line in lines if line[0] not in {"", "t"}]
    assert [f"'{text}"] * 3 == written
    book = load_workbook(io.BytesIO(write_xlsx([text], sheets, date(2024, 4, 1))))
    cells = [cell for line in book["t"].iter_rows() for cell in line if cell.value]
    assert {("s", "'")} == {(cell.data_type, cell.value[0]) for cell in cells}
    assert 3 == len(cells)


def test_numbers_and_other_text_stay_as_they_are():
    """A number of ours may be negative; what XLSX cannot hold is left out."""
    assert [Decimal("-1.50"), "1=1", "防災", ""] == [
        plain_cell(each) for each in (Decimal("-1.50"), "1=1", "防災", "\x00")
    ]

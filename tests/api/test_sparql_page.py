"""The SPARQL page as a browser without a script gets it, and what its script is served."""

import csv
import html
import io
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from plangraph.namespaces import PREFIXES
from plangraph.pipeline import example_queries
from plangraph_api.bars import BARS_SHOWN, draw_bars
from plangraph_api.editor import LONGEST_ADDRESS
from plangraph_api.windows import TEXT_SHOWN

PLANS = "SELECT ?label (COUNT(?s) AS ?n) { ?s pg:plan ?plan . ?plan rdfs:label ?label } GROUP BY ?label ORDER BY ?label"
GRAPH = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a pg:Plan ; rdfs:label ?o }"
ALL = "SELECT * { ?s ?p ?o }"
WRONG = "SELECT * {\n  ?s nonsense ?o }"
EDITOR = Path(__file__).parents[2] / "api" / "editor"


class Page(HTMLParser):
    """The tags of a page with their attributes and the text inside of them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self._open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), []))
        if tag not in {"meta", "link", "img", "input", "rect", "br"}:
            self._open.append(self.tags[-1])

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for _, _, text in self._open:
            text.append(data)

    def all(self, name, /, **wanted):
        """Attributes and text of each tag that has these attributes; `class_` asks for one class of several."""
        return [
            (attributes, re.sub(r"\s+", " ", "".join(text)).strip())
            for tag, attributes, text in self.tags
            if tag == name
            and all(
                value in attributes.get("class", "").split() if key == "class_" else attributes.get(key) == value
                for key, value in wanted.items()
            )
        ]


@pytest.fixture
def ask(browser):
    """The page of a query, in English unless another language is asked for."""

    def page(query, language="en", **parameters):
        return Page(browser("/sparql", language, params={"query": query, **parameters}).text)

    return page


# --- the form ---


def test_the_form_is_enough_without_a_script(ask):
    """It goes to the endpoint, holds the query, and shows none of what a script alone can do."""
    page = ask(PLANS)
    ((form, _),) = page.all("form")
    assert ("/sparql", "get") == (form["action"], form["method"])
    assert PLANS == page.all("textarea", name="query")[0][1]
    assert {"query"} == {label["for"] for label, _ in page.all("label")}
    assert [] == [text for attributes, text in page.all("button", type="button") if "hidden" not in attributes]
    assert "hidden" in page.all("span", id="keys")[0][0]


def test_a_query_keeps_its_first_empty_line(browser):
    """HTML drops a line break behind the tag of a text field; the query's own stays."""
    text = browser("/sparql", params={"query": "\nASK {}"}).text
    assert re.search(r"<textarea[^>]*>\n\nASK", text)


def test_a_long_query_is_posted(client):
    """What fits no address goes as a form, downloads as well, and the page says that it cannot be linked to."""
    query = f"# {'あ' * LONGEST_ADDRESS}\nASK {{}}"
    page = Page(client.post("/sparql", data={"query": query}, headers={"Accept": "text/html"}).text)
    forms = page.all("form", action="/sparql")
    assert ["post", "post"] == [form["method"] for form, _ in forms]
    assert {"csv", "json", "tsv", "xml"} == {button["value"] for button, _ in page.all("button", name="format")}
    assert [] == page.all("a", id="share")


def test_the_dataset_is_carried_along(ask):
    """Graphs that the address names stay named in the form, the link and the downloads."""
    graph = "https://w3id.org/plangraph/graph/none"
    page = ask("ASK { ?s ?p ?o }", **{"default-graph-uri": graph})
    assert graph == page.all("input", name="default-graph-uri")[0][0]["value"]
    assert all("default-graph-uri=" in a["href"] for a, _ in page.all("a", download="results.csv"))
    assert "No (false)" in page.all("p", class_="truth")[0][1]


def examples_of(page):
    """The example queries of the page with their names."""
    links = [(a["href"], name) for a, name in page.all("a") if a.get("href", "").startswith("/sparql?query=")]
    return {parse_qs(urlsplit(address).query)["query"][0]: name for address, name in links}


def test_every_example_has_a_name(browser):
    """In Japanese and in English, each its own."""
    ja, en = (examples_of(Page(browser("/sparql", language).text)) for language in ("ja", "en"))
    assert list(ja) == list(en)
    assert len(ja) == len(set(ja.values())) == len(set(en.values())) >= 3
    assert all(re.search(r"[ぁ-んァ-ン一-龥]", name) for name in ja.values())
    assert [] == sorted(set(ja.values()) & set(en.values()))


def test_every_example_runs(browser):
    """Whichever is followed gives an answer."""
    for query in examples_of(Page(browser("/sparql").text)):
        answer = browser("/sparql", params={"query": query})
        assert 200 == answer.status_code, query
        assert 'id="results"' in answer.text


# --- rows ---


def test_rows_are_a_table_for_everybody(ask):
    """A caption, headings with their scope, numbers to the right, labels in their language, and the count and time."""
    page = ask(PLANS)
    assert "5 rows of the result. Columns: label, n" == page.all("caption")[0][1]
    assert ["#", "label", "n"] == [text for _, text in page.all("th", scope="col")]
    assert ["1", "2", "3", "4", "5"] == [text for _, text in page.all("th", scope="row")]
    assert "number" == page.all("th", scope="col")[2][0]["class"]
    assert 5 <= len(page.all("span", lang="ja"))
    assert re.fullmatch(r"Results 5 rows in \d+\.\d\d s", page.all("h2", id="results")[0][1])


def test_iris_are_links(ask):
    """Ours lead to their pages, terms to the ontology, others to where they are; each says its whole IRI."""
    things = "https://w3id.org/plangraph/id/"
    (plan,) = [a for a, _ in ask("SELECT ?x { ?x a pg:Plan } LIMIT 1").all("a") if "title" in a]
    assert plan["title"].startswith(things)
    assert f"/page/{plan['title'].removeprefix(things)}" == plan["href"].split("?")[0]
    (term,) = ask("SELECT ?x { VALUES ?x { pg:Delayed } }").all("a", title="https://w3id.org/plangraph/ns#Delayed")
    assert ("/ontology#Delayed", "pg:Delayed") == (term[0]["href"], term[1])
    (other,) = ask("SELECT ?x { VALUES ?x { <https://example.org/it> } }").all("a", href="https://example.org/it")
    assert ("noreferrer", "https://example.org/it") == (other[0]["rel"], other[1])


def test_no_iri_is_a_script(ask):
    """An IRI of another scheme is text."""
    page = ask("SELECT ?x { VALUES ?x { <javascript:alert(1)> } }")
    assert [] == [a for a, _ in page.all("a") if "javascript" in a.get("href", "").split("?")[0]]


def test_a_result_that_is_cut_says_so(ask, client):
    """How many rows there are, how many are shown; the download has all of them."""
    page = ask(ALL)
    total = len(client.get("/sparql", params={"query": ALL, "format": "json"}).json()["results"]["bindings"])
    rows = [text for _, text in page.all("th", scope="row")]
    text = page.all("p", class_="cut")[0][1]
    assert f"The result has {total:,} rows; 1 to {rows[-1]} are shown." in text
    assert [str(number) for number in range(1, len(rows) + 1)] == rows
    assert total > len(rows) > 50
    assert [] == ask(PLANS).all("p", class_="cut")


def test_a_long_result_is_shown_in_pages(ask, browser):
    """The next page begins behind the last row shown, and leads back; a row that there is not is the first."""
    first = ask(ALL)
    ((to_next, _),) = first.all("a", rel="next")
    last = int(first.all("th", scope="row")[-1][1])
    second = Page(browser(to_next["href"], "en").text)
    assert str(last + 1) == second.all("th", scope="row")[0][1]
    ((back, _),) = second.all("a", rel="prev")
    again = [text for _, text in Page(browser(back["href"], "en").text).all("th", scope="row")]
    assert str(last) in again
    for row in ("999999999", "0", "x"):
        assert "1" == ask(ALL, row=row).all("th", scope="row")[0][1]
    assert [] == ask(PLANS).all("a", rel="next")


def test_a_query_too_long_for_an_address_goes_on_as_a_form(client):
    """Its next page is a button that sends it again."""
    query = ALL + " #" + "x" * LONGEST_ADDRESS
    answer = client.post("/sparql", data={"query": query, "row": "11"}, headers={"Accept": "text/html"})
    page = Page(answer.text)
    rows = page.all("th", scope="row")
    assert "11" == rows[0][1]
    assert {"1", str(10 + len(rows) + 1)} == {button["value"] for button, _ in page.all("button", name="row")}


@pytest.mark.parametrize(
    "query",
    [
        *(ALL, "SELECT * { GRAPH ?g { ?s ?p ?o } }", "CONSTRUCT WHERE { ?s ?p ?o }"),
        "SELECT (CONCAT(?o, ?o, ?o, ?o, ?o, ?o, ?o, ?o) AS ?long) { ?s rdf:value ?o } ORDER BY DESC(STRLEN(?o))",
        *(example.text for example in example_queries()),
    ],
)
def test_no_result_weighs_more_than_a_page_may(browser, query):
    """Whatever a query gives, its page has at most 200 kB."""
    answer = browser("/sparql", "ja", params={"query": query.strip()})
    assert (200, True) == (answer.status_code, len(answer.content) <= 200_000)


def test_a_long_text_is_cut_and_says_so(ask):
    """Of one value its beginning is shown, and that a download has all."""
    page = ask("SELECT ?x { BIND(REPLACE('%s', 'a', 'bbbbbbbbbb') AS ?x) }" % ("a" * 200))
    assert ["b" * TEXT_SHOWN + "…"] == [text for _, text in page.all("td")]
    assert f"more than {TEXT_SHOWN:,} letters" in page.all("p", class_="cut")[0][1]


def test_a_graph_that_is_cut_says_so(ask):
    """The letters shown and the letters there are."""
    page = ask("CONSTRUCT WHERE { ?s ?p ?o }")
    said = re.search(r"only the first ([0-9,]+) are shown", page.all("p", class_="cut")[0][1])
    shown = page.all("pre")[-1][1]
    assert int(said[1].replace(",", "")) >= len(shown) > 10_000
    assert [] == ask(GRAPH).all("p", class_="cut")


def test_no_rows_are_said(ask):
    """An empty result is not an empty page."""
    assert "No rows." in {text for _, text in ask("SELECT ?x { ?x a <urn:none> }").all("p")}


# --- downloads, link ---


def test_rows_can_be_downloaded(ask, client):
    """CSV and JSON of the same query, with a file name that says what it is."""
    links = {a["download"]: a["href"] for a, _ in ask(PLANS).all("a") if "download" in a}
    assert {"results.csv", "results.json", "results.tsv", "results.xml"} == set(links)
    rows = list(csv.DictReader(io.StringIO(client.get(links["results.csv"]).text)))
    bindings = json.loads(client.get(links["results.json"]).text)["results"]["bindings"]
    assert [row["n"] for row in rows] == [row["n"]["value"] for row in bindings]


def test_a_graph_can_be_downloaded(ask, client):
    """Turtle and the other notations of RDF."""
    links = {a["download"]: a["href"] for a, _ in ask(GRAPH).all("a") if "download" in a}
    assert {"results.ttl", "results.jsonld", "results.nt", "results.rdf"} == set(links)
    turtle = client.get(links["results.ttl"])
    assert 5 == len(list(ox.parse(turtle.content, format=ox.RdfFormat.TURTLE)))


def test_a_query_is_shared_by_its_address(ask, browser):
    """The link gives the same query and the same rows to whoever follows it."""
    query = 'SELECT ?x { VALUES ?x { "防災 & 減災 +1" } }\n# 100 % <b>'
    ((share, _),) = ask(query).all("a", id="share")
    assert [query] == parse_qs(urlsplit(share["href"]).query)["query"]
    followed = Page(browser(share["href"], "en").text)
    assert query == html.unescape(followed.all("textarea")[0][1].replace("} } #", "} }\n#"))
    assert "防災 & 減災 +1" in {text for _, text in followed.all("td")}


# --- what is wrong ---


@pytest.mark.parametrize(("language", "place"), [("ja", "2 行 6 文字目"), ("en", "line 2, column 6")])
def test_a_mistake_is_shown_at_its_place(browser, language, place):
    """An alert names line and column in the page's language, shows the line, and marks the word."""
    response = browser("/sparql", language, params={"query": WRONG})
    page = Page(response.text)
    ((alert, text),) = page.all("div", role="alert")
    assert 400 == response.status_code
    assert ("2", "6", "8") == (alert["data-line"], alert["data-column"], alert["data-length"])
    assert place in text
    assert "?s nonsense ?o }" in text
    assert "nonsense" == page.all("mark")[0][1]
    ((field, _),) = page.all("textarea")
    assert "true" == field["aria-invalid"]
    assert alert["id"] in field["aria-describedby"].split()
    assert "aria-invalid" not in Page(browser("/sparql", language).text).all("textarea")[0][0]


def test_what_is_not_allowed_has_no_place(ask):
    """An update is refused in words of the page, and nothing is marked."""
    page = ask("CLEAR ALL")
    ((alert, text),) = page.all("div", role="alert")
    assert "The query is malformed or not allowed" in text
    assert "CLEAR is not allowed" in text
    assert [] == page.all("mark")
    assert "data-line" not in alert


# --- charts ---


def test_numbers_are_drawn(ask):
    """A bar for each row, the longest as wide as the chart, and words for who cannot see it."""
    page = ask(PLANS)
    ((chart, _),) = page.all("div", role="img")
    counts = [int(text) for _, text in page.all("td", class_="number")]
    assert f"Bar chart of n: 5 bars, from {min(counts)} to {max(counts)}." in chart["aria-label"]
    widths = [float(attributes["width"]) for attributes, _ in page.all("rect")]
    assert [round(count / max(counts) * 100, 2) for count in counts] == widths


def test_no_numbers_no_chart(ask):
    """Words alone, and a single number, are not drawn."""
    assert [] == ask("SELECT ?label { ?x a pg:Plan ; rdfs:label ?label }").all("div", role="img")
    assert [] == ask("SELECT (COUNT(*) AS ?n) { ?x a pg:Plan }").all("div", role="img")


def number(value):
    return ox.Literal(value, datatype=ox.NamedNode(PREFIXES["xsd"] + "decimal"))


def test_bars_below_zero_lie_left_of_it():
    """The scale holds zero; what is negative ends there."""
    (chart,) = draw_bars(["name", "n"], [(ox.Literal("a"), number("-5")), (ox.Literal("b"), number("15"))])
    assert [("a", 0.0, 25.0), ("b", 25.0, 75.0)] == [(bar.name, bar.x, bar.width) for bar in chart.bars]
    assert ("-5", "15") == (chart.low, chart.high)


def test_bars_are_named_by_what_tells_them_apart():
    """The first words that do, further ones only where the first are the same; IRIs only where there are no words."""
    iri = ox.NamedNode("https://example.org/a/b")
    rows = [(iri, ox.Literal("市"), ox.Literal(unit), number("1")) for unit in ("課", "室")]
    (chart,) = draw_bars(["iri", "city", "unit", "n"], rows)
    assert ["市 · 課", "市 · 室"] == [bar.name for bar in chart.bars]
    (chart,) = draw_bars(["iri", "n"], [(iri, number("1")), (iri, number("2"))])
    assert ["b", "b"] == [bar.name for bar in chart.bars]


def test_a_column_with_a_word_in_it_is_no_chart():
    """Not a number, infinity and text are left to the table; what is unbound is left out."""
    double = ox.NamedNode(PREFIXES["xsd"] + "double")
    for odd in (ox.Literal("x"), ox.Literal("NaN", datatype=double), ox.Literal("INF", datatype=double)):
        assert [] == draw_bars(["n"], [(number("1"),), (odd,), (number("2"),)])
    (chart,) = draw_bars(["n"], [(number("1"),), (None,), (number("0"),)])
    assert [("1", "1"), ("3", "0")] == [(bar.name, bar.value) for bar in chart.bars]


def test_lines_are_not_drawn():
    """The number of a line or page is no quantity."""
    rows = [(number("221"), number("1")), (number("230"), number("2"))]
    assert ["n"] == [chart.column for chart in draw_bars(["line", "n"], rows)]


def test_a_chart_that_is_cut_says_so(ask):
    """Thirty bars, and the number of rows that there are."""
    page = ask("SELECT ?i ?n { ?i a pg:Indicator . BIND(STRLEN(STR(?i)) AS ?n) }")
    rows = len(page.all("th", scope="row"))
    assert rows > BARS_SHOWN
    assert f"the first {BARS_SHOWN} of {rows} rows" in page.all("figcaption")[0][1]
    assert BARS_SHOWN == len(page.all("div", class_="bar"))


# --- what the script is served ---


@pytest.mark.parametrize(("language", "label"), [("ja", "施策"), ("en", "measure")])
def test_the_terms_of_the_ontology_are_served(client, language, label):
    """Each with its name, kind and label in the page's language, and the prefixes that the endpoint knows."""
    answer = client.get("/sparql/terms", params={"lang": language}).json()
    terms = {term["name"]: term for term in answer["terms"]}
    assert PREFIXES.items() <= answer["prefixes"].items()
    assert ("class", label) == (terms["pg:Measure"]["kind"], terms["pg:Measure"]["label"])
    assert "property" == terms["pg:responsibleUnit"]["kind"] == terms["rdfs:label"]["kind"]
    assert "concept" == terms["pg:Delayed"]["kind"] == terms["sdg:11"]["kind"]
    assert all(name.split(":")[0] in answer["prefixes"] for name in terms)


def test_every_file_that_the_script_loads_is_served(client, browser):
    """The editor and its library come from this server, and their addresses change with their content."""
    ((form, _),) = Page(browser("/sparql").text).all("form")
    for key in ("data-codemirror", "data-editor", "data-terms"):
        assert 200 == client.get(form[key]).status_code
    assert re.fullmatch(r"/static/codemirror\.js\?[0-9a-f]{12}", form["data-codemirror"])


def test_the_library_has_its_licences():
    """Each package that was bundled is named with its version and licence; the versions are those of the lock."""
    static = files("plangraph_api").joinpath("static")
    text = static.joinpath("codemirror.LICENSES.txt").read_text(encoding="utf-8")
    told = dict(re.findall(r"^(@?[\w/-]+) ([\d.]+) \(MIT\)$", text, re.MULTILINE))
    assert {"@codemirror/view", "@codemirror/autocomplete", "@lezer/highlight", "style-mod"} <= set(told)
    locked = json.loads((EDITOR / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert told == {name: locked[f"node_modules/{name}"]["version"] for name in told}
    assert static.joinpath("codemirror.js").read_text(encoding="utf-8").startswith("/*! CodeMirror 6 (MIT)")


def test_the_page_begins_with_an_example(browser):
    """Who comes without a query finds one to run."""
    page = Page(browser("/sparql").text)
    first = next(iter(examples_of(page)))
    assert re.sub(r"\s+", " ", first) == page.all("textarea")[0][1]
    assert "" == page.all("p", role="status")[0][1]

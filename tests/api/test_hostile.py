"""A plan whose every word is an attack: it shows as text on every page and in every export."""

import csv
import io
import json
import re
from decimal import Decimal
from urllib.parse import quote

import lxml.html
import openpyxl
import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from plangraph.graph import build_graph, save_graph
from plangraph.model import (
    Assessment,
    Document,
    Element,
    ElementKind,
    Indicator,
    Observation,
    Plan,
    PlanKind,
    Reading,
    Responsibility,
    SdgStatement,
    Span,
    Status,
    Text,
    TextRole,
    ValueKind,
)
from plangraph.namespaces import Iris
from plangraph.pipeline import build, export, shown_plainly
from plangraph.workspace import Workspace
from plangraph_api.app import create_app

# A formula, markup that closes what it stands in, quotes, a template, and marks that turn the direction of writing.
MARKUP = '</title></script><script>alert("x")</script><img src=x onerror=alert(1)>'
TEMPLATE = "{{ 7 * 191 }}{% raw %}${7*191}"
TURNED = "\u202e防災\u2066\u200f"


def attack(start, name):
    """Words with all of it in them, that name what they are words of."""
    return f"""{start}HYPERLINK("x";"{name}"){MARKUP}" onclick="alert(1)' {TEMPLATE}{TURNED}"""


TITLE, CITY = attack("=", "題名"), attack("@", "市")
POLICY, MEASURE, PLEDGE = attack("+", "政策"), attack("-", "防災"), attack("＝", "公約")
UNIT, INDICATOR, GRADE = attack("=", "課"), attack("+", "指標"), attack("-", "評価")
TEXT, RAW, DEFINITION, CODE = attack("=", "説明"), attack("@", "値"), attack("=", "定義"), "=1+1<b>"
DOCUMENT = attack("=", "文書") + ".txt"
SHOWN = "[U+202E]防災[U+2066]"
WORDS = (TITLE, CITY, POLICY, MEASURE, PLEDGE, UNIT, INDICATOR, GRADE, TEXT, RAW, DEFINITION, CODE, DOCUMENT)
CODES = ("990043", "990051")
RDF_FORMS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}


def plan(code):
    at = Span(2, 3)
    values = (
        Observation(ValueKind.BASELINE, RAW, at, Decimal(1), "=<b>", fiscal_year=2022, group=attack("=", "区分")),
        Observation(ValueKind.TARGET, RAW, at, Decimal(5), "=<b>", fiscal_year=2026, group=attack("=", "区分")),
        Observation(ValueKind.ACTUAL, RAW, at, fiscal_year=2023),
    )
    indicator = Indicator(name=INDICATOR, span=at, definition=DEFINITION, unit="=<b>", observations=values)
    charge = Responsibility(UNIT, at)
    judged = Assessment(GRADE, at, Status.DELAYED, fiscal_year=2023, units=(UNIT,))
    measure = Element(
        *(ElementKind.MEASURE, MEASURE, at),
        code=CODE,
        texts=(Text(TextRole.ACTION, TEXT, at),),
        indicators=(indicator,),
        responsibilities=(charge,),
        assessments=(judged,),
        sdgs=(SdgStatement(11, attack("=", "目標"), at),),
        deadline_text=attack("=", "期限"),
    )
    pledge = Element(ElementKind.PLEDGE, PLEDGE, at, texts=(Text(TextRole.RESULT, TEXT, at),), assessments=(judged,))
    return Plan(
        municipality=code,
        municipality_name=CITY,
        title=TITLE,
        kind=PlanKind.OTHER,
        slug="hostile",
        document=Document(DOCUMENT, "0" * 64, "text/plain", "utf-8", "ja", ()),
        elements=(Element(ElementKind.POLICY, POLICY, Span(1, 9), code="1", children=(measure, pledge)),),
        readings=(Reading(at, "text", "test", 9), Reading(Span(5, 5), "kept", "test", 1)),
        texts=(Text(TextRole.DESCRIPTION, TEXT, at),),
    )


@pytest.fixture(scope="module")
def workspace(tiny_environment, tmp_path_factory):
    """Two cities with the hostile plan, built."""
    folder = tmp_path_factory.mktemp("hostile") / "workspace"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        for code in CODES:
            save_graph(build_graph(plan(code), Iris()), Workspace(folder).graphs / code / "hostile.trig")
        build(folder)
    return folder


@pytest.fixture(scope="module")
def hostile(workspace, tiny_environment):
    """A client that asks as a browser does."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        with TestClient(create_app(workspace)) as opened:
            opened.headers["Accept"] = "text/html,*/*;q=0.8"
            yield opened


@pytest.fixture(scope="module")
def things(workspace):
    """The paths of all things that the two plans speak of, percent-encoded once more for an address."""
    inside = "https://w3id.org/plangraph/id/"
    quads = [q for path in Workspace(workspace).graph_paths() for q in ox.parse(path=str(path))]
    subjects = {q.subject.value for q in quads if q.subject.value.startswith(inside)}
    assert len(subjects) > 30
    return sorted(quote(iri.removeprefix(inside), safe="%/") for iri in subjects)


def test_pages_of_things_show_all_of_it_as_text(hostile, things, harmless):
    """Plan, city, elements, indicators, departments, documents, lines, values: whatever has a page."""
    seen = ""
    for path in things:
        response = hostile.get(f"/page/{path}")
        assert (200, path) == (response.status_code, path)
        seen += harmless(response.text, path).text_content()
    assert [words for words in WORDS if shown_plainly(words) not in seen] == []


@pytest.mark.parametrize("language", ["ja", "en", "vi"])
def test_pages_about_everything_show_it_as_text(hostile, language, harmless):
    """The first page, searches, comparisons, the dataset, its graphs and fields, and tables of SPARQL."""
    every = quote("SELECT ?label ?text { ?thing rdfs:label ?label . OPTIONAL { ?thing pg:text/rdf:value ?text } }")
    counts = quote("SELECT ?label (COUNT(*) AS ?n) { ?thing rdfs:label ?label } GROUP BY ?label")
    paths = [
        *("/", "/dataset", "/graph/990043/hostile", f"/search?q={quote('防災')}", f"/search?q={quote(MEASURE)}"),
        *(f"/search?q={quote('防災')}&city=990043&department={quote(UNIT)}", f"/sparql?query={every}"),
        *(f"/compare?q={quote('防災')}&city={CODES[0]}&city={CODES[1]}", f"/sparql?query={counts}"),
        *(f"/compare?q={quote(MEASURE)}&city={quote(CITY)}&city=x", f"/search?q=a&city={quote(CITY)}"),
        *(f"/page/{quote(MARKUP)}", f"/nowhere/{quote(MARKUP)}", f"/search?q={quote('施策はいくつ？')}"),
    ]
    for path in paths:
        response = hostile.get(path + ("&" if "?" in path else "?") + f"lang={language}")
        assert response.status_code in {200, 400, 404}, path
        harmless(response.text, path)
    assert shown_plainly(MEASURE) in harmless(hostile.get(paths[5]).text, paths[5]).text_content()


@pytest.mark.parametrize("ending", [*RDF_FORMS, "json"])
def test_data_says_it_letter_by_letter(hostile, ending):
    """Every form of RDF can be read back, and has the title, the text and the raw value as they were printed."""
    found = hostile.get("/api/v1/search", params={"q": "防災", "kind": "Measure", "city": CODES[0]}).json()
    path = quote(found["hits"][0]["iri"].removeprefix("https://w3id.org/plangraph/id/"), safe="%/")
    response = hostile.get(f"/data/{path}.{ending}")
    if ending == "json":
        assert {MEASURE, TEXT} <= set(strings(response.json()))
        return
    quads = ox.parse(response.content, format=RDF_FORMS[ending], base_iri="https://example.org/")
    values = {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
    assert {MEASURE, TEXT} <= values


def strings(value):
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(each)


@pytest.mark.parametrize("path", ["search?q=防災", "elements?iri=", "compare?q=防災&city=990043&city=990051"])
def test_answers_in_json_say_it_letter_by_letter(hostile, path):
    """JSON has the words as they are, as JSON and not as a page."""
    if path.startswith("elements"):
        path += quote(hostile.get("/api/v1/search?q=防災&kind=Measure").json()["hits"][0]["iri"])
    response = hostile.get(f"/api/v1/{path}")
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert MEASURE in set(strings(response.json()))


FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def is_formula(cell):
    return isinstance(cell, str) and cell.lstrip(" \u3000").startswith(FORMULA)


@pytest.mark.parametrize("language", ["ja", "en", "pt"])
def test_cells_of_exports_are_no_formulas(hostile, language):
    """In CSV and XLSX each cell that would be one has ' before it, and XLSX has text where there is text."""
    address = f"q=防災&city={CODES[0]}&city={CODES[1]}&lang={language}"
    rows = list(csv.reader(io.StringIO(hostile.get(f"/compare.csv?{address}").content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert "'" + shown_plainly(MEASURE) in cells
    assert [cell for cell in cells if is_formula(cell)] == []
    book = openpyxl.load_workbook(io.BytesIO(hostile.get(f"/compare.xlsx?{address}").content))
    written = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "'" + shown_plainly(MEASURE) in {cell.value for cell in written}
    assert [cell.value for cell in written if cell.data_type == "f" or is_formula(cell.value)] == []


def test_cells_of_a_search_are_no_formulas(hostile):
    """What a search shows can be taken along, and no name or unit in it is run."""
    rows = list(csv.reader(io.StringIO(hostile.get(f"/search.csv?q={quote('防災')}").content.decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert "'" + shown_plainly(MEASURE) in cells
    assert [cell for cell in cells if is_formula(cell)] == []


@pytest.mark.parametrize("path", [CODES[0], f"{CODES[0]}/hostile"])
def test_cells_of_the_tables_of_a_plan_and_a_city_are_no_formulas(hostile, path):
    """Names, units, grades and values of a document are text there as well, and so they are in the list of all."""
    iri = quote(f"https://w3id.org/plangraph/id/{path}", safe="")
    told = hostile.get(f"/overview.csv?iri={iri}")
    listed = hostile.get("/api/v1/indicators?format=csv")
    for answer in (told, listed):
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        cells = [cell for row in rows for cell in row]
        assert "'" + shown_plainly(INDICATOR) in cells
        assert [cell for cell in cells if is_formula(cell)] == []
    book = openpyxl.load_workbook(io.BytesIO(hostile.get(f"/overview.xlsx?iri={iri}").content))
    written = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "'" + shown_plainly(INDICATOR) in {cell.value for cell in written}
    assert [cell.value for cell in written if cell.data_type == "f" or is_formula(cell.value)] == []


@pytest.mark.parametrize("form", ["nquads", "trig", "jsonld", "csv"])
def test_the_whole_can_be_exported(workspace, form):
    """The command's exports can be read back; in CSV no cell is a formula."""
    out = io.BytesIO()
    export(workspace, form, out)
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(out.getvalue().decode())) for cell in row]
        assert "'" + shown_plainly(TITLE) in cells
        assert [cell for cell in cells if is_formula(cell)] == []
        return
    forms = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
    values = {q.object.value for q in ox.parse(out.getvalue(), format=forms[form]) if isinstance(q.object, ox.Literal)}
    assert {TITLE, TEXT, RAW} <= values


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "xml"])
def test_results_of_sparql_are_what_the_standard_says(hostile, form):
    """Programs get the words as they are: the formats of the W3C have no sign that a cell is text."""
    query = "SELECT ?label { ?thing a pg:Measure ; rdfs:label ?label } LIMIT 1"
    response = hostile.get("/sparql", params={"query": query, "format": form}, headers={"Accept": "*/*"})
    assert "html" not in response.headers["content-type"]
    if form == "json":
        assert MEASURE == json.loads(response.text)["results"]["bindings"][0]["label"]["value"]
    if form == "csv":
        assert [["label"], [MEASURE]] == list(csv.reader(io.StringIO(response.text)))


@pytest.mark.parametrize(
    "path", [f"/search?q={quote('防災')}", f"/search.csv?q={quote('防災')}", "/page/990043/hostile"]
)
def test_marks_of_direction_are_shown_as_marks(hostile, path):
    """They are named by their numbers and turn nothing; what a form sends again has them as they are."""
    text = hostile.get(path).text
    assert SHOWN in text
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", re.sub(r'\svalue="[^"]*"', "", text))
    asked = hostile.get(f"/search?q={quote('防災')}&department={quote(UNIT)}").text
    assert [UNIT] == lxml.html.fromstring(asked).xpath("//input[@name='department']/@value")

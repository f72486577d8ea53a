"""Pages, API and search say the page, sheet and cell that a thing was read from."""

from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from openpyxl import Workbook
from typer.testing import CliRunner

from plangraph import pipeline
from plangraph.cli import app
from plangraph.model import PlanFacts
from plangraph_api.app import create_app

REVIEW = [
    ["基本目標", "施策", "KPI", "令和4年度実績値", "令和6年度目標値", "進捗評価", "課題", "担当課"],
    ["1 しごと", "① 起業", "創業件数", "8件", "10件", "順調", "創業を望む人が足りない。", "商工課"],
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, tiny_environment):
    """A workbook with its indicators on the second sheet."""
    folder = tmp_path_factory.mktemp("places")
    book = Workbook()
    book.active.title = "表紙"
    book.active.append(["総合戦略の検証"])
    sheet = book.create_sheet("KPI")
    for row in REVIEW:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    source = folder / "plan.xlsx"
    source.write_bytes(out.getvalue())
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市", title="総合戦略の検証", slug="review")
    pipeline.ingest([source], folder / "workspace", facts)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        pipeline.build(folder / "workspace")
        yield folder / "workspace"


@pytest.fixture(scope="module")
def opened(workspace):
    """A client over it."""
    with TestClient(create_app(workspace)) as client:
        yield client


def test_facts_say_their_cells(opened):
    """Values, judgements, texts and charges of an indicator, in JSON and on its page."""
    (found,) = opened.get("/api/v1/search", params={"q": "創業件数", "kind": "Indicator"}).json()["hits"]
    answer = opened.get("/api/v1/elements", params={"iri": found["iri"]}).json()
    facts = [fact for kind in ("observations", "assessments", "texts", "responsibilities") for fact in answer[kind]]
    assert ["D2", "E2", "F2", "G2", "H2"] == [fact["source"]["cell"] for fact in facts]
    assert {(2, "KPI", 2)} == {tuple(fact["source"][n] for n in ("page", "sheet", "start_line")) for fact in facts}
    page = opened.get("/page/" + found["iri"].partition("/id/")[2], headers={"Accept-Language": "ja"}).text
    assert all(f"シート「KPI」 セル{cell}" in page for cell in ("D2", "E2", "F2", "G2", "H2"))


def test_hits_and_passages_say_page_and_sheet(opened):
    """In JSON beside the lines, on the search page in its language."""
    (hit,) = opened.get("/api/v1/search", params={"q": "創業件数", "kind": "Indicator"}).json()["hits"]
    place = {"document": "plan.xlsx", "start_line": 2, "end_line": 2, "page": 2, "sheet": "KPI"}
    assert [place] * (1 + len(hit["passages"])) == [
        {name: source[name] for name in place} for source in (hit["source"], *(p["source"] for p in hit["passages"]))
    ]
    html = opened.get(
        "/search", params={"q": "創業件数"}, headers={"Accept": "text/html", "Accept-Language": "en"}
    ).text
    assert "plan.xlsx sheet “KPI” L2" in html


def test_the_command_line_says_page_and_sheet(workspace, tiny_environment):
    """In the column of sources."""
    done = CliRunner().invoke(
        app, ["search", "創業件数", "--kind", "Indicator", "--workspace", str(workspace)], env=tiny_environment
    )
    assert "plan.xlsx KPI:2" in done.stdout


def test_a_search_without_pages_says_so(client):
    """Text files have none: null, not left out."""
    hit = client.get("/api/v1/search", params={"q": "防災"}).json()["hits"][0]
    assert [(None, None)] * (1 + len(hit["passages"])) == [
        (source["page"], source["sheet"]) for source in (hit["source"], *(p["source"] for p in hit["passages"]))
    ]

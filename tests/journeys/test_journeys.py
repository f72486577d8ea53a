"""Ten ways through the service as people go them, in a real browser, against a real server.

First on the sample plans, then, where the corpus of real documents is beside the repository, on that.
"""

import contextlib
import re
import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from plangraph.resources import samples

BINARY = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright in this environment: nobody goes through")
pytestmark = [
    pytest.mark.skipif(BINARY is None, reason="no Chromium on this machine: nobody goes through the pages"),
    pytest.mark.xdist_group("chromium"),
]

ADMIN = "token-of-administrators"
QUERY = "SELECT ?label { ?plan a pg:Plan ; rdfs:label ?label } ORDER BY ?label"
SECONDS = 240_000  # of patience with a slow machine, in milliseconds; nothing waits without need


@dataclass(frozen=True)
class Place:
    """Where one travels: a city, two to compare with what both have, how many plans there are."""

    name: str
    city: str
    compared: tuple[str, str]
    topic: str
    plans: int


SAMPLE_PLANS = Place("samples", "花槻市", ("汐鳴市", "花槻市"), "空き家", 5)
CORPUS_PLANS = Place("corpus", "伊勢崎市", ("伊勢崎市", "本庄市"), "防災", 5)


@pytest.fixture(scope="module", params=[SAMPLE_PLANS, CORPUS_PLANS], ids=lambda place: place.name)
def place(request):
    """The plans that the journeys go through."""
    return request.param


@pytest.fixture(scope="module")
def server(place, request, tiny_environment, tmp_path_factory, serving):
    """The address of one server for all journeys through a place, over a workspace that they may change."""
    workspace, environment = tmp_path_factory.mktemp("journeys") / "workspace", tiny_environment
    if place is CORPUS_PLANS:
        # Its links to the SDGs are all inferred, which takes an encoder that knows what words mean.
        environment = {**tiny_environment, "PLANGRAPH_ENCODER": "multilingual-e5-small"}
    plans = "built_corpus" if place is CORPUS_PLANS else "built_samples"
    shutil.copytree(request.getfixturevalue(plans), workspace)
    with serving(workspace, {**environment, "PLANGRAPH_ADMIN_TOKEN": ADMIN}) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    """One browser for all journeys."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BINARY, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server):
    """Opens pages as somebody new; whatever the browser complained of, a broken policy or script, fails the test."""
    with contextlib.ExitStack() as opened:
        complaints = []

        def open_page(path="/", language="ja-JP", **options):
            context = chromium.new_context(base_url=server, locale=language, accept_downloads=True, **options)
            opened.callback(context.close)
            context.set_default_timeout(SECONDS)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.goto(path)
            return page

        yield open_page
        assert [] == complaints


def sign_in(page):
    page.goto("/signin")
    page.fill("#role", "企画課")
    page.fill("#token", ADMIN)
    page.click("main button[type=submit]")


def titles(page):
    return page.locator(".hits h3 a").all_inner_texts()


@pytest.mark.parametrize(
    ("language", "question", "kanji"),
    [("ja-JP", "防災に関する施策", "防災"), ("vi-VN", "phòng chống thiên tai", "防災|避難|災害")],
)
def test_search_in_japanese_and_in_vietnamese(visit, language, question, kanji):
    """A question in either language finds measures in Japanese; the address is enough to find them again."""
    page = visit(language=language)
    page.fill("#q", question)
    page.press("#q", "Enter")
    page.wait_for_selector(".hits li")
    found = titles(page)
    assert any(re.search(kanji, title) for title in found)
    page.reload()
    assert found == titles(page)


def test_drop_a_chip(visit, place):
    """A condition that was understood from the words can be taken away, and then other cities come."""
    page = visit(f"/search?q={place.city}の防災")
    assert {place.city} == set(page.locator(".hit .meta b").all_inner_texts())
    page.click(f".chips a.chip:has-text('{place.city}')")
    page.wait_for_url(re.compile("drop="))
    assert {place.city} < set(page.locator(".hit .meta b").all_inner_texts())
    page.go_back()
    assert page.locator(f".chips a.chip:has-text('{place.city}')").count() == 1


def test_open_the_evidence_of_a_hit(visit):
    """From a hit to the lines of the document that it was read from, and to why it was found."""
    page = visit("/search?q=防災士&kind=Pledge")
    first = page.locator(".hit").first
    first.locator("details.why summary").click()
    assert first.locator("details.why table").is_visible()
    first.locator("h3 a").click()
    page.wait_for_selector("article.element")
    assert re.search(r"\.txt L\d+", page.locator("cite.source").first.inner_text())


def test_compare_two_cities_and_take_the_workbook_along(visit, place):
    """Side by side on a topic, and the same as an Excel file."""
    page = visit("/compare")
    page.fill("#topic", place.topic)
    for city in place.compared:
        page.get_by_label(city).check()
    page.click(".compare-form button")
    page.wait_for_selector("table.compared")
    assert [*place.compared] == [
        re.match("[^ \n]+市", head)[0]
        for head in page.locator("table.compared >> nth=0 >> thead th").all_inner_texts()[1:]
    ]
    with page.expect_download() as coming:
        page.click("a[href*='/compare.xlsx']")
    book = openpyxl.load_workbook(BytesIO(Path(coming.value.path()).read_bytes()), read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {*place.compared} <= cells


def test_upload_and_publish_a_plan(visit):
    """Seen line by line, built while the page tells how far it is, published, and found by everybody else."""
    page = visit("/add")
    page.fill("#role", "企画課")
    page.fill("#token", ADMIN)
    page.click("main button[type=submit]")
    document = Path(str(samples())) / "tochihara_system_of_measures.txt"
    page.set_input_files("#document", {"name": "計画.txt", "mimeType": "text/plain", "buffer": document.read_bytes()})
    page.click(".adding summary")
    page.fill("#municipality", "高崎市")
    page.fill("#title", "たかさき市民計画")
    page.click(".adding button[type=submit]")
    page.wait_for_selector("#lines")
    assert page.locator(".understood-lines tbody tr").count() > 20
    page.click(".families a.kept")
    assert page.locator(".understood-lines tr.kept").count() == page.locator(".understood-lines tbody tr").count()
    page.click("form[action$='/build'] button")
    page.wait_for_selector("#built")
    assert visit().locator("text=たかさき市民計画").count() == 0
    page.click("form[action$='/publish'] button")
    page.wait_for_selector("p.notice a[href*='/search']")
    assert visit().locator("text=たかさき市民計画").count() == 1


def test_confirm_a_link_to_a_goal(visit):
    """Who signed in confirms it with a reason; everybody sees that, with the role."""
    page = visit()
    sign_in(page)
    page.goto("/search?q=防災&sdg=11")
    page.locator(".hits h3 a").first.click()
    page.wait_for_selector("article.element")
    address = page.url
    link = page.locator("dd.sdg").first
    link.locator("summary").click()
    link.locator("input[name=reason]").fill("計画の本文のとおり")
    link.locator("button[value=confirm]").click()
    page.wait_for_selector("text=計画の本文のとおり")
    assert visit(address).locator("text=計画の本文のとおり").count() > 0


def cells(page):
    """The rows of a result, whatever the page has drawn of them yet."""
    return page.locator("table.rows tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )


def test_run_a_query_and_share_it(visit):
    """An example is run, and its link gives the same rows to somebody else."""
    page = visit("/sparql")
    page.locator(".samples a").first.click()
    page.wait_for_selector(".editor")
    page.click("form.query button[type=submit]")
    page.wait_for_selector("table.rows tbody tr")
    rows = cells(page)
    shared = page.locator("#share").get_attribute("href")
    other = visit(shared)
    other.wait_for_selector("table.rows tbody tr")
    assert rows == cells(other)


def test_browse_without_scripts(visit, place):
    """Search, facets, an element, a comparison, a query, and adding a plan: nothing needs a script."""
    page = visit(java_script_enabled=False)
    page.fill("#q", place.topic)
    page.click(".search button")
    page.wait_for_selector(".hits li")
    page.locator(".facets section >> nth=0 >> a").first.click()
    page.wait_for_selector(".chip.chosen")
    page.locator(".hits h3 a").first.click()
    page.wait_for_selector("article.element")
    page.goto("/sparql")
    page.fill("#query", QUERY)
    page.click("form.query button[type=submit]")
    assert page.locator("table.rows tbody tr").count() >= place.plans
    sign_in(page)
    page.goto("/add")
    upload = {
        "name": "計画.md",
        "mimeType": "text/markdown",
        "buffer": "# 高崎市 計画\n\n## 1 緑\n\n木を植えます。\n".encode(),
    }
    page.set_input_files("#document", upload)
    page.click(".adding button[type=submit]")
    page.wait_for_selector("#lines, p.notice[role=alert]")  # the page shows itself anew until then
    page.click("form[action$='/discard'] button")
    assert page.url.endswith("/add")


def test_browse_by_keyboard(visit):
    """From the skip link to the question, its first hit, and back, with nothing but keys; the focus is always seen."""
    page = visit()
    focused = "document.activeElement"
    page.keyboard.press("Tab")
    assert "#main" == page.evaluate(f"{focused}.getAttribute('href')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "q" == page.evaluate(f"{focused}.id")
    assert "none" != page.evaluate(f"getComputedStyle({focused}.closest('.box')).outlineStyle")
    page.keyboard.type("防災")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits li")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"Boolean({focused}.closest('.hit h3'))"):
            break
    assert "solid" == page.evaluate(f"getComputedStyle({focused}).outlineStyle")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.element")

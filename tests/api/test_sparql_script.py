"""The SPARQL page where scripts run: in a real browser, against a real server."""

import base64
import json
from urllib.parse import parse_qs, quote, urlsplit

import pytest

pytestmark = pytest.mark.xdist_group("chromium")

PLANS = "SELECT ?label (COUNT(?s) AS ?n) { ?s pg:plan ?plan . ?plan rdfs:label ?label } GROUP BY ?label ORDER BY ?label"
WRONG = "SELECT * {\n  ?s ?p ;;; nonsense }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }"
EDITOR = "document.querySelector('.editor').shadowRoot"
TEXT = f"[...{EDITOR}.querySelectorAll('.cm-line')].map(line => line.textContent).join('\\n')"
FOCUSED = f"{EDITOR}.activeElement?.classList.contains('cm-content') ?? false"
STATE = "document.getElementById('state').textContent"


@pytest.fixture
def page(chromium, server):
    """Opens the page with a query, and waits for its editor."""

    def open_page(query="", language="en", **options):
        chromium.problems.clear()
        chromium.open(f"{server}/sparql?lang={language}" + (f"&query={quote(query)}" if query else ""), **options)
        chromium.wait(f"Boolean(document.querySelector('.editor') && {TEXT})")
        return chromium

    return open_page


def write(page, text):
    """Replace what the editor holds."""
    page.run(f"{EDITOR}.querySelector('.cm-content').focus()")
    page.press("a", 65, ctrl=True)
    page.type(text)
    page.wait(f"{TEXT} === {json.dumps(text)}")


def choose(page, label):
    """Wait until a completion is offered, and take it."""
    page.press(" ", 32, ctrl=True)
    option = f"{EDITOR}.querySelector('[role=option][aria-selected=true] .cm-completionLabel')?.textContent"
    page.wait(f"{option} === {json.dumps(label)}")
    # The library takes no choice that comes sooner than a person could have read it.
    page.wait(f"new Promise(done => setTimeout(() => done({option} === {json.dumps(label)}), 150))")
    page.press("Enter", 13)


def test_the_page_breaks_no_rule_of_its_policy(page):
    """The editor is there and coloured, and the browser complains of nothing."""
    opened = page(PLANS)
    coloured = opened.run(f"{EDITOR}.querySelectorAll('.cm-line span').length")
    assert coloured > 5
    assert opened.run("document.getElementById('query').hidden")
    assert [] == opened.problems


def test_control_and_enter_run_the_query(page):
    """The answer comes in place: rows are counted aloud, and the address bar becomes the link to share."""
    opened = page()
    write(opened, PLANS)
    opened.problems.clear()  # the browser complains of the style that it itself gives to text put in over other text
    opened.press("Enter", 13, ctrl=True)
    opened.wait("document.querySelectorAll('table.rows tbody tr').length === 5")
    assert opened.run(STATE).startswith("5 rows in ")
    assert [PLANS] == parse_qs(urlsplit(opened.run("location.href")).query)["query"]
    assert PLANS == opened.run(TEXT)
    assert opened.run("document.querySelectorAll('.bars .bar').length") == 5
    assert [] == opened.problems


def test_tab_leaves_the_editor(page):
    """The keyboard is not caught: Tab goes on to the button, Shift+Tab comes back."""
    opened = page()
    write(opened, "ASK {}")
    opened.press("Tab", 9)
    assert "submit" == opened.run("document.activeElement.type")
    opened.press("Tab", 9, shift=True)
    assert opened.run(FOCUSED)


def test_a_mistake_is_marked_and_focused(page):
    """The word that is wrong is underlined, the cursor stands there, and an alert says so."""
    opened = page()
    write(opened, WRONG)
    opened.press("Enter", 13, ctrl=True)
    opened.wait(f"Boolean({EDITOR}.querySelector('.cm-lintRange-error, .cm-lintPoint-error'))")
    assert "alert" == opened.run("document.getElementById('problem').getAttribute('role')")
    assert opened.run(FOCUSED)
    assert "true" == opened.run(f"{EDITOR}.querySelector('.cm-content').getAttribute('aria-invalid')")
    line = int(opened.run("document.getElementById('problem').dataset.line"))
    marked = opened.run(
        f"[...{EDITOR}.querySelectorAll('.cm-line')].findIndex(l => l.querySelector('[class*=cm-lint]')) + 1"
    )
    assert line == marked == 2
    write(opened, "ASK {}")
    opened.press("Enter", 13, ctrl=True)
    opened.wait("Boolean(document.querySelector('.truth'))")
    assert not opened.run(f"Boolean({EDITOR}.querySelector('[class*=cm-lintRange]'))")


@pytest.mark.parametrize(
    ("typed", "label", "term", "language"),
    [
        ("pg:Meas", "pg:Measure", "pg:Measure", "en"),
        ("施策", "施策", "pg:Measure", "ja"),
    ],
)
def test_a_term_is_completed_with_its_prefix(page, typed, label, term, language):
    """By its name or by its label, and the declaration comes with it, behind the comment."""
    opened = page(language=language)
    write(opened, f"# comment\nSELECT * {{ ?s a {typed}")
    choose(opened, label)
    declaration = "PREFIX pg: <https://w3id.org/plangraph/ns#>"
    opened.wait(f"{TEXT} === {json.dumps(f'# comment{chr(10)}{declaration}{chr(10)}SELECT * {{ ?s a {term}')}")


def test_a_column_can_be_sorted(page):
    """A button in the heading sorts by numbers, up and then down; the state is told to who cannot see it."""
    opened = page(PLANS)
    column = "[...document.querySelectorAll('table.rows tbody tr')].map(row => Number(row.cells[2].textContent))"
    button = "document.querySelectorAll('table.rows thead th')[2]"
    opened.wait(f"Boolean({button}.querySelector('button'))")
    before = opened.run(column)
    for direction, expected in (("ascending", sorted(before)), ("descending", sorted(before, reverse=True))):
        opened.run(f"{button}.querySelector('button').click()")
        assert expected == opened.run(column)
        assert direction == opened.run(f"{button}.getAttribute('aria-sort')")
        assert opened.run(STATE) == f"Sorted by n, {direction}."


def test_a_running_query_can_be_stopped(page):
    """While it runs a button stops it, and the page says that it was stopped."""
    opened = page()
    assert opened.run("document.getElementById('stop').hidden")
    write(opened, ENDLESS)
    opened.press("Enter", 13, ctrl=True)
    opened.wait("!document.getElementById('stop').hidden")
    assert "The query is running." == opened.run(STATE)
    opened.run("document.getElementById('stop').click()")
    opened.wait(f"{STATE} === 'The query was stopped.'")
    assert opened.run("document.getElementById('stop').hidden")
    assert opened.run(FOCUSED)


@pytest.mark.parametrize("query", [PLANS, WRONG, "SELECT * { ?s ?p ?o } LIMIT 30"])
def test_nothing_is_wider_than_a_narrow_screen(page, query):
    """At 320 px, which is 400 % on a screen of 1280, the page scrolls one way only."""
    opened = page(query, "ja", width=320, height=640)
    assert 320 == opened.run("document.documentElement.scrollWidth")
    assert base64.b64decode(opened.picture()).startswith(b"\x89PNG")

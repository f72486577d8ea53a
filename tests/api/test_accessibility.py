"""Pages in a real browser, for everybody: axe-core's rules (WCAG 2.2 AA, best practice), narrow and dark, by keyboard.

axe-core (MPL-2.0) is no part of the set-up: `PLANGRAPH_NODE_MODULES` names a folder of npm packages that has it.
"""

import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest

from plangraph_api.messages import COMPLETE, LANGUAGES, messages

pytestmark = pytest.mark.xdist_group("chromium")

PLAN = "990027/manifesto-progress-2025-2028"
FOR_ALL = {
    "home": "/",
    "hits": "/search?q=防災に関する施策",
    "conditions": "/search?q=花槻市の防災&kind=Pledge",
    "answer": "/search?q=花槻市で順調なKPIはいくつ?",
    "nothing": "/search?q=zxqvj",
    "long question": f"/search?q={'避難所の整備と防災訓練の充実、' * 6}&kind=Pledge",
    "no such filter": "/search?q=防災&city=ここにない市",
    "empty comparison": "/compare",
    "comparison": "/compare?q=防災&city=990019&city=990027",
    "element": f"/page/{PLAN}/1-1-1",
    "indicator": "/page/990019/comprehensive-plan-2025-2029/1-1/kpi/自主防災組織の組織率",
    "plan": f"/page/{PLAN}",
    "city": "/page/990027",
    "field": "/field/childcare",
    "no such page": "/nowhere",
}
FOR_ANALYSTS = {
    "SPARQL": "/sparql",
    "results": "/sparql?query=SELECT * { ?plan a pg:Plan ; rdfs:label ?label }",
    "wrong query": "/sparql?query=SELECT nonsense",
    "ontology": "/ontology",
    "shapes": "/shapes",
    "API": "/docs",
    "dataset": "/dataset",
    "graph": f"/graph/{PLAN}",
    "sign in": "/signin",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All that axe runs by itself, and of these kinds also what it leaves out unless it is asked.
VIOLATIONS = f"""axe.run(document, {{rules: Object.fromEntries(axe.getRules({json.dumps(RULES)})
  .filter(rule => !rule.tags.some(tag => ["experimental", "deprecated"].includes(tag)))
  .map(rule => [rule.ruleId, {{enabled: true}}]))}}).then(found => found.violations.map(each =>
  [each.impact, each.id, each.nodes.map(node => node.target.join(" ")).slice(0, 3)]))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TAKES_FOCUS = "a[href], button, input:not([type=hidden]), summary, [tabindex='0']"
FOCUS = """(() => { const at = document.activeElement, box = at.getBoundingClientRect();
  return [at.tagName, at.id, box.width * box.height > 0 && box.bottom > 0,
    getComputedStyle(at).outlineStyle !== "none" || getComputedStyle(at.parentElement).outlineStyle !== "none"]; })()"""


@pytest.fixture(scope="module")
def axe():
    """The script of axe-core."""
    file = Path(os.environ.get("PLANGRAPH_NODE_MODULES") or "nowhere") / "axe-core" / "axe.min.js"
    if not file.is_file():
        pytest.skip("no axe-core in PLANGRAPH_NODE_MODULES")
    return file.read_text(encoding="utf-8") + ";0"


@pytest.fixture
def at(chromium, server):
    """Opens a path in a language."""

    def open_path(path, language, **options):
        address = quote(path, safe="/?&=%:") + ("&" if "?" in path else "?")
        chromium.open(f"{server}{address}lang={language}", **options)
        return chromium

    return open_path


def violations(page, axe):
    page.run(axe)
    return page.run(VIOLATIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page(at, axe, language):
    """Neither serious nor slight, in each language; pages of analysts in those that they are in."""
    paths = FOR_ALL | (FOR_ANALYSTS if language in COMPLETE else {"SPARQL": "/sparql"})
    found = {name: violations(at(path, language, width=1280), axe) for name, path in paths.items()}
    assert {} == {name: told for name, told in found.items() if told}


@pytest.mark.parametrize("language", ["ja", "pt"])
def test_axe_finds_nothing_on_a_narrow_dark_page(at, axe, language):
    """Colours of the dark scheme have contrast, and what is touched is large enough."""
    paths = FOR_ALL | (FOR_ANALYSTS if language in COMPLETE else {})
    found = {name: violations(at(path, language, width=360, dark=True), axe) for name, path in paths.items()}
    assert {} == {name: told for name, told in found.items() if told}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_telephone(at, language):
    """At 360 px, which is also 1280 px at more than 300 %, only tables scroll, each in a frame of its own."""
    paths = FOR_ALL | (FOR_ANALYSTS if language in COMPLETE else {})
    wider = {name: at(path, language, width=360, height=740).run(WIDER) for name, path in paths.items()}
    assert {} == {name: pixels for name, pixels in wider.items() if pixels > 0}


@pytest.mark.parametrize("path", ["/", "/search?q=防災", "/compare?q=防災&city=990019&city=990027"])
def test_the_skip_link_is_first_and_leads_to_the_content(at, path):
    """Tab shows it, Enter moves on behind the menu."""
    page = at(path, "vi")
    page.press("Tab", 9)
    assert messages("vi")("site.skip") == page.run("document.activeElement.textContent")
    page.wait("document.activeElement.getBoundingClientRect().bottom > 0")
    page.press("Enter", 13)
    page.wait("document.activeElement.id === 'main'")


@pytest.mark.parametrize("path", [FOR_ALL["hits"], FOR_ALL["comparison"], FOR_ALL["element"]])
def test_the_keyboard_reaches_everything_in_the_order_of_the_page(at, path):
    """Each thing that takes the focus can be seen and says so, in the order in which it stands; none holds it."""
    page = at(path, "ja")
    page.run(f"""window.order = [...document.querySelectorAll({json.dumps(TAKES_FOCUS)})]
      .filter(each => each.checkVisibility()); window.seen = []; 0""")
    count = page.run("order.length")
    for _ in range(count):
        page.press("Tab", 9)
        page.run("seen.push(order.indexOf(document.activeElement))")
        page.wait(f"{FOCUS}[2]")
        tag, _, _, outlined = page.run(FOCUS)
        assert (tag, True) == (tag, outlined)
    assert list(range(count)) == page.run("seen")


def test_a_printed_page_is_what_was_found(at):
    """On paper there are neither forms nor menus, and letters are black on white though the screen was dark."""
    page = at(FOR_ALL["hits"], "pt", dark=True)
    page.media("print")
    shown = "(...found) => found.filter(each => each.checkVisibility()).length"
    assert 0 == page.run(f"({shown})(...document.querySelectorAll('nav, .search, .paging, .skip'))")
    assert page.run(f"({shown})(...document.querySelectorAll('.hit'))") > 0
    assert "rgb(255, 255, 255)" == page.run("getComputedStyle(document.body).backgroundColor")
    assert "rgb(0, 0, 0)" == page.run("getComputedStyle(document.querySelector('.hit a')).color")


def test_axe_finds_nothing_where_somebody_is_signed_in(at, axe, admin_token):
    """The forms of decisions and those that add a plan have names and room."""
    page = at("/signin", "ja")
    page.run(f"""document.getElementById("role").value = "企画課", document.getElementById("token").value =
      {json.dumps(admin_token)}, document.querySelector("main form button").click()""")
    page.wait("location.pathname === '/'")
    paths = {"element": FOR_ALL["element"], "indicator": FOR_ALL["indicator"], "add": "/add"}
    found = {(name, tag): violations(at(path, tag), axe) for name, path in paths.items() for tag in COMPLETE}
    page.run("document.querySelector('footer form button').click()")
    page.wait("!document.querySelector('footer form')")
    assert {} == {name: told for name, told in found.items() if told}

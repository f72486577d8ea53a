"""Tables whose rows become short lists on a narrow screen: still tables, nothing lost, nothing to scroll sideways."""

from urllib.parse import quote

import lxml.html
import pytest

REVIEW = "/page/990027/strategy-review-2020-2024-fy2023"
PATHS = {
    "plan": REVIEW,
    "city": "/page/990027",
    "element": "/page/990027/manifesto-progress-2025-2028/1-1-1",
    "indicator": f"{REVIEW}/4-2-2/kpi/空き家除却件数",
    "comparison": "/compare?q=空き家&city=990019&city=990027&city=990035",
}
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
SIDEWAYS = """[document.documentElement, ...document.querySelectorAll('.scroll:has(.stacked)')]
  .map(each => each.scrollWidth - each.clientWidth).filter(pixels => pixels > 0)"""
CUT = """[...document.querySelectorAll('.stacked :is(tbody th, td)')].filter(each => each.checkVisibility())
  .filter(each => each.scrollWidth > each.clientWidth).map(each => each.textContent.trim())"""


def shown(cell):
    return " ".join(cell.text_content().split())


@pytest.mark.parametrize("language", ["ja", "pt"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_each_cell_has_the_name_of_its_column(browser, path, language):
    """The name that stands beside a value on a narrow screen is that of the column in which it stands on a wide one."""
    root = lxml.html.fromstring(browser(f"{path}{'&' if '?' in path else '?'}lang={language}").text)
    tables = root.xpath("//table[contains(@class, 'stacked')]")
    assert tables
    for table in tables:
        header = [th[0] if len(th) and th[0].get("lang") else th for th in table.xpath("./thead/tr/th")]
        names = [shown(each) for each in header]
        for row in table.xpath("./tbody/tr"):
            told = [(names[at], cell.get("data-label")) for at, cell in enumerate(row) if cell.tag == "td"]
            assert told
            assert [name for name, _ in told] == [label for _, label in told]


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_it_is_a_table_whatever_its_look(browser, path):
    """Browsers that forget a table's meaning with its display are told by roles."""
    root = lxml.html.fromstring(browser(path).text)
    for table in root.xpath("//table[contains(@class, 'stacked')]"):
        for part in table.iter(*ROLES):
            assert ROLES[part.tag] == part.get("role")
        for name in table.iter("th"):
            assert {"col": "columnheader", "row": "rowheader"}[name.get("scope")] == name.get("role")


@pytest.mark.xdist_group("chromium")
@pytest.mark.parametrize("language", ["ja", "en", "pt", "vi", "zh-Hans", "ja-simple"])
def test_nothing_scrolls_sideways_on_a_telephone(chromium, server, language):
    """At 360 px neither the page nor a table of it is wider than the screen, and no cell is cut."""
    for path in PATHS.values():
        address = server + quote(path, safe="/?&=%:") + ("&" if "?" in path else "?") + f"lang={language}"
        chromium.open(address, width=360, height=740)
        assert (path, [], []) == (path, chromium.run(SIDEWAYS), chromium.run(CUT))

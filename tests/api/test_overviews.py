"""The pages of plans and cities, and the overviews that they show."""

import re

import lxml.html
import pytest
from rdflib import URIRef

from plangraph.model import Status
from plangraph.namespaces import PG, RDF
from plangraph.pipeline import city_overview, fill_overviews, overviews, plan_overview
from plangraph.pipeline.opened import open_store
from plangraph.pipeline.progress import newest, reach
from plangraph.pipeline.triples import Triples
from plangraph_api.glances import _deepest, _levels
from plangraph_api.library import Library
from plangraph_api.messages import LANGUAGES, messages

BASE = "https://w3id.org/plangraph/id/"
REVIEW, PLEDGES = "990027/strategy-review-2020-2024-fy2023", "990027/manifesto-progress-2025-2028"
READ_IN_PART, CITY = "990035/comprehensive-plan-2025-2029", "990027"


class Page:
    """A page as a browser reads it."""

    def __init__(self, html):
        self._root = lxml.html.fromstring(html)
        self.text = self._root.text_content()
        self.tags = [(node.tag, dict(node.attrib)) for node in self._root.iter() if isinstance(node.tag, str)]

    def all(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]


def walk(nodes):
    for node in nodes:
        yield node
        yield from walk(node["children"])


def judged(rows):
    return sum(row["judgements"] for row in rows)


@pytest.mark.parametrize("path", [REVIEW, PLEDGES, READ_IN_PART])
def test_a_tree_has_every_element_of_the_plan_once(built_samples, path):
    """What the graph says is of the plan stands in its tree, and indicators stand in the table beside it."""
    plan = plan_overview(built_samples, BASE + path)
    data = Triples(open_store(built_samples))
    held = set(data.subjects(PG.plan, URIRef(BASE + path)))
    held = {node for node in held if not list(data.objects(node, PG.mentionedOnly))}
    indicators = {str(node) for node in held if PG.Indicator in set(data.objects(node, RDF.type))}
    elements = {str(n) for n in held if PG.PlanElement in set(data.objects(n, RDF.type))} - indicators
    found = [node["iri"] for node in walk(plan["tree"])]
    assert (sorted(found), sorted(one["iri"] for one in plan["indicators"])) == (sorted(elements), sorted(indicators))


def test_judgements_are_counted_once_for_each_goal_of_the_plan(built_samples):
    """The judgements below the topmost elements are those of the whole plan, and none is counted for two of them."""
    plan = plan_overview(built_samples, BASE + PLEDGES)
    data = Triples(open_store(built_samples))
    nodes = [URIRef(node["iri"]) for node in walk(plan["tree"])]
    assert judged(plan["goals"]) == sum(len(list(data.objects(node, PG.assessment))) for node in nodes)
    assert judged(plan["departments"]) >= judged(plan["goals"]) > 0


def test_counts_of_statuses_stand_in_the_order_of_the_scale(built_samples):
    """From achieved to delayed, so that the bars of two departments can be compared."""
    order = [status.value for status in Status]
    for row in plan_overview(built_samples, BASE + REVIEW)["departments"]:
        places = [order.index(name) for name in row["statuses"] if name in order]
        assert places == sorted(places)


def test_a_city_sums_up_its_plans(built_samples):
    """Items, judgements and indicators of a department of several plans are added up."""
    city = city_overview(built_samples, BASE + CITY)
    assert [plan["iri"] for plan in city["plans"]] == [BASE + PLEDGES, BASE + REVIEW]
    for name in ("departments", "sdgs"):
        for count in ("things", "judgements", "indicators"):
            of_plans = sum(row[count] for plan in city["plans"] for row in plan[name])
            assert sum(row[count] for row in city[name]) == of_plans


def test_what_is_no_plan_has_no_overview(built_samples):
    """An element is neither a plan nor a city, and a name that nothing has is neither."""
    for iri in (f"{BASE}{PLEDGES}/1-1-1", f"{BASE}nothing"):
        assert (None, None) == (plan_overview(built_samples, iri), city_overview(built_samples, iri))


def test_shares_of_the_document_make_a_whole(built_samples):
    """Understood, kept, noise and unread add up to one, and the places that were kept are named."""
    plan = plan_overview(built_samples, BASE + READ_IN_PART)
    assert abs(sum(plan["shares"].values()) - 1) < 0.001
    assert plan["shares"]["kept"] > 0
    assert all(place["start_line"] and place["document"] for place in plan["places"]["kept"])


@pytest.mark.parametrize(
    ("attainment", "met", "come"),
    [
        *(("1.2", None, "met"), ("1", False, "met"), ("0.5", True, "underWay"), ("0", None, "noGain")),
        *(("-0.3", None, "noGain"), (None, True, "met"), (None, False, "notMet"), (None, None, "unknown")),
    ],
)
def test_attainment_goes_before_the_target_of_a_year(attainment, met, come):
    """How far from baseline to target counts first; without it, whether the target of the year was met."""
    assert come == reach(attainment, met)


def test_only_the_newest_judgements_count():
    """Those of earlier years are history; where none says its time, all count."""
    old, new, other = ({"as_of": None, "fiscal_year": year} for year in (2021, 2023, 2023))
    assert [new, other] == newest([old, new, other])
    timeless = {"as_of": None, "fiscal_year": None}
    assert [timeless, timeless] == newest([timeless, timeless])


def test_a_tree_is_shown_as_deep_as_a_page_can_bear():
    """Whole levels are shown while they fit, and the topmost always."""
    leaf = {"children": []}
    tree = [{"children": [{"children": [leaf] * 5}] * 4}] * 3
    assert [3, 12, 60] == _levels(tree)
    assert [0, 0, 1, 2] == [_deepest([3, 12, 60], most) for most in (1, 14, 15, 75)]


@pytest.mark.parametrize("path", [REVIEW, READ_IN_PART, CITY])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_plans_and_cities_are_in_every_language(browser, path, language):
    """The page says its headings in the language, with one main heading, no script, and ids of its own."""
    response = browser(f"/page/{path}?lang={language}")
    page = Page(response.text)
    words = messages(language)
    assert (200, language) == (response.status_code, response.headers["content-language"])
    for key in ("overview.contents", "overview.progress", "overview.reading", "share.understood"):
        assert words(key) in page.text
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert (1, len(set(ids))) == (len(page.all("h1")), len(ids))
    assert not any("style" in attributes for _, attributes in page.tags)


def test_a_plan_page_leads_to_all_of_its_elements(browser, built_samples):
    """Each element of the tree has a link, inside of parts that open without a script."""
    page = Page(browser(f"/page/{PLEDGES}").text)
    hrefs = {a.get("href") for a in page.all("a")}
    plan = plan_overview(built_samples, BASE + PLEDGES)
    assert {"/page/" + node["iri"].removeprefix(BASE) for node in walk(plan["tree"])} <= {
        re.sub(r"%(?![0-9A-F]{2})", "", href or "") for href in hrefs
    }
    assert page.all("details")


def test_bars_stand_beside_the_figures_that_they_draw(browser):
    """Drawings are hidden from screen readers, and the table has each count in words."""
    html = browser(f"/page/{PLEDGES}", "en").text
    assert all(svg.get("aria-hidden") == "true" for svg in Page(html).all("svg"))
    assert re.search(r"Mostly on track <b>\d+</b>", html)


def test_places_that_were_not_understood_have_links(browser):
    """Each leads to a page of its own that says where it is."""
    page = Page(browser(f"/page/{READ_IN_PART}").text)
    places = [a["href"] for a in page.all("a") if re.search(r"/L\d+", a.get("href", ""))]
    assert places
    assert 200 == browser(places[0]).status_code


@pytest.mark.parametrize("order", ["attainment", "name", "document", "nonsense"])
def test_indicators_can_be_sorted_by_a_link(browser, order):
    """The order that was chosen is marked, and an unknown one is the document's."""
    page = Page(browser(f"/page/{REVIEW}?sort={order}").text)
    chosen = [a for a in page.all("a") if "#indicators" in a.get("href", "") and a.get("aria-current")]
    assert 1 == len(chosen)
    assert order in {"nonsense", "document"} or f"sort={order}" in chosen[0]["href"]


def test_plans_and_cities_are_linked_from_where_they_are_named(browser):
    """The first page, an element's path, and the facets of a search lead there."""
    plan, city = f"/page/{PLEDGES}", f"/page/{CITY}"
    for path in ("/", f"/page/{PLEDGES}/1-1-1", "/search?q=防災"):
        hrefs = {a.get("href") for a in Page(browser(path).text).all("a")}
        assert {plan, city} <= hrefs, path


def test_overviews_can_be_made_before_anybody_asks(built_samples):
    """All plans and cities; without time, none, and nothing is lost."""
    data = Triples(open_store(built_samples))
    held = [iri for kind in (PG.Plan, PG.Municipality) for iri in data.subjects(RDF.type, kind)]
    assert 0 == fill_overviews(built_samples, 0)
    assert len(held) == fill_overviews(built_samples, 600)


def test_a_server_that_was_warmed_makes_no_overview_again(built_samples, tiny):
    """The first who asks for a city gets it as fast as the next."""
    library = Library(built_samples)
    library.warm()
    made = overviews._city.cache_info().misses
    assert CITY == library.city(BASE + CITY)["code"]
    assert made == overviews._city.cache_info().misses
    library.close()


def test_warming_an_empty_workspace_is_logged_and_no_more(tmp_path, caplog):
    """There is nothing to open yet, and the server says so when it is asked."""
    Library(tmp_path).warm()
    assert "not ready" in caplog.text

"""Pages of long questions: no heavier than others, and as easy to go on from."""

from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import lxml.html
import pytest

LETTERS = 1_000
MOST_BYTES = 300_000
TOPIC = "避難所の整備と防災訓練の充実、"
LONG = (TOPIC * LETTERS)[:LETTERS]
ASKED = {
    "letters": LONG,
    "letters of four bytes": ("防災🚒" * LETTERS)[:LETTERS],
    "signs that are escaped": ('防災"&<>' * LETTERS)[:LETTERS],
    "conditions": ("花槻市の防災の公約と空き家の指標で順調な令和5年度の" * LETTERS)[:LETTERS],
}
# What a form sends of a question of some letters more than a link would carry.
QUESTION = TOPIC * 5


def page_of(browser, path, **options):
    response = browser(path, **options)
    assert 200 == response.status_code, path
    return lxml.html.fromstring(response.text)


def pressed(page, button):
    """The address that a browser asks for when a button of a form elsewhere on the page is pressed."""
    form = page.get_element_by_id(button.get("form"))
    assert "get" == form.get("method")
    sent = [(each.get("name"), each.get("value")) for each in form.iter("input")]
    sent += [(button.get("name"), button.get("value"))] if button.get("name") else []
    return f"{button.get('formaction') or form.get('action')}?{urlencode(sent, quote_via=quote)}"


def parameters(address):
    return parse_qsl(urlsplit(address).query)


@pytest.mark.parametrize("question", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("more", ["", "&lang=pt&kind=Measure&sort=city", "&limit=100"])
def test_no_page_of_a_search_is_heavy(browser, question, more):
    """A thousand letters, nine bytes each in an address, do not stand in each of a hundred links."""
    assert len(browser(f"/search?q={quote(question)}{more}").content) < MOST_BYTES


@pytest.mark.parametrize("question", ASKED.values(), ids=ASKED)
def test_no_page_of_a_comparison_is_heavy(browser, question):
    """Nor in each cell of a table that leads to a search."""
    cities = "".join(f"&city={code}" for code in ("990019", "990027", "990035"))
    assert len(browser(f"/compare?q={quote(question)}{cities}").content) < MOST_BYTES


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=防災" + "".join(f"&sdg={goal}" for goal in range(1, 18)) * 100,
        "/nowhere?" + "&".join(f"x{at}={'y' * 50}" for at in range(900)),
        "/nowhere/" + "y" * 60_000,
    ],
    ids=["filters", "parameters", "path"],
)
def test_no_other_long_address_makes_a_page_heavy(browser, path):
    """Filters that are repeated, parameters that nothing asks for, and the path of no page."""
    assert len(browser(path).content) < MOST_BYTES


def test_buttons_of_a_long_question_lead_where_links_of_a_short_one_do(browser):
    """Each facet, order and page of hits has the address that it would have as a link, so that it can be shared."""
    page = page_of(browser, f"/search?q={quote(QUESTION)}&lang=vi")
    ((kind, *_),) = [page.xpath("//nav[@id='facets']//button[@name='kind']")]
    ((order, *_),) = [page.xpath("//p[@class='sorts']//button[@value='city']")]
    (onward,) = page.xpath("//nav[@class='paging']//button")
    asked, language = ("q", QUESTION), ("lang", "vi")
    assert [asked, language, ("kind", kind.get("value"))] == parameters(pressed(page, kind))
    assert [asked, language, ("sort", "city")] == parameters(pressed(page, order))
    assert [asked, language, ("offset", "10")] == parameters(pressed(page, onward))
    narrowed = page_of(browser, pressed(page, kind))
    (chosen,) = narrowed.xpath("//nav[@id='facets']//button[@aria-current]")
    assert kind.get("value") == chosen.get("value").removeprefix("kind:")


def test_a_filter_of_a_long_question_is_let_go_at_a_plain_address(browser):
    """What a button says to be without is gone, and so is that it said so."""
    page = page_of(browser, f"/search?q={quote(QUESTION)}&kind=Pledge&city=990027&sort=city&lang=en")
    (chip,) = page.xpath("//button[contains(@class, 'chosen')][@value='kind:Pledge']")
    answer = browser(pressed(page, chip))
    assert 303 == answer.status_code
    assert [("q", QUESTION), ("city", "990027"), ("sort", "city"), ("lang", "en")] == parameters(
        answer.headers["location"]
    )


def test_files_and_languages_of_a_long_question_are_the_same_search(browser):
    """CSV and JSON have their own address, and a language keeps what was asked."""
    page = page_of(browser, f"/search?q={quote(QUESTION)}&kind=Pledge")
    for path in ("/search.csv", "/api/v1/search"):
        (button,) = page.xpath(f"//button[@formaction='{path}']")
        assert path == urlsplit(pressed(page, button)).path
        assert 200 == browser(pressed(page, button)).status_code
    (portuguese,) = page.xpath("//button[@name='lang'][@value='pt']")
    assert [("q", QUESTION), ("kind", "Pledge"), ("lang", "pt")] == parameters(pressed(page, portuguese))


def test_a_comparison_of_a_long_topic_leads_to_the_search_in_each_city(browser):
    """The form of a city has the topic once; a cell adds its field."""
    page = page_of(browser, f"/compare?q={quote(QUESTION)}&city=990019&city=990027")
    all_of_it = page.xpath("//thead//button[@form='in-990027']")[0]
    assert [("q", QUESTION), ("city", "990027"), ("drop", "prefecture")] == parameters(pressed(page, all_of_it))
    of_field = page.xpath("//tbody//button[@name='field']")[0]
    assert "field" == parameters(pressed(page, of_field))[-1][0]
    assert 200 == browser(pressed(page, of_field)).status_code


def test_a_short_question_has_links(browser):
    """They open in another tab, and are what a reader copies."""
    page = page_of(browser, "/search?q=防災")
    assert [] == page.xpath("//button[@form]")

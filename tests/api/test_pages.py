"""The pages, as a browser without a script gets them."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest

PATHS = [
    "/",
    "/search?q=防災に関する施策",
    "/compare?q=防災&city=990019&city=990027",
    "/sparql",
    "/ontology",
    "/docs",
    "/nowhere",
]


class Page(HTMLParser):
    """What a page consists of: tags with their attributes, and its text by language."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def all(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_can_be_used_by_everybody(browser, path, language):
    """Language, title, one main heading, landmarks, skip link, labelled fields; no script and no style inside."""
    page = Page(browser(path, language).text)
    assert [{"lang": language}] == page.all("html")
    assert 1 == len(page.all("h1")) == len(page.all("main")) == len(page.all("title"))
    assert {"header", "footer", "nav"} <= {tag for tag, _ in page.tags}
    assert "#main" == page.all("a")[0]["href"]
    assert [] == page.all("style")
    assert all(script.keys() == {"src", "defer"} for script in page.all("script"))
    assert not re.search(r"<script[^>]*>[^<]", browser(path, language).text)
    assert not any("style" in attributes or "onclick" in attributes for _, attributes in page.tags)
    labelled = {label["for"] for label in page.all("label")}
    fields = [f for f in (*page.all("input"), *page.all("textarea")) if f.get("type") != "hidden"]
    assert labelled == {field["id"] for field in fields}
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PATHS)
def test_no_page_loads_from_elsewhere(browser, path):
    """Whatever a page loads comes from this server, and its policy forbids the rest."""
    response = browser(path)
    page = Page(response.text)
    loaded = [a["src"] for a in page.all("img")] + [
        a["href"] for a in page.all("link") if a["rel"] not in {"alternate", "canonical"}
    ]
    loaded += [a["src"] for a in page.all("script")]
    assert loaded
    assert all(urlsplit(address).netloc == "" for address in loaded)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]


def test_what_pages_load_is_there(client, browser):
    """The style sheet, the icon and the script of the search box are served."""
    page = Page(browser("/").text)
    scripts = {script["src"] for script in page.all("script")}
    assert 1 == len(scripts)
    for address in scripts | {link["href"] for link in page.all("link")}:
        assert 200 == client.get(address).status_code


def test_a_hit_shows_where_it_comes_from(browser):
    """Title as a link to the element, badge, marked words, document and lines."""
    response = browser("/search?q=防災に関する施策")
    page = Page(response.text)
    assert any(a.get("href", "").startswith("/page/") for a in page.all("a"))
    assert page.all("mark")
    assert re.search(r"\w+\.txt L\d+", page.text)
    assert "公約" in page.text


@pytest.mark.parametrize(("language", "summary"), [("ja", "なぜ？"), ("en", "Why?")])
def test_every_hit_says_why_it_was_found(browser, language, summary):
    """A part that opens without a script lists the legs in words of the page's language."""
    text = browser("/search?q=防災", language).text
    assert text.count('<article class="hit"') == text.count(f"<summary>{summary}</summary>")
    assert {"ja": "検索語", "en": "Words of the query"}[language] in text


def test_the_address_holds_the_whole_state(browser):
    """A facet's link narrows, the chip it becomes links back, the form carries it, and nothing else is needed."""
    first = Page(browser("/search?q=防災").text)
    facet = next(a["href"] for a in first.all("a") if "kind=Pledge" in a.get("href", "") and "/api/" not in a["href"])
    narrowed = Page(browser(facet).text)
    assert {"name": "kind", "value": "Pledge", "type": "hidden"} in narrowed.all("input")
    chip = next(a for a in narrowed.all("a") if a.get("class") == "chip chosen")
    assert "kind=" not in chip["href"]
    assert Page(browser(chip["href"]).text).text == first.text


def test_what_was_understood_can_be_taken_back(browser):
    """A condition read from the words has a link to the same question without it."""
    page = Page(browser("/search?q=花槻市の防災").text)
    chips = [a for a in page.all("a") if "chip" in a.get("class", "")]
    assert any("花槻市" in chip.get("aria-label", "") for chip in chips)
    removed = next(chip["href"] for chip in chips if "花槻市" in chip.get("aria-label", ""))
    freed = Page(browser(removed).text)
    assert "花槻市の防災" == freed.all("input")[0]["value"]
    left = [a for a in freed.all("a") if "chip" in a.get("class", "")]
    assert not any("花槻市" in chip.get("aria-label", "") for chip in left)


def test_paging_leads_through_all_hits(browser):
    """The next page begins where the former ended, and leads back."""
    page = Page(browser("/search?q=防災&limit=5").text)
    onward = next(a["href"] for a in page.all("a") if a.get("rel") == "next")
    second = Page(browser(onward).text)
    assert "6" == second.all("ol")[0].get("start")
    back = next(a["href"] for a in second.all("a") if a.get("rel") == "prev")
    assert Page(browser(back).text).text == page.text


def test_a_page_of_an_unknown_filter_says_so(browser):
    """A city that is not held here is said in place, with a way out."""
    response = browser("/search?q=防災&city=ここにない市")
    assert 400 == response.status_code
    assert "ここにない市" in response.text


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_what_is_asked_is_never_markup(browser, attack):
    """A question comes back as text wherever it stands, also in errors and in the SPARQL form."""
    for path, name in (("/search", "q"), ("/sparql", "query"), ("/page/<script>alert(1)</script>", "lang")):
        response = browser(path, params={name: attack})
        page = Page(response.text)
        assert all(script.get("src", "").startswith("/static/") for script in page.all("script"))
        assert not any("onerror" in attributes for _, attributes in page.tags)
        assert "49" not in response.headers.get("content-language", "")


def test_the_language_can_be_chosen_without_a_cookie(browser):
    """`?lang=` beats the browser's, is carried by every link within the site, and sets no cookie."""
    response = browser("/search?q=防災&lang=en", "ja")
    page = Page(response.text)
    assert "set-cookie" not in response.headers
    assert "en" == response.headers["content-language"]
    assert "Understood as" in page.text
    inside = [a["href"] for a in page.all("a") if a["href"].startswith("/") and "hreflang" not in a]
    assert inside
    assert all("lang=en" in address for address in inside)


def test_what_the_document_says_is_marked_as_japanese(browser, pledge):
    """On an English page the original text says that it is Japanese."""
    path = pledge["iri"].removeprefix("https://w3id.org/plangraph/id/")
    html = browser(f"/page/{path}", "en").text
    assert re.search(r'<h1>.*<span lang="ja">' + re.escape(pledge["label"]), html)
    assert "Responsible" in html


def test_an_element_page_shows_all_of_it(browser, client, pledge):
    """Texts, units, assessments, source lines, the way up, and the data formats."""
    element = client.get("/api/v1/elements", params={"iri": pledge["iri"]}).json()
    path = pledge["iri"].removeprefix("https://w3id.org/plangraph/id/")
    page = Page(browser(f"/page/{path}").text)
    flat = re.sub(r"\s+", "", page.text)
    for text in element["texts"]:
        assert re.sub(r"\s+", "", text["text"]) in flat
    for charge in element["responsibilities"]:
        assert charge["unit"]["label"] in page.text
    for above in element["path"]:
        assert above["label"] in page.text
    addresses = {a["href"] for a in page.all("a")}
    assert {f"/data/{path}.{ending}" for ending in ("ttl", "jsonld", "nt", "rdf")} <= addresses


@pytest.mark.parametrize(
    ("language", "title", "why"), [("ja", "似た項目", "比較できません"), ("en", "Like this", "Not comparable")]
)
def test_a_page_shows_what_is_like_it_elsewhere(browser, indicator, language, title, why, monkeypatch):
    """An indicator's page names indicators of other cities that are near enough, and why they cannot be compared."""
    monkeypatch.setattr("plangraph_api.routes.things.NEAR_ENOUGH", float("-inf"))
    text = browser("/page/" + indicator["iri"].split("/id/")[1], language).text
    assert title in text
    assert why in text


def test_an_indicator_page_draws_its_values(browser, indicator):
    """A chart with words for those who cannot see it, and the table behind it."""
    path = indicator["iri"].removeprefix("https://w3id.org/plangraph/id/")
    page = Page(browser(f"/page/{path}").text)
    chart = next(svg for svg in page.all("svg") if svg.get("role") == "img")
    assert indicator["label"] in chart["aria-label"]
    assert page.all("table")


def test_links_within_the_site_lead_somewhere(browser):
    """Every address on the first two pages is answered."""
    addresses = set()
    for path in ("/", "/search?q=防災"):
        addresses |= {urljoin(path, a["href"]) for a in Page(browser(path).text).all("a")}
    here = {address for address in addresses if address.startswith("/") and "/api/" not in address}
    assert len(here) > 30
    assert [] == [address for address in sorted(here) if browser(address).status_code != 200]


def test_the_documentation_lists_every_path(browser, client):
    """/docs is made of openapi.json, and every type of problem has its anchor there."""
    page = browser("/docs").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page
    assert 'id="query"' in page


def test_a_question_that_is_too_long_still_stands_in_the_box(client):
    """400 on the search page itself, which says how long one may be; no link repeats it whole."""
    told = client.get("/search", params={"q": "防" * 5000, "lang": "ja"}, headers={"Accept": "text/html"})
    html = lxml.html.fromstring(told.text)
    assert (400, "防" * 5000) == (told.status_code, html.get_element_by_id("q").get("value"))
    assert "5,000文字は長すぎます" in html.get_element_by_id("trouble").text.replace("5000", "5,000")
    assert len(told.content) < 200_000


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"city": "ここにない市"}, "市町村："),
        ({"kind": "Nothing"}, "公約"),
        ({"limit": "0"}, "1ページの件数: 1以上"),
    ],
)
def test_what_is_wrong_is_said_with_the_names_of_the_page(client, asked, said):
    """Neither parameters nor terms as they stand in addresses."""
    told = client.get("/search", params={"q": "防災", "lang": "ja", **asked}, headers={"Accept": "text/html"})
    assert 400 == told.status_code
    text = lxml.html.fromstring(told.text).get_element_by_id("main").text_content()
    assert said in text
    assert not any(raw in text for raw in ("city：", "kind：", "limit:", "limit：", "Pledge", "Goal,"))

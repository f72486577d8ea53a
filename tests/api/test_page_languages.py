"""The pages in the languages of those who live there."""

import re
from html.parser import HTMLParser

import pytest

from plangraph_api import pages
from plangraph_api.messages import COMPLETE, LANGUAGES, NAMES, Messages, catalogue, complete, messages

FOREIGN = [language for language in LANGUAGES if language not in COMPLETE]
PLAN = "/page/990027/manifesto-progress-2025-2028"
# Each page that residents use, and what they meet there.
PATHS = [
    "/",
    "/search?q=防災に関する施策",
    "/search?q=花槻市の防災&kind=Pledge",
    "/search?q=花槻市で順調なKPIはいくつ?",
    "/search?q=量子コンピュータの輸出",
    "/search?q=防災&city=ここにない市",
    "/compare",
    "/compare?q=防災&city=990019&city=990027",
    f"{PLAN}/1-1-1",
    PLAN,
    "/page/990027",
    "/field/childcare",
    "/page/000000/none",
    "/nowhere",
]
KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
HAN_OR_KANA = re.compile(r"[ぁ-ゖァ-ヺ㐀-鿿]")
LETTER = re.compile(r"[^\W\d_]")


class Spoken(HTMLParser):
    """The texts of a page with the language that each is said to be in."""

    VOID = frozenset({"br", "img", "input", "link", "meta", "rect", "circle", "polyline"})

    def __init__(self, html):
        super().__init__()
        self.open, self.texts = [("", "")], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs).get("lang", self.open[-1][1])))

    def handle_startendtag(self, tag, attrs):
        """Nothing is inside."""

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if data.strip() and self.open[-1][0] not in {"title", "script"}:
            self.texts.append((self.open[-1][1], data.strip()))


def is_japanese(text, tag):
    """Whether most letters are Japanese; Chinese shares Han letters, so kana tell there."""
    signs = KANA if tag.startswith("zh") else HAN_OR_KANA
    return 2 * len(signs.findall(text)) > len(LETTER.findall(text))


def with_language(path, language):
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.fixture(scope="module")
def found(browser, indicator):
    """The address of an indicator of the samples."""
    return "/page/" + indicator["iri"].split("/id/")[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_one_language(browser, monkeypatch, found, language):
    """Of what residents read, no word is missing in any language; the page says which it is in."""
    missing = set()

    class Listening(dict):
        def __getitem__(self, key):
            if key not in own and language != "en":
                missing.add(key)
            return super().__getitem__(key)

        def get(self, key, default=None):
            return self[key] if key in self.keys() else default

    own = set(catalogue(None if language == "en" else language))
    monkeypatch.setattr(pages, "messages", lambda tag: Messages(tag, Listening(messages(tag).words)))
    for path in [*PATHS, found]:
        response = browser(with_language(path, language))
        assert response.status_code in {200, 400, 404}
        assert language == response.headers["content-language"]
        assert f'<html lang="{language}">' in response.text
    assert set() == missing


@pytest.mark.parametrize("language", ["en", *FOREIGN])
def test_what_documents_say_is_marked_as_japanese(browser, found, language):
    """On a page in another language every text that is mostly Japanese says so; a sentence may quote a name."""
    unmarked = []
    for path in [*PATHS, found]:
        for tag, text in Spoken(browser(with_language(path, language)).text).texts:
            if not tag.startswith("ja") and is_japanese(text, tag):
                unmarked.append((path, tag, text))
    assert [] == unmarked


@pytest.mark.parametrize("language", FOREIGN)
def test_pages_of_analysts_say_in_which_languages_they_are(browser, language):
    """They come in the complete language next to the one asked for, and lead on in that one."""
    for path in ("/sparql", "/ontology", "/docs", "/dataset"):
        response = browser(with_language(path, language))
        assert 200 == response.status_code
        assert f'<html lang="{complete(language)}">' in response.text
        assert f'<p class="notice" lang="{language}">{messages(language)("site.only")}</p>' in response.text
        assert f"/?lang={language}" in response.text


def test_every_language_is_one_link_away(browser):
    """The links name themselves in their language, lead to this very page, and mark the one that it is in."""
    text = browser("/search?q=防災&kind=Pledge&lang=vi").text
    for language, name in NAMES.items():
        address = f"/search?q=%E9%98%B2%E7%81%BD&amp;kind=Pledge&amp;lang={language}"
        here = ' aria-current="true"' if language == "vi" else ""
        assert f'<a href="{address}" lang="{language}" hreflang="{language}"{here}>{name}</a>' in text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("vi-VN,vi;q=0.9,en;q=0.5", "vi"), ("pt-BR", "pt"), ("zh-CN", "zh-Hans"), ("ko-KR, en;q=0.5", "en"), ("ko", "ja")],
)
def test_the_browser_says_which_language_is_wanted(browser, accepted, language):
    """Without `?lang=` the header decides; Japanese where it names none that there is."""
    assert language == browser("/", accepted).headers["content-language"]


@pytest.mark.parametrize(
    ("language", "value"), [("en", "1,200"), ("pt", "1.200"), ("vi", "1.200"), ("zh-Hans", "1,200")]
)
def test_numbers_are_written_as_the_language_does(language, value):
    """Portuguese and Vietnamese have a comma for decimals, and a point between thousands."""
    assert value == pages.Wording(messages(language)).number("1200", "")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("pt", "Erradicação da pobreza"),
        ("vi", "Xóa nghèo"),
        ("zh-Hans", "无贫穷"),
        ("ja-simple", "まずしい 人を なくそう"),
    ],
)
def test_goals_have_names_in_each_language(language, name):
    """The first of the 17."""
    assert name == messages(language).name("sdg", "1")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("pt", "creches e educação infantil"),
        ("vi", "giữ trẻ và giáo dục mầm non"),
        ("zh-Hans", "保育与幼儿教育"),
        ("ja-simple", "保育・幼児教育"),
    ],
)
def test_fields_of_policy_have_names_in_each_language(browser, language, name):
    """The page of a field is called by the thesaurus's label."""
    assert name in browser(with_language("/field/childcare", language)).text


def test_files_to_take_along_are_in_the_language_too(browser):
    """CSV of a comparison has its headings in the language asked for."""
    text = browser("/compare.csv?q=防災&city=990019&city=990027&lang=pt").text
    assert messages("pt")("compare.field") in text
    assert messages("pt")("compare.indicators_note") in text

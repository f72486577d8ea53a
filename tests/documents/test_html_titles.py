"""A web page's title is its h1, or that of its window without the site's name: no link to jump by, logo or trail."""

import pytest

from plangraph.documents import read_document
from plangraph.model import BlockKind

SKIP = '<div id="skip"><a href="#honbun">本文へ進みます。</a></div>'
LOGO = '<div id="head"><p class="logo"><a href="/">汐鳴市 SHIONARI CITY</a></p></div>'
LOGO_H1 = '<h1 class="logo"><a href="/">汐鳴市</a></h1>'
TRAIL = '<div id="pan"><a href="/">トップ</a> &gt; <a href="/umi/">海</a> &gt; 汐鳴市海の計画</div>'
MENU = '<ul class="tools"><li><a href="/en/">English</a></li><li><a href="#">文字を大きく</a></li></ul>'
TEXT = "<h2>基本方針1 海を守る</h2><h3>1-1 網を直す</h3><p>網を直します。</p>"


def blocks(body, title="汐鳴市海の計画／汐鳴市"):
    page = f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return read_document(page.encode(), "p.html").blocks


@pytest.mark.parametrize("around", [SKIP, LOGO, TRAIL, MENU, SKIP + LOGO + MENU + TRAIL])
def test_what_stands_above_the_h1_is_no_text_of_the_page(around):
    """Whatever its order, or how it is marked: it leads elsewhere."""
    first, second, *_ = blocks(f"{around}<h1>汐鳴市海の計画</h1>{TEXT}")
    assert ["汐鳴市海の計画", "基本方針1 海を守る"] == [first.text, second.text]


@pytest.mark.parametrize(
    "title", ["海の計画 | 汐鳴市公式ホームページ", "海の計画／汐鳴市", "汐鳴市 - 海の計画", "海の計画｜汐鳴市役所"]
)
def test_without_an_h1_the_window_names_the_page_without_its_site(title):
    """The name of the site may stand behind the title or before it, and a logo as h1 is no title."""
    first = blocks(f"{LOGO_H1.replace('汐鳴市', '')}{TEXT}", title)[0]
    assert ("海の計画", 1) == (first.text, first.level)


def test_a_title_as_h2_is_not_printed_twice():
    """The page's first heading is what the window is called."""
    texts = [block.text for block in blocks(f"<h2>海の計画</h2>{TEXT}", "海の計画 | 汐鳴市公式サイト")]
    assert ["海の計画", "基本方針1 海を守る", "1-1 網を直す", "網を直します。"] == texts


def test_a_short_line_above_the_h1_follows_it():
    """A date over the title is a text of the page, and not its title."""
    texts = [block.text for block in blocks(f"<p>更新日：令和7年5月1日</p><h1>海の計画</h1>{TEXT}")]
    assert ["海の計画", "更新日：令和7年5月1日"] == texts[:2]


@pytest.mark.parametrize("name", ["main", "contents", "main-contents", "honbun"])
def test_the_part_that_is_named_so_is_the_text(name):
    """A menu beside it and the foot below it are furniture."""
    body = f'{LOGO}<div id="{name}"><h1>海の計画</h1>{TEXT}</div><div id="side"><h2>海</h2><p>釣り</p></div><p>役所</p>'
    assert ["海の計画", "基本方針1 海を守る", "1-1 網を直す", "網を直します。"] == [b.text for b in blocks(body)]


def test_a_page_of_links_without_headings_keeps_them():
    """Nothing says what of it is furniture."""
    texts = [block.text for block in blocks('<p><a href="a.html">海の計画</a></p><p>網</p>', "") if block.text]
    assert ["海の計画", "網"] == texts


def test_headings_of_all_levels_keep_theirs():
    """What is put in front is the h1 alone."""
    levels = [block.level for block in blocks(f"<h1>海の計画</h1>{TEXT}") if block.kind is BlockKind.HEADING]
    assert [1, 2, 3] == levels

"""What web pages set apart without a heading or a table: definitions, bold labels, folded parts, placing tables."""

from plangraph.documents import read_document
from plangraph.model import BlockKind


def read(body):
    return read_document(f"<html><body>{body}</body></html>".encode(), "page.html").blocks


def test_a_definition_that_is_a_line_stands_beside_its_term():
    """担当課 and 福祉課, a mark and what it means; not a title and its charge, a sentence, or one of several."""
    terms = (
        "<dl><dt>担当課</dt><dd>福祉課<dt>A</dt><dd>計画を実現したもの。<dt>①橋の補修</dt><dd>建設課"
        "<dt>目的</dt><dd>橋を守ります。<dt>相談の件数</dt><dd>現状値 3件<dd>目標値 9件</dl>"
    )
    assert [
        "担当課：福祉課", "A：計画を実現したもの。", "①橋の補修", "建設課", "目的", "橋を守ります。", "相談の件数",
        "現状値 3件", "目標値 9件",
    ] == [block.text for block in read(terms)]  # fmt: skip


def test_a_bold_label_over_a_line_is_one_beside_it():
    """<strong>担当課</strong><br>福祉課; a bold title over a line stays over it."""
    page = "<p><strong>担当課</strong><br>福祉課</p><p><b>施策1 橋の補修</b><br>建設課</p>"
    assert ["担当課：福祉課", "施策1 橋の補修\n建設課"] == [block.text for block in read(page)]


def test_what_opens_a_folded_part_is_its_heading():
    """A step lower than the heading before the first of them, however deep headings within them go."""
    part = "<details><summary>{}<span>順調</span></summary><h5>指標</h5><p>文</p></details>"
    page = f"<h2>柱1 海</h2>{part.format('(1) 港')}{part.format('(2) 浜')}<details><summary>詳しく見る</summary>"
    assert [("柱1 海", 2), ("(1) 港 順調", 3), ("指標", 5), ("(2) 浜 順調", 3), ("指標", 5)] == [
        (block.text, block.level) for block in read(page) if block.kind is BlockKind.HEADING
    ]


def test_the_one_article_of_a_page_is_its_text():
    """What stands beside it, such as the name of the city as a heading, is not."""
    page = "<h1><a href='/'>汐鳴市</a></h1><article><h1>総合計画</h1><h2>海</h2><p>文</p></article><aside>人気</aside>"
    assert ["総合計画", "海", "文"] == [block.text for block in read(page)]


def test_a_table_with_parts_of_the_text_in_a_cell_only_places_them():
    """A menu beside the text; a heading alone in a cell of data places nothing."""
    placed = "<table><tr><td><p>市政</p></td><td><h2>柱1 海</h2><p>文</p></td></tr></table>"
    items = f"<table><tr><td>市政</td><td>{'<p>文</p>' * 30}</td></tr></table>"
    data = "<table><tr><td><h3>港</h3></td><td>9件</td></tr></table>"
    assert [False] * 34 + [True] == [bool(block.rows) for block in read(placed + items + data)]


def test_a_list_of_links_within_the_page_is_none_of_its_text():
    """目次 and its links stand around the text; a list of links to files is text."""
    within = "<h3>目次</h3><ul><li><a href='#a'>海</a></li><li><a href='#b'>森</a></li></ul>"
    files = "<ul><li><a href='a.pdf'>計画書</a></li><li><a href='b.pdf'>概要版</a></li></ul>"
    page = f"<h1>計画</h1>{within}<h2><span class='no'>1</span>海</h2>{files}"
    assert ["計画", "1 海", "計画書", "概要版"] == [each.text for each in read(page)]

"""Web pages become blocks with the lines of their source; what the site prints around its text is set apart."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plangraph.documents import read_document
from plangraph.documents.html import tables
from plangraph.errors import DocumentError
from plangraph.model import BlockKind, PlanFacts, Span
from plangraph.plans import parse_plan

IKI = Path(__file__).parents[2].parent / "shared" / "data" / "documents" / "iki_kaigo_7-9.html"


def read(body, name="plan.html", encoding="utf-8"):
    return read_document(f"<!doctype html>\n<html><body>{body}</body></html>".encode(encoding), name)


def outline(document):
    return [(block.kind.value, block.level, block.text) for block in document.blocks]


def cells(body):
    (table,) = (block for block in read(body).blocks if block.rows)
    return [row.cells for row in table.rows]


def test_headings_paragraphs_and_items_know_the_lines_of_their_source():
    """Each block has the line that its tag stands on, and what follows by a break one line more."""
    blocks = read(
        "\n<h1>防災計画</h1>\n<p>市は、\n備える。</p>\n<ul>\n<li>訓練<li>備蓄</ul>\n<div>結び<br>の文</div>"
    ).blocks
    assert [
        (BlockKind.HEADING, Span(3, 3), "防災計画"),
        (BlockKind.PARAGRAPH, Span(4, 4), "市は、備える。"),
        (BlockKind.ITEM, Span(7, 7), "訓練"),
        (BlockKind.ITEM, Span(7, 7), "備蓄"),
        (BlockKind.PARAGRAPH, Span(8, 9), "結び\nの文"),
    ] == [(b.kind, b.span, b.text) for b in blocks]


def test_levels_of_headings_are_those_of_the_tags():
    """h1 to h6."""
    levels = [block.level for block in read("".join(f"<h{n}>見出し{n}</h{n}>" for n in range(1, 7))).blocks]
    assert [1, 2, 3, 4, 5, 6] == levels


def test_without_a_first_heading_the_title_of_the_page_is_one():
    """A page that has no h1 is called by its title."""
    data = "<html><head><title>第2期総合戦略</title></head><body><p>本文</p></body></html>".encode()
    assert [("heading", 1, "第2期総合戦略"), ("paragraph", 0, "本文")] == outline(read_document(data, "a.html"))


@pytest.mark.parametrize(
    "around",
    [
        "<nav>ホーム</nav>",
        "<header><p>ホーム</p></header>",
        "<footer>ホーム</footer>",
        "<div role='navigation'>ホーム</div>",
        "<div role='banner'>ホーム</div>",
        "<div class='box breadcrumb'>ホーム</div>",
        "<ul id='gnavi'><li>ホーム</ul>",
        "<form>ホーム<input></form>",
    ],
)
def test_what_stands_around_the_text_is_furniture_and_is_named(around):
    """Navigation, the site's head and foot, and forms are no blocks, and are not lost either."""
    document = read(f"{around}<h1>計画</h1><p>本文</p>")
    assert (["計画", "本文"], ["ホーム"]) == ([b.text for b in document.blocks], [b.text for b in document.furniture])


def test_programs_styles_and_controls_are_no_text_at_all():
    """They are neither blocks nor furniture."""
    document = read(
        "<h1>計画</h1><script>var 防災;</script><style>p{}</style><button>印刷</button><!-- 注 --><p>本文</p>"
    )
    assert (["計画", "本文"], ()) == ([b.text for b in document.blocks], document.furniture)


def test_the_main_part_is_read_and_the_rest_is_furniture():
    """Where a page says what its main part is, only that is read, with a title that stands outside."""
    document = read("<div>市の窓口</div><h1>計画</h1><main><h2>目標</h2><p>本文</p></main><div>関連リンク</div>")
    assert ["計画", "目標", "本文"] == [b.text for b in document.blocks]
    assert "市の窓口" in document.furniture[0].text
    assert "本文" not in document.furniture[0].text


def test_the_head_of_the_text_keeps_its_title_and_loses_the_links_before_it():
    """A header with the page's h1 is text from there on."""
    document = read("<header><a>← 一覧</a><h1>計画</h1><p>概要</p></header><p>本文</p>")
    assert (["計画", "概要", "本文"], ["← 一覧"]) == (
        [b.text for b in document.blocks],
        [b.text for b in document.furniture],
    )


def test_readings_above_words_go_and_words_stay():
    """Ruby has its reading in rt and brackets in rp."""
    assert "塙市の計画" == read("<p><ruby>塙<rp>(</rp><rt>はなわ</rt><rp>)</rp></ruby>市の計画</p>").blocks[0].text


def test_white_space_is_what_a_browser_shows():
    """A break in the source between Japanese letters is nothing, elsewhere a space, also between tags."""
    text = read("<p>防災\n   訓練 を  行う\nSmart\ncity <b>計画</b>\n<b>推進</b></p>").blocks[0].text
    assert "防災訓練 を 行う\nSmart city 計画 推進".replace("\n", " ") == text


def test_merged_cells_stand_once_and_are_empty_elsewhere():
    """rowspan and colspan keep every cell in its column."""
    assert [
        ("目標", "指標", "基準値", "目標値"),
        ("しごと", "就業者", "10人", "20人"),
        ("", "出荷額", "推移を見る", ""),
        ("", "", "", "注"),
    ] == cells(
        "<table><tr><th>目標<th>指標<th>基準値<th>目標値<tr><td rowspan=3>しごと<td>就業者<td>10人<td>20人"
        "<tr><td rowspan=2>出荷額<td colspan=2>推移を見る<tr><td><td>注</table>"
    )


def test_breaks_in_cells_are_kept_and_rows_know_their_lines():
    """A cell's list items and breaks are lines; each row has the lines of its tags."""
    (table,) = read("<table>\n<tr><td>課<td>値\n<tr><td>危機<br>管理課<td><ul><li>訓練<li>備蓄</ul></table>").blocks
    assert [("課", "値"), ("危機\n管理課", "訓練\n備蓄")] == [row.cells for row in table.rows]
    assert [3, 4] == [row.span.start_line for row in table.rows]


def test_tables_that_only_place_things_are_read_as_text():
    """A table of one cell a row, one around other tables, and one that says so."""
    document = read(
        "<table><tr><td><p>本文</p><table><tr><td>a<td>b</table></table>"
        "<table><tr><td>一<tr><td>二</table><table role=presentation><tr><td>三<td>四</table>"
    )
    assert ["本文", "", "一", "二", "三", "四"] == [b.text for b in document.blocks]


def test_a_cell_that_claims_to_cover_millions_of_places_is_cut_at_what_is_there():
    """Spans end with the table, and empty columns at its side are none."""
    assert [("a", "b"), ("", "c")] == cells("<table><tr><td rowspan=99999999>a<td colspan=99999999>b<tr><td>c</table>")


def test_a_table_without_end_is_refused(monkeypatch):
    """The error says how many cells are too many."""
    monkeypatch.setattr(tables, "MAX_CELLS", 100)
    with pytest.raises(DocumentError, match=r"^plan\.html: one of its tables has more than"):
        read("<table>" + "<tr><td>a<td>b" * 60 + "</table>")


@pytest.mark.parametrize(
    ("declared", "codec", "said"),
    [
        ("Shift_JIS", "cp932", "cp932"),
        ("x-sjis", "cp932", "cp932"),
        ("EUC-JP", "euc_jp", "euc-jp"),
        ("iso-2022-jp", "iso2022_jp", "iso-2022-jp"),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "cp932", "cp932"),  # what it declares is not so
        ("nonsense", "utf-8", "utf-8"),
    ],
)
def test_pages_are_read_in_the_encoding_that_they_declare_or_are_in(declared, codec, said):
    """The declaration decides where the bytes agree with it."""
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>防災計画</p>'
    document = read_document(page.encode(codec), "a.html")
    assert ("防災計画", said) == (document.blocks[-1].text, document.encoding)


def test_byte_order_marks_go_before_declarations():
    """UTF-16 pages have nothing else that tells them."""
    data = "<html><meta charset=utf-8><p>防災計画</p></html>"
    assert "utf-16" == read_document(data.encode("utf-16"), "a.html").encoding
    assert "防災計画" == read_document(data.encode("utf-8-sig"), "a.html").blocks[0].text


def test_a_web_page_is_known_by_its_first_bytes():
    """Called .txt, it is still a web page."""
    assert "text/html" == read("<p>本文</p>", "page.txt").media_type


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<header>"])
def test_pages_nested_without_end_are_refused(opening):
    """The parser drops what is too deep, which must not pass for reading it."""
    with pytest.raises(DocumentError, match="nested deeper"):
        read("<p>前</p>" + opening * 10_000 + "防災")


def test_pages_nested_deep_are_read():
    """No step of the walk calls itself."""
    deep = min(2000, sys.getrecursionlimit() * 2)
    assert ["前", "防災"] == [b.text for b in read("<p>前</p>" + "<div>" * deep + "防災").blocks]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"<html></html>", "no text"),
        (b"<!doctype html><script>x</script>", "no text"),
        (b"<html>\x00\x01\x02", "binary"),
        (b"\x93\xfa\xff\xfe\x81", "neither UTF-8"),
    ],
)
def test_pages_without_text_are_refused(data, says):
    """The error names the file."""
    with pytest.raises(DocumentError, match=rf"^plan\.html.*{says}"):
        read_document(data, "plan.html")


PAGE = """<!doctype html><html><head><meta charset="EUC-JP"><title>花槻市</title></head><body><nav>a</nav>
<h1>花槻市総合戦略</h1><h2>基本目標1 しごとをつくる</h2><p>市は産業を<ruby>興<rt>おこ</rt></ruby>す。</p>
<table><caption>表1</caption>
<tr><th rowspan="2">指標</th><th colspan="2">値</th></tr><tr><th>基準値</th><th>目標値</th></tr>
<tr><td>就業者</td><td>10人</td><td>20人</td></tr></table><ul><li>訓練</li></ul></body></html>""".encode("euc_jp")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(PAGE) - 1), st.binary(max_size=6)), max_size=8), st.integers(0, len(PAGE)))
def test_a_broken_page_is_read_or_refused(changes, length):
    """Whatever bytes are changed or cut off, there is a document or a DocumentError."""
    data = bytearray(PAGE)
    for at, piece in changes:
        data[at : at + len(piece)] = piece
    try:
        assert read_document(bytes(data[:length]), "plan.html").blocks
    except DocumentError as error:
        assert str(error).startswith("plan.html")  # noqa: PT017 — either outcome is right


def test_a_table_of_indicators_becomes_a_plan():
    """Goals, indicators, values and departments come out of a page as out of any other file."""
    document = read(
        "<h1>花槻市総合戦略 進捗評価</h1><table><tr><th>基本目標<th>施策<th>KPI<th>基準値(R1)"
        "<th>実績値(R4)<th>目標値(R6)<th>担当課"
        "<tr><td rowspan=2>1 しごとをつくる<td rowspan=2>① 産業の振興<td>新規就業者数<td>120人<td>150人<td>180人"
        "<td>産業振興課"
        "<tr><td>製造品出荷額等<td>2,100億円<td>2,250億円<td>2,300億円<td>産業振興課</table>"
    )
    plan = parse_plan(document, PlanFacts(municipality="102041"))
    assert ["新規就業者数", "製造品出荷額等"] == [indicator.name for indicator in plan.indicators()]
    assert [120, 150, 180] == [observation.value for observation in plan.indicators()[0].observations]
    assert ["しごとをつくる", "産業の振興"] == [element.title for element in plan.walk()]
    assert 1.0 == plan.coverage


def test_a_heading_that_the_page_marks_is_one_even_as_a_sentence():
    """What the file itself says goes before what the words look like; its title is what the sentence is about."""
    document = read(
        "<h1>方針</h1><h2>次に、防災についてであります。</h2><p>備える。</p><h2>次に、教育についてです。</h2><p>学ぶ。</p>"
    )
    plan = parse_plan(document, PlanFacts(municipality="102041"))
    assert ["防災", "教育"] == [element.title for element in plan.walk()]
    assert 1.0 == plan.coverage


@pytest.mark.skipif(not IKI.exists(), reason="the real page is not beside the repository")
def test_a_real_page_is_read_whole():
    """Its six tables and its sections; only its window's name, the links before its title and its foot are not."""
    document = read_document(IKI)
    assert (6, 12, 3) == (
        sum(bool(b.rows) for b in document.blocks),
        sum(b.kind is BlockKind.HEADING and b.level > 1 for b in document.blocks),
        len(document.furniture),
    )
    plan = parse_plan(document, PlanFacts(municipality="壱岐市"))
    assert plan.coverage > 0.97


def test_blocks_know_how_many_items_they_stand_in():
    """A paragraph in an item stands in it; a list right in a list, without an item around, as browsers set it in."""
    page = "<body><ul><li>桟橋<p>補修</p><ul><li>杭</li></ul>続き</li><ul><li>灯台</li></ul></ul><p>後</p></body>"
    blocks = read_document(page.encode(), "p.html").blocks
    expected = [("桟橋", 0), ("補修", 1), ("杭", 1), ("続き", 1), ("灯台", 1), ("後", 0)]
    assert expected == [(block.text, block.level) for block in blocks]


def test_the_icons_of_goals_are_said_by_their_alternative_texts():
    """In a list of labels and in a cell; other pictures say nothing."""
    icons = '<img src="a.png" alt="SDGs目標2"><img src="b.png" alt="目標11 住み続けられるまちづくりを">'
    other = '<img src="c.png" alt="市長の写真"><img src="d.png" alt="目標120人"><img src="e.png">'
    body = f"<dl><dt>関連するSDGs</dt><dd>{icons}{other}</dd></dl><table><tr><td>海<td>{icons}{other}</table>"
    assert ["関連するSDGs：SDGs目標2 目標11 住み続けられるまちづくりを"] == [
        b.text for b in read(body).blocks if not b.rows
    ]
    assert [("海", "SDGs目標2 目標11 住み続けられるまちづくりを")] == cells(body)

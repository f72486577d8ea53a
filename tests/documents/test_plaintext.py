"""Plain text and Markdown become blocks that know their lines."""

import pytest

from plangraph.documents import read_document
from plangraph.errors import DocumentError
from plangraph.model import BlockKind, Span


def read(text, name="plan.txt", encoding="utf-8"):
    return read_document(text.encode(encoding), name)


def test_paragraphs_items_and_headings_know_their_lines():
    """Blank lines part blocks; a bullet begins an item; lines count from 1."""
    blocks = read("# 第1章\n\nめざす姿\n\n- 安全なまち\n- 安心な\n  くらし\n").blocks
    assert [
        (BlockKind.HEADING, Span(1, 1), "第1章"),
        (BlockKind.PARAGRAPH, Span(3, 3), "めざす姿"),
        (BlockKind.ITEM, Span(5, 5), "安全なまち"),
        (BlockKind.ITEM, Span(6, 7), "安心な\nくらし"),
    ] == [(b.kind, b.span, b.text) for b in blocks]


def test_a_numbered_line_begins_a_block_of_its_own():
    """Lists of numbered titles without blank lines between them do not run together."""
    blocks = read("1. 防災\n2. 防犯\n(3) 交通\n④ 空き家\n5-1 公園\n第6章 行政").blocks
    assert ["1. 防災", "2. 防犯", "(3) 交通", "④ 空き家", "5-1 公園", "第6章 行政"] == [b.text for b in blocks]


def test_a_line_numbered_by_one_drawn_letter_begins_a_block():
    """⑴ and ⒉ begin a block as (1) and 2. do."""
    blocks = read("⑴ 防災\n⑵ 防犯\n⒊ 交通").blocks
    assert ["⑴ 防災", "⑵ 防犯", "⒊ 交通"] == [b.text for b in blocks]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("市⺠協働課‧税務課", "市民協働課・税務課"),
        ("⾏政∕福祉", "行政／福祉"),
        ("⻘少年の⻑", "青少年の長"),
        ("a‧b", "a‧b"),
    ],
)
def test_letters_that_are_only_drawn_alike_are_those_that_a_reader_sees(given, shown):
    """A text taken from a PDF has radicals and marks of the same drawing: they are the words of everybody else."""
    assert [shown] == [b.text for b in read(given).blocks]


@pytest.mark.parametrize("line", ["**(1) 桟橋**", "(1) 桟橋", "桟橋を直します。"])
def test_a_heading_of_markdown_ends_with_its_line(line):
    """What follows without a blank line, bold or not, is no part of its title (CommonMark, 4.2)."""
    blocks = read_document(f"#### ■ 施策の展開\n{line}\n".encode(), "plan.md").blocks
    assert [(BlockKind.HEADING, "■ 施策の展開", 1), (BlockKind.PARAGRAPH, line.strip("*"), 2)] == [
        (block.kind, block.text, block.span.start_line) for block in blocks
    ]


def test_a_bold_number_begins_a_block_as_a_plain_one_does():
    """A text does not swallow the title that follows on the next line."""
    blocks = read_document("桟橋を直します。\n**(2) 灯台**\n".encode(), "plan.md").blocks
    assert ["桟橋を直します。", "(2) 灯台"] == [block.text for block in blocks]


def test_a_rule_of_single_dashes_and_colons_is_no_row():
    """GitHub Flavored Markdown, 4.10: one dash is enough; a dash without a colon may be a value that is missing."""
    (table,) = read("|指標|基準|目標|\n|:--|:-:|-:|\n|利用者数|100人|-|\n|-|-|-|\n").blocks
    assert [("指標", "基準", "目標"), ("利用者数", "100人", "-"), ("-", "-", "-")] == [row.cells for row in table.rows]


def test_pipe_tables_lose_their_rule_and_keep_empty_cells():
    """Cells stand where they were printed, `<br>` is a line break, each row has its line."""
    (table,) = read("| 指標 | 目標値 |\n|---|:--:|\n| 出生数 |  |\n| 健康<br>寿命 | 80歳 |", "plan.md").blocks
    assert [("指標", "目標値"), ("出生数", ""), ("健康\n寿命", "80歳")] == [row.cells for row in table.rows]
    assert [1, 3, 4] == [row.span.start_line for row in table.rows]


def test_tab_tables_read_html_in_their_cells_even_unclosed():
    """Paragraphs, list items and unclosed tags become lines; words stay."""
    (table,) = read("公約\t実績\t課\n1-1-1 防災\t<p>訓練をした。</p> <ul><li>備蓄<li>点検\t<p>危機管理課").blocks
    assert ("1-1-1 防災", "訓練をした。\n備蓄\n点検", "危機管理課") == table.rows[1].cells


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("SNS*を活用", "SNSを活用"),
        ("ネウボラ※プラン", "ネウボラプラン"),
        ("提案制度 [*] 件数", "提案制度件数"),
        ("舵取り^{かじ}を", "舵取りを"),
        ("満足度 **23.1%**", "満足度 23.1%"),
        ("※評価できない", "※評価できない"),
        ("<ruby>塙<rt>はなわ</rt></ruby>プラン", "塙プラン"),
        ("A < B の関係", "A < B の関係"),
    ],
)
def test_glossary_marks_ruby_and_emphasis_go_and_words_stay(printed, words):
    """A mark behind a word points to the glossary; the same mark at the start of a line is a note."""
    assert words == read(printed).blocks[0].text


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp932", "cp932"), ("shift_jis", "cp932")]
)
def test_utf8_with_or_without_bom_and_shift_jis_read_alike(encoding, said):
    """The same text comes out of each encoding, and the encoding is named."""
    document = read(
        "防災に関する施策①を推進します。" if encoding != "shift_jis" else "防災を推進します。", encoding=encoding
    )
    assert (said, "防災") == (document.encoding, document.blocks[0].text[:2])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        ("防災に関する施策を推進する計画です。".encode("euc_jp"), "neither UTF-8 nor Shift_JIS"),
        ("防災".encode("utf-16"), "UTF-16"),
        (b"\xef\xbb\xbf\xe9\x98", "broken"),
        (b"text\x00\x01\x02", "binary"),
        (b"%PDF-1.7 ...", "the end of the PDF is missing"),
        (b"PK\x03\x04....", "zipped office file"),
    ],
)
def test_other_bytes_are_refused_with_a_sentence_that_names_the_file(data, says):
    """Nothing is guessed: the error names the file, the problem and what to do."""
    with pytest.raises(DocumentError, match=rf"^plan\.txt.*{says}"):
        read_document(data, "plan.txt")


def test_an_unknown_ending_names_those_that_are_known():
    """The error lists what can be read."""
    with pytest.raises(DocumentError, match=r"plan\.xyz: the ending \.xyz is not known; known are \.txt"):
        read_document(b"text", "plan.xyz")


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    """Two common slips get two sentences."""
    with pytest.raises(DocumentError, match="there is no such file"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(DocumentError, match="this is a folder"):
        read_document(tmp_path)


def test_the_same_bytes_have_the_same_digest_whatever_their_name():
    """A document is known by its content."""
    assert read("防災", "a.txt").sha256 == read("防災", "b.md").sha256 != read("防犯", "a.txt").sha256


def test_numbers_two_spaces_apart_are_two_cells():
    """12,000  12,000 under R6 and R7: letters stand so far apart within a word, digits do not."""
    lines = "  事業名        概要        R6      R7      R8\n  港の補修      桟橋の板    12,000  12,000  12,000\n"
    (table,) = read(lines).blocks
    assert ("港の補修", "桟橋の板", "12,000", "12,000", "12,000") == table.rows[1].cells


def test_a_name_wrapped_below_its_row_is_one_cell():
    """It begins where the names begin and fits below the widest of them; a line at the margin is another text."""
    table, text = read(
        "  指標                    現状値    目標値\n  船の数                  3隻       5隻\n"
        "  浜の清掃に加わる市民    38.4%     45.0%\n  の割合\n\n主要事業\n"
    ).blocks
    assert ["指標", "船の数", "浜の清掃に加わる市民\nの割合"] == [row.cells[0] for row in table.rows]
    assert Span(3, 4) == table.rows[2].span
    assert "主要事業" == text.text


def test_blocks_know_how_many_items_they_stand_in():
    """By what is set in below a bullet or a number, with blanks, wide blanks or a tab."""
    text = "・桟橋\n　・補修\n　　担当：港湾課\n・灯台\n\n　段落は一字下げて始まる。\n\n1. 浜\n   - 清掃\n\t - 夏\n"
    expected = [
        ("桟橋", 0),
        ("補修", 1),
        ("担当：港湾課", 2),
        ("灯台", 0),
        ("段落は一字下げて始まる。", 0),
        ("1. 浜", 0),
    ]
    assert [*expected, ("清掃", 1), ("夏", 2)] == [(block.text, block.level) for block in read(text).blocks]


def test_a_quotation_is_its_text():
    """The mark at the start of its lines is none of it (CommonMark, 5.1); a comparison is."""
    assert ["凡例：★＝達成\n◇＝進行中", ">5%"] == [
        block.text for block in read("> 凡例：★＝達成\n> ◇＝進行中\n\n>5%\n").blocks
    ]


def test_a_label_in_brackets_below_the_end_of_a_sentence_begins_a_paragraph():
    """A legend below a comment is none of the comment; in a sentence that goes on, brackets are words of it."""
    blocks = read("桟橋を直しました。\n【評価の区分】 ◎：達成\n\n波を防ぐ杭は\n【図２】の浜に打ちます。\n").blocks
    assert ["桟橋を直しました。", "【評価の区分】 ◎：達成", "波を防ぐ杭は\n【図２】の浜に打ちます。"] == [
        block.text for block in blocks
    ]

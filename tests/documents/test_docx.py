"""Word documents become blocks: headings by style, lists with the numbers that are printed, tables, text order."""

import zipfile
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from plangraph.documents import package, read_document
from plangraph.documents.docx_numbering import format_number
from plangraph.errors import DocumentError
from plangraph.model import BlockKind, Span


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def read(document, name="plan.docx"):
    return read_document(document if isinstance(document, bytes) else saved(document), name)


def texts(document):
    return [(b.kind.value, b.level, b.text) for b in read(document).blocks]


def add(document, xml):
    """Put a piece of WordprocessingML at the end of the body."""
    element = parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))
    document.element.body.insert(len(document.element.body) - 1, element)
    return element


def test_headings_paragraphs_and_items_in_their_order():
    """A heading's level comes from its style; a line of the document is a paragraph, empty ones counted."""
    document = docx.Document()
    document.add_heading("汐鳴市総合計画", 0)
    document.add_heading("第1章 安全", 1)
    document.add_paragraph("")
    document.add_heading("めざす姿", 3)
    document.add_paragraph("安全なまち")
    document.add_paragraph("避難所", style="List Bullet")
    document.add_paragraph("・備蓄")
    assert [
        (BlockKind.HEADING, 1, Span(1, 1), "汐鳴市総合計画"),
        (BlockKind.HEADING, 1, Span(2, 2), "第1章 安全"),
        (BlockKind.HEADING, 3, Span(4, 4), "めざす姿"),
        (BlockKind.PARAGRAPH, 0, Span(5, 5), "安全なまち"),
        (BlockKind.ITEM, 0, Span(6, 6), "避難所"),
        (BlockKind.ITEM, 0, Span(7, 7), "備蓄"),
    ] == [(b.kind, b.level, b.span, b.text) for b in read(document).blocks]


def test_a_style_of_ones_own_is_a_heading_by_what_it_is_based_on_or_by_its_outline_level():
    """City halls make styles of their own."""
    document = docx.Document()
    own = document.styles.add_style("章題", 1)
    own.base_style = document.styles["Heading 2"]
    outlined = document.styles.add_style("小見出し", 1)
    outlined.element.append(parse_xml(f'<w:pPr {nsdecls("w")}><w:outlineLvl w:val="3"/></w:pPr>'))
    document.add_paragraph("安全", style="章題")
    document.add_paragraph("防災", style="小見出し")
    document.add_paragraph("本文")
    assert [("heading", 2, "安全"), ("heading", 4, "防災"), ("paragraph", 0, "本文")] == texts(document)


def test_numbers_that_word_prints_are_part_of_the_text():
    """第1章 and (1) are counted from the list's definition: each level anew below the one above."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = [(5, "decimal", "第%1章"), (1, "decimalFullWidth", "%1-%2"), (1, "decimalEnclosedCircle", "%3")]
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
            + "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
                f'<w:lvlText w:val="{text}"/></w:lvl>'
                for level, (start, form, text) in enumerate(levels)
            )
            + "</w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in ((0, "安全"), (1, "防災"), (2, "訓練"), (2, "備蓄"), (1, "防犯"), (2, "見守り"), (0, "学び")):
        add(
            document,
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr></w:pPr>'
            f"<w:r><w:t>{text}</w:t></w:r></w:p>",
        )
    assert ["第5章 安全", "5-１ 防災", "① 訓練", "② 備蓄", "5-２ 防犯", "① 見守り", "第6章 学び"] == [
        text for _, _, text in texts(document)
    ]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (3, "decimal", "3"), (3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircle", "21"),
        (10, "japaneseCounting", "十"), (12, "japaneseCounting", "十二"), (40, "japaneseCounting", "四十"),
        (4, "upperRoman", "Ⅳ"), (2, "aiueo", "イ"), (2, "iroha", "ロ"), (12, "decimalFullWidth", "１２"),
        (3, "upperLetter", "C"), (3, "unheardOf", "3"), (0, "upperLetter", "0"),
    ],
)  # fmt: skip
def test_number_forms(number, form, printed):
    """The forms of Japanese documents; others come out as digits."""
    assert printed == format_number(number, form)


def test_merged_cells_have_their_text_once():
    """Across and down: the first place has the text, the others are empty; a row spans its paragraphs."""
    document = docx.Document()
    document.add_paragraph("一覧")
    table = document.add_table(3, 3)
    for at, name in enumerate(("施策", "指標", "目標値")):
        table.cell(0, at).text = name
    table.cell(1, 0).merge(table.cell(2, 0)).text = "防災"
    table.cell(1, 1).text, table.cell(1, 2).text = "訓練\n参加者", "3回"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "点検"
    document.add_paragraph("以上")
    title, block, end = read(document).blocks
    assert ("一覧", "以上") == (title.text, end.text)
    assert [("施策", "指標", "目標値"), ("防災", "訓練\n参加者", "3回"), ("", "点検", "")] == [
        r.cells for r in block.rows
    ]
    spans = [row.span for row in block.rows]
    assert Span(2, 4) == spans[0]
    assert all(a.end_line + 1 == b.start_line for a, b in pairwise(spans))
    assert spans[-1].end_line + 1 == end.span.start_line


def test_a_frame_is_no_table():
    """A table of one cell, drawn around text, gives the text."""
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "めざす姿"
    cell.add_paragraph("安全なまち")
    assert [("paragraph", 0, "めざす姿"), ("paragraph", 0, "安全なまち")] == texts(document)


def test_a_table_in_a_cell_is_text_of_the_cell():
    """Each of its rows is a line."""
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "内訳"
    inner = table.cell(0, 1).add_table(2, 2)
    for at, text in enumerate(("国", "1", "県", "2")):
        inner.cell(at // 2, at % 2).text = text
    assert ("内訳", "国 1\n県 2") == read(document).blocks[0].rows[0].cells


def test_changes_under_review_are_read_as_accepted_and_comments_are_not_read():
    """What is deleted or moved away is gone; what is inserted is there."""
    document = docx.Document()
    add(
        document,
        "<w:p><w:r><w:t>備蓄を</w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>減</w:delText><w:t>誤</w:t></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>増</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>旧</w:t></w:r></w:moveFrom>'
        '<w:r><w:t>やす</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>',
    )
    assert [("paragraph", 0, "備蓄を増やす")] == texts(document)


def test_ruby_breaks_controls_boxes_and_fields():
    """Readings go, line breaks stay, content controls are looked into, boxes come after their paragraph, once."""
    document = docx.Document()
    add(
        document,
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>はなわ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>塙</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:r><w:t>プラン</w:t><w:br/><w:t>改訂</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>",
    )
    add(document, "<w:sdt><w:sdtContent><w:p><w:r><w:t>様式</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>囲み</w:t></w:r></w:p></w:txbxContent>"
    add(
        document,
        f"<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert ["塙プラン\n改訂", "様式", "前", "囲み"] == [text for _, _, text in texts(document)]


def test_a_table_of_contents_is_left_out():
    """It repeats the headings; its lines still count."""
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("第1章 安全 ..... 3", style="toc 1")
    document.add_heading("第1章 安全", 1)
    (block,) = read(document).blocks
    assert ("第1章 安全", Span(2, 2)) == (block.text, block.span)


def repacked(data, **parts):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def sample():
    document = docx.Document()
    document.add_heading("第1章 安全", 1)
    document.add_paragraph("避難所", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "防災"
    return saved(document)


def named_or_read(read_it):
    """Whether there are blocks, or an error that names the file."""
    try:
        return bool(read_it().blocks)
    except DocumentError as error:
        return str(error).startswith("plan.docx")


SAMPLE = sample()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"noise \x00\x01" * 100, "no DOCX file"),
        (OLE, "old office file.*save it as .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (SAMPLE[: len(SAMPLE) // 2], "damaged or cut off"),
        (repacked(SAMPLE, **{"word/document.xml": "<w:document"}), "damaged"),
        (repacked(SAMPLE, **{"word/media/image1.png": bytes(package.MAX_MEDIA + 1)}), "limits are"),
        (saved(docx.Document()), "no text"),
    ],
)
def test_what_is_no_document_is_named_with_what_to_do(data, says):
    """Each slip has its sentence, and the sentence names the file."""
    with pytest.raises(DocumentError, match=rf"^plan\.docx.*{says}"):
        read(data)


def test_a_text_nested_beyond_measure_ends_in_an_error_or_in_blocks():
    """Ten thousand content controls inside each other."""
    inside = "<w:sdt><w:sdtContent>" * 10_000 + "</w:sdtContent></w:sdt>" * 10_000
    deep = f"<w:document {nsdecls('w')}><w:body>{inside}</w:body></w:document>"
    with pytest.raises(DocumentError, match="damaged"):
        read(repacked(SAMPLE, **{"word/document.xml": deep}))


def test_a_span_of_columns_beyond_measure_is_damage():
    """gridSpan 100,000,000 would fill the memory."""
    document = docx.Document()
    add(
        document,
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>'
        "<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    )
    with pytest.raises(DocumentError, match="damaged"):
        read(document)


PARTS = {
    name: zipfile.ZipFile(BytesIO(SAMPLE)).read(name)
    for name in (
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    )
}


@given(st.sampled_from(sorted(PARTS)), st.data())
@settings(max_examples=60, deadline=None)
def test_mutated_parts_give_blocks_or_a_document_error(part, data):
    """Whatever is broken inside, nothing else is raised."""
    content = bytearray(PARTS[part])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    assert named_or_read(lambda: read(repacked(SAMPLE, **{part: bytes(content)})))


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_mutated_bytes_give_blocks_or_a_document_error(changes):
    """The same for the package itself."""
    data = bytearray(SAMPLE)
    for at, byte in changes:
        data[at] = byte
    assert named_or_read(lambda: read(bytes(data)))


def test_items_know_how_many_items_they_stand_in():
    """By their style, or by the level of their list."""
    document = docx.Document()
    for style in ("List Bullet", "List Bullet 2", "List Bullet 3"):
        document.add_paragraph("桟橋", style=style)
    bullets = "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="bullet"/></w:lvl>' for level in range(2))
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{bullets}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    for level in range(2):
        add(
            document,
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr></w:pPr>'
            "<w:r><w:t>灯台</w:t></w:r></w:p>",
        )
    assert [0, 1, 2, 0, 1] == [block.level for block in read(document).blocks]


def test_a_table_within_a_row_of_a_form_is_a_table_of_its_own():
    """The form goes on behind it; the label beside it stands above it."""
    document = docx.Document()
    table = document.add_table(3, 2)
    for row, (label, text) in enumerate((("施策名", "港の整備"), ("成果指標", ""), ("備考", "なし"))):
        table.cell(row, 0).text, table.cell(row, 1).text = label, text
    inner = table.cell(1, 1).add_table(2, 2)
    for at, text in enumerate(("指標名", "目標値", "寄港数", "9隻")):
        inner.cell(at // 2, at % 2).text = text
    assert [
        [("施策名", "港の整備")],
        "成果指標",
        [("指標名", "目標値"), ("寄港数", "9隻")],
        [("備考", "なし")],
    ] == [[row.cells for row in each.rows] or each.text for each in read(document).blocks]


def test_a_tab_and_a_wide_blank_part_a_label_from_its_text():
    """One wide blank each, so that what stands on the line can be told apart."""
    document = docx.Document()
    document.add_paragraph("担当課\t港湾課")
    document.add_paragraph("　寄港数　　現状値　3隻\t目標値　9隻")
    assert ["担当課\u3000港湾課", "寄港数\u3000現状値\u30003隻\u3000目標値\u30009隻"] == [
        each.text for each in read(document).blocks
    ]


@pytest.mark.parametrize(
    ("frames", "levels"),
    [
        (("基本目標1　海を守る", "基本目標2　山を守る"), [1, 2, 1, 2]),
        (("1　現状と課題", "1　現状と課題"), [0, 2, 0, 2]),  # a label, printed over each
    ],
)
def test_numbered_titles_in_frames_stand_over_the_headings_of_the_file(frames, levels):
    """One level above those that follow them, unless the same is printed again."""
    document = docx.Document()
    for frame, title in zip(frames, ("港の整備", "林道の整備"), strict=True):
        document.add_table(1, 1).cell(0, 0).text = frame
        document.add_heading(title, 2)
    assert levels == [each.level for each in read(document).blocks]

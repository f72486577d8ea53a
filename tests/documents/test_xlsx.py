"""Workbooks become blocks as they are seen: formats, merged cells, sheets; what is broken is named."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from plangraph.documents import grid, package, read_document
from plangraph.documents.number_format import format_value
from plangraph.errors import DocumentError
from plangraph.model import BlockKind, Span


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(*sheets):
    """A workbook of (title, rows) pairs."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def read(data, name="plan.xlsx"):
    return read_document(data if isinstance(data, bytes) else saved(data), name)


def repacked(data, **parts):
    """The same package with some of its parts replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_xml(rows):
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def test_a_title_a_table_and_a_note_know_their_rows():
    """Empty rows and columns at the edges vanish; spans say sheet and row."""
    rows = [[], [None, "令和5年度 KPI一覧"], [], [None, "指標", "目標値"], [None, "出生数", 300], [None, "※速報値"]]
    blocks = read(workbook(("一覧", rows))).blocks
    assert [
        (BlockKind.PARAGRAPH, Span(2, 2, 1, "一覧"), "令和5年度 KPI一覧"),
        (BlockKind.TABLE, Span(4, 5, 1, "一覧"), ""),
        (BlockKind.PARAGRAPH, Span(6, 6, 1, "一覧"), "※速報値"),
    ] == [(b.kind, b.span, b.text) for b in blocks]
    assert [("指標", "目標値"), ("出生数", "300")] == [row.cells for row in blocks[1].rows]
    assert ["B5", "C5"] == [blocks[1].rows[1].cell_span(at).cell for at in (0, 1)]


def test_merged_cells_have_their_text_once_and_header_rows_stay_rows():
    """The text of a merged cell stands at its first place; the plans stage expects the others empty."""
    rows = [["施策", "実績値", None], [None, "R3", "R4"], ["防災", 1, 2], [None, 3, 4]]
    book = workbook(("一覧", rows))
    for cells in ("A1:A2", "B1:C1", "A3:A4"):
        book.active.merge_cells(cells)
    (table,) = read(book).blocks
    assert [("施策", "実績値", ""), ("", "R3", "R4"), ("防災", "1", "2"), ("", "3", "4")] == [
        r.cells for r in table.rows
    ]


def test_blank_rows_part_tables_that_keep_their_columns():
    """Each part is a table of its own; a gap in the first column does not move the others."""
    rows = [["施策", "指標", "値"], ["防災", "訓練", 3], [], [None, "備蓄", 5], [None, "点検", 6]]
    first, second = read(workbook(("一覧", rows))).blocks
    assert (Span(1, 2, 1, "一覧"), Span(4, 5, 1, "一覧")) == (first.span, second.span)
    assert ("", "備蓄", "5") == second.rows[0].cells


def test_several_sheets_have_headings_and_hidden_ones_are_only_named():
    """A hidden sheet's cells are left out, and that it was there is said; its place among the tabs still counts."""
    book = workbook(("目標1", [["a", "b"]]), ("作業用", [["秘", "密"]]), ("目標2", [["c", "d"]]), ("空", []))
    book["作業用"].sheet_state = "hidden"
    blocks = read(book).blocks
    assert [("目標1", 1), ("", 1), ("作業用（非表示のシート）", 2), ("目標2", 3), ("", 3)] == [
        (b.text, b.span.page) for b in blocks
    ]
    assert [Span(0, 0, 1, "目標1"), Span(0, 0, 3, "目標2")] == [b.span for b in blocks if b.kind is BlockKind.HEADING]
    assert "秘" not in repr(blocks)


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        (0.953, "0.0%", "95.3%"),
        (0.5, "0%", "50%"),
        (-0.031, "0.0%", "-3.1%"),
        (0.1250, "0.0%", "12.5%"),
        (2.675, "0.00", "2.68"),
        (1234567, "#,##0", "1,234,567"),
        (1234567, '#,##0"人"', "1,234,567人"),
        (1500000, '#,##0,"千円"', "1,500千円"),
        (-12345, '#,##0;"▲"#,##0', "▲12,345"),
        (-2.5, "0.0;△0.0", "△2.5"),
        (12345, "#,##0_ ;[Red]\\-#,##0\\ ", "12,345"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (5, "00", "05"),
        (0.3, "0.##", "0.3"),
        (12, "# ?/?", "12"),
        (7, ";;;", ""),
        (1 / 3, "General", "0.3333333333"),
        (0.1 + 0.2, "General", "0.3"),
        (12.0, "General", "12"),
        (1e-7, "General", "0.0000001"),
        (True, "General", "TRUE"),
        (date(2023, 3, 31), "yyyy/m/d", "2023年3月31日"),
        (date(2023, 3, 31), "mm-dd-yy", "2023年3月31日"),
        (date(2023, 3, 31), '[$-411]ggge"年"m"月"d"日"', "令和5年3月31日"),
        (date(2019, 4, 30), '[$-411]ggge"年"m"月"d"日"', "平成31年4月30日"),
        (date(2023, 3, 1), 'yyyy"年"m"月"', "2023年3月"),
        (date(2023, 4, 1), 'ggge"年度"', "令和5年度"),
        (date(2023, 4, 1), "mmm-yy", "2023年4月"),
        (None, "General", ""),
        ("文", "0.0%", "文"),
    ],
)
def test_values_read_as_they_are_displayed(value, number_format, seen):
    """A number has the digits, the sign and the unit that its format shows; a date can be read in Japanese."""
    assert seen == format_value(value, number_format)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers(-(10**12), 10**12))
@settings(max_examples=60, deadline=None)
def test_a_plain_number_is_never_changed_beyond_ten_digits(value):
    """General shows the number itself, without powers of ten."""
    shown = float(format_value(value, "General"))
    assert abs(shown - value) <= max(abs(value) * 1e-9, 1e-38)


@example("0", 1e28)
@example("#,##0.0%", 1e300)
@given(st.text(max_size=20), st.floats(allow_nan=False) | st.dates())
@settings(max_examples=100, deadline=None)
def test_any_number_format_gives_a_text(number_format, value):
    """A format that nobody foresaw trips nothing."""
    assert isinstance(format_value(value, number_format), str)


def test_formats_of_a_file_reach_its_cells():
    """The table shows what the spreadsheet shows."""
    book = workbook(("一覧", [["指標", "実績", "時点"], ["組織率", 0.953, date(2023, 3, 31)]]))
    book.active["B2"].number_format = "0.0%"
    (table,) = read(book).blocks
    assert ("組織率", "95.3%", "2023年3月31日") == table.rows[1].cells


def test_formulas_give_the_values_that_the_file_keeps():
    """The value that was computed is read; a formula that nobody computed stays raw."""
    plain = saved(workbook(("一覧", [["計", "率"], ["=1+2", "=2/4"]])))
    assert ("=1+2", "=2/4") == read(plain).blocks[0].rows[1].cells
    sheet = zipfile.ZipFile(BytesIO(plain)).read("xl/worksheets/sheet1.xml").decode()
    computed = sheet.replace("<f>1+2</f><v></v>", "<f>1+2</f><v>3</v>").replace("<f>1+2</f><v />", "<f>1+2</f><v>3</v>")
    assert computed != sheet
    assert ("3", "=2/4") == read(repacked(plain, **{"xl/worksheets/sheet1.xml": computed})).blocks[0].rows[1].cells


def shared(xml):
    """A workbook whose first cells take the shared strings 0 and 1."""
    sheet = sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>')
    plain = saved(workbook(("一覧", [["a", "b"]])))
    types = zipfile.ZipFile(BytesIO(plain)).read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    parts = {
        "xl/sharedStrings.xml": xml,
        "xl/worksheets/sheet1.xml": sheet,
        "[Content_Types].xml": re.sub("</Types>", override, types),
    }
    return repacked(plain, **parts)


def test_readings_above_words_and_carriage_returns_are_no_text():
    """Excel keeps furigana beside the words, and escapes carriage returns."""
    strings = (
        f'<sst {MAIN}><si><t>防災</t><rPh sb="0" eb="2"><t>ボウサイ</t></rPh></si>'
        "<si><r><t>a_x000D_\n</t></r><r><t>b</t></r></si></sst>"
    )
    assert [("防災", "a\nb")] == [row.cells for row in read(shared(strings)).blocks[0].rows]


def zipped(**files):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\x00\x01binary noise" * 50, "no XLSX file"),
        (b"a,b\n1,2\n", "no XLSX file"),
        (b"%PDF-1.7", "no XLSX file"),
        (zipped(plan="text"), "zip archive, not XLSX"),
        (zipped(**{"word/document.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "DOCX, not XLSX.*ending .docx"),
        (zipped(**{"xl/workbook.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (OLE, "old office file.*save it as .xlsx"),
    ],
)
def test_what_is_no_workbook_is_named_with_what_to_do(data, says):
    """Each slip has its sentence, and the sentence names the file."""
    with pytest.raises(DocumentError, match=rf"^plan\.xlsx.*{says}"):
        read(data)


def test_an_old_workbook_is_told_by_its_first_bytes():
    """.xls is no known ending, and the sentence says what to do."""
    with pytest.raises(DocumentError, match=r"old office file.*save it as .docx or .xlsx"):
        read(OLE, "plan.xls")


def test_a_workbook_without_any_text_is_an_error():
    """Nothing can be read of it."""
    with pytest.raises(DocumentError, match="no text"):
        read(workbook(("空", [])))


def test_a_workbook_cut_off_is_damaged():
    """A download that broke."""
    data = saved(workbook(("一覧", [["a", "b"]] * 50)))
    for length in (30, len(data) // 2, len(data) - 10):
        with pytest.raises(DocumentError, match="damaged or cut off"):
            read(data[:length])


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    """A zip bomb costs nothing but its directory."""
    data = saved(workbook(("一覧", [["a", "b"]])))
    bomb = repacked(data, **{"xl/sharedStrings.xml": b" " * (package.MAX_UNPACKED + 1)})
    assert len(bomb) < 200_000
    with pytest.raises(DocumentError, match="limits are"):
        read(bomb)


def test_entities_that_multiply_are_not_expanded():
    """Nine levels of ten entities each would be a gigabyte."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE sst [<!ENTITY e0 "ha">{levels}]><sst {MAIN}><si><t>&e9;</t></si><si><t>b</t></si></sst>'
    with pytest.raises(DocumentError, match="damaged"):
        read(shared(text))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, grid.MAX_ROWS + 2)),
            "more than 5,000 rows",
        ),
        (
            "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 400)),
            "more than 5,000,000 cells",
        ),
        ('<row r="999999999999"><c r="A1"><v>1</v></c></row>', "a row beyond"),
    ],
)
def test_outsized_sheets_end_in_an_error(rows, says):
    """Rows, columns and row numbers are bounded, so that time and memory are."""
    data = repacked(saved(workbook(("一覧", [["a"]]))), **{"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    with pytest.raises(DocumentError, match=says):
        read(data)


def named_or_read(read_it):
    """Whether there are blocks, or an error that names the file."""
    try:
        return bool(read_it().blocks)
    except DocumentError as error:
        return str(error).startswith("plan.xlsx")


SAMPLE = saved(workbook(("一覧", [["施策", "指標", "値"], ["防災", "訓練", 0.5]]), ("二", [["a", "b"]])))


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_mutated_bytes_give_blocks_or_a_document_error(changes):
    """Whatever is broken, nothing else is raised."""
    data = bytearray(SAMPLE)
    for at, byte in changes:
        data[at] = byte
    assert named_or_read(lambda: read(bytes(data)))


PARTS = {name: zipfile.ZipFile(BytesIO(SAMPLE)).read(name) for name in zipfile.ZipFile(BytesIO(SAMPLE)).namelist()}


@given(st.sampled_from(sorted(PARTS)), st.data())
@settings(max_examples=60, deadline=None)
def test_mutated_parts_give_blocks_or_a_document_error(part, data):
    """The same inside the package, where a checksum no longer keeps it out."""
    content = bytearray(PARTS[part])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    assert named_or_read(lambda: read(repacked(SAMPLE, **{part: bytes(content)})))


def test_cells_merged_down_say_over_which_rows_they_stand():
    """The text stands once; the rows that it is merged over know it, each at its place."""
    book = workbook(("表", [["課", "取組"], ["港湾課", "桟橋"], [None, "灯台"], [None, "航路"]]))
    book["表"].merge_cells("A2:A3")
    (table,) = (block for block in read(book).blocks if block.rows)
    assert [("課",), ("港湾課",), ("港湾課",), ("",)] == [(row.whole(0),) for row in table.rows]
    assert ["課", "港湾課", "", ""] == [row.cells[0] for row in table.rows]

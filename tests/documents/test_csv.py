"""CSV becomes tables: delimiters, quotes, encodings and ragged rows as they come; spans are the file's lines."""

import csv
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangraph.documents import grid, read_document
from plangraph.errors import DocumentError
from plangraph.model import BlockKind, Span


def read(text, name="plan.csv", encoding="utf-8"):
    return read_document(text.encode(encoding) if isinstance(text, str) else text, name)


def cells(document):
    return [row.cells for block in document.blocks for row in block.rows]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_record_over_several_lines_spans_them(end):
    """Quoted cells hold line breaks, delimiters and doubled quotes."""
    text = end.join(["施策,取組", '防災,"訓練', '備蓄, ""点検"""', "防犯,見守り", ""])
    (table,) = read(text).blocks
    assert [("施策", "取組"), ("防災", '訓練\n備蓄, "点検"'), ("防犯", "見守り")] == [row.cells for row in table.rows]
    assert [Span(1, 1), Span(2, 3), Span(4, 4)] == [row.span for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter):
    """By the regularity of the records: other delimiters inside the texts do not mislead."""
    rows = [["施策", "内容", "値"], ["防災", "訓練,備蓄;点検,更新", "10"], ["防犯", "見守り、声かけ", "20"]]
    text = "\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows)
    assert [tuple(row) for row in rows] == cells(read(text))


def test_the_delimiter_that_a_file_declares_is_taken():
    """`sep=;` is no content, and lines still count from the top of the file."""
    (table,) = read("sep=;\na;b,c\n1;2\n").blocks
    assert [("a", "b,c"), ("1", "2")] == [row.cells for row in table.rows]
    assert Span(2, 3) == table.span


def test_the_ending_tsv_says_the_delimiter():
    """Commas in a tab-separated file are text."""
    assert [("a,b", "c"), ("1,2", "3")] == cells(read("a,b\tc\n1,2\t3\n", "plan.tsv"))


@pytest.mark.parametrize(("encoding", "said"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp932", "cp932")])
def test_encodings_read_alike(encoding, said):
    """A byte order mark is no part of the first name."""
    document = read("施策,課\n防災①,危機管理課\n", encoding=encoding)
    assert (said, "text/csv", "ja") == (document.encoding, document.media_type, document.language)
    assert [("施策", "課"), ("防災①", "危機管理課")] == cells(document)


def test_ragged_rows_keep_their_cells():
    """Rows are filled up to the widest; nothing is cut off."""
    assert [("a", "b", ""), ("1", "", ""), ("1", "2", "3")] == cells(read("a,b\n1,,\n1,2,3\n"))


def test_titles_above_and_notes_below_are_paragraphs():
    """What stands alone on its line above a table, or is marked as a note below, is no row of it."""
    document = read("令和5年度 一覧,,\n,,\n施策,課,値\n防災,危機管理課,1\n※速報値,,\n")
    assert [
        (BlockKind.PARAGRAPH, "令和5年度 一覧", Span(1, 1)),
        (BlockKind.TABLE, "", Span(3, 4)),
        (BlockKind.PARAGRAPH, "※速報値", Span(5, 5)),
    ] == [(b.kind, b.text, b.span) for b in document.blocks]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b",,\n,,\n", "no text"),
        (b"a,b\x00\n", "binary"),
        ("防災に関する,施策を推進する計画です。".encode("euc_jp"), "neither UTF-8 nor Shift_JIS"),
        (b'a,b\n1,"2\n' + b"3,4\n" * 60_000, "line 2: a cell has more than 131,072.*never closed"),
        (b"a,b\n" * (grid.MAX_ROWS + 1), "more than 5,000 rows"),
        (b"x\n" + b"," * (grid.MAX_CELLS + 1), "more than 5,000,000 cells"),
        (b"a," + b"x" * 1_000_000, "more than 131,072 characters"),
    ],
)
def test_what_cannot_be_read_is_named(data, says):
    """An error in one sentence, with the line where there is one."""
    with pytest.raises(DocumentError, match=rf"^plan\.csv.*{says}"):
        read(data)


SAMPLE = '施策,"取組\n内容",値\n防災,"訓練, ""備蓄""",10\n'.encode()


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.binary(max_size=3)), max_size=8))
@settings(max_examples=200, deadline=None)
def test_mutated_bytes_give_blocks_or_a_document_error(changes):
    """Whatever is broken, nothing else is raised, and spans stay within the file."""
    data = SAMPLE
    for at, extra in changes:
        data = data[:at] + extra + data[at + 1 :]
    try:
        blocks = read(data).blocks
    except DocumentError as error:
        assert error.name == "plan.csv"  # noqa: PT017 — an error is one of two good outcomes
        return
    assert all(1 <= b.span.start_line <= b.span.end_line for b in blocks)


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8), max_size=6), max_size=8
    )
)
@settings(max_examples=100, deadline=None)
def test_any_table_that_is_written_is_read_or_refused(rows):
    """Spans follow each other without overlap, whatever the cells hold."""
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    try:
        document = read(out.getvalue().encode())
    except DocumentError:
        return
    spans = [row.span for block in document.blocks for row in (block.rows or (block,))]
    assert all(a.end_line < b.start_line for a, b in pairwise(spans))

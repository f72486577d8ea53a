"""Labels over a table of values in a text of columns: 担当課  港湾課, then KPI  R5（現状）  R6 …."""

from plangraph.documents import read_document

PLACES = (1, 28, 44, 54, 64, 74)


def line(*cells):
    """Cells at their places, each letter as wide as any other, as a program sets the text of a page."""
    text = ""
    for place, cell in zip(PLACES[-len(cells) :] if len(cells) == 1 else PLACES, cells, strict=True):
        text = text.ljust(place) + cell
    return text


HEAD = "取組1-1 桟橋の補修\n 取組の概要     傷んだ桟橋を順に直します。\n 担当課       港湾課、財政課\n"
ROWS = (
    line("KPI（指標）", "R5（現状）", "R6", "R7", "R8", "R9（目標）"),
    line("4,000時間以"),
    line("桟橋を使えた時間", "1,350時間", "1,800時間", "2,400時間", "3,000時間", "")[:73].rstrip(),
    line("上"),
    line("直した桟橋の割合", "−", "20％", "40％", "60％", "80％"),
)
TEXT = HEAD + "\n".join(ROWS) + "\n\n取組1-2 灯台の公開\n"


def table(text):
    return [
        [row.cells for row in block.rows] for block in read_document(text.encode(), "plan.txt").blocks if block.rows
    ]


def test_a_header_of_values_below_labels_begins_a_table_in_which_a_value_may_be_wrapped():
    """The last value of the first row stands over two lines, around the line of the others."""
    assert table(TEXT) == [
        [
            ("KPI（指標）", "R5（現状）", "R6", "R7", "R8", "R9（目標）"),
            ("桟橋を使えた時間", "1,350時間", "1,800時間", "2,400時間", "3,000時間", "4,000時間以\n上"),
            ("直した桟橋の割合", "−", "20％", "40％", "60％", "80％"),
        ]
    ]

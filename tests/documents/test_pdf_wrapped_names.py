"""Tables of a PDF without rules between their columns: each value has its own name, or its row is text."""

import random

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from tests.documents.test_pdf import MINCHO, Drawing, table_of

WHO = ["市民", "子ども", "漁師", "港の団体", "浜の外から来た人"]
DID = ["網の手入れに参加した", "船の見回りに加わった", "灯台を訪れた", "桟橋の掃除を続けている", "海の水を調べた"]
MEASURE = ["の割合", "の延べ人数", "の数", "の満足度", "（年間）", "の学び"]
UNITS = ["課", "農林水産課", "市民協働推進課"]
SIZE = 9


def names(chance, letters):
    """Names of one line to three, no two alike, cut where their column ends."""
    said = set()
    while True:
        parts = [chance.choice(each) for each in (["", "過去1年間に"], DID, WHO, MEASURE)]
        name = "".join(parts[chance.choice([0, 1, 2]) :])
        if name not in said and len(name) <= 3 * letters:
            said.add(name)
            yield name


def cut(text, letters):
    """Its lines: none begins with a closing bracket."""
    lines = [text]
    while len(lines[-1]) > letters:
        at = letters - (lines[-1][letters] in "）ー")
        lines[-1:] = [lines[-1][:at], lines[-1][at:]]
    return lines


class Table:
    """A table that is drawn at random: `told` has of each of its names the values that are printed beside it."""

    def __init__(self, chance, way, white, rules):
        self.way, self.white, self.rules = way, white, rules
        self.step = SIZE * chance.choice([1.2, 1.4])
        letters, values = chance.choice([10, 12, 14]), chance.choice([2, 3, 4])
        kinds = [*chance.choice([[], ["No."]]), "指標", *["値"] * values, *chance.choice([[], ["担当課"]])]
        wide = {"No.": 24, "指標": letters * SIZE + 6, "値": 50, "担当課": 5 * SIZE + 6}
        self.columns = [(kind, 50 + sum(wide[k] + 14 for k in kinds[:at]), wide[kind]) for at, kind in enumerate(kinds)]
        heads = iter(["基準値", *["実績値"] * (values - 2), "目標値"])
        below = chance.choice(["", "(R4)"])
        self.head = [[next(heads), below] if kind == "値" and below else [kind] for kind in kinds]
        for row in self.head if not below else ():
            row[:] = [next(heads)] if row == ["値"] else row
        self.rows, self.told = [], {}
        numbers = iter(chance.sample(range(10, 9999), 100))
        for at, name in zip(range(chance.randint(4, 12)), names(chance, letters), strict=False):
            values = [f"{next(numbers):,}人" for kind in kinds if kind == "値"]
            left = iter(values)
            cells = {"No.": [f"{at + 1}"], "指標": cut(name, letters), "担当課": cut(chance.choice(UNITS), 5)}
            self.rows.append([[next(left)] if kind == "値" else cells[kind] for kind in kinds])
            self.told[name] = values

    def draw(self, pages):
        page = Drawing()
        page.say("港と浜の計画", y=60, size=14)
        y = self._row(page, self.head, 90, "amid") + 8
        for at, row in enumerate(self.rows):
            if pages and at == len(self.rows) // 2:
                page.showPage()
                y = 90
            elif self.rules == "rows" or (self.rules == "header" and not at):
                page.rule(48, y - 4 - self.white / 2, self.columns[-1][1] + self.columns[-1][2], y - 4 - self.white / 2)
            y = self._row(page, row, y, self.way) + self.white
        return page.read()

    def _row(self, page, row, y, way):
        tall = max(map(len, row))
        for (kind, x, wide), cell in zip(self.columns, row, strict=True):
            off = {"first": 0, "amid": (tall - len(cell)) / 2, "last": tall - len(cell)}[way]
            for at, line in enumerate(cell):
                right = x + wide - stringWidth(line, MINCHO, SIZE)
                page.say(line, right if kind == "値" else x, y + SIZE + (off + at) * self.step, SIZE)
        return y + tall * self.step


def read(document, told):
    """The name that stands beside each of the values that are read, and those values."""
    of = {value: name for name, values in told.items() for value in values}
    rows = [[cell.replace("\n", "") for cell in row.cells] for block in document.blocks for row in block.rows]
    for row in rows:
        values = [cell for cell in row if cell in of]
        if values:
            yield next(cell for cell in reversed(row[: row.index(values[0])]) if cell), values


@pytest.mark.parametrize("pages", [False, True])
@pytest.mark.parametrize("rules", ["none", "header", "rows"])
@pytest.mark.parametrize("white", [0, 1, 3, 8])
@pytest.mark.parametrize("way", ["first", "amid", "last"])
def test_no_name_has_the_values_of_another(way, white, rules, pages):
    """However a table is set; what cannot be known is text, which is little."""
    known = printed = 0
    for seed in range(3):
        table = Table(random.Random(f"{way} {white} {rules} {seed}"), way, white, rules)
        found = list(read(table.draw(pages), table.told))
        assert [] == [(name, values) for name, values in found if table.told.get(name) != values]
        known, printed = known + len(found), printed + len(table.told)
    assert known >= 0.7 * printed


def lines(*rows, rules=(), step=11):
    """A page with a header and lines of a name and two values."""
    page = Drawing()
    page.say("港と浜の計画", y=60, size=14)
    for x, cell in zip((60, 260, 380), ("指標", "基準値", "目標値"), strict=True):
        page.say(cell, x, 100, SIZE)
    for at, (name, *values) in enumerate(rows):
        for x, cell in zip((60, 260, 380), (name, *values), strict=False):
            page.say(cell, x, 120 + at * step, SIZE)
    for at in rules:
        page.rule(58, 120 + at * step - 8.5, 420, 120 + at * step - 8.5)
    return page


CLOSE = [("港の灯台", "3基", "5基"), ("浜の市場",), ("網の手入", "12人", "30人"), ("沖の見回", "7枚", "9枚")]


def test_values_that_may_be_of_either_name_are_text():
    """浜の市場 may end the first row or begin the second; all of its lines are there, and no row is."""
    document = lines(*CLOSE).read()
    assert [] == [block for block in document.blocks if block.rows]
    assert ["港の灯台\u30003基\u30005基", "浜の市場", "網の手入\u300012人\u300030人"] == [
        block.text for block in document.blocks[2:5]
    ]


def test_rules_between_rows_tell_whose_a_line_is():
    """The same lines, with a rule above or below the one that may be of two rows."""
    for rules, rows in (
        ((0, 1, 3, 4), ["港の灯台", "浜の市場\n網の手入", "沖の見回"]),
        ((0, 2, 3, 4), ["港の灯台\n浜の市場", "網の手入", "沖の見回"]),
    ):
        assert ["指標", *rows] == [row[0] for row in table_of(lines(*CLOSE, rules=rules).read())]


def test_a_heading_between_rows_is_of_no_name():
    """浜の振興 stands alone above the rows of its group."""
    rows = [
        ("船の数", "3隻", "5隻"),
        ("網を直した漁師の数", "7人", "9人"),
        ("浜の振興",),
        ("浜の客の数", "12人", "30人"),
    ]
    found = [tuple(row) for row in table_of(lines(*rows, rules=(0, 1, 2, 3)).read())]
    assert [("指標", "基準値", "目標値"), *rows[:2]] == found[:3]
    assert not any("浜の振興" in row[0] and row[1] for row in found)


def test_a_row_that_goes_over_the_page_is_text():
    """The first half of its name stands with its values, the rest at the top of the next page."""
    page = lines(("灯台を訪れた子どもの数", "3人", "5人"), ("船の見回りに加わった団", "7団体", "9団体"))
    page.showPage()
    for at, (name, *values) in enumerate([("体の数",), ("網の数", "12枚", "30枚"), ("桟橋の数", "1本", "2本")]):
        for x, cell in zip((60, 260, 380), (name, *values), strict=False):
            page.say(cell, x, 90 + at * 11, SIZE)
    document = page.read()
    rows = [row.cells for block in document.blocks for row in block.rows]
    assert ["指標", "灯台を訪れた子どもの数"] == [row[0] for row in rows if any(row[1:])][:2]
    assert not any("船の見回りに加わった団" in row[0] for row in rows)
    assert any("船の見回りに加わった団" in block.text and "9団体" in block.text for block in document.blocks)


def test_a_value_close_to_the_next_cell_is_a_cell():
    """A blank of a letter parts 30人 from 港湾課, where the header tells that there are two columns."""
    page = Drawing()
    page.say("港と浜の計画", y=60, size=14)
    rows = [
        ("指標", "基準値", "目標値", "担当課"),
        ("船の数", "3隻", "5隻", "港湾課"),
        ("客の数", "12人", "30人", "観光課"),
    ]
    for at, row in enumerate(rows):
        for x, cell in zip((60, 200, 300, 333), row, strict=True):
            right = 324 - stringWidth(cell, MINCHO, SIZE) if x == 300 and at else x - 8 * (x == 300)
            page.say(cell, right, 100 + 14 * at, SIZE)
    assert rows == [tuple(row) for row in table_of(page.read())]

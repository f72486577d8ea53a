"""Tables of a PDF whose rows alone are ruled, bands that touch tables, and letters set below each other."""

from tests.documents.test_pdf import GOTHIC, Drawing, outline, table_of

COLUMNS = (60, 200, 420)
ROWS = [
    (["桟橋の補修と網の手入れを進", "める"], ["港の人と話し合い、傷んだ桟橋を冬のうちに補", "修します。"], ["港湾課"]),
    (["灯台の案内"], ["案内板を立てます。"], ["観光課"]),
]


def draw(rows, *, head=("取組", "内容", "担当課"), under=(), gap=12):
    """A page with level rules around each row, and those `under` some rows from a column on; cells at half height."""
    page, y = Drawing(), 100
    page.rule(56, y, 540, y)
    for at, row in enumerate([[[cell] for cell in head], *rows]):
        tall = max(map(len, row)) * gap + 10
        for x, cell in zip(COLUMNS, row, strict=True):
            top = y + (tall - len(cell) * gap) / 2
            for number, line in enumerate(cell):
                page.say(line, x, top + (number + 0.8) * gap, 10)
        y += tall
        page.rule(dict(under).get(at, 56), y, 540, y)
    return page


def test_rows_between_level_rules_are_whole_however_their_cells_are_wrapped():
    """What is set at half height beside two lines is of their row."""
    assert [
        ("取組", "内容", "担当課"),
        (
            "桟橋の補修と網の手入れを進\nめる",
            "港の人と話し合い、傷んだ桟橋を冬のうちに補\n修します。",
            "港湾課",
        ),
        ("灯台の案内", "案内板を立てます。", "観光課"),
    ] == [tuple(row) for row in table_of(draw(ROWS).read())]


def test_a_rule_under_some_columns_leaves_the_others_merged():
    """港の振興 stands beside two indicators: the rule between these begins behind it."""
    rows = [(["港の振興"], ["船の数"], ["3隻"]), ([""], ["網の数"], ["5枚"]), (["浜の振興"], ["客の数"], ["9人"])]
    (table,) = [
        block
        for block in draw(rows, head=("施策", "指標", "目標値"), under={1: 190}.items()).read().blocks
        if block.rows
    ]
    assert ["施策", "港の振興", "港の振興", "浜の振興"] == [row.whole(0) for row in table.rows]
    assert ["指標", "船の数", "網の数", "客の数"] == [row.cells[1] for row in table.rows]


def test_a_rule_under_the_header_alone_parts_no_rows():
    """All of the rows below it are read, not the one that stands next to it."""
    page = Drawing()
    page.rule(56, 100, 540, 100)
    page.rule(56, 118, 540, 118)
    for y, row in (
        (113, ("指標", "基準値", "目標値")),
        (131, ("船の数", "3隻", "5隻")),
        (151, ("網の数", "7枚", "9枚")),
    ):
        for x, cell in zip(COLUMNS, row, strict=True):
            page.say(cell, x, y, 10)
    assert ["船の数", "網の数"] == [row[0] for row in table_of(page.read())][1:]


def test_a_band_that_touches_its_table_is_a_heading_and_so_are_larger_letters_behind_a_square():
    page = Drawing()
    page.say("港の補修は、毎年の冬に、港で働く人と話し合いながら進める。", 60, 60)
    page.say("■施策1 港の補修", 60, 90, 13, GOTHIC)
    for y in (100, 124, 144, 164):
        page.rule(56, y, 400, y)
    for x, top in ((56, 100), (400, 100), (160, 124)):
        page.rule(x, top, x, 164)
    page.say("施策2 浜の清掃", 60, 117, 14, GOTHIC)
    for y, label, text in ((138, "担当課", "港湾課"), (158, "めざす姿", "浜がいつもきれいです")):
        page.say(label, 60, y, 10)
        page.say(text, 170, y, 10)
    document = page.read()
    assert ["施策1 港の補修", "施策2 浜の清掃"] == [text for kind, _, text in outline(document) if kind == "heading"]
    assert ["担当課", "めざす姿"] == [row[0] for row in table_of(document)]


def test_letters_below_letters_are_read_down_their_columns_from_the_right():
    page = Drawing()
    for y in (100, 160, 220):
        page.rule(90 if y == 160 else 56, y, 400, y)
    for x in (56, 90, 400):
        page.rule(x, 100, x, 220)
    for x, letters in ((76, "豊かな海と"), (62, "生きるまち")):
        for at, letter in enumerate(letters):
            page.say(letter, x, 116 + 11 * at, 10)
    page.say("船の数", 100, 130, 10)
    page.say("網の数", 100, 190, 10)
    assert [["豊かな海と生きるまち", "船の数"], ["", "網の数"]] == [list(row) for row in table_of(page.read())]


def test_a_heading_between_two_tables_of_one_breadth_is_of_neither():
    """The last rule of one and the first of the next begin and end alike; a heading and a sentence stand between."""
    page = Drawing()
    for y in (100, 120, 140, 210, 230, 250):
        page.rule(56, y, 540, y)
    page.say("施策2 浜の清掃", 60, 166, 13, GOTHIC)
    page.say("浜をきれいにします。", 60, 190, 10)
    for y, row in (
        (114, ("市の取組", "期間", "担当課")),
        (134, ("桟橋の補修", "令和6年度", "港湾課")),
        (224, ("市の取組", "期間", "担当課")),
        (244, ("浜の見回り", "令和7年度", "観光課")),
    ):
        for x, cell in zip(COLUMNS, row, strict=True):
            page.say(cell, x, y, 10)
    assert [
        ("table", ""),
        ("heading", "施策2 浜の清掃"),
        ("paragraph", "浜をきれいにします。"),
        ("table", ""),
    ] == [(kind, text) for kind, _, text in outline(page.read())]


def test_an_era_that_a_narrow_cell_breaks_is_whole():
    table = table_of(draw([(["船の数"], ["3隻（令", "和3年度）"], ["5隻"])]).read())
    assert "3隻（令和3年度）" == table[1][1]


def test_a_coloured_band_that_touches_a_table_is_read_before_it():
    """What stands in the box below 施策1 is of 施策1, not of what came before."""
    page = Drawing()
    page.say("1 海の政策", 60, 80, 16)
    page.setFillGray(0.8)
    page.rect(56, 842 - 124, 484, 24, stroke=0, fill=1)
    page.setFillGray(0)
    page.say("施策1 港の振興", 60, 117, 13, GOTHIC)
    for y in (124, 144, 164):
        page.rule(56, y, 540, y)
    for x in (56, 150, 540):
        page.rule(x, 124, x, 164)
    for y, row in ((138, ("担当課", "港湾課")), (158, ("現状", "船が減っています。"))):
        page.say(row[0], 60, y)
        page.say(row[1], 155, y)
    assert ["1 海の政策", "施策1 港の振興", ""] == [text for _, _, text in outline(page.read())]


def test_a_number_above_a_title_set_upright_stays_apart_from_it():
    """A blank is left between letters below each other; 1海と is no number."""
    page = Drawing()
    for y in (100, 230):
        page.rule(56, y, 540, y)
    page.rule(76, 165, 540, 165)
    for x in (56, 76, 200, 540):
        page.rule(x, 100, x, 230)
    for at, letter in enumerate("1 海とともに"):
        page.say(letter, 61, 116 + 10.5 * at)
    for y, row in ((135, ("桟橋の補修", "冬のうちに直します。")), (200, ("灯台の公開", "案内板を立てます。"))):
        page.say(row[0], 80, y)
        page.say(row[1], 205, y)
    assert "1 海とともに" == table_of(page.read())[0][0]


def test_a_row_alone_on_the_next_page_is_a_row_of_the_table_before():
    page = Drawing()
    columns = (60, 260, 360, 440)
    for at, row in enumerate(
        (("指標", "単位", "現状値", "目標値"), ("船の数", "隻", "3", "5"), ("網の数", "枚", "7", "9"))
    ):
        for x, cell in zip(columns, row, strict=True):
            page.say(cell, x, 700 + 20 * at)
    page.showPage()
    for x, cell in zip(columns, ("客の数", "人", "10", "20"), strict=True):
        page.say(cell, x, 80)
    tables = [[row.cells for row in block.rows] for block in page.read().blocks if block.rows]
    assert [("客の数", "人", "10", "20")] == tables[-1]


def test_one_row_of_who_does_what_below_the_names_of_its_columns_is_a_table():
    page = Drawing()
    page.say("傷んだところを順に直していくことで、港を使う人が増えるようにしていきます。", 60, 80)
    for y, row in ((100, ("市の取組", "担当課")), (120, ("桟橋の補修", "港湾課"))):
        page.say(row[0], 60, y)
        page.say(row[1], 360, y)
    assert [("市の取組", "担当課"), ("桟橋の補修", "港湾課")] == [tuple(row) for row in table_of(page.read())]


def test_a_merged_cell_that_goes_on_from_the_page_before_keeps_its_empty_column():
    """The rows below it have the columns of the header, which stands on the page before."""
    page = Drawing()
    for y in (100, 140):
        page.rule(56, y, 540, y)
    page.rule(150, 120, 540, 120)
    for x in (56, 150, 350, 540):
        page.rule(x, 100, x, 140)
    for y, row in ((114, ("船の数", "5隻")), (134, ("網の数", "9枚"))):
        page.say(row[0], 155, y)
        page.say(row[1], 355, y)
    assert [("", "船の数", "5隻"), ("", "網の数", "9枚")] == [tuple(row) for row in table_of(page.read())]

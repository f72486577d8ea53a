"""PDFs with a text layer become blocks with page and line; the PDFs here are drawn by the tests themselves."""

import io
import re
import zlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from plangraph.documents import pdf, read_document
from plangraph.documents.pdf import marks
from plangraph.errors import DocumentError
from plangraph.model import BlockKind, PlanFacts, Span
from plangraph.plans import parse_plan

NOBEOKA = Path(__file__).parents[2].parent / "shared" / "data" / "documents" / "nobeoka_r8_shisei_hoshin.pdf"
MINCHO, GOTHIC = "HeiseiMin-W3", "HeiseiKakuGo-W5"
SENTENCE = "市は災害に強いまちをつくるため、自主防災組織の結成を支え、地区ごとの訓練を毎年行うとともに、備蓄を進める。"


class Drawing(Canvas):
    """A canvas whose heights count from above, as lines do."""

    def __init__(self, width=595, height=842, **more):
        for font in (MINCHO, GOTHIC):
            pdfmetrics.registerFont(UnicodeCIDFont(font))
        self.into = io.BytesIO()
        self.tall = height
        super().__init__(self.into, (width, height), **more)

    def say(self, text, x=60, y=80, size=10, font=MINCHO):
        self.setFont(font, size)
        self.drawString(x, self.tall - y, text)

    def wrap(self, text, x, y, letters, size=10, leading=15):
        for i in range(0, len(text), letters):
            self.say(text[i : i + letters], x, y, size)
            y += leading
        return y

    def rule(self, x0, y0, x1, y1):
        self.line(x0, self.tall - y0, x1, self.tall - y1)

    def read(self, name="plan.pdf"):
        return read_document(self.done(), name)

    def done(self):
        self.save()
        return self.into.getvalue()


def outline(document):
    return [(block.kind.value, block.level, block.text) for block in document.blocks]


def table_of(document):
    (table,) = (block for block in document.blocks if block.rows)
    return [row.cells for row in table.rows]


def grid(canvas, xs, ys, rows, *, rules=True, without=()):
    """A table with its rules, but for those in `without`: (level or upright, at, from, to)."""
    for y, row in zip(ys, rows, strict=False):
        for x, cell in zip(xs, row, strict=False):
            for i, line in enumerate(cell.split("\n")):
                canvas.say(line, x + 3, y + 12 + i * 11, 9)
    for i, y in enumerate(ys if rules else ()):
        for j in range(len(xs) - 1):
            if ("level", i, j) not in without:
                canvas.rule(xs[j], y, xs[j + 1], y)
    for j, x in enumerate(xs if rules else ()):
        for i in range(len(ys) - 1):
            if ("upright", i, j) not in without:
                canvas.rule(x, ys[i], x, ys[i + 1])


def test_wrapped_lines_are_one_paragraph_and_spans_have_page_and_lines():
    """A first line stands in; a short line ends a paragraph; lines count from 1 on each page."""
    canvas = Drawing()
    y = canvas.wrap("　" + SENTENCE, 60, 80, 30)
    canvas.wrap("　" + SENTENCE, 60, y, 30)
    canvas.showPage()
    canvas.wrap("　" + SENTENCE, 60, 80, 30)
    assert [(SENTENCE, Span(1, 2, 1)), (SENTENCE, Span(3, 4, 1)), (SENTENCE, Span(1, 2, 2))] == [
        (block.text, block.span) for block in canvas.read().blocks
    ]


def test_a_paragraph_goes_on_over_the_page():
    """It is known by its lines on the first page."""
    canvas = Drawing()
    canvas.wrap("　" + (SENTENCE * 3)[:119], 60, 740, 30)
    canvas.showPage()
    canvas.wrap((SENTENCE * 3)[119:], 60, 80, 30)
    (block,) = canvas.read().blocks
    assert (SENTENCE * 3, 1, 1) == (block.text, block.span.start_line, block.span.page)


def test_larger_letters_are_headings_by_their_size_and_heavier_faces_below_them():
    """Sizes give the levels, the largest first; a line in Gothic amid Mincho is a heading, too."""
    canvas = Drawing()
    canvas.say("第1章 安全なまち", y=80, size=18)
    canvas.say("1. 防災の推進", y=110, size=14)
    canvas.say("現状と課題", y=140, font=GOTHIC)
    canvas.wrap("　" + SENTENCE * 2, 60, 160, 40)
    canvas.say("2. 消防の充実", y=240, size=14)
    assert [
        ("heading", 1, "第1章 安全なまち"),
        ("heading", 2, "1. 防災の推進"),
        ("heading", 3, "現状と課題"),
        ("paragraph", 0, SENTENCE * 2),
        ("heading", 2, "2. 消防の充実"),
    ] == outline(canvas.read())


def test_the_title_of_a_cover_is_one_heading_and_its_date_is_none():
    """A cover has few words; those of its title stand together, spread out or not."""
    canvas = Drawing()
    canvas.say("令 和 ８ 年 度", y=200, size=20)
    canvas.say("施政方針", y=240, size=22)
    canvas.say("令和８年２月", y=500, size=20)
    canvas.showPage()
    canvas.wrap("　" + SENTENCE * 3, 60, 80, 40)
    assert [("heading", 1, "令和８年度施政方針"), ("paragraph", 0, "令和８年２月")] == outline(canvas.read())[:2]


def test_bullets_begin_items_and_numbers_begin_blocks():
    """A hanging line goes on with its item; a numbered line starts a block of its own."""
    canvas = Drawing()
    canvas.wrap("　" + SENTENCE, 60, 80, 40)
    canvas.say("・" + SENTENCE[:39], y=130)
    canvas.say(SENTENCE[39:], x=70, y=145)
    canvas.say("・備蓄を増やす", y=160)
    canvas.say("(1) 訓練", y=175)
    canvas.say("(2) 点検", y=190)
    assert [
        ("item", 0, SENTENCE),
        ("item", 0, "備蓄を増やす"),
        ("paragraph", 0, "(1) 訓練"),
        ("paragraph", 0, "(2) 点検"),
    ] == (outline(canvas.read())[1:])


def test_running_heads_and_page_numbers_are_furniture_and_are_named():
    """What stands in the same place on each page is no block, and is not lost either."""
    canvas = Drawing()
    for page in range(1, 5):
        canvas.say("第2次汐鳴市総合計画", y=30, size=9)
        canvas.say(f"施策その{page}", y=100)
        canvas.say(f"- {page} -", x=290, y=820, size=9)
        canvas.showPage()
    document = canvas.read()
    assert ["施策その1", "施策その2", "施策その3", "施策その4"] == [block.text for block in document.blocks]
    assert ["第2次汐鳴市総合計画", "- 1 -"] == [block.text for block in document.furniture][:2]
    assert 8 == len(document.furniture)
    assert [(1, 2), (1, 3)] == [(b.span.page, b.span.start_line) for b in document.furniture][:2]


def test_heads_and_feet_of_a_page_alone_are_furniture_where_that_is_sure():
    """They say again what is set large, or stand beside the page number; another line at the edge stays."""
    canvas = Drawing()
    canvas.say("汐鳴市総合計画", y=30, size=8)
    canvas.say("第1章 安全なまち", x=400, y=30, size=8)
    canvas.say("汐鳴市総合計画", x=200, y=80, size=20)
    canvas.say("第1章 安全なまち", y=120, size=16)
    canvas.wrap("　" + SENTENCE, 60, 160, 40)
    canvas.say("問い合わせ先　防災課", y=780)
    canvas.say("企画課", y=820, size=8)
    canvas.say("12", x=290, y=820, size=8)
    canvas.showPage()
    canvas.say("施策2 消防の充実", y=120, size=14)
    canvas.wrap("　" + SENTENCE, 60, 160, 40)
    canvas.say("総合計画　－ 13 －", y=820, size=8)
    document = canvas.read()
    assert ["汐鳴市総合計画", "第1章 安全なまち", SENTENCE, "問い合わせ先 防災課", "施策2 消防の充実", SENTENCE] == [
        block.text for block in document.blocks
    ]
    assert ["汐鳴市総合計画", "第1章 安全なまち", "企画課", "12"] == [b.text for b in document.furniture][:4]
    assert 5 == len(document.furniture)


def test_the_head_of_a_first_page_that_is_all_the_title_there_is_stays():
    """A plan's page taken out of its book is called what its head says."""
    canvas = Drawing()
    canvas.say("汐鳴市総合計画", y=30, size=8)
    canvas.say("12", x=500, y=30, size=8)
    canvas.say("施策1 防災の推進", y=80, size=14)
    canvas.wrap("　" + SENTENCE, 60, 120, 40)
    assert "汐鳴市総合計画" == parse_plan(canvas.read(), PlanFacts(municipality="102041")).title


def test_values_at_the_foot_of_a_page_are_no_page_numbers():
    """The last row of a table without rules: its line has several numbers."""
    canvas = Drawing()
    canvas.wrap("　" + SENTENCE, 60, 700, 40)
    rows = [("指標", "基準値", "目標値"), ("訓練の回数", "12", "30")]
    grid(canvas, [60, 260, 380], [770, 788], rows, rules=False)
    assert rows == table_of(canvas.read())


def test_a_date_beside_a_page_number_is_no_value():
    """A foot with the month of printing and the page is furniture, both of it."""
    canvas = Drawing()
    canvas.say("備蓄を増やす", y=100)
    canvas.say("令和6年3月", y=820, size=8)
    canvas.say("12", x=290, y=820, size=8)
    document = canvas.read()
    assert (["備蓄を増やす"], ["令和6年3月", "12"]) == (
        [b.text for b in document.blocks],
        [b.text for b in document.furniture],
    )


def test_what_repeats_within_the_text_stays():
    """A label on every page is no furniture, as it stands at no edge."""
    canvas = Drawing()
    for page in range(4):
        canvas.say("めざす姿", y=200)
        canvas.say(f"安全なまち{page}号", y=240)
        canvas.showPage()
    assert 8 == len(canvas.read().blocks)


def test_columns_are_read_one_after_the_other():
    """What spans both stands between them; lines of the two need not stand at the same height."""
    canvas = Drawing()
    canvas.say("防災のまちづくりについて市が考えること、その全体の見取図と道すじ", y=60, size=14)
    for x, down, name in ((60, 0, "左"), (320, 7, "右")):
        y = 100 + down
        for part in range(3):
            y = canvas.wrap(f"　{name * 45}{part}。", x, y, 21)
    assert ["左" * 45 + f"{part}。" for part in range(3)] + ["右" * 45 + f"{part}。" for part in range(3)] == [
        block.text for block in canvas.read().blocks[1:]
    ]


def test_columns_with_a_table_in_each_are_read_one_after_the_other():
    """Many short cells stand between the prose, and measures of the two at different heights below a title."""
    canvas = Drawing()
    canvas.say("第2章　健やかに暮らし、みんなで支え合うまちをつくります", 48, 40, 14)
    prose = "市民が健康に関心を持ち、健診を受けやすい日を増やすとともに、関係機関と連携して相談の窓口を広く知らせます。"
    names = ("健診の受診率", "相談の件数", "教室の参加者数", "歩数の平均", "協力店の数")
    for x, top, number in ((48, 70, 1), (309, 60, 2)):
        for at, part in enumerate("あい"):
            head = top + 238 * at
            canvas.say(f"施策{number}-{part} 健康の増進", x, head, 12)
            below = canvas.wrap(prose, x, canvas.wrap(prose, x, head + 20, 24, 9, 13) + 5, 24, 9, 13)
            for line, name in enumerate(names):
                for right, text in zip((0, 105, 140, 175, 232), (name, "人", "384", "500", "600"), strict=True):
                    canvas.say(text, x + right, below + 13 * line, 7.5)
    document = canvas.read()
    assert ["施策1-あ", "施策1-い", "施策2-あ", "施策2-い"] == [
        block.text.split()[0] for block in document.blocks if block.text.startswith("施策")
    ]
    assert 8 == [block.text for block in document.blocks].count(prose)


def test_a_table_of_two_columns_of_sentences_is_no_page_of_two_columns():
    """What wraps in both cells of a row begins at one height, so that a question keeps its answer."""
    canvas = Drawing()
    y = 80
    for _ in range(4):
        for x, name in ((60, "問"), (330, "答")):
            canvas.wrap(name + SENTENCE[:40], x, y, 21, 9, 13)
            for line in range(3):
                canvas.say(f"{name}の補い", x, y + 26 + 13 * line, 9)
        y += 80
    text = "".join(block.text or "".join(c for row in block.rows for c in row.cells) for block in canvas.read().blocks)
    assert text.index("答") < text.rindex("問")


def test_columns_that_print_the_same_labels_side_by_side_are_no_table():
    """Short lines fill no column, but two headings and two labels on one line are of two columns."""
    canvas = Drawing()
    canvas.say("汐鳴市総合計画", y=40, size=14)
    left = ("施策1 港", "【担当課】港湾課", "桟橋を直します。", "施策2 浜", "【担当課】環境課")
    right = ("施策3 山", "【担当課】林務課", "道を開きます。", "施策4 川", "【担当課】土木課")
    for x, names in ((60, left), (320, right)):
        for at, name in enumerate(names):
            canvas.say(name, x, 100 + 24 * at)
    document = canvas.read()
    assert not any(block.rows for block in document.blocks)
    assert ["施策1 港", "施策2 浜", "施策3 山", "施策4 川"] == [
        block.text for block in document.blocks if block.text.startswith("施策")
    ]


def test_a_head_printed_again_on_the_second_of_two_pages_is_furniture():
    """The first page may have no other title; on the second it stands in the midst of a sentence."""
    canvas = Drawing()
    for half in (SENTENCE[:30], SENTENCE[30:]):
        canvas.say("汐鳴市総合計画 第2部", y=40, size=9)
        canvas.wrap(half, 60, 100, 30)
        canvas.showPage()
    document = canvas.read()
    assert ["汐鳴市総合計画 第2部"] == [block.text for block in document.furniture]
    assert ["汐鳴市総合計画 第2部", SENTENCE[:30], SENTENCE[30:]] == [block.text for block in document.blocks]


def test_ruled_tables_keep_merged_cells_at_their_upper_left():
    """A rule that is missing between two places makes one cell of them."""
    canvas = Drawing()
    grid(
        canvas,
        [60, 160, 260, 360, 460],
        [100, 130, 160, 190],
        [
            ("目標", "指標", "基準値", "目標値"),
            ("しごと", "就業者数\n（累計）", "10人", "20人"),
            ("", "出荷額", "推移を見る", ""),
        ],
        without={("level", 2, 0), ("upright", 2, 3)},
    )
    document = canvas.read()
    assert [
        ("目標", "指標", "基準値", "目標値"),
        ("しごと", "就業者数\n（累計）", "10人", "20人"),
        ("", "出荷額", "推移を見る", ""),
    ] == table_of(document)
    assert [Span(n, n, 1) for n in (1, 2, 3)] == [row.span for row in document.blocks[0].rows]


def test_tables_open_at_their_sides_are_tables():
    """Japanese tables often have no rule at the left and the right."""
    canvas = Drawing()
    rows = [("指標", "基準値", "目標値"), ("就業者", "10人", "20人")]
    sides = {("upright", i, j) for i in (0, 1) for j in (0, 3)}
    grid(canvas, [60, 200, 300, 400], [100, 130, 160], rows, without=sides)
    assert rows == table_of(canvas.read())


def test_cells_that_stand_below_each_other_are_a_table_without_rules():
    """Wrapped lines of a cell belong to the row above."""
    canvas = Drawing()
    canvas.wrap("　" + SENTENCE, 60, 60, 40)
    rows = [
        ("指標", "基準値\n(R4)", "目標値\n(R9)"),
        ("就業者数", "10人", "20人"),
        ("出荷額", "", "5億円"),
        ("移住者\n（累計）", "3人", "9人"),
    ]
    grid(canvas, [60, 200, 300], [120, 150, 180, 210], rows, rules=False)
    canvas.wrap("　" + SENTENCE, 60, 280, 40)
    document = canvas.read()
    assert rows == table_of(document)
    assert [SENTENCE, "", SENTENCE] == [block.text for block in document.blocks]


def test_a_value_below_the_name_of_its_column_makes_a_table_of_two_rows():
    """Two columns and two lines are enough where the second holds a value, and are none where it holds words."""
    for value, tables in (("300人", 1), ("毎年ふやす", 0)):
        canvas = Drawing()
        canvas.wrap("　" + SENTENCE, 60, 60, 40)
        grid(canvas, [60, 260], [120, 138], [("指標", "目標値（R10）"), ("参加者数", value)], rules=False)
        assert tables == sum(bool(block.rows) for block in canvas.read().blocks)


def test_a_name_wrapped_beside_its_values_is_one_cell():
    """The values stand at half height between its two lines; rows may stand far from each other."""
    canvas = Drawing()
    canvas.wrap("　" + SENTENCE, 60, 60, 40)
    for x, cell in zip((60, 260, 380), ("指標", "基準値", "目標値"), strict=True):
        canvas.say(cell, x, 120)
    canvas.say("訓練に参加した市民", 60, 150)
    canvas.say("の延べ人数", 60, 162)
    canvas.say("120人", 260, 156)
    canvas.say("300人", 380, 156)
    for x, cell in zip((60, 260, 380), ("備蓄の充足率", "62％", "80％"), strict=True):
        canvas.say(cell, x, 196)
    rows = [
        ("指標", "基準値", "目標値"),
        ("訓練に参加した市民\nの延べ人数", "120人", "300人"),
        ("備蓄の充足率", "62％", "80％"),
    ]
    assert rows == table_of(canvas.read())


def test_what_is_set_smaller_far_behind_a_heading_is_a_line_of_its_own():
    """Who is in charge, at the end of the heading's line; a smaller number before a title belongs to it."""
    canvas = Drawing()
    canvas.say("第1章", y=80, size=12)
    canvas.say("安全なまち", x=130, y=80, size=16)
    canvas.say("担当課：防災課", x=420, y=80)
    canvas.wrap("　" + SENTENCE * 2, 60, 110, 44)
    assert [("heading", "第1章\u3000安全なまち"), ("paragraph", "担当課：防災課"), ("paragraph", SENTENCE * 2)] == [
        (block.kind.value, block.text) for block in canvas.read().blocks
    ]


def test_numbers_before_titles_are_no_table():
    """A list whose numbers stand apart is a list."""
    canvas = Drawing()
    for i, title in enumerate(("防災", "消防", "交通", "防犯")):
        canvas.say(f"({i + 1})", x=60, y=80 + 16 * i)
        canvas.say(f"{title}対策の推進", x=110, y=80 + 16 * i)
    assert [BlockKind.PARAGRAPH] * 4 == [block.kind for block in canvas.read().blocks]


def test_a_frame_around_text_and_the_grid_of_a_chart_are_no_tables():
    """Rules that part no cells leave the text as text."""
    canvas = Drawing()
    grid(canvas, [50, 500], [60, 120], [("",)])
    canvas.wrap("　" + SENTENCE, 60, 80, 40)
    grid(canvas, [60, 160, 260, 360, 460], list(range(300, 460, 20)), [("最大",), (), ("最小",)])
    assert [] == [block for block in canvas.read().blocks if block.rows]


def test_readings_above_words_go():
    """Kana of half the size right above a kanji."""
    canvas = Drawing()
    canvas.say("はなわ", x=72, y=70, size=5)
    canvas.say("市長塙計画を進める", y=80, size=12)
    assert ["市長塙計画を進める"] == [block.text for block in canvas.read().blocks]


def test_letters_below_each_other_in_a_narrow_cell_are_a_word():
    """As cells at the left of a table have it."""
    canvas = Drawing()
    grid(canvas, [60, 80, 300], [100, 150, 200], [("防\n災", "訓練"), ("消\n防", "出動")])
    assert [("防災", "訓練"), ("消防", "出動")] == table_of(canvas.read())


def test_text_set_vertically_is_read_from_the_right():
    """Columns run down, the first one at the right."""
    canvas = Drawing()
    vertical = UnicodeCIDFont(MINCHO, isVertical=True)
    vertical.fontName = vertical.name = "Vertical"
    pdfmetrics.registerFont(vertical)
    canvas.say("災害に備える計画を", x=500, y=80, size=12, font="Vertical")
    canvas.say("市民とともに進める", x=480, y=80, size=12, font="Vertical")
    assert "災害に備える計画を市民とともに進める" == "".join(block.text for block in canvas.read().blocks)


def test_letters_drawn_twice_count_once():
    """Some programs print bold letters by printing them again beside themselves."""
    canvas = Drawing()
    canvas.say("防災計画", x=60, y=80)
    canvas.say("防災計画", x=60.4, y=80)
    assert ["防災計画"] == [block.text for block in canvas.read().blocks]


def plan_pages():
    """Chapters with labels, prose, items and a table of indicators, as comprehensive plans have them."""
    canvas = Drawing()
    chapters = (("安全なまち", "防災の推進"), ("健康なまち", "健診の充実"), ("学びのまち", "読書の推進"))
    for page, (chapter, title) in enumerate(chapters, 1):
        canvas.say("汐鳴市総合計画", y=30, size=8)
        canvas.say(f"第{page}章 {chapter}", y=80, size=18)
        canvas.say(f"施策{page} {title}", y=115, size=14)
        canvas.say("現状と課題", y=140, font=GOTHIC)
        y = canvas.wrap("　" + SENTENCE * 2, 60, 158, 44)
        canvas.say("主な取組", y=y + 8, font=GOTHIC)
        canvas.say("・訓練を毎年行う", y=y + 26)
        rows = [("成果指標", "基準値(令和4年度)", "目標値(令和9年度)"), (f"{title}の実施率", "62.5％", "80.0％以上")]
        grid(canvas, [60, 220, 360, 500], [y + 50, y + 80, y + 110], rows)
        canvas.say(f"{page}", x=290, y=820, size=8)
        canvas.showPage()
    return canvas


def test_labels_laid_out_in_columns_give_an_indicator_and_who_is_in_charge():
    """指標, its name, both its values and the charge, each at its place on a line, without a rule."""
    canvas = Drawing()
    canvas.say("第1章 安全なまち", y=80, size=18)
    canvas.say("施策1 防災の推進", y=115, size=14)
    canvas.wrap("　" + SENTENCE * 2, 60, 140, 44)
    places = (60, 110, 260, 300, 400, 440)
    for x, cell in zip(places, ("指標", "訓練の参加者数", "基準値", "120人", "目標値", "300人"), strict=True):
        canvas.say(cell, x, 200)
    canvas.say("担当課", 60, 230)
    canvas.say("防災課、福祉課", 110, 230)
    plan = parse_plan(canvas.read(), PlanFacts(municipality="102041"))
    assert [("訓練の参加者数", ["120人", "300人"])] == [
        (indicator.name, [each.raw for each in indicator.observations]) for indicator in plan.indicators()
    ]
    assert [("防災の推進", ["防災課", "福祉課"])] == [
        (each.title, [r.unit for r in each.responsibilities]) for each in plan.walk() if each.responsibilities
    ]


@cache
def plan_bytes():
    return plan_pages().done()


def test_chapters_and_indicators_of_a_drawn_plan_come_out():
    """A PDF gives what the same text would: chapters, measures, indicators with values, years and pages."""
    plan = parse_plan(read_document(plan_bytes(), "plan.pdf"), PlanFacts(municipality="102041"))
    assert ["安全なまち", "防災の推進", "健康なまち", "健診の充実", "学びのまち", "読書の推進"] == [
        e.title for e in plan.walk()
    ]
    assert [("防災の推進の実施率", 1), ("健診の充実の実施率", 2), ("読書の推進の実施率", 3)] == [
        (indicator.name, indicator.span.page) for indicator in plan.indicators()
    ]
    assert [(2022, "62.5"), (2027, "80.0")] == [
        (o.fiscal_year, str(o.value)) for o in plan.indicators()[0].observations
    ]
    assert plan.coverage > 0.97


def test_furniture_counts_as_noise_that_is_named():
    """The characters of running heads are accounted for."""
    plan = parse_plan(read_document(plan_bytes(), "plan.pdf"), PlanFacts(municipality="102041"))
    assert ["noise: page furniture"] * 6 == [r.rule for r in plan.readings if r.role == "noise"]


def test_a_review_of_indicators_comes_out_of_a_landscape_page():
    """Merged goals and measures at the left, one indicator a row."""
    canvas = Drawing(842, 595)
    canvas.say("花槻市総合戦略 KPI進捗評価", x=40, y=40, size=16)
    rows = [
        ("基本目標", "施策", "KPI", "基準値\n(R1)", "実績値\n(R4)", "目標値\n(R6)", "担当課"),
        ("1 しごとをつくる", "① 産業の振興", "就業者数", "120人", "150人", "180人", "産業振興課"),
        ("", "", "出荷額", "2,100億円", "2,250億円", "2,300億円", "産業振興課"),
        ("2 ひとの流れ", "① 移住の促進", "移住者数", "30人", "75人", "100人", "地域振興課"),
    ]
    grid(
        canvas, [40, 150, 260, 370, 450, 530, 610, 740], [70, 105, 140, 175, 210], rows,
        without={("level", 2, 0), ("level", 2, 1)},
    )  # fmt: skip
    plan = parse_plan(canvas.read(), PlanFacts(municipality="102041"))
    assert ["しごとをつくる", "産業の振興", "ひとの流れ", "移住の促進"] == [element.title for element in plan.walk()]
    assert [3, 3, 3] == [len(indicator.observations) for indicator in plan.indicators()]
    first = plan.indicators()[0]
    assert ["産業振興課"] == [r.unit for r in first.responsibilities]
    facts = (*first.observations, *first.responsibilities)
    assert [(1, 3, column) for column in (4, 5, 6, 7)] == [
        (fact.span.page, fact.span.start_line, fact.span.column) for fact in facts
    ]


def test_a_pdf_is_known_by_its_first_bytes():
    """Called .txt, it is still a PDF; called .pdf, a text is none."""
    assert "application/pdf" == read_document(plan_bytes(), "plan.txt").media_type
    with pytest.raises(DocumentError, match=r"plan\.pdf: its name says \.pdf, but its bytes are of another kind"):
        read_document("防災計画".encode(), "plan.pdf")


def locked(**passwords):
    canvas = Drawing(encrypt=StandardEncryption(**passwords, strength=128))
    canvas.say("A plan against disasters", font="Helvetica")
    return canvas.done()


def test_a_pdf_that_asks_for_a_password_is_refused():
    """The error says what to do."""
    with pytest.raises(DocumentError, match=r"^plan\.pdf: the PDF asks for a password; save it without one"):
        read_document(locked(userPassword="geheim"), "plan.pdf")


def test_a_pdf_that_anybody_may_open_is_read():
    """Offices lock their PDFs against changes, not against reading."""
    document = read_document(locked(userPassword="", ownerPassword="x"), "plan.pdf")
    assert ["A plan against disasters"] == [block.text for block in document.blocks]


def test_a_truncated_pdf_is_refused():
    """Half a file must not pass for a whole one."""
    with pytest.raises(DocumentError, match=r"^plan\.pdf: the end of the PDF is missing"):
        read_document(plan_bytes()[: len(plan_bytes()) // 2], "plan.pdf")


def test_a_pdf_that_lost_pages_is_refused():
    """The count of the catalogue and the pages found must agree."""
    data = re.sub(rb"/Count 3", b"/Count 5", plan_bytes())
    with pytest.raises(DocumentError, match="only 3 of its 5 pages can be found"):
        read_document(data, "plan.pdf")


def test_a_scan_without_text_is_named_as_such():
    """Pictures of pages hold no letters to read."""
    canvas = Drawing()
    for _ in range(3):
        canvas.drawInlineImage(picture(), 0, 0, 595, 842)
        canvas.showPage()
    with pytest.raises(DocumentError, match=r"3 of 3 pages are scanned pictures without text; run a text recognition"):
        canvas.read()


def picture():
    from PIL import Image

    return Image.new("L", (8, 8), 200)


def test_an_empty_pdf_is_named_as_such():
    """Pages without anything on them."""
    canvas = Drawing()
    canvas.showPage()
    with pytest.raises(DocumentError, match="no text layer"):
        canvas.read()


def test_letters_that_their_font_does_not_name_are_marked_or_refused(monkeypatch):
    """A few become the mark for a missing letter; where most are unknown there is nothing to read."""
    known = re.compile("[災害]")

    def to_unichr(self, cid):
        text = original(self, cid)
        if known.match(text):
            raise marks.PDFUnicodeNotDefined("", cid)
        return text

    from pdfminer.pdffont import PDFCIDFont

    original = PDFCIDFont.to_unichr
    monkeypatch.setattr(PDFCIDFont, "to_unichr", to_unichr)
    canvas = Drawing()
    canvas.say("市は災害に強いまちをつくるための計画を進める")
    assert "市は〓〓に強いまち" in canvas.read().blocks[0].text
    canvas = Drawing()
    canvas.say("災害災害災害市")
    with pytest.raises(DocumentError, match="6 of 7 letters cannot be told"):
        canvas.read()


@pytest.mark.parametrize(
    ("name", "limit", "says"),
    [("MAX_GLYPHS", 10, "more than 10 letters"), ("MAX_INSTRUCTIONS", 100, "draws on and on")],
)
def test_pages_without_end_are_refused(monkeypatch, name, limit, says):
    """Limits are of what a page holds, so that the same file always ends the same way."""
    monkeypatch.setattr(marks, name, limit)
    with pytest.raises(DocumentError, match=says):
        read_document(plan_bytes(), "plan.pdf")


def test_too_many_pages_are_refused_before_any_is_read(monkeypatch):
    """The catalogue says how many there are."""
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(DocumentError, match="3 pages are too many; the limit is 1"):
        read_document(plan_bytes(), "plan.pdf")


def test_a_stream_that_unpacks_without_end_is_refused(monkeypatch):
    """Its size is measured without keeping it."""
    monkeypatch.setattr(pdf, "MAX_STREAM", 100_000)
    packed = zlib.compress(b"q Q " * 100_000)
    data = plan_bytes().replace(b"trailer", b"9 0 obj <<>> stream\n" + packed + b"\nendstream endobj trailer", 1)
    with pytest.raises(DocumentError, match="unpacks to more than 100,000 bytes"):
        read_document(data, "plan.pdf")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_broken_pdf_is_read_or_refused(data):
    """Whatever bytes are changed, there is a document or a DocumentError that names the file."""
    broken = bytearray(plan_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(8, len(broken) - 1))
        piece = data.draw(st.binary(min_size=1, max_size=6))
        broken[at : at + len(piece)] = piece
    try:
        assert read_document(bytes(broken), "plan.pdf").blocks
    except DocumentError as error:
        assert str(error).startswith("plan.pdf")  # noqa: PT017 — either outcome is right


@pytest.mark.skipif(not NOBEOKA.exists(), reason="the real PDF is not beside the repository")
def test_a_real_speech_is_read_in_paragraphs():
    """17 pages of prose: the page numbers are furniture, and the lines in Gothic are the headings they look like."""
    document = read_document(NOBEOKA)
    assert 17 == len(document.furniture)
    assert 16 == sum(block.kind is BlockKind.HEADING for block in document.blocks)
    long = [block.text for block in document.blocks if block.kind is BlockKind.PARAGRAPH and len(block.text) > 60]
    assert 1.0 == sum(text.endswith("。") for text in long) / len(long)


def test_a_cell_that_rules_draw_over_two_rows_is_said_to_go_on():
    """No rule parts 港湾課 from the row below it; the last row's cell is blank, and stays so."""
    page = Drawing()
    rows = (("指標", "目標", "担当課"), ("船の数", "3隻", "港湾課"), ("桟橋の数", "4本", ""), ("灯台の数", "1基", ""))
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            page.say(cell, 65 + 100 * place, 115 + 20 * at)
    for at in range(5):
        page.rule(60, 100 + 20 * at, 360 if at != 2 else 260, 100 + 20 * at)
    for place in range(4):
        page.rule(60 + 100 * place, 100, 60 + 100 * place, 180)
    (table,) = [block for block in page.read().blocks if block.rows]
    assert ["担当課", "港湾課", "", ""] == [row.cells[2] for row in table.rows]
    assert ["担当課", "港湾課", "港湾課", ""] == [row.whole(2) for row in table.rows]

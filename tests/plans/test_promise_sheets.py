"""Sheets of promises in residents' words, whether or not their title says 公約: known by form, marks and labels."""

from io import BytesIO

import pytest
from docx import Document

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts, PlanKind, TextRole
from plangraph.plans import parse_plan

MARKS = "星の見方\n　★★★　実現した\n　★★☆　おおむね予定どおり進んでいる\n　☆☆☆　これから\n"
SHEET = """{title}

令和８年３月末時点　　企画課とりまとめ

{marks}

{one}　港をにぎやかにします
{rule}

イ．岸壁に市場をひらきます

　進み具合{sep}★★☆
　担当{sep}水産課、港湾課
　いつまで{sep}令和10年度末
　めやす{sep}市場の客の数　９万２千人（令和６年度）→ 18万人（令和11年度）
　これまで{sep}設計の業者を選んだ。
　これから{sep}令和８年度に工事に入る。

ロ．渡し船を増やします

　進み具合{sep}★★★
　担当{sep}交通課
　いつまで{sep}令和７年度末
　これまで{sep}船を１隻買い、便を増やした。
　これから{sep}夜の便を試す。


{two}　市役所の借金を減らします
{rule}

イ．市債を減らします

　進み具合{sep}☆☆☆
　担当{sep}財務課
　いつまで{sep}任期中
　めやす{sep}市債残高　約312億円（令和６年度末）→ 300億円以下（令和10年度末）
　これまで{sep}見通しを立てた。
　これから{sep}発行額をおさえる。
"""
PROMISES = [
    ("≪約束その一≫", "≪約束その二≫"),
    ("【約束その一】", "【約束その二】"),
    ("約束１", "約束２"),
    ("約束一", "約束二"),
]
TITLES = [
    "汐鳴市長　市民との約束　進み具合シート",
    "汐鳴市長　公約　進み具合シート",
    "市長と歩む汐鳴　進み具合シート",
    "実現度チェック",
]


def read(*, title=TITLES[0], heads=PROMISES[0], sep="　　", rule="-" * 40, kind=None):
    text = SHEET.format(title=title, marks=MARKS, one=heads[0], two=heads[1], sep=sep, rule=rule)
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市", kind=kind)
    return parse_plan(read_document(text.encode(), "p.txt"), facts)


def outline(plan):
    return [
        (node.code, node.kind, [(child.code, child.kind, child.title) for child in node.children])
        for node in plan.elements
    ]


PLEDGE, POLICY = ElementKind.PLEDGE, ElementKind.POLICY
WANTED = [
    ("1", POLICY, [("イ", PLEDGE, "岸壁に市場をひらきます"), ("ロ", PLEDGE, "渡し船を増やします")]),
    ("2", POLICY, [("イ", PLEDGE, "市債を減らします")]),
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("heads", PROMISES)
def test_promises_gather_pledges_whatever_the_title_and_the_brackets_say(title, heads):
    """The form tells: numbered promises, each with who keeps it, how far it came and until when."""
    plan = read(title=title, heads=heads)
    assert WANTED == outline(plan)
    assert PlanKind.MANIFESTO_PROGRESS is plan.kind


@pytest.mark.parametrize("rule", ["", "-" * 40, "＝" * 20, "─" * 30, "━" * 12, "* * * *"])
def test_a_rule_below_a_heading_is_no_text(rule):
    """Whatever it is drawn with, the heading above it and the one below it are read."""
    plan = read(rule=rule)
    assert WANTED == outline(plan)
    assert [] == [text.text for node in plan.elements for text in node.texts]


@pytest.mark.parametrize("sep", ["　　", "　", "：", "  "])
def test_labels_in_everyday_words_say_what_columns_would(sep):
    """進み具合, 担当, いつまで, これまで, これから: behind a colon, or aligned by blanks."""
    market = next(node for node in read(sep=sep).walk() if node.title == "岸壁に市場をひらきます")
    assert ["水産課", "港湾課"] == [each.unit for each in market.responsibilities]
    assert [("★★☆", "MostlyOnTrack")] == [(each.grade, each.status.value) for each in market.assessments]
    assert ("令和10年度末", 2028) == (market.deadline_text, market.deadline)
    assert [
        (TextRole.RESULT, "設計の業者を選んだ。"), (TextRole.NEXT_STEP, "令和８年度に工事に入る。")
    ] == [(text.role, text.text) for text in market.texts]  # fmt: skip


@pytest.mark.parametrize("sep", ["　　", "："])
def test_what_a_promise_aims_at_is_an_indicator_with_both_values(sep):
    """About so much is that much; nothing is named after the promise."""
    found = {
        each.name: [(o.kind.value, int(o.value), o.unit, o.fiscal_year) for o in each.observations]
        for each in read(sep=sep).indicators()
    }
    assert {
        "市場の客の数": [("Baseline", 92000, "人", 2024), ("Target", 180000, "人", 2029)],
        "市債残高": [("Baseline", 31200000000, "円", 2024), ("Target", 30000000000, "円", 2028)],
    } == found


@pytest.mark.parametrize("label", ["目標", "目標値", "数値目標", "めやす"])
def test_a_target_from_about_so_much_is_not_the_promise_itself(label):
    """目標：市債残高 約312億円 → 300億円: the indicator is the balance."""
    aim = f"{label}：市債残高　約312億円（令和６年度末）→ 300億円以下（令和10年度末）"
    text = f"# 市長の公約\n\n## 公約1 借金を減らす\n\n{aim}\n"
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(text.encode(), "p.md"), facts)
    assert ["市債残高"] == [each.name for each in plan.indicators()]


def test_the_head_of_a_sheet_dates_its_judgements_and_says_so():
    """The end of a month is its last day; that it is the judgements' is inferred, as a warning says."""
    plan = read()
    assert {"2026-03-31"} == {each.as_of for node in plan.walk() for each in node.assessments}
    assert any("2026-03-31 is inferred" in str(warned) for warned in plan.warnings)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("令和５年９月30日現在", ("2023-09-30", None)),
        ("（令和7年2月末日現在）", ("2025-02-28", None)),
        ("令和6年度末時点", (None, 2024)),
        ("令和7年9月30日現在の進捗状況をお知らせします。", ("2025-09-30", None)),
        ("最終更新日：令和7年10月15日", (None, None)),
        ("人口 9,870人（令和5年4月1日現在）", (None, None)),
    ],
)
def test_only_a_line_about_progress_or_of_nothing_else_dates_judgements(line, wanted):
    """The day of a population, or of the page, is none of theirs."""
    text = f"# 市長公約の進捗状況\n\n{line}\n\n## 公約1 港\n\n進捗状況：達成\n\n担当課：港湾課\n"
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(text.encode(), "p.md"), facts)
    judged = [each for node in plan.walk() for each in node.assessments]
    assert [wanted] == [(each.as_of, each.fiscal_year) for each in judged]


def test_who_gives_a_document_may_say_that_it_lists_pledges():
    """Headings of no known kind, and leaves below them, are pledges where --kind says so."""
    text = "# 汐鳴を変える\n\n## １　海\n\n### (1) 港を直す\n\n担当課：港湾課\n\n### (2) 船を増やす\n\n担当課：交通課\n"
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plain = parse_plan(read_document(text.encode(), "p.md"), facts)
    told = PlanFacts(municipality="990019", municipality_name="汐鳴市", kind=PlanKind.MANIFESTO_PROGRESS)
    plan = parse_plan(read_document(text.encode(), "p.md"), told)
    assert ElementKind.PLEDGE not in {node.kind for node in plain.walk()}
    assert [PLEDGE, PLEDGE] == [node.kind for node in plan.walk() if node.responsibilities]


def test_a_sheet_in_word_is_read_as_one_in_text():
    """A ring that a legend explains is no bullet; お約束 gathers, and its indicators go by number."""
    word = Document()
    word.add_heading("汐鳴市長 市民とのお約束 進捗一覧", 0)
    for line in (
        "印の意味",
        "◎　実現しました",
        "○　一部を実現しました",
        "△　準備を進めています",
        "×　これから取り組みます",
    ):
        word.add_paragraph(line)
    tables = {
        "お約束１　海を元気に": [
            ("番号", "お約束", "実施セクション", "進み具合"),
            ("1-1", "市場を開く", "水産班", "○"),
        ],
        "お約束２　島を元気に": [
            ("番号", "お約束", "実施セクション", "進み具合"),
            ("2-1", "船を買う", "交通チーム", "×"),
        ],
        "数で約束したこと": [("番号", "めやす", "現状（R5）", "目標（R9）"), ("2-1", "船の便", "6便", "8便")],
    }
    for heading, rows in tables.items():
        word.add_heading(heading, 1)
        table = word.add_table(len(rows), 4)
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = BytesIO()
    word.save(out)
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(out.getvalue(), "p.docx"), facts)
    assert [("1", POLICY, [("1-1", PLEDGE, "市場を開く")]), ("2", POLICY, [("2-1", PLEDGE, "船を買う")])] == outline(
        plan
    )
    judged = {node.title: [each.status.value for each in node.assessments] for node in plan.walk() if node.assessments}
    assert {"市場を開く": ["PartlyAchieved"], "船を買う": ["NotStarted"]} == judged
    assert {"船を買う": ["船の便"]} == {
        n.title: [each.name for each in n.indicators] for n in plan.walk() if n.indicators
    }


def test_labels_in_brackets_make_a_list_of_pledges_known():
    """No title and no heading speaks of pledges: the promises and what stands below each do."""
    item = "（{n}）{title}\n［進捗］{mark}\n［担当］{unit}\n［期限］令和8年度\n［これまで］話し合った。\n"
    text = "町長の目標　実現度シート\n\n記号の見方\n○　実現した\n×　まだこれから\n\n１　港のまち\n\n" + "\n".join(
        item.format(n=n, title=title, mark=mark, unit=unit)
        for n, title, mark, unit in (
            (1, "岸壁を直します", "○", "港湾課"),
            (2, "市場を開きます", "×", "水産課"),
            (3, "船を増やします", "○", "交通課"),
        )
    )
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    pledges = read_document(text.encode(), "p.txt")
    found = [
        (n.kind, n.title, n.assessments[0].status.value) for n in parse_plan(pledges, facts).walk() if n.assessments
    ]
    assert [
        (PLEDGE, "岸壁を直します", "Achieved"),
        (PLEDGE, "市場を開きます", "NotStarted"),
        (PLEDGE, "船を増やします", "Achieved"),
    ] == found


def test_a_plan_that_is_a_promise_lists_no_pledges():
    """こどもとの約束, and behind it what it is: a plan."""
    text = "# こどもとの約束 汐鳴市こども計画\n\n## 基本方針1 育つ\n\n### 1-1 遊び場をつくる\n\n担当課：公園課\n"
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    plan = parse_plan(read_document(text.encode(), "p.md"), facts)
    assert [POLICY, ElementKind.MEASURE] == [node.kind for node in plan.walk()]

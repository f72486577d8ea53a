"""What stands in an item of a list is of that item, in web pages, Markdown, plain text and Word documents."""

from io import BytesIO

import docx
import pytest

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts, TextRole
from plangraph.plans import parse_plan

PAGE = """<html><body><h1>汐鳴市長公約の進捗</h1><h2>約束1　港</h2><ul>
<li>桟橋の補修<ul><li>進捗：達成</li><li>担当課：港湾課</li><li>取組内容：杭を替えました。</li></ul></li>
<li>灯台の公開<ul><li>進捗：遅れ</li><li>担当課：観光課</li><li>達成時期：令和8年度</li></ul></li></ul></body></html>"""
MARKDOWN = """# 汐鳴市長公約の進捗

## 約束1　港

- 桟橋の補修
  - 進捗：達成
  - 担当課：港湾課
  - 取組内容：杭を替えました。
- 灯台の公開
  - 進捗：遅れ
  - 担当課：観光課
  - 達成時期：令和8年度
"""
TEXT = """汐鳴市長公約の進捗

約束1　港

・桟橋の補修
　　進捗：達成
　　担当課：港湾課
　　取組内容：杭を替えました。
・灯台の公開
　　進捗：遅れ
　　担当課：観光課
　　達成時期：令和8年度
"""
BREAKS = PAGE.replace("<ul><li>進捗", "<br>進捗").replace("</li></ul></li>", "</li>").replace("</li><li>", "<br>")
PARAGRAPHS = (
    PAGE.replace("<ul><li>進捗", "<p>進捗").replace("</li><li>", "</p><p>").replace("</li></ul></li>", "</p></li>")
)
FLAT = PAGE.replace("<ul><li>進捗", "</li><li>進捗").replace("</li></ul></li>", "</li>")


def read(data, name):
    data = data if isinstance(data, bytes) else data.encode()
    return parse_plan(read_document(data, name), PlanFacts("990019", "汐鳴市"))


def word(*lines):
    document = docx.Document()
    document.add_heading("汐鳴市長公約の進捗", 1)
    document.add_heading("約束1　港", 2)
    for level, text in lines:
        document.add_paragraph(text, style="List Bullet" if level == 0 else f"List Bullet {level + 1}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def facts(element):
    return (
        element.title,
        [each.grade for each in element.assessments],
        [each.unit for each in element.responsibilities],
        element.deadline,
        [each.text for each in element.texts],
    )


PLEDGES = [
    ("港", [], [], None, []),
    ("桟橋の補修", ["達成"], ["港湾課"], None, ["杭を替えました。"]),
    ("灯台の公開", ["遅れ"], ["観光課"], 2026, []),
]
ITEMS = [(line.startswith("  "), line.strip(" -")) for line in MARKDOWN.splitlines()[4:]]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PAGE, "p.html"),
        (BREAKS, "p.html"),
        (PARAGRAPHS, "p.html"),
        (FLAT, "p.html"),
        (MARKDOWN, "p.md"),
        (MARKDOWN.replace("  -", "\t-"), "p.md"),
        (TEXT, "p.txt"),
        (word(*ITEMS), "p.docx"),
    ],
    ids=["items", "breaks", "paragraphs", "flat", "markdown", "tabs", "text", "word"],
)
def test_labelled_lines_are_facts_of_the_item_that_they_stand_in(data, name):
    """Never of the promise above, which would collect the judgements of all."""
    assert PLEDGES == [facts(each) for each in read(data, name).walk()]


def test_items_in_an_item_are_its_children():
    """An item that holds pledges groups them, and is none."""
    text = "# 汐鳴市長公約\n\n- 港\n  - 桟橋の補修\n    - 担当課：港湾課\n- 浜\n  - 浜の清掃\n    - 担当課：環境課\n"
    found = [(each.kind, each.title, [child.title for child in each.children]) for each in read(text, "p.md").walk()]
    pledge, policy = ElementKind.PLEDGE, ElementKind.POLICY
    assert found == [
        (policy, "港", ["桟橋の補修"]),
        (pledge, "桟橋の補修", []),
        (policy, "浜", ["浜の清掃"]),
        (pledge, "浜の清掃", []),
    ]


def test_parts_of_a_judged_pledge_are_no_pledges():
    """The pledge has its own judgement, and its parts have theirs."""
    parts = "  - 杭の交換（担当：港湾課）\n  - 板の交換（担当：建設課）\n"
    text = f"# 汐鳴市長公約\n\n## 約束1 港\n\n- 桟橋の補修［順調］\n{parts}"
    assert [ElementKind.POLICY, ElementKind.PLEDGE, ElementKind.INITIATIVE, ElementKind.INITIATIVE] == [
        each.kind for each in read(text, "p.md").walk()
    ]


def test_a_label_as_item_holds_what_stands_in_it_and_no_more():
    """取組内容, its lines as items of their own, and behind them another fact."""
    text = (
        "# 汐鳴市長公約\n\n## 約束1 港\n\n- 桟橋の補修\n  - 取組内容\n    - 杭を替えました\n    - 板を張りました\n"
        "  - 担当課：港湾課\n  - 来年も続けます\n"
    )
    (_, pledge) = read(text, "p.md").walk()
    assert [
        (TextRole.ACTION, "杭を替えました\n板を張りました"),
        (TextRole.DESCRIPTION, "来年も続けます"),
    ] == [(each.role, each.text) for each in pledge.texts]


def test_what_follows_a_list_is_of_the_heading_again():
    """The last item ends with its list."""
    text = MARKDOWN + "\n担当課：総務課\n"
    (promise, *_) = read(text, "p.md").walk()
    assert ["総務課"] == [each.unit for each in promise.responsibilities]


def test_items_of_points_stay_a_text():
    """Nothing in them is a fact of a plan."""
    text = "# 汐鳴市計画\n\n## 施策1 港\n\n港を守ります。\n\n- 守るもの\n  - 桟橋\n  - 灯台\n\n担当課：港湾課\n"
    assert ["港を守ります。\n守るもの\n桟橋\n灯台"] == [
        each.text for element in read(text, "p.md").walk() for each in element.texts
    ]


def test_a_charge_below_a_list_that_is_not_set_in_is_of_what_the_list_stands_below():
    """The line begins where the bullets do."""
    text = "汐鳴市計画\n\n施策1 港\n\n・桟橋を直します\n・灯台を直します\n担当課：港湾課\n"
    assert [("港", ["港湾課"])] == [
        (each.title, [unit.unit for unit in each.responsibilities]) for each in read(text, "p.txt").walk()
    ]


def test_numbers_of_items_are_codes():
    """Those of an item without facts as well, where others beside it have some."""
    text = (
        "# 汐鳴市長公約\n\n## 約束1 港\n\n- 1 桟橋の補修［達成］\n- 2 灯台の公開【担当：観光課】\n- 3 浜の清掃\n"
        "- 10 人の会議\n"
    )
    assert [("1", "桟橋の補修"), ("2", "灯台の公開"), ("3", "浜の清掃")] == [
        (each.code, each.title) for each in list(read(text, "p.md").walk())[1:4]
    ]


def test_a_promise_in_a_sentence_is_a_pledge_by_what_stands_in_it():
    """Its title is its first sentence; all that it says is kept."""
    said = "桟橋を直します。市民の声を聞きながら進めます。"
    text = f"# 汐鳴市長公約\n\n## 約束1 港\n\n- {said}\n  - 担当課：港湾課\n"
    (_, pledge) = read(text, "p.md").walk()
    assert ("桟橋を直します", [], ["港湾課"], None, [said]) == facts(pledge)


def test_judgements_of_nothing_that_is_named_are_kept_as_texts():
    """Several of one label below a promise contradict each other: none of them is the promise's."""
    text = "# 汐鳴市長公約\n\n## 約束1 港\n\n担当課：港湾課\n\n- 進捗：達成\n- 進捗：遅れ\n"
    plan = read(text, "p.md")
    assert [("港", [], ["港湾課"], None, ["進捗：達成", "進捗：遅れ"])] == [facts(each) for each in plan.walk()]
    assert any("nothing says of what" in warned.message for warned in plan.warnings)


@pytest.mark.parametrize("numbers", ["１１０１　,１１０２　,１１０３　", "1 ,2 ,3 ", "(1) ,(2) ,(3) ", "1. ,2. ,3. "])
def test_titles_of_a_counted_list_below_the_label_of_actions_are_actions(numbers):
    """With a fact for two of them, or, where the numbers count on, for none."""
    one, two, three = numbers.split(",")
    plain = f"<li>{one}桟橋</li><li>{two}灯台</li><li>{three}浜</li>"
    told = plain.replace("桟橋", "桟橋（担当：港湾課）").replace("灯台", "灯台（担当：観光課）")
    page = "<h1>汐鳴市計画</h1><h2>施策1 港</h2><p>支えます。</p><h3>主な取組</h3><ul>{}</ul>"
    for items in [told] if "１" in numbers else [told, plain]:
        (_, *found) = read(page.format(items), "p.html").walk()
        assert ["桟橋", "灯台", "浜"] == [each.title for each in found]
        assert all(each.code for each in found)


def test_titles_of_a_counted_list_below_a_pillar_of_pledges_are_pledges():
    """Of a plan's policy they would be points of its text."""
    text = "# 汐鳴市{}\n\n## 柱1 港\n\n- 1 桟橋の補修\n- 2 灯台の公開\n\n担当課：港湾課\n"
    pledges, points = (read(text.format(name), "p.md") for name in ("長公約", "計画"))
    assert [("1", "桟橋の補修"), ("2", "灯台の公開")] == [
        (each.code, each.title) for each in pledges.walk() if each.kind is ElementKind.PLEDGE
    ]
    assert ["港"] == [each.title for each in points.walk()]


def test_labels_in_an_item_say_what_columns_of_that_name_say():
    """これまでの取組 in a pledge is what was done, and a delay has its reason; no colon is needed."""
    page = (
        "<h1>汐鳴市長公約</h1><h2>約束1 港</h2><ol><li>桟橋の補修〔遅れ〕<ul><li>担当　港湾課（協力：建設課）</li>"
        "<li>これまでの取組<ul><li>杭を替えた。</li></ul></li><li>遅れの理由<ul><li>嵐が続いた。</li></ul></li>"
        "<li>今後の予定<ul><li>板を張る。</li></ul></li></ul></li></ol>"
    )
    (_, pledge) = read(page, "p.html").walk()
    assert [
        (TextRole.RESULT, "杭を替えた。"),
        (TextRole.DELAY_REASON, "嵐が続いた。"),
        (TextRole.NEXT_STEP, "板を張る。"),
    ] == [(each.role, each.text) for each in pledge.texts]
    assert [("港湾課", False), ("建設課", True)] == [(each.unit, each.supporting) for each in pledge.responsibilities]


def test_everyday_labels_say_what_was_and_will_be_done():
    """やったこと is a result, これからやること and 今後 are next steps."""
    text = (
        "# 汐鳴市長公約\n\n## 柱1 港\n\n- 桟橋の補修［順調］\n  - やったこと\n    - 杭を替えた\n"
        "  - これからやること：板を張る。\n- 灯台の公開［順調］\n  - 今後：夜も開ける。\n"
    )
    assert [
        (TextRole.RESULT, "杭を替えた"),
        (TextRole.NEXT_STEP, "板を張る。"),
        (TextRole.NEXT_STEP, "夜も開ける。"),
    ] == [(each.role, each.text) for element in read(text, "p.md").walk() for each in element.texts]


def test_a_form_in_an_item_is_of_the_item():
    """A table of which each row begins with a label."""
    form = "<table><tr><th>担当課</th><td>{}</td></tr><tr><th>進捗</th><td>{}</td></tr></table>"
    items = f"<li>桟橋{form.format('港湾課', '達成')}</li><li>灯台{form.format('観光課', '遅れ')}</li>"
    plan = read(f"<h1>汐鳴市長公約</h1><h2>柱1 港</h2><ul>{items}</ul>", "p.html")
    assert [
        ("港", [], [], None, []),
        ("桟橋", ["達成"], ["港湾課"], None, []),
        ("灯台", ["遅れ"], ["観光課"], None, []),
    ] == [facts(each) for each in plan.walk()]


def test_counted_items_within_the_item_of_a_measure_are_what_it_consists_of():
    """A system of measures as a list: below 施策1-1 its ① and ②; points without numbers below 施策1-2 are texts."""
    text = (
        "# 汐鳴市総合計画\n\n## 施策の体系\n\n政策1 海を守る\n\n"
        "- 施策1-1 港の整備\n  - ① 桟橋の補修\n  - ② 灯台の点検\n"
        "- 施策1-2 浜の保全\n  - 砂を戻します。\n  - 松を植えます。\n"
    )
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    (policy,) = parse_plan(read_document(text.encode(), "plan.md"), facts).elements
    assert [
        ("港の整備", [("①", "桟橋の補修"), ("②", "灯台の点検")]),
        ("浜の保全", []),
    ] == [(each.title, [(child.code, child.title) for child in each.children]) for each in policy.children]


def test_a_long_dash_says_that_an_indicator_in_a_list_has_no_value_there():
    text = "# 汐鳴市総合計画\n\n## 施策1 港の整備\n\n### 成果指標\n\n- 桟橋の数 3本(R4) ▶▶ —\n- 船の数 — ▶▶ 12隻(R8)\n"
    facts = PlanFacts(municipality="990019", municipality_name="汐鳴市")
    (measure,) = parse_plan(read_document(text.encode(), "plan.md"), facts).elements
    assert [("桟橋の数", [3, None]), ("船の数", [None, 12])] == [
        (each.name, [value.value and int(value.value) for value in each.observations]) for each in measure.indicators
    ]


@pytest.mark.parametrize("label", ["取組方針", "取組の方針", "推進方針"])
def test_a_heading_that_says_how_a_measure_is_pursued_is_no_element_above_the_titles_listed_below_it(label):
    page = (
        "<h1>汐鳴市総合計画</h1><h2>施策1 港の整備</h2><p>担当課：港湾課</p>"
        f"<h3>{label}</h3><ul><li><strong>①桟橋の補修</strong><br>杭を替えます。</li>"
        "<li><strong>②灯台の点検</strong><br>電球を替えます。</li></ul>"
    )
    (measure,) = read(page, "p.html").elements
    assert ["桟橋の補修", "灯台の点検"] == [child.title for child in measure.children]

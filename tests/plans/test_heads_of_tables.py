"""Headings in tables: the frame at the top of a sheet, and rows across a table over those that stand below them."""

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.plans.layouts.registers import read_registers

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def parse(text, name="plan.html"):
    return parse_plan(read_document(text.encode(), name), FACTS)


def outline(plan):
    return [(depth, each.kind.value, each.code, each.title) for each, depth in deep(plan.elements, 0)]


def deep(elements, depth):
    for each in elements:
        yield each, depth
        yield from deep(each.children, depth + 1)


def page(number, title, goals, first, second):
    return f"""<table>
<tr><td colspan="3">政策1　海とともに生きるまち</td></tr>
<tr><td>施策1-{number}</td><td>{title}</td><td>SDGs<br>{goals}</td></tr>
<tr><td>主管課</td><td colspan="2">港湾課</td></tr>
<tr><td>関係課</td><td colspan="2">水産課、観光課</td></tr></table>
<p>■ 基本事業</p>
<h2>① {first}</h2><p>傷んだところを冬のうちに直します。</p>
<h2>② {second}</h2><p>案内板を立てます。</p>"""


def test_the_frame_of_a_sheet_opens_its_measure_and_says_who_is_in_charge_and_which_goals_it_serves():
    """The number stands in a cell before the title, the goals at the edge; headings of the file stand below."""
    plan = parse(page(1, "港の振興", "9・14", "桟橋の補修", "灯台の公開") + page(2, "浜の振興", "14", "海の家", "花火"))
    assert outline(plan) == [
        (0, "Policy", "1", "海とともに生きるまち"),
        (1, "Measure", "1-1", "港の振興"),
        (2, "Initiative", "①", "桟橋の補修"),
        (2, "Initiative", "②", "灯台の公開"),
        (1, "Measure", "1-2", "浜の振興"),
        (2, "Initiative", "①", "海の家"),
        (2, "Initiative", "②", "花火"),
    ]
    measure = plan.elements[0].children[0]
    assert [each.goal for each in measure.sdgs] == [9, 14]
    assert [(each.unit, each.supporting) for each in measure.responsibilities] == [
        ("港湾課", False),
        ("水産課", True),
        ("観光課", True),
    ]


def rows(*lines):
    return "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split('|'))}</tr>" for line in lines)


def test_projects_stand_below_the_measure_that_is_printed_across_their_table():
    table = rows(
        "事業名|概要|担当課|評価",
        "施策1　港の振興|||",
        "桟橋補修事業|桟橋を直す|港湾課|順調",
        "灯台公開事業|灯台を開く|観光課|遅れ",
        "施策2　浜の振興|||",
        "海の家支援事業|海の家を支える|観光課|順調",
    )
    draft = read_registers(read_document(f"<h1>主要事業の評価</h1><table>{table}</table>".encode(), "plan.html"))
    assert [(depth, each.title) for each, depth in deep(draft.elements, 0)] == [
        (0, "港の振興"),
        (1, "桟橋補修事業"),
        (1, "灯台公開事業"),
        (0, "浜の振興"),
        (1, "海の家支援事業"),
    ]


def test_who_is_in_charge_of_each_indicator_of_a_measure_is_not_in_charge_of_the_measure():
    """Each row of a measure has its own unit beside its own indicator."""
    table = rows(
        "基本目標|施策|指標|基準値（R4）|目標値（R8）|担当課",
        "1 海とともに|1-1 港の振興|船の数|3隻|5隻|港湾課",
        "||網の数|7枚|9枚|水産課",
        "|1-2 浜の振興|客の数|10人|20人|観光課",
    )
    draft = read_registers(read_document(f"<h1>指標一覧</h1><table>{table}</table>".encode(), "plan.html"))
    nodes = [each for each, _ in deep(draft.elements, 0)]
    assert [(i.name, [each.unit for each in i.responsibilities]) for node in nodes for i in node.indicators] == [
        ("船の数", ["港湾課"]),
        ("網の数", ["水産課"]),
        ("客の数", ["観光課"]),
    ]
    assert not any(each.responsibilities for each in nodes)


def test_a_numbered_title_behind_a_mark_over_sentences_is_a_heading():
    """Items of a list stay items; one that stands over its text opens what the text is of."""
    plan = parse(
        "<h2>第1節 港の振興</h2><p>船が減っています。</p><h3>取組内容</h3><ul><li>（1）桟橋の補修</li></ul>"
        "<p>傷んだ桟橋を直します。</p><ul><li>（2）灯台の公開</li></ul><p>案内板を立てます。</p>"
    )
    assert [(depth, title) for depth, _, _, title in outline(plan)][1:] == [(1, "桟橋の補修"), (1, "灯台の公開")]


def test_a_number_within_that_of_the_open_goal_is_a_heading_across_its_table():
    plan = parse(
        "# 基本目標1 海とともに生きるまち\n\n| 指標 | 基準値(R4) | 目標値(R8) |\n|---|---|---|\n"
        "| 1-1 港の振興 | | |\n| 船の数 | 3隻 | 5隻 |\n| 1-2 浜の振興 | | |\n| 客の数 | 10人 | 20人 |\n",
        "plan.md",
    )
    assert [(each.title, [i.name for i in each.indicators]) for each in plan.elements[0].children] == [
        ("港の振興", ["船の数"]),
        ("浜の振興", ["客の数"]),
    ]


def test_labels_of_what_a_measure_consists_of_and_of_its_course_open_no_elements():
    plan = parse("# 施策1 港の振興\n\n## 施策の方針\n\n港を開きます。\n\n## ２ 構成事業の評価\n\n"
                 "| 取組名 | 担当課 | 評価 |\n|---|---|---|\n| 桟橋の補修 | 港湾課 | 順調 |\n", "plan.md")  # fmt: skip
    assert [title for _, _, _, title in outline(plan)] == ["港の振興", "桟橋の補修"]

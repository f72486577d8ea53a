"""Plans as city web sites print them: goals by name, titles with texts and marks in lists, both counts of a year."""

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def read(body, title="汐鳴市総合計画"):
    page = f"<html><body><h1>{title}</h1>{body}</body></html>"
    return parse_plan(read_document(page.encode(), "page.html"), PlanFacts("990019", "汐鳴市"))


def found(elements):
    return [(each.code, each.title, found(each.children)) for each in elements]


def test_goals_by_number_and_name_are_no_headings():
    """3.すべての人に健康と福祉を below its label is a goal, not a measure numbered 3."""
    goals = "3.すべての人に健康と福祉を、11.住み続けられるまちづくりを"
    plan = read(f"<h2>基本目標1 海</h2><p>関連するSDGs</p><p>{goals}</p><h3>施策1 港の整備</h3><p>担当課：港湾課</p>")
    assert [("1", "海", [("1", "港の整備", [])])] == found(plan.elements)
    assert [3, 11] == [each.goal for each in plan.elements[0].sdgs]


def test_a_year_by_both_counts_is_one_year():
    """601人（令和4（2022）年度）: brackets within brackets, in a cell and on a line."""
    table = (
        "<table><tr><th>指標</th><th>現状値</th><th>目標値</th></tr><tr><td>相談の件数</td><td>601件<br>（令和4（2022）年度）"
        "</td><td>1998件<br>（令和9（2027）年度）</td></tr></table>"
    )
    line = "<ul><li>来訪者数：現状値 601人（2022（令和4）年度）／目標値 1,998人（2027（令和9）年度）</li></ul>"
    (measure,) = read(f"<h2>施策1 港の整備</h2><p>担当課：港湾課</p><h3>成果指標</h3>{table}{line}").elements
    assert [("相談の件数", [(601, 2022), (1998, 2027)]), ("来訪者数", [(601, 2022), (1998, 2027)])] == [
        (each.name, [(value.value, value.fiscal_year) for value in each.observations]) for each in measure.indicators
    ]


def test_an_item_with_a_title_a_mark_and_a_text_is_an_element():
    """①橋の補修 【A】, and below it what was done; the legend says what A is."""
    body = (
        "<h2>評価の基準</h2><dl><dt>A</dt><dd>公約の内容を実現したもの</dd><dt>B</dt><dd>予定どおり進んでいるもの</dd></dl>"
        "<h2>施策1 道路</h2><h3>主な取組</h3><ul><li>①橋の補修 <span>【A】</span><br>橋を直しました。</li>"
        "<li>②坂の舗装 <span>【B】</span><br>坂を測りました。</li></ul>"
    )
    (measure,) = read(body).elements
    assert [
        ("橋の補修", "Achieved", ["橋を直しました。"]),
        ("坂の舗装", "OnTrack", ["坂を測りました。"]),
    ] == [
        (each.title, each.assessments[0].status.value, [text.text for text in each.texts]) for each in measure.children
    ]


def test_items_that_count_on_below_their_label_are_elements():
    """1-1-1 …, 1-1-2 …, as 1 …, 2 … are."""
    listed = "<h3>主な取組</h3><ul><li>1-1-1 港の改修</li><li>1-1-2 浜の清掃</li></ul>"
    plan = read(f"<h2>施策1-1 海</h2><p>担当課：港湾課</p>{listed}<h2>施策1-2 森</h2><p>担当課：林務課</p>")
    assert ("1-1", "海", [("1-1-1", "港の改修", []), ("1-1-2", "浜の清掃", [])]) == found(plan.elements)[0]


def test_a_number_with_no_is_a_code_and_a_letter_of_the_legend_a_judgement():
    """No.1 橋を直します A."""
    body = (
        "<p>A：達成　B：順調　C：遅れ</p><h2>柱1 道路</h2><h3>No.1 橋を直します<span>A</span></h3><p>担当課：建設課</p>"
        "<h3>No.2 坂を直します<span>C</span></h3><p>担当課：土木課<br>建設課</p>"
    )
    (pillar,) = read(body, "市長公約の進捗状況").elements
    assert [
        ("1", "橋を直します", "Achieved", ["建設課"]),
        ("2", "坂を直します", "Delayed", ["土木課", "建設課"]),
    ] == [
        (each.code, each.title, each.assessments[0].status.value, [unit.unit for unit in each.responsibilities])
        for each in pillar.children
    ]


def test_a_result_from_before_the_plan_beside_its_target_is_what_it_starts_from():
    """実績値 of 2021 of a plan from 2023 on; one of 2023 is a result."""
    head = "<tr><th>指標</th><th>実績値<br>{}年度</th><th>目標値<br>2026年度</th></tr>"
    table = "<table>" + head + "<tr><td>相談の件数</td><td>9件</td><td>12件</td></tr></table>"
    plan = read(
        "<p>計画期間　2023年度～2026年度</p>"
        f"<h2>施策1 港</h2><p>担当課：港湾課</p>{table.format(2021)}"
        f"<h2>施策2 浜</h2><p>担当課：観光課</p>{table.format(2023)}"
    )
    assert [["Baseline", "Target"], ["Actual", "Target"]] == [
        [value.kind.value for value in each.indicators[0].observations] for each in plan.elements
    ]


def test_values_below_the_goals_of_a_measure_are_no_goals():
    """■重要業績評価指標（KPI） ends the list of goals; 13団体（令和2年度） names none."""
    line = "<dl><dt>団体の数</dt><dd>基準値 13団体（令和2年度末）、目標値 16団体（令和7年度末）</dd></dl>"
    goals = "<p>【関連するSDGs】</p><ul><li>目標15 陸の豊かさも守ろう</li></ul>"
    (measure,) = read(f"<h2>施策1 港</h2><p>担当課：港湾課</p>{goals}<p>■重要業績評価指標（KPI）</p>{line}").elements
    assert ([15], ["団体の数"]) == ([each.goal for each in measure.sdgs], [each.name for each in measure.indicators])


def test_a_numbered_line_with_a_known_judgement_behind_a_blank_is_judged():
    """◆（1）橋の補修　達成済み, a line and no heading."""
    body = (
        "<p>■（1）橋の補修 <span>達成済み</span></p><p>担当課：建設課</p><p>■（2）坂の舗装 <span>遅れている</span></p>"
    )
    (measure,) = read(f"<h2>施策1 道路</h2><p>【担当課】土木課<br>建設課</p>{body}<p>担当課：土木課</p>").elements
    assert ["土木課", "建設課"] == [each.unit for each in measure.responsibilities]
    assert [("橋の補修", "Achieved"), ("坂の舗装", "Delayed")] == [
        (each.title, each.assessments[0].status.value) for each in measure.children
    ]

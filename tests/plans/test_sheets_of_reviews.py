"""Forms that review measures and pledges: headings across tables, lists of links, judgements before their legend."""

from __future__ import annotations

import pytest

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts, ValueKind
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")
PAGE = """<!doctype html><html><head><title>海の章｜汐鳴市</title></head><body><h1>汐鳴市計画 施策の進捗</h1>
<h2>第3章　海と生きるまち</h2>
<ul><li><a href="#a">施策1　港の整備</a></li><li><a href="#b">施策2　浜の保全</a></li></ul>
<h3 id="a">施策1　港の整備</h3>
<dl><dt>主管課</dt><dd>港湾課</dd><dt>関係課</dt><dd>水産課、観光課</dd><dt>めざす姿</dt><dd>船が集まる。</dd>
<dt>関連するSDGs</dt><dd><ul><li>目標14 海の豊かさを守ろう</li></ul></dd></dl>
<h4>まちづくり指標</h4>
<table><caption>施策1のまちづくり指標</caption>
<tr><th>指標名</th><th>現状値（R4）</th><th>目標値（R9）</th></tr><tr><td>寄港数</td><td>3回</td><td>6回</td></tr></table>
<h3 id="b">施策2　浜の保全</h3>
<dl><dt>主管課</dt><dd>環境課</dd><dt>めざす姿</dt><dd>浜がきれいだ。</dd></dl></body></html>"""
PLEDGES = """# 市長公約の進捗

|番号|公約|所管課|これまでの取組|進捗|
|---|---|---|---|---|
|Ⅰ 海と港|||||
|1|岸壁を直します|港湾課|岸壁の半分を直した。|達成|
|2|市場を開きます|水産課|場所を決めた。|遅延|
|Ⅱ 山と里|||||
|3|林道を直します|林務課|調査を終えた。|達成|
"""
PROJECTS = """# 汐鳴市こども計画

## 基本目標Ⅰ 海で育つ

### 施策の方向1 浜の学び

|主な事業|内容|担当課|
|---|---|---|
|浜の教室の開催|小学生が浜の生きものを調べます。|こども課|
|船の見学|港で船に乗ります。|港湾課|
"""
FORM = """施策評価調書
政策　２　海と生きるまち
施策　２－１　港の整備

|指標名|単位|区分|R3（策定時）|R4|R8（最終）|
|---|---|---|---|---|---|
|寄港数|回|目標||4|6|
|寄港数|回|実績|3|5||

４ 総合評価
評価       {judged}     A 目標を上回る B 概ね目標どおり C 目標を下回る
"""


def read(text, name="plan.md"):
    return parse_plan(read_document(text.encode(), name), FACTS)


def units(node):
    return [(each.unit, each.supporting) for each in node.responsibilities]


def test_links_to_measures_and_captions_of_tables_open_no_measures():
    """Each measure is there once, with its indicators, the units below the labels of units, and its goals."""
    (chapter,) = read(PAGE, "p.html").elements
    harbour, beach = chapter.children
    assert [("1", "港の整備"), ("2", "浜の保全")] == [(each.code, each.title) for each in (harbour, beach)]
    assert ["寄港数"] == [each.name for each in harbour.indicators]
    assert [("港湾課", False), ("水産課", True), ("観光課", True)] == units(harbour)
    assert ([14], [("環境課", False)]) == ([each.goal for each in harbour.sdgs], units(beach))


def test_a_row_with_nothing_but_a_numbered_heading_stands_over_the_pledges_below_it():
    """As where a band crosses the table."""
    plan = read(PLEDGES)
    assert [("海と港", ["1", "2"]), ("山と里", ["3"])] == [
        (each.title, [child.code for child in each.children]) for each in plan.elements
    ]


def test_a_pledge_whose_row_has_lost_its_other_cells_is_no_heading():
    """Only a Roman number, a chapter or a word before the number says that it is one."""
    text = PLEDGES.replace("|2|市場を開きます|水産課|場所を決めた。|遅延|", "|2 市場を開きます|||||")
    assert ["海と港", "山と里"] == [each.title for each in read(text).walk() if each.kind is ElementKind.POLICY]


@pytest.mark.parametrize("named", ["取組状況", "対応状況"])
def test_words_of_progress_below_what_may_tell_of_actions_judge(named):
    """取組状況 over 実施済 and 検討中 is a judgement; over sentences it tells what was done."""
    text = PLEDGES.replace("|進捗|", f"|{named}|").replace("これまでの取組", "備考")
    judged = text.replace("達成", "実施済").replace("遅延", "検討中")
    found = [each for each in read(judged).walk() if each.kind is ElementKind.PLEDGE]
    assert ["実施済", "検討中", "実施済"] == [a.grade for each in found for a in each.assessments]
    told = text.replace("達成", "岸壁の半分を三年で直し終えた。").replace("遅延", "場所を二つに絞った。")
    assert [] == [a for each in read(told).walk() for a in each.assessments]


def test_main_projects_in_a_table_below_a_measure_are_its_own():
    """主な事業 names what the rows are, each with its unit."""
    (goal,) = read(PROJECTS).elements
    (measure,) = goal.children
    assert [("浜の教室の開催", [("こども課", False)]), ("船の見学", [("港湾課", False)])] == [
        (each.title, units(each)) for each in measure.children
    ]


@pytest.mark.parametrize(("judged", "status"), [("B", "MostlyOnTrack"), ("C", "Delayed")])
def test_a_judgement_before_its_legend_is_read_and_the_results_of_the_first_year_are_the_baseline(judged, status):
    """The legend on the same line says what it means; 策定時 says of what kind the value is, whatever its row."""
    (measure,) = (each for each in read(FORM.format(judged=judged), "f.txt").walk() if each.title == "港の整備")
    assert [(judged, status)] == [(each.grade, each.status.value) for each in measure.assessments]
    (indicator,) = measure.indicators
    told = {(each.kind, each.fiscal_year): each.raw for each in indicator.observations}
    assert "3" == told[ValueKind.BASELINE, 2021]
    assert "5" == told[ValueKind.ACTUAL, 2022]
    assert "6" == told[ValueKind.TARGET, 2026]


def test_what_is_better_than_at_the_start_is_partly_achieved_where_a_legend_says_so():
    """Between 目標値を達成 and 基準値より悪化; without a legend the words say nothing of the target."""
    legend = "A 目標値を達成 B 基準値より改善 C 基準値より悪化"
    text = FORM.format(judged="B").replace("A 目標を上回る B 概ね目標どおり C 目標を下回る", legend)
    assert ["PartlyAchieved"] == [a.status.value for each in read(text, "f.txt").walk() for a in each.assessments]


def test_a_legend_without_a_judgement_before_it_judges_nothing():
    """評価 A 目標を上回る … explains grades."""
    assert [] == [a for each in read(FORM.format(judged=""), "f.txt").walk() for a in each.assessments]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 3, 1)])
def test_a_charge_between_the_measure_and_its_indicators_is_the_measures_and_one_behind_them_is_theirs(order):
    rows = [
        ("施策", "担当課", "成果指標", "実績値（R6）"),
        ("1-1 港を守る", "港湾課", "桟橋の数", "3本"),
        ("", "", "船の数", "9隻"),
        ("1-2 浜を守る", "水産課", "網の数", "5張"),
    ]
    lines = ["| " + " | ".join(row[at] for at in order) + " |" for row in rows]
    lines.insert(1, "|---|---|---|---|")
    plan = read("# 汐鳴市総合計画 進捗状況一覧\n\n" + "\n".join(lines) + "\n")
    of_measures = [units(each) for each in plan.elements]
    of_indicators = [unit for each in plan.elements for unit in units(each.indicators[0])]
    if order == (0, 1, 2, 3):
        assert ([[("港湾課", False)], [("水産課", False)]], []) == (of_measures, of_indicators)
    else:
        assert ([[], []], [("港湾課", False), ("水産課", False)]) == (of_measures, of_indicators)

"""No cell of a table vanishes: what no column's name explains is kept as text, and a merged cell holds for its rows."""

from io import BytesIO

import docx
import pytest
from openpyxl import Workbook

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan


def parse(data, name="plan.md"):
    data = data if isinstance(data, bytes) else data.encode()
    return parse_plan(read_document(data, name), PlanFacts(municipality="990019", municipality_name="汐鳴市"))


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


HEAD = ("施策", "取組", "担当課")
MERGED = (("1 防災", "訓練の実施", "危機管理課"), ("2 防犯", "見回りの実施", ""), ("3 交通", "標識の整備", ""))


def as_html():
    rows = [f"<tr><td>{a}<td>{b}" + (f"<td rowspan=2>{c}" if c else "") for a, b, c in MERGED]
    head = "".join(f"<th>{name}" for name in HEAD)
    return f"<!doctype html><h1>汐鳴市計画</h1><table><tr>{head}{''.join(rows)}</table>", "plan.html"


def as_xlsx():
    book = Workbook()
    for row in (("汐鳴市計画",), HEAD, *MERGED):
        book.active.append([cell or None for cell in row])
    book.active.merge_cells("C3:C4")
    return saved(book), "plan.xlsx"


def as_docx():
    document = docx.Document()
    document.add_heading("汐鳴市計画", 0)
    table = document.add_table(4, 3)
    for at, row in enumerate((HEAD, *MERGED)):
        for place, cell in enumerate(row):
            table.cell(at, place).text = cell
    table.cell(1, 2).merge(table.cell(2, 2))
    return saved(document), "plan.docx"


@pytest.mark.parametrize("form", [as_html, as_xlsx, as_docx])
def test_a_charge_merged_over_rows_is_that_of_each_of_them(form):
    """The cell spans two rows: both have its department; the row below it, whose cell is blank, has none."""
    plan = parse(*form())
    charges = {e.title: [r.unit for r in e.responsibilities] for e in plan.walk() if e.title in {m[1] for m in MERGED}}
    assert {"訓練の実施": ["危機管理課"], "見回りの実施": ["危機管理課"], "標識の整備": []} == charges


BLANK = (
    ("指標", "基準値(R5)", "目標値(R9)", "担当課"),
    ("船の数", "3隻", "9隻", "港湾課"),
    ("桟橋の数", "1本", "4本", ""),
)


def blank_in(form):
    """The same table, with a charge left blank below another, in a format that tells merged cells or in none."""
    if form == "html":
        rows = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}" for row in BLANK)
        return parse(f"<!doctype html><h1>汐鳴市計画</h1><h2>柱1 海</h2><table>{rows}</table>", "plan.html")
    rows = "\n".join(f"|{'|'.join(row)}|" for row in BLANK)
    return parse(f"# 汐鳴市計画\n\n## 柱1 海\n\n{rows}\n")


def test_a_blank_charge_below_a_filled_one_is_said_to_be_inferred():
    """Markdown cannot merge cells: the one above is taken to go on, and its place is where the charge was read."""
    ships, piers = blank_in("md").indicators()
    assert [("港湾課", False, 6)] == [(r.unit, r.inferred, r.span.start_line) for r in ships.responsibilities]
    assert [("港湾課", True, 6)] == [(r.unit, r.inferred, r.span.start_line) for r in piers.responsibilities]


def test_a_blank_charge_is_blank_where_the_format_tells_merged_cells():
    """A web page would say that the cell above spans this row."""
    ships, piers = blank_in("html").indicators()
    assert (["港湾課"], ()) == ([r.unit for r in ships.responsibilities], piers.responsibilities)


def texts(thing):
    return [each.text for each in thing.texts]


ODD = (
    "# 汐鳴市計画\n\n## 施策1 港の整備\n\n|指標|基準値(R5)|夢見る値(R9)|目標値(R10)|達成率|備考|\n"
    "|---|---|---|---|---|---|\n|船の数|3隻|5隻|9隻|20%|概数|\n|桟橋の数|1本|2本|4本|30%||\n"
)


def test_cells_of_unknown_columns_are_texts_of_the_indicator():
    """A column of unknown name, a rate and a note stay with the row's indicator, under the name of their column."""
    ships, piers = parse(ODD).indicators()
    assert ["夢見る値(R9)：5隻", "達成率：20%", "備考：概数"] == texts(ships)
    assert ["夢見る値(R9)：2本", "達成率：30%"] == texts(piers)


def test_a_cell_that_is_only_kept_is_understood_less():
    """The row's reading counts the cells that a rule took; the others have a reading of their own, less sure."""
    row = [each for each in parse(ODD).readings if each.span.start_line == 7]
    assert [("Indicator", 7), ("kept", 7)] == [(each.role, each.characters) for each in row]
    assert row[1].confidence < row[0].confidence


def test_a_column_of_values_of_no_known_kind_is_warned_of_once():
    """Two rows have such a value: one warning names the column."""
    said = [w.message for w in parse(ODD).warnings if "夢見る値(R9)" in w.message]
    assert ["nothing says of what kind the values under 夢見る値(R9) are; they are kept as text"] == said


def test_values_without_an_indicator_stay_with_the_element():
    """No column names an indicator: the values are texts of the row's element, and a warning says so."""
    plan = parse(
        "# 汐鳴市計画\n\n## 柱1 収入\n\n|No.|取組項目|現状(R5)|目標(R6)|担当課|\n|---|---|---|---|---|\n"
        "|1-1|使用料の見直し|98.1%|98.2%|財政課|\n"
    )
    (fees,) = (element for element in plan.walk() if element.code == "1-1")
    assert ["現状(R5)：98.1%", "目標(R6)：98.2%"] == "\n".join(texts(fees)).split("\n")
    assert any("現状(R5)、目標(R6)" in warned.message for warned in plan.warnings)


def test_groups_are_values_of_one_indicator():
    """男性 and 女性 below an indicator that is merged over their rows are of whom its values are."""
    plan = parse(
        "<!doctype html><h1>汐鳴市計画</h1><h2>施策1 運動</h2><table>"
        "<tr><th>指標<th>区分<th>基準値(R5)<th>目標値(R9)"
        "<tr><td rowspan=2>歩く人の割合<td>男性<td>40%<td>50%<tr><td>女性<td>42%<td>55%</table>",
        "plan.html",
    )
    (walking,) = plan.indicators()
    assert [("男性", 40), ("男性", 50), ("女性", 42), ("女性", 55)] == [
        (o.group, o.value) for o in walking.observations
    ]


def test_a_code_has_a_column_of_its_own_beside_indicators():
    """取組番号 is the code of the row's 取組, whatever else the row says."""
    plan = parse(
        "汐鳴市計画,,,,\n,,,,\n基本方針,取組番号,取組項目,指標,R5目標\n1 収入,1-1,寄附の拡大,寄附額,2億円\n", "p.csv"
    )
    assert ["1", "1-1"] == [element.code for element in plan.walk()]


def test_years_have_columns_of_their_own():
    """基準年, 目標年 and 実績年 say of what year the values beside them are."""
    plan = parse(
        "汐鳴市計画,,,,,,\n,,,,,,\n施策,KPI,基準値,基準年,目標値,目標年,担当\n"
        "1 港,船の数,3隻,令和5年度,9隻,R10,港湾課\n",
        "p.csv",
    )
    assert [2023, 2028] == [each.fiscal_year for each in plan.indicators()[0].observations]


def test_a_record_longer_than_its_header_gives_no_values():
    """An unquoted comma parts a number: the cells from the first value on are text, and a warning names the row."""
    plan = parse(
        "汐鳴市計画,,,,,\n,,,,,\n取組番号,取組項目,主管課,基準（R3）,R5目標,評価\n1-1,寄附の拡大,企画課,1,200万円,2億円,B\n"
        "1-2,使用料の見直し,財政課,3件,5件,C\n",
        "p.csv",
    )
    moved, fine = plan.walk()
    assert [] == [*moved.assessments, *(each.observations for each in moved.indicators)]
    assert "1 / 200万円 / 2億円 / B" in texts(moved)
    assert ["C"] == [each.grade for each in fine.assessments]
    assert [4] == [w.span.start_line for w in plan.warnings if "more cells than the header" in w.message]


@pytest.mark.parametrize(
    ("start", "end"),
    [("ベースライン", "到達目標"), ("策定時の値", "期待値"), ("ベースライン値", "めざそう値"), ("現状値", "めざす値")],
)
def test_further_words_for_where_values_start_and_what_they_aim_at(start, end):
    """What plans call their baselines and targets otherwise."""
    plan = parse(f"# 計画\n\n## 施策1 港\n\n|指標|{start}(R5)|{end}(R9)|\n|---|---|---|\n|船の数|3隻|9隻|\n")
    assert [("Baseline", 2023, 3), ("Target", 2027, 9)] == [
        (each.kind.value, each.fiscal_year, each.value) for each in plan.indicators()[0].observations
    ]


def test_items_to_carry_out_are_initiatives():
    """番号, 実施項目 and 所管課 make a table of elements, not prose."""
    plan = parse("# 計画\n\n## 柱1 収入\n\n|番号|実施項目|所管課|\n|---|---|---|\n|1-1|使用料の見直し|財政課|\n")
    (fees,) = (element for element in plan.walk() if element.code == "1-1")
    assert ("使用料の見直し", ["財政課"]) == (fees.title, [each.unit for each in fees.responsibilities])


def test_the_measure_above_has_a_column():
    """上位施策 is what the row's project stands under."""
    plan = parse(
        "事業番号,事業名,所管部,所管課,上位施策,総合評価\n101,桟橋補修事業,建設部,港湾課,港の整備,A\n", "p.csv"
    )
    above, project = plan.walk()
    assert ("港の整備", "桟橋補修事業") == (above.title, project.title)
    assert [("建設部", "港湾課")] == [(each.division, each.unit) for each in project.responsibilities]


@pytest.mark.parametrize("line", ["KPI：船の数 3隻（R4）→ 9隻（R9）", "指標：船の数　R4：3隻 → R9：9隻"])
def test_an_indicator_with_its_values_stands_behind_a_label(line):
    """The label, the name and both values are on one line below a heading."""
    plan = parse(f"# 汐鳴市戦略\n\n## 基本目標1 海\n\n### 施策1 港\n{line}\n")
    (ships,) = plan.indicators()
    assert ("船の数", [(2022, 3), (2027, 9)]) == (ships.name, [(o.fiscal_year, o.value) for o in ships.observations])


def test_a_label_ends_the_items_of_the_label_beside_it():
    """成果指標 stands as high as 施策の展開: its indicators are the section's, not the last item's."""
    plan = parse(
        "# 汐鳴市計画\n## 第1章 海\n### 第1節 港\n#### 施策の展開\n(1) 桟橋\n① 補修\n直します。\n② 点検\n見ます。\n"
        "#### 成果指標\n|指標|基準値(R2)|目標値(R8)|\n|---|---|---|\n|船の数|10隻|20隻|\n"
    )
    assert ["港"] == [element.title for element in plan.walk() if element.indicators]


def test_a_mark_is_judged_by_the_words_in_its_bracket():
    """◎（達成） is on the common scale where its words are; a mark alone, or with other words, is kept as printed."""
    plan = parse(
        "# 公約の進捗\n\n|No.|公約|担当課|進捗|\n|---|---|---|---|\n|1|桟橋の補修|港湾課|◎（達成）|\n"
        "|2|灯台の公開|観光課|○（海の日）|\n"
    )
    assert ["Achieved", None] == [
        each.assessments[0].status and each.assessments[0].status.value for each in plan.walk()
    ]


def test_years_in_brackets_say_who_was_in_charge_before():
    """Also where a label of any document says it, with or without a space."""
    plan = parse(
        "# 計画\n\n## 施策1 港\n\n担当課：港湾課（令和6年度から海洋課）\n\n"
        "## 施策2 山\n\n担当課：森林課（R5まで 林務課）\n"
    )
    assert [("港湾課", None, 2023), ("海洋課", 2024, None), ("林務課", None, 2023), ("森林課", 2024, None)] == [
        (r.unit, r.from_fiscal_year, r.to_fiscal_year) for element in plan.walk() for r in element.responsibilities
    ]


def test_a_dash_is_no_text():
    """Nothing is planned where ― is printed."""
    plan = parse(
        "# 公約の進捗\n\n## 政策1 海\n\n|No.|公約|これまでの取組|今後の予定|所管課|\n|---|---|---|---|---|\n"
        "|1|桟橋の補修|直しました。|―|港湾課|\n"
    )
    assert ["直しました。"] == [text for element in plan.walk() for text in texts(element)]


NAMED_WITH_OTHERS = {
    "plan.md": "# 計画\n\n## 施策1 港\n\n|指標|基準値(R2)|目標値(R8)|担当課|\n|---|---|---|---|\n|船の数|3隻|4隻|{}|\n",
    "label.md": "# 計画\n\n## 施策1 港\n\n担当課：{}\n\n### 取組1 桟橋\n\n直します。\n",
    "p.csv": '事業番号,事業名,担当課,上位施策\n1,桟橋補修事業,"{}",港の整備\n',
}


@pytest.mark.parametrize("name", NAMED_WITH_OTHERS)
@pytest.mark.parametrize("said", ["港湾課、漁師の会", "港湾課ほか関係課"])
def test_a_charge_that_names_more_than_units_is_kept_as_text_too(said, name):
    """The unit is in charge; who else is meant stays readable, in a table, behind a label and in a register."""
    plan = parse(NAMED_WITH_OTHERS[name].format(said), name)
    things = [*plan.walk(), *plan.indicators()]
    assert ["港湾課"] == [r.unit for each in things for r in each.responsibilities]
    assert [f"担当課：{said}"] == [text for each in things for text in texts(each) if said in text]


def test_a_charge_that_is_no_unit_is_kept_as_text():
    """市民 are no unit of the city: the cell stays with its indicator."""
    plan = parse(
        "# 計画\n\n## 施策1 港\n\n|指標|基準値(R2)|目標値(R8)|担当課|\n|---|---|---|---|\n|船の数|3隻|4隻|市民|\n"
    )
    (ships,) = plan.indicators()
    assert ((), ["担当課：市民"]) == (ships.responsibilities, texts(ships))


REVIEW = (
    "# 汐鳴市戦略の評価\n\n|基本目標|施策|KPI|R5実績値|R6目標値|進捗|担当課|夢見る値|備考|\n"
    "|---|---|---|---|---|---|---|---|---|\n"
    "|1 海|1 港|船の数|3隻|5隻|順調|港湾課|3隻|概数|\n"
)
PLEDGES = (
    "# 公約の進捗\n\n|公約|担当課|進捗状況|合言葉|重点|\n|---|---|---|---|---|\n|1 桟橋の補修|港湾課|達成|海へ|◎|\n"
    "|2 灯台の公開|港湾課、漁師の会|達成||達成|\n"
)
SYSTEM = (
    "施策の体系\n\n政策\t施策\t合言葉\n政策1 海を守る\t01 港 02 浜 ●養浜を含む\t海へ\n"
    "政策2 山を守る\t03 森 04 道\t山へ\n\t\t里山を含む\n"
)


def rest_of(plan, line):
    """What was only kept of a line, and what was lost of it."""
    return [(each.role, each.characters) for each in plan.readings if each.span.start_line == line][1:]


def test_no_cell_of_a_review_is_called_read_that_no_rule_takes():
    """Also one that prints what another cell prints; the indicator has it as text, under the name of its column."""
    plan = parse(REVIEW)
    (ships,) = plan.indicators()
    assert ("indicator-review", ["夢見る値：3隻", "備考：概数"]) == (plan.layout, texts(ships))
    assert [("kept", 4)] == rest_of(plan, 5)
    assert ["1 column(s) of no known name are kept as text: 夢見る値"] == [w.message for w in plan.warnings][:1]


def test_no_cell_of_a_table_of_pledges_is_called_read_that_no_rule_takes():
    """A column of unknown name, a priority, and a charge that is not wholly of units are texts of the pledge."""
    plan = parse(PLEDGES)
    pier, light = plan.walk()
    assert ("pledge-progress", ["合言葉：海へ", "重点：◎"]) == (plan.layout, texts(pier))
    assert (["港湾課"], ["担当課：港湾課、漁師の会", "重点：達成"]) == (
        [r.unit for r in light.responsibilities],
        texts(light),
    )
    assert [("kept", 3)] == rest_of(plan, 5)


def test_no_cell_of_a_system_of_measures_is_called_read_that_no_rule_takes():
    """Also on a row that names no measure, and behind the mark of a title."""
    plan = parse(SYSTEM, "plan.txt")
    said = {element.title: texts(element) for element in plan.walk() if element.texts}
    assert {"浜": ["●養浜を含む", "合言葉：海へ"], "道": ["合言葉：山へ", "合言葉：里山を含む"]} == said
    assert [("kept", 2)] == rest_of(plan, 4)
    assert "unread" not in {each.role for each in plan.readings}


@pytest.mark.parametrize(
    ("head", "moved", "fine"),
    [
        (
            "基本目標,施策,KPI,R5実績値,R6目標値,進捗,担当課",
            "1 海,1 港,船の数,1,200隻,1500隻,順調,港湾課",
            "1 海,1 港,桟橋の数,2本,3本,遅れ,港湾課",
        ),
        ("公約,R6目標値,進捗状況,担当課", "1 桟橋の補修,1,200本,達成,港湾課", "2 灯台の公開,1基,未着手,観光課"),
    ],
)
def test_a_record_longer_than_its_header_gives_no_values_in_any_form(head, moved, fine):
    """An unquoted comma parts a number: no judgement or charge is read from where it may have moved, but it is kept."""
    plan = parse(f"汐鳴市の評価\n\n{head}\n{moved}\n{fine}\n", "p.csv")
    things = [*plan.walk(), *plan.indicators()]
    assert 1 == sum(len(each.assessments) for each in things) == sum(len(each.responsibilities) for each in things)
    assert [4] == [w.span.start_line for w in plan.warnings if "more cells than the header" in w.message]
    assert any(moved.split(",")[-1] in text for each in things for text in texts(each))


def test_what_is_done_when_is_no_value_of_an_indicator():
    """A row of a schedule below indicators, whose steps are words that other tables have as names, is a text."""
    form = (
        "<tr><th>No.<td>{0}<th>取組項目<td colspan=2>{1}<tr><th colspan=2>担当課<td colspan=3>港湾課"
        "<tr><th colspan=2 rowspan=2>指標<th rowspan=2>現状値（R4）<th colspan=2>目標値<tr><th>R6<th>R7"
        "<tr><td colspan=2>{2}<td>3隻<td>4隻<td>5隻<tr><th colspan=3>工程<td>計画<td>実施"
    )
    tables = "".join(
        f"<table>{form.format(*each)}</table>" for each in ((1, "桟橋", "船の数"), (2, "灯台", "客船の数"))
    )
    plan = parse(f"<!doctype html><h1>汐鳴市行政改革推進計画</h1><h2>1 港</h2>{tables}", "plan.html")
    assert [("桟橋", "船の数"), ("灯台", "客船の数")] == [(e.title, i.name) for e in plan.walk() for i in e.indicators]
    assert ["工程：R6 計画 / R7 実施"] * 2 == [t.text for e in plan.walk() for t in e.texts if t.role.value == "action"]

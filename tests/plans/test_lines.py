"""What headings, labels, items and titles of any document say, each to whom it belongs."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, PlanKind
from plangraph.plans import parse_plan


def parse(text, name="plan.md"):
    return parse_plan(read_document(text.encode(), name), PlanFacts(municipality="990019", municipality_name="汐鳴市"))


def tree(plan):
    """Kind, title and charge of each element, indented by what it stands under."""

    def lines(element, depth):
        units = [each.unit for each in element.responsibilities]
        yield f"{'  ' * depth}{element.kind.value} {element.title}{f' ({chr(12289).join(units)})' if units else ''}"
        for child in element.children:
            yield from lines(child, depth + 1)

    return [line for element in plan.elements for line in lines(element, 0)]


def texts(thing):
    return [(each.role.value, each.text) for each in thing.texts]


@pytest.mark.parametrize("mark", ["", "■ ", "●"])
@pytest.mark.parametrize("bold", ["", "**"])
def test_a_marked_heading_ends_before_the_bold_number_below_it(mark, bold):
    """#### ■ 施策の展開 gathers, **(1) …** right below it opens: neither is a part of the other's title."""
    plan = parse(
        f"# 汐鳴市計画\n## 第1章 海\n### 第1節 港\n#### {mark}施策の展開\n{bold}(1) 桟橋{bold}\n\n直します。\n\n"
        f"{bold}(2) 灯台{bold}\n\n見ます。\n\n#### {mark}成果指標\n\n"
        "|指標|基準値(R2)|目標値(R8)|\n|---|---|---|\n|船の数|3隻|4隻|\n"
    )
    assert ["Policy 海", "  Measure 港", "    Initiative 桟橋", "    Initiative 灯台"] == tree(plan)
    assert ["港"] == [element.title for element in plan.walk() if element.indicators]


@pytest.mark.parametrize("label", ["【主な取組】\n\n", "主な取組\n\n", ""])
def test_an_item_with_a_charge_of_its_own_is_an_initiative(label):
    """Each of them keeps its own units; one that names none stays a text of what it stands below."""
    plan = parse(
        f"汐鳴市計画\n\n基本目標1 海\n\n施策1 港\n\n{label}"
        "・桟橋の補修（港湾課）\n・灯台の公開【観光課、教育総務課】\n・海の日の祭り\n",
        "plan.txt",
    )
    assert [
        "Goal 海",
        "  Measure 港",
        "    Initiative 桟橋の補修 (港湾課)",
        "    Initiative 灯台の公開 (観光課、教育総務課)",
    ] == tree(plan)
    assert ["海の日の祭り"] == [text for element in plan.walk() for _, text in texts(element)]


def test_a_charge_at_the_end_of_a_text_is_the_elements():
    """The label stands behind the last sentence; the text stays as printed."""
    plan = parse("汐鳴市計画\n\n基本目標1 海\n\n施策1 港\n\n桟橋を直します。担当：港湾課\n", "plan.txt")
    assert ["Goal 海", "  Measure 港 (港湾課)"] == tree(plan)
    assert ["桟橋を直します。担当：港湾課"] == [text for element in plan.walk() for _, text in texts(element)]


def test_a_label_with_its_text_keeps_its_role():
    """目指す姿：… is a vision, and no mere description."""
    plan = parse("# 汐鳴市計画\n\n## 施策1 港\n\n目指す姿：船が安心して泊まる\n\n現状：古い桟橋が多い\n")
    assert [("vision", "船が安心して泊まる"), ("situation", "古い桟橋が多い")] == texts(plan.elements[0])


def test_what_holds_initiatives_is_a_measure():
    """第3章 分野別の取組 gathers fields, and these hold what is done."""
    plan = parse(
        "# 汐鳴市計画\n\n## 第3章 分野別の取組\n\n### 1 港\n\n#### (1) 桟橋の補修\n\n直します。\n\n担当：港湾課\n"
    )
    assert ["Measure 港", "  Initiative 桟橋の補修 (港湾課)"] == tree(plan)


@pytest.mark.parametrize("name", ["指標|", "指標|区分|"])
def test_numbers_in_circles_part_indicators_in_any_form(name):
    """Two in a cell, or one alone: the mark is no part of a name nor a group of its values."""
    gap = "|" * (name.count("|") - 1)
    plan = parse(
        f"# 汐鳴市計画\n\n## 施策1 港\n\n|{name}基準値(R2)|目標値(R8)|\n|---|---|---|\n"
        f"|①船の数<br>②桟橋の数|{gap}①3隻<br>②4本|①5隻<br>②6本|\n|①訓練|{gap}①1回|①2回|\n"
    )
    assert [("船の数", [3, 5]), ("桟橋の数", [4, 6]), ("訓練", [1, 2])] == [
        (each.name, [o.value for o in each.observations]) for each in plan.indicators()
    ]
    assert {""} == {o.group for each in plan.indicators() for o in each.observations}


def test_the_source_of_values_is_no_definition():
    """出典 stays with its indicator, under its own name."""
    plan = parse(
        "# 計画\n\n## 施策1 港\n\n|指標|基準値(R2)|出典|目標値(R8)|\n|---|---|---|---|\n|船の数|3隻|港の調べ|4隻|\n"
    )
    (ships,) = plan.indicators()
    assert ("", [("description", "出典：港の調べ")]) == (ships.definition, texts(ships))


PLEDGES = (
    "# 公約の進捗{}\n\n|No.|公約|担当課|進捗|\n|---|---|---|---|\n|1|桟橋の補修|港湾課|◎|\n|2|灯台の公開|観光課|×|\n\n"
    "進捗の凡例：◎達成　○実施中　△検討中　×未着手\n"
)


def test_a_legend_needs_no_sign_between_mark_and_word():
    """◎達成 explains the ◎ of the table, as the others do theirs."""
    plan = parse(PLEDGES.format(""))
    assert ["Achieved", "NotStarted"] == [each.assessments[0].status.value for each in plan.walk()]
    assert ["×", "△", "○", "◎"] == [each.grade for each in plan.scale]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("（令和6年度末）", 2024),
        ("（令和5年度）", 2023),
        ("（令和5年度～令和8年度）", None),
        ("（令和6年）", None),
        ("", None),
    ],
)
def test_a_year_in_brackets_behind_the_title_is_that_of_judgements(title, year):
    """A span of years or a calendar year is not, and nothing is made up where the title says none."""
    assert {year} == {
        each.fiscal_year for element in parse(PLEDGES.format(title)).walk() for each in element.assessments
    }


def test_a_year_that_a_column_says_goes_before_that_of_the_title():
    """R5評価 is of 2023, whatever the title says."""
    plan = parse(
        "# 海の評価（令和6年度）\n\n|基本目標|施策|KPI|R5実績値|R6目標値|進捗|\n|---|---|---|---|---|---|\n"
        "|1 海|1 港|船の数|3隻|5隻|順調|\n"
    )
    assert [2023] == [each.fiscal_year for indicator in plan.indicators() for each in indicator.assessments]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("汐鳴市総合計画", PlanKind.COMPREHENSIVE_PLAN), ("汐鳴市行政改革実施計画", PlanKind.OTHER)],
)
def test_a_list_of_measures_is_the_plan_that_its_title_says(title, kind):
    """Any city office lists its measures: the form alone makes no comprehensive plan."""
    plan = parse(f"{title},,\n,,\n施策,取組,担当課\n1 港,桟橋の補修,港湾課\n2 浜,砂の養生,港湾課\n", "p.csv")
    assert ("list-of-measures", kind) == (plan.layout, plan.kind)


def test_values_of_a_register_that_names_no_indicator_are_said_to_lack_one():
    """Their kind is known: the warning asks for what is missing, at the line where it was found."""
    plan = parse(
        "汐鳴市計画,,,\n,,,\n番号,取組項目,担当課,R5目標\n1,桟橋の補修,港湾課,5本\n2,灯台の公開,観光課,1基\n", "p.csv"
    )
    assert [("nothing says of which indicator the values under R5目標 are; they are kept as text", 4)] == [
        (each.message, each.span.start_line) for each in plan.warnings
    ]


def test_brackets_and_spellings_of_labels_do_not_matter():
    """≪取り組み≫ says what 【取組】 says."""
    plan = parse(
        "**汐鳴市計画**\n\n**基本方針1　海**\n\n**施策(1)　港**\n\n≪現状≫\n桟橋が古い。\n\n"
        "≪取り組み≫\n・桟橋の補修（担当：港湾課）\n"
    )
    assert ["Policy 海", "  Measure 港", "    Initiative 桟橋の補修 (港湾課)"] == tree(plan)
    assert [("situation", "桟橋が古い。")] == [text for element in plan.walk() for text in texts(element)]


@pytest.mark.parametrize(
    "line",
    [
        "船の数　令和５年度 3隻　→　令和10年度 4隻",
        "船の数　（R5）3隻　→　（R10）4隻",
        "船の数：R5：3隻 ⇒ R10：4隻",
        "船の数 令和5年度末 3隻→令和10年度末 4隻",
    ],
)
def test_an_indicator_on_a_line_has_its_years_before_its_values(line):
    """With a colon, in brackets, or before a space."""
    (ships,) = parse(f"汐鳴市計画\n\n基本目標1 海\n\n施策1 港\n\n＜評価指標＞\n・{line}\n", "plan.txt").indicators()
    assert ("船の数", [(2023, 3), (2028, 4)]) == (ships.name, [(o.fiscal_year, o.value) for o in ships.observations])


def test_a_sentence_behind_the_label_of_a_measure_names_none():
    """【施策の方向】 with a text below it says something of the measure above, and opens none."""
    plan = parse(
        "# 汐鳴市計画\n\n## 基本目標1 海\n\n### 1 港の整備\n\n【施策の方向】\n桟橋を直します。\n\n担当課：港湾課\n"
    )
    assert ["Goal 海", "  Measure 港の整備 (港湾課)"] == tree(plan)
    assert [("action", "桟橋を直します。")] == texts(plan.elements[0].children[0])


def test_a_row_that_no_rule_reads_keeps_the_names_of_its_columns():
    """Years over values of no kind: each value stays beside its year, and a warning names the line."""
    plan = parse("# 汐鳴市計画\n\n## 基本目標1 海\n\n|区分|R7|R8|\n|---|---|---|\n|見込みの量|3隻|4隻|\n")
    assert [("description", "区分：見込みの量 / R7：3隻 / R8：4隻")] == texts(plan.elements[0])
    assert [("nothing says of what kind the values under R7、R8 are; they are kept as text", 7)] == [
        (each.message, each.span.start_line) for each in plan.warnings
    ]


def test_the_day_in_the_title_is_that_of_judgements():
    """（令和6年3月31日現在） dates what has no year of its own."""
    plan = parse(PLEDGES.format("（令和6年3月31日現在）"))
    assert {("2024-03-31", None)} == {(a.as_of, a.fiscal_year) for element in plan.walk() for a in element.assessments}


def test_pledges_may_be_sentences():
    """(1) …にします opens a pledge where the title says that the document lists pledges, and nowhere else."""
    lines = "\n\n１　海\n\n(1) 桟橋を新しくします\n　担当課：港湾課\n\n(2) 灯台を公開します\n　担当課：観光課\n"
    assert ["Policy 海", "  Pledge 桟橋を新しくします (港湾課)", "  Pledge 灯台を公開します (観光課)"] == tree(
        parse(f"市長公約の進捗{lines}", "plan.txt")
    )
    assert ["海"] == [element.title for element in parse(f"汐鳴市計画{lines}", "plan.txt").walk()]


def test_a_heading_may_be_numbered_by_kana_in_brackets():
    """具体的施策（ア）… says that it is a measure, and its number."""
    plan = parse("# 汐鳴市総合戦略\n\n## 基本目標2 海\n\n### 具体的施策（ア）港の整備\n\n担当課：港湾課\n")
    assert [("2", "海"), ("ア", "港の整備")] == [(element.code, element.title) for element in plan.walk()]


def test_what_was_done_in_a_year_is_no_title():
    """令和5年度の取組 says what a row's project did."""
    plan = parse(
        "# 汐鳴市総合戦略\n\n## 基本目標2 海\n\n"
        "|事業名|令和5年度の取組|担当課|\n|---|---|---|\n|桟橋補修事業|杭を直した。|港湾課|\n"
    )
    assert ["Goal 海", "  Project 桟橋補修事業 (港湾課)"] == tree(plan)
    assert [("action", "杭を直した。")] == [text for element in plan.walk() for text in texts(element)]


def test_individual_measures_stand_below_basic_ones():
    """個別施策 is the row's own, with its number, under 基本施策."""
    plan = parse(
        "No.,基本施策,個別施策,内容,担当課\n1,海の保全,浜の掃除,毎月集める,環境課\n2,海の保全,藻場の再生,苗を植える,水産課\n",
        "p.csv",
    )
    assert ["Measure 海の保全", "  Initiative 浜の掃除 (環境課)", "  Initiative 藻場の再生 (水産課)"] == tree(plan)
    assert [None, "1", "2"] == [element.code for element in plan.walk()]


def test_whose_values_these_are_stands_before_their_kind():
    """Neither column has a name: 目標 and 実績 in two rows, and the indicator merged over both."""
    plan = parse(
        "<!doctype html><h1>汐鳴市計画</h1><h2>施策1 港</h2><table>"
        "<tr><th colspan=2><th>令和5年度<th>令和6年度<tr><th rowspan=2>船の数<th>目標<td>3隻<td>4隻"
        "<tr><th>実績<td>2隻<td>－</table>",
        "plan.html",
    )
    (ships,) = plan.indicators()
    assert [("Target", 2023, 3), ("Target", 2024, 4), ("Actual", 2023, 2), ("Actual", 2024, None)] == [
        (o.kind.value, o.fiscal_year, o.value) for o in ships.observations
    ]


def test_a_strategy_with_judgements_is_a_review_of_it():
    """However many projects it lists besides."""
    plan = parse(
        "# 汐鳴市総合戦略 効果検証\n\n## 基本目標2 海\n\n"
        "|指標|基準値(R1)|目標値(R6)|評価|\n|---|---|---|---|\n|船の数|3隻|4隻|順調|\n\n"
        "|事業名|内容|担当課|\n|---|---|---|\n|桟橋補修事業|直す|港湾課|\n|灯台公開事業|開く|観光課|\n"
    )
    assert plan.kind is PlanKind.STRATEGY_REVIEW


def test_a_column_of_goals_is_no_column_of_values():
    """目標 before the indicators says to which goal they belong; what a heading does not name is named as printed."""
    plan = parse(
        "# 汐鳴市計画\n\n## 第5章 施策\n\n### 目標1 海\n\n|目標|指標|現況値|目標値|\n|---|---|---|---|\n"
        "|目標1|船の数|R4：3隻|R9：4隻|\n|目標2|桟橋の数|R4：1本|R9：2本|\n"
    )
    assert [("海", ["船の数"]), ("目標2", ["桟橋の数"])] == [
        (element.title, [each.name for each in element.indicators]) for element in plan.walk()
    ]
    assert [3, 4, 1, 2] == [o.value for each in plan.indicators() for o in each.observations]


def test_a_form_keeps_what_its_fields_say_beside_units():
    """The section stands in the division beside it; whoever is named beside the units is a text under its label."""
    plan = parse(
        "# 汐鳴市実施計画\n\n## 施策1 港\n\n|事業名|桟橋補修事業|担当部|建設部|\n|---|---|---|---|\n"
        "|担当課|港湾課、漁師の会|事業概要|杭を直す|\n"
    )
    project = list(plan.walk())[-1]
    charged = [(each.division, each.unit) for each in project.responsibilities]
    assert ("桟橋補修事業", [("建設部", "港湾課")]) == (project.title, charged)
    assert ["担当課：港湾課、漁師の会", "杭を直す"] == [line for _, text in texts(project) for line in text.split("\n")]


def test_a_report_on_another_plan_is_no_review_of_a_strategy():
    """It judges goals, but its title says whose."""
    text = "汐鳴市男女共同参画計画 実施状況報告\n\n重点目標Ⅰ 海\n\n具体的取組 ① 船の講座\n評価：Ｂ\n担当課：港湾課\n"
    assert parse(text, "plan.txt").kind is PlanKind.OTHER


def test_what_was_done_for_a_pledge_in_each_year_is_its_result():
    """No indicator is named, so that the columns of results hold words; each says its year."""
    plan = parse(
        "# 公約の進捗\n\n|番号|公約|令和4年度実績|令和5年度実績|進捗|担当課|\n|---|---|---|---|---|---|\n"
        "|1|桟橋の補修|設計した|2本を補修|順調|港湾課|\n"
    )
    (pier,) = plan.walk()
    assert [("result", "令和4年度実績：設計した"), ("result", "令和5年度実績：2本を補修")] == texts(pier)
    assert () == plan.warnings


def test_names_merged_over_a_header_are_no_groups():
    """指標 spans both rows of the header: the indicators below it are read, each with both its values."""
    plan = parse(
        "<!doctype html><h1>汐鳴市総合計画</h1><h2>第1章 海</h2><h3>施策1 港</h3><p>現状と課題</p><p>古い。</p>"
        "<p>取組内容</p><p>直す。</p><table><tr><th rowspan=2>指標<th>基準値<th>目標値<tr><th>R5<th>R9"
        "<tr><td>船の数<td>3隻<td>4隻</table>",
        "plan.html",
    )
    (ships,) = plan.indicators()
    assert [(2023, 3), (2027, 4)] == [(o.fiscal_year, o.value) for o in ships.observations]


@pytest.mark.parametrize("mark", ["〃", "同上"])
def test_a_cell_that_says_as_above_has_the_text_above(mark):
    """It is stated, not inferred, and stands where the mark does."""
    plan = parse(
        "# 汐鳴市環境報告\n\n## 目標1 海\n\n|指標名|基準年度（H30）|目標年度（R12）|担当課|\n|---|---|---|---|\n"
        f"|船の数|3隻|4隻|港湾課|\n|桟橋の数|1本|2本|{mark}|\n"
    )
    assert [("港湾課", False, 7), ("港湾課", False, 8)] == [
        (r.unit, r.inferred, r.span.start_line) for each in plan.indicators() for r in each.responsibilities
    ]
    assert [("Baseline", 2018), ("Target", 2030)] * 2 == [
        (o.kind.value, o.fiscal_year) for each in plan.indicators() for o in each.observations
    ]

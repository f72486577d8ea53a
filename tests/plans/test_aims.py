"""Tables of aims told in words, their charge, and forms left blank that list them again."""

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

HEAD = "# 某市行動計画\n\n## 第1章 総論\n\n### 1 目的\n\n働きやすくする。\n\n## 第2章 具体的な内容\n\n"
AIMS = (
    "### 1 休みを取る\n\n#### (1)休暇\n\n|目標|推進者|\n|---|---|\n|①休む日を早く決めます。|総務課長<br>所属長|\n"
    "|②記念日に休みます。家族にも伝えます。|職員|\n\n"
    "#### (2)残業\n\n|目標|推進者|\n|---|---|\n|①残業の訳を調べます。|所属長<br>人事課長|\n\n"
)


def read(text):
    return parse_plan(
        read_document(text.encode(), "plan.md"), PlanFacts(municipality="990019", municipality_name="某市")
    )


def outline(plan):
    return [(each.kind.value, each.code, each.title) for each in plan.walk()]


def test_aims_told_in_words_beside_who_is_to_reach_them_are_initiatives():
    """目標 over sentences names no value; a title is the first sentence, without its full stop."""
    plan = read(HEAD + AIMS)
    assert [
        ("Policy", "1", "休みを取る"),
        ("Measure", "1", "休暇"),
        ("Initiative", "①", "休む日を早く決めます"),
        ("Initiative", "②", "記念日に休みます"),
        ("Measure", "2", "残業"),
        ("Initiative", "①", "残業の訳を調べます"),
    ] == outline(plan)
    assert ["総務課長\n所属長", "記念日に休みます。家族にも伝えます。", "職員", "所属長\n人事課長"] == [
        text.text.removeprefix("推進者：") for each in plan.walk() for text in each.texts
    ]
    assert [["総務課"], ["人事課"]] == [
        [charge.unit for charge in each.responsibilities] for each in plan.walk() if each.responsibilities
    ]


def test_values_below_the_word_for_aims_stay_values():
    """目標 over numbers is a column of targets."""
    plan = read("# 計画\n\n## 施策1 休暇\n\n|指標|目標|担当課|\n|---|---|---|\n|休む日数|12日|人事課|\n")
    assert [("休む日数", ["12日"])] == [(i.name, [o.raw for o in i.observations]) for i in plan.indicators()]


def test_a_form_left_blank_is_no_second_list_of_the_same():
    """It differs by a word here and there; a row of it that was not read before is a text of what it stands below."""
    form = (
        "## 某市行動計画 点検票\n\n|目標|進捗状況等|改善策等|\n|---|---|---|\n|1、休みを取る|||\n|(1)休暇|||\n"
        "|①休む日を早く決めます。|||\n"
        "|②記念日には休みます。家族にも伝えます。|||\n|(2)残業|||\n|①残業の訳を調べます。|||\n|②早く帰る日を決める。|||\n"
    )
    plan = read(HEAD + AIMS + form)
    assert outline(read(HEAD + AIMS)) == outline(plan)
    measures = [each for each in plan.walk() if each.kind.value == "Measure"]
    assert [("休暇", []), ("残業", ["②早く帰る日を決める。"])] == [
        (each.title, [text.text for text in each.texts]) for each in measures
    ]
    assert 1.0 == plan.coverage


def test_a_filled_form_is_read():
    """How far an aim came and what is to change are told in the columns beside it."""
    plan = read(
        "# 計画\n\n## 施策1 休暇\n\n|目標|進捗状況等|改善策等|\n|---|---|---|\n"
        "|①休む日を早く決めます。|順調|表に書く。|\n"
    )
    (aim,) = (each for each in plan.walk() if each.kind.value == "Initiative")
    assert (["順調"], ["表に書く。"]) == ([a.grade for a in aim.assessments], [text.text for text in aim.texts])


def test_a_table_without_a_header_goes_on_with_the_one_before_only_where_its_cells_suit():
    """Numbers below who is in charge are no units: it is another table."""
    plan = read(HEAD + AIMS + "#### (3)人\n\n※職員の数\n\n|係|割合|\n|---|---|\n|窓口 3|30%|\n|現場 7|70%|\n")
    assert ("Measure", "3", "人") == outline(plan)[-1]


def test_a_numbered_heading_beside_others_of_its_chapter_is_an_element_with_text_alone():
    """Of 1, 2 and 3 below one heading that gathers, none is dropped because it has no table."""
    plan = read(HEAD + AIMS + "### 2 人を育てる\n\n#### (1)研修\n\n学びます。\n")
    assert [("Policy", "2", "人を育てる"), ("Measure", "1", "研修")] == outline(plan)[-2:]


def test_what_came_of_a_thing_and_how_it_is_judged_name_it():
    """The column of unknown name before 結果 and 判定 holds what they are about."""
    plan = read(
        "# 検証\n\n## 施策1 施設\n\n|計画した整備|期|結果|判定|\n|---|---|---|---|\n"
        "|港の倉庫|第1期|春に開いた。|実現|\n|山の小屋|第2期|建てていない。|未着手|\n"
    )
    assert [("港の倉庫", "実現", "Achieved"), ("山の小屋", "未着手", "NotStarted")] == [
        (each.title, judged.grade, judged.status and judged.status.value)
        for each in plan.walk()
        for judged in each.assessments
    ]
    assert ["春に開いた。", "期：第1期", "建てていない。", "期：第2期"] == [
        text.text for each in plan.walk() for text in each.texts
    ]


def test_what_one_thing_is_judged_by_names_no_further_things():
    """評価の視点 beside 結果 and 判定 holds criteria."""
    table = "|評価の視点|結果|判定|\n|---|---|---|\n|必要性|高い。|A|\n|有効性|高い。|B|\n"
    assert ["施設"] == [
        each.title for each in read("# 検証\n\n## 施策1 施設\n\n現状と課題\n\n古い。\n\n" + table).walk()
    ]


def test_a_table_below_another_heading_does_not_go_on_with_the_header_before():
    """Its first row may be a header that is not known; on the next page, a table under the same heading goes on."""
    first = "# 検証\n\n## 施策1 施設\n\n|計画した整備|結果|判定|\n|---|---|---|\n|倉庫|春に開いた。|実現|\n\n"
    more = "続き\n\n|小屋|夏に建てた。|実現|\n|---|---|---|\n"
    other = "## 施策2 財政\n\n|項目|第1期|第2期|\n|---|---|---|\n|料金|5円|6円|\n"
    titles = [each.title for each in read(first + more + other).walk()]
    assert ["施設", "倉庫", "小屋", "財政"] == titles


def test_the_line_above_a_table_says_that_its_years_hold_results():
    """決算の推移 leads to results; where it speaks of what is expected as well, the years stay of no kind."""
    table = "|年度|R4|R5|\n|---|---|---|\n|図書費（百万円）|3,102|3,208|\n|前年度差|+46|+106|\n"
    led = "# 計画\n\n## 施策1 図書\n\n{}\n\n" + table
    assert [("図書費", "Actual", 2022, 3_102_000_000, "円"), ("図書費", "Actual", 2023, 3_208_000_000, "円")] == [
        (i.name, o.kind.value, o.fiscal_year, o.value, o.unit)
        for i in read(led.format("決算の推移は次のとおり。")).indicators()
        for o in i.observations
    ]
    assert () == tuple(read(led.format("計画と実績は次のとおり。")).indicators())

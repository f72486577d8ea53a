"""What stands side by side on a line is told apart, and what waits for its values in vain is kept as text."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Span
from plangraph.plans import parse_plan
from plangraph.plans.units import looks_like_units, parse_responsibilities, unread_units
from plangraph.plans.years import find_period


def parse(text, name="plan.md"):
    return parse_plan(read_document(text.encode(), name), PlanFacts(municipality="990019", municipality_name="汐鳴市"))


def below(text):
    """The measure below whose heading a text stands."""
    plan = parse(f"# 汐鳴市計画\n\n## 基本目標1 海\n\n### 施策1-1 港\n\n{text}\n\n### 施策1-2 浜\n\n浜を守ります。\n")
    return next(element for element in plan.walk() if element.title == "港")


def units(element):
    return [each.unit for each in element.responsibilities]


def texts(element):
    return "\n".join(each.text for each in element.texts)


def values(element):
    return [(i.name, [(o.kind.value, int(o.value), o.fiscal_year) for o in i.observations]) for i in element.indicators]


@pytest.mark.parametrize("gap", ["  ", "\u3000", " "])
@pytest.mark.parametrize("more", ["", "\n\n【現状と課題】\n\n港は古い。"])
def test_several_labels_on_a_line_are_told_apart(gap, more):
    """No unit is called by the label that follows it, in whatever form the plan is read."""
    assert ["港湾課", "観光課", "環境課"] == units(below(f"主管課：港湾課{gap}関係課：観光課、環境課{more}"))


@pytest.mark.parametrize("remark", ["主", "副", "主担当", "TEL 0123-45-6789", "内線 123", "関係課"])
def test_what_a_bracket_says_of_a_unit_is_no_part_of_its_name(remark):
    """It is kept as text of the element."""
    port = below(f"担当課：港湾課({remark})")
    assert ["港湾課"] == units(port)
    assert f"港湾課({remark})" in texts(port)
    assert looks_like_units(f"港湾課({remark})")


def test_names_that_commas_part_are_not_put_together():
    """県 and 警察 are no units of the city, and no part of the name that follows."""
    text = "県、警察、社会福祉協議会"
    assert ["社会福祉協議会"] == [each.unit for each in parse_responsibilities(text, Span(1, 1))]
    assert ("県", "警察") == unread_units(text)


def test_the_rest_of_all_units_is_none():
    """商工課、ほか全課 names one unit, and says that there are others."""
    port = below("担当課：商工課、ほか全課")
    assert ["商工課"] == units(port)
    assert "ほか全課" in texts(port)


@pytest.mark.parametrize(
    "line", ["【指標】船の相談の件数　▲3件", "指標：船の数", "【指標】船の数\n\n【指標】客の数　3人（R4）→5人（R9）"]
)
def test_an_indicators_name_without_values_is_kept_as_text(line):
    """It waits for them until another begins or the element ends."""
    assert line.partition("\n")[0].split("\u3000")[0] in texts(below(line))


def test_values_behind_their_labels_on_one_line_are_the_waiting_indicators():
    """A single space parts them, as each begins with its label."""
    port = below("【指標】船の数\n\n基準（2020年度）：3隻 目標（2030年度）：5隻")
    assert [("船の数", [("Baseline", 3, 2020), ("Target", 5, 2030)])] == values(port)
    assert "" == texts(port)


def test_a_label_in_brackets_is_no_part_of_an_indicators_name():
    """The values follow on its line."""
    port = below("【指標】船の数 基準値：2020年度 3隻 目標値：2030年度 5隻")
    assert [("船の数", [("Baseline", 3, 2020), ("Target", 5, 2030)])] == values(port)


@pytest.mark.parametrize("label", ["KPI", "重要業績評価指標(KPI)"])
def test_a_value_behind_a_kpi_is_its_target(label):
    """A KPI is aimed at: what has no value to start from has only this one."""
    assert [("船の数", [("Target", 30, 2029)])] == values(below(f"{label}：船の数　累計30隻(R7~R11)"))


@pytest.mark.parametrize(
    "line", ["目標：改良率 65%（令和9年度）", "【目標】改良率\u300065%(R9)", "目標 改良率 65%(令和9年度)"]
)
def test_a_target_that_says_of_what_is_an_indicators(line):
    """The label calls it a target; one that names nothing is kept as text."""
    assert [("改良率", [("Target", 65, 2027)])] == values(below(line))
    for bare in ("目標：40%(令和8年度)", "目標：客を増やす"):
        port = below(bare)
        assert [] == values(port)
        assert "".join(bare.split()) in "".join(texts(port).split())


def test_a_year_that_only_a_label_says_stays_with_its_text():
    """令和4年度実績 and 令和5年度実績 are two results."""
    plan = parse(
        "# 汐鳴市改革計画\n\n## 推進項目1 歳入\n\n### ①港の使用料\n\n|項目|内容|\n|---|---|\n|所管課|港湾課|\n"
        "|令和4年度実績|収納を99%にした|\n|令和5年度実績|収納を98%にした|\n"
    )
    said = "\n".join(texts(element) for element in plan.walk())
    assert "令和4年度実績：収納を99%にした\n令和5年度実績：収納を98%にした" in said


def test_a_line_that_says_what_its_label_names_is_no_label():
    """目標値：… with words behind it is kept as they stand."""
    assert "目標値：補修の費用を3割減らす" in texts(below("担当課：港湾課\n目標値：補修の費用を3割減らす"))


def test_an_indicator_among_the_fields_of_a_form_has_its_values():
    """From → to in the cell behind its name; a name alone is kept."""
    plan = parse(
        "汐鳴市計画\n\n目標1 港を直す\n 指標      船の数   3隻(R4)→5隻(R9)\n 所管      港湾課\n\n目標2 浜を守る\n"
        " 指標      客の数\n 所管      観光課\n",
        "plan.txt",
    )
    assert ["船の数"] == [each.name for each in plan.indicators()]
    assert "客の数" in "\n".join(texts(element) for element in plan.walk())


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023(令和5)年度~2032(令和14)年度", (2023, 2032)),
        ("平成31年4月~令和6年3月", (2019, 2023)),
        ("令和6年4月1日から令和11年3月31日まで", (2024, 2028)),
        ("令和5年度(2023年度)～令和9年度(2027年度)", (2023, 2027)),
        ("計画期間：R5-R9", (2023, 2027)),
        ("汐鳴市海の計画(R5～R9)", (2023, 2027)),
        ("事業期間 R5～R9", None),
        ("船の数 累計30隻(R7~R11)", None),
        ("施策R5-3", None),
    ],
)
def test_a_period_is_read_in_each_way_of_writing_years(text, period):
    """Two calendars beside each other, months, eras alone."""
    assert period == find_period(text)


def test_how_a_unit_is_called_up_is_no_part_of_its_name():
    """Behind a blank, as in brackets."""
    for text in ("港湾課、観光課　電話0123-45-6789", "港湾課・観光課(内線 123)"):
        assert looks_like_units(text)
        assert ["港湾課", "観光課"] == [each.unit for each in parse_responsibilities(text, Span(1, 1))]

"""Names of columns with words that only qualify them; titles that end in a bracket; units that are named in common."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts, Span
from plangraph.plans import parse_plan
from plangraph.plans.units import nameless, parse_responsibilities
from plangraph.plans.vocabulary import register_role

LINE = Span(1, 1)


def read(text, name="plan.md"):
    return parse_plan(read_document(text.encode(), name), PlanFacts(municipality="990043", municipality_name="某市"))


@pytest.mark.parametrize(
    ("name", "role"),
    [
        *((name, "description") for name in ("主な内容", "主要な内容", "具体的な内容", "本年度の内容", "内容について")),
        *((name, "description") for name in ("施策の内容", "施策について", "令和5年度の内容", "目標の内容")),
        *((name, "initiative") for name in ("重点的な取組", "取組等", "主な取組一覧")),
        *((name, "nextStep") for name in ("今後の主な取組", "来年度の事業", "令和8年度以降の取組")),
        *((name, "result") for name in ("これまでの主な取組", "前年度の取組", "令和4年度の主な実績", "評価の内容")),
        ("主な指標", "indicator"),
        ("指標の説明", "definition"),
        ("具体的な課題について", "challenge"),
        ("主な担当課", "department"),
        ("今後の目標値", "target"),
        ("本年度の実績", "actual"),
        ("主な意見", None),
        ("主な", None),
    ],
)
def test_a_known_name_may_be_qualified(name, role):
    """主な内容 is 内容; what is told of a thing is no name of one, and when it is done says what it is."""
    assert role == register_role(name)


ROWS = {
    "|港の清掃|月に二回、岸壁の網を拾います。|港湾課|\n": ["港の清掃"],
    "|港の清掃|網を拾います。|港湾課|\n|浜の見回り|朝に歩きます。|観光課|\n": ["港の清掃", "浜の見回り"],
}


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("said", ["内容", "主な内容", "具体的な内容について", "ねらいと手法"])
@pytest.mark.parametrize("named", ["取組", "主な取組", "令和8年度の取組"])
def test_a_table_of_what_is_done_has_a_header_however_few_its_rows(rows, said, named):
    """One row below the names is enough; the names are no labels with values, though one may not be known."""
    plan = read(f"# 海の計画\n\n## 基本目標1 海\n\n### 施策1 港\n\n|{named}|{said}|所管|\n|---|---|---|\n{rows}")
    measure = plan.elements[0].children[0]
    assert [("Initiative", title) for title in ROWS[rows]] == [(e.kind.value, e.title) for e in measure.children]
    assert ["港湾課"] == [r.unit for r in measure.children[0].responsibilities]
    assert [] == list(measure.texts)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("基本目標1　港を守る【自然】", "港を守る【自然】"),
        ("基本目標1　港の合言葉「拾う」", "港の合言葉「拾う」"),
        ("基本目標1　「港」と「浜」", "「港」と「浜」"),
        ("基本目標1　「港を守る」", "港を守る"),
        ("基本目標1【港を守る】", "港を守る"),
        ("【基本目標1】港を守る", "港を守る"),
        ("【基本目標1　港を守る】", "港を守る"),
    ],
)
def test_a_title_keeps_the_brackets_that_close_a_part_of_it(printed, title):
    """Brackets around the whole are none of the title."""
    assert [title] == [each.title for each in read(f"# 海の計画\n\n## {printed}\n\n網を拾います。\n").elements]


@pytest.mark.parametrize(
    ("cell", "units", "groups"),
    [
        ("港湾課／各支所地域振興課", ["港湾課", "各支所地域振興課"], ()),
        ("各総合支所", ["各総合支所"], ()),
        ("各区役所区民課、港湾課", ["各区役所区民課", "港湾課"], ()),
        ("各公民館", ["各公民館"], ()),
        *((cell, [], (cell,)) for cell in ("全庁", "庁内全課", "関係各課", "各部局", "すべての部署", "各施設所管課")),
        ("港湾課（全庁）", ["港湾課"], ()),
        ("港湾課、関係課", ["港湾課"], ("関係課",)),
    ],
)
def test_units_named_in_common_are_in_charge_and_groups_without_a_name_are_not(cell, units, groups):
    """各支所地域振興課 are called by a name; 関係各課 names nobody."""
    assert units == [each.unit for each in parse_responsibilities(cell, LINE)]
    assert groups == nameless(cell)


@pytest.mark.parametrize(
    "text",
    [
        "|取組|主な内容|所管|\n|---|---|---|\n|港の清掃|網を拾います。|全庁|\n|浜の清掃|缶を拾います。|港湾課|\n",
        "担当課：全庁\n\n網を拾います。\n",
        "担当課　全庁\n\n網を拾います。\n",
    ],
)
def test_a_group_that_stands_for_a_unit_is_kept_and_told_of(text):
    """What the column or the label says is a text, and a warning names it."""
    plan = read(f"# 海の計画\n\n## 基本目標1 海\n\n### 施策1 港\n\n{text}")
    assert any("全庁" in each.text for element in plan.walk() for each in element.texts)
    assert ["'全庁' names no single unit in charge; it is kept as text"] == [
        each.message for each in plan.warnings if "全庁" in each.message
    ]

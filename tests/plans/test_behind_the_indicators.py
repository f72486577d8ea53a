"""What stands behind a measure's indicators is the measure's, as they are, and not its last initiative's."""

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990043", municipality_name="汐鳴市")
MEASURE = """
施策{n} {name}を守る

 ■ 取組の内容
  ① {name}の点検                  ［担当：港湾課］
     毎月見回ります。
  ② {name}の修理                  ［担当：水産課］
     冬に直します。

 ■ 成果指標
  指標                単位    現状値    目標値
  {name}の数          張      3         9
  {name}の長さ        m       4         8
{behind}
"""


def parse(behind):
    text = "汐鳴市総合計画\n\n政策１ 港で働く\n" + "".join(
        MEASURE.format(n=n, name=name, behind=behind) for n, name in (("1-1", "網"), ("1-2", "縄"))
    )
    return parse_plan(read_document(text.encode(), "plan.txt"), FACTS)


def test_a_related_plan_below_the_indicators_is_the_measures():
    """■ 関連する個別計画 is a label, and no name of an indicator."""
    plan = parse("\n ■ 関連する個別計画\n  ・汐鳴市港湾計画\n")
    told = {each.title: [reference.title for reference in each.references] for each in plan.walk() if each.references}
    assert {"網を守る": ["汐鳴市港湾計画"], "縄を守る": ["汐鳴市港湾計画"]} == told
    assert {"網を守る", "縄を守る"} == {each.title for each in plan.walk() if each.indicators}


def test_a_text_below_the_indicators_is_the_measures():
    """It goes along with them."""
    plan = parse("\n ■ 協働による取組\n  ・浜の人が網を運びます。\n")
    told = {each.title for each in plan.walk() for text in each.texts if "浜の人" in text.text}
    assert {"網を守る", "縄を守る"} == told

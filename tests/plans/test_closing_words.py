"""おわりに on a line of its own ends the last element, with or without the mark of a heading."""

import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

PLANS = {
    "measures": "汐鳴市港湾プラン\n\n施策1 桟橋の補修\n\n担当課：港湾課\n\n施策2 灯台の点検\n\n電球を替えます。\n\n",
    "projects": "汐鳴市の仕事\n\n事業名：桟橋の補修\n担当課：港湾課\n\n事業名：灯台の点検\n概要：電球を替えます。\n\n",
    "headings": "# 汐鳴市港湾プラン\n\n## 取組1 桟橋\n\n担当課：港湾課\n\n## 取組2 灯台の点検\n\n電球を替えます。\n\n",
}


@pytest.mark.parametrize("mark", ["おわりに", "結びに", "終わりに"])
@pytest.mark.parametrize("text", PLANS.values(), ids=PLANS)
def test_closing_words_are_the_plans(text, mark):
    """Not the last element's."""
    document = read_document(f"{text}{mark}\n\n港は市民のものです。\n".encode(), "plan.md")
    plan = parse_plan(document, PlanFacts("990019", "汐鳴市"))
    *_, last = plan.walk()
    said = "\n".join(each.text for each in last.texts)
    assert (True, False) == ("電球を替えます。" in said, "市民のもの" in said)
    assert any("市民のもの" in each.text for each in plan.texts)

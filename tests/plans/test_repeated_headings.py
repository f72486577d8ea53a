"""A heading that comes again over a list below each measure is a label, and no element."""

import pytest

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts, TextRole
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
PAGE = """# 汐鳴市海の計画

## 基本方針1 海を守る

### 1-1 網を直す

#### {done}

- 破れた網の回収（水産課）
- 網の補助（港湾課）

#### {asked}

- 網は港の箱へ入れましょう。

### 1-2 浜を掃く

#### {done}

- 浜の見回り（環境課）
"""


def read(done, asked="みなさんにお願いしたいこと"):
    return parse_plan(read_document(PAGE.format(done=done, asked=asked).encode(), "p.md"), FACTS)


@pytest.mark.parametrize(
    "done", ["市が取り組むこと", "町が行うこと", "行政が進めること", "汐鳴市役所がすること", "役場の行動", "主な取組"]
)
def test_what_the_city_does_stands_right_below_the_measure(done):
    """Each item is an initiative with its department, whatever the label says, for it comes again."""
    measures = read(done).elements[0].children
    assert [
        ("1-1", ["破れた網の回収", "網の補助"]),
        ("1-2", ["浜の見回り"]),
    ] == [(measure.code, [child.title for child in measure.children]) for measure in measures]
    below = [child for measure in measures for child in measure.children]
    assert [ElementKind.INITIATIVE] * 3 == [child.kind for child in below]
    assert ["水産課", "港湾課", "環境課"] == [each.unit for child in below for each in child.responsibilities]


def test_what_residents_are_asked_is_their_part():
    """市民・事業者のみなさんに…: a text about working together, and no initiative."""
    texts = read("市が取り組むこと", "市民・事業者のみなさんにお願いしたいこと").elements[0].children[0].texts
    assert [(TextRole.COLLABORATION, "網は港の箱へ入れましょう。")] == [(text.role, text.text) for text in texts]


def test_headings_that_come_once_stay_elements():
    """1-1 has one, 1-2 another: both say what they are about."""
    text = PAGE.replace("{done}", "破れた網", 1).replace("{done}", "浜の砂").format(asked="網の箱")
    plan = parse_plan(read_document(text.encode(), "p.md"), FACTS)
    assert {"破れた網", "浜の砂"} <= {node.title for node in plan.walk()}

"""Labels that put two things side by side (主な取組と担当課), and those of what is to be (10年後のまちの姿)."""

import pytest

from plangraph.documents import read_document
from plangraph.model import ElementKind, PlanFacts, TextRole
from plangraph.plans import parse_plan
from plangraph.plans.labels import set_labels_apart, text_below
from plangraph.plans.layouts.chapters import Chapters
from plangraph.plans.vocabulary import section_role

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
VISION = "若い人が増え、浜がにぎわっています。"
TEXT = """汐鳴市総合計画

基本目標１　海とともに生きるまち

施策１－１　漁業の振興

■ {vision}
若い人が増え、浜がにぎわっています。

■ 現状及び課題
漁業者の高齢化が進み、担い手が減っています。

■ {listed}
（１）担い手の育成
漁業を始める人を研修と住まいで支えます。

（２）漁港の整備
老朽化した岸壁を直します。

施策１－２　観光の振興

■ 現状・課題
宿泊する人が減っています。
"""
PAGE = """# 汐鳴市まちづくり計画

## 基本目標1 海とともに生きるまち

### 施策1 漁業の振興

#### {vision}

若い人が増え、浜がにぎわっています。

#### 現状及び課題

漁業者の高齢化が進み、担い手が減っています。

#### {listed}

- 担い手の育成（水産課）
- 漁港の整備（港湾課）

### 施策2 観光の振興

#### 現状・課題

宿泊する人が減っています。
"""


def measures(text, name):
    """The measures of a plan."""
    plan = parse_plan(read_document(text.encode(), name), FACTS)
    return [each for each in plan.walk() if each.kind is ElementKind.MEASURE]


@pytest.mark.parametrize(
    "listed", ["施策の方向性と主な取組", "主な取組・担当課", "取組の方向性／主な取組", "課題と施策"]
)
@pytest.mark.parametrize(("text", "name"), [(TEXT, "plan.txt"), (PAGE, "plan.md")])
def test_what_a_label_of_two_parts_lists_are_initiatives(text, name, listed):
    """In lines and under headings; what stands before keeps its own role, and swallows none of them."""
    first, second = measures(text.format(vision="めざす姿", listed=listed), name)
    assert ["担い手の育成", "漁港の整備"] == [each.title for each in first.children]
    assert ["漁業者の高齢化が進み、担い手が減っています。"] == [
        t.text for t in first.texts if t.role is TextRole.SITUATION
    ]
    assert ("観光の振興", ()) == (second.title, second.children)


@pytest.mark.parametrize(
    "vision",
    [
        "将来像",
        "10年後のまちの姿",
        "2030年の姿",
        "令和12年度の目指す姿",
        "目指すべき将来の姿",
        "まちの将来像",
        "ありたい姿",
    ],
)
@pytest.mark.parametrize(("text", "name"), [(TEXT, "plan.txt"), (PAGE, "plan.md")])
def test_what_is_to_be_is_a_text_of_the_element(text, name, vision):
    """Whatever year it is told for; no label of it opens an element."""
    (first, _) = measures(text.format(vision=vision, listed="主な取組"), name)
    assert [VISION] == [each.text for each in first.texts if each.role is TextRole.VISION]
    assert ["担い手の育成", "漁港の整備"] == [each.title for each in first.children]


@pytest.mark.parametrize("name", ["plan.txt", "plan.md"])
def test_sentences_below_a_label_of_several_texts_describe(name):
    """Whether a sentence below 課題と施策 tells of trouble or of what is done, the label does not say."""
    text = TEXT.replace("■ {listed}\n", "■ 課題と施策\n浜の道は狭いです。\n\n").format(vision="将来像")
    (first, _) = measures(text, name)
    assert [("浜の道は狭いです。", TextRole.DESCRIPTION)] == [
        (each.text, each.role) for each in first.texts if "狭い" in each.text
    ]


@pytest.mark.parametrize(
    ("label", "role", "below"),
    [
        ("主な取組と担当課", "initiatives", "action"),
        ("成果指標・数値目標", "indicators", None),
        ("施策の目標と指標", "indicators", "vision"),
        ("現状／課題", "situation", "description"),
        ("現状と今後の方向性", "description", "description"),
        ("公園と緑", None, None),  # names of no labels
        ("目標と成果", None, None),  # nouns alone
        ("計画の目的と概要", None, None),  # about the document
        ("市民と行政の役割と公園", None, None),
    ],
)
def test_the_parts_of_a_label_say_its_role(label, role, below):
    """What it lists goes first; where its parts are of different texts, it describes."""
    told = text_below(label)
    assert (role, below) == (section_role(label), told and told.value)


def test_a_label_of_parts_over_all_measures_opens_none_of_their_texts():
    """施策の展開と主な事業 above the first element only gathers what follows."""
    text = (
        "# 汐鳴市計画\n\n## 施策の展開と主な事業\n\n### 海を守る\n\n浜を掃きます。\n\n### 山を守る\n\n木を植えます。\n"
    )
    plan = parse_plan(read_document(text.encode(), "plan.md"), FACTS)
    assert [(ElementKind.POLICY, "海を守る"), (ElementKind.POLICY, "山を守る")] == [
        (each.kind, each.title) for each in plan.walk()
    ]


def test_what_a_chapter_is_to_be_opens_no_measure_of_its_list():
    """将来像 below the list is the chapter's: the heading that the list announces still comes."""
    text = (
        "汐鳴市総合計画\n\n第1章　海とともに生きるまち\n\n施策の体系\n１．漁業の振興\n２．観光の振興\n\n"
        "【将来像】\n港に船が並んでいます。\n\n１．漁業の振興\n\n【めざす姿】\n船が増えています。\n"
    )
    (chapter,) = Chapters().read(set_labels_apart(read_document(text.encode(), "plan.txt"))).elements
    assert ["港に船が並んでいます。"] == [each.text for each in chapter.texts if each.role is TextRole.VISION]
    assert [("漁業の振興", False)] == [(each.title, each.title_inferred) for each in chapter.children]


def test_a_code_beside_a_name_is_no_part_of_the_name():
    """Two labels on a line of a form, each with what it says, one blank between all."""
    text = "事務事業評価シート\n事務事業名 港の手入れ事業 事業コード 02-01-03\n"
    blocks = set_labels_apart(read_document(text.encode(), "plan.txt")).blocks
    assert [
        ("事務事業評価シート", 1),
        ("事務事業名\u3000港の手入れ事業", 2),
        ("事業コード\u300002-01-03", 2),
    ] == [(block.text, block.span.start_line) for block in blocks]

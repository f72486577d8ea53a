"""Bulleted phrases below a measure are its initiatives; sentences, and what headings print as well, are not."""

import io

import docx
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")


def read(*parts):
    """A plan of paragraphs, headings (level, text) and lists."""
    file = docx.Document()
    file.add_heading("汐鳴市海の計画", 0)
    for part in parts:
        if isinstance(part, tuple):
            file.add_heading(part[1], part[0])
        elif isinstance(part, list):
            for item in part:
                file.add_paragraph(item, style="List Bullet")
        else:
            file.add_paragraph(part)
    out = io.BytesIO()
    file.save(out)
    return parse_plan(read_document(out.getvalue(), "plan.docx"), FACTS)


def below(plan, title):
    """Kinds and titles of what stands below an element, and its charge."""
    node = next(each for root in plan.elements for each in root.walk() if each.title == title)
    return [(each.kind.value, each.title) for each in node.children], [r.unit for r in node.responsibilities]


GOAL = (2, "基本目標1　海と生きるまち")
PHRASES = ["桟橋の補修", "灯台の一般公開", "浜辺の見回り"]
INITIATIVES = [("Initiative", phrase) for phrase in PHRASES]


@pytest.mark.parametrize("label", [(), ("主な取組",), ("【取組内容】",)])
def test_phrases_below_the_text_of_a_measure_or_its_label_are_initiatives(label):
    """The charge behind the list is the measure's."""
    plan = read(
        GOAL,
        (3, "施策1　港を守る"),
        "市と住民で進めます。",
        *label,
        PHRASES,
        "【担当】港湾課",
        (3, "施策2　丘を守る"),
        "備えます。",
    )
    assert (INITIATIVES, ["港湾課"]) == below(plan, "港を守る")


def test_a_list_of_one_phrase_is_an_initiative_beside_lists_of_several():
    """Alone it may be anything."""
    one = ((3, "施策2　丘を守る"), "備えます。", ["畑の貸し出し"], "【担当】農業課")
    several = read(GOAL, (3, "施策1　港を守る"), "進めます。", PHRASES, "【担当】港湾課", *one)
    assert ([("Initiative", "畑の貸し出し")], ["農業課"]) == below(several, "丘を守る")
    assert ([], ["農業課"]) == below(read(GOAL, *one), "丘を守る")


@pytest.mark.parametrize(
    "items",
    [
        ["桟橋を補修します。", "灯台を公開します。"],
        ["桟橋を補修する", "灯台を公開する"],
        ["桟橋の補修", "灯台は古くなりました"],
        ["環境課：桟橋の補修", "港湾課：灯台の公開"],
    ],
)
def test_a_list_with_sentences_stays_text(items):
    """Its words are kept with the measure."""
    plan = read(GOAL, (3, "施策1　港を守る"), "進めます。", items, "【担当】港湾課")
    assert [] == below(plan, "港を守る")[0]


@pytest.mark.parametrize("label", ["現状と課題", "目指す姿"])
def test_phrases_below_another_label_stay_text(label):
    """They say how things are."""
    plan = read(GOAL, (3, "施策1　港を守る"), "進めます。", label, PHRASES, "担当課：港湾課")
    assert [] == below(plan, "港を守る")[0]


def test_a_list_of_what_headings_open_further_down_announces_them():
    """It opens nothing itself."""
    plan = read(
        *((2, "基本施策1　海と生きる"), "次を行います。", ["桟橋の補修", "灯台の公開"]),
        *(
            (3, "1-1　桟橋の補修"),
            "直します。",
            "担当課：港湾課",
            (3, "1-2　灯台の公開"),
            "開けます。",
            "担当課：観光課",
        ),
    )
    assert 2 == len(below(plan, "海と生きる")[0])


def test_a_heading_that_only_gathers_is_a_text_of_the_plan():
    """Its words are not lost; a label, and the title printed again, say nothing more."""
    plan = read(
        *((1, "第3章　目標の実現に向けた取組"), GOAL, (3, "施策1　港を守る"), "進めます。", PHRASES, "【担当】港湾課"),
        *((1, "第4章　成果指標"), (1, "汐鳴市海の計画"), (2, "基本目標2　丘に住むまち"), "備えます。"),
    )
    assert ["第3章 目標の実現に向けた取組"] == [text.text.replace("\u3000", " ") for text in plan.texts]
    assert ["海と生きるまち", "丘に住むまち"] == [each.title for each in plan.elements]

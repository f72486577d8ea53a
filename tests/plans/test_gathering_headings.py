"""Headings that only gather what stands below them are no elements, and are lost in no format."""

from io import BytesIO

import docx
import pytest

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

FACTS = PlanFacts(municipality="990019", municipality_name="汐鳴市")
THINGS = (("桟橋の補修", "港湾課"), ("灯台の公開", "観光課"))


def word_file(lines):
    file, out = docx.Document(), BytesIO()
    for level, text in lines:
        if level == "item":
            file.add_paragraph(text, style="List Bullet")
        elif level:
            file.add_heading(text, level - 1)
        else:
            file.add_paragraph(text)
    file.save(out)
    return out.getvalue()


def markdown(lines):
    marks = {0: "", "item": "- "} | {level: "#" * level + " " for level in (1, 2, 3, 4)}
    return "\n\n".join(f"{marks[level]}{text}" for level, text in lines).encode()


def outline(lines, form):
    data = word_file(lines) if form == "docx" else markdown(lines)
    plan = parse_plan(read_document(data, f"plan.{form}"), FACTS)
    return [(each.kind.value, each.title, [charge.unit for charge in each.responsibilities]) for each in plan.walk()]


@pytest.mark.parametrize("form", ["docx", "md"])
@pytest.mark.parametrize("word", ["取組一覧", "具体的な取組", "主な事業"])
def test_what_a_heading_gathers_on_top_are_initiatives(word, form):
    """The heading itself is none, nor a policy."""
    lines = [(1, "汐鳴市港湾プラン"), (2, word)]
    for title, unit in THINGS:
        lines += [(3, title), (0, f"{title}をします。"), (0, f"担当課：{unit}")]
    assert [("Initiative", title, [unit]) for title, unit in THINGS] == outline(lines, form)


@pytest.mark.parametrize("form", ["docx", "md"])
@pytest.mark.parametrize("word", ["取組一覧", "具体的な取組", "主な事業"])
def test_what_a_heading_gathers_below_a_measure_are_its_initiatives(word, form):
    """Items of a list as well as numbered headings."""
    lines = [(1, "汐鳴市港湾プラン"), (2, "施策1 桟橋"), (0, "桟橋を直します。"), (0, "担当課：港湾課"), (3, word)]
    lines += [("item", "板の取替え"), ("item", "杭の点検")]
    lines += [(2, "施策2 灯台"), (0, "灯台を直します。"), (0, "担当課：観光課"), (3, word), (4, "(1) 灯台の公開")]
    assert [
        ("Measure", "桟橋", ["港湾課"]),
        ("Initiative", "板の取替え", []),
        ("Initiative", "杭の点検", []),
        ("Measure", "灯台", ["観光課"]),
        ("Initiative", "灯台の公開", []),
    ] == outline(lines, form)

"""Where a Word document has no styles of headings, short lines in larger letters than its text are headings."""

import io

import docx
import pytest
from docx.shared import Pt

from plangraph.documents import read_document
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan

# Text, size in points (None: that of the text) and whether it is bold.
LINES = [
    ("汐鳴市みなと計画", 18, True),
    ("港を守る", 14, True),
    ("岸壁を直して、船を迎えます。", None, False),
    ("網の補助", 12, True),
    ("網を買う費用を助けます。", None, False),
    ("担当課", None, True),
    ("水産課", None, False),
    ("大きな字で、港の歌を歌います。", 14, True),
    ("船の点検", 12, True),
    ("担当課：港湾課", None, False),
    ("浜で遊ぶ", 14, False),
    ("砂の補充", 12, False),
    ("砂を足して、夏を待ちます。", None, False),
]


def document(lines, styled=()):
    made = docx.Document()
    for text, size, bold in lines:
        if text in styled:
            made.add_heading(text, styled.index(text) + 1)
            continue
        run = made.add_paragraph().add_run(text)
        run.bold = bold or None
        run.font.size = Pt(size) if size else None
    data = io.BytesIO()
    made.save(data)
    return read_document(data.getvalue(), "plan.docx")


def headings(read):
    return [(block.text, block.level) for block in read.blocks if block.kind.value == "heading"]


def test_larger_letters_stand_higher():
    """Bold lines a little larger than the text, or any much larger; no sentence, and no label as large as the text."""
    assert [
        ("汐鳴市みなと計画", 1),
        ("港を守る", 2),
        ("網の補助", 3),
        ("船の点検", 3),
        ("浜で遊ぶ", 2),
    ] == headings(document(LINES))


@pytest.mark.parametrize(
    ("lines", "styled", "found"),
    [
        (LINES, ("汐鳴市みなと計画", "網の補助"), [("汐鳴市みなと計画", 1), ("網の補助", 2)]),
        ([(text, None, bold) for text, _, bold in LINES], (), []),
        (LINES[:1] + [(text, None, bold) for text, _, bold in LINES[1:]], (), []),
        ([line for line in LINES if line[1]], (), []),
    ],
    ids=["styles say all", "one size", "a title alone", "hardly any text"],
)
def test_looks_say_nothing_beside_styles_or_where_most_lines_look_so(lines, styled, found):
    """Headings that have a style are all the headings; large lines without text below them are no outline."""
    assert found == headings(document(lines, styled))


def test_such_headings_open_elements():
    """What stands larger is above; the charge below a measure is the measure's."""
    plan = parse_plan(document(LINES), PlanFacts(municipality="990043", municipality_name="汐鳴市"))
    assert ["港を守る", "浜で遊ぶ"] == [each.title for each in plan.elements]
    assert [("網の補助", ["水産課"]), ("船の点検", ["港湾課"])] == [
        (each.title, [charge.unit for charge in each.responsibilities]) for each in plan.elements[0].children
    ]

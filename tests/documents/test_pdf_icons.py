"""Goal icons of the SDGs in a PDF are read by their colours; the icons here are drawn by the tests themselves."""

import io

import pyoxigraph as ox
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from tests.documents.test_pdf import GOTHIC, Drawing, outline

from plangraph.documents.pdf.icons import COLOURS
from plangraph.model import PlanFacts
from plangraph.plans import parse_plan
from plangraph.resources import ontology

SENTENCE = "市はごみの減量に努め、分別の徹底と資源の再利用を進める。"


def icon(goal, form="PNG", mode="RGB"):
    """A square in the colour of a goal with something white on it."""
    image = Image.new("RGB", (120, 120), f"#{COLOURS[goal - 1]}")
    ImageDraw.Draw(image).ellipse((35, 40, 85, 95), fill="white")
    return picture(image.convert(mode), form)


def picture(image, form="PNG"):
    into = io.BytesIO()
    image.save(into, form)
    into.seek(0)
    return ImageReader(into)


def read(*pictures, side=36):
    page = Drawing()
    page.say(SENTENCE, 60, 60)
    for at, each in enumerate(pictures):
        page.drawImage(each, 60 + (at % 6) * 80, page.tall - 150 - (at // 6) * 80, side, side)
    return [text for _, _, text in outline(page.read()) if "SDGs" in text]


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGB"), ("JPEG", "RGB"), ("JPEG", "CMYK")])
def test_the_icon_of_every_goal_is_told_from_those_of_the_others(form, mode):
    """All 17, row by row, in any encoding that is common."""
    expected = ["1・2・3・4・5・6", "7・8・9・10・11・12", "13・14・15・16・17"]
    found = read(*(icon(goal, form, mode) for goal in range(1, 18)))
    assert [f"SDGs {goals}（アイコン）" for goals in expected] == found


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGB", (120, 120), f"#{COLOURS[10]}"),
        Image.linear_gradient("L").convert("RGB"),
        Image.effect_noise((120, 120), 80).convert("RGB"),
        Image.new("RGB", (120, 120), "#808080"),
    ],
    ids=["a plain square", "a gradient", "noise", "grey"],
)
def test_a_picture_that_is_no_icon_says_no_goal(image):
    """Neither a coloured square without a picture on it nor a photograph is one."""
    assert [] == read(picture(image))


def test_an_icon_as_large_as_half_a_page_is_a_picture():
    """Icons that belong to an element are small."""
    assert [] == read(icon(3), side=300)


def test_a_square_drawn_in_the_colour_of_a_goal_with_something_white_within_is_an_icon():
    """Icons are often drawings, not images; a coloured square alone is none."""
    page = Drawing()
    page.say(SENTENCE, 60, 60)
    for x, white in ((60, True), (300, False)):
        page.setFillColor(f"#{COLOURS[12]}")
        page.rect(x, page.tall - 150, 36, 36, stroke=0, fill=1)
        if white:
            page.setFillColor("#ffffff")
            page.circle(x + 18, page.tall - 132, 8, stroke=0, fill=1)
    assert ["SDGs 13（アイコン）"] == [text for _, _, text in outline(page.read()) if "SDGs" in text]


def test_icons_below_a_heading_are_goals_that_its_element_states():
    """Each measure has the goals whose icons stand with it."""
    page = Drawing()
    page.say("第1章 環境にやさしいまち", 60, 60, 16, GOTHIC)
    for title, y, goals in (("1-1 ごみの減量", 100, (11, 12)), ("1-2 水道の整備", 260, (6,))):
        page.say(title, 60, y, 13, GOTHIC)
        for at, goal in enumerate(goals):
            page.drawImage(icon(goal), 60 + at * 40, page.tall - y - 50, 36, 36)
        page.wrap(SENTENCE * 2, 60, y + 75, 24)
    plan = parse_plan(page.read(), PlanFacts(municipality="212059", title="関市環境基本計画"))
    (policy,) = plan.elements
    assert {"ごみの減量": (11, 12), "水道の整備": (6,)} == {
        each.title: tuple(link.goal for link in each.sdgs) for each in policy.children
    }


def test_the_colours_are_those_of_the_vocabulary():
    """One list would do, but reading knows nothing of the ontology."""
    colours = {}
    for quad in ox.parse(ontology("vocabularies", "sdg.ttl").read_bytes(), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value.endswith("colour"):
            colours[int(quad.subject.value.rsplit("/", 1)[1])] = quad.object.value
    assert [f"#{each}" for each in COLOURS] == [colours[goal] for goal in range(1, 18)]

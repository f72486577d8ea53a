"""The drawing of an element among its neighbours: it holds what there is, nothing overlaps, and each box is a link."""

import re

import lxml.html
import pytest

from plangraph_api.neighbours import BOX, WIDTH, draw_neighbours

NOTHING = {
    "iri": "a",
    "notation": None,
    "label": "施策",
    "path": [],
    "plan": None,
    "responsibilities": None,
    "references": None,
    "referenced_by": None,
    "indicators": None,
    "children": None,
    "elements": None,
}
MEASURE = "/page/990019/comprehensive-plan-2025-2029/1-1"


def things(count, label="名称"):
    return [{"iri": f"{label}{at}", "notation": str(at), "label": label} for at in range(count)]


def boxes(drawing):
    return [drawing.middle, *(box for group in drawing.groups for box in group.boxes)]


def test_an_element_that_hangs_on_one_thing_is_not_drawn():
    """A picture of a single line says less than the trail above it."""
    assert draw_neighbours({**NOTHING, "path": things(1)}, []) is None
    assert draw_neighbours({**NOTHING, "path": things(1), "children": things(1)}, []) is not None


@pytest.mark.parametrize("count", [1, 4, 30])
@pytest.mark.parametrize(
    "label", ["名称", "とても長い名称がついた施策" * 5, "a long name in Latin letters " * 4, "x" * 200]
)
def test_no_box_lies_on_another_or_outside(count, label):
    """However many neighbours and however long their names, boxes stand apart within the drawing."""
    drawing = draw_neighbours({**NOTHING, "path": things(2), "children": things(count, label)}, [])
    drawn = boxes(drawing)
    for at, one in enumerate(drawn):
        assert (0 <= one.x <= WIDTH - BOX, 0 <= one.y <= drawing.height - one.height) == (True, True)
        for other in drawn[at + 1 :]:
            assert one.x != other.x or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_what_is_not_drawn_is_counted_and_listed():
    """Four of a relation are drawn; how many more there are is said, and the list has them all."""
    (_, parts) = draw_neighbours({**NOTHING, "path": things(1), "children": things(7)}, []).groups
    assert (4, 3, 7) == (len(parts.boxes), parts.more, len(parts.things))


def test_a_long_name_ends_with_a_mark():
    """Two lines at most; a short name has one and nothing is cut of it."""
    (above, parts) = draw_neighbours({**NOTHING, "path": things(1), "children": things(1, "長" * 60)}, []).groups
    (_, first), (_, second) = parts.boxes[0].lines
    assert first.startswith("0 長")
    assert second.endswith("長…")
    assert ["0 名称"] == [line for _, line in above.boxes[0].lines]


def test_a_unit_in_charge_twice_is_drawn_once():
    """Charges of several years are one unit."""
    unit = {"unit": {"iri": "u", "label": "防災課"}}
    (_, units) = draw_neighbours({**NOTHING, "path": things(1), "responsibilities": [unit, unit]}, []).groups
    assert ["防災課"] == [box.thing["label"] for box in units.boxes]


def test_boxes_on_a_page_are_links_and_the_list_has_the_same(client):
    """Who cannot see the drawing, or has a narrow screen, reads where its links lead in a list."""
    html = lxml.html.fromstring(client.get(MEASURE, headers={"Accept-Language": "ja"}).text)
    drawn = html.xpath("//svg[contains(@class, 'neighbours')]//a/@href")
    listed = html.xpath("//details[@class='as-list']//a/@href")
    assert len(drawn) > 3
    assert set(drawn) <= set(listed)
    assert all(re.match("/page/", address) for address in drawn)


@pytest.mark.parametrize(
    "label", ["長" * 60, "a long name in Latin letters " * 4, "短い名称", "漢字 と空白のある長い名称の施策" * 3]
)
def test_what_is_seen_of_a_name_is_how_the_name_begins(label):
    """Lines read on as the name does, so that who says what is seen means the link (WCAG 2.5.3)."""
    (_, parts) = draw_neighbours({**NOTHING, "path": things(1), "children": things(1, label)}, []).groups
    seen = "".join(line for _, line in parts.boxes[0].lines).removesuffix("…").rstrip()
    assert f"0 {label}".startswith(seen)


def test_the_name_of_a_box_begins_with_what_is_seen_of_it(client):
    """Its lines are not spoken one by one: the name of the link has them, and what was cut."""
    html = lxml.html.fromstring(client.get(MEASURE, headers={"Accept-Language": "ja"}).text)
    for link in html.xpath("//svg[contains(@class, 'neighbours')]//a"):
        seen = " ".join("".join(link.xpath("./text/text()")).split())
        assert link.xpath("string(./title)").startswith(seen.removesuffix("…").rstrip())
        assert "" != seen

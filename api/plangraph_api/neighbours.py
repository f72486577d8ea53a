"""Where the boxes and lines of a drawing stand that shows an element among its neighbours in the graph."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Box", "Drawing", "Group", "draw_neighbours"]

WIDTH: Final = 720
"""Units of the drawing; a letter of a label is twelve of them high."""
BOX: Final = 206
_MIDDLE: Final = (WIDTH - BOX) // 2
_RIGHT: Final = WIDTH - BOX - 1
_SHOWN: Final = 4
_CAPTION, _LINE, _PADDING, _GAP, _APART = 20, 17, 12, 7, 14
_COLUMNS: Final = 15.0  # letters of full width in a line of a box
_NARROW: Final = 0.58


@dataclass(frozen=True, slots=True)
class Box:
    """A thing: its lines of text, where they stand, and the line from here to the middle as an SVG path."""

    thing: dict[str, Any]
    x: int
    y: int
    height: int
    lines: tuple[tuple[int, str], ...]
    path: str = ""
    width: int = BOX


@dataclass(frozen=True, slots=True)
class Group:
    """Things that stand in one relation to the element; `more` of them are not drawn."""

    name: str
    x: int
    y: int
    boxes: tuple[Box, ...]
    more: int
    things: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The element in the middle; what it belongs to on its left, what belongs to it on its right."""

    middle: Box
    groups: tuple[Group, ...]
    height: int
    width: int = WIDTH


def draw_neighbours(element: Mapping[str, Any], similar: Sequence[dict[str, Any]]) -> Drawing | None:
    """The drawing of an element as the API describes it, with what is like it elsewhere; None for fewer than two."""
    left, right = _left(element, similar), _right(element)
    if sum(map(len, chain(left.values(), right.values()))) < 2:
        return None
    height = max(_height(left), _height(right)) - _APART
    lines = _wrapped(element)
    tall = len(lines) * _LINE + _PADDING
    middle = _box(dict(element), _MIDDLE, (height - tall) // 2, lines)
    sides = [*_placed(left, 1, height, middle), *_placed(right, _RIGHT, height, middle)]
    return Drawing(middle, tuple(sides), height)


def _left(element: Mapping[str, Any], similar: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    above = [element["path"][-1]] if element["path"] else [element["plan"]] if element["plan"] else []
    units = {charge["unit"]["iri"]: charge["unit"] for charge in element["responsibilities"] or ()}
    elsewhere = [{**one, "place": one["city"]["label"]} for one in similar]
    return _filled({"above": above, "units": list(units.values()), "similar": elsewhere})


def _right(element: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    related = chain(element["references"] or (), element["referenced_by"] or ())
    return _filled(
        {
            "indicators": list(element["indicators"] or ()),
            "parts": list(element["children"] or ()),
            "measures": list(element["elements"] or ()),
            "references": list({thing["iri"]: thing for thing in related}.values()),
        }
    )


def _filled(groups: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    bare = {"notation": None, "place": None}
    return {name: [{**bare, **thing} for thing in things] for name, things in groups.items() if things}


def _height(groups: Mapping[str, Sequence[dict[str, Any]]]) -> int:
    return sum(
        _CAPTION + sum(len(_wrapped(thing)) * _LINE + _PADDING + _GAP for thing in things[:_SHOWN]) + _APART
        for things in groups.values()
    )


def _placed(groups: Mapping[str, Sequence[dict[str, Any]]], x: int, height: int, middle: Box) -> list[Group]:
    placed, y = [], (height + _APART - _height(groups)) // 2
    for name, things in groups.items():
        top, boxes = y, []
        y += _CAPTION
        for thing in things[:_SHOWN]:
            box = _box(thing, x, y, _wrapped(thing), middle)
            boxes.append(box)
            y += box.height + _GAP
        placed.append(Group(name, x, top + _CAPTION - 7, tuple(boxes), max(len(things) - _SHOWN, 0), tuple(things)))
        y += _APART
    return placed


def _box(thing: dict[str, Any], x: int, y: int, lines: Sequence[str], middle: Box | None = None) -> Box:
    tall = len(lines) * _LINE + _PADDING
    texts = tuple((y + _PADDING // 2 + 13 + at * _LINE, line) for at, line in enumerate(lines))
    return Box(thing, x, y, tall, texts, _path(x, y + tall / 2, middle) if middle else "")


def _path(x: int, y: float, middle: Box) -> str:
    """A curve that leaves the box and enters the middle level."""
    start, end = (x + BOX, middle.x) if x < middle.x else (x, middle.x + BOX)
    half, level = (start + end) / 2, middle.y + middle.height / 2
    return f"M{start} {y:g}C{half:g} {y:g} {half:g} {level:g} {end} {level:g}"


def _wrapped(thing: Mapping[str, Any]) -> list[str]:
    """The code, city and label of a thing in two lines at most, ended by … where there is more.

    A line that is broken at a space keeps it, so that the lines read on as the name does.
    """
    known = (thing.get("place"), thing["notation"], thing["label"] or thing["iri"])
    text = " ".join(" ".join(str(part) for part in known if part).split())
    first, rest = _cut(text, _COLUMNS)
    if not rest:
        return [first]
    second, rest = _cut(rest, _COLUMNS)
    return [first, f"{_cut(second, _COLUMNS - 1)[0].rstrip()}…" if rest else second]


def _cut(text: str, columns: float) -> tuple[str, str]:
    """As much of a text as fits, and the rest; between words where it has them and they are not long."""
    wide = 0.0
    for at, letter in enumerate(text):
        wide += 1 if east_asian_width(letter) in "FWA" else _NARROW
        if wide > columns:
            space = text.rfind(" ", 0, at + 1)
            end = space + 1 if space > at // 2 else at
            return text[:end], text[end:]
    return text, ""

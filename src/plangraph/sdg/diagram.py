"""The reliability diagram (DeGroot and Fienberg 1983): of what is said with a confidence, the share that is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from plangraph.sdg.evaluation import Measured

__all__ = ["draw_reliability"]

_SIZE: Final = 320
_MARGIN: Final = 48
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
# A dot's area grows with the number of pairs; the smallest can still be seen.
_DOT: Final = (3.0, 14.0)


def draw_reliability(measured: Measured) -> str:
    """An SVG: mean confidence of each bin to the right, share that is right upwards, dots larger where more pairs are.

    Dots on the diagonal are honest; those below it boast. Each dot carries its figures as its title.
    """
    side = _SIZE + 2 * _MARGIN
    root = ET.Element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {side} {side}", "role": "img", "font-size": "12",
         "font-family": "sans-serif"},
    )  # fmt: skip
    ET.SubElement(
        root, "title"
    ).text = f"Confidence and correctness of goals; calibration error {measured.calibration_error:.3f}"
    ET.SubElement(root, "rect", {"width": str(side), "height": str(side), "fill": "#fff"})
    for tick in _TICKS:
        _line(root, (tick, 0.0), (tick, 1.0), "#ddd")
        _line(root, (0.0, tick), (1.0, tick), "#ddd")
        _text(root, _across(tick), _MARGIN + _SIZE + 16, f"{tick:.2f}", "middle")
        _text(root, _MARGIN - 6, _up(tick) + 4, f"{tick:.2f}", "end")
    _line(root, (0.0, 0.0), (1.0, 1.0), "#888")
    most = max((each.count for each in measured.bins), default=1) or 1
    for each in measured.bins:
        if each.count:
            radius = max(_DOT[0], _DOT[1] * (each.count / most) ** 0.5)
            dot = ET.SubElement(
                root, "circle",
                {"cx": f"{_across(each.confidence):.1f}", "cy": f"{_up(each.right):.1f}", "r": f"{radius:.1f}",
                 "fill": "#0b5fa5", "fill-opacity": "0.75"},
            )  # fmt: skip
            told = f"{each.count} pairs: confidence {each.confidence:.2f}, right {each.right:.2f}"
            ET.SubElement(dot, "title").text = told
    _text(root, _MARGIN + _SIZE / 2, side - 10, "mean confidence", "middle")
    upright = _text(root, 0, 0, "share that is right", "middle")
    upright.set("transform", f"translate(12 {_MARGIN + _SIZE / 2}) rotate(-90)")
    return ET.tostring(root, encoding="unicode") + "\n"


def _across(share: float) -> float:
    return _MARGIN + share * _SIZE


def _up(share: float) -> float:
    return _MARGIN + (1.0 - share) * _SIZE


def _line(root: ET.Element, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    ends = {"x1": _across(start[0]), "y1": _up(start[1]), "x2": _across(end[0]), "y2": _up(end[1])}
    ET.SubElement(root, "line", {**{name: f"{at:.1f}" for name, at in ends.items()}, "stroke": colour})


def _text(root: ET.Element, across: float, down: float, words: str, anchor: str) -> ET.Element:
    placed = {"x": f"{across:.1f}", "y": f"{down:.1f}", "text-anchor": anchor, "fill": "#222"}
    element = ET.SubElement(root, "text", placed)
    element.text = words
    return element

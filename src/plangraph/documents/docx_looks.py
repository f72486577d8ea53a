"""Headings of a Word document that has no styles of headings: short lines in larger letters than its text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.documents.docx_styles import Styles

__all__ = ["levels_by_looks"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST: Final = 50  # letters of a heading
_MUCH: Final = 4  # half points by which a line that is not bold must be larger than the text
_FEWEST: Final = 2  # headings, below which a large line is a title or an ornament
# 基本目標1 …, 第1章 …, Ⅰ …, 【基本目標1】…
_NUMBERED: Final = re.compile(r"^[【〔［\[]?[^\s\d０-９（(]{0,6}(?:[\d０-９]|[一二三四五六七八九十Ⅰ-Ⅻ])+[^。]*\S$")
_HOLDERS: Final = (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml")
_DEFAULT: Final = 20  # half points, where the file says nothing (ECMA-376 Part 1, 17.3.2.38)


def levels_by_looks(body: Any, styles: Styles) -> dict[Any, int]:
    """The paragraphs that look like headings, each with its level from 1: the larger the letters, the higher.

    Where paragraphs have styles of headings, except for one title, these say all but for bands. Lines in tables, items
    of lists and sentences are no headings, nor is a line as large as the text, bold or not: it may be a label.
    """
    told = [(paragraph, text) for paragraph in _paragraphs(body) if (text := _text(paragraph).strip())]
    if sum(styles.level(paragraph) > 0 for paragraph, _ in told) > 1:
        return _levels_of_bands(body, styles)
    sizes = {id(paragraph): _size(paragraph, styles) for paragraph, _ in told}
    letters: Counter[int] = Counter()
    for paragraph, text in told:
        letters[sizes[id(paragraph)]] += len(text)
    if not letters:
        return {}
    common = max(letters, key=lambda size: (letters[size], -size))
    found = [
        paragraph
        for paragraph, text in told
        if _is_short(paragraph, text)
        and (sizes[id(paragraph)] >= common + _MUCH or (sizes[id(paragraph)] > common and _is_bold(paragraph)))
    ]
    if len(found) < _FEWEST or len(found) * 2 > len(told):
        return {}
    order = sorted({sizes[id(paragraph)] for paragraph in found}, reverse=True)
    return {paragraph: min(9, order.index(sizes[id(paragraph)]) + 1) for paragraph in found}


def _levels_of_bands(body: Any, styles: Styles) -> dict[Any, int]:
    """The numbered titles that stand in frames of their own over headings by style: one level above these.

    On top where no heading stands between them. None where the headings below them are not all of one level, or a
    frame is printed again: it holds a label.
    """
    bands: list[tuple[Any, str]] = []
    below: dict[int, int] = {}  # of a band: the level of the heading behind it
    for child in body:
        if (band := _band(child)) is not None:
            bands.append(band)
        elif bands and child.tag == f"{_W}p" and (level := styles.level(child)):
            below.setdefault(len(bands), level)
    alone = not below or list(below) == [len(bands)]
    levels = {1} if alone else {level - 1 for level in below.values()} | ({0} if len(below) < len(bands) else set())
    told = len(bands) > 1 and len({text for _, text in bands}) == len(bands) and len(levels) == 1 and min(levels) > 0
    return {paragraph: min(levels) for paragraph, _ in bands} if told else {}


def _band(table: Any) -> tuple[Any, str] | None:
    """The paragraph and the text of a table of one cell that holds a short numbered title."""
    cells = list(table.iter(f"{_W}tc")) if table.tag == f"{_W}tbl" else []
    held = list(cells[0].iter(f"{_W}p")) if len(cells) == 1 else []
    text = _text(held[0]).strip() if len(held) == 1 else ""
    return (held[0], text) if _NUMBERED.match(text) and _is_short(held[0], text) else None


def _paragraphs(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag in _HOLDERS:
            yield from _paragraphs(child)


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))


def _is_short(paragraph: Any, text: str) -> bool:
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return len(text) <= _LONGEST and not listed and not re.search(r"。|[、,：:]$", text)


def _runs(paragraph: Any) -> list[Any]:
    return [run for run in paragraph.iter(f"{_W}r") if "".join(t.text or "" for t in run.iter(f"{_W}t")).strip()]


def _size(paragraph: Any, styles: Styles) -> int:
    """The size of the smallest letters, in half points."""
    by_style = next((size for style in styles.chain(paragraph) if (size := _said(style))), None) or styles.size
    return min((_said(run) or by_style or _DEFAULT for run in _runs(paragraph)), default=_DEFAULT)


def _said(node: Any) -> int | None:
    found = node.find(f"{_W}rPr/{_W}sz")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return int(value) if re.fullmatch(r"[0-9]{1,4}", value) else None


def _is_bold(paragraph: Any) -> bool:
    bold = (run.find(f"{_W}rPr/{_W}b") for run in _runs(paragraph))
    return all(found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off") for found in bold)

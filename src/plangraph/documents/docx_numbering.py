"""Numbers that Word prints before a paragraph and that are no text of it: 第1章, (1), ① (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docx.document import Document

    from plangraph.documents.docx_styles import Styles

__all__ = ["Numbering", "format_number", "list_level"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AIUEO: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA: Final = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_ALPHABETS: Final = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "upperRoman": "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
    "lowerRoman": "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    **dict.fromkeys(("aiueo", "aiueoFullWidth"), _AIUEO),
    **dict.fromkeys(("iroha", "irohaFullWidth"), _IROHA),
}
_KANJI: Final = "〇一二三四五六七八九"


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, document: Document) -> None:
        self._lists: dict[str, tuple[str, dict[int, tuple[str, str, int]]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._read(relation.target_part)

    def _read(self, part: Any) -> None:
        abstract = {
            node.get(f"{_W}abstractNumId"): {
                int(level.get(f"{_W}ilvl", "0")): (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    _integer(_value(level, "start", "1")),
                )
                for level in node.iterchildren(f"{_W}lvl")
            }
            for node in part.element.iterchildren(f"{_W}abstractNum")
        }
        for node in part.element.iterchildren(f"{_W}num"):
            number, key = node.get(f"{_W}numId", ""), _value(node, "abstractNumId", "")
            levels = dict(abstract.get(key, {}))
            starts = False
            for override in node.iterchildren(f"{_W}lvlOverride"):
                level = int(override.get(f"{_W}ilvl", "0"))
                form, text, start = levels.get(level, ("decimal", "", 1))
                levels[level] = (form, text, _integer(_value(override, "startOverride", str(start))))
                starts = True
            # Lists of one definition count on together, unless one says where it starts.
            self._lists[number] = (number if starts else f"abstract {key}", levels)

    def next(self, paragraph: Any, styles: Styles) -> str | None:
        """The number before a paragraph, counted up; "" for a bullet, None where there is none."""
        found = _list_and_level(paragraph, styles)
        if found is None or found[0] not in self._lists:
            return None
        key, levels = self._lists[found[0]]
        level = found[1]
        if level not in levels:
            return None
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for lower in [each for each in counts if each > level]:
            del counts[lower]
        form, text, _ = levels[level]
        if form == "bullet":
            return ""
        if form == "none":
            return None
        number = re.sub(r"%([1-9])", lambda match: _shown(int(match[1]) - 1, levels, counts), text)
        return unicodedata.normalize("NFC", number).strip() or None


def list_level(paragraph: Any, styles: Styles) -> int:
    """How many items of lists an item stands in, by the level of its list or else by its style: 0 for none."""
    found = _list_and_level(paragraph, styles)
    return (found[1] if found else 0) or styles.list_level(paragraph)


def _shown(level: int, levels: dict[int, tuple[str, str, int]], counts: dict[int, int]) -> str:
    form, _, start = levels.get(level, ("decimal", "", 1))
    return format_number(counts.get(level, start), form)


def _list_and_level(paragraph: Any, styles: Styles) -> tuple[str, int] | None:
    """The list's id and level, from the paragraph itself or from its style; list 0 takes a number away."""
    number: str | None = None
    level: str | None = None
    for node in (paragraph, *styles.chain(paragraph)):
        properties = node.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            continue
        number = number or _value(properties, "numId", "") or None
        level = level or _value(properties, "ilvl", "") or None
        if number:
            break
    return None if number in (None, "0") else (str(number), _integer(level or "0"))


def _value(node: Any, child: str, default: str) -> str:
    found = node.find(f"{_W}{child}")
    return str(found.get(f"{_W}val", default)) if found is not None else default


def _integer(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


def format_number(number: int, form: str) -> str:
    """A number in one of Word's forms (ST_NumberFormat); forms that plans do not use come out as digits.

    >>> format_number(3, "decimalEnclosedCircle"), format_number(12, "japaneseCounting"), format_number(4, "upperRoman")
    ('③', '十二', 'Ⅳ')
    """
    if form in _ALPHABETS and 0 < number <= len(_ALPHABETS[form]):
        return _ALPHABETS[form][number - 1]
    if form in ("japaneseCounting", "chineseCounting") and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else _KANJI[tens]) + ("十" if tens else "") + (_KANJI[ones] if ones else "")
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    return f"{number:02d}" if form == "decimalZero" else str(number)

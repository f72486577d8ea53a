"""Digits as they are printed: widths folded without joining what is no digit of a number, and numbers with scales.

NFKC makes a plain digit of every character that shows one: `①3回` would become `13回`, `120¹` would become `1201`.
`fold_printed` folds widths and letters as NFKC does, and leaves such characters as they are.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

__all__ = ["MARKS", "NOT_WORDS", "fold_printed", "kanji_value", "scaled_value", "year_once"]

# ① ⑴ ⒈ ㉑ ㊱ ⓪ ❶ ㈠ ㊀ Ⅰ: they number what follows. As ranges of a character class.
MARKS: Final = (
    "\u2160-\u2188\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3248-\u324f\u3251-\u325f"
    "\u3280-\u3289\u32b1-\u32bf\U0001f100-\U0001f10a"
)
# ½ ⅔ ㋀ ㍘ ㏠: numbers drawn in one character; with raised and lowered digits, and with the marks, no part of a word.
NOT_WORDS: Final = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u208e\u2150-\u215f\u2189\u32c0-\u32cb\u3358-\u3370\u33e0-\u33fe"
)
_KEPT: Final = re.compile(rf"([{MARKS}{NOT_WORDS}]+)")
_RAISED: Final = "[\u00b2\u00b3\u00b9\u2070-\u207e]+"
_AREA: Final = re.compile(r"(?<=[mｍ])([²³])(?![\u00b2\u00b3\u00b9\u2070-\u207e])")
_LOWERED: Final = re.compile(r"(?<=[A-Za-z])([\u2080-\u2089]+)")  # CO₂
_POWER: Final = re.compile(rf"(?<![\d.,])10{_RAISED}")
_FOOTNOTE: Final = re.compile(rf"(?<=[^\s{MARKS}]){_RAISED}(?=$|[\s()（）\[\]、,。:：~〜～/<])")

_YEAR: Final = (
    r"(?:(?P<{0}>令和|平成|(?<![A-Za-z])[RH])(?P<{0}_n>元|\d{{1,2}})|(?<!\d)(?P<{0}_w>(?:19|20)\d\d))"
    r"(?P<{0}_kind>年度|年)?"
)
_TWICE: Final = re.compile(
    rf"(?P<year>{_YEAR.format('a')})\s*[(（]\s*(?:{_YEAR.format('b')})\s*[)）](?P<kind>年度|年)?"
)
_ERAS: Final = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}

_SCALES: Final = {"兆": 10**12, "億": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10, "": 1}
_DIGITS: Final = {digit: at for at, digit in enumerate("〇一二三四五六七八九")}
_PART: Final = re.compile(r"(?P<digits>\d[\d.,]*)(?P<small>[千百十]?)(?P<large>[兆億万]?)")
_KANJI_PART: Final = re.compile(r"(?P<digits>[〇一二三四五六七八九]?)(?P<small>[千百十]?)")


def fold_printed(text: str) -> str:
    """NFKC, but for characters that show a digit and are none of a number: they stay, and join nothing.

    Raised digits behind m are those of m² and m³; behind a word or a number they are the mark of a footnote, which
    goes. 10³ may be either, and stays: it is no plain number.

    >>> fold_printed("①３回"), fold_printed("120¹"), fold_printed("5ｍ²"), fold_printed("10³")
    ('①3回', '120', '5m2', '10³')
    """
    text = _LOWERED.sub(lambda match: unicodedata.normalize("NFKC", match[1]), text)
    text = _AREA.sub(lambda match: unicodedata.normalize("NFKC", match[1]), text)
    if not _POWER.search(unicodedata.normalize("NFC", text)):
        text = _FOOTNOTE.sub("", text)
    parts = enumerate(_KEPT.split(text))
    return year_once("".join(part if at % 2 else unicodedata.normalize("NFKC", part) for at, part in parts))


def year_once(text: str) -> str:
    """A text with every year that is said by its era and by our era said once: 2022(令和4)年度 is 2022年度.

    >>> year_once("15社(2022(令和4)年度)"), year_once("令和4年度(2022年度)"), year_once("2022(令和5)年度")
    ('15社(2022年度)', '令和4年度', '2022(令和5)年度')
    """
    return _TWICE.sub(_once, text) if "(" in text or "（" in text else text


def _once(match: re.Match[str]) -> str:
    kinds = {match[each] for each in ("a_kind", "b_kind", "kind")} - {None}
    same = bool(match["a_w"]) != bool(match["b_w"]) and _year(match, "a") == _year(match, "b")
    if not same or len(kinds) > 1 or (match["a_kind"] and match["kind"]):
        return match[0]
    return match["year"] + ("" if match["a_kind"] else "".join(kinds))


def _year(match: re.Match[str], which: str) -> int:
    if match[f"{which}_w"]:
        return int(match[f"{which}_w"])
    number = match[f"{which}_n"]
    return _ERAS[match[which]] + (1 if number == "元" else int(number))


def scaled_value(text: str) -> Decimal | None:
    """The number of digits with scales, `3億5,000万` or `33万5千`; None where a scale does not fall or digits overflow.

    Digits behind the last scale must fill its places (1万2345), so that 1億2 is not read as 100000002.
    """
    parts = list(_PART.finditer(text))
    if "".join(part[0] for part in parts) != text:
        return None
    total, last = Decimal(0), 0
    for part in parts:
        digits = part["digits"].replace(",", "")
        scale = _SCALES[part["small"]] * _SCALES[part["large"]]
        value = Decimal(digits) * scale
        if last and ("." in digits or value >= last or (scale == 1 and len(digits) != len(str(last)) - 1)):
            return None
        total, last = total + value, scale
    if len(parts) > 1 and "." in parts[0]["digits"]:
        return None
    return total.quantize(Decimal(1)) if last > 1 and total == total.to_integral_value() else total


def kanji_value(text: str) -> int | None:
    """The number of 百二十, 五千万 or 二〇; None for what is none, such as 万 without a number before it.

    >>> kanji_value("百二十"), kanji_value("五千万"), kanji_value("二〇"), kanji_value("万")
    (120, 50000000, 20, None)
    """
    total = 0
    for part in re.finditer(r"([^兆億万]*)([兆億万]?)", text):
        if not part[0]:
            continue
        below = _below(part[1])
        if below is None:
            return None
        total += below * _SCALES[part[2]]
    return total or None


def _below(text: str) -> int | None:
    """Kanji numerals below 一万, with places (二〇) or with their scales (二十)."""
    if re.fullmatch(r"[〇一二三四五六七八九]+", text):
        return int("".join(str(_DIGITS[digit]) for digit in text))
    if not re.fullmatch(
        r"(?:[二三四五六七八九]?千)?(?:[二三四五六七八九]?百)?(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?", text
    ):
        return None
    found = (part for part in _KANJI_PART.finditer(text) if part[0])
    return sum(_DIGITS.get(part["digits"], 1) * _SCALES[part["small"]] for part in found) or None

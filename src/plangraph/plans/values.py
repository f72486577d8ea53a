"""Printed values of indicators → numbers with unit, bound, group and year; what is no number stays raw and is marked.

万, 億, 千 and 百万 are scaled into the number, always: 33万人 is 330000 人 and compares with 244,765人.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from plangraph.model import Bound, Missing
from plangraph.plans.years import YEAR, parse_year

__all__ = ["Quantity", "parse_quantities"]

_NUMBER: Final = r"(?P<sign>[-+▲△−])?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALES: Final = {"十億": 10**9, "億": 10**8, "百万": 10**6, "千万": 10**7, "万": 10**4, "千": 10**3}
_SCALE: Final = r"(?P<scale>十億|百万|千万|億|万|千(?=[円人世]))"
_UNIT: Final = r"(?P<unit>t-CO2|t-CO₂|kg-CO2|(?:(?!以上|以内|以下|未満)[^\s\d()\[\],、。:~]){0,14}?)"
_BOUND: Final = r"(?P<bound>以上|以内|以下|未満|超|まで)?\s*(?P<per>/(?:年度?|月|日|週))?"
_NOTE: Final = r"(?P<notes>(?:\s*\([^()]*\))*)"
_GROUP: Final = r"(?P<group>[^\d\s()\[\],、。:・▲△+−-]{1,12}?|\d{1,2}歳(?:代|以上|未満)|[A-Z])?"
_APPROXIMATE: Final = re.compile(r"^(?:約|年間|延べ|のべ|累計|毎年|年)$")
_QUANTITY: Final = re.compile(
    rf"^{_GROUP}\s*[::]?\s*(?P<leadyear>{YEAR.replace('?P<', '?P<lead_')}\s*(?:末)?[::\s]+)?"
    rf"{_NUMBER}\s*(?:{_SCALE}(?:(?P<low>[\d,]+)(?P<lowscale>万|千)?)?)?\s*{_UNIT}\s*{_BOUND}"
    rf"(?:を?(?P<keep>維持|を維持))?\s*{_NOTE}$",
)
_LEADING_YEAR: Final = re.compile(rf"^\(?{YEAR}末?\)?\s*[::]?\s*(?=\D*\d)")
_ARROWS: Final = re.compile(r"[▶►▷→⇒➡⇨]+|[▲△](?!\s*\d)")
_RISE: Final = re.compile(r"^(?:UP|ＵＰ|アップ|↑|↗|増加|上昇|向上|増|増やす|増加させる|現状より増加)$", re.IGNORECASE)
_NONE: Final = re.compile(r"^[-‐‑‒–—―－ー−~〜/／*＊…]+$")
_NOT_PUBLISHED: Final = re.compile(
    r"未公表|未確定|集計中|未集計|調査中|算出中|未定|公表前|データなし|調査未実施|確認中"
)
_NOT_APPLICABLE: Final = re.compile(r"^(?:該当なし|対象外|非該当|未設定|設定なし|N/?A)$", re.IGNORECASE)
_ABOLISHED: Final = re.compile(r"廃止|中止|終了|休止")
_BOUNDS: Final = {
    "以上": Bound.AT_LEAST, "超": Bound.AT_LEAST, "以内": Bound.AT_MOST, "以下": Bound.AT_MOST, "未満": Bound.AT_MOST,
    "まで": None,
}  # fmt: skip
_PARTICLES: Final = re.compile(r"[のをにでがはとへも]|する|した")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value read from a cell; `value` is None where there is no plain number, `missing` says why if it is known."""

    raw: str
    value: Decimal | None = None
    unit: str = ""
    bound: Bound | None = None
    group: str = ""
    fiscal_year: int | None = None
    calendar_year: int | None = None
    missing: Missing | None = None


def parse_quantities(text: str) -> tuple[Quantity, ...]:
    """All values in one cell, such as `男性78.46歳<br>女性80.66歳` → two groups; empty for an empty cell.

    A text that is not wholly a value gives one quantity without a number: nothing is picked out of a sentence.
    """
    folded = re.sub(r"<br\s*/?>", "\n", unicodedata.normalize("NFKC", text), flags=re.IGNORECASE)
    folded = _ARROWS.sub(" ", folded).strip()
    if not folded:
        return ()
    parts = _parts(folded)
    found = [_parse_one(part) for part in parts]
    if len(found) > 1 and any(each.value is None for each in found):
        whole = _parse_one("".join(parts))
        return (whole,) if whole.value is not None else (replace(whole, raw=_ARROWS.sub("", text).strip()),)
    if len(found) == 1:
        return (replace(found[0], raw=_ARROWS.sub("", text).strip()),)
    return tuple(found)


def _parts(text: str) -> list[str]:
    """A cell's lines, put together again where a line break only wrapped one value, or parted where it has two."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined: list[str] = []
    for line in lines:
        if joined and (line.startswith("(") or joined[-1].count("(") > joined[-1].count(")")):
            joined[-1] += line
        else:
            joined.append(line)
    if len(joined) > 1 and all(_matches(line) for line in joined):
        return joined
    whole = "".join(joined)
    if _matches(whole):
        return [whole]
    for separator in (r"\s+(?=\D)", r"[、,/／;](?!\d{3})", r"(?<=[%歳人件回点円])(?=[^\d\s()%以未])"):
        pieces = [piece.strip() for piece in re.split(separator, " ".join(joined)) if piece.strip()]
        if len(pieces) > 1 and all((m := _matches(piece)) and m["group"] for piece in pieces):
            return pieces
    return [whole]


def _matches(text: str) -> re.Match[str] | None:
    match = _QUANTITY.match(_LEADING_YEAR.sub("", text))
    if match is None:
        return None
    words = (match["group"] or "", match["unit"])
    return None if any(_PARTICLES.search(word) for word in words) else match


def _parse_one(text: str) -> Quantity:
    match = _matches(text)
    if match is None:
        return _without_number(text)
    year = next((y for note in re.findall(r"\(([^()]*)\)", match["notes"]) if (y := parse_year(note))), None)
    if year is None and _LEADING_YEAR.match(text):
        year = parse_year(text)
    value = Decimal(match["number"].replace(",", ""))
    if match["scale"]:
        value = (value * _SCALES[match["scale"]]).quantize(Decimal(1))
        if match["low"]:
            value += Decimal(match["low"].replace(",", "")) * _SCALES.get(match["lowscale"], 1)
    if match["sign"] in ("-", "▲", "△", "−"):
        value = -value
    group = match["group"] or ""
    if group and _APPROXIMATE.match(group):
        group = ""
    return Quantity(
        raw=text,
        value=value,
        unit=match["unit"].strip() + (match["per"] or ""),
        bound=_BOUNDS.get(match["bound"] or ""),
        group=group,
        fiscal_year=year.value if year and year.fiscal else None,
        calendar_year=year.value if year and not year.fiscal else None,
    )


def _without_number(text: str) -> Quantity:
    bare = re.sub(r"\([^()]*\)", "", text).strip()
    bound: Bound | None = None
    missing: Missing | None = Missing.QUALITATIVE
    if _RISE.match(bare):
        bound, missing = Bound.RISE, None
    elif _NONE.match(bare) or _NOT_APPLICABLE.match(bare):
        missing = Missing.NOT_APPLICABLE
    elif _NOT_PUBLISHED.search(bare):
        missing = Missing.NOT_PUBLISHED
    elif _ABOLISHED.search(bare):
        missing = Missing.ABOLISHED
    # A year inside a sentence is part of the sentence, not the year of a value.
    year = None if missing is Missing.QUALITATIVE else parse_year(text)
    return Quantity(
        text,
        bound=bound,
        missing=missing,
        fiscal_year=year.value if year and year.fiscal else None,
        calendar_year=year.value if year and not year.fiscal else None,
    )

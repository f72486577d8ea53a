"""Numbers and dates of a spreadsheet as a person sees them (number formats: ECMA-376 Part 1, 18.8.31).

0.953 in the format `0.0%` reads 95.3%; a format that says more than can be done here leaves the plain number.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

__all__ = ["format_value"]

# Parts of a format: literals in quotes or escaped, colours and conditions, padding, and the letters that mean digits.
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<locale>\[\$(?P<currency>[^\]-]*)[^\]]*\])|(?P<bracket>\[[^\]]*\])'
    r"|_(?P<padding>.)|\*(?P<fill>.)|(?P<general>[Gg]eneral|G/標準)|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)|(?P<percent>[%％])"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[gG]+|[eE]+(?![+-])|[aA]{3,4}|[hH]+|[sS]+|AM/PM|am/pm)|(?P<literal>.)",
    re.DOTALL,
)
_ERAS: Final = ((date(2019, 5, 1), "令和", "R"), (date(1989, 1, 8), "平成", "H"), (date(1926, 12, 25), "昭和", "S"))
_WEEKDAYS: Final = "月火水木金土日"

# A cell holds a double: up to 1e308, and that is shown digit by digit.
_WIDE: Final = Context(prec=400)


def format_value(value: object, number_format: str) -> str:
    """The text of a cell; strings pass, None is empty.

    >>> format_value(0.953, "0.0%"), format_value(1234567, '#,##0"人"'), format_value(-3, '#,##0;"▲"#,##0')
    ('95.3%', '1,234,567人', '▲3')
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(value, number_format)
    if isinstance(value, date):
        return _date(value, number_format)
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute)
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return "" if value is None else str(value).upper() if isinstance(value, bool) else str(value)


def _number(value: float, number_format: str) -> str:
    sections = _sections(number_format)
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    if any("[<" in section or "[>" in section or "[=" in section for section in sections):
        return _plain(exact)
    section, shown = sections[0], exact
    if exact < 0 and len(sections) > 1:
        section, shown = sections[1], -exact  # the section for negative numbers prints its own sign
    elif exact == 0 and len(sections) > 2:
        section = sections[2]
    return _render(shown, section)


def _render(number: Decimal, section: str) -> str:
    before: list[str] = []
    after: list[str] = []
    digits: str | None = None
    percent = False
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup if match.lastgroup != "currency" else "locale"
        if kind in ("bracket", "padding", "fill"):
            continue
        if kind in ("digits", "general"):
            if digits is not None:
                return _plain(number)  # a fraction, a telephone number
            digits = match[0]
            continue
        if kind == "date" or match[0] in "Ee@/?":
            return _plain(number)
        percent = percent or kind == "percent"
        text = next((match[g] for g in ("quoted", "escaped", "currency") if match[g] is not None), match[0])
        (before if digits is None else after).append("" if kind == "locale" and not match["currency"] else text)
    if digits is None:
        return "".join(before).strip() if section.strip() else ""
    body = _plain(number) if digits[0] in "Gg" else _digits(number * 100 if percent else number, digits)
    sign = "-" if body.startswith("-") else ""
    return (sign + "".join(before) + body.removeprefix("-") + "".join(after)).strip()


def _digits(number: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    fraction = fraction.rstrip(",")
    stripped = pattern.rstrip(",")
    number = number.scaleb(-3 * (len(pattern) - len(stripped)))  # each comma at the end: thousands
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP, context=_WIDE)
    grouped = "," in whole.rstrip(",")
    text = f"{abs(rounded):,f}" if grouped else f"{abs(rounded):f}"
    optional = len(fraction) - len(fraction.rstrip("#?"))
    if optional and "." in text:
        text = text[: len(text) - optional] + text[len(text) - optional :].rstrip("0")
        text = text.removesuffix(".")
    head, dot, tail = text.partition(".")
    head = head.zfill(whole.count("0")) if not grouped else head
    return ("-" if rounded < 0 else "") + head + dot + tail


def _plain(number: Decimal) -> str:
    """As `General` shows it: whole numbers wholly, others with ten digits at most, never in powers of ten."""
    if number == number.to_integral_value():
        return f"{number:.0f}"
    places = max(0, 10 - max(1, number.adjusted() + 1)) if number.adjusted() >= 0 else 9 - min(number.adjusted(), 0)
    return f"{number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE):f}".rstrip(
        "0"
    ).removesuffix(".")


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[str, ...]:
    """The parts between semicolons that are not in quotes: positive, negative, zero, text."""
    parts = re.findall(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', number_format or "General")
    # The pattern finds the empty end of the text as well, which is a section only behind a semicolon.
    return tuple(parts if len(parts) == 1 or number_format.endswith(";") else parts[:-1])


def _date(value: date, number_format: str) -> str:
    section = _sections(number_format)[0]
    tokens = [(match.lastgroup, match) for match in _TOKEN.finditer(section)]
    letters = {match[0][0].lower() for kind, match in tokens if kind == "date"}
    words = "".join(match["quoted"] or match["escaped"] or match["literal"] or "" for _, match in tokens)
    # 2023/3/31 and 31-Mar-23 become 2023年3月31日, with the parts that the format shows; Japanese formats stay.
    if not re.search(r"[年月日]", words):
        parts = [f"{value.year}年"] if letters & {"y", "e"} else []
        parts += (
            [f"{value.month}月"] if "m" in letters and (letters & {"y", "e", "d"} or not letters & {"h", "s"}) else []
        )
        parts += [f"{value.day}日"] if "d" in letters else []
        clock = f"{value.hour}:{value.minute:02d}" if isinstance(value, datetime) and "h" in letters else ""
        return (
            ("".join(parts)) + (" " + clock if clock else "")
        ).strip() or f"{value.year}年{value.month}月{value.day}日"
    return "".join(_date_token(value, kind, match) for kind, match in tokens).strip()


def _date_token(value: date, kind: str | None, match: re.Match[str]) -> str:
    letter, length = match[0][0].lower(), len(match[0])
    day = value.date() if isinstance(value, datetime) else value
    era = next(((name, short, day.year - start.year + 1) for start, name, short in _ERAS if day >= start), None)
    if kind == "date":
        clock = value if isinstance(value, datetime) else datetime.min.replace(tzinfo=UTC)
        return {
            "y": f"{value.year % 100:02d}" if length <= 2 else f"{value.year}",
            "e": str(era[2]) if era else str(value.year),
            "g": ("" if era is None else era[0] if length == 3 else era[0][0] if length == 2 else era[1]),
            "m": f"{value.month:02d}" if length == 2 else f"{value.month}",
            "d": f"{value.day:02d}" if length == 2 else f"{value.day}",
            "a": _WEEKDAYS[value.weekday()],
            "h": f"{clock.hour}",
            "s": f"{clock.second:02d}",
        }[letter]
    if kind in ("quoted", "escaped", "literal"):
        return match["quoted"] or match["escaped"] or match["literal"] or ""
    return match[0] if kind == "digits" else ""

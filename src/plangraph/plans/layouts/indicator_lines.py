"""Indicators in prose: `新規就農者数　2人（2018年度）→ 10人（2024年度）`, one a line or item."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plangraph.model import Missing
from plangraph.plans.columns import Cells, Column, Header
from plangraph.plans.layouts.cells import read_indicator
from plangraph.plans.numerals import year_once
from plangraph.plans.value_units import unit_in_brackets
from plangraph.plans.values import parse_quantities
from plangraph.plans.years import YEAR, parse_year

if TYPE_CHECKING:
    from plangraph.model import Block, Indicator, Span

__all__ = ["read_indicator_lines", "read_steps"]

_LONGEST: Final = 200  # characters; what is longer is prose
_BULLET: Final = re.compile(r"^[・○◯●◆◇■□▪*\-\s]+")
# The first value begins with what a number may begin with, or is a dash.
_VALUE: Final = (
    r"(?:[年月週]間?|約|およそ|おおよそ|概ね|おおむね|延べ|累計|[▲△±+\-−－])?\s*[0-9０-９][^→⇒➡➔▶►]*?"
    r"|[-－―ー—–](?:\s*[(（][^()（）→]+[)）])?"
)
_VALUES_FIRST: Final = re.compile(rf"^{_VALUE}\s*[→⇒➡➔▶►]")
_FROM_TO: Final = re.compile(
    rf"^(?P<name>[^\s→⇒➡➔▶►][^→⇒➡➔▶►]*?)(?:\s*[:：]\s*|[\s　]+)(?:現状値?|基準値?)?\s*(?P<from>{_VALUE})\s*[→⇒➡➔▶►]+\s*"
    rf"(?:目標値?)?\s*(?P<to>{_VALUE})\s*$"
)
# 基準値（R5）96.2%　目標値（R10）100%: each value behind its name, perhaps with the year between.
_YEARED: Final = r"\s*(?:[(（](?P<{0}_year>[^()（）]{{2,10}})[)）])?\s*[:：]?\s*(?P<{0}>" + _VALUE + ")"
_NAMED: Final = re.compile(
    r"^(?:指標名?\s*[:：]\s*)?(?P<name>\S.*?)(?:\s*[:：]\s*|[\s　]+|[(（])"
    r"(?:現状|現況|現在|基準|当初|(?:計画|戦略|プラン|ビジョン)?策定時(?:の(?=値))?)値?"
    + _YEARED.format("baseline")
    + r"[\s　、,／/]+(?:最終)?目標値?"
    + _YEARED.format("target")
    + r"\s*[)）]?$"
)
# R5：6,210歩 → R17：7,100歩, 令和5年度 320世帯 → 令和10年度 400世帯, (R5)320世帯 → (R10)400世帯: each behind its year.
_DATED: Final = re.compile(
    r"^(?P<name>\S.*?)[\s:]+[(]?(?P<baseline_year>"
    + YEAR.replace("?P<", "?P<x_")
    + rf")末?\s*[:)\s]\s*(?P<baseline>{_VALUE})\s*[→⇒➡➔▶►]+\s*[(]?(?P<target_year>"
    + YEAR.replace("?P<", "?P<y_")
    + rf")末?\s*[:)\s]\s*(?P<target>{_VALUE})\s*$"
)
# 現状（R3）412人 → 目標（R7）900人　実績（R6）655人: values behind their labels, each perhaps with its year.
_SERIES: Final = re.compile(
    r"(?:(?<=[\s:、,/→⇒➡➔▶►(])|^)(?P<label>現状|現況|現在|基準|当初|(?:(?:計画|戦略|プラン|ビジョン)?策定|就任)時(?:の(?=値))?|(?:中間|最終)?目標|実績|最新)値?\s*"
    rf"(?P<year>[(]?(?:{YEAR.replace('?P<', '?P<s_')})末?[)]?)?\s*:?\s*(?=(?:約|延べ|累計|年間?)?[-▲△±+]?\s*\d|[-―ー—])"
)
# 52%（R5）→ 70%（R11）→ 80%（R16）: values with their years, at least three, behind a name.
_NAME_FIRST: Final = re.compile(
    rf"^(?P<name>\S.*?)(?:\s*[:：]\s*|[\s　]+)(?=(?:現状値?|基準値?)?\s*(?:{_VALUE})\s*[(（])"
)
_ARROW: Final = re.compile(r"\s*[→⇒➡➔▶►]+\s*(?:(?:中間|最終)?目標値?)?\s*")
_LABEL: Final = "(?:現状|現況|基準|当初|策定時|(?:中間|最終)?目標|実績|最新)値?"
# 【現状】12人（R4）【目標】20人（R9）: labels in brackets.
_BRACKETED: Final = re.compile(rf"\s*[【\[](?P<label>{_LABEL})[】\]]\s*:?")
# 20人（R9）［現状値 12人（R4）］: a value, and in brackets the one that it is compared with.
_COMPARED: Final = re.compile(
    rf"^(?!(?:目標|実績|現状|基準)値?[\s:])(?P<name>\S.*?)(?:\s*:\s*|\s+)(?P<to>{_VALUE})\s*"
    rf"[\[(]\s*(?:現状|現況|基準|当初|策定時)値?\s*:?\s*(?P<from>{_VALUE})\s*[\])]$"
)
_PAIRS: Final = (["actual", "target"], ["baseline", "target"])
_BETWEEN: Final = " \u3000、,/:→⇒➡➔▶►"
_FEWEST: Final = 3
_HEADER: Final = Header((Column(0, "baseline", "", None), Column(1, "target", "", None)), 0)


def read_indicator_lines(block: Block) -> list[Indicator]:
    """The indicators of a block of which every line is one; else none."""
    found = [_read_line(line, block.span) for line in _whole(block.text)]
    read = [each for each in found if each is not None]
    return read if len(read) == len(found) else []


def _whole(text: str) -> list[str]:
    """The lines of a text, those that begin with values put behind the name above them."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and _VALUES_FIRST.match(line.strip()) and not _ARROW.search(lines[-1]):
            lines[-1] += f"\u3000{line.strip()}"
        else:
            lines.append(line)
    return lines


def _read_line(text: str, span: Span) -> Indicator | None:
    """The indicator with baseline and target that a line states; None where it states no number."""
    line = year_once(_BULLET.sub("", text.strip()))
    if len(line) > _LONGEST:
        return None
    if series := _read_series(unicodedata.normalize("NFKC", line), span):
        return series
    if match := _DATED.match(unicodedata.normalize("NFKC", line)):
        said = {key: match[key] for key in ("baseline", "target", "baseline_year", "target_year")}
        said["indicator"] = match["name"]
    elif match := _COMPARED.match(unicodedata.normalize("NFKC", line)) or _FROM_TO.match(line):
        said = {"indicator": match["name"], "baseline": match["from"], "target": match["to"]}
    elif match := _NAMED.match(line):
        said = {"indicator": match["name"], "baseline": match["baseline"], "target": match["target"]}
        if said["target"].count("(") + said["target"].count("（") > sum(map(said["target"].count, ")）")):
            # The bracket closes a note of the value, not one around both values.
            said["target"] += "）" if "（" in said["target"] else ")"
        said |= {f"{role}_year": match[f"{role}_year"] or "" for role in ("baseline", "target")}
    else:
        return None
    said["indicator"], said["unit"] = unit_in_brackets(said["indicator"])
    indicator = read_indicator(Cells.of_line(said, span), _HEADER, span)
    return indicator if indicator and any(each.value is not None for each in indicator.observations) else None


def _read_series(line: str, span: Span) -> Indicator | None:
    """The indicator of a line of a name and three or more labelled values of different kinds, all of them numbers.

    Two do where one is what was reached and one what is aimed at: 実績18者（令和7年度）　目標25者（令和10年度）.
    """
    line = _BRACKETED.sub(r" \g<label> ", line)
    labels = list(_SERIES.finditer(line))
    if len(labels) < _FEWEST and sorted(_role(each["label"]) for each in labels) not in _PAIRS:
        return None
    name = line[: labels[0].start()].strip(_BETWEEN)
    ends = [*(each.start() for each in labels[1:]), len(line)]
    name, unit = unit_in_brackets(name)
    said = {"indicator": name, "unit": unit}
    columns: list[Column] = []
    for match, end in zip(labels, ends, strict=True):
        value, role = line[match.end() : end].strip(_BETWEEN), _role(match["label"])
        quantities = parse_quantities(value)
        if not quantities or any(each.missing is Missing.QUALITATIVE for each in quantities):
            return None
        columns.append(Column(len(columns), role, "", parse_year(match["year"] or "")))
        count = sum(each.role == role for each in columns)
        said[role if count == 1 else f"{role}#{count}"] = value
    if not name or "。" in name or name.endswith("(") or len({each.role for each in columns}) == 1:
        return None
    return read_indicator(Cells.of_line(said, span), Header(tuple(columns), 0), span)


def read_steps(text: str, span: Span) -> Indicator | None:
    """The indicator of a line behind a label of targets: its value at the start, and two aims or more, by year.

    Each value has its year in brackets, and the years ascend; what is called 実績 is none of the aims.
    """
    line = year_once(_BULLET.sub("", text.strip()))
    match = _NAME_FIRST.match(line) if len(line) <= _LONGEST and "実績" not in line else None
    values = _ARROW.split(re.sub(r"^(?:現状|基準)値?\s*", "", line[match.end() :])) if match else []
    if match is None or len(values) < _FEWEST or not all(re.search(r"[)）]$", value) for value in values):
        return None
    years = [parse_year(value) for value in values]
    order = [year.value for year in years if year is not None]
    if len(order) < len(values) or any(one >= two for one, two in pairwise(order)):
        return None
    columns = (Column(0, "baseline", "", None), *(Column(at, "target", "", None) for at in range(1, len(values))))
    keys = ["baseline", "target", *(f"target#{at}" for at in range(2, len(values)))]
    said = {"indicator": match["name"], **dict(zip(keys, values, strict=True))}
    indicator = read_indicator(Cells.of_line(said, span), Header(columns, 0), span)
    told = indicator is not None and all(each.value is not None for each in indicator.observations)
    return indicator if told else None


def _role(label: str) -> str:
    if label.endswith("目標"):
        return "target"
    return "actual" if label in ("実績", "最新") else "baseline"

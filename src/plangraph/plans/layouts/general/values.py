"""Values with their labels on a line or in a cell: `現在(2021年度):9人`, `令和9年度 20件`."""

from __future__ import annotations

import re
from typing import Final

from plangraph.model import Missing
from plangraph.plans.numerals import fold_printed
from plangraph.plans.values import parse_quantities
from plangraph.plans.vocabulary import fold
from plangraph.plans.years import YEAR

__all__ = ["VALUE_GAP", "indicator_name", "joined_values", "labelled_values", "target_alone", "value_label"]

_LABELLED: Final = re.compile(
    r"(?P<label>現状値?|現在値?|基準値?|策定時(?:の値)?|当初値?|中間目標値?|最終目標値?|目標値?|実績値?|最新値)?\s*"
    rf"[(]?\s*(?P<year>(?:{YEAR.replace('?P<', '?P<y_')})(?:末|時点|\s*\d{{1,2}}月)*)?\s*[)]?\s*[:]?\s*"
)
# 令和4年度実績：2回
_YEAR_FIRST: Final = re.compile(
    rf"^[(]?(?P<year>(?:{YEAR.replace('?P<', '?P<w_')})末?)[)]?\s*の?(?P<label>現状|基準|計画|目標|実績)値?"
    r"\s*[:]?\s*(?P<value>\S.*)$"
)
_ROLES: Final = (
    ("現", "baseline"), ("基準", "baseline"), ("策定", "baseline"), ("計画策定", "baseline"),
    ("当初", "baseline"), ("実績", "actual"), ("最新", "actual"),
)  # fmt: skip
_NAME: Final = re.compile(
    r"^(?:(?:成果|活動|評価|管理|数値|目標)?指標名?(?:\s*[0-9①-⑨]{1,2})?|(?:重要業績評価指標\s*)?[(]?KPI[)]?(?:\s*[0-9①-⑨]{1,2})?)\s*[:]\s*(?P<name>[^:]{2,60})$"
)
_SPACED_NAME: Final = re.compile(
    r"^(?:指標名?|KPI) +(?P<name>(?!(?:現状|基準|目標|実績)(?:値|年度)?$|単位$)"
    r"(?:[^\s:。\d]|\d(?=[人日年月]?[当あ]たり|世帯[当あ]たり)){3,40})$"
)
_PAIR: Final = re.compile(r"(?P<label>計画|目標|実績|現状|基準)値?\s*[:]?\s*(?P<value>[^計目実現基]+)")
_TARGET: Final = re.compile(
    r"^[・○●◆■\-]*\s*(?P<name>[^\d\s:][^:]{2,40}?)\s*(?::|\s|…+|を)\s*(?P<value>"
    rf"(?:(?:{YEAR.replace('?P<', '?P<u_')})末?までに?、?)?(?:\d+年間で|約|年間?|延べ|累計)?\s*[-▲△±+]?\d.*)$"
)
# A label of a value on a line of its own, with the value on the next: dt and dd, or a frame read line by line.
_VALUE_LABEL: Final = re.compile(
    r"^(?:現状|現在|基準|当初|策定時|(?:中間|最終)?目標|実績|最新)値?\s*(?:[(（][^()（）]{2,12}[)）])?\s*[:：]?$"
)
# Values stand apart by wide gaps, or each begins with its label: 基準（2020年度）：912g 目標（2030年度）：780g.
VALUE_GAP: Final = re.compile(
    r"[\n\u3000]| {2,}|(?:\s+|\s*[、,/／]\s*)"
    r"(?=(?:現状|現在|基準|当初|策定時|(?:中間|最終)?目標|実績|最新)値?(?:\s*[:：(（]|\s?[▲△約\d０-９]))"
)
# A label beside a value, and the year within it: 目標値（令和7年度）, 令和6年度実績.
_LABEL_YEAR: Final = re.compile(rf"[(]?(?:{YEAR.replace('?P<', '?P<v_')})(?:末|時点)*の?[)]?")
_LABEL_WORD: Final = re.compile(
    r"^(?P<word>現状|現在|現況|基準|当初|(?:計画)?策定時|(?:中間|最終)?目標|実績|最新)(?:の?数?値)?$"
)


def value_label(text: str) -> tuple[str, str] | None:
    """Role and year of the values beside `目標値（令和7年度）`, `R6実績`; None for a label of anything else."""
    folded = fold(text)
    match = _LABEL_WORD.match(_LABEL_YEAR.sub("", folded, count=1))
    year = _LABEL_YEAR.search(folded)
    return (_role(match["word"]), year[0] if year else "") if match else None


def indicator_name(text: str) -> str | None:
    """`指標名：貸出冊数（冊）`, `指標 貸出冊数`: the name that a line gives to the values below it."""
    folded = fold_printed(text.strip())
    match = _NAME.match(folded) or _SPACED_NAME.match(folded)
    return match["name"].strip() if match else None


def target_alone(text: str) -> tuple[str, str] | None:
    """Name and value of `新規雇用者数　5年間で30人`, behind a label that calls it a target; None for other text."""
    match = _TARGET.match(fold_printed(text.strip()))
    quantities = parse_quantities(match["value"]) if match else []
    if match is None or len(quantities) != 1 or quantities[0].value is None:
        return None
    return match["name"].strip(), match["value"]


def labelled_values(text: str) -> list[tuple[str, str, str]]:
    """Role, year and value of `現在（2021年度）：9人`; empty unless the text is that alone.

    A year alone as label says no role: it is "".
    """
    folded = fold_printed(text).strip()
    several = _several(folded)
    if several:
        return several
    behind = _YEAR_FIRST.match(folded)
    if behind:
        found = parse_quantities(behind["value"])
        good = found and all(q.value is not None for q in found)
        return [(_role(behind["label"]), behind["year"], behind["value"])] if good else []
    match = _LABELLED.match(folded)
    if match is None or not (match["label"] or match["year"]):
        return []
    value = folded[match.end() :].strip()
    if match["label"] is None and not re.search(r"[:)]\s*$", folded[: match.end()]):
        return []
    found = parse_quantities(value)
    if not found or any(q.value is None and q.bound is None and q.missing is not Missing.NOT_PUBLISHED for q in found):
        return []  # but 2030年：延伸 and 実績：未公表 say something
    label = match["label"] or ""
    return [(_role(label) if label else "", match["year"] or "", value)]


def joined_values(text: str) -> str:
    """A text with each label of a value on the line of that value: 目標値（R9）, and below it 9件."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and _VALUE_LABEL.match(lines[-1]) and labelled_values(told := f"{lines[-1].rstrip(':： ')}：{line}"):
            lines[-1] = told
        else:
            lines.append(line)
    return "\n".join(lines)


def _role(label: str) -> str:
    return next((role for word, role in _ROLES if label.startswith(word)), "target")


def _several(text: str) -> list[tuple[str, str, str]]:
    """令和2年度 目標 240 実績 241: a year, and the values of it."""
    pairs = list(_PAIR.finditer(text))
    year = text[: pairs[0].start()].strip(" :") if len(pairs) > 1 else ""
    if not year or not re.fullmatch(YEAR + "末?", year):
        return []
    found = [(_role(pair["label"]), year, pair["value"].strip(" 、,/")) for pair in pairs]
    return found if all(len(q := parse_quantities(v)) == 1 and q[0].value is not None for _, _, v in found) else []

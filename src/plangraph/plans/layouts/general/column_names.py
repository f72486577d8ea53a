"""What the cells of a header and of a form are called: columns by role, kinds of values, labels with what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.plans.units import looks_like_units
from plangraph.plans.vocabulary import fold, form_role, is_column_group, is_expected, part_role, register_role
from plangraph.plans.years import YEAR, parse_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row

__all__ = ["VALUES", "YEARS", "is_form_row", "is_known", "is_strong", "kind_of", "noted_kind", "role_of"]

VALUES: Final = frozenset({"baseline", "target", "actual"})
_KIND: Final = re.compile(
    r"^[(]?(?P<word>計画|目標|予定|見込|実績|実施|現状|基準|達成率|進捗率|達成度)(?P<rest>値|額|数)?[)]?$"
)
_KINDS: Final = {"計画": "target", "目標": "target", "予定": "target", "実績": "actual", "実施": "actual",
                 "現状": "baseline", "基準": "baseline"}  # fmt: skip
_ERA: Final = r"(?:令和|平成|[RH])\s*(?:元|\d{1,2})"
_TWICE: Final = rf"{_ERA}\s*[(]\s*20\d\d\s*[)]\s*年\s*度?|20\d\d\s*[(]\s*{_ERA}\s*[)]\s*年\s*度?"  # 令和6(2024)年度
YEARS: Final = re.compile(rf"^[(]?(?:{_TWICE}|{YEAR.replace('?P<', '?P<x_')})(?:末|時点|現在|中)?[)]?(?:の)?")
_YEAR_BEHIND: Final = re.compile(rf"^(?P<word>基準|現状|目標|実績)年度?[(](?:{YEAR.replace('?P<', '?P<b_')})[)]$")
_FIRST: Final = re.compile(r"(?:計画|戦略|プラン|ビジョン)?(?:の?策定|開始)時|当初|現況")
_LAST: Final = re.compile(r"(?:計画)?最終(?:年度?|目標)?|計画期間終了時")
_PARTS: Final = frozenset({"unit", "definition", "rate"})
_TIMES: Final = frozenset({"term", "deadline", "start"})
_FEWEST: Final = 3  # columns that a row names
_LONGEST_NAME: Final = 10  # letters of a name that is not known


def is_form_row(row: Row) -> bool:
    """A label, and beside it what no column or year is called."""
    filled = [cell for cell in row.cells if cell]
    if _names_values(filled) or _names_columns(row.cells):
        return False
    if len(filled) >= 4 and len(filled) % 2 == 0:  # labels and values by turns, though a label may not be known
        labels, values = filled[::2], filled[1::2]
        turns = sum(form_role(cell) is not None for cell in labels) * 2 >= len(labels)
        if turns and not any(is_known(cell) for cell in values):
            return True
        dated = [_asks_when(label) for label, cell in zip(labels, values, strict=True) if is_known(cell)]
        if turns and dated and all(dated):  # 事業開始年度 | 平成25年度 | 担当課 | 港湾課: its year heads no column
            return True
    for at in (0, 1):
        if len(filled) > at + 1 and form_role(filled[at]) is not None:
            value = filled[at + 1]
            when = len(filled) == at + 2 and _asks_when(filled[at]) and YEARS.fullmatch(fold(value))
            return bool(when) or (is_known(value) is False and not (at and len(filled[0]) > 14))
    return False


def is_strong(row: Row) -> bool:
    """Whether a row of a form begins with a label that heads no column."""
    role = form_role(next(cell for cell in row.cells if cell))
    return role in {"project", "description", "nextStep", "department", "action", "challenge", "situation", "grade"}


def _names_values(cells: Sequence[str]) -> bool:
    """指標 | 性別等 | 策定時 | 目標値: names of an indicator's columns, though one may not be known, and no values."""
    roles = [role_of(cell) for cell in cells]
    others = [fold(cell) for cell, role in zip(cells, roles, strict=True) if role is None]
    if "indicator" not in roles or len(VALUES & set(roles)) < 2 or len(others) * 2 >= len(cells):
        return False
    return not any(re.search(r"\d", each) and not YEARS.fullmatch(each) for each in others)


def _names_columns(cells: Sequence[str]) -> bool:
    """取組 | ねらいと手法 | 所管: the last of an odd number of cells is a label too, and has no value behind it."""
    if len(cells) < _FEWEST or len(cells) % 2 == 0 or not all(cells):
        return False
    labels = [form_role(cells[0]), form_role(cells[-1])]
    others = [fold(cell) for cell in cells[1:-1]]
    plain = all(len(each) <= _LONGEST_NAME and not re.search(r"[\d。、:]", each) for each in others)
    return plain and all(labels) and labels[0] != labels[1] and not any(map(looks_like_units, others))


def _asks_when(label: str) -> bool:
    """Whether a label asks for a time, so that a year beside it answers."""
    return form_role(label) in _TIMES or register_role(label) in _TIMES


def is_known(cell: str) -> bool:
    """Whether a cell is a name of columns, a year, or what kind of value a row holds."""
    return bool(
        role_of(cell)
        or noted_kind(cell)
        or YEARS.fullmatch(fold(cell))
        or is_column_group(cell)
        or kind_of(cell)
        or form_role(cell)
    )


def kind_of(cell: str) -> str | None:
    """Whether a cell says that its row holds targets or results; "rate" for what follows from the two."""
    match = _KIND.match(fold(cell))
    return _KINDS.get(match["word"], "rate") if match else None


def noted_kind(name: str) -> str | None:
    """R7（目標）, R10（最終）, 基準年度（H30）: a year and a note, of which one says of what kind the values are."""
    behind = _YEAR_BEHIND.match(fold(name))
    if behind:
        return _KINDS[behind["word"]]
    notes = re.findall(r"[(]([^()]*)[)]", fold(name)) if parse_year(name) else []
    for kind, ends in (("target", _LAST), ("baseline", _FIRST)):
        if any(ends.fullmatch(note) for note in notes):
            return kind
    return next((told for note in notes if (told := kind_of(note)) in VALUES), None)


def role_of(name: str) -> str | None:
    """The role of a name without its year, its unit and its note."""
    text = fold(name)
    bare = re.sub(r"[(][^()]*[)]", "", text)
    bare = YEARS.sub("", bare) or ""
    variants = [each for each in (text, bare, re.sub(YEAR.replace("?P<", "?P<z_"), "", bare)) if each]
    parts = (part_role(each) for each in variants)
    found = next((part for part in parts if part in VALUES or part in _PARTS), None)
    if found == "actual" and is_expected(text):
        return None
    return found or next((role for each in variants if (role := register_role(each))), None)

"""What a label or a column says of an element: charge, judgement, deadline, texts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Assessment, ElementKind, Reference, ReferenceKind, Status, Text, TextRole
from plangraph.plans.amounts import read_amounts
from plangraph.plans.layouts.cells import parse_sdgs
from plangraph.plans.layouts.scale import meaning_of
from plangraph.plans.layouts.times import tell_time
from plangraph.plans.listed_titles import listed_titles
from plangraph.plans.outline import join_lines, numbered_title
from plangraph.plans.shares import is_share
from plangraph.plans.units import (
    division_named,
    leading,
    looks_like_units,
    parse_responsibilities,
    unread_units,
    within,
)
from plangraph.plans.vocabulary import form_role, is_supporting, status_of
from plangraph.plans.years import parse_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plangraph.model import Grade, Responsibility, Row, Span
    from plangraph.plans.columns import Column
    from plangraph.plans.tree import Node
    from plangraph.plans.years import Year

__all__ = [
    "LONGEST_MARK",
    "SILENT",
    "TEXTS",
    "charge",
    "is_grade",
    "is_noted",
    "is_of_scale",
    "judgement",
    "judgements_among",
    "name_grades",
    "only_units",
    "tell",
    "tell_beside",
    "texts_among",
]

LONGEST_MARK: Final = 30  # letters of a judgement in a cell; what is longer speaks of it
SILENT: Final = re.compile(r"^[-－ー―—–‐ 　/／]*$")
TEXTS: Final = {
    "vision": TextRole.VISION, "situation": TextRole.SITUATION, "satisfaction": TextRole.SITUATION,
    "challenge": TextRole.CHALLENGE, "action": TextRole.ACTION, "initiatives": TextRole.ACTION,
    "direction_of_action": TextRole.ACTION, "result": TextRole.RESULT, "results": TextRole.RESULT,
    "progress": TextRole.RESULT, "nextStep": TextRole.NEXT_STEP, "next_steps": TextRole.NEXT_STEP,
    "delayReason": TextRole.DELAY_REASON, "collaboration": TextRole.COLLABORATION,
}  # fmt: skip
_UNITS_BEHIND: Final = re.compile(r"[(（](?P<units>[^()（）]*(?:課|室|局|部|係)\s*)[)）]")
_CHARGED: Final = re.compile(
    r"^(?P<title>.*\S)\s*[(（【〔［\[](?P<units>[^()（）【】〔〕［］\[\]]{2,60})[)）】〕］\]]$"
)
# 福祉課（協力：住宅課）: within the brackets a label says whose unit it is.
_LABEL_WITHIN: Final = re.compile(
    r"^\s*(?P<label>(?:協力|関係|関連|連携|支援|主|副)?(?:担当|主管|所管)?(?:課|室|部署)?)\s*[:：]\s*"
)
_SIGN_FIRST: Final = re.compile(
    r"^(?P<sign>[★☆]{2,5}|[A-ES◎○〇◯△▲▽▼×✕●☆★◇◆])\s*(?:[:(]\s*|\s)?(?P<words>[^A-Za-z()]{2,20}?)\)?$"
)
_LONGEST_GRADE: Final = 40
_NOTED: Final = re.compile(r"^(?P<words>[^()（）。]{2,12})[(（][^()（）。]{1,16}[)）]$")
_OF_A_PLAN: Final = re.compile(r"計画の?期間")  # beside the heading of a goal: no deadline of it alone
_UPPER: Final = frozenset({ElementKind.POLICY, ElementKind.GOAL})
_LABEL: Final = re.compile(r"^(?P<label>[^\s:：。]{2,10})\s*[:：]\s*(?P<text>\S.*)$", re.DOTALL)
_BESIDE: Final = frozenset({"department", "division", "grade", "term", "start", "deadline", "sdgs", "cost"})


def charge(text: str, span: Span) -> tuple[Responsibility, ...]:
    """The units of a cell; a unit in brackets behind another stands for itself, unless years say whose it succeeds."""
    found: dict[Responsibility, None] = {}
    for part in _parts(text):
        label = _LABEL_WITHIN.match(part)
        helps = label is not None and is_supporting(label["label"])
        told = parse_responsibilities(part[label.end() :] if label else part, span)
        found |= dict.fromkeys(replace(each, supporting=True) if helps else each for each in told)
    return tuple(found)


def only_units(text: str) -> bool:
    """Whether a charge is all that a text says: not 福祉課ほか関係課, nor 福祉課、市民."""
    return not any(unread_units(_LABEL_WITHIN.sub("", part)) for part in _parts(text))


def _parts(text: str) -> list[str]:
    return _UNITS_BEHIND.sub(_part_off, text).split("\0")


def _part_off(match: re.Match[str]) -> str:
    return match[0] if parse_year(match["units"]) else f"\0{match['units']}\0"


def judgement(text: str, span: Span, scale: tuple[Grade, ...], year: Year | None, units: tuple[str, ...]) -> Assessment:
    """A printed judgement on the common scale, where its words or the legend say so."""
    grade = join_lines(text)
    known = {unicodedata.normalize("NFKC", each.grade): each.status for each in scale}
    explained = meaning_of(grade, scale)
    sign = _SIGN_FIRST.match(unicodedata.normalize("NFKC", grade))
    status = explained or status_of(grade)
    if status is None and sign:  # B 概ね順調: the words beside the sign say it, or else the legend of the sign
        status = status_of(sign["words"]) or known.get(sign["sign"])
    fiscal = year.value if year and year.fiscal else None
    return Assessment(grade, span, Status(status) if status else None, fiscal, units=units)


def judgements_among(
    cells: Iterable[tuple[Column, str]], row: Row, scale: tuple[Grade, ...], units: tuple[str, ...]
) -> tuple[Assessment, ...]:
    """The judgements in the cells of a row; a dash is one where the legend says so: －：評価できない."""
    return tuple(
        judgement(cell, row.cell_span(column.index), scale, column.year, units)
        for column, cell in cells
        if column.role == "grade" and len(cell) <= LONGEST_MARK and not is_share(cell)
        if not SILENT.match(cell) or is_of_scale(cell, scale)
    )


def is_grade(text: str, scale: tuple[Grade, ...]) -> bool:
    """Whether a text is a judgement alone, which the scale or the vocabulary knows: ◎ 達成, or C of a legend."""
    grade = unicodedata.normalize("NFKC", join_lines(text))
    if status_of(grade) or is_of_scale(grade, scale):
        return True
    sign = _SIGN_FIRST.match(grade)
    return sign is not None and status_of(sign["words"]) is not None


def is_of_scale(mark: str, scale: tuple[Grade, ...]) -> bool:
    """Whether the document's legend explains a mark, of whatever width either is printed."""
    return meaning_of(mark, scale) is not None


def name_grades(columns: Sequence[Column], rows: Sequence[Row], scale: tuple[Grade, ...]) -> tuple[Column, ...]:
    """The columns; one of no known role (区分), every cell of which is a mark of the legend, holds judgements.

    Not the first: what each row begins with numbers or sorts it.
    """
    if not scale or any(column.role == "grade" for column in columns):
        return tuple(columns)
    marked = {
        column.index
        for column in columns
        if column.role is None
        and column.index
        and (cells := [row.cells[column.index] for row in rows if any(row.cells[column.index : column.index + 1])])
        and all(is_of_scale(cell, scale) for cell in cells)
    }
    return tuple(replace(each, role="grade") if {each.index} == marked else each for each in columns)


def tell(node: Node, role: str, said: tuple[str, str], span: Span, scale: tuple[Grade, ...] = ()) -> bool:
    """Keep with an element what a label says of it (`said`: the label, its text); False where that says nothing."""
    label, text = said
    if (SILENT.match(text) and not (role == "grade" and is_of_scale(text, scale))) or role == "contact":
        return True
    role = _meant(node, role, said, scale)
    if role in ("department", "division", "projects"):
        told = _tell_projects if role == "projects" else _tell_charge
        return told(node, role, (label, text), span)
    if role in ("deadline", "term", "start"):
        tell_time(node, role, text)
    elif role == "cost" and (amounts := read_amounts(label, text, span)):
        node.amounts += amounts
    elif role == "code":
        node.code = node.code or join_lines(text)
    elif role == "grade" and _is_grade(text):
        node.assessments.append(
            judgement(
                text, span, scale, None, tuple(r.unit for r in leading(node.responsibilities) if not r.supporting)
            )
        )
    elif role == "sdgs" and parse_sdgs(text, span):
        known = {(each.goal, each.target) for each in node.sdgs}
        node.sdgs += [each for each in parse_sdgs(text, span) if (each.goal, each.target) not in known]
    elif role in ("related_plans", "related_plan"):
        node.references.append(Reference(ReferenceKind.PLAN, join_lines(text), span))
    elif role in TEXTS:
        # 令和5年度実績 | 99.1%: of which year it is, only the label says.
        node.say(TEXTS[role], f"{label}：{text}" if parse_year(label) else text, span)
    else:
        node.say(TextRole.DESCRIPTION, f"{label}：{text}" if label else text, span, join=not label)
    node.grow(span)
    return True


def tell_beside(node: Node, fact: str, span: Span, scale: tuple[Grade, ...]) -> bool:
    """Tell an element what stands with its label beside its title; False where it is only kept as a text."""
    match = _LABEL.match(fact)
    role = form_role(match["label"]) if match else None
    if match and role in _BESIDE and (role != "department" or only_units(match["text"])):
        return tell(node, role, (match["label"], match["text"]), span, scale)
    node.say(TextRole.DESCRIPTION, join_lines(fact), span, join=False)
    return False


def texts_among(cells: Iterable[tuple[Column, str]], row: Row) -> tuple[Text, ...]:
    """The texts in the cells of a row, each by the role of its column."""
    return tuple(
        Text(TEXTS[column.role], cell, row.cell_span(column.index))
        for column, cell in cells
        if column.role in TEXTS and not SILENT.match(cell)
    )


def _meant(node: Node, role: str, said: tuple[str, str], scale: tuple[Grade, ...]) -> str:
    """What a label means for its text: 状況：達成 judges, 状況：直しました。 does not; 計画期間 of a goal is a text."""
    label, text = said
    if role == "term" and node.kind in _UPPER and _OF_A_PLAN.match(label):
        return "description"
    if role in ("result", "progress") and (status_of(text) or is_noted(text) or is_of_scale(text, scale)):
        return "grade"
    if role == "grade" and is_share(text):
        return "description"  # 達成度：86.7%
    return "result" if role == "grade" and label.endswith("状況") and not _is_grade(text) else role


def is_noted(text: str) -> bool:
    """Whether a text is a judgement and a note in brackets: 検討中（一部実施済み）, 完了（令和6年度）.

    It is kept as it is printed: what the note says of the judgement is for a reader to tell.
    """
    noted = _NOTED.match(join_lines(text))
    return noted is not None and status_of(noted["words"]) is not None


def _is_grade(text: str) -> bool:
    return len(text) <= _LONGEST_GRADE and "。" not in text and not is_share(text)


def _tell_projects(node: Node, _: str, said: tuple[str, str], span: Span) -> bool:
    """The projects that an element consists of, where a text lists their titles."""
    titles = listed_titles(said[1])
    for title in titles:
        charged = _CHARGED.match(title)
        units = charge(charged["units"], span) if charged and looks_like_units(charged["units"]) else ()
        code, name = numbered_title(charged["title"] if charged and units else title)
        node.child(ElementKind.PROJECT, name, span, code).responsibilities += units
    node.grow(span)
    return bool(titles)


def _tell_charge(node: Node, role: str, said: tuple[str, str], span: Span) -> bool:
    """Who is in charge; a division is in charge only where it is all that is said, else the units stand in it."""
    label, text = said
    responsibilities = tuple(
        replace(each, supporting=each.supporting or is_supporting(label)) for each in charge(text, span)
    )
    if role == "division" and responsibilities and not division_named(text):
        role = "department"  # 担当部局：総務課
    if role == "division" and node.responsibilities:
        node.responsibilities = list(within(node.responsibilities, text))
        return any(each.division for each in node.responsibilities)
    if role == "department" and responsibilities and [each.unit for each in node.responsibilities] == [node.division]:
        responsibilities = within(responsibilities, node.division)
        node.responsibilities = []
    node.division = responsibilities[0].unit if role == "division" and len(responsibilities) == 1 else ""
    known = {(each.unit, each.from_fiscal_year, each.to_fiscal_year) for each in node.responsibilities}
    if responsibilities and (role == "department" or not known):
        node.responsibilities += [
            each for each in responsibilities if (each.unit, each.from_fiscal_year, each.to_fiscal_year) not in known
        ]
        node.grow(span)
    return bool(responsibilities)

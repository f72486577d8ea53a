"""Forms: a label and what it says beside or below it, one project or pledge a sheet; the cells as fields."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, TextRole
from plangraph.plans.layouts.general.facts import SILENT, only_units, tell
from plangraph.plans.layouts.general.form_values import tell_values
from plangraph.plans.layouts.general.indicators import add_indicator
from plangraph.plans.layouts.general.items import tell_titles
from plangraph.plans.layouts.general.state import LEVELS, code_and_title
from plangraph.plans.layouts.general.values import value_label
from plangraph.plans.layouts.indicator_lines import read_indicator_lines
from plangraph.plans.layouts.kept import warn_nameless
from plangraph.plans.outline import similar_key
from plangraph.plans.vocabulary import fold, form_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row, Span
    from plangraph.plans.layouts.general.state import State
    from plangraph.plans.tree import Node

__all__ = ["SUBJECTS", "UPPER", "Field", "apply_fields", "move_subject", "open_subject", "read_fields"]

SUBJECTS: Final = ("project", "initiative", "pledge")
UPPER: Final = ("policy", "goal", "section", "measure")
_ORDER: Final = [LEVELS[role] for role in UPPER]
_LONGEST_LABEL: Final = 20
_LONGEST_UNKNOWN: Final = 8
_LONGEST_TITLE: Final = 60
_FILED: Final = re.compile(
    r"^(?:No\.?|(?:整理|事業)?番号)\s*[:.]?\s*(?P<n>\d{1,5}(?:-\d{1,4})*)\s*[:.]?\s*(?P<title>\S.*)$"
)


@dataclass(slots=True)
class Field:
    """A label with its role ("" for one that is not known) and its value."""

    role: str
    label: str
    value: str
    row: Row

    @property
    def known(self) -> bool:
        """Whether the label says what its value is."""
        return bool(self.role) or value_label(self.label) is not None


def read_fields(rows: Sequence[Row]) -> list[Field]:
    """The fields of a form, row by row; a label over several others only groups them."""
    fields: list[Field] = []
    standing: tuple[str, str] | None = None  # a label on a row of its own: its value is on the next
    for row in rows:
        filled = [(at, cell) for at, cell in enumerate(row.cells) if cell]
        if len(filled) == 1:
            cell = filled[0][1]
            role = _role(cell)
            if role is not None and standing is None:
                standing = (role, cell)
            elif standing is not None:
                fields.append(Field(*standing, cell, row))
                standing = None
            elif filled[0][0] > 0 and fields:
                fields[-1].value += f"\n{cell}"
            else:
                fields.append(Field("", "", cell, row))
            continue
        standing = None
        fields += _paired(row, [cell for _, cell in filled]) or _fields(row, filled, fields)
    return fields


def _fields(row: Row, filled: Sequence[tuple[int, str]], before: list[Field]) -> list[Field]:
    found: list[Field] = []
    label: tuple[str, str] | None = None
    for number, (at, cell) in enumerate(filled):
        role = _role(cell)
        if role is not None and not (found and label is None):
            label = (role, cell)
        elif label is not None:
            found.append(Field(*label, cell, row))
            label = None
            if number + 1 < len(filled) and _role(filled[number + 1][1]) is None:
                continue
        elif role is not None:
            label = (role, cell)
        elif found and _is_label(cell) and (len(filled) - number) % 2 == 0:
            label = ("", cell)  # a label that is not known, beside its value
        elif found:  # further cells of one value, as the years of a schedule
            found[-1].value += f"\n{cell}"
        elif at > 0 and before:
            before[-1].value += "\n" + "　".join(text for _, text in filled)
            return []
        elif number + 1 < len(filled) and len(cell) <= _LONGEST_LABEL:
            label = ("", cell)
        else:
            found.append(Field("", "", cell, row))
    return found


def _paired(row: Row, cells: Sequence[str]) -> list[Field]:
    """指標 | 相談件数 | 目標値（R9） | 5件: every other cell a label, one of them of values; none for other rows."""
    labels, values = cells[::2], cells[1::2]
    known = [_role(each) for each in labels]
    if len(labels) != len(values) or not any(map(value_label, labels)) or any(map(value_label, values)):
        return []
    if not all(role or value_label(label) for role, label in zip(known, labels, strict=True)):
        return []
    return [Field(role or "", label, value, row) for role, label, value in zip(known, labels, values, strict=True)]


def _is_label(cell: str) -> bool:
    return len(cell) <= _LONGEST_UNKNOWN and not re.search(r"[0-9０-９。、]|^[-－ー―→]", cell)


def _role(cell: str) -> str | None:
    return form_role(cell) if len(cell) <= _LONGEST_LABEL and "。" not in cell else None


def apply_fields(state: State, fields: Sequence[Field]) -> bool:
    """Open what the form is about and tell of it what the fields say; False where nothing is open."""
    chosen, fields = _open_named(state, fields)
    # Units first: where there are any, a division is what they stand in.
    fields = sorted(fields, key=lambda each: each.role == "division")
    node = state.current
    kept: dict[Row, list[str]] = {}
    of_values = tell_values(node, fields) if node is not None else []
    for each in fields:
        if each in of_values:
            _claim(state, each, "Indicator", kept)
        elif each is chosen or each.role in UPPER:
            _claim(state, each, "element", kept, "field of a form that names what it is about")
        elif each.role in ("indicator", "unit"):
            _tell_indicator(state, each)
            _claim(state, each, "label", kept)
        elif node is not None:
            told = tell_titles(state, each.role, each.value, each.row.span) or tell(
                node, each.role, (each.label, each.value), each.row.span, state.draft.scale
            )
            if not told or (each.role == "department" and not only_units(each.value)):
                node.say(TextRole.DESCRIPTION, f"{each.label}：{each.value}", each.row.span, join=False)
            if each.role == "department":
                warn_nameless(state.draft.ledger, each.value, each.row.span)
            _claim(state, each, each.role, kept)
    return node is not None


def _claim(state: State, told: Field, role: str, kept: dict[Row, list[str]], rule: str = "field of a form") -> None:
    """Say how a row was understood; of several fields on it, those of no known label are only kept."""
    lost = kept.setdefault(told.row, [])
    if not role:
        lost += [cell for cell in told.row.cells if cell and (cell == told.label or cell in told.value)]
    claim, alone = state.draft.ledger.claim, len(lost) == sum(map(bool, told.row.cells))
    if alone:
        claim(told.row, "kept", rule, confidence=0.5)
    else:
        claim(told.row, role or "label", rule, confidence=0.9, kept=tuple(lost))


def _tell_indicator(state: State, told: Field) -> None:
    """指標 | 相談件数, which waits for its values, or 指標 | 相談件数 | 3件（R4）→ 5件（R9); a unit is a text."""
    node, line = state.current, "\u3000".join(told.value.split("\n"))
    found = read_indicator_lines(Block(BlockKind.PARAGRAPH, told.row.span, line)) if told.role == "indicator" else []
    if node is None:
        return
    for each in found:
        add_indicator(node, each)
    if not found and told.role == "indicator" and "\n" not in told.value:
        state.wait(told.value, told.row.span, f"{told.label}：{told.value}")
    elif not found:
        node.say(TextRole.DESCRIPTION, f"{told.label}：{told.value}", told.row.span, join=False)


def _open_named(state: State, fields: Sequence[Field]) -> tuple[Field | None, list[Field]]:
    """Open what a form names; that field, and the fields, where what stands above nothing is only described."""
    chosen = next((f for role in SUBJECTS for f in fields if f.role == role and not SILENT.match(f.value)), None)
    named = (f for f in fields if f.role == "measure" and fold(f.label).endswith(("名", "名称")))
    chosen = chosen or next(named, None)
    levels = {f.role: f.value for f in fields if f.role in UPPER and f is not chosen and not SILENT.match(f.value)}
    if chosen is None and levels:
        _take_heading(state, [*levels.values()][-1])
    # Nothing is open that titles over no form could tell of, or only what others opened before.
    free = state.current is None or (state.titled is not None and state.subject is state.titled)
    if chosen is not None:
        code = next((f.value for f in fields if f.role == "code"), None)
        open_subject(state, chosen.role, chosen.value, chosen.row.span, levels=levels, code=code)
    elif levels and _are_short(levels) and (free or _is_lower(state, levels, fields)):
        # 基本目標 | 1 海を守る over 施策 | 2 網を直す: what the tables below are of, where a form names nothing else.
        state.leave_form()
        state.subject = state.titled = _above(state, levels, fields[0].row.span)
    elif levels and state.current and not _place_current(state, state.current, levels, fields[0].row.span):
        return None, [replace(each, role="description") if each.role in levels else each for each in fields]
    return chosen, list(fields)


def _is_lower(state: State, levels: dict[str, str], fields: Sequence[Field]) -> bool:
    """Whether 基本施策 | 市民協働 names what a sheet below the heading of a goal is of, who is in charge beside it."""
    node, lowest = state.parent, max(_ORDER.index(LEVELS[role]) for role in levels)
    told = any(each.role in ("department", "code") for each in fields)
    return told and node is not None and node.kind in _ORDER and _ORDER.index(node.kind) < lowest


def _are_short(levels: dict[str, str]) -> bool:
    return all(len(each) <= _LONGEST_TITLE and "。" not in each for each in levels.values())


def open_subject(
    state: State, role: str, title: str, span: Span, *, levels: dict[str, str] | None = None, code: str | None = None
) -> Node | None:
    """The element that a form is about, under what the form says it belongs to, or else under the open heading."""
    levels = dict(levels or {})
    state.leave_form()
    taken = _take_heading(state, title)
    code = code or taken or state.take_number()
    above = _above(state, levels, span)
    node = state.enter(role, title, span, above, code)
    if node is not None and above is not None and levels:
        _put_below(state, node, above)
    state.subject, state.levels = node, levels
    return node


def _take_heading(state: State, title: str) -> str | None:
    """Drop the heading right above that only prints what the form is about, and give its code: No.14 相談事業.

    Only one of which nothing is told yet and that does not say itself what it is: the form says more.
    """
    opened = state.path[-1] if state.path else None
    node = opened.node if opened else None
    if opened is None or node is None or id(node) in state.named or node.children or node.texts or node.indicators:
        return None
    number = _FILED.match(unicodedata.normalize("NFKC", node.title))
    printed = number["title"] if number else node.title
    alone, rest = code_and_title(node.title)  # 施策1-1 over 施策名 | 海を守る
    again = similar_key(printed) == similar_key(code_and_title(title)[1])
    if not (again or (alone and not rest)) or node.responsibilities or node.assessments:
        return None
    state.drop(opened)
    return node.code or (number["n"] if number else None) or (alone if not rest else None)


def _place_current(state: State, node: Node, levels: dict[str, str], span: Span) -> bool:
    """Put what a heading opened below what the form under it names; False where the heading stands lower already.

    政策名 in a form below 施策1 …: the form needs not name the measure again.
    """
    own = _ORDER.index(node.kind) if node.kind in _ORDER else len(_ORDER)
    if any(each is node for each in state.draft.elements) and all(_ORDER.index(LEVELS[r]) < own for r in levels):
        above = _above(state, levels, span)
        return above is not None and _put_below(state, node, above)
    open_titles = {(each.node.kind, similar_key(each.node.title)) for each in state.path if each.node is not None}
    return all((LEVELS[r], similar_key(code_and_title(said)[1])) in open_titles for r, said in levels.items())


def _put_below(state: State, node: Node, above: Node) -> bool:
    """Move an element that stands on top below another; one that stands below something stays there."""
    if above is node or not any(each is node for each in state.draft.elements):
        return False
    state.draft.elements[:] = [each for each in state.draft.elements if each is not node]
    above.children.append(node)
    return True


def move_subject(state: State, role: str, value: str, span: Span) -> None:
    """A form says, below its title, what its subject belongs to."""
    node = state.subject
    if node is None:
        return
    state.levels[role] = value
    for siblings in _lists(state.draft.elements):
        if any(each is node for each in siblings):
            siblings[:] = [each for each in siblings if each is not node]
            break
    above = _above(state, state.levels, span)
    state.siblings(above).append(node)


def _lists(siblings: list[Node]) -> list[list[Node]]:
    return [siblings, *(found for node in siblings for found in _lists(node.children))]


def _above(state: State, levels: dict[str, str], span: Span) -> Node | None:
    named = [role for role in UPPER if role in levels]
    above = state.parent
    if named:
        opened = [each.node for each in state.path if each.node is not None and each.node.kind in _ORDER]
        first = _ORDER.index(LEVELS[named[0]])
        above = next((n for n in reversed(opened) if _ORDER.index(n.kind) < first), None)
        for role in named:
            above = state.enter(role, levels[role], span, above) or above
    return above

"""Values of an indicator on rows of their own within a form: 指標 | 貸出冊数, and below it 目標値（R7） | 12冊."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.model import Block, BlockKind, Missing
from plangraph.plans.layouts.general.indicators import add_indicator, indicator_of
from plangraph.plans.layouts.general.values import target_alone, value_label
from plangraph.plans.layouts.indicator_lines import read_indicator_lines
from plangraph.plans.value_units import unit_in_brackets
from plangraph.plans.values import parse_quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plangraph.plans.layouts.general.forms import Field
    from plangraph.plans.tree import Node

__all__ = ["tell_values"]

_LONGEST_NAME: Final = 60
_LONGEST_UNIT: Final = 8
_NO_NAME: Final = re.compile(r"[\d目標実績]")  # in the name of a value: 目標 3か年で 12件


def tell_values(node: Node, fields: Sequence[Field]) -> list[Field]:
    """Tell an element the indicators of its form that have values on rows of their own; the fields that said so.

    A value behind no indicator's name is nobody's, unless its own row has the name: 目標（R7） | 貸出冊数　12冊.
    """
    told: list[Field] = []
    for name, group in _groups(fields):
        values = [each for each in group if _is_figure(each)]
        if name is None or not values:
            continue
        called, bracketed = unit_in_brackets(_name(name))
        units = [each for each in group if each.role == "unit" and len(each.value) <= _LONGEST_UNIT]
        span = name.row.span.to(values[-1].row.span)
        cells = [(*label, each.value) for each in values if (label := value_label(each.label))]
        indicator = indicator_of(called, cells, span, units[0].value if units else bracketed)
        if indicator is not None:
            add_indicator(node, indicator)
            told += [*([] if _from_to(name) else [name]), *units, *values]
    for each in fields:
        label, alone = value_label(each.label), target_alone(each.value)
        if each in told or label is None or label[0] != "target" or alone is None or _NO_NAME.search(alone[0]):
            continue
        indicator = indicator_of(alone[0], [("target", label[1], alone[1])], each.row.span)
        if indicator is not None:
            add_indicator(node, indicator)
            told.append(each)
    return told


def _groups(fields: Sequence[Field]) -> Iterator[tuple[Field | None, list[Field]]]:
    """Each name of an indicator with the units and values that follow it, up to what is neither."""
    name: Field | None = None
    group: list[Field] = []
    for each in fields:
        if each.role == "unit" or value_label(each.label):
            group.append(each)
            continue
        yield name, group
        name, group = each if each.role == "indicator" and _is_name(each) else None, []
    yield name, group


def _is_name(told: Field) -> bool:
    return bool(_from_to(told)) or (len(told.value) <= _LONGEST_NAME and not re.search(r"[\n。]", told.value))


def _name(told: Field) -> str:
    """The name that a field says alone, or before a value from → to."""
    return _from_to(told) or told.value


def _from_to(told: Field) -> str:
    found = read_indicator_lines(Block(BlockKind.PARAGRAPH, told.row.span, "\u3000".join(told.value.split("\n"))))
    return found[0].name if found else ""


def _is_figure(told: Field) -> bool:
    """Whether what a label of values says is figures, or says why there are none: not words alone."""
    quantities = parse_quantities(told.value) if value_label(told.label) else []
    return bool(quantities) and all(each.missing is not Missing.QUALITATIVE for each in quantities)

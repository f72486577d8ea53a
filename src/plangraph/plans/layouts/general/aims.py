"""Values on a line that need no name: 目標：令和8年度までに12か所（実績：9か所）, 現状9か所（R6）→目標12か所（R8）."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plangraph.plans.layouts.general.indicators import add_indicator, indicator_of
from plangraph.plans.layouts.general.values import VALUE_GAP, joined_values, labelled_values
from plangraph.plans.numerals import fold_printed
from plangraph.plans.values import parse_quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Block
    from plangraph.plans.layouts.general.state import State

__all__ = ["Values", "read_aims", "values_alone"]

Values = list[tuple[str, str, str]]  # role, year and value of each

_BULLET: Final = re.compile(r"^[・○●◆■\-]+\s*")
_ARROW: Final = re.compile(r"\s*[→⇒➡➔⇨▶►]+\s*")
_REACHED: Final = "(?:実績|現状|現在|基準|当初)"
_AIM: Final = re.compile(
    r"^[【\[]?(?:数値|達成|最終)?目標値?(?:[】\]]\s*:?|\s*:)\s*(?P<said>\S.*?)\s*"
    rf"(?:\((?P<note>[^()]*{_REACHED}[^()]*(?:\([^()]*\)[^()]*)?)\)|[、,;]\s*(?P<behind>\S*{_REACHED}\S*))?$"
)
_BESIDE: Final = re.compile(
    r"\s*[/、,;]\s*(?=(?:令和|平成|[RH]\d|20\d\d))"
)  # 令和6年度の実績：9回／令和8年度の目標：12回
_OF: Final = re.compile(r"^(?P<name>[^\d:、。]{2,30})を\s*(?P<value>\S.*)$")  # 見回りの回数を12回に
_RAISED: Final = re.compile(r"(?:に|へ|まで)(?:する|増やす|減らす|拡大する?|引き上げる?|増加)$")
_LONGEST: Final = 100  # letters; what is longer is prose
_BOTH: Final = 2
_LONGEST_NAME: Final = 30


def read_aims(state: State, block: Block) -> bool:
    """Values that a line gives with years or labels and no name are of the element that it stands in, by its title."""
    node = state.current
    if node is None or state.about:
        return False
    name, values = _of_lines(joined_values(block.text).split("\n"))
    # 目標：40% below a heading says not of what: an item is narrow enough to be that, and so are two values together.
    if not values or not (
        name or state.item is not None or block.level or len({role for role, _, _ in values}) >= _BOTH
    ):
        return False
    indicator = indicator_of(name or node.title, values, block.span)
    if indicator is None:
        return False
    add_indicator(node, indicator)
    rule = "values with their labels" if name else "values with their labels, of the element that they stand in"
    state.draft.ledger.claim(block, "Indicator", rule, confidence=0.9 if name else 0.7)
    return True


def _of_lines(lines: Sequence[str]) -> tuple[str, Values]:
    """The values of lines that all give some, and the name of a line alone; none where one says anything else."""
    if len(lines) == 1:
        return values_alone(lines[0])
    told = [labelled_values(line) for line in lines]
    return "", [each for values in told for each in values] if all(told) and all(v[0][0] for v in told) else []


def values_alone(text: str) -> tuple[str, Values]:
    """What a line names before its values ("" for most), and these; none where the line says anything else."""
    folded = _BULLET.sub("", fold_printed(text).strip())
    if len(folded) > _LONGEST or "。" in folded.rstrip("。"):
        return "", []
    folded = folded.rstrip("。")
    return _aim(folded) or ("", _change(folded) or _labelled(folded))


def _aim(text: str) -> tuple[str, Values] | None:
    """目標：輸出額2億円（令和6年度実績：1.3億円）: what is aimed at, and perhaps what was reached."""
    match = _AIM.match(text)
    if match is None:
        return None
    reached = match["note"] or match["behind"] or ""
    before = labelled_values(reached) if reached else []
    if reached and not before:
        return None
    said = _RAISED.sub("", match["said"])
    of = _OF.match(said)
    said = of["value"] if of else said
    found = parse_quantities(said)
    if len(found) != 1 or found[0].value is None or not (found[0].unit or before or found[0].year):
        return None
    name = of["name"] if of else found[0].group if len(found[0].group) <= _LONGEST_NAME else ""
    if name and not of:
        said = said.replace(name, "", 1)
    return name, [*before, ("target", "", said)]


def _change(text: str) -> Values:
    """現状9か所（R6）→目標12か所（R8）, or 9か所（R6）→12か所（R8）, where both say of which year they are."""
    parts = _ARROW.split(text)
    if len(parts) != _BOTH:
        return []
    start, end = (labelled_values(part) for part in parts)
    if start and not end and _is_value(parts[1]):
        end = [("target", "", parts[1])]
    if not start and not end and all(_is_value(part, dated=True) for part in parts):
        start, end = [("baseline", "", parts[0])], [("target", "", parts[1])]
    roles = [role for role, _, _ in (*start, *end)]
    return [*start, *end] if start and end and all(roles) and roles[-1] == "target" else []


def _labelled(text: str) -> Values:
    """現状値：9回（令和6年度）　目標値：12回（令和8年度）, or one of them with its year."""
    told = [labelled_values(part) for piece in _BESIDE.split(text) for part in VALUE_GAP.split(piece)]
    values = [each for part in told for each in part]
    if not values or not all(told) or not all(role for role, _, _ in values):
        return []
    dated = all(year or _is_value(value, dated=True) for _, year, value in values)
    return values if dated or len({role for role, _, _ in values}) >= _BOTH else []


def _is_value(text: str, *, dated: bool = False) -> bool:
    found = parse_quantities(text)
    plain = len(found) == 1 and found[0].value is not None and not found[0].group  # 見学者数: 12人 has a name
    return plain and (not dated or found[0].year is not None)

"""Whether two indicators can be set side by side, and if not, why: pure, on what `pipeline.element` says of each.

No number is ever converted. Units of one kind at different scales (万人 and 人) may stand side by side, and say so.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Alignment", "Difference", "SideBySide", "align", "newest", "unit_of"]

_OBSERVED: Final = ("Actual", "Baseline")
_SPELLINGS: Final = {
    **dict.fromkeys(("名", "にん"), "人"),
    **dict.fromkeys(("か所", "カ所", "ヶ所", "ケ所", "ヵ所", "個所", "ヵ処"), "箇所"),
    **dict.fromkeys(("ヘクタール", "HA"), "ha"),
    **dict.fromkeys(("キロメートル", "KM"), "km"),
    **dict.fromkeys(("トン", "T"), "t"),
    **dict.fromkeys(("グラム", "G"), "g"),
    **dict.fromkeys(("キログラム", "KG"), "kg"),
    **dict.fromkeys(("パーセント", "PERCENT"), "%"),
}
_SCALE: Final = re.compile(r"^(?P<scale>[十百千]?[万億兆]|千)(?P<base>.+)$")
_POWERS: Final = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000}
_PER_HEAD: Final = re.compile(
    r"(?:(?:人口|市民|住民)?[一1]?(?:千|万|十万|[0-9,]+万?)?(?:人|世帯|戸|km2)(?:当たり|あたり|当り))|/(?:人|世帯|戸)"
)
_AGES: Final = re.compile(r"[0-9]+(?:[~-][0-9]+)?(?:歳児|歳)(?:[~-][0-9]+歳)?(?:以上|以下|未満)?")
_PEOPLE: Final = re.compile(
    "男性|女性|小学生|中学生|高校生|高齢者|外国人|児童|生徒|乳幼児|乳児|障害者|新生児|妊婦|世帯主"
)
_CUMULATIVE: Final = re.compile("累計|累積|通算")
_YEARLY: Final = re.compile("年間|単年度|/年|年あたり|年当たり")
_REPEATED: Final = re.compile("延べ|のべ")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that differs between two indicators, by its name, with what each of them has ("" for nothing)."""

    name: str
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The observed values of one year and group, as decimal strings with their units; `fiscal` year or calendar."""

    year: int
    fiscal: bool
    group: str
    own: str
    own_unit: str
    other: str
    other_unit: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two indicators side by side: what keeps them from being compared, what to know of it, and the values.

    `differences` are name, noNumber, unit, group, population, perCapita, cumulative, span, repeated, direction and
    year; `notes` are scale.
    """

    differences: tuple[Difference, ...]
    notes: tuple[Difference, ...]
    values: tuple[SideBySide, ...]

    @property
    def comparable(self) -> bool:
        """Whether nothing keeps them from being compared."""
        return not self.differences


def align(own: Mapping[str, Any], other: Mapping[str, Any], *, same_name: bool = True) -> Alignment:
    """Set two indicators side by side: label, definition, unit, direction, observations as in `pipeline.element`.

    `same_name` is the caller's judgement whether their names mean one thing.
    """
    pair = (_Kpi(own), _Kpi(other))
    differences = [] if same_name else [Difference("name", str(own["label"]), str(other["label"]))]
    differences += _differences(*pair)
    notes = []
    (own_base, own_scale), (other_base, other_scale) = (unit_of(kpi.unit) for kpi in pair)
    if own_base == other_base and own_scale != other_scale:
        notes.append(Difference("scale", pair[0].unit, pair[1].unit))
    values, year = _values(*pair)
    if year is not None:
        differences.append(year)
    return Alignment(tuple(differences), tuple(notes), values if not differences else ())


def newest(said: Mapping[str, Any]) -> dict[str, Any] | None:
    """The observed value of the newest year of an indicator; of one without years the first, of none None."""
    observed = _Kpi(said).observed
    found = max(observed, key=lambda each: (_year(each) or (0, ""))[0], default=None)
    return None if found is None else dict(found)


class _Kpi:
    """What matters of one indicator."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.direction = str(said.get("direction") or "")
        self.observed = [
            each
            for kind in _OBSERVED
            for each in said["observations"]
            if each["kind"] == kind and each["value"] is not None
        ]
        units = [str(each["unit"]) for each in self.observed if each["unit"]]
        self.unit = units[0] if units else str(said.get("unit") or "")
        self.groups = {str(each["group"] or "") for each in self.observed}
        label, definition = _fold(said.get("label")), _fold(said.get("definition"))
        text = f"{label} {definition} {_fold(self.unit)}"
        self.per_head = "・".join(sorted({match[0] for match in _PER_HEAD.finditer(text)}))
        ages = {match[0] for match in _AGES.finditer(text)}
        self.people = "・".join(sorted(ages | set(_PEOPLE.findall(label.replace("障がい", "障害")))))
        self.repeated = _word(_REPEATED, text)
        told = {each.get("cumulative") for each in said["observations"]} - {None}
        self.cumulative = _word(_CUMULATIVE, text) or ("累計" if True in told else "")
        self.yearly = _word(_YEARLY, text) or ("単年度" if told == {False} else "")


def _differences(own: _Kpi, other: _Kpi) -> Iterator[Difference]:
    if not (own.observed and other.observed):
        yield Difference("noNumber", *("" if kpi.observed else "–" for kpi in (own, other)))
    if unit_of(own.unit)[0] != unit_of(other.unit)[0]:
        yield Difference("unit", own.unit, other.unit)
    if own.observed and other.observed and not own.groups & other.groups:
        yield Difference("group", *("・".join(sorted(kpi.groups - {""})) for kpi in (own, other)))
    if own.people != other.people:
        yield Difference("population", own.people, other.people)
    if own.per_head != other.per_head:
        yield Difference("perCapita", own.per_head, other.per_head)
    if bool(own.cumulative) != bool(other.cumulative):
        yield Difference("cumulative", *(kpi.cumulative or kpi.yearly for kpi in (own, other)))
    elif own.cumulative:
        # Sums over years are of one kind, but the year that each counts from is not printed with it.
        yield Difference("span", own.cumulative, other.cumulative)
    if bool(own.repeated) != bool(other.repeated):
        yield Difference("repeated", own.repeated, other.repeated)
    if own.direction and other.direction and own.direction != other.direction:
        yield Difference("direction", own.direction, other.direction)


def _values(own: _Kpi, other: _Kpi) -> tuple[tuple[SideBySide, ...], Difference | None]:
    """Values of the newest year that both have in a group, or the newest year of each where they share none."""
    left, right = _by_year(own), _by_year(other)
    shared = sorted(set(left) & set(right))
    if shared:
        newest_year = shared[-1][0]
        return tuple(
            SideBySide(
                newest_year[0],
                newest_year[1] == "fiscal",
                group,
                *(left[year, group]["value"], left[year, group]["unit"] or own.unit),
                *(right[year, group]["value"], right[year, group]["unit"] or other.unit),
            )
            for year, group in shared
            if year == newest_year
        ), None
    if not (own.observed and other.observed) or {year for year, _ in left} & {year for year, _ in right}:
        return (), None  # another reason has been told already: no numbers, or no group in common
    return (), Difference("year", *(_printed(max((year for year, _ in side), default=None)) for side in (left, right)))


def _by_year(kpi: _Kpi) -> dict[tuple[tuple[int, str], str], Mapping[str, Any]]:
    """Observed values by year and group; an actual value goes before a baseline of the same year."""
    return {
        (year, str(each["group"] or "")): each for each in reversed(kpi.observed) if (year := _year(each)) is not None
    }


def _year(seen: Mapping[str, Any]) -> tuple[int, str] | None:
    if seen["fiscal_year"]:
        return seen["fiscal_year"], "fiscal"
    return (seen["calendar_year"], "calendar") if seen["calendar_year"] else None


def _printed(year: tuple[int, str] | None) -> str:
    return "" if year is None else f"{year[0]}年{'度' if year[1] == 'fiscal' else ''}"


def unit_of(printed: str) -> tuple[str, int]:
    """The unit that is counted in, and at which scale: 万人 is 人 at 10,000."""
    folded = unicodedata.normalize("NFKC", printed).replace(" ", "")
    scale = 1
    if match := _SCALE.match(folded):
        folded = match["base"]
        for each in match["scale"]:
            scale *= _POWERS[each]
    return _SPELLINGS.get(folded, folded), scale


def _fold(text: object) -> str:
    return re.sub(r"[〜～－–]", "-", unicodedata.normalize("NFKC", str(text or ""))).replace("~", "-")


def _word(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""

"""What a printed plan says and what was read of it, as facts, and how the two compare.

Every fact is of a type, about a title or a name, and has an answer. A fact that is not read is *wrong* where another
answer stands in its place, *kept* where its words stand in a text of the plan, else *lost*; what is read and printed
nowhere as such is *spurious*.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from plangraph.model import Assessment, Plan, Responsibility
    from synthetic.plans import SyntheticPlan

__all__ = ["TYPES", "Fact", "Printed", "Tally", "compare"]

Fact = tuple[str, str, str]
"""Type, what it is about, and the answer."""
TYPES: Final = ("element", "parent", "code", "department", "status", "sdg", "indicator", "owner", "value")

_SCALES: Final = {"億": 10**8, "百万": 10**6, "万": 10**4, "千": 10**3}


@dataclass(frozen=True, slots=True)
class Printed:
    """A document and what it says: `plan` as printed, without what the form has no place for.

    `traits` names the choices of the form, so that the report can say which of them are misread; `codes` are those
    that are printed, by title, in digits joined by "-".
    """

    data: bytes
    suffix: str
    plan: SyntheticPlan
    traits: dict[str, str]
    codes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """How many facts of each type are right, wrong, kept, lost, spurious; and every one that is not right."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    faults: list[tuple[str, Fact]] = field(default_factory=list)

    def add(self, outcome: str, fact: Fact) -> None:
        """Counts one fact."""
        self.counts[fact[0]][outcome] += 1
        if outcome != "right":
            self.faults.append((outcome, fact))

    def total(self) -> Counter[str]:
        """The outcomes of all types together."""
        return sum(self.counts.values(), Counter())

    def __iadd__(self, other: Tally) -> Self:
        for name, counted in other.counts.items():
            self.counts[name] += counted
        self.faults += other.faults
        return self


def compare(printed: Printed, plan: Plan | None) -> Tally:
    """Every fact of the print against the plan that was read from it; None where nothing could be read."""
    expected = Counter(_printed(printed))
    read = Counter(_read(plan, {fold(title): code for title, code in printed.codes.items()}) if plan else ())
    kept = _kept(plan) if plan else ""
    tally = Tally()
    for fact in (expected & read).elements():
        tally.add("right", fact)
    extra: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in (read - expected).elements():
        extra[fact[:2] if fact[0] != "element" else ("element", "")].append(fact)
    for fact in (expected - read).elements():
        others = extra[fact[:2]]
        if others:
            tally.add("wrong", (fact[0], fact[1], f"{fact[2]} → {others.pop(0)[2]}"))
        else:
            words = fact[1] if fact[0] in {"element", "indicator"} else fact[2].rpartition(" ")[2]
            tally.add("kept" if words and words in kept else "lost", fact)
    for others in extra.values():
        for fact in others:
            tally.add("spurious", fact)
    return tally


def fold(text: str) -> str:
    """A text as it is compared: one width, no blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _printed(printed: Printed) -> Iterator[Fact]:
    for node in printed.plan.walk():
        title = fold(node.title)
        yield "element", title, ""
        yield "parent", title, fold(node.parent)
        if title in printed.codes or node.title in printed.codes:
            yield "code", title, printed.codes.get(node.title) or printed.codes[title]
        yield from (("department", title, fold(unit)) for unit in node.departments)
        yield from (("sdg", title, str(goal)) for goal in node.sdgs)
        if node.status:
            yield "status", title, node.status
        for kpi in node.kpis:
            name = fold(kpi.name)
            yield "indicator", name, ""
            yield "owner", name, title
            yield from (("department", name, fold(unit)) for unit in kpi.departments)
            if kpi.status:
                yield "status", name, kpi.status
            for value in kpi.values:
                if value.number is not None:
                    unit, number = _scaled(fold(kpi.unit), value.number)
                    yield "value", name, f"{value.kind} {value.year} {unit} {number}"


def _read(plan: Plan, codes: dict[str, str]) -> Iterator[Fact]:
    seen = set()
    parents = {id(child): element for element in plan.walk() for child in element.children}
    for element in plan.walk():
        title = fold(element.title)
        parent = parents.get(id(element))
        yield "element", title, ""
        yield "parent", title, fold(parent.title) if parent else ""
        if codes and element.code:
            code, expected = fold(element.code), codes.get(title, "")
            # 1-2, put together from 第1章 and 2 below it, is right where 2 is printed.
            if not element.code_inferred or expected:
                yield "code", title, expected if code.endswith(f"-{expected}") and element.code_inferred else code
        yield from _shared(title, element.responsibilities, element.assessments)
        yield from (("sdg", title, str(sdg.goal)) for sdg in element.sdgs if not sdg.inherited)
        for indicator in element.indicators:
            if indicator in seen:
                continue
            seen.add(indicator)
            name = fold(indicator.name)
            yield "indicator", name, ""
            yield "owner", name, title
            yield from _shared(name, indicator.responsibilities, indicator.assessments)
            for each in indicator.observations:
                if each.value is not None:
                    year = each.fiscal_year or each.calendar_year or ""
                    yield "value", name, f"{each.kind.value} {year} {fold(each.unit)} {_number(each.value)}"


def _shared(
    of: str, responsibilities: tuple[Responsibility, ...], assessments: tuple[Assessment, ...]
) -> Iterator[Fact]:
    yield from sorted({("department", of, fold(each.unit)) for each in responsibilities})
    yield from (("status", of, each.status.value) for each in assessments if each.status)


def _scaled(unit: str, number: Decimal) -> tuple[str, str]:
    """A unit and its number as they are read, 億円 as so many 円."""
    scale = next((each for each in _SCALES if unit.startswith(each) and len(unit) > len(each)), "")
    return unit.removeprefix(scale), _number(number * _SCALES.get(scale, 1))


def _kept(plan: Plan) -> str:
    texts = [*plan.texts]
    for element in plan.walk():
        texts += element.texts
        for indicator in element.indicators:
            texts += indicator.texts
    return fold(" ".join(each.text for each in texts))


def _number(number: Decimal) -> str:
    return format(number.normalize(), "f")

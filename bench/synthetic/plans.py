"""A plan that a city might publish, drawn at random: goals, measures, initiatives, indicators, charges, judgements."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from synthetic import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

__all__ = ["GRADES", "Kpi", "Node", "SyntheticPlan", "Value", "draw_plan"]

GRADES: Final = ("Achieved", "OnTrack", "Delayed", "NotStarted")
"""Judgements that a plan's legend explains; how they are printed (A, ◎, 順調) is the printing's."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an indicator: `kind` as `model.ValueKind`, `year` a fiscal year; None where nothing is printed."""

    kind: str
    year: int
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class Kpi:
    """An indicator with one baseline, one target and, in a review, one actual value of each year between."""

    name: str
    unit: str
    values: tuple[Value, ...]
    departments: tuple[str, ...] = ()
    status: str = ""

    def of(self, kind: str) -> tuple[Value, ...]:
        """The values of one kind, in the order of years."""
        return tuple(value for value in self.values if value.kind == kind)


@dataclass(frozen=True, slots=True)
class Node:
    """An element: `kind` as `model.ElementKind`; `number` its place among its siblings, from 1."""

    kind: str
    number: int
    title: str
    children: tuple[Node, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    departments: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    status: str = ""
    text: str = ""
    parent: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SyntheticPlan:
    """A plan of an invented city over the fiscal years `first` to `last`; every title and name in it stands once."""

    city: str
    title: str
    first: int
    last: int
    nodes: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """Every element, parents first, in the order of print; each knows its parent's title."""

        def below(nodes: tuple[Node, ...], parent: str) -> Iterator[Node]:
            for node in nodes:
                yield replace(node, parent=parent)
                yield from below(node.children, node.title)

        yield from below(self.nodes, "")

    def changed(self, change: Callable[[Node], Node]) -> SyntheticPlan:
        """The plan with every element as `change` leaves it (what a form has no place for must go before printing)."""

        def of(node: Node) -> Node:
            return change(replace(node, children=tuple(of(child) for child in node.children)))

        return replace(self, nodes=tuple(of(node) for node in self.nodes))


def draw_plan(
    rng: Random, *, levels: tuple[str, ...] = ("Goal", "Measure", "Initiative"), review: bool = False
) -> SyntheticPlan:
    """A plan with elements of the given kinds, one a level.

    Indicators stand with the last level but one, or with the only one; in a review they have actual values and, like
    the elements of the last level, a judgement.
    """
    first = rng.choice((2019, 2020, 2021, 2022, 2023))
    last = first + rng.choice((4, 4, 9))
    names = _Names(rng)
    measured = levels[max(len(levels) - 2, 0)]

    def node(depth: int, number: int) -> Node:
        kind, lowest = levels[depth], depth == len(levels) - 1
        children = () if lowest else tuple(node(depth + 1, at + 1) for at in range(rng.randint(2, 3)))
        count = rng.randint(1, 3) if kind == measured else 0
        return Node(
            kind,
            number,
            names.title(kind, top=depth == 0 and len(levels) > 1),
            children,
            tuple(_kpi(rng, names, first, last, review=review) for _ in range(count)),
            tuple(rng.sample(words.UNITS, rng.choice((1, 1, 2)))) if depth else (),
            tuple(sorted(rng.sample(range(1, 18), rng.randint(1, 3)))) if depth == 0 else (),
            rng.choice(GRADES) if review and lowest else "",
            rng.choice(words.REMARKS),
        )

    nodes = tuple(node(0, at + 1) for at in range(rng.randint(2, 3) if len(levels) > 1 else rng.randint(6, 12)))
    city = rng.choice(words.CITIES)
    return SyntheticPlan(city, f"第2期{city}総合計画", first, last, nodes)


def _kpi(rng: Random, names: _Names, first: int, last: int, *, review: bool) -> Kpi:
    name, unit, low, high, places = names.indicator()

    def number() -> Decimal:
        return round(Decimal(rng.randint(low * 10, high * 10)) / 10, places)

    values = [Value("Baseline", first - 1, number())]
    if review:
        values += [Value("Actual", first + at, number()) for at in range(min(3, last - first))]
    values.append(Value("Target", last, number()))
    return Kpi(name, unit, tuple(values), (rng.choice(words.UNITS),), rng.choice(GRADES) if review else "")


class _Names:
    """Titles and names, each given once a plan."""

    def __init__(self, rng: Random) -> None:
        self._rng, self._given = rng, set[str]()

    def title(self, kind: str, *, top: bool) -> str:
        """A title as an element of the kind has, and at the top a vision."""
        return self._once(lambda: self._title(kind, top=top))

    def indicator(self) -> tuple[str, str, int, int, int]:
        """Name, unit, lowest and highest number and decimal places of an indicator."""
        while True:
            counted, unit, low, high, places = self._rng.choice(words.COUNTED)
            name = self._rng.choice(words.SUBJECTS) + counted
            if name not in self._given:
                self._given.add(name)
                return name, unit, low, high, places

    def _title(self, kind: str, *, top: bool) -> str:
        if top:
            return self._rng.choice(words.VISIONS)
        subject = self._rng.choice(words.SUBJECTS)
        if kind == "Project":
            return subject + self._rng.choice(words.PROJECTS)
        if kind == "Pledge":
            return f"{subject}を{self._rng.choice(('進めます', '充実します', '見直します', '広げます'))}"
        return subject + self._rng.choice(words.LONG_ACTS if self._rng.random() < 0.2 else words.ACTS)

    def _once(self, draw: Callable[[], str]) -> str:
        while True:
            text = draw()
            if text not in self._given:
                self._given.add(text)
                return text

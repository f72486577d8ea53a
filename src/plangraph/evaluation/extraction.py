"""Extraction measured: the facts of a plan, and their precision, recall and F1 against golden files.

Measures as in C. J. van Rijsbergen, Information Retrieval (1979), ch. 7; facts are multisets, so that a value printed
twice must be read twice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plangraph.evaluation.folding import digest, fold, fold_code
from plangraph.evaluation.golden import FACT_TYPES, Fact, Golden, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from plangraph.model import Assessment, Element, Indicator, Observation, Plan, Reference, Responsibility

__all__ = ["FACT_TYPES", "Comparison", "Score", "compare", "facts_of"]


@dataclass(frozen=True, slots=True)
class Score:
    """How many facts are in both, in the golden files only (`missed`), and in the plan only (`extra`)."""

    both: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.both + other.both, self.missed + other.missed, self.extra + other.extra)

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 1 where nothing was read."""
        return self.both / (self.both + self.extra) if self.both + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that was read; 1 where there is nothing."""
        return self.both / (self.both + self.missed) if self.both + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there is nothing and nothing was read."""
        total = 2 * self.both + self.missed + self.extra
        return 2 * self.both / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One type of facts of one document: the score, and each mismatch (with the golden file's note, if any)."""

    score: Score
    missed: tuple[tuple[Fact, str], ...] = ()
    extra: tuple[Fact, ...] = ()


def compare(golden: Golden, plan: Plan) -> dict[str, Comparison]:
    """Every type of facts, as read by a person and as read by the program."""
    found = facts_of(plan, golden.aliases, golden.lines)
    result = {}
    for name in FACT_TYPES:
        expected, read = golden.facts[name], found[name]
        missed, extra = expected - read, read - expected
        score = Score((expected & read).total(), missed.total(), extra.total())
        noted = tuple((fact, golden.notes.get(fact, "")) for fact in sorted(missed.elements()))
        result[name] = Comparison(score, noted, tuple(sorted(extra.elements())))
    return result


def facts_of(
    plan: Plan,
    aliases: Mapping[str, str] | None = None,
    lines: Mapping[str, tuple[tuple[int, int], ...]] | None = None,
) -> dict[str, Counter[Fact]]:
    """The facts of a plan by type. `aliases` unites titles that a document prints in two ways.

    A thing that stands in several places (`lines`) may span them all or any: its span then counts as what was read.
    """
    facts: dict[str, Counter[Fact]] = {name: Counter() for name in FACT_TYPES}
    seen: set[Indicator] = set()
    for element, parent in _walk(plan.elements):
        of, title = _name(element, aliases or {}), _title(element, aliases or {})
        facts["elements"][element.kind.value, fold_code(element.code), title] += 1
        facts["lines"][of, _lines(element, (lines or {}).get(of, ()))] += 1
        if parent is not None:
            facts["parents"][of, _name(parent, aliases or {})] += 1
        facts["references"].update(_references(of, element.references))
        for said in (element.term, element.deadline):
            if said is not None:
                facts["terms"][of, str(said)] += 1
        facts["departments"].update(_departments(of, element.responsibilities))
        facts["statuses"].update(_status(of, assessment) for assessment in element.assessments)
        for indicator in element.indicators:
            if indicator not in seen:
                seen.add(indicator)
                _indicator(facts, indicator, of)
    return facts


def _indicator(facts: dict[str, Counter[Fact]], indicator: Indicator, owner: str) -> None:
    name = digest(indicator.name)
    facts["indicators"][name, owner, str(indicator.span.start_line)] += 1
    facts["departments"].update(_departments(f"kpi:{name}", indicator.responsibilities))
    facts["statuses"].update(_status(f"kpi:{name}", assessment) for assessment in indicator.assessments)
    for observation in indicator.observations:
        said, year = _value(name, observation), _year(observation)
        facts["values"][said] += 1
        facts["observations"][*said, year] += 1
        if year:
            facts["years"][name, observation.kind.value, fold(observation.group), year] += 1


def _value(name: str, observation: Observation) -> Fact:
    return (
        name,
        observation.kind.value,
        written(observation.value),
        observation.unit,
        fold(observation.group),
        observation.bound.value if observation.bound else "",
        observation.missing.value if observation.missing else "",
    )


def _year(observation: Observation) -> str:
    if observation.fiscal_year:
        return f"FY{observation.fiscal_year}"
    return f"CY{observation.calendar_year}" if observation.calendar_year else ""


def _departments(of: str, responsibilities: Iterable[Responsibility]) -> set[Fact]:
    """A unit's charge counts once, in however many rows it is printed."""
    return {(of, fold(r.unit), str(r.from_fiscal_year or ""), str(r.to_fiscal_year or "")) for r in responsibilities}


def _references(of: str, references: Iterable[Reference]) -> set[Fact]:
    """A cross reference counts once, in however many rows it is printed."""
    return {(of, r.kind.value, fold_code(r.code), digest(r.title)) for r in references}


def _status(of: str, assessment: Assessment) -> Fact:
    status = assessment.status.value if assessment.status else ""
    when = str(assessment.fiscal_year or assessment.as_of or "")
    return of, fold(assessment.grade), status, when, " ".join(sorted({fold(unit) for unit in assessment.units}))


def _lines(element: Element, places: tuple[tuple[int, int], ...]) -> str:
    first, last = element.span.start_line, element.span.end_line
    if first in {place[0] for place in places} and last in {place[1] for place in places}:
        return ",".join(_range(*place) for place in places)
    return _range(first, last)


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _title(element: Element, aliases: Mapping[str, str]) -> str:
    title = digest(element.title)
    return aliases.get(title, title)


def _name(element: Element, aliases: Mapping[str, str]) -> str:
    return fold_code(element.code) or f"#{_title(element, aliases)}"


def _walk(elements: Iterable[Element], parent: Element | None = None) -> Iterator[tuple[Element, Element | None]]:
    for element in elements:
        yield element, parent
        yield from _walk(element.children, element)

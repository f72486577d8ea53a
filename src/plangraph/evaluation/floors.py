"""Floors: what measures must reach, as data, so that a change that costs more than it brings is seen at once."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from plangraph.errors import EvaluationError
from plangraph.evaluation.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from plangraph.evaluation.measures import Report

__all__ = ["missed_floors", "read_floors"]

_KNOWN = (*MEASURES, "refused", "falsely_refused", "violations", "categories")


def read_floors(path: Path) -> dict[str, Any]:
    """The tables of a floors file, one a collection. Raises EvaluationError for what is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise EvaluationError(path.name, f"this is no TOML ({error})") from error


def missed_floors(report: Report, floors: Mapping[str, Any]) -> list[str]:
    """A sentence for each floor that a report stays under.

    Keys are measures over all, `refused`, and under `categories` the nDCG@10 of each; `falsely_refused` and
    `violations` (hits that break a filter, in all) are the most there may be. Raises EvaluationError for another key,
    and for a category that has no topics.
    """
    unknown = [*(key for key in floors if key not in _KNOWN)]
    unknown += [name for name in floors.get("categories", {}) if name not in report.categories]
    if unknown:
        raise EvaluationError("floors", f"there is nothing to measure for {', '.join(map(repr, unknown))}")
    return [
        f"{what} is {reached:.3f}, {'above' if most else 'below'} {bound:.3f}"
        for what, reached, bound, most in _compared(report, floors)
        if (reached > bound if most else reached < bound)
    ]


def _compared(report: Report, floors: Mapping[str, Any]) -> Iterator[tuple[str, float, float, bool]]:
    """What was reached and what is asked, by name; the last says whether it is a ceiling."""
    for name in MEASURES:
        if name in floors:
            yield name, report.overall[name], floors[name], False
    for category, bound in floors.get("categories", {}).items():
        yield f"{MEASURES[0]} of {category}", report.categories[category][MEASURES[0]], bound, False
    if "refused" in floors:
        yield "the share of refused topics without an answer", report.refused or 0.0, floors["refused"], False
    if "falsely_refused" in floors:
        yield "the share of refused answerable topics", report.falsely_refused, floors["falsely_refused"], True
    if "violations" in floors:
        broken = float(sum((report.violations or {}).values()))
        yield "the number of hits that break a filter", broken, floors["violations"], True

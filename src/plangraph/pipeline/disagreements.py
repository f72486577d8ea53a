"""Where a printed judgement and what the figures say disagree: worth the eye of a planner, and never corrected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from plangraph.graph.queries import question, select
from plangraph.namespaces import PG
from plangraph.pipeline.opened import open_store

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["audit", "disagreements"]

_PLACES: Final = re.compile(r"OPTIONAL \{[^{}]*pg:startLine[^{}]*\}")
_NAMES: Final = (
    *("indicator", "city", "label", "group", "grade", "status", "computed"),
    *("actual", "corrected", "target", "attainment"),
)


def audit(workspace: Path) -> list[dict[str, Any]]:
    """Every disagreement of the current generation, by city and line.

    `computed` is "met" or "notMet" (the target of the year), or, where there is none but an attainment, "noGain" or
    "underWay"; where staff `corrected` a value, of that one. `status` is what was printed, on the common scale.
    `direction` is inferred where `direction_ground` says from what. Raises WorkspaceError while nothing is built.
    """
    return disagreements(open_store(workspace))


def disagreements(store: ox.Store, indicator: str | None = None) -> list[dict[str, Any]]:
    """The same of one indicator by its IRI, or of all."""
    text = question("printed-and-computed").text
    if indicator is None:
        return [_row(row) for row in select(store, text)]
    bindings = {"indicator": ox.NamedNode(indicator)}
    # For its places the engine reads those of everything, which takes ten times as long as finding that nothing
    # disagrees, as is mostly so.
    if not select(store, _PLACES.sub("", text), bindings):
        return []
    return [_row(row | {"indicator": indicator}) for row in select(store, text, bindings)]


def _row(row: dict[str, str]) -> dict[str, Any]:
    lines = {"line": row.get("line"), "judged_line": row.get("judgedLine")}
    return {
        **{name: _local(row.get(name)) for name in _NAMES},
        "direction": _local(row.get("direction")),
        "direction_ground": _local(row.get("ground")),
        "document": row.get("document"),
        **{name: None if line is None else int(line) for name, line in lines.items()},
    }


def _local(value: str | None) -> str | None:
    return None if value is None else value.removeprefix(str(PG))

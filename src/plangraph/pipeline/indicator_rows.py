"""One indicator as a row of a table: what it aims at, and how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plangraph.pipeline.progress import reach

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rdflib.term import Node

    from plangraph.pipeline.elements import ElementReader

__all__ = ["indicator_row", "units_in_charge"]

_DESCRIBED = ("definition", "unit", "direction", "direction_inferred")


def indicator_row(
    reader: ElementReader,
    node: Node,
    owner: Mapping[str, Any] | None,
    charged: Sequence[Mapping[str, Any]],
    judged: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """An indicator with the element that it is listed below, the units `charged` with it and its newest judgements.

    `baseline`, `actual` and `target` are observations as `pipeline.element` has them, `year_target` the target of the
    year of `actual`; `come` is how far it has come (see `progress.reach`), `attainment` that of the indicator, else of
    its first value that has one: the row then shows the values of that one's group.
    """
    about = reader.indicator(node)
    seen = about["observations"]
    lead = None if about["attainment"] else next((one for one in seen if one["attainment"]), None)
    shown = _shown([one for one in seen if lead is None or one["group"] == lead["group"]])
    attainment = lead["attainment"] if lead else about["attainment"]
    return {
        **reader.reference(node),
        "element": owner,
        **{name: about[name] for name in _DESCRIBED},
        **shown,
        "attainment": attainment,
        "come": reach(attainment, (shown["actual"] or {}).get("target_met")),
        "not_comparable": about["not_comparable"],
        "statuses": list(dict.fromkeys(one["status"] for one in judged if one["status"])),
        "departments": [unit["label"] for unit in charged],
        "source": reader.source(node),
    }


def units_in_charge(reader: ElementReader, node: Node) -> list[dict[str, Any]]:
    """The departments in charge; of those that changed over the years, the last."""
    charges = reader.responsibilities(node)
    last = max((charge["to_fiscal_year"] or 9999 for charge in charges), default=0)
    now = [charge["unit"] for charge in charges if (charge["to_fiscal_year"] or 9999) == last]
    return list({unit["iri"]: unit for unit in now}.values())


def _shown(observations: list[dict[str, Any]]) -> dict[str, Any]:
    """The values of a row: the oldest baseline, the newest actual and the last target, a number before words."""
    found: dict[str, Any] = {}
    for kind, name, last in (("Baseline", "baseline", False), ("Actual", "actual", True), ("Target", "target", True)):
        of_kind = [one for one in observations if one["kind"] == kind]
        numbers = [one for one in of_kind if one["value"]] or of_kind
        found[name] = (numbers[-1] if last else numbers[0]) if numbers else None
    judged = (found["actual"] or {}).get("target_of_year")
    found["year_target"] = next((one for one in observations if judged and one["iri"] == judged), None)
    return found

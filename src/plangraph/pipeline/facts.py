"""What the rows of an answer come to: sums, numbers of different things, and which of them have the most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rdflib import XSD

from plangraph.namespaces import PG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.questions import Understood, Wording

__all__ = ["caveats_of", "facts_of", "reasons_of"]

Rows = list[dict[str, dict[str, Any]]]

# Kinds whose everyday word is wider than what a plan means by it.
_EVERYDAY: Final = frozenset({"Policy", "Goal", "Measure", "Initiative", "Project"})
_MORE_THAN_ONE: Final = frozenset({"plans", "cities"})


def facts_of(rows: Rows) -> dict[str, object]:
    """Facts for a title and its caveats: sums of integers by column, and lists of names in the order of the rows."""
    sums: dict[str, int] = {}
    for row in rows:
        for name, value in row.items():
            if value.get("datatype") == str(XSD.integer):
                sums[name] = sums.get(name, 0) + int(value["value"])
    cities = _different(rows, "city")
    most = max((int(row["count"]["value"]) for row in rows if "count" in row), default=0)
    return {
        **sums,
        "rows": len(rows),
        "items": len(_different(rows, "thing")),
        "plans": len(_different(rows, "plan")),
        "cities": len(cities),
        "best_cities": cities,
        "units": _different(rows, "unitLabel"),
        "unjudged": sums.get("total", 0) - sums.get("judged", 0),
        "most": most,
        "best": [_who(row) for row in rows if "count" in row and int(row["count"]["value"]) == most],
    }


def reasons_of(rows: Rows, wording: Wording) -> list[str]:
    """Why something is left out, and how often: 基準値なし 39件."""
    counts: dict[str, int] = {}
    for row in rows:
        reason = row["reason"]["value"].removeprefix(str(PG))
        if reason != "attainment":
            counts[reason] = counts.get(reason, 0) + int(row["count"]["value"])
    return [
        wording.say("reason.counted", name=wording.name("reason", reason), count=count)
        for reason, count in counts.items()
    ] or [wording.say("reason.none")]


def caveats_of(understood: Understood, wording: Wording, facts: dict[str, object]) -> tuple[str, ...]:
    """What to know about the answer; one about a number is left out where there is nothing to say."""
    kinds = [kind for kind in understood.values("kind") if kind in _EVERYDAY]
    facts = {**facts, "kinds": [wording.name("kind", kind) for kind in kinds]}
    filled = wording.filled(facts)
    return _missing(understood, wording, facts) + tuple(
        wording.say(f"caveat.{key}", **filled)
        for key in understood.template.caveats
        if (key != "strict" or kinds) and _worth_saying(key, facts.get(key))
    )


def _missing(understood: Understood, wording: Wording, facts: dict[str, object]) -> tuple[str, ...]:
    """That a city which was asked about has no row: of several, one without any would go unsaid."""
    given = facts["best_cities"] if "city" in understood.template.columns else ()
    if not isinstance(given, list) or not given:
        return ()
    # The names of rows are those of cities without their codes, which tell cities of one name apart.
    named = [wording.name("city", code) for code in understood.values("city")]
    without = [name for name in named if name.partition(" (")[0] not in given]
    return (wording.say("caveat.missing", **wording.filled({"missing": without})),) if without else ()


def _worth_saying(key: str, number: object) -> bool:
    return not isinstance(number, int) or number > (1 if key in _MORE_THAN_ONE else 0)


def _different(rows: Iterable[dict[str, dict[str, Any]]], name: str) -> list[str]:
    return list(dict.fromkeys(row[name]["value"] for row in rows if name in row))


def _who(row: dict[str, dict[str, Any]]) -> str:
    city = str(row["city"]["value"]) if "city" in row else ""
    return f"{row['unitLabel']['value']} ({city})" if "unitLabel" in row else city

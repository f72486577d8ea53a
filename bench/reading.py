"""`make reading`: how much of plans that nobody has seen is read, by the form that they are printed in.

Plans are drawn at random and printed by the modules of `bench/synthetic`, each in one format with many forms; the
same seed draws the same documents. `FORMATS="pasted web"` takes some of the formats, `PLANS=n` so many of each,
`SEED=n` others; with `FAULTS=n` so many of the facts that are not right are printed. Documents lie in `.bench/reading`.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import synthetic
from rich.console import Console
from rich.table import Table
from synthetic.facts import TYPES, Printed, Tally, compare

from plangraph.errors import PlanGraphError
from plangraph.model import PlanFacts
from plangraph.pipeline import inspect

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE: Final = Path(__file__).resolve().parents[1] / ".bench" / "reading"
OUTCOMES: Final = ("right", "wrong", "kept", "lost", "spurious")
ENOUGH, AT_MOST_WRONG = 0.9, 0.01
TOOLS: Final = {"facts", "paper", "plans", "words"}  # and those of one format: word_sheets


def main() -> int:
    """Draws, reads, compares, and prints the tables; 1 where a format has too little right or too much wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="*", help="modules of bench/synthetic; none: all")
    parser.add_argument("--plans", type=int, default=60, help="documents of each format")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--faults", type=int, default=0, help="print so many facts that are not right")
    given = parser.parse_args()
    if unknown := sorted(set(given.formats) - set(formats())):
        parser.error(f"no format is called {', '.join(unknown)}; there are {', '.join(formats())}")
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    poor = 0
    totals: dict[str, Tally] = {}
    for name in given.formats or formats():
        whole, by_trait = Tally(), defaultdict[str, Tally](Tally)
        for path, printed, tally in documents(name, given.plans, given.seed):
            whole += tally
            for trait, choice in printed.traits.items():
                by_trait[f"{trait}: {choice}"] += tally
            for outcome, fact in tally.faults[: max(given.faults, 0)]:
                console.print(f"{path.name} {outcome} {' · '.join(fact)}", markup=False, soft_wrap=True)
                given.faults -= 1
        totals[name] = whole
        console.print(table(f"{name}, by choice of form", by_trait))
        poor += share(whole.total(), "right") < ENOUGH or share(whole.total(), "wrong", "spurious") > AT_MOST_WRONG
    console.print(table("by format", totals))
    everything = sum((tally.counts[name] for tally in totals.values() for name in TYPES), Counter())
    console.print(table("by type of fact", by_type(totals)), f"{everything.total()} facts")
    return int(poor > 0)


def formats() -> list[str]:
    """The modules of bench/synthetic that print plans."""
    names = (each.name for each in pkgutil.iter_modules(synthetic.__path__))
    return sorted(name for name in names if name not in TOOLS and "_" not in name)


def documents(name: str, plans: int, seed: int) -> Iterator[tuple[Path, Printed, Tally]]:
    """Every document of a format, and how it was read; one that cannot be read has lost all of its facts."""
    folder = PLACE / name
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(plans):
        printed: Printed = importlib.import_module(f"synthetic.{name}").render(random.Random(f"{seed}/{name}/{number}"))
        path = folder / f"{seed}-{number:03}{printed.suffix}"
        path.write_bytes(printed.data)
        facts = PlanFacts(municipality="990019", municipality_name=printed.plan.city)
        try:
            plan = inspect(path, facts)
        except PlanGraphError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            yield path, printed, compare(printed, None)
        else:
            yield path, printed, compare(printed, plan)


def share(counts: Counter[str], *outcomes: str) -> float:
    """The share of outcomes in all facts, 0 to 1."""
    return sum(counts[each] for each in outcomes) / max(counts.total(), 1)


def by_type(totals: dict[str, Tally]) -> dict[str, Tally]:
    """The tallies of all formats by type of fact."""
    result = {name: Tally() for name in TYPES}
    for name, tally in result.items():
        for each in totals.values():
            tally.counts[name] += each.counts[name]
    return result


def table(title: str, tallies: dict[str, Tally]) -> Table:
    """One line a tally: shares of each outcome, in percent, and how many facts."""
    result = Table("", *OUTCOMES, "facts", title=title, title_justify="left")
    for name in sorted(tallies):
        counts = tallies[name].total()
        if counts:
            shares = (f"{100 * share(counts, outcome):.1f}" for outcome in OUTCOMES)
            result.add_row(name, *shares, str(counts.total()))
    return result


if __name__ == "__main__":
    raise SystemExit(main())

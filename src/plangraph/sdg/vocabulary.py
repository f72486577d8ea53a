"""The goals and targets as plain values, ours and those of the United Nations' taxonomy (LOD4Stats, SKOS)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from plangraph.errors import DocumentError
from plangraph.namespaces import SDG, SKOS
from plangraph.resources import ontology

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Target", "read_taxonomy", "targets"]

_NAME: Final = re.compile(r"\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?")


@dataclass(frozen=True, slots=True)
class Target:
    """One target: its code ("11.b"), and its short labels."""

    code: str
    ja: str
    en: str

    @property
    def goal(self) -> int:
        """The number of the goal above it."""
        return int(self.code.split(".")[0])


@cache
def targets() -> tuple[Target, ...]:
    """The 169 targets in the order of the resolution (A/RES/70/1)."""
    labels: dict[str, dict[str, str]] = {}
    text = ontology("vocabularies", "sdg-targets.ttl").read_bytes()
    for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == str(SKOS.prefLabel) and isinstance(quad.object, ox.Literal):
            code = str(quad.subject)[1:-1].removeprefix(SDG)
            labels.setdefault(code, {})[quad.object.language or ""] = quad.object.value
    return tuple(Target(code, each["ja"], each["en"]) for code, each in sorted(labels.items(), key=_order))


def _order(item: tuple[str, object]) -> tuple[int, int, str]:
    goal, target = item[0].split(".")
    return (int(goal), int(target) if target.isdecimal() else 100, target)


def read_taxonomy(path: Path) -> tuple[ox.Quad, ...]:
    """The triples of an edition of the UN's taxonomy, Turtle.

    Raises DocumentError, naming the file, where it cannot be read, is no Turtle, or lacks one of our goals and targets.
    """
    try:
        quads = tuple(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise DocumentError(
            path.name, f"no Turtle that can be read ({error}); give the UN's taxonomy as .ttl"
        ) from error
    named = {quad.subject.value.removeprefix(SDG) for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    known = {name for name in named if _NAME.fullmatch(name)}
    wanted = {target.code for target in targets()} | {str(goal) for goal in range(1, 18)}
    missing = sorted(wanted - known)
    if missing:
        some = ", ".join(missing[:5])
        raise DocumentError(
            path.name,
            f"{len(missing)} of 186 goals and targets are missing ({some}); give the whole taxonomy of the UN",
        )
    return quads

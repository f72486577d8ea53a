"""Named variants of retrieval, to see what each part of it is worth: data in `variants.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from plangraph.errors import EvaluationError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

__all__ = ["Variant", "read_variants"]


@dataclass(frozen=True, slots=True)
class Variant:
    """A name, and the settings of ranking that differ from the usual ones."""

    name: str
    changes: Mapping[str, float | bool]


def read_variants(path: Path | None = None) -> tuple[Variant, ...]:
    """The variants of a file, by default those that come with PlanGraph; the first is what the others are held to.

    Raises EvaluationError for a file that is no TOML, a variant without a name or with one that was there before.
    """
    source: Path | Traversable = path or files("plangraph.evaluation").joinpath("variants.toml")
    try:
        read = tomllib.loads(source.read_text(encoding="utf-8")).get("variant", [])
    except tomllib.TOMLDecodeError as error:
        raise EvaluationError(source.name, f"this is no TOML ({error})") from error
    variants: dict[str, Variant] = {}
    for entry in read:
        name = entry.pop("name", "")
        if not name or name in variants:
            raise EvaluationError(source.name, f"variant {len(variants) + 1} needs a name of its own, not {name!r}")
        variants[name] = Variant(name, entry)
    if not variants:
        raise EvaluationError(source.name, "there is no [[variant]] in it")
    return tuple(variants.values())

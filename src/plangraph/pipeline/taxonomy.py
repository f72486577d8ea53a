"""The United Nations' taxonomy beside our own vocabulary, and the coverage of goals by city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from plangraph.config import load_settings
from plangraph.resources import read_query
from plangraph.sdg import read_taxonomy
from plangraph.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["coverage", "import_taxonomy"]


def import_taxonomy(file: Path, workspace: Path) -> int:
    """Keeps an edition of the UN's taxonomy in the workspace as a named graph of its own; returns its triples.

    It replaces the edition before, and every `plangraph build` puts it into the store. Raises DocumentError where the
    file is no whole taxonomy; what was there before stays.
    """
    quads = read_taxonomy(file)
    name = ox.NamedNode(f"{load_settings().base_iri.rstrip('/')}/graph/vocabulary/un-sdg")
    place = Workspace(workspace).taxonomy
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_suffix(".part")
    rows = sorted((ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads), key=str)
    ox.serialize(rows, str(temporary), format=ox.RdfFormat.TRIG)
    temporary.replace(place)
    return len(rows)


def coverage(workspace: Path) -> list[dict[str, Any]]:
    """City × goal over the current generation: elements, and of how many links of each basis; by code and goal.

    `elements` has those with a link that stands, `rejected` those of which staff rejected one to the goal or a target.
    """
    from plangraph.graph.queries import select  # noqa: PLC0415 — loads the validator
    from plangraph.pipeline.opened import open_store  # noqa: PLC0415 — loads the index

    numbers = ("goal", "elements", "stated", "inherited", "inferred", "confirmed", "rejected")
    rows = select(open_store(workspace), read_query("plangraph.pipeline", "sdg-matrix"), {})
    return [{"code": row["code"], "city": row["city"], **{name: int(row[name]) for name in numbers}} for row in rows]

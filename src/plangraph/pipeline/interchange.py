"""Everything ingested, in formats that others read."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph as ox

from plangraph.errors import WorkspaceError
from plangraph.graph import derive_decisions, open_decisions, open_trig, project
from plangraph.pipeline.cells import plain_text
from plangraph.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from plangraph.model import Card

__all__ = ["EXPORT_FORMATS", "export"]

EXPORT_FORMATS: Final = ("nquads", "trig", "jsonld", "csv")
_COLUMNS: Final = (
    *("iri", "kind", "notation", "label", "city", "city_label", "plan", "plan_label", "path"),
    *("departments", "status", "sdgs", "document", "start_line", "end_line", "page", "sheet"),
)


def export(workspace: Path, format: str, stream: IO[bytes]) -> None:  # noqa: A002 — the option's name
    """Writes all plans to a binary stream, UTF-8, the same bytes for the same graphs.

    nquads, trig and jsonld hold the named graphs, decisions of staff among them; csv has one row an element or
    indicator, several values of a field joined by " | ",
    and ' before text that a spreadsheet would take for a formula.

    Raises WorkspaceError when nothing was ingested or the format is unknown.
    """
    if format not in EXPORT_FORMATS:
        raise WorkspaceError(f"cannot export as {format!r}; choose one of {', '.join(EXPORT_FORMATS)}")
    place = Workspace(workspace)
    paths, decisions = place.graph_paths(), open_decisions(place.curation)
    if format == "csv":
        graphs = [open_trig(path) for path in paths]
        known = {str(subject) for graph in graphs for subject in graph.subjects()} if decisions else ()
        _write_csv(project(graphs, [derive_decisions(decisions, known)])[0], stream)
        return
    paths += [place.curation] if decisions else []
    if format == "trig":
        # Each file names its base and prefixes anew, which TriG allows anywhere between statements (TriG 1.1, 4).
        for path in paths:
            stream.write(path.read_bytes())
    else:
        syntax = ox.RdfFormat.N_QUADS if format == "nquads" else ox.RdfFormat.JSON_LD
        quads = [quad for path in paths for quad in ox.parse(path=str(path), format=ox.RdfFormat.TRIG)]
        ox.serialize(sorted(quads, key=str), stream, format=syntax)


def _write_csv(cards: Iterable[Card], stream: IO[bytes]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)  # RFC 4180: CRLF, quotes doubled
    writer.writerow(_COLUMNS)
    for card in sorted(cards, key=lambda card: card.iri):
        writer.writerow([_cell(getattr(card, name)) for name in _COLUMNS])
    stream.write(text.getvalue().encode())


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        value = " | ".join(f"{item[0]} {item[1]}" if isinstance(item, tuple) else str(item) for item in value)
    return plain_text(value) if isinstance(value, str) else value

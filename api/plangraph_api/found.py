"""What a search shows as a table to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plangraph.pipeline import source_json
from plangraph_api.spreadsheets import Sheet
from plangraph_api.wording import Wording

if TYPE_CHECKING:
    from plangraph.model import Hit, SearchResult
    from plangraph_api.messages import Messages

__all__ = ["about", "to_sheet"]


def about(found: SearchResult, words: Messages) -> list[str]:
    """The question, and which of all its hits these are: the lines above the table."""
    told = [found.query.text]
    if found.hits:
        first, last = found.hits[0].rank, found.hits[-1].rank
        told.append(words("search.window", total=found.total, first=first, last=last))
    if not (found.answerable and found.hits):
        told.append(words("search.nothing_near" if found.hits else "search.nothing"))
    return told


def to_sheet(found: SearchResult, words: Messages) -> Sheet:
    """A row for each hit, in the order of the page."""
    columns = ("city", "plan", "kind", "code", "name", "status", "departments", "source", "iri")
    header = ("#", *(words(f"compare.{name}") for name in columns[:7]), words("facet.sdg"))
    header += tuple(words(f"compare.{name}") for name in columns[7:])
    return Sheet(words("search.results"), header, tuple(_row(hit, words) for hit in found.hits))


def _row(hit: Hit, words: Messages) -> tuple[str | int, ...]:
    card, comma = hit.card, words("element.comma")
    return (
        *(hit.rank, card.city_label, card.plan_label, words.name("kind", card.kind), card.notation or "", card.label),
        *(comma.join(words.name("status", each) for each in card.status), "・".join(card.departments)),
        ", ".join(str(goal) for goal, basis, _ in card.sdgs if basis != "Rejected"),
        *(Wording(words).source(source_json(card)), card.iri),
    )

"""Values as the JSON that the command line and the API share (CONTRACT: HTTP)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from plangraph.model import Span

if TYPE_CHECKING:
    from plangraph.model import Card, Filter, Hit, Passage, PassageHit, Plan, SearchResult
    from plangraph.pipeline.asking import Answer

__all__ = ["answer_json", "placed_json", "plan_json", "search_json", "source_json"]


def search_json(result: SearchResult) -> dict[str, Any]:
    """A search result in the form of CONTRACT; keys in its order."""
    return {
        "query": result.query.text,
        "interpretation": {
            "topic": result.interpretation.topic,
            "language": result.interpretation.language,
            "filters": [_filter(found) for found in result.interpretation.filters],
        },
        "answerable": result.answerable,
        "total": result.total,
        "hits": [_hit(hit) for hit in result.hits],
        "facets": {
            name: [{"value": facet.value, "label": facet.label, "count": facet.count} for facet in facets]
            for name, facets in result.facets.items()
        },
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer to a question; `search` has the form of `search_json` where there is none, else it is null."""
    topic = answer.topic
    return {
        "question": answer.question,
        "language": answer.language,
        "answered": answer.answered,
        "why": answer.why or None,
        "generation": answer.generation,
        "title": answer.title or None,
        "template": answer.template or None,
        "intent": answer.intent or None,
        "slots": list(answer.slots),
        "topic": {"text": topic.text, "words": list(topic.words), "how": topic.how, "subjects": list(topic.subjects)}
        if topic.how
        else None,
        "columns": [{"name": name, "label": label} for name, label in answer.columns],
        "rows": [{"iri": row.iri, "cells": row.cells, "source": row.source} for row in answer.rows],
        "total": answer.total,
        "caveats": list(answer.caveats),
        "query": answer.query or None,
        "search": search_json(answer.search) if answer.search else None,
    }


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan with all that was read, under the names of `model`; the document by its facts, without its blocks.

    Numbers are decimal strings, so that 92.70 stays 92.70.
    """
    value: dict[str, Any] = _plain(plan)
    del value["document"]["blocks"]
    shares = ("coverage", "understood", "kept", "noise", "unread")
    return value | {share: round(getattr(plan, share), 4) for share in shares}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return plain | {"cell": value.cell} if isinstance(value, Span) else plain
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def _filter(found: Filter) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("field", "value", "text", "soft", "label", "note", "excluded")}


def _hit(hit: Hit) -> dict[str, Any]:
    card = hit.card
    return {
        "iri": card.iri,
        "rank": hit.rank,
        "score": round(hit.score, 4),
        "kind": card.kind,
        "label": card.label,
        "notation": card.notation,
        "city": {"code": card.city, "label": card.city_label},
        "plan": {"iri": card.plan, "label": card.plan_label},
        "path": list(card.path),
        "departments": list(card.departments),
        "status": list(card.status),
        "sdgs": [
            {"goal": goal, "basis": basis, "confidence": round(confidence, 4)} for goal, basis, confidence in card.sdgs
        ],
        "fields": list(card.fields),
        "passages": [_passage(found) for found in hit.passages],
        "source": source_json(card),
        "why": _why(hit),
    }


def _why(hit: Hit) -> dict[str, Any]:
    """What each leg gave; with reasons, its rank and words besides."""
    if not hit.reasons:
        return {leg: round(score, 4) for leg, score in hit.why}
    return {
        reason.leg: {"score": round(reason.score, 4), "rank": reason.rank, "words": list(reason.words)}
        for reason in hit.reasons
    }


def _passage(found: PassageHit) -> dict[str, Any]:
    passage = found.passage
    return {
        "role": passage.role,
        "text": passage.text,
        "highlights": [list(span) for span in found.highlights],
        "source": source_json(passage),
    }


def placed_json(card: Card) -> dict[str, Any]:
    """An element or indicator with its city, plan, and place in it."""
    return {
        "iri": card.iri,
        "kind": card.kind,
        "label": card.label,
        "notation": card.notation,
        "city": {"code": card.city, "label": card.city_label},
        "plan": {"iri": card.plan, "label": card.plan_label},
        "path": list(card.path),
        "source": source_json(card),
    }


def source_json(read: Card | Passage) -> dict[str, Any]:
    """Where something was read."""
    return {
        "document": read.document,
        "start_line": read.start_line,
        "end_line": read.end_line,
        "page": read.page,
        "sheet": read.sheet or None,
    }

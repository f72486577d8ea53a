"""Retrieval: passages to an index, and a query to hits. Names load their modules when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from plangraph.retrieval.embedding_cache import EmbeddingCache
    from plangraph.retrieval.encoders import Encoder, open_encoder, open_label_encoder
    from plangraph.retrieval.fields import FIELD_MODEL, make_vectors, open_thesaurus
    from plangraph.retrieval.index import Wording, build_index, passage_text
    from plangraph.retrieval.phrases import phrases_of
    from plangraph.retrieval.search import Searcher
    from plangraph.retrieval.similar import Likeness
    from plangraph.retrieval.suggest import Suggester

__all__ = [
    "FIELD_MODEL",
    "EmbeddingCache",
    "Encoder",
    "Likeness",
    "Searcher",
    "Suggester",
    "Wording",
    "build_index",
    "make_vectors",
    "open_encoder",
    "open_label_encoder",
    "open_thesaurus",
    "passage_text",
    "phrases_of",
]

_HOMES: Final = {
    "FIELD_MODEL": "fields",
    "EmbeddingCache": "embedding_cache",
    "Encoder": "encoders",
    "Likeness": "similar",
    "Searcher": "search",
    "Suggester": "suggest",
    "Wording": "index",
    "build_index": "index",
    "make_vectors": "fields",
    "open_encoder": "encoders",
    "open_label_encoder": "encoders",
    "open_thesaurus": "fields",
    "passage_text": "index",
    "phrases_of": "phrases",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

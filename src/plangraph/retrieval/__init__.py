"""Retrieval: passages to an index, and a query to hits. Names load their modules when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from plangraph.retrieval.embedding_cache import EmbeddingCache
    from plangraph.retrieval.encoders import Encoder, open_encoder
    from plangraph.retrieval.index import build_index, passage_text
    from plangraph.retrieval.search import Searcher

__all__ = ["EmbeddingCache", "Encoder", "Searcher", "build_index", "open_encoder", "passage_text"]

_HOMES: Final = {
    "EmbeddingCache": "embedding_cache",
    "Encoder": "encoders",
    "Searcher": "search",
    "build_index": "index",
    "open_encoder": "encoders",
    "passage_text": "index",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

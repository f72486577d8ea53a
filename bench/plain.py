"""Plain baselines over the subjects of an index: BM25, vectors, and the sum of both ranks. No filters, no thesaurus.

What a search has to beat in every category of topics. A subject's text is its title and its passages, its cosine that
of its nearest passage; a question is asked as it is. BM25 is tantivy's (k1 1.2, b .75) over the terms that search uses
(SudachiPy, mode A, normalised).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
import tantivy

from plangraph.config import load_settings
from plangraph.evaluation import Variant, ask, measure
from plangraph.model import Hit, Interpretation, PassageHit, Query, SearchResult
from plangraph.pipeline import Ablation
from plangraph.retrieval import index as files
from plangraph.retrieval import open_encoder
from plangraph.retrieval.dense import DenseIndex
from plangraph.retrieval.records import open_cards, open_passages
from plangraph.retrieval.tokens import terms
from plangraph.workspace import Workspace, open_generation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.evaluation import Collection

__all__ = ["baselines"]

RANK: Final = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""


def baselines(collection: Collection, workspace: Path) -> list[Ablation]:
    """Plain BM25, plain vectors and their fusion, measured as search is."""
    directory = open_generation(Workspace(workspace)).index
    cards = open_cards(directory / files.CARDS)
    rows = open_passages(directory / files.PASSAGES)
    passages = defaultdict(list)
    for passage in rows:
        passages[passage.subject].append(passage)
    positions = {card.iri: position for position, card in enumerate(cards)}
    subjects = np.array([positions[passage.subject] for passage in rows], dtype=np.int64)
    texts = ["\n".join(dict.fromkeys((card.label, *(each.text for each in passages[card.iri])))) for card in cards]
    settings = load_settings()
    encode = open_encoder(settings.encoder, settings.cache_dir)
    vectors, lexical = DenseIndex.open(directory / files.VECTORS), bm25(texts)

    def dense(query: str) -> NDArray[np.float64]:
        best = np.full(len(cards), -1.0)
        np.maximum.at(best, subjects, vectors.cosines(encode([query], "query")[0]))
        return best

    def fused(query: str) -> NDArray[np.float64]:
        return reciprocal(dense(query)) + reciprocal(lexical(query))

    def searching(score: Callable[[str], NDArray[np.float64]]) -> Callable[[Query], SearchResult]:
        def search(query: Query) -> SearchResult:
            scores = score(query.text)
            order = np.lexsort((np.arange(len(scores)), -scores))[: query.limit]
            hits = tuple(
                Hit(
                    cards[at],
                    rank,
                    float(scores[at]),
                    tuple(PassageHit(each, 0.0, ()) for each in passages[cards[at].iri]),
                )
                for rank, at in enumerate(order.tolist(), start=1)
                if scores[at] > 0
            )
            return SearchResult(query, Interpretation(query.text, "ja"), bool(hits), len(hits), hits)

        return search

    found = {"plain BM25": lexical, "plain vectors": dense, "plain fusion of both": fused}
    return [
        Ablation(
            Variant(name, {}),
            measure(collection.topics, collection.qrels, ask(collection.topics, searching(score), collection.name)),
        )
        for name, score in found.items()
    ]


def bm25(texts: list[str]) -> Callable[[str], NDArray[np.float64]]:
    """The scores of all texts for a query."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace")
    builder.add_unsigned_field("row", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(num_threads=1)
    for row, text in enumerate(texts):
        writer.add_document(tantivy.Document(text=" ".join(terms(text)), row=row))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def score(query: str) -> NDArray[np.float64]:
        words = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word)) for word in terms(query)]
        scores = np.zeros(len(texts))
        for value, address in searcher.search(tantivy.Query.boolean_query(words), limit=len(texts)).hits:
            scores[searcher.doc(address)["row"][0]] = value
        return scores

    return score


def reciprocal(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """One over each text's rank; nothing for what has no score."""
    ranks = np.empty(len(scores))
    ranks[np.lexsort((np.arange(len(scores)), -scores))] = np.arange(1, len(scores) + 1)
    found: NDArray[np.float64] = np.where(scores > 0, 1 / (RANK + ranks), 0.0)
    return found

"""Search on general collections: Japanese questions to paragraphs, and sentences of other languages to Japanese ones.

Collections: `../shared/data/retrieval` beside the repository, each a folder with corpus.jsonl, queries.jsonl and
qrels.tsv as in BEIR (Thakur et al., NeurIPS 2021). They say whether what helps on plans hurts elsewhere. Vectors are
kept in `.bench/general`, so that only the first run encodes.
"""

from __future__ import annotations

import csv
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ir_measures import calc_aggregate, nDCG
from rich.console import Console
from rich.table import Table

from plangraph.config import load_settings
from plangraph.model import Card, Passage, Query
from plangraph.retrieval import EmbeddingCache, Encoder, Searcher, build_index, open_encoder, passage_text
from plangraph.retrieval.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

ROOT: Final = Path(__file__).resolve().parents[1]
DATA: Final = ROOT.parent / "shared" / "data" / "retrieval"
PLACE: Final = ROOT / ".bench" / "general"
QUESTIONS: Final = {"jsquad_valid": 500, "sib200_en2ja": 300, "sib200_zh2ja": 300}
"""How many questions of each collection are asked, from its first on."""
VARIANTS: Final = {
    "fused": DEFAULTS,
    "dense": replace(DEFAULTS, lexical_weight=0.0, fit_words=2.0),
    "lexical": replace(DEFAULTS, dense_weight=0.0, fit_share=2.0),
}


class Kept:
    """An encoder that reads a text once and for all: vectors are kept in memory, and from run to run in a cache."""

    def __init__(self, encoder: Encoder, cache: EmbeddingCache) -> None:
        self._encoder, self._cache = encoder, cache
        self._known: dict[tuple[str, str], NDArray[np.float32]] = {}

    def learn(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:
        """Vectors of many texts at once."""
        vectors = self._cache.encode(self._encoder, texts, kind)
        self._known.update(zip(((text, kind) for text in texts), vectors, strict=True))
        return vectors

    def __call__(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:
        """As `model.Encode`."""
        if len(texts) == 1 and (texts[0], kind) in self._known:
            return self._known[texts[0], kind][None]
        return self.learn(texts, kind)


def measure(collection: Path, questions: int, encode: Kept) -> dict[str, float]:
    """nDCG@10 of each variant over the first questions of a collection."""
    passages, cards = [], []
    for entry in _rows(collection / "corpus.jsonl"):
        iri = f"general:{entry['_id']}"
        # Titles of articles would answer half of the questions: figures of others are without them, so ours are.
        text = entry["text"].rpartition(" [SEP] ")[2]
        cards.append(Card(iri, "Initiative", "", "000000", "", "general:", ""))
        passages.append(Passage(f"{iri}#1", iri, "action", text))
    place = PLACE / collection.name
    shutil.rmtree(place, ignore_errors=True)
    build_index(place, cards, passages, encode.learn([passage_text(passage) for passage in passages], "passage"))
    queries = {entry["_id"]: entry["text"] for entry in _rows(collection / "queries.jsonl")[:questions]}
    encode.learn(list(queries.values()), "query")
    with (collection / "qrels.tsv").open(encoding="utf-8") as file:
        judged = [row for row in csv.reader(file, delimiter="\t") if row[0] in queries]
    qrels: dict[str, dict[str, int]] = {query: {} for query in queries}
    for query, name, grade in judged:
        qrels[query][f"general:{name}"] = int(grade)
    return {name: _ndcg(place, settings, encode, queries, qrels) for name, settings in VARIANTS.items()}


def _ndcg(
    place: Path, settings: Settings, encode: Kept, queries: dict[str, str], qrels: dict[str, dict[str, int]]
) -> float:
    searcher = Searcher.open(place, encode, settings)
    run = {
        query: {hit.card.iri: -float(hit.rank) for hit in searcher.search(Query(text, limit=10)).hits}
        for query, text in queries.items()
    }
    return float(calc_aggregate([nDCG @ 10], qrels, run)[nDCG @ 10])


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measure_all(questions: dict[str, int] = QUESTIONS) -> dict[str, dict[str, float]]:
    """nDCG@10 by collection and variant, of the collections that are there."""
    settings = load_settings()
    encode = Kept(open_encoder(settings.encoder, settings.cache_dir), EmbeddingCache(PLACE / "cache"))
    there = {name: count for name, count in questions.items() if (DATA / name).is_dir()}
    return {name: measure(DATA / name, count, encode) for name, count in there.items()}


def table(found: dict[str, dict[str, float]]) -> Table:
    """One line a collection."""
    made = Table("collection", "questions", *VARIANTS, title="general collections, nDCG@10", title_justify="left")
    for name, values in found.items():
        made.add_row(name, str(QUESTIONS[name]), *(f"{values[variant]:.3f}" for variant in VARIANTS))
    return made


if __name__ == "__main__":
    Console(width=None if sys.stdout.isatty() else 160).print(table(measure_all()))

"""Speeds against a baseline of the same run: figures that another machine can be compared by."""

from __future__ import annotations

import json
import statistics
import time
from typing import TYPE_CHECKING

import faiss
import tantivy
from sentence_transformers import SentenceTransformer

from plangraph.config import load_settings
from plangraph.model import Query
from plangraph.pipeline import open_search
from plangraph.retrieval.fields.thesaurus import open_thesaurus
from plangraph.retrieval.index import TEXT, VECTORS
from plangraph.retrieval.lexical import FIELDS
from plangraph.retrieval.tokens import terms
from plangraph.workspace import Workspace, open_generation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["encoding_ratio", "search_ratio"]

PASSAGES = 64
HUNDRED = 100


def encoding_ratio(workspace: Path) -> tuple[str, float, str]:
    """Our encoder's passages a second over those of plain sentence-transformers in float32, same model, same texts."""
    table = open_generation(Workspace(workspace)).index / "passages.jsonl"
    texts = [json.loads(line)["text"] for line in table.read_text(encoding="utf-8").splitlines()]
    texts = sorted(texts, key=len)[-4 * PASSAGES :][::4]
    plain = SentenceTransformer(str(model_folder()), device="cpu")
    with open_search(workspace) as search:
        ours = best(lambda: search.encoder(texts, "passage"))
    theirs = best(lambda: plain.encode([f"passage: {text}" for text in texts], show_progress_bar=False))
    remark = f"plain sentence-transformers in fp32 ({len(texts) / theirs:.0f} passages a second here)"
    return f"encoding {len(texts)} long passages", theirs / ours, remark


def search_ratio(workspace: Path) -> tuple[str, float, str]:
    """The time of a whole search over that of encoding its query and asking the bare indexes, medians.

    No topic is asked twice, as a search keeps the vectors of what it was asked: the concepts of the thesaurus, by their
    names in Japanese: some warm it up, others are measured.
    """
    topics = [concept.preferred("ja") for concept in open_thesaurus()]
    measured = topics[::20]
    raw = raw_search(open_generation(Workspace(workspace)).index)
    whole: list[float] = []
    bare: list[float] = []
    with open_search(workspace) as search:
        for topic in sorted(set(topics[1::4]) - set(measured)):
            search.search(Query(topic))
            raw(search.encoder([topic], "query"), topic)
        for topic in measured:
            whole.append(timed(lambda topic=topic: search.search(Query(topic))))
            bare.append(timed(lambda topic=topic: raw(search.encoder([topic], "query"), topic)))
    least = statistics.median(bare)
    remark = f"encoding its query and asking the bare indexes ({least * 1e3:.1f} ms here, {len(bare)} topics)"
    return "search", statistics.median(whole) / least, remark


def raw_search(index: Path) -> Callable[[NDArray[np.float32], str], None]:
    """What FAISS and tantivy do for one query by themselves: the nearest hundred vectors, the best hundred texts."""
    dense = faiss.read_index(str(index / VECTORS))
    lexical = tantivy.Index.open(str(index / TEXT))
    searcher = lexical.searcher()

    def ask(vector: NDArray[np.float32], query: str) -> None:
        dense.search(vector, HUNDRED)
        words = [
            (tantivy.Occur.Should, tantivy.Query.term_query(lexical.schema, name, word))
            for word in terms(query)
            for name in FIELDS
        ]
        searcher.search(tantivy.Query.boolean_query(words), limit=HUNDRED)

    return ask


def model_folder() -> Path:
    """Where the default encoder was unpacked to as a sentence-transformers folder."""
    return next(path.parent for path in load_settings().cache_dir.rglob("modules.json"))


def timed(action: Callable[[], object]) -> float:
    """Seconds on the clock."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def best(action: Callable[[], object], times: int = 3) -> float:
    """The least of several times: what the machine can do when nothing else runs."""
    return min(timed(action) for _ in range(times))

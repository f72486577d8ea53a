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
from plangraph.retrieval.index import TEXT, VECTORS
from plangraph.retrieval.lexical import FIELDS
from plangraph.retrieval.tokens import terms
from plangraph.workspace import Workspace, open_generation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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


def search_ratio(workspace: Path, queries: Sequence[str]) -> tuple[str, float, str]:
    """The time of a whole search over that of encoding its query and asking the bare indexes, medians."""
    raw = raw_search(open_generation(Workspace(workspace)).index)
    with open_search(workspace) as search:
        for query in queries:
            search.search(Query(query))
            raw(search.encoder([query], "query"), query)
        whole = statistics.median(timed(lambda q=query: search.search(Query(q))) for query in queries)
        bare = statistics.median(timed(lambda q=query: raw(search.encoder([q], "query"), q)) for query in queries)
    return "search", whole / bare, f"encoding its query and asking the bare indexes ({bare * 1e3:.1f} ms here)"


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

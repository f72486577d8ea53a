"""The lexical leg: BM25 (tantivy) over terms that were cut beforehand; one document a passage, numbered by its row."""

from __future__ import annotations

import math
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from plangraph.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["FIELDS", "LexicalIndex", "Matches", "build_lexical"]

FIELDS: Final = ("title", "context", "body")
# One thread and one segment, so that document numbers and scores do not depend on how the work was shared out.
# tantivy wants 15 MB for a writer thread at least.
_HEAP_BYTES: Final = 64_000_000
# No plan speaks of more; it bounds what one query costs.
_MAX_TERMS: Final = 64


def build_lexical(directory: Path, rows: Iterable[Mapping[str, Sequence[str]]]) -> None:
    """Write an index of rows, each a mapping from the names in FIELDS to terms, into a directory that it makes."""
    import tantivy  # noqa: PLC0415 — only who builds or searches pays for loading it

    schema = tantivy.SchemaBuilder()
    for name in FIELDS:
        schema.add_text_field(name, tokenizer_name="raw", index_option="freq")
    schema.add_unsigned_field("row", fast=True)
    directory.mkdir(parents=True)
    writer = tantivy.Index(schema.build(), path=str(directory)).writer(heap_size=_HEAP_BYTES, num_threads=1)
    for number, row in enumerate(rows):
        document = tantivy.Document()
        for name in FIELDS:
            for term in row.get(name, ()):
                document.add_text(name, term)
        document.add_unsigned("row", number)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    for lock in directory.glob(".*.lock"):
        lock.unlink()


@dataclass(frozen=True, slots=True)
class Matches:
    """Passages that share words with a query, in three columns of one length.

    `coverage` is the share of the query's words that a passage holds, weighed by rarity, 0 to 1.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float64]
    coverage: NDArray[np.float64]


class LexicalIndex:
    """An index opened read-only; safe to search from any number of threads."""

    def __init__(self, index: Any, searcher: Any) -> None:
        self._schema, self._searcher = index.schema, searcher
        # An index never changes, and the terms of a few passages are asked for with every query.
        self._frequency = lru_cache(maxsize=65_536)(self._count)

    @classmethod
    def open(cls, directory: Path) -> LexicalIndex:
        """Open an index without writing to its directory. Raises WorkspaceError where it is missing or damaged."""
        import tantivy  # noqa: PLC0415 — see build_lexical

        # tantivy makes a lock file beside what it opens; a generation is immutable, and often not writable. So it
        # opens links in a directory of its own, which can go once the files are mapped.
        # A thread of tantivy may still put its lock down while the directory goes: what stays behind is empty.
        with TemporaryDirectory(prefix="plangraph-", ignore_cleanup_errors=True) as links:
            try:
                for file in sorted(directory.iterdir()):
                    _link(file.resolve(), Path(links) / file.name)
                index = tantivy.Index.open(links)
                index.config_reader("manual")
                return cls(index, index.searcher())
            except (OSError, ValueError) as error:
                raise WorkspaceError(f"{directory}: no readable text index ({error}); build it again") from error

    @property
    def rows(self) -> int:
        """How many passages the index holds."""
        return int(self._searcher.num_docs)

    def frequency(self, term: str) -> int:
        """In how many passages a term stands, in the field that has it most."""
        return self._frequency(term)

    def _count(self, term: str) -> int:
        return max(int(self._searcher.doc_freq(name, term)) for name in FIELDS)

    def rarity(self, term: str) -> float:
        """The logarithm of how seldom a term stands in a passage; highest for one that stands in none."""
        return math.log((self.rows + 1) / (self.frequency(term) + 1)) + 1e-9

    def search(self, terms: Sequence[str], boosts: Mapping[str, float], limit: int) -> Matches:
        """The passages that hold any of the terms, the best by BM25 first, ties by row.

        The query is made of terms, never parsed from text, so no query can be malformed. A term that the caller
        repeats counts once. `boosts` weighs the fields; a field without one is not looked at.
        """
        from tantivy import Query  # noqa: PLC0415 — see build_lexical

        distinct = list(dict.fromkeys(terms))[:_MAX_TERMS]
        fields = [name for name in FIELDS if boosts.get(name, 0) > 0]
        if not distinct or not fields or limit <= 0 or not self.rows:
            return Matches(np.empty(0, np.int64), np.empty(0), np.empty(0))
        weights = {term: self.rarity(term) for term in distinct}
        total = sum(weights.values())
        # One query for the scores, one for which words stand there: each term counts its share wherever it stands.
        held = {term: [Query.term_query(self._schema, name, term, "freq") for name in fields] for term in distinct}
        scored = [
            Query.boost_query(query, boosts[name])
            for t in distinct
            for name, query in zip(fields, held[t], strict=True)
        ]
        counted = [Query.const_score_query(_any(held[term]), weights[term] / total) for term in distinct]
        rows, scores = self._run(_any(scored), limit)
        counted_rows, shares = self._run(_any(counted), limit)
        # A row past the limit of the second list holds no more than that list's last.
        coverage = np.full(self.rows, shares[-1] if len(shares) else 0.0)
        coverage[counted_rows] = shares
        return Matches(rows, scores, coverage[rows])

    def _run(self, query: Any, limit: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        found = self._searcher.search(query, limit=min(limit, self.rows), count=False).hits
        rows = np.array(self._searcher.fast_field_values("row", [address for _, address in found]), dtype=np.int64)
        scores = np.array([score for score, _ in found], dtype=np.float64)
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]


def _any(queries: Sequence[Any]) -> Any:
    from tantivy import Occur, Query  # noqa: PLC0415 — see build_lexical

    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source)
    except OSError:
        shutil.copy2(source, target)  # where links need a privilege (Windows)

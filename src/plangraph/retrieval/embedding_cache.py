"""Vectors that were computed before, by content and encoder, so that a rebuild encodes only what is new."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import sqlite3
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.errors import BuildError
from plangraph.model import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.retrieval.encoders import Encoder

__all__ = ["EmbeddingCache"]

logger = logging.getLogger(__name__)

_FILE: Final = "embeddings.sqlite3"
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS embedding (key BLOB PRIMARY KEY, encoder TEXT NOT NULL, vector BLOB NOT NULL)
"""
# Texts between two commits: what a crash can cost, and the grain of progress.
_AT_ONCE: Final = 64
# SQLite before 3.32 takes no more variables in a statement.
_VARIABLES: Final = 999
_WAIT_SECONDS: Final = 60.0
# A vector whose length strays further from 1 was damaged on disk.
_TOLERANCE: Final = 1e-3


class EmbeddingCache:
    """Vectors by the SHA-256 of text, kind and encoder fingerprint, in an SQLite file in `folder`.

    Any number of encoders lie side by side; processes and threads may share the folder. What is stored survives a
    crash at any point, in steps of 64 texts; a damaged file is put aside and begun anew, since all of it can be
    computed again. `encoded` counts the texts that this object had to have encoded.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / _FILE
        self.encoded = 0

    def encode(
        self,
        encoder: Encoder,
        texts: Sequence[str],
        kind: str,
        progress: Callable[[Progress], None] | None = None,
    ) -> NDArray[np.float32]:
        """Unit vectors of the texts in order, float32 of shape (len(texts), dimension); equal texts are encoded once.

        Raises BuildError where the cache cannot be written.
        """
        keys = [_key(text, kind, encoder.fingerprint) for text in texts]
        wanted = dict(zip(keys, texts, strict=True))
        with self._open() as connection:
            found = dict(_read(connection, list(wanted), encoder.dimension))
            # Longest first, so that texts of like length meet in a batch and the estimate of the time left errs high.
            missing = sorted((key for key in wanted if key not in found), key=lambda key: (-len(wanted[key]), key))
            for start in range(0, len(missing), _AT_ONCE):
                batch = missing[start : start + _AT_ONCE]
                vectors = encoder([wanted[key] for key in batch], kind)
                _write(connection, batch, encoder.fingerprint, vectors)
                found.update(zip(batch, vectors, strict=True))
                self.encoded += len(batch)
                if progress:
                    progress(Progress("embed", start + len(batch), len(missing)))
        result = np.empty((len(keys), encoder.dimension), dtype=np.float32)
        for row, key in enumerate(keys):
            result[row] = found[key]
        return result

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with contextlib.closing(self._connect()) as connection:
                yield connection
        except sqlite3.Error as error:
            raise BuildError(
                f"{self.path}: the cache of embeddings cannot be used ({error}); free space on the disk, see that the "
                "folder can be written, or remove the file: it is computed again"
            ) from error

    def _connect(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return _prepare(self.path)
        except sqlite3.OperationalError:  # locked, read-only or full: the file itself is sound
            raise
        except sqlite3.DatabaseError as error:
            aside = self.path.with_suffix(".damaged")
            logger.warning("%s is damaged (%s); it is kept as %s and begun anew", self.path, error, aside.name)
            self.path.replace(aside)
            # A journal left here would be played back into the new file.
            self.path.with_name(f"{_FILE}-journal").unlink(missing_ok=True)
            return _prepare(self.path)
        except OSError as error:
            raise sqlite3.OperationalError(error.strerror or str(error)) from error


def _prepare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    try:
        connection.execute(_SCHEMA)
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    # Walks the whole file (0.1 s for 50,000 vectors), which is far less than serving a damaged one costs.
    (problem,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if problem != "ok":
        raise sqlite3.DatabaseError(problem)


def _key(text: str, kind: str, fingerprint: str) -> bytes:
    # Lengths keep the three parts apart.
    parts = [part.encode("utf-8", "surrogatepass") for part in (fingerprint, kind, text)]
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).digest()


def _read(
    connection: sqlite3.Connection, keys: Sequence[bytes], dimension: int
) -> Iterator[tuple[bytes, NDArray[np.float32]]]:
    for start in range(0, len(keys), _VARIABLES):
        some = keys[start : start + _VARIABLES]
        marks = ",".join("?" * len(some))
        query = f"SELECT key, vector FROM embedding WHERE key IN ({marks})"  # noqa: S608 — question marks only
        for key, stored in connection.execute(query, some):
            if len(stored) != 4 * dimension:
                continue
            vector = np.frombuffer(stored, dtype="<f4")
            if abs(float(vector @ vector) - 1) < _TOLERANCE:
                yield key, vector.astype(np.float32, copy=False)


def _write(
    connection: sqlite3.Connection, keys: Sequence[bytes], fingerprint: str, vectors: NDArray[np.float32]
) -> None:
    rows = [(key, fingerprint, vector.astype("<f4").tobytes()) for key, vector in zip(keys, vectors, strict=True)]
    with connection:
        connection.executemany("INSERT OR REPLACE INTO embedding VALUES (?, ?, ?)", rows)

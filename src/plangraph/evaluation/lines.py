"""Lines of the text files that a collection is made of, with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plangraph.errors import EvaluationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["iter_lines"]


def iter_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file that hold something, numbered from 1. Raises EvaluationError for another encoding."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvaluationError(path.name, f"this is no UTF-8 (byte {error.start + 1}); save it as UTF-8") from error
    # Not splitlines: a query may hold any of the rarer separators of Unicode.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line.rstrip("\r")

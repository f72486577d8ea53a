"""Cards and passages as JSON lines: one record a line, keys in the order of the fields, so that builds diff cleanly."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from plangraph.errors import WorkspaceError
from plangraph.model import Card, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["open_cards", "open_passages", "save_records"]


_Record = TypeVar("_Record", Card, Passage)


def save_records(path: Path, records: Iterable[Card] | Iterable[Passage]) -> None:
    """Write cards or passages, under a temporary name first."""
    temporary = path.with_name(path.name + ".part")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":")) + "\n")
    temporary.replace(path)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _open_records(path: Path, kind: type[_Record]) -> tuple[_Record, ...]:
    try:
        with path.open(encoding="utf-8") as file:
            return tuple(kind(**{k: _tuples(v) for k, v in json.loads(line).items()}) for line in file)
    except (OSError, ValueError, TypeError) as error:
        raise WorkspaceError(f"{path}: not a readable table ({error}); build the index again") from error


def open_cards(path: Path) -> tuple[Card, ...]:
    """Read the cards of an index. Raises WorkspaceError where the file is missing or damaged."""
    return _open_records(path, Card)


def open_passages(path: Path) -> tuple[Passage, ...]:
    """Read the passages of an index, in the order of its rows. Raises WorkspaceError as `open_cards` does."""
    return _open_records(path, Passage)

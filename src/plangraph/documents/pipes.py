"""Rows of Markdown tables, whose cells bars part: | a | b |. Form only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_pipe_row", "is_rule", "rest_of_table", "split_pipes"]

_BARS: Final = re.compile(r"\S\s+[|｜]\s+(?=\S)")
# One dash is a rule beside a colon only (:-:); alone it is a value that is missing.
_RULE: Final = r"\s*(?::-+:?|-+:|-{2,})\s*"
_STRAY: Final = 2  # cells of a row that stands outside of its table
_PIPE_RULE: Final = re.compile(rf"^\|?(?:{_RULE}\|)*{_RULE}\|?$")


def is_pipe_row(line: str) -> bool:
    """Whether a line is a row of cells that bars part."""
    stripped = line.strip()
    return (stripped.startswith("|") and stripped.count("|") >= 2) or len(_BARS.findall(stripped)) >= 2


def is_rule(line: str) -> bool:
    """Whether a row is the rule below a header: |---|:-:|."""
    return _PIPE_RULE.match(line.strip()) is not None


def split_pipes(line: str) -> list[str]:
    """The cells of a row; a bar behind a backslash is a letter of one."""
    stripped = line.strip().removeprefix("|")
    if stripped.endswith("|") and not stripped.endswith("\\|"):
        stripped = stripped[:-1]
    return [
        cell.replace("\\|", "|")
        for cell in re.split(r"(?<!\\)[|｜]" if "|" not in stripped else r"(?<!\\)\|", stripped)
    ]


def rest_of_table(lines: Sequence[str], at: int) -> int | None:
    """Where a table goes on whose first row is a line; None where the line is no row of one.

    The first row of one of two columns may stand above it, by itself and without its first bar: 政策 | 2 海を守る |,
    a blank line, and | 施策 | 2-1 … |.
    """
    line = lines[at].strip()
    if is_pipe_row(line):
        return at + 1
    if not line.endswith("|") or line.startswith("|") or len(cells := split_pipes(line)) != _STRAY or not all(cells):
        return None
    below = next((i for i in range(at + 1, min(len(lines), at + 3)) if lines[i].strip()), None)
    return below if below and is_pipe_row(lines[below]) and len(split_pipes(lines[below])) == _STRAY else None

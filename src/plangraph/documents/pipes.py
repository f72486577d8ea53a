"""Rows of Markdown tables, whose cells bars part: | a | b |. Form only."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_pipe_row", "is_rule", "split_pipes"]

_BARS: Final = re.compile(r"\S\s+[|｜]\s+(?=\S)")
# One dash is a rule beside a colon only (:-:); alone it is a value that is missing.
_RULE: Final = r"\s*(?::-+:?|-+:|-{2,})\s*"
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

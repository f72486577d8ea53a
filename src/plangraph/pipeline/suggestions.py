"""Suggestions over a workspace while somebody types, on each newly published generation."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from plangraph.workspace import Follower, Following, Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from plangraph.retrieval import Suggester
    from plangraph.workspace import Generation

__all__ = ["Suggest", "open_suggest"]


class Suggest(Following["Suggester"]):
    """Suggests names of a workspace, without an encoder; see `Following`."""

    def __init__(self, workspace: Path) -> None:
        super().__init__(Follower(Workspace(workspace), _open, lambda _: None))

    def suggest(self, typed: str, limit: int = 10, language: str | None = None) -> list[dict[str, Any]]:
        """Names of which a word, or its reading, starts with what was typed; see `retrieval.Suggester.suggest`."""
        with self._follower.use() as suggester:
            return [asdict(each) for each in suggester.suggest(typed, limit, language)]


def open_suggest(workspace: Path) -> Suggest:
    """Suggestions over the current generation. Raises WorkspaceError when nothing was built, or files are damaged."""
    return Suggest(workspace)


def _open(generation: Generation) -> Suggester:
    from plangraph.retrieval import Suggester  # noqa: PLC0415 — heavy

    suggester = Suggester.open(generation.index)
    suggester.prepare()
    return suggester

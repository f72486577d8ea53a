"""Suggestions over a workspace while somebody types, on each newly published generation."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

from plangraph.workspace import Follower, Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from plangraph.retrieval import Suggester
    from plangraph.workspace import Generation

__all__ = ["Suggest", "open_suggest"]


class Suggest:
    """Suggests names of a workspace, without an encoder; thread-safe.

    Call `refresh()` between requests to pick up a new generation.
    """

    def __init__(self, workspace: Path) -> None:
        self._follower: Follower[Suggester] = Follower(Workspace(workspace), _open, lambda _: None)

    def suggest(self, typed: str, limit: int = 10, language: str | None = None) -> list[dict[str, Any]]:
        """Names of which a word, or its reading, starts with what was typed; see `retrieval.Suggester.suggest`."""
        with self._follower.use() as suggester:
            return [asdict(each) for each in suggester.suggest(typed, limit, language)]

    def refresh(self) -> bool:
        """Moves to a newly published generation, if there is one."""
        return self._follower.refresh()

    def close(self) -> None:
        """Frees the names."""
        self._follower.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_suggest(workspace: Path) -> Suggest:
    """Suggestions over the current generation. Raises WorkspaceError when nothing was built, or files are damaged."""
    return Suggest(workspace)


def _open(generation: Generation) -> Suggester:
    from plangraph.retrieval import Suggester  # noqa: PLC0415 — heavy

    suggester = Suggester.open(generation.index)
    suggester.prepare()
    return suggester

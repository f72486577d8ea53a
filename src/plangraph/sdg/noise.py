"""Texts that are of no policy, everyday talk and the furniture of documents, by which it is seen who is fooled."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plangraph.errors import EvaluationError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Noise", "read_noise"]


@dataclass(frozen=True, slots=True)
class Noise:
    """A text of no policy, its language ("ja" or "en"), and the part ("dev" or "test") that it belongs to."""

    text: str
    language: str
    split: str


def read_noise(path: Path, language: str = "") -> list[Noise]:
    """JSON lines with `text`, `language`, `split`, all or those of a language. EvaluationError names the line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            found.append(Noise(str(row["text"]), str(row["language"]), str(row["split"])))
        except (ValueError, KeyError, TypeError) as error:
            problem = "it is no text of no policy; give JSON with text, language and split"
            raise EvaluationError(path.name, problem, line=number) from error
    return [each for each in found if language in {"", each.language}]

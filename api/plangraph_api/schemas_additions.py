"""How far a plan that is being added is, as programs and the page's script ask it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

__all__ = ["AdditionAnswer", "ProgressAnswer", "ShownLines"]


class ProgressAnswer(BaseModel):
    """How far something has come: `total` is 0 where it is not known."""

    done: int
    total: int


class AdditionAnswer(BaseModel):
    """A document on its way to being published."""

    id: str
    document: str = Field(description="The name of the file.")
    size: int = Field(description="Bytes.")
    sha256: str
    role: str = Field(description="The role that uploaded it.")
    added_at: str = Field(description="UTC.")
    facts: dict[str, str] = Field(description="What was told of the plan beside the document.")
    step: Literal["read", "build", "publish"]
    state: Literal["queued", "running", "done", "failed"]
    problem: str = Field(description="Why the step failed; empty otherwise.")
    progress: dict[str, ProgressAnswer] = Field(description="Of the running step: `build` in steps, `embed` in texts.")
    plan: dict[str, Any] | None = Field(description="How the document was understood; null before it was read.")
    counts: dict[str, dict[str, int]] | None = Field(description="What is held before and after, once it was built.")
    generation: int | None = Field(description="The generation that it was published as.")


class ShownLines(BaseModel):
    """Which lines of a document its page shows: those of one family, from which on; `still` for no refreshing."""

    only: str = ""
    offset: int = Field(default=0, ge=0)
    still: bool = False

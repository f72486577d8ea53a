"""What a reader of one format hands back, before the file's name and digest make a Document of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plangraph.model import Block

__all__ = ["Content", "Reader"]


@dataclass(frozen=True, slots=True)
class Content:
    """Blocks in reading order; the encoding where the format has one; what the file prints around its text.

    `file_title` is the title in the file's properties.
    """

    blocks: tuple[Block, ...]
    encoding: str = ""
    furniture: tuple[Block, ...] = ()
    file_title: str = ""


# A reader takes a file's bytes and its name, which it says in errors.
Reader = Callable[[bytes, str], Content]

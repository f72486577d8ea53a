"""A checksum file over a folder: written last, checked on every opening, so that damage is never served."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["digest_file", "is_sealed", "seal_folder"]

_NAME: Final = "checksums.json"


def digest_file(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal_folder(folder: Path, facts: Mapping[str, str | int], known: Mapping[str, str] | None = None) -> None:
    """Write the checksum of every file below `folder`, with facts about its making; `known` ones are not redone."""
    known = known or {}
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    checksums = {name: known.get(name) or digest_file(folder / name) for name in files}
    (folder / _NAME).write_text(json.dumps({**facts, "sha256": checksums}, indent=1) + "\n", encoding="utf-8")


def is_sealed(folder: Path, facts: Mapping[str, str | int]) -> bool:
    """Whether the folder was made with these facts, is complete, and reads back as it was written."""
    try:
        recorded = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        checksums = recorded.pop("sha256")
        return bool(
            recorded == dict(facts)
            and checksums
            and all(digest_file(folder / name) == digest for name, digest in checksums.items())
        )
    except (OSError, ValueError, KeyError, AttributeError):
        return False

"""What a generation is made of, written beside it and checked when it is opened."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

from plangraph.errors import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FORMAT", "NAME", "EncoderRecord", "FileRecord", "Manifest", "digest"]

FORMAT: Final = 1
NAME: Final = "manifest.json"
# Opening compares every size, and digests only what is read in a moment; `validate` digests all.
_SMALL: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class EncoderRecord:
    """The encoder whose vectors a generation holds; vectors of one `space` can be compared."""

    name: str
    space: str
    fingerprint: str
    dimension: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Size in bytes and SHA-256 (hexadecimal) of a file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` by path within the generation; `graphs` the digests of the TriG files it was built from."""

    generation: int
    built_at: str
    base_iri: str
    encoder: EncoderRecord
    counts: dict[str, int]
    graphs: dict[str, str]
    files: dict[str, FileRecord] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, directory: Path) -> Path:
        """Saves as `manifest.json`; returns its path."""
        path = directory / NAME
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return path

    @classmethod
    def read(cls, directory: Path) -> Manifest:
        """Loads `manifest.json`. Raises WorkspaceError when it is absent, garbled or of another format."""
        path = directory / NAME
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["format"] != FORMAT:
                raise WorkspaceError(
                    f"{directory} has format {data['format']}, this version reads {FORMAT}; run `plangraph build`"
                )
            data["encoder"] = EncoderRecord(**data["encoder"])
            data["files"] = {name: FileRecord(**record) for name, record in data["files"].items()}
            return cls(**data)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(f"{path} is missing or damaged ({error}); run `plangraph build`") from error

    def problems(self, directory: Path, *, full: bool = False) -> list[str]:
        """What differs from the files on disk: sizes, digests of small files, and with `full` of all files."""
        found = []
        for name, record in self.files.items():
            path = directory / name
            try:
                size = path.stat().st_size
                if size != record.size:
                    found.append(f"{path} has {size} bytes instead of {record.size}")
                elif (full or size <= _SMALL) and digest(path) != record.sha256:
                    found.append(f"{path} is not the file that was built")
            except OSError as error:
                found.append(f"{path} cannot be read: {error.strerror or error}")
        return found


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

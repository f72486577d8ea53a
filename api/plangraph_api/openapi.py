"""`python -m plangraph_api.openapi` writes the description of the API to `api/openapi.json`."""

from __future__ import annotations

import json
from pathlib import Path

from plangraph_api.app import create_app

__all__ = ["SNAPSHOT", "save_description"]

SNAPSHOT = Path(__file__).parents[1] / "openapi.json"


def save_description(path: Path = SNAPSHOT) -> None:
    """Write what `/openapi.json` gives, readable and diffable."""
    text = json.dumps(create_app().openapi(), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    save_description()

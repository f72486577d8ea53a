"""Files that ship inside the package: the ontology, its queries, the sample plans."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["ontology", "read_query", "samples"]


def ontology(*path: str) -> Traversable:
    """A file or folder of the ontology, such as `ontology("vocabularies", "terms.ttl")`."""
    return files("plangraph").joinpath("ontology", *path)


def read_query(package: str, name: str) -> str:
    """The text of a `.rq` file that lies beside a module: `read_query("plangraph.graph", "cards")`."""
    return files(package).joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")


def samples() -> Traversable:
    """The folder of the sample plans, with a `corpus.toml`."""
    return files("plangraph").joinpath("samples")

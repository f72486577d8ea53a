"""Files that ship inside the package: the ontology, its queries, the sample plans, the municipalities."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["municipalities", "ontology", "read_query", "samples"]


@cache
def municipalities() -> tuple[tuple[str, str, str, str], ...]:
    """Every municipality and ward: six-digit code, name, kana and prefecture (総務省 全国地方公共団体コード)."""
    text = files("plangraph").joinpath("plans", "municipalities.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return tuple((code, name, kana, prefecture) for code, name, kana, prefecture in rows)


def ontology(*path: str) -> Traversable:
    """A file or folder of the ontology, such as `ontology("vocabularies", "terms.ttl")`."""
    return files("plangraph").joinpath("ontology", *path)


def read_query(package: str, name: str) -> str:
    """The text of a `.rq` file that lies beside a module: `read_query("plangraph.graph", "cards")`."""
    return files(package).joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")


def samples() -> Traversable:
    """The folder of the sample plans, with a `corpus.toml`."""
    return files("plangraph").joinpath("samples")

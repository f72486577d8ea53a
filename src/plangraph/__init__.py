"""Municipal plans as a knowledge graph.

`import plangraph` costs next to nothing: the values of `model` and the functions of `pipeline` load when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plangraph.errors import PlanGraphError
    from plangraph.pipeline import build, ingest, inspect, open_graph, open_search

__version__ = "0.1.0"
_PIPELINE = ("ask", "build", "ingest", "inspect", "open_ask", "open_graph", "open_search")

__all__ = [
    "PlanGraphError",
    "__version__",
    "ask",
    "build",
    "ingest",
    "inspect",
    "open_ask",
    "open_graph",
    "open_search",
]


def __getattr__(name: str) -> Any:
    """Loads a name where it is defined (PEP 562)."""
    if name in _PIPELINE:
        return getattr(import_module("plangraph.pipeline"), name)
    if name == "PlanGraphError":
        return import_module("plangraph.errors").PlanGraphError
    model = import_module("plangraph.model")
    if name in model.__all__:
        return getattr(model, name)
    raise AttributeError(f"module 'plangraph' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Everything that can be had from here."""
    return sorted({*globals(), *__all__, *import_module("plangraph.model").__all__})

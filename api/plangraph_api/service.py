"""The SPARQL service description, relative to the address that serves it."""

from importlib.resources import files
from typing import Final

__all__ = ["SERVICE"]

SERVICE: Final = files("plangraph_api").joinpath("service.ttl").read_text(encoding="utf-8")

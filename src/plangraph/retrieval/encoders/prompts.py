"""What a model wants to read before a query and before a passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KINDS", "choose_prompts"]

KINDS: Final = ("query", "passage")
# Names that sentence-transformers' encode_query and encode_document look for, in their order.
_NAMES: Final = {"query": ("query",), "passage": ("document", "passage", "corpus")}
# The E5 models were trained with these words (Wang et al. 2024, arXiv:2402.05672) but do not carry them in their
# configuration; the instruct variant wants others.
_E5: Final = re.compile(r"(^|/)(multilingual-)?e5-(small|base|large)(-v2|-unsupervised)?$")


def choose_prompts(name: str, configured: Mapping[str, str], default: str | None = None) -> dict[str, str]:
    """The text to put before a query and a passage, by kind; "" where there is none.

    `configured` are the model's own prompts and `default` the name of the one for everything else.
    """
    chosen = {
        kind: next((configured[n] for n in names if configured.get(n)), configured.get(default or "", ""))
        for kind, names in _NAMES.items()
    }
    if not any(chosen.values()) and _E5.search(name.rstrip("/")):
        return {"query": "query: ", "passage": "passage: "}
    return chosen

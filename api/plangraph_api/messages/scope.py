"""Which messages are for everybody, and so in every language; the others are on pages in Japanese and English alone."""

from __future__ import annotations

from typing import Final

__all__ = ["is_for_all"]

_SECTIONS_OF_STAFF: Final = (
    *("add.", "count.", "curation.", "dataset.", "docs.", "family.", "format.", "graph.", "ontology."),
    *("problem.detail.", "reading.", "shapes.", "share.", "sparql."),
)
"""What staff and analysts read."""
_STILL_FOR_ALL: Final = frozenset(
    (
        *("share.understood", "share.kept", "share.noise", "share.unread"),
        *("dataset.title", "curation.sign_in", "curation.corrected", "curation.said"),
        *(
            f"problem.detail.{name}"
            for name in (
                *(
                    "empty",
                    "empty_search",
                    "long",
                    "named",
                    "between",
                    "below",
                    "no_filter",
                    "no_order",
                    "no_value",
                    "cities",
                ),
                *("no_address", "nothing_said", "no_field", "no_element", "not_found", "no_method", "opening"),
                *("no_index", "internal", "missing", "short", "shorter", "longer", "pattern", "integer", "least"),
                *("most", "choice", "truth", "extra", "parameters_unreadable", "host"),
            )
        ),
    )
)
"""What everybody meets of those sections: in the frame of each page, and where a search or an address is faulty."""


def is_for_all(key: str) -> bool:
    """Whether the message of a key is wanted in every language."""
    return key in _STILL_FOR_ALL or not key.startswith(_SECTIONS_OF_STAFF)

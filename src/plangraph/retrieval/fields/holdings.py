"""What an index holds of the thesaurus's words: how much of a field it speaks of, and which terms it never does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.retrieval.fields.affinity import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from plangraph.retrieval.fields.recognition import FieldWeights
    from plangraph.retrieval.fields.thesaurus import Concept

__all__ = ["Holdings"]

# A term of art is four letters or more without hiragana (海水浴場, 津波避難タワー). What people say otherwise
# (夜道が暗い) stands in no plan, and is no sign that plans do not speak of it.
_TERM: Final = re.compile(r"[^ぁ-ん]{4,}")
_LONGEST: Final = 24
_LOOKED_AT: Final = 200


class Holdings:
    """Counts of the labels that an index holds; `held` is that of its `Affinity`."""

    def __init__(self, concepts: Sequence[Concept], held: NDArray[np.int32]) -> None:
        owners = [at for at, concept in enumerate(concepts) for _ in concept.labels["ja"]]
        self._mass = np.log1p(np.bincount(owners, weights=held, minlength=len(concepts)))
        labels = (fold(label) for concept in concepts for label in concept.labels["ja"])
        self._held: dict[str, int] = {}
        for label, count in zip(labels, held.tolist(), strict=True):
            self._held[label] = max(count, self._held.get(label, 0))

    def mass(self, fields: FieldWeights) -> float:
        """The logarithm of how often the labels of a query's fields stand in the index, by the fields' weights."""
        return float(fields.weights @ self._mass[fields.concepts])

    def lacks(self, topic: str) -> bool:
        """Whether the longest term of the thesaurus in a Japanese topic is one that the index never uses."""
        text = fold(topic)[:_LOOKED_AT]
        for length in range(min(_LONGEST, len(text)), 1, -1):
            for start in range(len(text) - length + 1):
                count = self._held.get(text[start : start + length])
                if count is not None:
                    return count == 0 and _TERM.fullmatch(text, start, start + length) is not None
        return False

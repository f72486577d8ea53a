"""What is measured against the thesaurus: the subjects of an index, with their words and vectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Subjects"]


@dataclass(frozen=True, slots=True)
class Subjects:
    """What is classified: IRIs, (title, further words), and the passages that speak for them.

    `wordings` has a row a subject: its title by the encoder of labels. `passages` are unit vectors by the encoder of
    passages, `owners[row]` the position of the subject, `quotes[row]` the text.
    """

    iris: Sequence[str]
    texts: Sequence[tuple[str, str]]
    wordings: NDArray[np.float32]
    passages: NDArray[np.float32]
    owners: NDArray[np.int64]
    quotes: Sequence[str]

"""The linear head: from the vectors of a unit of text to a score for each goal and target, with calibration."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["GOALS", "Head", "centre", "open_head"]

GOALS: Final = 17
_NAME: Final = "head.npz"


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of shape (dimensions + 1, 17 + targets + 1), the last row the intercepts; `codes` names the targets.

    The last column is whether a unit is of any goal at all, and not of everyday talk or the furniture of documents.

    `mean` is that of the vectors it was fitted on; the first `width` numbers of a vector are of the encoder of
    passages, the rest of that of labels. `calibration` turns the features of a text (see `Classifier`) into
    log-odds, a row for Japanese texts and one for others: one coefficient each, then the intercept; `policy` does so
    with the greatest score of the last column. `space` says which encoders it was fitted for.
    """

    mean: NDArray[np.float32]
    weights: NDArray[np.float16]
    codes: tuple[str, ...]
    calibration: NDArray[np.float64]
    policy: NDArray[np.float64]
    width: int
    space: str

    @property
    def version(self) -> str:
        """Name and digest of the model."""
        parts = (self.weights, self.mean, self.calibration, self.policy)
        digest = hashlib.sha256(b"".join(part.tobytes() for part in parts))
        return f"plangraph-sdg-{digest.hexdigest()[:12]}"

    def scores(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores of units, shape (units, 17 + targets + 1); about 1 where a unit is of the goal, 0 where it is not."""
        weights = self.weights.astype(np.float32)
        scores: NDArray[np.float32] = centre(vectors, self.mean, self.width) @ weights[:-1] + weights[-1]
        return scores

    def save(self, path: Path) -> None:
        """Write it."""
        np.savez_compressed(
            path, mean=self.mean, weights=self.weights, codes=np.array(self.codes), calibration=self.calibration,
            policy=self.policy, width=np.array(self.width), space=np.array(self.space),
        )  # fmt: skip


def centre(vectors: NDArray[np.float32], mean: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """Vectors less the mean, the part of each encoder of unit length again: raw cosines of e5 are all above .7."""
    moved = vectors - mean
    parts = [moved[:, :width], moved[:, width:]]
    return np.hstack([part / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-9) for part in parts])


def open_head() -> Head:
    """The head that ships. Raises BuildError where it is missing."""
    file = files(__package__).joinpath(_NAME)
    if not file.is_file():
        raise BuildError("the classifier of SDGs has no weights; run `make sdg-head` or reinstall PlanGraph")
    with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as stored:
        return Head(
            stored["mean"], stored["weights"], tuple(stored["codes"].tolist()), stored["calibration"],
            stored["policy"], int(stored["width"]), str(stored["space"]),
        )  # fmt: skip

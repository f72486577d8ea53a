"""Fitting the head: ridge regression (Hoerl and Kennard 1970) on texts of our own, then calibration on labels."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.sdg.head import GOALS, Head, centre
from plangraph.sdg.vocabulary import targets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["Example", "calibrate", "fit_head", "own_examples", "targets_of_fields"]

_RIDGE: Final = 10.0
_WORDING: Final = 2.0
_NONE: Final = 8.0
_EVERYDAY: Final = 4.0
# The table of wordings that address no goal.
_NO_TARGET: Final = "none"
# Platt scaling needs no strong prior: thousands of pairs, four numbers.
_PRIOR: Final = 1e-2
_STEPS: Final = 50


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the codes of the targets that it is about, and how much it counts."""

    text: str
    targets: tuple[str, ...]
    weight: float


def targets_of_fields() -> Mapping[str, tuple[str, ...]]:
    """The last part of the IRI of each concept of the thesaurus → the targets it addresses, the main one first."""
    tables = tomllib.loads(files(__package__).joinpath("fields.toml").read_text(encoding="utf-8"))
    return {name: tuple(codes) for table in tables.values() for name, codes in table.items()}


def own_examples() -> list[Example]:
    """The wordings of each target and of what addresses none, and the labels of targets, in both languages.

    What addresses none is near to plans (`wordings.toml`) or of everyday talk (`everyday.toml`).
    """
    tables = tomllib.loads(files(__package__).joinpath("wordings.toml").read_text(encoding="utf-8"))
    none = [Example(text, (), _NONE) for language in ("en", "ja") for text in tables[_NO_TARGET][language]]
    talk = tomllib.loads(files(__package__).joinpath("everyday.toml").read_text(encoding="utf-8"))
    none += [Example(text, (), _EVERYDAY) for texts in talk.values() for text in texts]
    worded = [
        Example(text, (code,), _WORDING)
        for code, table in tables.items()
        for text in (*table["en"], *table["ja"])
        if code != _NO_TARGET
    ]
    return [*worded, *none] + [
        Example(label, (each.code,), _WORDING) for each in targets() for label in (each.ja, each.en)
    ]


def fit_head(examples: Sequence[Example], vectors: NDArray[np.float32], width: int, space: str) -> Head:
    """The head of examples and their vectors, shape (examples, dimensions); not yet calibrated."""
    codes = tuple(target.code for target in targets())
    place = {code: at for at, code in enumerate(codes)}
    wanted = np.zeros((len(examples), GOALS + len(codes) + 1))
    for row, example in enumerate(examples):
        wanted[row, -1] = bool(example.targets)
        for code in example.targets:
            wanted[row, int(code.split(".")[0]) - 1] = wanted[row, GOALS + place[code]] = 1.0
    counts = np.array([example.weight for example in examples])
    mean = np.average(vectors, axis=0, weights=counts).astype(np.float32)
    rows = np.hstack([centre(vectors, mean, width), np.ones((len(examples), 1))]).astype(np.float64)
    weighted = (rows * counts[:, None]).T
    ridge = np.diag([*([_RIDGE] * vectors.shape[1]), 1e-6])
    weights = np.linalg.solve(weighted @ rows + ridge, weighted @ wanted).astype(np.float16)
    calibration, policy = np.tile([3.0, 3.0, 3.0, -5.0], (2, 1)), np.tile([10.0, -5.0], (2, 1))
    return Head(mean, weights, codes, calibration, policy, width, space)


def calibrate(features: NDArray[np.float64], truth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Coefficients, the intercept last, of the logistic model of `truth` (0 or 1, shape (n,)) on features (n, k)."""
    rows = np.hstack([features, np.ones((len(features), 1))])
    found = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        sure = 1.0 / (1.0 + np.exp(-rows @ found))
        slope = rows.T @ (truth - sure) - _PRIOR * found
        bend = (rows * (sure * (1.0 - sure))[:, None]).T @ rows + _PRIOR * np.eye(len(found))
        found = found + np.linalg.solve(bend, slope)
    return found

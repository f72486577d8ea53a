"""The model that says how sure it is that a subject is of a field: logistic, fitted on labels written by hand.

On 220 elements and indicators of the samples and of five real plans, each with the 0 to 3 concepts that a person would
put it under (286 in all; labels and script: `tests/relevance/fields`). By ten-fold cross-validation over elements:
the surest concept is right for .778 of the 194 that have one, and its field (top level) for .923; from .25 on precision
is .696, recall .626 (micro-F1 .659), from .4 on .801 and .535 (.642). Expected calibration error .045 over confidences
from .1. That a label stands in the title adds nothing to `words`, in which it counts twice; nor does the field of the
element above (F1 .651 and .657, six and five features). The candidates shown to the labeller came from the same
features, so recall is flattered; the measures stem from the index as a whole, so a few elements alone tell little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["FIELD_MODEL", "FieldModel"]


@dataclass(frozen=True, slots=True)
class FieldModel:
    """Coefficients for the features of a subject and a concept (see `classification.measure`), and what is kept."""

    intercept: float
    meaning: float
    words: float
    wording: float
    margin: float

    kept: float = 0.25
    """The least confidence at which a link is kept: from here to `assigned` a person agrees with one link in three."""

    assigned: float = 0.4
    """The least confidence at which a subject counts as of a field."""

    most: int = 3
    """How many links a subject may have."""


FIELD_MODEL: Final = FieldModel(intercept=-5.849, meaning=1.044, words=1.763, wording=0.473, margin=0.458)

"""How well things are done, in numbers: what was read from a document against what a person read in it."""

from plangraph.evaluation.extraction import FACT_TYPES, Comparison, Score, compare, facts_of
from plangraph.evaluation.folding import digest, fold
from plangraph.evaluation.golden import Golden, read_golden

__all__ = ["FACT_TYPES", "Comparison", "Golden", "Score", "compare", "digest", "facts_of", "fold", "read_golden"]

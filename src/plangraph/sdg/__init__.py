"""Which Sustainable Development Goals and targets a text is about: vocabulary, knowledge, classifier.

The knowledge is in words of our own (`wordings.toml`, and `fields.toml`, which maps the thesaurus of municipal policy
to targets); the classifier is a linear head over the vectors of two encoders that are handed to it.
"""

from plangraph.sdg.classifier import Classifier, GoalGuess, read_units
from plangraph.sdg.evaluation import Labelled, Measured, measure, read_labelled
from plangraph.sdg.head import Head, open_head
from plangraph.sdg.learning import Example, fit_head, own_examples, targets_of_fields
from plangraph.sdg.vocabulary import Target, read_taxonomy, targets

__all__ = [
    "Classifier",
    "Example",
    "GoalGuess",
    "Head",
    "Labelled",
    "Measured",
    "Target",
    "fit_head",
    "measure",
    "open_head",
    "own_examples",
    "read_labelled",
    "read_taxonomy",
    "read_units",
    "targets",
    "targets_of_fields",
]

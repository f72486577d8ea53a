"""The thesaurus of municipal policy at work: which fields a query means, and which fields each subject is of.

People say 夜道が暗い, plans say 防犯灯; people ask in Portuguese, plans answer in Japanese. The labels of a concept
(`ontology/vocabularies/policy-fields.ttl`) hold both, so a query finds the concept by whichever label is nearest to it,
and the concept finds the subjects by its Japanese labels.
"""

from plangraph.retrieval.fields.affinity import Affinity, build_affinity
from plangraph.retrieval.fields.classification import classify
from plangraph.retrieval.fields.coefficients import FIELD_MODEL, FieldModel
from plangraph.retrieval.fields.holdings import Holdings
from plangraph.retrieval.fields.recognition import FieldWeights, Recogniser
from plangraph.retrieval.fields.subjects import Subjects
from plangraph.retrieval.fields.thesaurus import Concept, open_thesaurus
from plangraph.retrieval.fields.vectors import LabelVectors, make_vectors

__all__ = [
    "FIELD_MODEL",
    "Affinity",
    "Concept",
    "FieldModel",
    "FieldWeights",
    "Holdings",
    "LabelVectors",
    "Recogniser",
    "Subjects",
    "build_affinity",
    "classify",
    "make_vectors",
    "open_thesaurus",
]

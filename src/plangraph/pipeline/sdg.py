"""Goals of texts: the classifier with its encoders, its measures, and the making of its weights."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.config import load_settings
from plangraph.retrieval import EmbeddingCache, open_encoder, open_label_encoder, open_thesaurus
from plangraph.retrieval.encoders import DEFAULT_ENCODER
from plangraph.sdg import Classifier, Example, Head, fit_head, measure, open_head, own_examples, read_labelled
from plangraph.sdg.classifier import features, read_units
from plangraph.sdg.evaluation import truth_of
from plangraph.sdg.head import GOALS
from plangraph.sdg.learning import calibrate, targets_of_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from plangraph.sdg import Measured

__all__ = ["evaluate_sdg", "make_head", "open_classifier"]

# How much a text of the thesaurus counts: a name most, an everyday question least, of which there are many.
_LABEL: Final = 2.0
_DEFINITION: Final = 1.5
_ALTERNATIVE: Final = 0.5
_QUESTION: Final = 0.3


def open_classifier() -> Classifier:
    """The classifier that ships, over the encoders it was fitted for."""
    return Classifier(open_head(), _encoders()[0])


def evaluate_sdg(labelled: Path) -> Measured:
    """Measures on labelled texts, calibrated each time on all documents but the one that is measured."""
    texts = read_labelled(labelled)
    encode, _, _ = _encoders()
    found, truth = _features(open_head(), encode, [each.text for each in texts]), truth_of(texts)
    sure = np.zeros_like(truth)
    documents = np.array([each.document for each in texts])
    for document in sorted(set(documents.tolist())):
        here = documents == document
        learnt = calibrate(found[~here].reshape(-1, found.shape[2]), truth[~here].ravel())
        sure[here] = 1.0 / (1.0 + np.exp(-(found[here] @ learnt[:-1] + learnt[-1])))
    return measure(sure, truth)


def make_head(labelled: Path, path: Path) -> Head:
    """Fit the head on our own texts, calibrate it on labelled ones, and write it."""
    encode, width, space = _encoders()
    examples = [*own_examples(), *_thesaurus_examples()]
    head = fit_head(examples, encode([example.text for example in examples]), width, space)
    texts = read_labelled(labelled)
    found = _features(head, encode, [each.text for each in texts])
    head = replace(head, calibration=calibrate(found.reshape(-1, found.shape[2]), truth_of(texts).ravel()))
    head.save(path)
    return head


def _features(
    head: Head, encode: Callable[[Sequence[str]], NDArray[np.float32]], texts: Sequence[str]
) -> NDArray[np.float64]:
    units = [read_units(text) for text in texts]
    owners = np.array([at for at, own in enumerate(units) for _ in own], dtype=np.int64)
    return features(head.scores(encode([unit for own in units for unit in own])), owners, len(texts))[:, :GOALS]


def _thesaurus_examples() -> list[Example]:
    mapped = targets_of_fields()
    found = []
    for concept in open_thesaurus():
        codes = mapped.get(concept.iri.rsplit("/", 1)[-1])
        if codes is None:
            continue
        for language in ("ja", "en"):
            first, *others = concept.labels[language]
            found += [Example(first, codes, _LABEL), Example(concept.definitions[language], codes, _DEFINITION)]
            found += [Example(other, codes, _ALTERNATIVE) for other in others]
        found += [Example(question, codes, _QUESTION) for question in concept.questions]
    return found


def _encoders() -> tuple[Callable[[Sequence[str]], NDArray[np.float32]], int, str]:
    """Both encoders as one, the width of the first, and which they are; vectors come out of the user's cache."""
    settings = load_settings()
    # Whatever encoder searches: the head was fitted for the default one.
    encoder, labels = open_encoder(DEFAULT_ENCODER, settings.cache_dir), open_label_encoder()
    cache = EmbeddingCache(settings.cache_dir / "sdg")
    cache.path.parent.mkdir(parents=True, exist_ok=True)

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.hstack([cache.encode(each, texts, "passage") for each in (encoder, labels)])

    return encode, encoder.dimension, f"{encoder.space} {labels.space}"


if __name__ == "__main__":
    import sys

    make_head(Path(sys.argv[1]), Path(str(files("plangraph.sdg").joinpath("head.npz"))))

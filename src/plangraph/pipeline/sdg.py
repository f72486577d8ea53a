"""Goals of texts: the classifier with its encoders, and the making of its weights."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.config import load_settings
from plangraph.errors import DocumentError
from plangraph.retrieval import EmbeddingCache, open_encoder, open_label_encoder, open_thesaurus
from plangraph.retrieval.encoders import DEFAULT_ENCODER
from plangraph.sdg import Classifier, Example, Head, fit_head, open_head, own_examples, read_labelled
from plangraph.sdg.classifier import features, read_units
from plangraph.sdg.evaluation import truth_of
from plangraph.sdg.head import GOALS
from plangraph.sdg.learning import calibrate, targets_of_fields
from plangraph.sdg.noise import read_noise
from plangraph.sdg.snippets import pairs_of, read_snippets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

__all__ = [
    "all_examples",
    "goal_features",
    "make_head",
    "open_classifier",
    "open_encoders",
    "read_texts",
    "thesaurus_examples",
]

# How much a text of the thesaurus counts: a name most, an everyday question least, of which there are many.
_LABEL: Final = 2.0
_DEFINITION: Final = 1.5
_ALTERNATIVE: Final = 0.5
_QUESTION: Final = 0.3
# No text has these letters of control, bytes that are no text do.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def open_classifier() -> Classifier:
    """The classifier that ships, over the encoders it was fitted for."""
    return Classifier(open_head(), open_encoders()[0])


def read_texts(data: bytes, name: str) -> list[str]:
    """The lines of a file, a text each. Raises DocumentError, with the line, for what is no UTF-8 and no text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(name, "it is no UTF-8 from here on; save it as UTF-8, one text a line", line=line) from None
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise DocumentError(name, f"here is {found[0]!r}: this is no text; give UTF-8, one text a line", line=line)
    return text.splitlines()


def make_head(labelled: Path, snippets: Path, noise: Path, path: Path) -> Head:
    """Fit the head on our own texts, calibrate it on labelled ones, and write it.

    `labelled` are elements of Japanese plans, `snippets` English texts judged for one goal each, `noise` texts of no
    policy; of the latter two, those of the split `dev` count.
    """
    encode, width, space = open_encoders()
    examples = all_examples()
    head = fit_head(examples, encode([example.text for example in examples]), width, space)
    texts, judged = read_labelled(labelled), [each for each in read_snippets(snippets) if each.split == "dev"]
    own = goal_features(head.scores, encode, [each.text for each in texts])
    others = goal_features(head.scores, encode, [each.text for each in judged])
    truth, relevant = truth_of(texts), [each.relevant for each in judged]
    rows = [calibrate(_goals(own), truth.ravel()), calibrate(*pairs_of(others, judged))]
    policy = [
        _policy(head.scores, encode, found, [each.text for each in read_noise(noise, language) if each.split == "dev"])
        for found, language in ((own[truth.any(axis=1)], "ja"), (others[relevant], "en"))
    ]
    head = replace(head, calibration=np.stack(rows), policy=np.stack(policy))
    head.save(path)
    return head


def goal_features(
    score: Callable[[NDArray[np.float32]], NDArray[np.float32]],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    texts: Sequence[str],
) -> NDArray[np.float64]:
    """What calibration rests on, of each text and goal, and last whether it is of policy at all.

    `score` turns vectors into scores of goals (and targets).
    """
    units = [read_units(text) for text in texts]
    owners = np.array([at for at, own in enumerate(units) for _ in own], dtype=np.int64)
    found = features(score(encode([unit for own in units for unit in own])), owners, len(texts))
    return found[:, [*range(GOALS), -1]]


def _goals(found: NDArray[np.float64]) -> NDArray[np.float64]:
    return found[:, :GOALS].reshape(-1, found.shape[2])


def _policy(
    score: Callable[[NDArray[np.float32]], NDArray[np.float32]],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    found: NDArray[np.float64],
    noise: Sequence[str],
) -> NDArray[np.float64]:
    """The calibration of whether a text is of policy, given the features of some that are, and some that are not."""
    others = goal_features(score, encode, noise)
    rows = np.concatenate([found[:, -1, 2:], others[:, -1, 2:]])
    return calibrate(rows, np.repeat([1.0, 0.0], [len(found), len(others)]))


def all_examples() -> list[Example]:
    """Everything that the head is fitted on."""
    return [*own_examples(), *thesaurus_examples()]


def thesaurus_examples() -> list[Example]:
    """The names, definitions and questions of the thesaurus with the targets that its concepts address."""
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


def open_encoders() -> tuple[Callable[[Sequence[str]], NDArray[np.float32]], int, str]:
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

    elements, judged, everyday = map(Path, sys.argv[1:4])
    make_head(elements, judged, everyday, Path(str(files("plangraph.sdg").joinpath("head.npz"))))

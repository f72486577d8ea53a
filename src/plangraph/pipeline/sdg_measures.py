"""How well goals are found, and what each part of the classifier gives."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from plangraph.pipeline.sdg import all_examples, goal_features, open_classifier, open_encoders, thesaurus_examples
from plangraph.sdg import fit_head, measure, open_head, own_examples, read_labelled, targets
from plangraph.sdg.classifier import of_policy
from plangraph.sdg.evaluation import truth_of
from plangraph.sdg.head import GOALS, centre
from plangraph.sdg.learning import calibrate
from plangraph.sdg.noise import read_noise
from plangraph.sdg.snippets import judge_snippets, pairs_of, read_snippets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from plangraph.sdg import Example, Measured
    from plangraph.sdg.snippets import Judged

    Score = Callable[[NDArray[np.float32]], NDArray[np.float32]]

__all__ = ["Fooled", "Variant", "ablate_sdg", "evaluate_noise", "evaluate_sdg", "evaluate_snippets", "texts_a_second"]

_COPIES: Final = 10


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of the classifier by name, with its measures on plan elements and on snippets."""

    name: str
    elements: Measured
    snippets: Judged | None


@dataclass(frozen=True, slots=True)
class Fooled:
    """Of the texts of no policy of a language and split: how many, and how many are given a goal."""

    language: str
    split: str
    count: int
    given: int


def evaluate_noise(noise: Path) -> list[Fooled]:
    """How many texts of no policy the classifier gives a goal; `test` are those that nothing was fitted on."""
    texts = read_noise(noise)
    given = [bool(guesses) for guesses in open_classifier().classify([each.text for each in texts])]
    kinds = sorted({(each.language, each.split) for each in texts})
    own = {kind: [given[at] for at, each in enumerate(texts) if (each.language, each.split) == kind] for kind in kinds}
    return [Fooled(*kind, len(found), sum(found)) for kind, found in own.items()]


def evaluate_sdg(labelled: Path) -> Measured:
    """Measures on labelled texts, calibrated each time on all documents but the one that is measured.

    Whether a text is of policy at all is told as the classifier ships. Texts of a single document (or of none) are
    measured as it ships altogether: it has learnt from none of them.
    """
    return _on_elements(open_head().scores, open_encoders()[0], labelled, open_head().policy[0])


def evaluate_snippets(snippets: Path) -> Judged:
    """Measures on judged texts, each split calibrated on the other."""
    return _on_snippets(open_head().scores, open_encoders()[0], snippets, open_head().policy[1])


def texts_a_second(labelled: Path) -> float:
    """How many texts the classifier judges in a second once their vectors are cached, these several times over."""
    classifier, texts = open_classifier(), [each.text for each in read_labelled(labelled)] * _COPIES
    classifier.classify(texts)
    started = time.perf_counter()
    classifier.classify(texts)
    return len(texts) / (time.perf_counter() - started)


def ablate_sdg(labelled: Path, snippets: Path | None) -> list[Variant]:
    """Measures with parts left out: what the weights were learnt from, and one encoder or the other.

    None of them asks whether a text is of policy at all.
    """
    encode, width, space = open_encoders()

    def first(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.where(np.arange(encode(texts[:1]).shape[1]) < width, encode(texts), np.float32(0))

    def second(texts: Sequence[str]) -> NDArray[np.float32]:
        return encode(texts) - first(texts)

    def fitted(examples: Sequence[Example], through: Callable[[Sequence[str]], NDArray[np.float32]]) -> Score:
        return fit_head(examples, through([example.text for example in examples]), width, space).scores

    own, everything = own_examples(), all_examples()
    tables: list[tuple[str, Score, Callable[[Sequence[str]], NDArray[np.float32]]]] = [
        ("without asking whether it is of policy", fitted(everything, encode), encode),
        ("without what addresses no goal", fitted([each for each in everything if each.targets], encode), encode),
        ("wordings of targets only", fitted(own, encode), encode),
        ("thesaurus only", fitted(thesaurus_examples(), encode), encode),
        ("encoder of passages only", fitted(everything, first), first),
        ("encoder of labels only", fitted(everything, second), second),
        ("nothing learnt: nearest label of a target", _nearest(encode, width), encode),
    ]
    return [
        Variant(
            name,
            _on_elements(score, through, labelled),
            _on_snippets(score, through, snippets) if snippets else None,
        )
        for name, score, through in tables
    ]


def _nearest(encode: Callable[[Sequence[str]], NDArray[np.float32]], width: int) -> Score:
    texts = [(label, each.goal) for each in targets() for label in (each.ja, each.en)]
    vectors = encode([label for label, _ in texts])
    mean = vectors.mean(axis=0)
    table, goals = centre(vectors, mean, width), np.array([goal for _, goal in texts])

    def score(found: NDArray[np.float32]) -> NDArray[np.float32]:
        near = centre(found, mean, width) @ table.T / 2
        return np.stack([near[:, goals == goal].max(axis=1) for goal in range(1, GOALS + 1)], axis=1)

    return score


def _on_elements(
    score: Score,
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    labelled: Path,
    policy: NDArray[np.float64] | None = None,
) -> Measured:
    texts = read_labelled(labelled)
    every, truth = goal_features(score, encode, [each.text for each in texts]), truth_of(texts)
    found, share = every[:, :GOALS], _share(every, policy)
    documents = np.array([each.document for each in texts])
    names = sorted(set(documents.tolist()))
    if len(names) == 1:
        return measure(_sure(found, open_head().calibration[0]) * share, truth)
    sure = np.zeros_like(truth)
    for document in names:
        here = documents == document
        learnt = calibrate(found[~here].reshape(-1, found.shape[2]), truth[~here].ravel())
        sure[here] = _sure(found[here], learnt)
    return measure(sure * share, truth)


def _on_snippets(
    score: Score,
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    path: Path,
    policy: NDArray[np.float64] | None = None,
) -> Judged:
    snippets = read_snippets(path)
    every = goal_features(score, encode, [each.text for each in snippets])
    found, share = every[:, :GOALS], _share(every, policy)
    splits = np.array([each.split for each in snippets])
    sure = np.zeros(found.shape[:2])
    for split in sorted({each.split for each in snippets}):
        here = splits == split
        learnt = calibrate(*pairs_of(found[~here], [each for each in snippets if each.split != split]))
        sure[here] = _sure(found[here], learnt)
    return judge_snippets(sure * share, snippets)


def _share(every: NDArray[np.float64], policy: NDArray[np.float64] | None) -> NDArray[np.float64]:
    return np.ones((len(every), 1)) if policy is None else of_policy(every, policy)[:, None]


def _sure(found: NDArray[np.float64], learnt: NDArray[np.float64]) -> NDArray[np.float64]:
    sure: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-(found @ learnt[:-1] + learnt[-1])))
    return sure

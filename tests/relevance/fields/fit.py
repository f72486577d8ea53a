"""Fits the model that classifies elements by field, and prints its coefficients and how well it does.

    python tests/relevance/fields/fit.py [WORKSPACE …]      workspaces that were built from the samples and the corpus

Ten-fold cross-validation over elements; each fold is fitted without its elements. The printed coefficients, fitted on
all, belong into `plangraph.retrieval.fields.coefficients`, the figures into its docstring.
"""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from plangraph.evaluation import digest
from plangraph.retrieval.dense import DenseIndex
from plangraph.retrieval.fields import FIELD_MODEL, Affinity, LabelVectors, open_thesaurus
from plangraph.retrieval.fields.classification import Features, measure
from plangraph.retrieval.index import CARDS, FIELDS, PASSAGES, VECTORS, WORDING, subjects_of
from plangraph.retrieval.records import open_cards, open_passages
from plangraph.workspace import Workspace, open_generation

HERE = Path(__file__).parent
FIELD = "https://w3id.org/plangraph/field/"
CANDIDATES = 25
FOLDS = 10


@dataclass(frozen=True)
class Example:
    """One labelled subject: features of its candidates, shape (candidates, 4), and which of them a person named."""

    features: np.ndarray
    right: np.ndarray
    concepts: np.ndarray
    named: frozenset[int]


def labels():
    """(document, line, kind, title or its digest) → slugs."""
    found = {}
    for name in ("samples.tsv", "corpus.tsv"):
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                key = row["document"], int(row["line"]), row["kind"], row["title"]
                found[key] = frozenset(row["fields"].split())
    return found


def key_of(card, clear):
    title = card.label if clear else digest(card.label)
    return card.document if clear else card.document[:3], card.start_line, card.kind, title


def examples(workspace):
    """The labelled subjects of a built workspace."""
    index = open_generation(Workspace(workspace)).index
    cards, passages = open_cards(index / CARDS), open_passages(index / PASSAGES)
    dense, wording = (DenseIndex.open(index / name) for name in (VECTORS, WORDING))
    subjects = subjects_of(cards, passages, dense.vectors(), wording.vectors())
    concepts, vectors = open_thesaurus(), LabelVectors.open(index / FIELDS / "labels.npz")
    table = measure(concepts, vectors, Affinity.open(index / FIELDS), subjects)
    features = np.stack([getattr(table, name) for name in Features.__slots__], axis=-1)
    position = {concept.iri.removeprefix(FIELD): at for at, concept in enumerate(concepts)}
    wide = np.array([concept.broader is None for concept in concepts])
    wanted = labels()
    for at, card in enumerate(cards):
        slugs = wanted.get(key_of(card, clear=True), wanted.get(key_of(card, clear=False)))
        if slugs is None:
            continue
        named = frozenset(position[slug] for slug in slugs)
        order = np.argsort(-np.where(wide, -np.inf, table.margin[:, at]), kind="stable")[:CANDIDATES]
        yield Example(features[order, at], np.isin(order, list(named)), order, named)


def fit(found):
    """Intercept and coefficients in the units of the features."""
    table, right = np.concatenate([e.features for e in found]), np.concatenate([e.right for e in found])
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=2000).fit((table - mean) / spread, right)
    weights = model.coef_[0] / spread
    return float(model.intercept_[0] - weights @ mean), weights


def cross_validated(found):
    """The confidence of each example's candidates by a model that never saw the example."""
    fold = np.random.RandomState(3).permutation(len(found)) % FOLDS
    sure = [np.empty(0)] * len(found)
    for each in range(FOLDS):
        intercept, weights = fit([e for e, of in zip(found, fold, strict=True) if of != each])
        for number in np.flatnonzero(fold == each):
            sure[number] = 1 / (1 + np.exp(-(intercept + found[number].features @ weights)))
    return sure


def top_fields():
    """By position of a concept, the IRI of the field that it is under."""
    above = {concept.iri: concept.broader for concept in open_thesaurus()}
    fields = []
    for concept in open_thesaurus():
        iri = concept.iri
        while above[iri]:
            iri = above[iri]
        fields.append(iri)
    return fields


def report(found, sure):
    """Lines with the figures."""
    named = [(e, s) for e, s in zip(found, sure, strict=True) if e.named]
    first = sum(int(e.concepts[s.argmax()]) in e.named for e, s in named) / len(named)
    total = sum(len(e.named) for e in found)
    wide = top_fields()
    field = sum(wide[e.concepts[s.argmax()]] in {wide[n] for n in e.named} for e, s in named) / len(named)
    yield f"{len(found)} elements, {len(named)} with a field, {total} labels"
    yield f"precision@1 {first:.3f}, its field {field:.3f}"
    for threshold in (0.25, 0.3, 0.4, 0.5, 0.6):
        kept = [np.sort(np.argsort(-s, kind="stable")[: FIELD_MODEL.most]) for s in sure]
        given = [k[s[k] >= threshold] for k, s in zip(kept, sure, strict=True)]
        hits = sum(int(e.right[g].sum()) for e, g in zip(found, given, strict=True))
        count = sum(map(len, given))
        covered = sum(bool(len(g)) for g in given)
        yield (
            f"from {threshold:.2f}: precision {hits / max(count, 1):.3f}, recall {hits / total:.3f}, "
            f"micro-F1 {2 * hits / (count + total):.3f}, {covered} elements have one"
        )
    flat, right = np.concatenate(sure), np.concatenate([e.right for e in found])
    for least in (0.0, 0.1):
        bins = np.minimum((flat * 10).astype(int), 9)
        kept = flat >= least
        gaps = [abs(flat[(bins == b) & kept].sum() - right[(bins == b) & kept].sum()) for b in range(10)]
        yield f"expected calibration error, confidences from {least}: {sum(gaps) / kept.sum():.3f}"
    band = (flat >= FIELD_MODEL.kept) & (flat < FIELD_MODEL.assigned)
    yield f"of links from {FIELD_MODEL.kept} to {FIELD_MODEL.assigned} a person agrees with {right[band].mean():.2f}"


if __name__ == "__main__":
    FOUND = [example for workspace in sys.argv[1:] for example in examples(Path(workspace))]
    INTERCEPT, WEIGHTS = fit(FOUND)
    print("\n".join(report(FOUND, cross_validated(FOUND))))
    print(f"intercept={INTERCEPT:.3f}", *(f"{n}={w:.3f}" for n, w in zip(Features.__slots__, WEIGHTS, strict=True)))

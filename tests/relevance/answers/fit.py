"""Fits the model that says whether an index holds an answer, and prints its coefficients and how well it does.

    python tests/relevance/answers/fit.py CORPUS_WORKSPACE SAMPLES_WORKSPACE

Both built by `plangraph build`. Ten-fold cross-validation over questions, three times with other folds. The printed
coefficients, fitted on all, belong into `plangraph.retrieval.answerable.AnswerModel`, the figures into its docstring.
"""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from plangraph.config import load_settings
from plangraph.evaluation import read_collection
from plangraph.evaluation.topics import NO_ANSWER
from plangraph.retrieval import Searcher, open_encoder, open_label_encoder
from plangraph.retrieval.settings import DEFAULTS
from plangraph.retrieval.tokens import terms
from plangraph.workspace import Workspace, open_generation

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared" / "eval"
NAMES = ("passage", "label", "text", "affinity", "mass", "sure", "lacking")
FOLDS, ROUNDS = 10, 3
THRESHOLDS = (0.05, 0.1, 0.14, 0.2, 0.25, 0.3, 0.35, 0.4)


@dataclass(frozen=True)
class Asked:
    """A question, whether there is an answer, of which set it is, and what it weighs in the fit."""

    text: str
    answered: bool
    of: str
    weight: float = 1.0


def asked():
    """The questions of the corpus, and those of the samples."""
    own = read_collection(HERE.parent / "samples" / "topics.jsonl", HERE.parent / "samples" / "qrels.txt")
    dev = read_collection(SHARED / "topics.dev.jsonl", SHARED / "qrels.dev.txt", SHARED / "units.jsonl")
    with (HERE / "questions.tsv").open(encoding="utf-8", newline="") as file:
        more = [Asked(text, flag == "1", "more") for _, flag, text in csv.reader(file, delimiter="\t")]
    more += [Asked(topic.query, topic.category != NO_ANSWER, "development", 2.0) for topic in dev.topics]
    return more, [Asked(topic.query, topic.category != NO_ANSWER, "samples") for topic in own.topics]


def measured(workspace, questions):
    """Rows of (question, clues less their language's zero, language), without those that are conditions alone."""
    settings = load_settings()
    encoder = open_encoder(settings.encoder, settings.cache_dir)
    searcher = Searcher.open(open_generation(Workspace(workspace)).index, encoder, None, open_label_encoder())
    for question in questions:
        read = searcher.interpret(question.text)
        if read.bare:
            continue
        found = searcher._legs.find(read.topic, terms(read.topic), read.language, DEFAULTS, searcher._encode_label)
        clues, zero = searcher._legs.clues(read.topic, found), searcher._doubt.zero(read.language)
        row = [float(getattr(clues, name)) for name in NAMES]
        for place, name in enumerate(NAMES[:3]):
            row[place] -= getattr(zero, name)
        yield question, row, read.language


def fit(table, answered, weights):
    """Constant and coefficients in the units of the clues."""
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=2000).fit((table - mean) / spread, answered, sample_weight=weights)
    coefficients = model.coef_[0] / spread
    return float(model.intercept_[0] - coefficients @ mean), coefficients


def cross_validated(table, answered, weights):
    """The confidence of each question by models that never saw it, the mean of all rounds."""
    sure = np.zeros(len(answered))
    for number in range(ROUNDS):
        fold = np.random.RandomState(number).permutation(len(answered)) % FOLDS
        for each in range(FOLDS):
            seen = fold != each
            constant, coefficients = fit(table[seen], answered[seen], weights[seen])
            sure[~seen] += 1 / (1 + np.exp(-(constant + table[~seen] @ coefficients))) / ROUNDS
    return sure


def report(sure, answered, sets, languages):
    """Lines with the figures."""
    japanese = languages == "ja"
    yield f"{len(answered)} questions, {int((~answered).sum())} without an answer"
    for name, mask in (("all", answered == answered), ("Japanese", japanese), ("others", ~japanese)):
        yield f"area under the curve, {name}: {roc_auc_score(answered[mask], sure[mask]):.3f}"
    for threshold in THRESHOLDS:
        below = sure < threshold
        parts = (f"refused {below[~answered].mean():.2f}", f"falsely {below[answered].mean():.3f}")
        falsely = (
            f"{name} {int(below[answered & (sets == name)].sum())}" for name in ("development", "samples", "more")
        )
        yield f"below {threshold:.2f}: {', '.join((*parts, *falsely))}"


if __name__ == "__main__":
    rows = [row for place, part in zip(sys.argv[1:], asked(), strict=True) for row in measured(Path(place), part)]
    TABLE = np.array([row for _, row, _ in rows])
    ANSWERED = np.array([question.answered for question, _, _ in rows])
    SETS = np.array([question.of for question, _, _ in rows])
    LANGUAGES = np.array([language for _, _, language in rows])
    # Each side weighs the same, whatever the share of questions without an answer.
    share = ANSWERED.mean() / (1 - ANSWERED.mean())
    WEIGHTS = np.array([question.weight for question, _, _ in rows]) * np.where(ANSWERED, 1.0, share)
    CONSTANT, COEFFICIENTS = fit(TABLE, ANSWERED, WEIGHTS)
    print("\n".join(report(cross_validated(TABLE, ANSWERED, WEIGHTS), ANSWERED, SETS, LANGUAGES)))
    print(*(f"{n}={c:.3f}" for n, c in zip(NAMES, COEFFICIENTS, strict=True)), f"constant={CONSTANT:.3f}")
    ALONE, WEIGHT = fit(TABLE[:, :1], ANSWERED, WEIGHTS)
    print(f"passage_alone={WEIGHT[0]:.1f} constant_alone={ALONE:.2f}")

"""Fits what a filter leaves of an answer, by the best score of a city beside the best of all, and prints how well.

    python tests/relevance/answers/narrowed.py CORPUS_WORKSPACE

Each development topic without filters is asked of each city alone: there is an answer where a unit of the city was
judged 2 or more, and none where all were judged 0 or not at all. The coefficients belong into
`plangraph.retrieval.answerable.AnswerModel`.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
from fit import SHARED
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from plangraph.evaluation import read_collection
from plangraph.evaluation.topics import NO_ANSWER
from plangraph.model import Filter, Query
from plangraph.pipeline import open_search
from plangraph.retrieval.answerable import MODEL

RELEVANT = 2


def asked(workspace):
    """Rows of (the logarithm of the share, whether the city has an answer), marginal ones left out."""
    dev = read_collection(SHARED / "topics.dev.jsonl", SHARED / "qrels.dev.txt", SHARED / "units.jsonl")
    with (SHARED / "units.jsonl").open(encoding="utf-8") as file:
        cities = {unit["id"]: unit["city"] for unit in map(json.loads, file)}
    with open_search(workspace) as search:
        for topic in dev.topics:
            if topic.filters or topic.category == NO_ANSWER:
                continue
            everywhere = search.search(Query(topic.query, limit=1))
            for city in sorted(set(cities.values())):
                grades = [grade for unit, grade in dev.qrels[topic.id].items() if cities[unit] == city]
                within = search.search(Query(topic.query, (Filter("city", city),), limit=1))
                if max(grades, default=0) != 1 and everywhere.hits and within.hits:
                    share = within.hits[0].score / everywhere.hits[0].score
                    yield math.log(max(share, 1e-9)), max(grades, default=0) >= RELEVANT


if __name__ == "__main__":
    ROWS = np.array(list(asked(Path(sys.argv[1]))))
    SHARES, ANSWERED = ROWS[:, :1], ROWS[:, 1] > 0
    FITTED = LogisticRegression(C=20.0).fit(SHARES, ANSWERED)
    SURE = FITTED.predict_proba(SHARES)[:, 1]
    print(f"{int(ANSWERED.sum())} with an answer, {int((~ANSWERED).sum())} without")
    print(f"area under the curve: {roc_auc_score(ANSWERED, SHARES[:, 0]):.3f}")
    BELOW = SURE < MODEL.threshold
    print(f"below {MODEL.threshold}: {int(BELOW[~ANSWERED].sum())} refused, {int(BELOW[ANSWERED].sum())} falsely")
    print(f"narrowed={FITTED.coef_[0][0]:.2f} constant_narrowed={FITTED.intercept_[0]:.2f}")

"""Hits made by hand, for what is measured of them."""

import pytest

from plangraph.model import Card, Hit, Passage, PassageHit

BASE = "https://w3id.org/plangraph/id/"


@pytest.fixture
def make_hit():
    """A hit of the invented city 松風市 (990001): local part, label, rank, and facts of its card."""

    def make(local, label="防災訓練", rank=1, *, kind="Pledge", line=1, score=None, **facts):
        iri = f"{BASE}{local}"
        card = Card(iri, kind, label, "990001", "松風市", f"{BASE}990001/pledges", "公約", **facts)
        passage = Passage(f"{iri}#1", iri, "label", label, start_line=line)
        return Hit(card, rank, 10.0 - rank if score is None else score, (PassageHit(passage, 1.0),))

    return make

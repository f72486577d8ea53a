"""A small index of two invented cities, and an encoder made of letters, so that a search needs no model.

The stand-in encoder hashes the character pairs of a text into 256 numbers: texts that share letters are near, and
that is all it knows. `MEANINGS` lends it a little of what a real encoder knows across languages.
"""

import zlib

import numpy as np
import pytest

from plangraph.model import Card, Passage
from plangraph.retrieval import Searcher, build_index, passage_text

BASE = "https://w3id.org/plangraph/id"
MEANINGS = {"disaster preparedness": "防災 災害への備え", "vacant houses": "空き家"}


def encode(texts, kind):
    """Unit vectors, float32 of shape (len(texts), 256)."""
    vectors = np.full((len(texts), 256), 1e-3, dtype=np.float32)
    for row, text in enumerate(texts):
        meant = MEANINGS.get(text, text)
        for first, second in zip(meant, meant[1:] + "。", strict=True):
            vectors[row, zlib.crc32((first + second).encode("utf-8", "replace")) % 256] += 1
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def subject(city, name, plan, local, kind, label, texts=(), **facts):
    """A card with its passages: the label, and one for each text."""
    iri = f"{BASE}/{city}/{plan}/{local}"
    line = facts.pop("line", 1)
    card = Card(iri, kind, label, city, name, f"{BASE}/{city}/{plan}", f"{name}の計画", start_line=line, **facts)
    passages = [Passage(f"{iri}#label-1", iri, "label", label, card.path, start_line=line)]
    for number, text in enumerate(texts, start=1):
        passages.append(
            Passage(f"{iri}#action-{number}", iri, "action", text, (*card.path, label), start_line=line + number)
        )
    return card, passages


def collection():
    """Eight subjects of the cities 松風市 (990001) and 下松風市 (990002)."""
    first, second = ("990001", "松風市", "pledges"), ("990002", "下松風市", "vision")
    safe = ("安心して暮らせるまち",)
    found = [
        subject(*first, "1-1", "Pledge", "防災訓練を毎年行います",
                ("自治会とともに防災訓練を実施します。避難所の備蓄を点検します。", "防災ラジオを配ります。"),
                notation="1-1", path=safe, departments=("危機管理課",), status=("Achieved",), line=10,
                sdgs=((11, "Inferred", 0.8), (13, "Rejected", 0.9))),
        subject(*first, "1-2", "Pledge", "空き家の活用を進めます", ("空き家バンクへの登録を呼びかけます。",),
                notation="1-2", path=safe, departments=("住宅課", "危機管理課"), status=("OnTrack",), line=20),
        subject(*first, "1-2/kpi/空き家バンクの登録数", "Indicator", "空き家バンクの登録数",
                ("空き家バンクに登録された家の数",), path=(*safe, "空き家の活用を進めます"), line=22),
        subject(*first, "2-1", "Pledge", "こどもの医療費を助成します", ("高校生までの医療費を無料にします。",),
                notation="2-1", path=("子育て",), departments=("こども家庭課",), line=30),
        subject(*second, "3", "Measure", "防災・減災の推進", ("災害に備え、防災の担い手を育てます。",),
                notation="3", path=("安全",), departments=("総務部 危機管理課",), line=5,
                sdgs=((11, "Stated", 1.0),)),
        subject(*second, "4", "Measure", "農業の振興", ("担い手となる農家を支えます。",), notation="4", line=6),
        subject(*second, "5", "Initiative", "道路の舗装", ("傷んだ道路を直します。",), notation="5", line=7),
        subject(*second, "6", "Initiative", "図書館の充実", ("本を増やします。",), notation="6", line=8),
    ]  # fmt: skip
    return [card for card, _ in found], [passage for _, passages in found for passage in passages]


@pytest.fixture(scope="session")
def encoder():
    """The stand-in encoder."""
    return encode


@pytest.fixture(scope="session")
def cards():
    return collection()[0]


@pytest.fixture(scope="session")
def passages():
    return collection()[1]


@pytest.fixture(scope="session")
def index(tmp_path_factory, cards, passages):
    """A folder with the built index."""
    folder = tmp_path_factory.mktemp("generation") / "index"
    build_index(folder, cards, passages, encode([passage_text(p) for p in passages], "passage"))
    return folder


@pytest.fixture(scope="session")
def searcher(index):
    return Searcher.open(index, encode)

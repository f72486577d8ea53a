"""What is read from the corpus holds against what a person read in it."""

import importlib.util
from pathlib import Path

import pytest

from plangraph.evaluation import FACT_TYPES, Score

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "corpus.toml"


@pytest.fixture(scope="module")
def accuracy():
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "bench" / "accuracy.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def compared(accuracy):
    if not CORPUS.is_file():
        pytest.skip("the corpus of real documents is not beside this repository")
    return accuracy.measure(CORPUS)[0]


@pytest.mark.parametrize("name", FACT_TYPES)
def test_each_type_of_facts_is_read_well(compared, name):
    """F1 over all documents is 0.95 or more."""
    total = sum((types[name].score for types in compared.values()), Score())
    assert total.f1 >= 0.95, [(document, types[name]) for document, types in compared.items()]


def test_all_five_documents_are_measured(compared):
    """No golden folder is left out, and none is empty."""
    assert ["000", "001", "002", "003", "004"] == sorted(compared)
    assert all(types["elements"].score.both for types in compared.values())


def test_every_mismatch_is_listed_with_its_reason(accuracy, compared):
    """What is read otherwise than a person read it stands in tests/golden/corpus/mismatches.tsv, and nothing else."""
    found = {
        (document, facts, sign, " · ".join(fact)) for document, facts, sign, fact, _ in accuracy.mismatches(compared)
    }
    assert set(accuracy.reasons()) == found

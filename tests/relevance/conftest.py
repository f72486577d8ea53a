"""Documents read and built with the default encoder, once: relevance is that of the search that people use."""

from pathlib import Path

import pytest

from plangraph.pipeline import build, ingest, open_search
from plangraph.resources import samples


@pytest.fixture(scope="module")
def corpus_workspace(built_corpus, real_encoder):
    """The corpus of real documents."""
    with real_encoder():
        yield built_corpus


@pytest.fixture(scope="module")
def samples_workspace(real_encoder, tmp_path_factory):
    """The sample plans."""
    workspace = tmp_path_factory.mktemp("samples") / "workspace"
    with real_encoder():
        ingest([Path(str(samples()))], workspace)
        build(workspace)
        yield workspace


@pytest.fixture(scope="module")
def search(corpus_workspace):
    """Search over the corpus."""
    with open_search(corpus_workspace) as opened:
        yield opened

"""Documents read and built with the default encoder, once: relevance is that of the search that people use."""

from pathlib import Path

import pytest

from plangraph.pipeline import build, ingest, open_search
from plangraph.resources import samples


def _built(source, workspace):
    ingest([source], workspace)
    build(workspace)
    return workspace


@pytest.fixture(scope="module")
def corpus_workspace(corpus, tmp_path_factory):
    """The corpus of real documents."""
    with pytest.MonkeyPatch.context() as patch:
        use_the_real_encoder(patch)
        yield _built(corpus / "corpus.toml", tmp_path_factory.mktemp("corpus") / "workspace")


@pytest.fixture(scope="module")
def samples_workspace(tmp_path_factory):
    """The sample plans."""
    with pytest.MonkeyPatch.context() as patch:
        use_the_real_encoder(patch)
        yield _built(Path(str(samples())), tmp_path_factory.mktemp("samples") / "workspace")


@pytest.fixture(scope="module")
def search(corpus_workspace):
    """Search over the corpus."""
    with open_search(corpus_workspace) as opened:
        yield opened


def use_the_real_encoder(patch):
    """The one in the user's cache, whatever other tests of this process set for theirs."""
    patch.setenv("PLANGRAPH_ENCODER", "multilingual-e5-small")
    patch.delenv("PLANGRAPH_CACHE_DIR", raising=False)

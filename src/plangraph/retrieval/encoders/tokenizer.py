"""The tokenizer of multilingual-e5-small (SentencePiece Unigram, as XLM-RoBERTa has it) from its vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tokenizers import AddedToken, Regex, Tokenizer
from tokenizers.decoders import Metaspace as MetaspaceDecoder
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Nmt, Replace, Sequence
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

if TYPE_CHECKING:
    from plangraph.retrieval.encoders.packed import PackedModel

__all__ = ["build_tokenizer"]

# SentencePiece's `nmt_nfkc` is NFKC but for the full-width tilde, a piece of its own that Japanese ranges are
# written with (4月～6月). A private character carries it past NFKC.
_TILDE: Final = "\uff5e"
_CARRIER: Final = "\ue000"


def build_tokenizer(model: PackedModel) -> Tokenizer:
    """The tokenizer: control characters (Nmt), NFKC, runs of spaces to one, then Unigram over `▁`-marked words.

    The engine normalises character by character from a table; whole-text NFKC also joins what is written in two
    characters (half-width ｶﾞ, decomposed が), as SentencePiece does. On single characters both agree.
    """
    tokenizer = Tokenizer(Unigram(list(model.pieces), model.unknown, byte_fallback=False))
    tokenizer.normalizer = Sequence(
        [Nmt(), Replace(_TILDE, _CARRIER), NFKC(), Replace(_CARRIER, _TILDE), Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = MetaspaceDecoder(replacement="▁", prepend_scheme="always")
    bos, eos = model.pieces[model.bos][0], model.pieces[model.eos][0]
    tokenizer.post_processor = TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, model.bos), (eos, model.eos)],
    )
    special = [model.pieces[at][0] for at in (model.bos, model.pad, model.eos, model.unknown)]
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in [*special, "<mask>"]])
    return tokenizer

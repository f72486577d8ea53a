"""Writes the vectors of the thesaurus's texts that ship with the package: due after each change of the thesaurus."""

from __future__ import annotations

from plangraph.config import load_settings
from plangraph.retrieval import open_encoder, open_thesaurus
from plangraph.retrieval.fields.packed import pack
from plangraph.retrieval.fields.vectors import encode_texts

if __name__ == "__main__":
    settings = load_settings()
    encoder = open_encoder(settings.encoder, settings.cache_dir)
    pack(encode_texts(open_thesaurus(), encoder), encoder.space)

"""Names as digests: golden files say which title is meant without holding a text that belongs to others."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["digest", "fold", "fold_code"]


def fold(text: str) -> str:
    """Letters and digits alone: without markup, NFKC (UAX #15), case-folded; spaces, marks and signs fall away."""
    plain = unicodedata.normalize("NFKC", re.sub(r"<[^>]*>", "", text)).casefold()
    return "".join(character for character in plain if unicodedata.category(character)[0] in "LN")


def digest(text: str) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of the folded text."""
    return hashlib.sha256(fold(text).encode("utf-8")).hexdigest()[:12]


def fold_code(code: str | None) -> str:
    """A printed code as it is compared: NFKC, so that 1-1-① is 1-1-1 and Ⅱ is II; its hyphens count."""
    return unicodedata.normalize("NFKC", code or "").casefold()

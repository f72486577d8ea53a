"""What tells one query from another in a log, without its text."""

from __future__ import annotations

import hashlib
import re
from typing import Final

__all__ = ["fingerprint"]

# Strings and IRIs stay as they are; comments and white space between tokens become one space (SPARQL 1.1, 19.4).
# A string without its end is taken as far as it goes, so that no text is looked through twice.
_PIECES: Final = re.compile(
    r'''("""(?:"{0,2}[^"\\]|"{0,2}\\.)*+(?:""")?|"(?:[^"\\\n]|\\.)*+"?'''
    r"""|'''(?:'{0,2}[^'\\]|'{0,2}\\.)*+(?:''')?|'(?:[^'\\\n]|\\.)*+'?"""
    r"""|<[^<>"{}|^`\\\s]*+>)|(?:\s|\#[^\r\n]*+)++""",
    re.DOTALL,
)


def fingerprint(query: str) -> str:
    """The SHA-256 of a query in hexadecimal, the same however it is spaced and commented."""
    normal = _PIECES.sub(lambda piece: piece[1] or " ", query).strip()
    return hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()

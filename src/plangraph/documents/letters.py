"""Letters that a PDF gives in place of those it shows: radicals for words (⾏ for 行), marks of the same drawing.

A font draws 民 and the radical ⺠ once, and what is written down of the drawing is only one of the two. So texts taken
from PDFs, by hand as well, say radicals where a reader sees words; taken literally, 市⺠課 is another unit than 市民課.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["as_shown"]

# Kangxi radicals have their words as compatibility equivalents; of the supplement, only two have. The rest are those
# that are drawn as a whole word, after Unicode's EquivalentUnifiedIdeograph.txt.
_RADICALS: Final = re.compile(r"[\u2e80-\u2fdf]")
_SUPPLEMENT: Final = dict(
    zip(
        "\u2e92\u2e93\u2e9d\u2e9e\u2ea0\u2ec1\u2ec4\u2ec6\u2ed1\u2ed8\u2edd\u2ee4\u2ee8\u2ee9\u2eeb\u2eed\u2eef\u2ef2",
        "巳幺月歺民虎西角長青食鬼麦黄斉歯竜亀",
        strict=True,
    )
)
# Between Japanese letters, a hyphenation point is the dot of a list, and a division slash a slash.
_MARKS: Final = re.compile(r"(?<=[^\x00-\x7f])[\u2027\u2215](?=[^\x00-\x7f])")
_MARKED: Final = {"\u2027": "・", "\u2215": "／"}


def as_shown(text: str) -> str:
    """A text with the words and marks that a reader sees in place of those that are only drawn alike.

    >>> as_shown("市⺠協働課‧税務課"), as_shown("⾏政"), as_shown("syl‧la‧ble")
    ('市民協働課・税務課', '行政', 'syl‧la‧ble')
    """
    text = _RADICALS.sub(lambda match: _SUPPLEMENT.get(match[0]) or unicodedata.normalize("NFKC", match[0]), text)
    return _MARKS.sub(lambda match: _MARKED[match[0]], text)

"""A topic in kana, put into the kanji of the index's own words: ぼうさい and ﾎﾞｳｻｲ mean 防災."""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from plangraph.areas import katakana
from plangraph.retrieval.tokens import nouns, unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Readings"]

_KANA: Final = re.compile(r"[ぁ-ゖァ-ヺー]{3,30}")
# Katakana beside kanji; hiragana there are endings and particles as well.
_KATAKANA: Final = re.compile(r"(?<![ぁ-ヺー])[ァ-ヺー]{3,30}(?=[一-龠々\s]|$)")
_SHORTEST: Final = 2
_KANJI: Final = re.compile(r"[一-龠々]")


class Readings:
    """Readings of the nouns in some texts (titles); made when the first topic in kana comes, thread-safe."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._lock = threading.Lock()
        self._words: dict[str, str] | None = None

    def in_kanji(self, topic: str) -> str:
        """The topic with kana put into kanji where all of its letters are read that way; otherwise as it is.

        Beside kanji (コソダテ支援) katakana are put so that are the reading of one word. Words that the texts write in
        kana themselves (まちづくり, ごみ) stay.
        """
        parts = topic.split()
        if not parts or not all(_KANA.fullmatch(part) for part in parts):
            return _KATAKANA.sub(lambda match: self._word(match[0]) or match[0], topic)
        return " ".join(self._written(part) or part for part in parts)

    def _word(self, kana: str) -> str | None:
        # Most katakana are words of their own, which need no look at the table.
        if not unknown(kana) or any(kana in text for text in self._texts):
            return None
        return self._table().get(kana)

    def _written(self, kana: str) -> str | None:
        if any(kana in text for text in self._texts):
            return None
        if whole := self._segmented(katakana(kana)):
            return whole
        # A particle may link two words: ぼうさいのくんれん.
        pieces = [self._segmented(katakana(piece)) for piece in kana.split("の")]
        return "の".join(piece for piece in pieces if piece) if all(pieces) else None

    def _segmented(self, kana: str) -> str | None:
        """The fewest words that are read as these kana, or None."""
        words = self._table()
        best: list[tuple[int, str] | None] = [(0, ""), *([None] * len(kana))]
        for end in range(1, len(kana) + 1):
            for start in range(max(0, end - 12), end - _SHORTEST + 1):
                before, word = best[start], words.get(kana[start:end])
                if before is None or word is None:
                    continue
                here = best[end]
                if here is None or before[0] + 1 < here[0]:
                    best[end] = (before[0] + 1, before[1] + word)
        found = best[-1]
        return found[1] if found and found[1] else None

    def _table(self) -> dict[str, str]:
        with self._lock:
            if self._words is None:
                counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
                for text in self._texts:
                    for written, read in nouns(text):
                        if _KANJI.search(written) and len(read) >= _SHORTEST:
                            counts[read][written] += 1
                # The most frequent writing of a reading; the first by name among equals.
                self._words = {
                    read: min(found, key=lambda word: (-found[word], word)) for read, found in sorted(counts.items())
                }
            return self._words

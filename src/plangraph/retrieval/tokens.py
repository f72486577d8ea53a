"""Text to search terms: SudachiPy, split mode A, normalised forms.

Normalised forms bring spellings together (取組み, 取り組み; こども, 子供; ＫＰＩ, KPI), which BM25 lives on. Mode A
cuts compounds into their shortest words, so that 男女共同参画推進 is found by 男女共同参画.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sudachipy import Dictionary, Morpheme, Tokenizer

__all__ = ["Token", "analyse", "nouns", "reading", "readings", "starts", "terms", "unknown"]

# Parts of speech that carry no topic: particles, auxiliaries, punctuation, blanks, conjunctions, interjections,
# pronouns (何, どこ), adnominals (その, ある). Whatever else the dictionary calls 記号 (Greek letters, ⑦) is kept.
_EMPTY: Final = frozenset({"助詞", "助動詞", "補助記号", "空白", "接続詞", "感動詞", "代名詞", "連体詞"})
# Words that every plan says of everything, by their normalised forms: light verbs, formal nouns, affixes.
_STOP: Final = frozenset(
    {
        "為る",
        "有る",
        "居る",
        "成る",
        "出来る",
        "行う",
        "向ける",
        "下さる",
        "頂く",
        "呉れる",
        "教える",
        "言う",
        "無い",
        "良い",
    }
    | {
        "関する",
        "就く",
        "対する",
        "於く",
        "因る",
        "如何",
        "どう",
        "よう",
        "様",
        "事",
        "物",
        "為",
        "こと",
        "もの",
        "ため",
    }
    | {"御", "第", "等", "達", "的", "化", "つく"}
)
# Codes as printed (3-1-1, 5-2, i-4): one term each, or they would dissolve into common digits.
_ALNUM: Final = "[0-9A-Za-z０-９]"
_DASH: Final = "[-－‐‑–—−]"
_CODE: Final = re.compile(
    f"(?<!{_ALNUM})(?<!{_DASH}){_ALNUM}{{1,3}}(?:{_DASH}{_ALNUM}{{1,3}}){{1,4}}(?!{_ALNUM}|{_DASH})"
)
# The analyser takes at most 49,149 bytes; a character of a plan takes three, seldom four.
_CHUNK: Final = 8_000

_dictionary_lock = threading.Lock()
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Token:
    """A search term and where it stands: `text[start:end]` of the original text."""

    form: str
    start: int
    end: int


@cache
def _load() -> Dictionary:
    from sudachipy import Dictionary  # noqa: PLC0415 — its dictionary takes 80 MB

    return Dictionary(dict="core")


def _tokenizer(*fields: str) -> Tokenizer:
    # A tokenizer refuses a second thread while it works; the dictionary itself may be shared.
    found: Tokenizer | None = getattr(_local, "+".join(fields), None)
    if found is None:
        with _dictionary_lock:
            found = _load().tokenizer(mode="A", fields=set(fields))
        setattr(_local, "+".join(fields), found)
    return found


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces that the analyser takes, cut at a line or sentence end where there is one."""
    # Half a surrogate pair, which JSON can smuggle in, is no text; "?" stands in its place.
    text = text.encode("utf-8", "replace").decode()
    start = 0
    while len(text) - start > _CHUNK:
        end = max(text.rfind(mark, start, start + _CHUNK) for mark in "\n。")
        end = end + 1 if end > start else start + _CHUNK
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _morphemes(text: str, *fields: str) -> Iterator[tuple[int, Morpheme]]:
    for offset, chunk in _chunks(text):
        for morpheme in _tokenizer(*(fields or ("pos", "normalized_form"))).tokenize(chunk):
            yield offset, morpheme


def _form(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def analyse(text: str) -> tuple[Token, ...]:
    """The search terms of a text with their offsets, in order; thread-safe. Codes such as 3-1-1 stay whole."""
    codes = [Token(re.sub(_DASH, "-", _form(m[0])), m.start(), m.end()) for m in _CODE.finditer(text)]
    covered = {at for code in codes for at in range(code.start, code.end)}
    words = []
    for offset, morpheme in _morphemes(text):
        form = _form(morpheme.normalized_form())
        start = offset + morpheme.begin()
        if morpheme.part_of_speech()[0] in _EMPTY or form in _STOP or start in covered or not form.strip():
            continue
        words.append(Token(form, start, offset + morpheme.end()))
    return tuple(sorted((*codes, *words), key=lambda token: token.start))


def terms(text: str) -> list[str]:
    """The search terms of a text, in order, repeats included."""
    return [token.form for token in analyse(text)]


def starts(text: str) -> frozenset[int]:
    """Where words start in a text (its end included), so that 関市 is not found in 下関市."""
    return frozenset({offset + morpheme.begin() for offset, morpheme in _morphemes(text)} | {len(text)})


def reading(text: str) -> str:
    """How a text is read, in katakana, as far as the dictionary knows; what has no reading stands as it is."""
    return "".join(morpheme.reading_form() for _, morpheme in _morphemes(text, "reading_form"))


def readings(text: str) -> list[tuple[int, str]]:
    """Where words start in a text, particles and marks aside, each with how the text is read from there on."""
    found = [(at + m.begin(), m) for at, m in _morphemes(text, "pos", "reading_form")]
    read, ways = "", []
    for start, morpheme in reversed(found):
        read = morpheme.reading_form() + read
        if morpheme.part_of_speech()[0] not in {"助詞", "助動詞", "補助記号", "空白"}:
            ways.append((start, read))
    return ways[::-1]


def unknown(text: str) -> bool:
    """Whether the dictionary holds no part of a text: コソダテ, unlike テレワーク."""
    return all(morpheme.is_oov() for _, morpheme in _morphemes(text))


def nouns(text: str) -> list[tuple[str, str]]:
    """The nouns of a text as (as written, reading in katakana), in order."""
    found = _morphemes(text, "pos", "reading_form")
    return [(m.surface(), m.reading_form()) for _, m in found if m.part_of_speech()[0] in {"名詞", "接尾辞"}]

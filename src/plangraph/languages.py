"""Languages that queries and pages come in; one row a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["LANGUAGES", "Language", "guess_language"]


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP 47 tag, the language's name in itself, and whether the lexical leg can serve its queries."""

    tag: str
    name: str
    lexical: bool


LANGUAGES: dict[str, Language] = {
    language.tag: language
    for language in (
        Language("ja", "日本語", lexical=True),
        Language("en", "English", lexical=False),
        Language("pt", "Português", lexical=False),
        Language("vi", "Tiếng Việt", lexical=False),
        Language("zh", "中文", lexical=False),
        Language("ko", "한국어", lexical=False),
    )
}

_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_HANGUL = re.compile(r"[가-힣]")
_WORDS = re.compile(r"[a-zà-ÿ]{3}")
_HAN = re.compile(r"[㐀-鿿]")
# Letters that only Vietnamese writes.
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
# Words of Chinese questions that Japanese does not write so, of characters that both have.
_CHINESE = re.compile(r"[吗呢么哪谁怎很你您她餐]|什么|如何(?=[一-鿿])|有哪些|可以|措施|垃圾")
_TELLING = ("en", "pt", "vi")
_ENOUGH = 2_000


def guess_language(text: str) -> str:
    """The likely BCP 47 tag of a short query: by its letters, and where these are Latin by their sequences.

    Han alone counts as Japanese unless a character is not among those of JIS X 0208, or a word is Chinese.
    """
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    if _HAN.search(text):
        return "zh" if _CHINESE.search(text) or not all(map(_japanese, _HAN.findall(text))) else "ja"
    if _VIETNAMESE.search(text):
        return "vi"
    return str(_identifier().classify(text[:_ENOUGH])[0]) if _WORDS.search(text) else "en"


def _japanese(character: str) -> bool:
    """Whether a Han character stands in JIS X 0208 or the extensions of it in daily use (高, 﨑)."""
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 — its model takes a second and 100 MB

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(_TELLING))
    return identifier

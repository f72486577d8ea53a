"""Languages that queries and pages come in; one row a language."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_HAN = re.compile(r"[㐀-鿿]")
# Letters that only Vietnamese writes; then letters that Portuguese writes and English does not.
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_PORTUGUESE = re.compile(r"[ãõçáéíóúâêôà]", re.IGNORECASE)
# Simplified characters that Japanese does not write at all (they are not in JIS X 0208).
_SIMPLIFIED = re.compile(r"[们这对时为发灾预务设业产护计划险养补贴应电动车图书馆乡农谁么吗让给过还认识开关园诊疗]")


def guess_language(text: str) -> str:
    """The likely BCP 47 tag of a short query, by the letters it is written in; Han alone counts as Japanese."""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    if _HAN.search(text):
        return "zh" if _SIMPLIFIED.search(text) else "ja"
    if _VIETNAMESE.search(text):
        return "vi"
    if _PORTUGUESE.search(text):
        return "pt"
    return "en"

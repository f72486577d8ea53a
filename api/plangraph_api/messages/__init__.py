"""The words of the pages in gettext: `messages.pot` has them in English, a `.po` file those of each other language.

An entry's context (`msgctxt`) is the key that templates ask by, its `msgid` the English. The files are read as they
are, so that neither a clean clone nor a wheel has anything to compile.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from babel.messages.pofile import read_po
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COMPLETE", "LANGUAGES", "NAMES", "SOURCE", "Messages", "catalogue", "complete", "messages"]

NAMES: Final = {
    "ja": "日本語",
    # Japanese for those who are learning it: `simple` is a registered variant (RFC 5646, 2.2.5).
    "ja-simple": "やさしい日本語",
    "en": "English",
    "pt": "Português",
    "vi": "Tiếng Việt",
    "zh-Hans": "简体中文",
}
"""What the languages of the pages (BCP 47) call themselves, the default first."""
LANGUAGES: Final = tuple(NAMES)
COMPLETE: Final = ("ja", "en")
"""Those that have words for every page, and not for those alone that residents use."""
SOURCE: Final = "en"
"""The language of `messages.pot`."""


class Messages:
    """One language's words by dotted key: `words("search.total", count=3)`."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        self.language = language
        self.words = words

    def __call__(self, key: str, **facts: object) -> str:
        """The words of a key with facts filled in. Raises KeyError for a key that there is not."""
        return self.words[key].format(**facts) if facts else self.words[key]

    def marked(self, key: str, **facts: object) -> Markup:
        """The words of a key as markup, in which facts that are markup stand as they are."""
        return Markup("{}").format(self.words[key]).format(**facts)

    def name(self, kind: str, value: str) -> str:
        """The name of a value of the model, such as `name("status", "Delayed")`; the value itself if it has none."""
        return self.words.get(f"{kind}.{value}", value)


@cache
def messages(language: str) -> Messages:
    """The words of a language in LANGUAGES; where it has none, those of the complete language next to it."""
    if language == SOURCE:
        return Messages(language, {key: english for key, (english, _) in catalogue(None).items()})
    others = messages(SOURCE if language in COMPLETE else complete(language)).words
    return Messages(language, {**others, **{key: said for key, (_, said) in catalogue(language).items() if said}})


def complete(language: str) -> str:
    """The language itself where it is complete, else the one that its readers will rather have of those that are."""
    primary = language.partition("-")[0]
    return primary if primary in COMPLETE else SOURCE


def catalogue(language: str | None) -> dict[str, tuple[str, str]]:
    """The English and the words of a language's file by key; without a language, of `messages.pot`."""
    file = files(__name__).joinpath(f"{language}.po" if language else "messages.pot")
    with file.open("rb") as opened:
        entries = read_po(opened, charset="utf-8", abort_invalid=True)
    return {each.context: (str(each.id), str(each.string)) for each in entries if each.context and not each.fuzzy}

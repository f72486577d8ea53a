"""The name of a municipality that a document shows to be its own: in its title, by its site, its mayor, its sender."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from plangraph.plans.printed_titles import printed_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plangraph.model import Block, Document

__all__ = ["find_name"]

_FIRST: Final = 8  # blocks in which a title stands
_LONGEST: Final = 60  # letters of a title
_MOST: Final = 5  # times that a text says a name which is whose it is
_CLEARLY: Final = 3  # times as often as any other
_SHOWN: Final = 30  # letters of the words that a name was inferred from
# 第２期 備前市…, 令和6年度 備前市…, 【概要版】備前市…: what stands before a name at the start of a title.
_BEFORE: Final = (
    r"(?:(?:第\s*[0-9０-９一二三四五六七八九十]+\s*[期次版]|(?:令和|平成)\s*[0-9０-９元]+\s*年度?(?:版)?|[0-9０-９]{4}年度?(?:版)?"
    r"|[【［\[〔(（][^【】［］\[\]〔〕()（）]{1,12}[】］\]〕)）])[\s、・:：]*)*"
)
_SITE: Final = (
    r"(?:役所|役場)?(?:の?(?:公式|オフィシャル))?"
    r"\s*(?:ホームページ|ウェブサイト|ウェブ|サイト|Web\s*サイト|WEBサイト|HP|ＨＰ)?"
)
_PARTED: Final = re.compile(
    r"[|｜]|\s[-–]\s"
)  # the name of a window, which a page without a title of its own begins with
_SENDER: Final = r"(?:お?問い?合(?:わ)?せ先?|連絡先|発行者?|編集|作成者?|〒\s*[0-9０-９]{3}[-－‐][0-9０-９]{4})"


class _Patterns(NamedTuple):
    """What shows a name to be whose document it is, made of all names."""

    titled: re.Pattern[str]
    ended: re.Pattern[str]
    alone: re.Pattern[str]
    site: re.Pattern[str]
    said: re.Pattern[str]
    mayor: re.Pattern[str]
    sender: re.Pattern[str]


def find_name(document: Document, title: str, names: frozenset[str]) -> tuple[str, str]:
    """The one of `names` that a document is of, and the words that it was inferred from; both empty where none is.

    A title, a site's name or a text that says one name most says it plainly. A mayor (三浦市長の任期) and a sender
    (お問い合わせ 三浦市 企画課) show it only where they name no other.
    """
    patterns = _patterns(names)
    heads = [title, *(block.text for block in document.blocks[:_FIRST])]
    beside = [printed_title(document), *map(_title_of_sheet, document.blocks[:_FIRST])]  # where no text says it
    for texts in (heads, beside):
        short = (text.strip() for text in texts if len(text) <= _LONGEST)
        titled = {match["name"] for text in short if (match := patterns.titled.match(text))}
        if len(titled) == 1:
            return titled.pop(), ""
    # Only what a page prints around its text, or its window, is named for the site.
    around = [block.text for block in document.furniture]
    around += [block.text for block in document.blocks[:1] if _PARTED.search(block.text)]
    sites = {match["name"] for text in around for match in patterns.site.finditer(text)}
    if len(sites) == 1:
        return sites.pop(), ""
    texts = ["\n".join(c for row in b.rows for c in row.cells) or b.text for b in document.blocks]
    counts = Counter(match[0] for match in patterns.said.finditer("\n".join(texts))).most_common(2)
    lines = [*_first_lines(document, title)]
    plain = {found["name"] for line in lines if (found := patterns.ended.search(line) or patterns.alone.match(line))}
    if counts and counts[0][1] >= _MOST and (len(counts) == 1 or counts[0][1] >= _CLEARLY * counts[1][1]):
        plain.add(counts[0][0])
    if plain:  # a text that speaks most of another than its title ends with says neither
        return (plain.pop() if len(plain) == 1 else ""), ""
    shown = list(_shown(patterns, [*texts, *around]))
    return shown[0] if len({name for name, _ in shown}) == 1 else ("", "")


def _title_of_sheet(block: Block) -> str:
    """The first cell of a table where no other stands beside it, as the title of a sheet does."""
    cells = block.rows[0].cells if block.rows else ()
    return cells[0] if cells and not any(cells[1:2]) else ""


def _first_lines(document: Document, title: str) -> Iterator[str]:
    """The title that is given, and the lines of the one that the text begins with."""
    first = next((block.text for block in document.blocks[:_FIRST] if block.text.strip()), "")
    for line in (title, *first.split("\n")):
        if len(line) <= _LONGEST and "。" not in line:
            yield line.strip()


def _shown(patterns: _Patterns, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        for pattern in (patterns.mayor, patterns.sender):
            for match in pattern.finditer(text):
                words = text[match.start() : match.start() + _SHOWN].split("\n\n")[0]
                yield match["name"], " ".join(words.split())


@lru_cache(maxsize=4)
def _patterns(names: frozenset[str]) -> _Patterns:
    listed = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    # 関市 is not in 下関市, nor 山県市 in 岡山県市長会: a name begins where no other kanji stands before it.
    begins = r"(?:^|(?<=[^\u3400-\u9fff])|(?<=[都道府県]))"
    return _Patterns(
        # A title begins with whose it is; 高崎市との連携 speaks of a neighbour.
        re.compile(rf"^{_BEFORE}(?:[^\s]{{2,3}}[都道府県])?(?P<name>{listed})(?![とやへにをが・、長議民])"),
        # …の評価結果一覧（糸島市）, …一覧　糸島市: behind all other words of the title.
        re.compile(
            rf"(?<=.)(?:[(（【［\[〔]\s*|[ \u3000])(?:[^\s]{{2,3}}[都道府県])?(?P<name>{listed})\s*[)）】］\]〕]?$"
        ),
        re.compile(rf"^(?:\S{{2,3}}[都道府県]\s*)?(?P<name>{listed})$"),
        re.compile(rf"[|｜\-–—―/／:：]\s*(?:\S{{2,3}}[都道府県])?(?P<name>{listed}){_SITE}\s*$", re.MULTILINE),
        re.compile(rf"{begins}(?:{listed})(?![長議民])", re.MULTILINE),
        re.compile(rf"{begins}(?P<name>{listed})(?=長(?!会|選|会議))", re.MULTILINE),
        re.compile(rf"{_SENDER}[:：\s]*(?:\S{{2,3}}[都道府県])?(?P<name>{listed})(?![とやへにをが・、議民])"),
    )

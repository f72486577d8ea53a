"""The name of a municipality that a document shows to be its own: its title, site, mayor, sender, or what it names."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from plangraph.plans.own_titles import file_title, running_heads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plangraph.model import Block, Document

__all__ = ["find_name"]

_FIRST: Final = 8  # blocks in which a title stands
_LONGEST: Final = 60  # letters of a title
_MOST: Final = 5  # times that a text says a name which is whose it is
_CLEARLY: Final = 3  # times as often as any other
_LAST: Final = 3  # blocks that may be the back of a cover
_TOP: Final = 3  # rows of a table that may be its title's
_SHOWN: Final = 30  # letters of the words that a name was inferred from
# 第２期 備前市…, 令和6年度 備前市…, 【概要版】備前市…: what stands before a name at the start of a title.
_BEFORE: Final = (
    r"(?:(?:第\s*[0-9０-９一二三四五六七八九十]+\s*[期次版]|(?:令和|平成)\s*[0-9０-９元]+\s*年度?(?:版)?|[0-9０-９]{4}年度?(?:版)?"
    r"|[【［\[〔(（][^【】［］\[\]〔〕()（）]{1,12}[】］\]〕)）])[\s、・:：]*)*"
)
_WHEN: Final = (
    r"(?:令和|平成|20|２０)\s*[0-9０-９元]+\s*年(?:度|\s*[0-9０-９]+\s*月(?:\s*[0-9０-９]+\s*日)?)?"
    r"(?:\s*(?:現在|時点|策定|改[訂定]))?"
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
    site: re.Pattern[str]
    said: re.Pattern[str]
    mayor: re.Pattern[str]
    sender: re.Pattern[str]
    alone: re.Pattern[str]
    plan: re.Pattern[str]


def find_name(document: Document, title: str, names: frozenset[str]) -> tuple[str, str]:
    """The one of `names` that a document is of, and the words that it was inferred from; both empty where none is.

    A title, a site's name or a text that says one name most says it plainly. A mayor (三浦市長の任期), a sender
    (お問い合わせ 三浦市 企画課), a line of its own at the begin or the end, and what heads the pages show it only where
    they name no other. Where there is nothing of all that, a plan that the text names (三浦市環境基本計画) shows it, or
    else the title in the file's properties, if the text speaks of no other municipality.
    """
    patterns = _patterns(names)
    heads = [title, *(block.text for block in document.blocks[:_FIRST] if len(block.text) <= _LONGEST)]
    heads += next((block.text for block in document.blocks[:_FIRST] if block.text.strip()), "").split("\n")[:1]
    titled = {match["name"] for head in heads if (match := patterns.titled.match(head.strip()))}
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
    plain = {match["name"] for line in _first_lines(document, title) if (match := patterns.ended.search(line))}
    if counts and counts[0][1] >= _MOST and (len(counts) == 1 or counts[0][1] >= _CLEARLY * counts[1][1]):
        plain.add(counts[0][0])
    heading = list(_heading(patterns, document))
    near = [*_alone(patterns, document.blocks[:_FIRST]), *heading]
    if plain:  # a text that speaks most of another than its title ends with, or stands below it, says neither
        others = {name for name, _ in near if not name.endswith("区")}  # 北区 may be a part of the city
        return (plain.pop() if len(plain) == 1 and others <= plain else ""), ""
    far = [*_alone(patterns, document.blocks)] if near or [*_alone(patterns, document.blocks[-_LAST:])] else []
    shown = [*near, *far, *_shown(patterns, [*texts, *around])] or list(_named(patterns, document, texts))
    return shown[0] if len({name for name, _ in shown}) == 1 else ("", "")


def _alone(patterns: _Patterns, blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """三浦市 on a line of its own."""
    for block in blocks:
        rows = [[cell for cell in row.cells if cell] for row in block.rows[:_TOP]]
        for line in [row[0] for row in rows if len(row) == 1] if block.rows else block.text.split("\n"):
            if len(line) <= _SHOWN and (match := patterns.alone.match(line.strip())):
                yield match["name"], f"{match['name']} on a line of its own"


def _heading(patterns: _Patterns, document: Document) -> Iterator[tuple[str, str]]:
    for text in running_heads(document):
        if match := patterns.titled.match(text) or patterns.ended.search(text):
            yield match["name"], f"{' '.join(text.split())}, which heads its pages"


def _named(patterns: _Patterns, document: Document, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What names a plan as a municipality's, and each name that the text says otherwise, which competes with it."""
    text = "\n".join(texts)
    found = [(match["name"], f"{match[0]}, which its text names") for match in patterns.plan.finditer(text)]
    title = file_title(document)
    if not found and (match := patterns.titled.match(title)):
        found = [(match["name"], f"{title}, the title in the properties of its file")]
    if found:
        yield from found
        yield from ((match[0], "") for match in patterns.said.finditer(text))


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
        re.compile(rf"[|｜\-–—―/／:：]\s*(?:\S{{2,3}}[都道府県])?(?P<name>{listed}){_SITE}\s*$", re.MULTILINE),
        re.compile(rf"{begins}(?:{listed})(?![長議民])", re.MULTILINE),
        re.compile(rf"{begins}(?P<name>{listed})(?=長(?!会|選|会議))", re.MULTILINE),
        re.compile(rf"{_SENDER}[:：\s]*(?:\S{{2,3}}[都道府県])?(?P<name>{listed})(?![とやへにをが・、議民])"),
        re.compile(
            rf"^(?:{_WHEN}[\s　]*)?(?:\S{{2,3}}[都道府県])?(?P<name>{listed})(?:役所|役場)?(?:[\s　]*{_WHEN})?$"
        ),
        # 第３期三浦市環境基本計画: a plan whose name begins with whose it is.
        re.compile(
            rf"{begins}(?:第\s*[0-9０-９一二三四五六七八九十]+\s*[期次版])?(?P<name>{listed})(?![とやへにをが・、長議民])"
            r"[^\s。、・「」『』()（）]{0,20}?(?:計画|戦略|プラン|ビジョン)"
        ),
    )

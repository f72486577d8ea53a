"""What legends of grades look like: their marks and words, on a line or in the rows of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from plangraph.plans.vocabulary import fold, legend_word, status_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plangraph.model import Row

__all__ = [
    "GRADE",
    "MARK",
    "SIGNS",
    "Meaning",
    "introduced",
    "judged_before",
    "meanings",
    "meanings_in_names",
    "rows_of_meanings",
    "status_in",
]

SIGNS: Final = "◎○◯〇△▲▽▼×✕●☆★◇◆□■"
MARK: Final = f"A-ZＡ-Ｚ{SIGNS}"
GRADE: Final = rf"(?:[★☆]{{2,5}}|[{MARK}])"  # several stars are one grade
_END: Final = r"[^\s、,，;；/／:：＝=]"  # of a label, up to the next grade
# ◎＝達成　○＝順調　△＝やや遅れ, 「A」：達成: all grades on a line.
# A dash, where nothing but a blank or a comma is before it, may be explained among them: －：評価できない.
_SEVERAL: Final = re.compile(
    rf"(?P<grade>{GRADE}|(?<![^\s、,，;；/／])[-－―–—−](?=\s*[:：＝=]))[」』]?\s*[:：＝=…･・]+\s*(?P<label>{_END}{{2,30}}(?:(?<=[がしり])、{_END}{{2,20}})?)"
)
# A 目標以上に進んでいる、B 概ね順調, A（達成）／B（順調）: a letter alone, nothing or brackets behind it.
_SPACED: Final = re.compile(
    r"(?:^|(?<=[\s、,，;；/／:：(（)）「『【】]))(?P<grade>[A-ZＡ-Ｚ])(?:[」』]\s*|\s+|(?=[(（]))[(（]?"
    r"(?P<label>[^\s、,，;；/／:：＝=()（）]{2,30})"
)
# 進捗区分：◎達成　○（実施中）: a mark and its word, with nothing between, or brackets.
_CLOSE: Final = re.compile(
    r"(?P<grade>[★☆]{2,5}|[◎○◯〇△▲×✕●☆★])\s*[(（]?(?P<label>[^\s、,，;；/／:：＝=◎○◯〇△▲×✕●☆★()（）]{2,15})"
)
# 4：達成　3：順調　2：遅れ　1：未着手: numbers that follow each other, of which all words are known.
_RATED: Final = re.compile(
    r"(?<![\d０-９])(?P<grade>[1-5１-５])\s*[:：＝=…]+\s*(?P<label>[^\s\d、,，;；/／:：＝=…][^\s、,，;；/／:：＝=…]{1,14})"
)
_FEWEST_RATES: Final = 3
_ALONE: Final = re.compile(rf"{GRADE}|[a-zａ-ｚ]")
_DASH: Final = re.compile(r"[-－―–—−ー]")  # a grade where the row above explains one as well
_TOLD: Final = re.compile(rf"(?P<grade>{GRADE})\s*[:：＝=(（]?\s*(?P<label>[^()（）:：]{{2,20}}?)\s*[)）]?")
# ○：基準値から改善しており、目標の達成が見込まれる: a sentence, which a colon parts from its grade.
_TOLD_AT_LENGTH: Final = re.compile(rf"(?P<grade>{GRADE}|[-－―–—−])\s*[:：＝=]\s*(?P<label>[^:：＝=。]{{2,40}})。?")
# 評価　B　　A 目標を上回る　B 概ね目標どおり: a form prints its legend behind the judgement.
_JUDGED_BEFORE: Final = re.compile(
    rf"^(?P<said>[^\s:：]{{0,6}}(?:評価|判定|達成度|進捗)(?:結果|区分)?\s*[:：]?\s+(?P<grade>{GRADE}))\s+(?P<legend>[(（※]?{GRADE}\s*[:：＝=(（\s].*)$"
)
# Names of the column of grades, where a legend has further ones: 評価 | 内容 | 基準.
_HEADS: Final = re.compile(
    r"凡例|(?:進捗|達成|総合|事業)?(?:評価|判定|区分|記号|ランク|基準|状況|度)(?:区分|基準|ランク|記号)?"
)
_SHARE_NOTED: Final = re.compile(
    r"(?:[\d０-９.．]+\s*[%％]\s*(?:以上|以下|未満|超|[~～〜])?\s*)+[(（](?P<words>[^()（）]+)[)）]"
)
# 遅れているもの, 未着手の公約, 着手した状態: the words for what is judged.
_JUDGED: Final = re.compile(r"の?(?:もの|公約|約束|項目|取組|取り組み|事業|施策|状態|段階)(?:です)?$")
# What a legend says politely; the first ending that fits.
_PLAINLY: Final = {
    "みます": "む",
    "します": "する",
    "めます": "める",
    "ました": "た",
    "ています": "ている",
    "ていません": "ていない",
    "です": "",
}
_INTRODUCED: Final = re.compile(
    r"(?:評価|判定|達成度?|達成状況|進捗度?|進捗状況|区分|ランク|記号|基準|凡例|目安)(?:の?(?:区分|基準|記号|見方|意味|凡例))?(?:は|欄)?[、：:】）)」\s]*$"
)
_EITHER: Final = re.compile(r"\s*(?:・|、?(?:又は|または|もしくは)|／|/)\s*")
# Statuses from the furthest on; of those left out none is further than another.
_ADVANCED: Final = (
    "Achieved",
    "OnTrack",
    "MostlyOnTrack",
    "PartlyAchieved",
    "Underway",
    "UnderPreparation",
    "NotStarted",
)
_FEWEST: Final = 2  # grades of a scale
_PAIR: Final = 2  # cells: a grade and its words


class Meaning(NamedTuple):
    """A grade, the words that a legend gives it, and the status that these mean, if it is known."""

    grade: str
    label: str
    status: str | None


def status_in(label: str) -> str | None:
    """The status that a legend's words mean, with or without the note behind them, or a word for what is judged."""
    bare = re.sub(r"[(（][^()（）]*[)）]?$", "", label)
    noted = _SHARE_NOTED.fullmatch(label.strip())  # 80%以上100%未満（概ね順調）: the bracket has the words
    said = (label, bare, _JUDGED.sub("", bare), _plain(_JUDGED.sub("", bare)), noted["words"] if noted else "")
    return next(filter(None, map(_status, filter(None, said))), None) or _least(_JUDGED.sub("", bare))


def _least(label: str) -> str | None:
    """一部実現・順調に進行中: of words that all are known, the one that promises least, which holds for either."""
    ranks = [_ADVANCED.index(s) if (s := _status(part)) in _ADVANCED else None for part in _EITHER.split(label)]
    known = [rank for rank in ranks if rank is not None]
    return _ADVANCED[max(known)] if len(known) == len(ranks) >= _PAIR else None


def _status(words: str) -> str | None:
    return status_of(words) or legend_word(words)


def _plain(label: str) -> str:
    """実現しました as 実現した: a legend for residents speaks politely."""
    return next((label.removesuffix(end) + plain for end, plain in _PLAINLY.items() if label.endswith(end)), label)


def meanings(text: str) -> list[Meaning]:
    """The grades that a line explains, where it explains several."""
    forms = ([*pattern.finditer(text)] for pattern in (_SEVERAL, _SPACED, _CLOSE))
    found = next((each for each in forms if len(each) > 1), [])
    told = [(match["grade"], _closed(match["label"])) for match in found]
    return [Meaning(grade, label, status_in(label)) for grade, label in told] or _rated(text)


def _rated(text: str) -> list[Meaning]:
    """Numbers that judge: as any number may stand before a word, only those whose words all are known."""
    told = [(match["grade"], _closed(match["label"])) for match in _RATED.finditer(text)]
    found = [Meaning(grade, label, status_in(label)) for grade, label in told]
    numbers = sorted(int(each.grade) for each in found)
    follow = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if len(numbers) >= _FEWEST_RATES else False
    return found if follow and all(each.status for each in found) else []


def _closed(label: str) -> str:
    """The last label without the bracket that closes the whole legend: （Ａ：順調　Ｂ：遅れ）."""
    unopened = label[-1:] in (")", "）") and not re.search(r"[(（]", label)
    return label[:-1] if unopened else label


def judged_before(text: str) -> str:
    """The judgement behind its label that stands before a legend on one line, "" where none does: 評価　B."""
    match = _JUDGED_BEFORE.match(text.strip())
    told = meanings(match["legend"]) if match else []
    known = match is not None and match["grade"] in {each.grade for each in told if each.status}
    return match["said"] if match is not None and known else ""


def introduced(text: str, told: Sequence[Meaning]) -> bool:
    """Whether the words right before the first grade say that grades follow, and a word that is known does too.

    ※達成度＝実績÷目標　総合評価　A：…: other text may stand before, and some words may be of no known status.
    """
    first = re.search(rf"(?<![{MARK}]){re.escape(told[0].grade)}[」』]?\s*[:：＝=…･・(（\s]", text) if told else None
    return (
        first is not None
        and len({each.grade for each in told}) == len(told)
        and any(each.status for each in told)
        and _INTRODUCED.search(text[: first.start()]) is not None
    )


def rows_of_meanings(rows: Sequence[Row]) -> dict[Row, list[Meaning]]:
    """The rows of a table that are a legend, each with the grades that it explains.

    All grades in one cell or one row, in two rows one below the other, or one grade a row beside its words.
    """
    filled = [[cell for cell in row.cells if cell] for row in rows]
    found: dict[Row, list[Meaning]] = {}
    beside: dict[Row, list[Meaning]] = {}
    head: list[str] = []  # the last row that begins with no grade
    for at, (row, cells) in enumerate(zip(rows, filled, strict=True)):
        below = filled[at + 1] if at + 1 < len(rows) else []
        if len(cells) == 1:
            told = meanings(cells[0])
            if told and (all(each.status for each in told) or introduced(cells[0], told)):
                found[row] = told
            elif not told and (one := _TOLD.fullmatch(cells[0])) and (status := status_in(one["label"])):
                beside[row] = [Meaning(one["grade"], one["label"], status)]
        elif told := _side_by_side(cells):
            found[row] = told
        elif told := _stacked(cells, below):
            found |= {row: told, rows[at + 1]: []}
        elif told := _beside(cells, head, after=at > 0 and rows[at - 1] in beside):
            beside[row] = told
        head = head if cells and (_ALONE.fullmatch(cells[0]) or row in beside) else cells
    if len({told[0].grade for told in beside.values()}) >= _FEWEST:
        found |= beside
        found |= {rows[at]: [] for at in _heads(rows, filled, beside)}
    return found


def meanings_in_names(rows: Sequence[Row]) -> list[Meaning]:
    """評価（Ａ 達成、Ｂ 順調、Ｃ 遅れ）, the name of a column: the row stays one of names."""
    cells = [cell for row in rows[:3] if sum(map(bool, row.cells)) > 1 for cell in row.cells]
    told = [meanings(cell) for cell in cells]
    return [each for several in told if all(one.status for one in several) for each in several]


def _side_by_side(cells: Sequence[str]) -> list[Meaning]:
    """A（順調） | B（概ね順調） | C（遅れ）, perhaps behind 評価区分."""
    told = [_TOLD.fullmatch(cell) for cell in (cells[1:] if _HEADS.fullmatch(fold(cells[0])) else cells)]
    found = [Meaning(match["grade"], match["label"], status_in(match["label"])) for match in told if match]
    return _settled(found, len(told)) or _at_length(cells)


def _at_length(cells: Sequence[str]) -> list[Meaning]:
    """◎：目標値を達成している | ○：基準値から改善している: sentences, of which most, not all, are known."""
    told = [_TOLD_AT_LENGTH.fullmatch(cell) for cell in cells]
    found = [Meaning(match["grade"], match["label"], status_in(match["label"])) for match in told if match]
    several = len(found) == len(cells) and len({each.grade for each in found}) == len(cells) >= _FEWEST
    return found if several and 2 * sum(each.status is not None for each in found) > len(found) else []


def _stacked(cells: Sequence[str], below: Sequence[str]) -> list[Meaning]:
    """評価 | A | B | C over 内容 | 順調 | 概ね順調 | 遅れ."""
    if len(cells) != len(below):
        return []
    pairs = [(grade, label) for grade, label in zip(cells, below, strict=True) if _ALONE.fullmatch(grade)]
    named = len(cells) - len(pairs) <= 1 and (len(cells) == len(pairs) or bool(_HEADS.fullmatch(fold(cells[0]))))
    return _settled([Meaning(grade, label, status_in(label)) for grade, label in pairs if named], len(pairs))


def _settled(found: list[Meaning], count: int) -> list[Meaning]:
    known = len(found) == count and all(each.status for each in found)
    return found if known and len({each.grade for each in found}) == count >= _FEWEST else []


def _beside(cells: Sequence[str], head: Sequence[str], *, after: bool) -> list[Meaning]:
    """A | 順調, or A | 順調 | 目標の80%以上 below 評価 | 内容 | 基準; `after` one of these, － | 評価できない."""
    if len(cells) < _PAIR or not (_ALONE.fullmatch(cells[0]) or (after and _DASH.fullmatch(cells[0]))):
        return []
    if len(cells) > _PAIR and not (len(head) == len(cells) and _HEADS.fullmatch(fold(head[0]))):
        return []
    return next(([Meaning(cells[0], cell, status)] for cell in cells[1:] if (status := status_in(cell))), [])


def _heads(rows: Sequence[Row], filled: Sequence[Sequence[str]], beside: dict[Row, list[Meaning]]) -> list[int]:
    """The rows right above the grades that name their columns."""
    first = [at for at, row in enumerate(rows) if row in beside and (at == 0 or rows[at - 1] not in beside)]
    return [at - 1 for at in first if at and filled[at - 1] and _HEADS.fullmatch(fold(filled[at - 1][0]))]

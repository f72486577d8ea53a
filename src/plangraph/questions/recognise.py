"""Conditions in the words of a question: those that a search understands, and wordings that only a question has.

Text and masks have the same length: words that were understood are masked by a letter that no text has, so that
positions stay and later patterns see what stands beside them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from plangraph.questions.catalogue import read_words
from plangraph.questions.values import Slot
from plangraph.spellings import number, one_letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plangraph.model import Filter, Interpretation
    from plangraph.questions.values import Names

__all__ = ["MASKS", "Masked", "compiled", "normalise", "recognise"]

MASKS: Final = {
    "mark": "\ue000",
    "kind": "\ue001",
    "status": "\ue002",
    "department": "\ue003",
    "city": "\ue004",
    "year": "\ue005",
    "sdg": "\ue006",
    "code": "\ue007",
    "grade": "\ue008",
    "plan": "\ue009",
    "value": "\ue00a",
}
"""What stands in the place of words that were understood: private-use letters, which `normalise` takes out of texts."""

_LETTERS: Final = {"K": "kind", "S": "status", "D": "department", "C": "city", "Y": "year", "M": "mark"}
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\x00-\x1f\x7f-\x9f]")
_DASHES: Final = re.compile("[‐‑–—−]")
_CODE: Final = re.compile(r"(?<![0-9A-Za-z-])(?:\d{1,3}|[A-Za-z]{1,2})(?:-\d{1,3}){1,4}(?![0-9A-Za-z-])")
_GOAL: Final = re.compile(
    r"(?:SDGs?\s*の?\s*(?:目標|ゴール|goals?|target)?|ゴール|\bgoals?)\s*(\d{1,2})(?![\d.-])(?:番)?"
    r"(?:\s*[のにを](?:関する|関連する|結び付いた|関わる|貢献する))?",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(
    r"(?:(令和|平成|R|H)\s?(\d{1,2}|元|[一二三四五六七八九十]{1,3})|(20\d\d))年度末?"
    r"|\b(?:FY|fiscal(?: year)?)\s?(20\d\d)\b",
    re.IGNORECASE,
)
_ERAS: Final = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_GRADE: Final = re.compile(
    r"(?:進捗)?評価[がは]?(?:「|『)?([A-E])(?:」|』)?(?![A-Za-z])の?|(?<![A-Za-z])([A-E])評価の?|\bgraded? ([A-E])\b"
)
# A kind stands alone: 地域防災計画 is no kind, and neither is the 指標 in 指標管理表.
_ALONE: Final = r"(?<![一-龠々ァ-ヺー])(?:{})(?![一-龠々ァ-ヺー])"


class Masked:
    """A text, and the same text with masks over what was understood."""

    def __init__(self, text: str) -> None:
        self.text, self.masks = text, text

    def cover(self, start: int, end: int, name: str) -> None:
        """Put the mask of a field, or of a mark, over a stretch."""
        self.masks = self.masks[:start] + MASKS[name] * (end - start) + self.masks[end:]

    def iter(self, pattern: re.Pattern[str], name: str) -> Iterator[re.Match[str]]:
        """Matches in what is not yet understood, each masked once it was looked at."""
        at = 0
        while match := pattern.search(self.masks, at):
            at = max(match.end(), match.start() + 1)
            if match[0].strip():
                yield match
                self.cover(match.start(), match.end(), name)


def normalise(text: str) -> str:
    """NFKC, one kind of dash and of each letter of names, and neither control characters nor masks."""
    text = one_letter(unicodedata.normalize("NFKC", _PRIVATE.sub(" ", text)))
    return _DASHES.sub("-", text).strip()


@cache
def compiled(group: str) -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    """A group of frames.toml with its patterns, in their order."""
    return tuple((entry, _pattern(entry["patterns"], group)) for entry in read_words("frames")[group])


def _pattern(patterns: list[str], group: str) -> re.Pattern[str]:
    text = "|".join(f"(?:{pattern})" for pattern in patterns)
    for letter, name in _LETTERS.items():
        text = text.replace(f"{{{letter}}}", MASKS[name])
    return re.compile(_ALONE.format(text) if group == "kind" else text, re.IGNORECASE)


def recognise(masked: Masked, understood: Interpretation, names: Names) -> list[Slot]:
    """The conditions in a text, in its order, masked as they are found.

    Names of cities, departments and plans, statuses and grades are those of `understood` and of the graph, so that a
    search and an answer do not differ; a name that several bear means all of them.
    """
    slots = [
        *_named(masked, understood, names),
        *_departments(masked, names),
        *_vocabulary(masked, _printed(understood)),
    ]
    return sorted(slots, key=lambda slot: slot.start)


def _named(masked: Masked, understood: Interpretation, names: Names) -> Iterator[Slot]:
    """What a search takes for sure: cities, all cities of a prefecture, departments, plans, statuses and grades."""
    found: dict[tuple[str, str], list[str]] = {}
    for condition in understood.filters:
        words = normalise(condition.text)
        if words and not condition.soft and not condition.excluded and not condition.note:
            name = "city" if condition.field == "prefecture" else condition.field
            found.setdefault((name, words), []).extend(_values(condition, names))
    for (name, words), values in sorted(found.items(), key=lambda item: -len(item[0][1])):
        if values:
            yield from _slots(masked, re.compile(re.escape(words), re.IGNORECASE), name, tuple(dict.fromkeys(values)))


def _values(condition: Filter, names: Names) -> list[str]:
    """What a condition of a search means here; nothing for a field that is read here in a way of its own."""
    match condition.field:
        case "city":
            return [condition.value] if condition.value in names.cities else []
        case "prefecture":
            # The first two digits of a municipality's code are its prefecture's (全国地方公共団体コード).
            return [code for code in names.cities if code.startswith(condition.value)]
        case "department":
            return [iri for unit in names.units if unit.label == condition.value for iri in (unit.iri, *unit.variants)]
        case "plan" | "status" | "grade":
            return [condition.value]
    return []


def _departments(masked: Masked, names: Names) -> Iterator[Slot]:
    """Departments by their whole names, the longest first."""
    by_label: dict[str, list[str]] = {}
    for unit in names.units:
        by_label.setdefault(normalise(unit.label), []).extend((unit.iri, *unit.variants))
    for label in sorted(by_label, key=len, reverse=True):
        if label in masked.masks and len(label) > 1:
            values = tuple(dict.fromkeys(by_label[label]))
            yield from _slots(masked, re.compile(re.escape(label)), "department", values)


def _slots(masked: Masked, pattern: re.Pattern[str], name: str, values: tuple[str, ...]) -> Iterator[Slot]:
    for match in masked.iter(pattern, name):
        yield Slot(name, values, match[0], match.start(), match.end())


def _printed(understood: Interpretation) -> dict[str, tuple[str, ...]]:
    """Codes as plans print them, by how they are written plainly: 3-1-1 and 3-1-① by 3-1-1."""
    found: dict[str, tuple[str, ...]] = {}
    for condition in understood.filters:
        if condition.field == "code":
            # Before a slash stands the kind that a code is said of.
            code = condition.value.rpartition("/")[2]
            found[normalise(code)] = (*found.get(normalise(code), ()), code)
    return found


def _vocabulary(masked: Masked, printed: Mapping[str, tuple[str, ...]]) -> Iterator[Slot]:
    """Goals, years, codes, grades, and the words of frames.toml for values, kinds and statuses."""
    for match in masked.iter(_GOAL, "sdg"):
        yield Slot("sdg", (str(int(match[1])),), match[0], match.start(), match.end())
    for match in masked.iter(_YEAR, "year"):
        yield Slot("year", (str(_fiscal(match)),), match[0], match.start(), match.end())
    for match in masked.iter(_CODE, "code"):
        yield Slot("code", printed.get(match[0], (match[0],)), match[0], match.start(), match.end())
    for match in masked.iter(_GRADE, "grade"):
        yield Slot("grade", (next(group for group in match.groups() if group),), match[0], match.start(), match.end())
    for group in ("value", "kind", "status"):
        for entry, pattern in compiled(group):
            for match in masked.iter(pattern, group):
                yield Slot(group, tuple(entry["values"]), match[0], match.start(), match.end())


def _fiscal(match: re.Match[str]) -> int:
    era, count, western, english = match.groups()
    if era:
        return _ERAS[era.upper()] + (1 if count == "元" else number(count))
    return int(western or english)

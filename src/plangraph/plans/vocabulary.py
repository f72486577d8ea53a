"""The words that plan documents use, from `vocabulary.toml`: which role a heading, a column or a judgement has."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from plangraph.model import ElementKind
from plangraph.plans.numerals import year_once

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "column_role",
    "fold",
    "form_role",
    "indicator_group",
    "is_closing",
    "is_column_group",
    "is_cost",
    "is_expected",
    "is_no_level",
    "is_total",
    "label_parts",
    "legend_word",
    "named_kind",
    "noise_rule",
    "part_role",
    "register_role",
    "section_role",
    "status_of",
    "structure_role",
    "term_of",
    "value_year",
]

# (1) 事業の目的, 担当課(室), ※印: what a form prints around a label.
_LABEL_NOTE: Final = re.compile(r"^[(（]?[0-9①-⑳]{1,2}[)）.．]?|[(（][^()（）]*[)）]$|^[■□●○◆◇・※]+|[:：]$")
_BULLETED: Final = re.compile(r"^[■□●○◯◆◇◎▼▽★☆▶▷►]\s*(?=\S{2})")  # what stands before a label on its line
_AND: Final = re.compile(r"と|及び|および|並びに|ならびに|[・/、&]")
# What the parts of a label may be. One of them, but for nouns, has to say what the text below it is.
_TOLD_BELOW: Final = frozenset(
    {"vision", "situation", "challenge", "action", "initiatives", "indicators", "results", "next_steps", "progress",
     "collaboration", "description"}
)  # fmt: skip
_BESIDE: Final = frozenset({"department", "deadline", "sdgs", "costs", "judgement", "plain"})
_OF_FORMS: Final = {"result": "results", "nextStep": "next_steps", "grade": "judgement", "cost": "costs"}
_LONGEST_CLOSING: Final = 12  # letters
_TOTAL: Final = re.compile(r"^(?:合|総|小)?計$|^(?:総|小)?合計$|^全体$|^平均$")
_EXPECTED: Final = re.compile(r"[(]見込み?[値額数]?[)]")  # 実績（見込）: no result yet
# ◎(達成), A:達成: a mark, and the words that say what it means.
_MARKED: Final = re.compile(r"^[◎○〇◯●△▲▽▼×✕☆★◇◆□■A-ES]\s*(?:[(](?P<words>[^()]+)[)])$")
# 実現に向けて調整中: what for is said before how far it came.
_TOWARDS: Final = re.compile(
    r"^[^、。]{0,6}(?:実現|達成|実施|具体化|事業化|着手|完了|開始|導入|目標(?:値|数値|水準)?)に(?:(?:向|む)け(?:て|た)?|向か(?:って|い))、?(?P<words>.{2,})$"
)
_NAMED: Final = frozenset({"policy", "goal", "subgoal", "measure", "initiative", "title", "pledge", "project"})
_LEVELS: Final = frozenset({"policy", "goal", "subgoal", "measure"})
_YEARLY: Final = frozenset({"initiative", "title", "project"})  # 本年度の取組 tells what is done of what else is named
_TOLD: Final = {"indicator": "definition", "grade": "result", "actual": "result", "target": "description"}
_SPELT: Final = re.compile("取り?組み(?!ま)")  # but 何に取り組みますか
_MARKS: Final = re.compile(r"[\s?？!！<>〈〉《》≪≫【】]+")


def fold(text: str) -> str:
    """A heading for comparison: width folded, blanks, brackets and question marks off, a year said twice said once."""
    return year_once(_MARKS.sub("", unicodedata.normalize("NFKC", text)))


@cache
def _table(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(files("plangraph.plans").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    return tuple((role, re.compile("|".join(f"(?:{p})" for p in patterns))) for role, patterns in data[name].items())


@lru_cache(maxsize=16384)
def _match(table: str, text: str) -> str | None:
    folded = _SPELT.sub("取組", fold(text))
    return next((role for role, pattern in _table(table) if pattern.fullmatch(folded)), None)


def column_role(name: str) -> str | None:
    """The role of a column by its name; year and bracket parts (`目標値(令和6年度)`, `R4実績値`) do not matter."""
    return _role_of_column(name) or _composed(name, partial(_match, "columns"))


def _role_of_column(name: str) -> str | None:
    role = _match("columns", name)
    if role:
        return role
    bare = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", fold(name))
    bare = re.sub(r"^(?:(?:令和|平成|[RH])(?:元|\d{1,2})|\d{4})(?:年度末?|年)?(?:の)?", "", bare)
    role = (_match("columns", bare) if bare else None) or _of_parts("columns", bare)
    return None if role == "actual" and is_expected(name) else role


def is_expected(name: str) -> bool:
    """Whether a column holds what is expected and no result yet: 実績（見込）."""
    return _EXPECTED.search(fold(name)) is not None


def _composed(name: str, known: Callable[[str], str | None]) -> str | None:
    """The role of a known name with words around it that only qualify it: 主な内容, 今後の主な取組, 指標について.

    What is told of an element (施策の内容, 取組について) is no name of one, and what was or will be done is a result or
    a next step (これまでの取組, 来年度の事業). None where nothing is taken off, or what is left is no known name.
    """
    bare, around = _SPELT.sub("取組", fold(name)), set[str]()
    while (taken := _bared(bare)) is not None:
        bare = taken[0]
        around.add(taken[1])
        role = known(bare)
        if role is not None:
            return _qualified(role, around)
    return None


def _qualified(role: str, around: set[str]) -> str:
    """What a role becomes by the words around its name."""
    if "told" in around:
        role = "description" if role in _NAMED else _TOLD.get(role, role)
    if role in {*_NAMED, "action", "description"} and around & {"past", "future"}:
        return "result" if "past" in around else "nextStep"
    if role in _YEARLY and "present" in around:
        return "action"
    return "result" if role == "actual" and "plain" in around else role  # 主な実績 is no number


def _bared(name: str) -> tuple[str, str] | None:
    """A name without a word before or behind it that only qualifies it, and what that word makes of it."""
    for kind, pattern in _table("before"):
        if (match := pattern.match(name)) and match.end() < len(name):
            return name[match.end() :], kind
    for kind, pattern in _table("behind"):
        if (match := pattern.search(name)) and match.start():
            return name[: match.start()], kind
    return None


def _of_parts(table: str, name: str) -> str | None:
    """数値目標・KPI: one role, where each of the words that a name puts side by side has it; of levels, the lowest."""
    parts = re.split(r"[・/、]|及び|または|又は", name)
    roles = [_match(table, part) for part in parts] if len(parts) > 1 and all(parts) else []
    return next(reversed(roles), None) if len(set(roles)) == 1 or _LEVELS.issuperset(roles) else None


def is_column_group(name: str) -> bool:
    """Whether an upper header cell only groups columns."""
    return _match("column_groups", name) is not None


def register_role(name: str) -> str | None:
    """The role of a column in a register of projects, pledges or measures."""
    return _exact(name) or _composed(name, _exact)


def _exact(name: str) -> str | None:
    return _match("register_columns", name) or _role_of_column(name)


def is_cost(name: str) -> bool:
    """Whether a column holds money that is spent, of whatever year: R5予算額（千円）, 決算, 事業費 over R6."""
    bare = re.sub(r"[(][^()]*[)]|(?:令和|平成|[RH])(?:元|\d{1,2})(?:年度?)?(?:の)?|\d{4}年?度?", "", fold(name))
    return _match("register_columns", bare) == "cost" if bare else False


def part_role(name: str) -> str | None:
    """What a column says of one indicator among several: its name, unit, target…; `rate` follows from the others."""
    return _match("indicator_parts", name)


def value_year(name: str) -> str | None:
    """Which of an indicator's values a column named so says the year of: 目標年度 → `target`."""
    return _match("value_years", name)


def indicator_group(name: str) -> tuple[str, str] | None:
    """What heads the columns of one indicator, and the rest: `成果指標2の目標値` → ("成果指標", "2の目標値")."""
    folded = fold(name)
    found = (pattern.match(folded) for _, pattern in _table("indicator_groups"))
    match = next((each for each in found if each), None)
    return (match[0], folded[match.end() :]) if match else None


def section_role(text: str) -> str | None:
    """The role of a label such as めざす姿, or 進捗状況(令和5年3月31日現在); None for any other text.

    Of 主な取組と担当課, it is that of what is listed below it, or of the part that says more, or else a description.
    """
    label = _BULLETED.sub("", re.split(r"[:：]", text, maxsplit=1)[0]) if len(text) <= 60 else ""
    as_of = re.sub(r"\([^()]*現在\)$", "", fold(label))
    return _match("sections", label) or _match("sections", as_of) or _whole_role(label_parts(label))


@lru_cache(maxsize=16384)
def label_parts(text: str) -> tuple[str, ...]:
    """The roles of the parts of a label of several: 主な取組と担当課 → initiatives, plain; of any other text none.

    At least one part is a label by itself. What a form calls so (成果と課題), and a heading about the document as a
    whole, is no such label.
    """
    folded = _SPELT.sub("取組", fold(text))
    if len(folded) > 30 or _AND.search(folded) is None or form_role(folded) is not None:
        return ()
    parts = _parts_of(folded)
    known = len(parts) > 1 and any(_match("label_parts", part) is None for part in parts)
    roles = tuple(map(_part_role, parts)) if known and structure_role(folded) != "about" else ()
    return roles if set(roles) & _TOLD_BELOW else ()


def _part_role(part: str) -> str:
    role = _match("label_parts", part) or _match("sections", part) or (form_role(part) if part else None) or ""
    role = _OF_FORMS.get(role, role)
    return role if role in _TOLD_BELOW | _BESIDE else ""


def _parts_of(label: str) -> tuple[str, ...]:
    """What a label puts side by side; none where a part of it says nothing."""
    if _part_role(label):
        return (label,)
    for match in reversed(list(_AND.finditer(label))):
        if _part_role(label[: match.start()]) and (rest := _parts_of(label[match.end() :])):
            return (label[: match.start()], *rest)
    return ()


def _whole_role(parts: tuple[str, ...]) -> str | None:
    """What a label of several parts says of what stands below it."""
    roles = [role for role in dict.fromkeys(parts) if role in _TOLD_BELOW]
    listed = next((role for role in ("initiatives", "indicators") if role in roles), None)
    if listed or len(roles) < 2:
        return listed or next(iter(roles), None)
    return "situation" if set(roles) == {"situation", "challenge"} else "description"


def form_role(label: str) -> str | None:
    """What a label of a form says of its project, pledge or initiative; the number before a label does not matter."""
    bare, known = _LABEL_NOTE.sub("", fold(label)), partial(_match, "form_labels")
    return known(label) or known(bare) or _composed(bare, known)


def named_kind(word: str) -> tuple[ElementKind, str] | None:
    """What a word before a heading's number opens, and its step: 基本目標 → a goal, on top."""
    found = _match("headings", word)
    kind, _, step = (found or "").partition(":")
    return (ElementKind(kind), step) if found else None


def structure_role(title: str) -> str | None:
    """What a heading is where it opens no element: "about" the document itself, or a "container"; else None."""
    return _match("structure", title) or _match("structure", re.sub(r"\([^()]*\)$", "", fold(title)))


def is_closing(text: str) -> bool:
    """Whether a line opens the closing words of a document, which no element above them says: おわりに."""
    return len(text) <= _LONGEST_CLOSING and _match("closing", text) is not None


def is_no_level(cell: str) -> bool:
    """Whether a cell in a column of measures or the like says that its row is of none: （数値目標）, 全体, －."""
    return _match("levels", cell) is not None


def is_total(cell: str) -> bool:
    """Whether a row that begins with a cell adds up others."""
    return _TOTAL.match(fold(cell)) is not None


def status_of(grade: str) -> str | None:
    """The status on the common scale (a local name in `pg:`) of a printed judgement."""
    said = _MARKED.match(fold(grade))
    found = _match("statuses", grade) or (_match("statuses", said["words"]) if said else None)
    towards = None if found else _TOWARDS.match(fold(grade))
    return found or (_match("statuses", towards["words"]) if towards else None)


def legend_word(label: str) -> str | None:
    """The status of words that judge only where a legend explains a mark by them: これから."""
    return _match("legend_words", label)


def is_supporting(name: str) -> bool:
    """Whether a column or label is named as that of units which help the one in charge: 関係課, 協力課."""
    return _match("charges", name) is not None


def term_of(text: str) -> str | None:
    """The term (a local name in `pg:`) that 短期, 中期, 中長期 name."""
    return _match("terms", text)


def noise_rule(text: str) -> str | None:
    """The rule that names a line as page furniture, or None."""
    line = unicodedata.normalize("NFKC", text).strip()
    return next((rule for rule, pattern in _table("noise") if pattern.fullmatch(line)), None)
